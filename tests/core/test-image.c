/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "comms-error.h"
#include "comms-image.h"

#include "comms-test-network.h"

/* A JPEG whose left half is red and right half blue. */
static GBytes *
make_jpeg (int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GdkPixbuf) left = gdk_pixbuf_new_subpixbuf (pixbuf, 0, 0, width / 2, height);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x0000ffff);
  gdk_pixbuf_fill (left, 0xff0000ff);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", &error, "quality", "95", NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
put (GByteArray *bytes, guint32 number, guint n_bytes)
{
  for (guint i = n_bytes; i > 0; i--)
    {
      const guint8 byte = (guint8) (number >> (8 * (i - 1)));

      g_byte_array_append (bytes, &byte, 1);
    }
}

/* Exif with an orientation, the make of a camera, and a place. */
static GByteArray *
make_exif (guint orientation, gboolean position)
{
  GByteArray *exif = g_byte_array_new ();

  g_byte_array_append (exif, (const guint8 *) "Exif\0\0MM\0*", 10);
  put (exif, 8, 4);
  put (exif, position ? 2 : 1, 2);
  put (exif, 0x0112, 2);
  put (exif, 3, 2);
  put (exif, 1, 4);
  put (exif, orientation, 2);
  put (exif, 0, 2);
  if (position)
    {
      put (exif, 0x8825, 2);
      put (exif, 4, 2);
      put (exif, 1, 4);
      put (exif, 38, 4);
    }
  put (exif, 0, 4);
  g_byte_array_append (exif, (const guint8 *) "SecretCam", 9);
  return exif;
}

/* @jpeg with a segment after its first two bytes. */
static GBytes *
with_segment (GBytes *jpeg, guint8 marker, const guint8 *data, gsize size)
{
  GByteArray *bytes = g_byte_array_new ();
  const guint8 *whole = g_bytes_get_data (jpeg, NULL);

  g_byte_array_append (bytes, whole, 2);
  put (bytes, 0xff00 | marker, 2);
  put (bytes, (guint32) size + 2, 2);
  g_byte_array_append (bytes, data, (guint) size);
  g_byte_array_append (bytes, whole + 2, (guint) g_bytes_get_size (jpeg) - 2);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
make_photo (guint orientation, gboolean position)
{
  g_autoptr (GBytes) jpeg = make_jpeg (40, 20);
  g_autoptr (GByteArray) exif = make_exif (orientation, position);

  return with_segment (jpeg, 0xe1, exif->data, exif->len);
}

static gboolean
contains (GBytes *bytes, const char *text)
{
  return memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text)) !=
         NULL;
}

static void
test_clean (void)
{
  g_autoptr (GBytes) photo = make_photo (1, TRUE);
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GBytes) twice = NULL;
  g_autoptr (GError) error = NULL;
  CommsImageInfo info;

  g_assert_true (comms_image_inspect (photo, &info, &error));
  g_assert_cmpstr (info.mime, ==, "image/jpeg");
  g_assert_true (info.has_position && info.has_details);
  g_assert_cmpint (info.width, ==, 40);

  clean = comms_image_clean (photo, NULL, &info, &error);
  g_assert_no_error (error);
  g_assert_false (info.has_position || info.has_details);
  g_assert_false (contains (clean, "SecretCam"));
  g_assert_true (comms_image_inspect (clean, &info, &error));
  g_assert_false (info.has_position || info.has_details);

  /* The same bytes each time, and nothing is lost by doing it twice. */
  again = comms_image_clean (photo, NULL, NULL, &error);
  g_assert_true (g_bytes_equal (clean, again));
  twice = comms_image_clean (clean, NULL, NULL, &error);
  g_assert_true (twice == clean);
}

/* One held upright, turned so that red is above. */
static void
test_orientation (void)
{
  g_autoptr (GBytes) photo = make_photo (6, FALSE);
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) error = NULL;
  const guint8 *pixels;
  CommsImageInfo info;

  g_assert_true (comms_image_inspect (photo, &info, &error));
  g_assert_cmpint (info.width, ==, 20);
  g_assert_cmpint (info.height, ==, 40);
  g_assert_false (info.has_position);
  clean = comms_image_clean (photo, NULL, &info, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info.width, ==, 20);
  g_assert_true (gdk_pixbuf_loader_write_bytes (loader, clean, &error));
  g_assert_true (gdk_pixbuf_loader_close (loader, &error));
  pixels = gdk_pixbuf_get_pixels (gdk_pixbuf_loader_get_pixbuf (loader));
  g_assert_cmpuint (pixels[0], >, 200);
  g_assert_cmpuint (pixels[2], <, 60);
}

