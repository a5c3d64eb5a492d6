/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-approval.h"

G_DEFINE_FINAL_TYPE (CommsApproval, comms_approval, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsApproval, post_id, "post-id", INT),
  COMMS_FIELD (CommsApproval, person_id, "person-id", INT),
  COMMS_FIELD (CommsApproval, at, "at", INSTANT),
  COMMS_FIELD (CommsApproval, hash, "hash", TEXT),
  COMMS_FIELD (CommsApproval, version, "version", INT),
  COMMS_FIELD (CommsApproval, capacity, "capacity", TEXT),
  COMMS_FIELD (CommsApproval, voided_at, "voided-at", INSTANT),
};

static void
comms_approval_class_init (CommsApprovalClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_approval_init (CommsApproval *self)
{
}

CommsApproval *
comms_approval_new (void)
{
  return g_object_new (COMMS_TYPE_APPROVAL, NULL);
}
