/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-hashtag.h"

G_DEFINE_FINAL_TYPE (CommsHashtag, comms_hashtag, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsHashtag, tag, "tag", TEXT),
  COMMS_FIELD (CommsHashtag, language, "language", TEXT),
  COMMS_FIELD (CommsHashtag, twin, "twin", TEXT),
  COMMS_FIELD (CommsHashtag, meaning, "meaning", TEXT),
  COMMS_FIELD (CommsHashtag, used_by, "used-by", TEXT),
  COMMS_FIELD (CommsHashtag, checked_at, "checked-at", INSTANT),
  COMMS_FIELD (CommsHashtag, created_at, "created-at", INSTANT),
  COMMS_FIELD (CommsHashtag, deleted_at, "deleted-at", INSTANT),
};

static void
comms_hashtag_class_init (CommsHashtagClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_hashtag_init (CommsHashtag *self)
{
}

CommsHashtag *
comms_hashtag_new (void)
{
  return g_object_new (COMMS_TYPE_HASHTAG, NULL);
}
