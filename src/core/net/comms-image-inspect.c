/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-image-private.h"

#include "comms-error.h"

/* Reads what a file says of itself without decoding it. Every step is bounded by the file. */

#define TAG_ORIENTATION 0x0112
#define TAG_POSITION 0x8825
#define MAX_TAGS 512

typedef struct
{
  const guint8 *data;
  gsize size;
} Block;

static guint32
read_number (Block block, gsize at, guint n_bytes, gboolean little)
{
  guint32 number = 0;

  if (at + n_bytes > block.size || at + n_bytes < at)
    return 0;
  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | block.data[at + (little ? n_bytes - 1 - i : i)];
  return number;
}

static Block
sub_block (Block block, gsize at, gsize size)
{
  Block sub = { NULL, 0 };

  /* Of no bytes at all there is no place either, not even the first. */
  if (block.data != NULL && at <= block.size)
    {
      sub.data = block.data + at;
      sub.size = MIN (size, block.size - at);
    }
  return sub;
}

static gboolean
block_starts (Block block, const char *with, gsize length)
{
  return block.size >= length && memcmp (block.data, with, length) == 0;
}

/* The first directory of TIFF data (TIFF 6.0, section 2; Exif 2.3, section 4.6). */
static void
read_tiff (Block block, CommsImageDetails *details)
{
  const gboolean little = block_starts (block, "II", 2);
  const gsize directory = read_number (block, 4, 4, little);
  const guint32 n_tags = MIN (read_number (block, directory, 2, little), MAX_TAGS);

  for (guint32 i = 0; i < n_tags; i++)
    {
      const gsize entry = directory + 2 + (gsize) i * 12;
      const guint32 tag = read_number (block, entry, 2, little);

      if (tag == TAG_ORIENTATION)
        details->orientation = (int) read_number (block, entry + 8, 2, little);
      if (tag == TAG_POSITION)
        details->has_position = TRUE;
    }
}

static void
read_exif (Block block, CommsImageDetails *details)
{
  details->has_details = TRUE;
  if (block_starts (block, "Exif\0\0", 6))
    block = sub_block (block, 6, G_MAXSIZE);
  read_tiff (block, details);
}

/* XMP is a text; a position in it has always this name. */
static void
read_xmp (Block block, CommsImageDetails *details)
{
  details->has_details = TRUE;
  if (memmem (block.data, block.size, "GPSLatitude", 11) != NULL)
    details->has_position = TRUE;
}

/* Behind the end of a picture a telephone may keep another one, or a film. */
static void
read_rest (Block block, gsize end, CommsImageDetails *details)
{
  if (end < block.size)
    details->has_details = TRUE;
}

static void
read_segment (Block segment, guint8 marker, CommsImageDetails *details)
{
  if (marker == 0xe1 && block_starts (segment, "Exif\0\0", 6))
    read_exif (segment, details);
  else if (marker == 0xe1)
    read_xmp (segment, details);
  else if (marker == 0xe2)
    details->has_details = details->has_details || !block_starts (segment, "ICC_PROFILE", 11);
  else if ((marker >= 0xe3 && marker <= 0xef && marker != 0xee) || marker == 0xfe)
    details->has_details = TRUE;
}

/* The segments before the pixels (ITU-T T.81, annex B), then where the pixels end. */
static void
read_jpeg (Block block, CommsImageDetails *details)
{
  gsize at = 2;

  while (at + 4 <= block.size && block.data[at] == 0xff && block.data[at + 1] != 0xda)
    {
      const gsize length = read_number (block, at + 2, 2, FALSE);

      if (length < 2)
        break;
      read_segment (sub_block (block, at + 4, length - 2), block.data[at + 1], details);
      at += 2 + length;
    }
  if (at < block.size)
    {
      const guint8 *end = memmem (block.data + at, block.size - at, "\xff\xd9", 2);

      read_rest (block, end != NULL ? (gsize) (end - block.data) + 2 : 0, details);
    }
}

/* The chunks of a PNG. */
static void
read_png (Block block, CommsImageDetails *details)
{
  for (gsize at = 8; at + 12 <= block.size;)
    {
      const gsize length = read_number (block, at, 4, FALSE);
      const Block name = sub_block (block, at + 4, 4);
      const Block chunk = sub_block (block, at + 8, length);

      if (block_starts (name, "eXIf", 4))
        read_exif (chunk, details);
      else if (block_starts (name, "iTXt", 4))
        read_xmp (chunk, details);
      else if (block_starts (name, "tEXt", 4) || block_starts (name, "zTXt", 4) ||
               block_starts (name, "tIME", 4))
        details->has_details = TRUE;
      if (length > block.size)
        break;
      at += 12 + length;
      if (block_starts (name, "IEND", 4))
        {
          read_rest (block, at, details);
          break;
        }
    }
}

