/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-person.h"

#include "comms-enum-types.h"

G_DEFINE_FINAL_TYPE (CommsPerson, comms_person, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsPerson, name, "name", TEXT),
  COMMS_FIELD (CommsPerson, login, "login", TEXT),
  COMMS_ENUM_FIELD (CommsPerson, role, "role", comms_role_get_type),
  COMMS_FIELD (CommsPerson, active, "active", BOOL),
};

static void
comms_person_class_init (CommsPersonClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_person_init (CommsPerson *self)
{
}

CommsPerson *
comms_person_new (void)
{
  return g_object_new (COMMS_TYPE_PERSON, NULL);
}
