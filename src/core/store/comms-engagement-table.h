/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"

G_BEGIN_DECLS

/* (transfer full) (element-type CommsEngagement); @limit 0 for no limit. */

/* With one target, newest first. */
GPtrArray * comms_engagement_table_of_target (CommsDb *db, gint64 target_id, guint limit,
                                              GError **error);
/* Waiting for the manager's review, oldest first. */
GPtrArray * comms_engagement_table_to_review (CommsDb *db, guint limit, GError **error);
/* Open, with a deadline, soonest first. */
GPtrArray * comms_engagement_table_deadlines (CommsDb *db, guint limit, GError **error);

G_END_DECLS
