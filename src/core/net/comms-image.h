/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Pictures, before they leave: what they are, and without what they tell of where and with what
 * they were taken (R87). Everything here takes time with a large picture: call it in a thread. */

/**
 * CommsImageInfo:
 * @mime: "image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/quicktime" or
 *   "video/webm"; a constant
 * @width: pixels, as it is seen; 0 for a video
 * @height: pixels, as it is seen; 0 for a video
 * @has_position: it says where it was taken
 * @has_details: it says anything beside its pixels, such as the camera
 */
typedef struct
{
  const char *mime;
  int width;
  int height;
  gboolean has_position;
  gboolean has_details;
} CommsImageInfo;

/**
 * CommsImageFit:
 * @max_bytes: 0 for any
 * @max_pixels: width times height; 0 for any
 * @max_side: the longer side; 0 for any
 */
typedef struct
{
  gint64 max_bytes;
  gint64 max_pixels;
  int max_side;
} CommsImageFit;

/* What a file is, by its own first bytes. COMMS_ERROR_INVALID with a sentence where it is no
 * picture or video that a network takes, or too large to be opened. */
gboolean comms_image_inspect (GBytes *bytes, CommsImageInfo *info, GError **error);

/* The same picture upright, without position and camera data, and no larger than @fit, which may
 * be NULL. What needs no change is returned as it is; so are animations and videos. The same
 * bytes give the same result. @info, which may be NULL, is set to what the result is. (transfer
 * full) */
GBytes * comms_image_clean   (GBytes *bytes, const CommsImageFit *fit, CommsImageInfo *info,
                              GError **error);

G_END_DECLS
