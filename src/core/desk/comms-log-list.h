/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "comms-audit-entry.h"
#include "comms-desk.h"
#include "comms-log.h"

G_BEGIN_DECLS

/**
 * CommsLogRow:
 *
 * One line of the log. The entry is fetched once the line is asked for.
 *
 * Properties: "entry" (CommsAuditEntry, NULL until it is there), "starts-day" (gboolean: it is the
 * first of its day in the list, in the desk's zone).
 */
#define COMMS_TYPE_LOG_ROW (comms_log_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsLogRow, comms_log_row, COMMS, LOG_ROW, GObject)

gint64            comms_log_row_get_id         (CommsLogRow *self);
CommsAuditEntry * comms_log_row_get_entry      (CommsLogRow *self);
gboolean          comms_log_row_get_starts_day (CommsLogRow *self);

/**
 * CommsLogList:
 *
 * The log as a #GListModel of #CommsLogRow, newest first: an array of ids, and the rows that
 * someone looks at. A million entries cost eight megabytes and no waiting. New entries come to
 * the top by themselves.
 *
 * Property: "loading" (gboolean), while the ids of a new query are being looked for. Signal
 * "failed" (GError), where the store could not read.
 */
#define COMMS_TYPE_LOG_LIST (comms_log_list_get_type ())
G_DECLARE_FINAL_TYPE (CommsLogList, comms_log_list, COMMS, LOG_LIST, GObject)

CommsLogList    * comms_log_list_new           (CommsDesk           *desk);

/* Shows what @query finds; a query that is under way is given up. */
void              comms_log_list_set_query     (CommsLogList        *self,
                                                const CommsLogQuery *query);
gboolean          comms_log_list_get_loading   (CommsLogList        *self);

G_END_DECLS
