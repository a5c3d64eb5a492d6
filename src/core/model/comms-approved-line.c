/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-approved-line.h"

G_DEFINE_FINAL_TYPE (CommsApprovedLine, comms_approved_line, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsApprovedLine, language, "language", TEXT),
  COMMS_FIELD (CommsApprovedLine, topic, "topic", TEXT),
  COMMS_FIELD (CommsApprovedLine, text, "text", TEXT),
  COMMS_FIELD (CommsApprovedLine, release_id, "release-id", INT),
  COMMS_FIELD (CommsApprovedLine, approver_id, "approver-id", INT),
  COMMS_FIELD (CommsApprovedLine, approved_at, "approved-at", INSTANT),
  COMMS_FIELD (CommsApprovedLine, valid_until, "valid-until", INSTANT),
  COMMS_FIELD (CommsApprovedLine, created_at, "created-at", INSTANT),
  COMMS_FIELD (CommsApprovedLine, deleted_at, "deleted-at", INSTANT),
};

static void
comms_approved_line_class_init (CommsApprovedLineClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_approved_line_init (CommsApprovedLine *self)
{
}

CommsApprovedLine *
comms_approved_line_new (void)
{
  return g_object_new (COMMS_TYPE_APPROVED_LINE, NULL);
}
