/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-protected-name.h"

G_DEFINE_FINAL_TYPE (CommsProtectedName, comms_protected_name, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsProtectedName, name, "name", TEXT),
  COMMS_FIELD (CommsProtectedName, other_forms, "other-forms", LIST),
  COMMS_FIELD (CommsProtectedName, reason, "reason", TEXT),
  COMMS_FIELD (CommsProtectedName, created_at, "created-at", INSTANT),
};

static void
comms_protected_name_class_init (CommsProtectedNameClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_protected_name_init (CommsProtectedName *self)
{
}

CommsProtectedName *
comms_protected_name_new (void)
{
  return g_object_new (COMMS_TYPE_PROTECTED_NAME, NULL);
}
