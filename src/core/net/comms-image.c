/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "comms-image-private.h"

#include "comms-error.h"

/* A small file can hold a picture that fills the memory. No camera makes more than this. */
#define MAX_PIXELS G_GINT64_CONSTANT (150000000)
#define MAX_FILE (G_GINT64_CONSTANT (64) * 1024 * 1024)
#define LEAST_SIDE 64
#define SHRINK 0.85

typedef struct
{
  int width;
  int height;
  gboolean too_large;
  gboolean only_size;
} Loading;

/* Called before anything is decoded: says no to what is too large. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, Loading *loading)
{
  loading->width = width;
  loading->height = height;
  loading->too_large = (gint64) width * height > MAX_PIXELS;
  if (loading->too_large || loading->only_size)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
}

static gboolean
set_damaged (GError **error)
{
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("picture", "This picture is damaged and cannot be opened. Choose "
                                      "another one, or save it anew in another program."));
  return FALSE;
}

static gboolean
set_too_large (GError **error)
{
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("picture", "This picture is too large to be opened. Save a smaller copy "
                                      "of it in another program and choose that one."));
  return FALSE;
}

/* The first few bytes tell the size; the rest is not read for it. */
static gboolean
load_size (GBytes *bytes, Loading *loading, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  loading->only_size = TRUE;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), loading);
  for (gsize at = 0; at < size && loading->width == 0; at += 4096)
    {
      if (!gdk_pixbuf_loader_write (loader, data + at, MIN (4096, size - at), NULL))
        break;
    }
  gdk_pixbuf_loader_close (loader, NULL);
  if (loading->too_large)
    return set_too_large (error);
  return loading->width > 0 && loading->height > 0 ? TRUE : set_damaged (error);
}

static GdkPixbuf *
load (GBytes *bytes, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  Loading loading = { 0 };
  GdkPixbuf *pixbuf;
  gboolean whole;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &loading);
  whole = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  whole = gdk_pixbuf_loader_close (loader, NULL) && whole;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (loading.too_large)
    set_too_large (error);
  else if (!whole || pixbuf == NULL)
    set_damaged (error);
  else
    return gdk_pixbuf_apply_embedded_orientation (pixbuf);
  return NULL;
}

static gboolean
is_decodable (const char *mime)
{
  return g_str_equal (mime, "image/jpeg") || g_str_equal (mime, "image/png") ||
         g_str_equal (mime, "image/gif");
}

/* Width and height of a WebP file, which not every gdk-pixbuf can read (RFC 9649). */
static void
read_webp_size (GBytes *bytes, CommsImageInfo *info)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size < 30)
    return;
  if (memcmp (data + 12, "VP8X", 4) == 0)
    {
      info->width = 1 + (data[24] | data[25] << 8 | data[26] << 16);
      info->height = 1 + (data[27] | data[28] << 8 | data[29] << 16);
    }
  else if (memcmp (data + 12, "VP8L", 4) == 0)
    {
      info->width = 1 + (data[21] | (data[22] & 0x3f) << 8);
      info->height = 1 + (data[22] >> 6 | data[23] << 2 | (data[24] & 0xf) << 10);
    }
  else if (memcmp (data + 12, "VP8 ", 4) == 0)
    {
      info->width = (data[26] | data[27] << 8) & 0x3fff;
      info->height = (data[28] | data[29] << 8) & 0x3fff;
    }
}

static gboolean
inspect (GBytes *bytes, CommsImageDetails *details, CommsImageInfo *info, GError **error)
{
  Loading loading = { 0 };

  if (!comms_image_read_details (bytes, details, error))
    return FALSE;

  *info = (CommsImageInfo){ .mime = details->mime,
                            .has_position = details->has_position,
                            .has_details = details->has_details };
  if (g_str_equal (details->mime, "image/webp"))
    read_webp_size (bytes, info);
  if (!is_decodable (details->mime))
    return TRUE;
  if ((gint64) g_bytes_get_size (bytes) > MAX_FILE)
    return set_too_large (error);
  if (!load_size (bytes, &loading, error))
    return FALSE;
  /* From 5 on it lies on its side. */
  info->width = details->orientation >= 5 ? loading.height : loading.width;
  info->height = details->orientation >= 5 ? loading.width : loading.height;
  return TRUE;
}

gboolean
comms_image_inspect (GBytes *bytes, CommsImageInfo *info, GError **error)
{
  CommsImageDetails details;

  g_return_val_if_fail (bytes != NULL && info != NULL, FALSE);

  return inspect (bytes, &details, info, error);
}

