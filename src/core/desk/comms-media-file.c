/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-media-file.h"

#include "comms-error.h"
#include "comms-image.h"

/* More is not read into memory, whatever an account allows. */
#define MOST_BYTES (G_GINT64_CONSTANT (512) * 1024 * 1024)

CommsMedia *
comms_media_prepare (GBytes *bytes,
                     const char *name,
                     const CommsMediaLimits *limits,
                     GError **error)
{
  CommsImageInfo before;
  CommsImageInfo after;
  CommsImageFit fit = { .max_bytes = limits->image_bytes_max };
  g_autoptr (GBytes) clean = NULL;
  CommsMedia *media;

  g_return_val_if_fail (bytes != NULL && name != NULL, NULL);

  if (!comms_image_inspect (bytes, &before, error))
    return NULL;
  clean = comms_image_clean (bytes, &fit, &after, error);
  if (clean == NULL)
    return NULL;
  media = comms_media_new ();
  comms_media_set_bytes (media, clean);
  g_object_set (media, "name", name, "mime", after.mime, "width", (gint64) after.width, "height",
                (gint64) after.height, "has-position", before.has_position, NULL);
  return media;
}

/* Whether the file is one that can be read whole, and small enough to be opened at all. Of a
 * folder, reading it says what is wrong. */
static gboolean
check_file (GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                       G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_SPECIAL)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   /* Translators: %s is the name of a device or the like */
                   C_ ("media", "“%s” is no file; choose a picture or a video."), name);
      return FALSE;
    }
  if (g_file_info_get_size (info) <= MOST_BYTES)
    return TRUE;

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: %s is a file name */
               C_ ("media", "“%s” is larger than any network takes; make it smaller first."), name);
  return FALSE;
}

/* What is wrong with a file, with its name: several may be chosen at once. Takes @error. */
static void
name_file (const char *name, GError *problem, GError **error)
{
  /* Translators: the name of a file, and the sentence that says what is wrong with it */
  g_set_error (error, problem->domain, problem->code, C_ ("media", "“%s”: %s"), name,
               problem->message);
  g_error_free (problem);
}

CommsMedia *
comms_media_read_file (GFile *file,
                       const CommsMediaLimits *limits,
                       GCancellable *cancellable,
                       gint64 *original,
                       GError **error)
{
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *problem = NULL;
  CommsMedia *media;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (limits != NULL, NULL);

  base = g_file_get_basename (file);
  name = g_filename_display_name (base);
  bytes = check_file (file, name, cancellable, error)
            ? g_file_load_bytes (file, cancellable, NULL, error)
            : NULL;
  if (bytes == NULL)
    return NULL;
  if (original != NULL)
    *original = (gint64) g_bytes_get_size (bytes);
  media = comms_media_prepare (bytes, name, limits, &problem);
  if (media == NULL)
    name_file (name, problem, error);
  return media;
}
