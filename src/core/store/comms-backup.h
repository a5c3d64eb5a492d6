/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"

G_BEGIN_DECLS

/* The copies of a desk in the folder "backups" beside it. Those of a desk "desk.db" are named
 * "desk-20261210T150405Z.db", and "desk-20261210T150405Z-v1.db" before a schema step. */

/* Copies the desk that is open in @db. @version is 0, or that which a schema step is to change;
 * of those only the newest is kept. */
gboolean comms_backup_make    (CommsDb      *db,
                               gint64        now,
                               int           version,
                               GError      **error);

/* Whether the desk at @path has no copy of the (UTC) day of @now yet. */
gboolean comms_backup_is_due  (const char   *path,
                               gint64        now);

/* Removes what need not be kept: of each of the last 7 days, 4 weeks and 12 months that have
 * copies the newest stays. */
void     comms_backup_rotate  (const char   *path);

/* See comms_store_find_backup() and comms_store_restore(). */
char   * comms_backup_find    (const char   *path,
                               gint64       *at,
                               GError      **error);
gboolean comms_backup_restore (const char   *path,
                               const char   *backup,
                               gint64        now,
                               GError      **error);

G_END_DECLS
