/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-picture-load.h"

#include "comms-media-file.h"

typedef struct
{
  GFile *file;
  GdkTexture *texture;
  CommsMediaLimits limits;
  gint64 original;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->file);
  g_clear_object (&job->texture);
  g_free (job);
}

/* A picture out of the clipboard has no name of its own. */
static CommsMedia *
take (GdkTexture *texture, const CommsMediaLimits *limits, GError **error)
{
  g_autoptr (GBytes) bytes = gdk_texture_save_to_png_bytes (texture);

  /* Translators: the file name of a picture out of the clipboard, with its ending */
  return comms_media_prepare (bytes, C_ ("media", "pasted.png"), limits, error);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  CommsMedia *media =
    job->texture != NULL
      ? take (job->texture, &job->limits, &error)
      : comms_media_read_file (job->file, &job->limits, cancellable, &job->original, &error);

  if (media != NULL)
    g_task_return_pointer (task, media, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
start (Job *job,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, load_thread);
}

void
comms_picture_load_async (GFile *file,
                          const CommsMediaLimits *limits,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Job *job;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (limits != NULL);

  job = g_new0 (Job, 1);
  job->file = g_object_ref (file);
  job->limits = *limits;
  start (job, comms_picture_load_async, cancellable, callback, user_data);
}

void
comms_picture_take_async (GdkTexture *texture,
                          const CommsMediaLimits *limits,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Job *job;

  g_return_if_fail (GDK_IS_TEXTURE (texture));
  g_return_if_fail (limits != NULL);

  job = g_new0 (Job, 1);
  job->texture = g_object_ref (texture);
  job->limits = *limits;
  start (job, comms_picture_take_async, cancellable, callback, user_data);
}

CommsMedia *
comms_picture_load_finish (GAsyncResult *result, gint64 *original, GError **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  job = g_task_get_task_data (G_TASK (result));
  if (original != NULL)
    *original = job->original;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- small pictures --- */

typedef struct
{
  GBytes *bytes;
  int side;
} Small;

static void
small_free (gpointer data)
{
  Small *small = data;

  g_bytes_unref (small->bytes);
  g_free (small);
}

static void
small_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Small *small = data;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (small->bytes);
  GError *error = NULL;
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, small->side, small->side, TRUE,
                                                           cancellable, &error);

  if (pixbuf != NULL)
    g_task_return_pointer (task, pixbuf, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
comms_picture_small_async (GBytes *bytes,
                           int side,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Small *small;

  g_return_if_fail (bytes != NULL);

  small = g_new0 (Small, 1);
  small->bytes = g_bytes_ref (bytes);
  small->side = side;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, comms_picture_small_async);
  g_task_set_task_data (task, small, small_free);
  g_task_run_in_thread (task, small_thread);
}

GdkTexture *
comms_picture_small_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  pixbuf = g_task_propagate_pointer (G_TASK (result), error);
  return pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;
}
