/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-target.h"

#include "comms-enum-types.h"

G_DEFINE_FINAL_TYPE (CommsTarget, comms_target, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_ENUM_FIELD (CommsTarget, kind, "kind", comms_target_kind_get_type),
  COMMS_FIELD (CommsTarget, name, "name", TEXT),
  COMMS_FIELD (CommsTarget, organisation, "organisation", TEXT),
  COMMS_FIELD (CommsTarget, role, "role", TEXT),
  COMMS_FIELD (CommsTarget, beat, "beat", TEXT),
  COMMS_FIELD (CommsTarget, city, "city", TEXT),
  COMMS_FIELD (CommsTarget, languages, "languages", LIST),
  COMMS_FIELD (CommsTarget, x_handle, "x-handle", TEXT),
  COMMS_FIELD (CommsTarget, mastodon_handle, "mastodon-handle", TEXT),
  COMMS_FIELD (CommsTarget, bluesky_handle, "bluesky-handle", TEXT),
  COMMS_FIELD (CommsTarget, email, "email", TEXT),
  COMMS_FIELD (CommsTarget, telephone, "telephone", TEXT),
  COMMS_ENUM_FIELD (CommsTarget, prefers, "prefers", comms_channel_get_type),
  COMMS_FIELD (CommsTarget, deadline, "deadline", TEXT),
  COMMS_ENUM_FIELD (CommsTarget, posture, "posture", comms_posture_get_type),
  COMMS_FIELD (CommsTarget, do_not_contact, "do-not-contact", BOOL),
  COMMS_FIELD (CommsTarget, permission, "permission", TEXT),
  COMMS_FIELD (CommsTarget, source, "source", TEXT),
  COMMS_FIELD (CommsTarget, notes, "notes", TEXT),
  COMMS_FIELD (CommsTarget, contacted_at, "contacted-at", INSTANT),
  COMMS_FIELD (CommsTarget, created_at, "created-at", INSTANT),
  COMMS_FIELD (CommsTarget, updated_at, "updated-at", INSTANT),
  COMMS_FIELD (CommsTarget, deleted_at, "deleted-at", INSTANT),
};

static void
comms_target_class_init (CommsTargetClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_target_init (CommsTarget *self)
{
}

CommsTarget *
comms_target_new (void)
{
  return g_object_new (COMMS_TYPE_TARGET, NULL);
}
