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

G_END_DECLS
