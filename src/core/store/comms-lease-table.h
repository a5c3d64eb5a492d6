/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"

G_BEGIN_DECLS

/* One sender per account, across processes (design, decision 3). A lease ends by itself, so that
 * a process that died holds nobody up for long. */

/* A name for a sender in this process, by which others on this computer can tell when the process
 * has ended. (transfer full) */
char   * comms_lease_table_dup_holder (void);

/* Takes the lease, or renews it where @holder has it. @held is FALSE where another has it and
 * neither it nor, as far as this computer knows, its process has ended. */
gboolean comms_lease_table_take    (CommsDb *db, gint64 account_id, const char *holder, gint64 now,
                                    gint64 until, gboolean *held, GError **error);
/* Whether @holder has the lease, without writing anything. */
gboolean comms_lease_table_is_held (CommsDb *db, gint64 account_id, const char *holder, gint64 now,
                                    gboolean *held, GError **error);
gboolean comms_lease_table_give_up (CommsDb *db, gint64 account_id, const char *holder,
                                    GError **error);

G_END_DECLS
