/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-audit-entry.h"
#include "comms-db.h"
#include "comms-stamp.h"

G_BEGIN_DECLS

/* Appends one entry to the chain (design, decision 5). */
gboolean comms_audit_table_append (CommsDb           *db,
                                   const CommsStamp  *stamp,
                                   CommsSubject       subject,
                                   gint64             subject_id,
                                   const char        *action,
                                   const char        *from_value,
                                   const char        *to_value,
                                   const char        *note,
                                   GError           **error);

/* Walks the whole chain. @n_entries counts what was read; @broken_id is the first entry whose
 * hash does not fit, or 0. An error only where the chain could not be read. */
gboolean comms_audit_table_verify (CommsDb           *db,
                                   gint64            *n_entries,
                                   gint64            *broken_id,
                                   GError           **error);

G_END_DECLS
