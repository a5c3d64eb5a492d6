/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsHashtag:
 * @tag: with its "#"
 * @language: BCP 47 tag of the posts that it is for
 * @twin: the same in the other language, with its "#", or NULL
 * @meaning: what it stands for
 * @used_by: who uses it
 * @checked_at: when a person last looked at what is said under it
 * @created_at: when it was added
 * @deleted_at: when it was put into the bin
 *
 * A hashtag of the desk's bank (R9, R66). One that was not looked at for 90 days is to be
 * checked again.
 */
#define COMMS_TYPE_HASHTAG (comms_hashtag_get_type ())
G_DECLARE_FINAL_TYPE (CommsHashtag, comms_hashtag, COMMS, HASHTAG, CommsRecord)

struct _CommsHashtag
{
  CommsRecord parent_instance;

  char *tag;
  char *language;
  char *twin;
  char *meaning;
  char *used_by;
  gint64 checked_at;
  gint64 created_at;
  gint64 deleted_at;
};

CommsHashtag * comms_hashtag_new (void);

G_END_DECLS
