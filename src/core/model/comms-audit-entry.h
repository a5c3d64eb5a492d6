/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsAuditEntry:
 * @at: when
 * @actor_id: who, or 0 for the desk itself
 * @actor: their name at that time
 * @subject: the kind of thing that it is about
 * @subject_id: which one
 * @action: what was done, a key of the table in comms-audit-words.c
 * @from_value: what it was before, such as a state or a text
 * @to_value: what it became
 * @note: the title, handle or sentence that tells a person what it is about
 * @before: hex SHA-256 of the entry before it
 * @hash: hex SHA-256 over all of the above
 *
 * One entry of the hash-chained log (design, decision 5): who, when, what, from, to. The id is
 * its number; there are no gaps. Entries are never changed.
 */
#define COMMS_TYPE_AUDIT_ENTRY (comms_audit_entry_get_type ())
G_DECLARE_FINAL_TYPE (CommsAuditEntry, comms_audit_entry, COMMS, AUDIT_ENTRY, CommsRecord)

struct _CommsAuditEntry
{
  CommsRecord parent_instance;

  gint64 at;
  gint64 actor_id;
  char *actor;
  CommsSubject subject;
  gint64 subject_id;
  char *action;
  char *from_value;
  char *to_value;
  char *note;
  char *before;
  char *hash;
};

CommsAuditEntry * comms_audit_entry_new (void);

G_END_DECLS
