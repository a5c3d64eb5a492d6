/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-image.h"

G_BEGIN_DECLS

/* What stands in a file beside its pixels. */
typedef struct
{
  const char *mime;
  gboolean has_position;
  gboolean has_details;
  int orientation; /* 1 to 8, as in Exif */
} CommsImageDetails;

gboolean comms_image_read_details (GBytes *bytes, CommsImageDetails *details, GError **error);

/* A WebP file without the chunks that say anything beside the pixels (RFC 9649). (transfer full) */
GBytes * comms_image_strip_webp   (GBytes *bytes);

G_END_DECLS
