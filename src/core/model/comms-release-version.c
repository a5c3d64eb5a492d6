/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-release-version.h"

G_DEFINE_FINAL_TYPE (CommsReleaseVersion, comms_release_version, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsReleaseVersion, release_id, "release-id", INT),
  COMMS_FIELD (CommsReleaseVersion, number, "number", INT),
  COMMS_FIELD (CommsReleaseVersion, at, "at", INSTANT),
  COMMS_FIELD (CommsReleaseVersion, person_id, "person-id", INT),
  COMMS_FIELD (CommsReleaseVersion, summary, "summary", TEXT),
  COMMS_FIELD (CommsReleaseVersion, content, "content", TEXT),
};

static void
comms_release_version_class_init (CommsReleaseVersionClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_release_version_init (CommsReleaseVersion *self)
{
}

CommsReleaseVersion *
comms_release_version_new (void)
{
  return g_object_new (COMMS_TYPE_RELEASE_VERSION, NULL);
}
