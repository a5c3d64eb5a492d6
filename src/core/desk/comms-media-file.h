/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "comms-media-desk.h"

G_BEGIN_DECLS

/* A file on its way to a post. Both take time with a large picture: call them in a thread, or where
 * nobody waits. */

/* What is in @bytes as a picture or video of a post: upright, without the place and the camera that
 * it names, and no larger than @limits. @name is its file name. COMMS_ERROR_INVALID says what is
 * wrong with it. (transfer full) */
CommsMedia *comms_media_prepare (GBytes *bytes,
                                 const char *name,
                                 const CommsMediaLimits *limits,
                                 GError **error);

/* The same of a file. An error of reading is the system's, G_IO_ERROR; COMMS_ERROR_INVALID where it
 * is larger than any network takes, or nothing that has an end, such as a device. @original, which
 * may be NULL: the size that the file has, in bytes. (transfer full) */
CommsMedia *comms_media_read_file (GFile *file,
                                   const CommsMediaLimits *limits,
                                   GCancellable *cancellable,
                                   gint64 *original,
                                   GError **error);

G_END_DECLS
