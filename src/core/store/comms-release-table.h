/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"

G_BEGIN_DECLS

/* Releases that are not binned and appear (publish_at, else embargo_at, else created_at) within
 * the time, all where both are 0, with every word of @search, which may be NULL, as the beginning
 * of one of theirs; in order of time. (transfer full) (element-type CommsRelease) */
GPtrArray * comms_release_table_find (CommsDb     *db,
                                      gint64       from,
                                      gint64       until,
                                      const char  *search,
                                      GError     **error);

G_END_DECLS
