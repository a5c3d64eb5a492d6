/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-audit-entry.h"
#include "comms-db.h"

G_BEGIN_DECLS

/* Reading the audit log; comms-audit-table.h writes and verifies it. */

/**
 * CommsLogFilter:
 * @subjects: set of 1 << CommsSubject, 0 for all
 * @missed: only what was missed
 * @from: UTC milliseconds; 0 for the beginning
 * @until: exclusive; 0 for the end
 * @actor_id: 0 for anyone
 * @classes: set of 1 << CommsTargetKind: only engagements with such targets, and entries about
 *   them; 0 for all
 * @search: every word the beginning of one in the entry; or NULL
 * @after: only greater ids
 */
typedef struct
{
  guint subjects;
  gboolean missed;
  gint64 from;
  gint64 until;
  gint64 actor_id;
  guint classes;
  const char *search;
  gint64 after;
} CommsLogFilter;

/* The ids, newest first. (transfer full) (element-type gint64) */
GArray    * comms_log_table_ids   (CommsDb              *db,
                                   const CommsLogFilter *filter,
                                   GError              **error);

/* The entries with those ids, in their order; an id without one is passed over. (transfer full)
 * (element-type CommsAuditEntry) */
GPtrArray * comms_log_table_load  (CommsDb              *db,
                                   const gint64         *ids,
                                   guint                 n_ids,
                                   GError              **error);

/* The last entry about that thing, or NULL without an error where there is none. (transfer full) */
CommsAuditEntry * comms_log_table_last (CommsDb              *db,
                                        CommsSubject          subject,
                                        gint64                subject_id,
                                        GError              **error);

/* When the first entry was made, 0 where there is none. */
gboolean    comms_log_table_first (CommsDb              *db,
                                   gint64               *at,
                                   GError              **error);

G_END_DECLS