static void
test_xmp (void)
{
  static const char xmp[] = "http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude=\"33,41N\"/>";
  g_autoptr (GBytes) jpeg = make_jpeg (8, 8);
  g_autoptr (GBytes) photo = with_segment (jpeg, 0xe1, (const guint8 *) xmp, sizeof xmp);
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GError) error = NULL;
  CommsImageInfo info;

  g_assert_true (comms_image_inspect (photo, &info, &error));
  g_assert_true (info.has_position);
  clean = comms_image_clean (photo, NULL, NULL, &error);
  g_assert_false (contains (clean, "GPSLatitude"));
}

static void
test_png_text (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 6, 4);
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GError) error = NULL;
  CommsImageInfo info;
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x11223380);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", &error, "tEXt::Author", "SecretName",
                             NULL);
  g_assert_no_error (error);
  png = g_bytes_new_take (data, size);
  g_assert_true (comms_image_inspect (png, &info, &error));
  g_assert_true (info.has_details);
  clean = comms_image_clean (png, NULL, &info, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info.mime, ==, "image/png");
  g_assert_false (contains (clean, "SecretName"));
}

/* A telephone keeps a film, or another picture with its own Exif, behind the picture. */
static void
test_trailing (void)
{
  g_autoptr (GBytes) jpeg = make_jpeg (8, 8);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) photo = NULL;
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GBytes) same = comms_image_clean (jpeg, NULL, NULL, NULL);

  g_assert_true (same == jpeg);
  g_byte_array_append (bytes, g_bytes_get_data (jpeg, NULL), (guint) g_bytes_get_size (jpeg));
  g_byte_array_append (bytes, (const guint8 *) "SecretFilm\xff\xd9", 12);
  photo = g_bytes_new (bytes->data, bytes->len);
  clean = comms_image_clean (photo, NULL, NULL, NULL);
  g_assert_nonnull (clean);
  g_assert_false (contains (clean, "SecretFilm"));
}

static void
test_webp (void)
{
  static const char webp[] = "RIFF\x3c\0\0\0WEBP"
                             "VP8X\x0a\0\0\0\x0c\0\0\0\x07\0\0\x05\0\0"
                             "EXIF\x0b\0\0\0SecretCam12\0"
                             "VP8L\x04\0\0\0abcd";
  g_autoptr (GBytes) photo = g_bytes_new_static (webp, sizeof webp - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GBytes) again = NULL;
  CommsImageInfo info;

  g_assert_true (comms_image_inspect (photo, &info, &error));
  g_assert_true (info.has_details);
  g_assert_cmpint (info.width, ==, 8);
  g_assert_cmpint (info.height, ==, 6);
  clean = comms_image_clean (photo, NULL, &info, &error);
  g_assert_no_error (error);
  g_assert_false (contains (clean, "SecretCam"));
  g_assert_cmpuint (g_bytes_get_size (clean), ==, sizeof webp - 1 - 20);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (clean, NULL))[20], ==, 0);
  again = comms_image_clean (clean, NULL, NULL, &error);
  g_assert_true (again == clean);
}

