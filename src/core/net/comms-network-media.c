/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-network-ask.h"
#include "comms-network-private.h"

#include "comms-error.h"

/* What the networks have in common about pictures. */

static gboolean
set_invalid (GError **error, char *sentence)
{
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID, sentence);
  g_free (sentence);
  return FALSE;
}

static gboolean
is_video (CommsMedia *media)
{
  return g_str_has_prefix (media->mime, "video/");
}

/* Files that may not stand beside another one. */
static gboolean
stands_alone (CommsMedia *media)
{
  return is_video (media) || g_strcmp0 (media->mime, "image/gif") == 0;
}

static gboolean
check_one (const CommsNetworkInfo *info,
           const CommsNetworkLimits *limits,
           CommsMedia *media,
           GError **error)
{
  const char *const *types = is_video (media) ? info->video_types : info->image_types;

  if (types == NULL || !g_strv_contains (types, media->mime))
    return set_invalid (error,
                        /* Translators: the first %s is the name of a network, the second the kind
                         * of a file, such as "video/mp4". */
                        g_strdup_printf (C_ ("sending", "%s takes no files of the kind “%s” from "
                                                        "the desk. Choose another one."),
                                         info->name, media->mime));
  if (media->alt != NULL && limits->alt_max > 0 && g_utf8_strlen (media->alt, -1) > limits->alt_max)
    return set_invalid (
      error, g_strdup_printf (
               /* Translators: the name of a network, then a number of characters. */
               ngettext ("An alt text is too long for %s, which takes %d character. Shorten it.",
                         "An alt text is too long for %s, which takes %d characters. Shorten it.",
                         limits->alt_max),
               info->name, limits->alt_max));
  if (is_video (media) && (gint64) g_bytes_get_size (media->bytes) > limits->video_bytes)
    {
      g_autofree char *size = g_format_size ((guint64) limits->video_bytes);

      return set_invalid (error,
                          /* Translators: the name of a network, then a size such as “99 MB”. */
                          g_strdup_printf (C_ ("sending", "The video is too large for %s, which "
                                                          "takes %s. Choose a shorter one."),
                                           info->name, size));
    }
  return TRUE;
}

gboolean
comms_network_check_words (CommsPost *post, GPtrArray *media, GError **error)
{
  const gboolean has_text = post->text != NULL && *post->text != '\0';

  if (has_text ? g_utf8_validate (post->text, -1, NULL) : media != NULL && media->len > 0)
    return TRUE;
  return set_invalid (error, g_strdup (C_ ("sending", "The post has no text. Write one first.")));
}

gboolean
comms_network_check_media (CommsNetwork *self, GPtrArray *media, GError **error)
{
  const CommsNetworkInfo *info = comms_network_info (comms_network_get_asker (self)->network);
  const CommsNetworkLimits *limits = comms_network_get_limits (self);

  if (media == NULL)
    return TRUE;
  if ((int) media->len > limits->media_max)
    return set_invalid (error, g_strdup_printf (
                                 /* Translators: the name of a network, then a number. */
                                 ngettext ("%s takes %d picture with a post. Take some out.",
                                           "%s takes %d pictures with a post. Take some out.",
                                           limits->media_max),
                                 info->name, limits->media_max));

  for (guint i = 0; i < media->len; i++)
    {
      CommsMedia *one = g_ptr_array_index (media, i);

      if (one->bytes == NULL || one->mime == NULL)
        return set_invalid (error, g_strdup (C_ ("sending", "A picture of this post is missing in "
                                                            "the desk. Add it again.")));
      if (!check_one (info, limits, one, error))
        return FALSE;
      if (media->len > 1 && stands_alone (one))
        return set_invalid (error,
                            g_strdup (C_ ("sending", "A video or an animation stands alone in its "
                                                     "post. Take the other pictures out.")));
    }
  return TRUE;
}

/* Making one fit takes a while, so a thread does it. */

typedef struct
{
  GBytes *bytes;
  CommsImageFit fit;
  CommsFitThen then;
  CommsImageInfo info;
} Fit;

static void
fit_free (Fit *fit)
{
  g_bytes_unref (fit->bytes);
  g_free (fit);
}

static void
fit_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fit *fit = data;
  GError *error = NULL;
  GBytes *fitted = comms_image_clean (fit->bytes, &fit->fit, &fit->info, &error);

  if (fitted == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, fitted, (GDestroyNotify) g_bytes_unref);
}

static void
fitted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fit *fit = g_task_get_task_data (G_TASK (result));
  g_autoptr (GBytes) fitted = NULL;
  GError *error = NULL;

  fitted = g_task_propagate_pointer (G_TASK (result), &error);
  if (fitted == NULL)
    g_task_return_error (task, error);
  else
    fit->then (COMMS_NETWORK (object), task, fitted, &fit->info);
}

void
comms_network_fit (GTask *task, CommsMedia *media, gint64 max_bytes, CommsFitThen then)
{
  CommsNetwork *self = g_task_get_source_object (task);
  const CommsNetworkLimits *limits = comms_network_get_limits (self);
  g_autoptr (GTask) work = g_task_new (self, NULL, fitted_cb, g_object_ref (task));
  Fit *fit = g_new0 (Fit, 1);

  fit->bytes = g_bytes_ref (media->bytes);
  fit->then = then;
  fit->fit.max_pixels = limits->image_pixels;
  fit->fit.max_bytes = max_bytes > 0 ? MIN (max_bytes, limits->image_bytes) : limits->image_bytes;
  g_task_set_source_tag (work, comms_network_fit);
  g_task_set_task_data (work, fit, (GDestroyNotify) fit_free);
  g_task_run_in_thread (work, fit_in_thread);
}
