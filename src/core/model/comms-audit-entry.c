/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-audit-entry.h"

#include "comms-enum-types.h"

G_DEFINE_FINAL_TYPE (CommsAuditEntry, comms_audit_entry, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsAuditEntry, at, "at", INSTANT),
  COMMS_FIELD (CommsAuditEntry, actor_id, "actor-id", INT),
  COMMS_FIELD (CommsAuditEntry, actor, "actor", TEXT),
  COMMS_ENUM_FIELD (CommsAuditEntry, subject, "subject", comms_subject_get_type),
  COMMS_FIELD (CommsAuditEntry, subject_id, "subject-id", INT),
  COMMS_FIELD (CommsAuditEntry, action, "action", TEXT),
  COMMS_FIELD (CommsAuditEntry, from_value, "from-value", TEXT),
  COMMS_FIELD (CommsAuditEntry, to_value, "to-value", TEXT),
  COMMS_FIELD (CommsAuditEntry, note, "note", TEXT),
  COMMS_FIELD (CommsAuditEntry, before, "before", TEXT),
  COMMS_FIELD (CommsAuditEntry, hash, "hash", TEXT),
};

static void
comms_audit_entry_class_init (CommsAuditEntryClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_audit_entry_init (CommsAuditEntry *self)
{
}

CommsAuditEntry *
comms_audit_entry_new (void)
{
  return g_object_new (COMMS_TYPE_AUDIT_ENTRY, NULL);
}