/* The chunks of a RIFF file. */
static void
read_webp (Block block, CommsImageDetails *details)
{
  for (gsize at = 12; at + 8 <= block.size;)
    {
      const gsize length = read_number (block, at + 4, 4, TRUE);
      const Block name = sub_block (block, at, 4);
      const Block chunk = sub_block (block, at + 8, length);

      if (block_starts (name, "EXIF", 4))
        read_exif (chunk, details);
      else if (block_starts (name, "XMP ", 4))
        read_xmp (chunk, details);
      if (length > block.size)
        break;
      at += 8 + length + length % 2;
    }
}

/* QuickTime's text of where a film was made: four bytes of length and language, then ISO 6709. */
static gboolean
has_place (Block block)
{
  const guint8 *at = block.data;
  const guint8 *end = block.data + block.size;

  while (at != NULL && at + 10 <= end &&
         (at = memmem (at, (gsize) (end - at), "\xa9xyz", 4)) != NULL)
    {
      if (at + 10 <= end && (at[8] == '+' || at[8] == '-') && g_ascii_isdigit (at[9]))
        return TRUE;
      at += 4;
    }
  return FALSE;
}

static void
read_video (Block block, CommsImageDetails *details)
{
  details->has_position =
    has_place (block) || memmem (block.data, block.size, "location.ISO6709", 16) != NULL;
}

static void
read_gif (Block block, CommsImageDetails *details)
{
  details->has_position = memmem (block.data, block.size, "GPSLatitude", 11) != NULL;
}

GBytes *
comms_image_strip_webp (GBytes *bytes)
{
  GByteArray *clean = g_byte_array_new ();
  Block block;

  block.data = g_bytes_get_data (bytes, &block.size);
  g_byte_array_append (clean, block.data, (guint) MIN (block.size, 12));
  for (gsize at = 12; at + 8 <= block.size;)
    {
      const gsize length = MIN (read_number (block, at + 4, 4, TRUE), block.size - at - 8);
      const Block chunk = sub_block (block, at, 8 + length + length % 2);

      if (!block_starts (chunk, "EXIF", 4) && !block_starts (chunk, "XMP ", 4))
        g_byte_array_append (clean, chunk.data, (guint) chunk.size);
      at += 8 + length + length % 2;
    }
  /* The flags say what follows; the size is of all behind it. */
  if (clean->len > 20 && memcmp (clean->data + 12, "VP8X", 4) == 0)
    clean->data[20] &= (guint8) ~0x0c;
  for (guint i = 0; i < 4; i++)
    clean->data[4 + i] = (guint8) ((clean->len - 8) >> (8 * i));
  return g_byte_array_free_to_bytes (clean);
}

static const struct
{
  const char *mime;
  gsize at;
  const char *magic;
  gsize length;
  void (*read) (Block block, CommsImageDetails *details);
} kinds[] = {
  { "image/jpeg", 0, "\xff\xd8\xff", 3, read_jpeg },
  { "image/png", 0, "\x89PNG\r\n\x1a\n", 8, read_png },
  { "image/gif", 0, "GIF87a", 6, read_gif },
  { "image/gif", 0, "GIF89a", 6, read_gif },
  { "image/webp", 8, "WEBP", 4, read_webp },
  { "video/quicktime", 4, "ftypqt  ", 8, read_video },
  { "video/mp4", 4, "ftyp", 4, read_video },
  { "video/webm", 0, "\x1a\x45\xdf\xa3", 4, NULL },
};

gboolean
comms_image_read_details (GBytes *bytes, CommsImageDetails *details, GError **error)
{
  Block block;

  *details = (CommsImageDetails){ .orientation = 1 };
  block.data = g_bytes_get_data (bytes, &block.size);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!block_starts (sub_block (block, kinds[i].at, G_MAXSIZE), kinds[i].magic,
                         kinds[i].length))
        continue;
      details->mime = kinds[i].mime;
      if (kinds[i].read != NULL)
        kinds[i].read (block, details);
      return TRUE;
    }

  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("picture", "This file is no picture or video that a network takes. "
                                      "Choose a JPEG, PNG, GIF or WebP picture, or an MP4 video."));
  return FALSE;
}
