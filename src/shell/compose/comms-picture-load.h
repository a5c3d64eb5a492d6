/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-media-desk.h"

G_BEGIN_DECLS

/* A file as a picture of a post, made ready in a thread: upright, without the place and the camera
 * that it names, and no larger than @limits. COMMS_ERROR_INVALID says what is wrong with it. */
void         comms_picture_load_async  (GFile                  *file,
                                        const CommsMediaLimits *limits,
                                        GCancellable           *cancellable,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data);
/* The same of a picture out of the clipboard, which has no name. */
void         comms_picture_take_async  (GdkTexture             *texture,
                                        const CommsMediaLimits *limits,
                                        GCancellable           *cancellable,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data);
/* @original, which may be NULL: the size that the file had. (transfer full) */
CommsMedia * comms_picture_load_finish (GAsyncResult           *result,
                                        gint64                 *original,
                                        GError                **error);

/* @bytes as a picture no larger than @side logical pixels, decoded in a thread; an error for a
 * video. (transfer full) */
void         comms_picture_small_async  (GBytes                *bytes,
                                         int                    side,
                                         GCancellable          *cancellable,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data);
GdkTexture * comms_picture_small_finish (GAsyncResult          *result,
                                         GError               **error);

G_END_DECLS
