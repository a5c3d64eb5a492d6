/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsMedia:
 * @post_id: the post that it goes with
 * @position: counted from 1 within the post
 * @sha256: hex SHA-256 of its bytes
 * @mime: such as "image/jpeg"
 * @name: the file name that it came with
 * @size: bytes
 * @width: pixels
 * @height: pixels
 * @has_position: the file that was added says where it was taken (R87); what is sent never does
 * @alt: what it shows, in words
 *
 * A picture or video of a post, with the words for those who cannot see it (C22). Its bytes are
 * kept once for all posts, under their hash; they are loaded apart, by comms-media-table.h.
 */
#define COMMS_TYPE_MEDIA (comms_media_get_type ())
G_DECLARE_FINAL_TYPE (CommsMedia, comms_media, COMMS, MEDIA, CommsRecord)

struct _CommsMedia
{
  CommsRecord parent_instance;

  gint64 post_id;
  gint64 position;
  char *sha256;
  char *mime;
  char *name;
  gint64 size;
  gint64 width;
  gint64 height;
  gboolean has_position;
  char *alt;
  GBytes *bytes; /* not of the table of fields; NULL until they are loaded or set */
};

CommsMedia *comms_media_new (void);

/* Sets the bytes, and with them their hash and size. */
void comms_media_set_bytes (CommsMedia *self, GBytes *bytes);

/* What an approval signs of the pictures of a post: hex SHA-256 over the bytes' hashes and the
 * words of each in order; NULL without any (design, decision 4). (element-type CommsMedia)
 * (transfer full) */
char *comms_media_dup_hash (GPtrArray *media);

G_END_DECLS