/* What cannot be taken out is not sent. */
static void
test_film_position (void)
{
  static const char bytes[] = "\0\0\0\x18"
                              "ftypisom\0\0\0\x20\xa9xyz\0\x0c\x15\xc7+33.7+073.1/";
  g_autoptr (GBytes) film = g_bytes_new_static (bytes, sizeof bytes - 1);
  g_autoptr (GError) error = NULL;
  CommsImageInfo info;

  g_assert_true (comms_image_inspect (film, &info, &error));
  g_assert_true (info.has_position);
  g_assert_null (comms_image_clean (film, NULL, NULL, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
}

static void
test_fit (void)
{
  g_autoptr (GBytes) noise = comms_test_noise (400, 200);
  const CommsImageFit fits[] = {
    { .max_bytes = 60000 },
    { .max_pixels = 20000 },
    { .max_side = 100 },
    { .max_bytes = 4000, .max_pixels = 20000, .max_side = 150 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fits); i++)
    {
      g_autoptr (GError) error = NULL;
      CommsImageInfo info;
      CommsImageInfo seen;
      g_autoptr (GBytes) small = comms_image_clean (noise, &fits[i], &info, &error);

      g_assert_no_error (error);
      g_assert_true (comms_image_inspect (small, &seen, &error));
      g_assert_cmpint (seen.width, ==, info.width);
      g_assert_cmpint (seen.height, ==, info.height);
      g_assert_cmpstr (seen.mime, ==, info.mime);
      if (fits[i].max_bytes > 0)
        g_assert_cmpint ((gint64) g_bytes_get_size (small), <=, fits[i].max_bytes);
      if (fits[i].max_pixels > 0)
        g_assert_cmpint ((gint64) info.width * info.height, <=, fits[i].max_pixels);
      if (fits[i].max_side > 0)
        g_assert_cmpint (info.width, <=, fits[i].max_side);
      /* It keeps its shape. */
      g_assert_cmpint (ABS (info.width - 2 * info.height), <=, 2);
    }
}

/* A few bytes that say that they are a hundred thousand pixels wide and high. */
static void
test_bomb (void)
{
  g_autoptr (GBytes) png = comms_test_png (4, 4);
  gsize size;
  gpointer data = g_memdup2 (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  guint8 *header = (guint8 *) data + 16;
  g_autoptr (GBytes) bomb = NULL;
  g_autoptr (GError) error = NULL;
  CommsImageInfo info;

  size = g_bytes_get_size (png);
  memcpy (header, "\x00\x01\x86\xa0\x00\x01\x86\xa0", 8);
  bomb = g_bytes_new_take (data, size);
  g_assert_null (comms_image_clean (bomb, NULL, &info, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
}

/* Every beginning of a picture, and one with each byte changed: a sentence, never a crash. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) photo = make_photo (6, TRUE);
  const guint8 *data = g_bytes_get_data (photo, NULL);
  const gsize size = g_bytes_get_size (photo);

  for (gsize i = 0; i < size; i += 3)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, i);
      g_autoptr (GBytes) clean = comms_image_clean (cut, NULL, NULL, NULL);
      guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) changed = g_bytes_new_take (copy, size);
      g_autoptr (GBytes) other = NULL;

      copy[i] ^= 0xff;
      other = comms_image_clean (changed, NULL, NULL, NULL);
      g_assert_false (clean != NULL && contains (clean, "SecretCam"));
      g_assert_false (other != NULL && contains (other, "SecretCam"));
    }
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *bytes;
    gsize size;
    const char *mime;
  } cases[] = {
    { "\0\0\0\x18"
      "ftypisom\0\0\0\0",
      16, "video/mp4" },
    { "\0\0\0\x14"
      "ftypqt  \0\0\0\0",
      16, "video/quicktime" },
    { "\x1a\x45\xdf\xa3\0\0\0\0", 8, "video/webm" },
    { "%PDF-1.7", 8, NULL },
    { "<svg/>", 6, NULL },
    { "", 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].bytes, cases[i].size);
      g_autoptr (GError) error = NULL;
      CommsImageInfo info = { 0 };

      g_assert_cmpint (comms_image_inspect (bytes, &info, &error), ==, cases[i].mime != NULL);
      g_assert_cmpstr (info.mime, ==, cases[i].mime);
      if (cases[i].mime == NULL)
        g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/image/clean", test_clean);
  g_test_add_func ("/image/orientation", test_orientation);
  g_test_add_func ("/image/xmp", test_xmp);
  g_test_add_func ("/image/png-text", test_png_text);
  g_test_add_func ("/image/trailing", test_trailing);
  g_test_add_func ("/image/webp", test_webp);
  g_test_add_func ("/image/film-position", test_film_position);
  g_test_add_func ("/image/fit", test_fit);
  g_test_add_func ("/image/bomb", test_bomb);
  g_test_add_func ("/image/damaged", test_damaged);
  g_test_add_func ("/image/kinds", test_kinds);
  return g_test_run ();
}
