/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-release.h"

#include "comms-enum-types.h"

G_DEFINE_FINAL_TYPE (CommsRelease, comms_release, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_ENUM_FIELD (CommsRelease, kind, "kind", comms_release_kind_get_type),
  COMMS_ENUM_FIELD (CommsRelease, stage, "stage", comms_release_stage_get_type),
  COMMS_FIELD (CommsRelease, number, "number", TEXT),
  COMMS_FIELD (CommsRelease, title, "title", TEXT),
  COMMS_FIELD (CommsRelease, language, "language", TEXT),
  COMMS_FIELD (CommsRelease, owner_id, "owner-id", INT),
  COMMS_FIELD (CommsRelease, twin_id, "twin-id", INT),
  COMMS_FIELD (CommsRelease, stale_since, "stale-since", INSTANT),
  COMMS_FIELD (CommsRelease, headline, "headline", TEXT),
  COMMS_FIELD (CommsRelease, subhead, "subhead", TEXT),
  COMMS_FIELD (CommsRelease, lede, "lede", TEXT),
  COMMS_FIELD (CommsRelease, body, "body", TEXT),
  COMMS_FIELD (CommsRelease, quotes, "quotes", LIST),
  COMMS_FIELD (CommsRelease, conclusion, "conclusion", TEXT),
  COMMS_FIELD (CommsRelease, link, "link", TEXT),
  COMMS_FIELD (CommsRelease, link_variants, "link-variants", LIST),
  COMMS_FIELD (CommsRelease, hashtags, "hashtags", LIST),
  COMMS_FIELD (CommsRelease, embargo_at, "embargo-at", INSTANT),
  COMMS_FIELD (CommsRelease, embargo_wall, "embargo-wall", TEXT),
  COMMS_FIELD (CommsRelease, embargo_zone, "embargo-zone", TEXT),
  COMMS_FIELD (CommsRelease, publish_at, "publish-at", INSTANT),
  COMMS_FIELD (CommsRelease, publish_wall, "publish-wall", TEXT),
  COMMS_FIELD (CommsRelease, publish_zone, "publish-zone", TEXT),
  COMMS_FIELD (CommsRelease, version, "version", INT),
  COMMS_FIELD (CommsRelease, created_at, "created-at", INSTANT),
  COMMS_FIELD (CommsRelease, updated_at, "updated-at", INSTANT),
  COMMS_FIELD (CommsRelease, deleted_at, "deleted-at", INSTANT),
};

static void
comms_release_class_init (CommsReleaseClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_release_init (CommsRelease *self)
{
}

CommsRelease *
comms_release_new (void)
{
  return g_object_new (COMMS_TYPE_RELEASE, NULL);
}
