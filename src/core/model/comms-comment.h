/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsComment:
 * @post_id: the post
 * @person_id: who said it
 * @at: when
 * @text: what
 * @version: of the post that it was said about
 * @settled_at: when it was dealt with, or 0
 *
 * What a person said about a draft, or why a reviewer asked for a change.
 */
#define COMMS_TYPE_COMMENT (comms_comment_get_type ())
G_DECLARE_FINAL_TYPE (CommsComment, comms_comment, COMMS, COMMENT, CommsRecord)

struct _CommsComment
{
  CommsRecord parent_instance;

  gint64 post_id;
  gint64 person_id;
  gint64 at;
  char *text;
  gint64 version;
  gint64 settled_at;
};

CommsComment * comms_comment_new (void);

G_END_DECLS