static GBytes *
encode (GdkPixbuf *pixbuf, const char *mime, const char *quality, const char *profile)
{
  const gboolean jpeg = g_str_equal (mime, "image/jpeg");
  const char *keys[3] = { NULL };
  const char *values[3] = { NULL };
  guint n = 0;
  char *data = NULL;
  gsize size = 0;

  if (jpeg)
    {
      keys[n] = "quality";
      values[n++] = quality;
    }
  if (profile != NULL)
    {
      keys[n] = "icc-profile";
      values[n++] = profile;
    }
  if (!gdk_pixbuf_save_to_bufferv (pixbuf, &data, &size, jpeg ? "jpeg" : "png", (char **) keys,
                                   (char **) values, NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

/* By how much it has to shrink for @fit before it is encoded: at most 1. */
static double
find_scale (GdkPixbuf *pixbuf, const CommsImageFit *fit)
{
  const double width = gdk_pixbuf_get_width (pixbuf);
  const double height = gdk_pixbuf_get_height (pixbuf);
  double scale = 1;

  if (fit->max_side > 0)
    scale = MIN (scale, fit->max_side / MAX (width, height));
  if (fit->max_pixels > 0)
    scale = MIN (scale, sqrt ((double) fit->max_pixels / (width * height)));
  return scale;
}

static GdkPixbuf *
scale_down (GdkPixbuf *pixbuf, double scale)
{
  const int width = MAX (1, (int) (gdk_pixbuf_get_width (pixbuf) * scale));
  const int height = MAX (1, (int) (gdk_pixbuf_get_height (pixbuf) * scale));

  return scale < 1 ? gdk_pixbuf_scale_simple (pixbuf, width, height, GDK_INTERP_HYPER)
                   : g_object_ref (pixbuf);
}

/* A picture with nothing to see through loses little as a JPEG, and is much smaller. */
static const char *
choose_mime (const char *mime, GdkPixbuf *pixbuf, gsize size, const CommsImageFit *fit)
{
  if (g_str_equal (mime, "image/jpeg"))
    return mime;
  return fit->max_bytes > 0 && (gint64) size > fit->max_bytes && !gdk_pixbuf_get_has_alpha (pixbuf)
           ? "image/jpeg"
           : "image/png";
}

/* Encodes it so that it fits: first with less quality, then smaller. */
static GBytes *
encode_fitting (GdkPixbuf *original,
                const char *mime,
                const char *profile,
                const CommsImageFit *fit,
                CommsImageInfo *info)
{
  static const char *const qualities[] = { "90", "82", "74" };
  double scale = find_scale (original, fit);

  for (;;)
    {
      g_autoptr (GdkPixbuf) pixbuf = scale_down (original, scale);

      info->mime = mime;
      info->width = gdk_pixbuf_get_width (pixbuf);
      info->height = gdk_pixbuf_get_height (pixbuf);
      for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
        {
          g_autoptr (GBytes) bytes = encode (pixbuf, mime, qualities[i], profile);

          if (bytes == NULL)
            return NULL;
          if (fit->max_bytes <= 0 || (gint64) g_bytes_get_size (bytes) <= fit->max_bytes)
            return g_steal_pointer (&bytes);
          if (!g_str_equal (mime, "image/jpeg"))
            break;
        }
      if (MAX (info->width, info->height) <= LEAST_SIDE)
        return NULL;
      scale *= SHRINK;
    }
}

static gboolean
fits (GBytes *bytes, const CommsImageInfo *info, const CommsImageFit *fit)
{
  return (fit->max_bytes <= 0 || (gint64) g_bytes_get_size (bytes) <= fit->max_bytes) &&
         (fit->max_pixels <= 0 || (gint64) info->width * info->height <= fit->max_pixels) &&
         (fit->max_side <= 0 || MAX (info->width, info->height) <= fit->max_side);
}

static GBytes *
encode_anew (GBytes *bytes, const CommsImageFit *fit, CommsImageInfo *info, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = load (bytes, error);
  g_autofree char *profile = NULL;
  const char *mime;
  GBytes *encoded;

  if (pixbuf == NULL)
    return NULL;

  profile = g_strdup (gdk_pixbuf_get_option (pixbuf, "icc-profile"));
  mime = choose_mime (info->mime, pixbuf, g_bytes_get_size (bytes), fit);
  encoded = encode_fitting (pixbuf, mime, profile, fit, info);
  info->has_position = info->has_details = FALSE;
  if (encoded == NULL)
    set_damaged (error);
  return encoded;
}

GBytes *
comms_image_clean (GBytes *bytes, const CommsImageFit *fit, CommsImageInfo *info, GError **error)
{
  const CommsImageFit any = { 0 };
  CommsImageDetails details;
  CommsImageInfo own;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (info == NULL)
    info = &own;
  if (fit == NULL)
    fit = &any;
  if (!inspect (bytes, &details, info, error))
    return NULL;

  if (g_str_equal (info->mime, "image/jpeg") || g_str_equal (info->mime, "image/png"))
    return !info->has_details && fits (bytes, info, fit) ? g_bytes_ref (bytes)
                                                         : encode_anew (bytes, fit, info, error);
  if (g_str_equal (info->mime, "image/webp") && info->has_details && fits (bytes, info, fit))
    {
      info->has_position = info->has_details = FALSE;
      return comms_image_strip_webp (bytes);
    }
  if (!info->has_position && (fits (bytes, info, fit) || g_str_has_prefix (info->mime, "video/")))
    return g_bytes_ref (bytes);

  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       info->has_position
                         ? C_ ("picture",
                               "This file says where it was taken, and the desk cannot "
                               "take that out of a file of its kind. Save it without its "
                               "location in another program and choose that one.")
                         : C_ ("picture", "This picture is too large for the network, and the desk "
                                          "cannot make a file of its kind smaller. Save a smaller "
                                          "copy of it and choose that one."));
  return NULL;
}
