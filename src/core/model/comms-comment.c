/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-comment.h"

G_DEFINE_FINAL_TYPE (CommsComment, comms_comment, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsComment, post_id, "post-id", INT),
  COMMS_FIELD (CommsComment, person_id, "person-id", INT),
  COMMS_FIELD (CommsComment, at, "at", INSTANT),
  COMMS_FIELD (CommsComment, text, "text", TEXT),
  COMMS_FIELD (CommsComment, version, "version", INT),
  COMMS_FIELD (CommsComment, settled_at, "settled-at", INSTANT),
};

static void
comms_comment_class_init (CommsCommentClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_comment_init (CommsComment *self)
{
}

CommsComment *
comms_comment_new (void)
{
  return g_object_new (COMMS_TYPE_COMMENT, NULL);
}
