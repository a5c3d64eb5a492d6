/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-scan.h"

#include <string.h>
#include <unigbrk.h>
#include <uninorm.h>

gboolean
comms_char_is_latin_accent (gunichar c)
{
  /* Beyond the blocks: the letters of African alphabets, and the okina of Hawaiian. */
  static const gunichar extra[] = { 0x253, 0x254, 0x256, 0x257, 0x259, 0x25b, 0x263,
                                    0x268, 0x26f, 0x272, 0x289, 0x28b, 0x2bb };

  if (c >= 0xc0 && c <= 0x24f)
    return c != 0xd7 && c != 0xf7;
  if ((c >= 0x300 && c <= 0x36f) || (c >= 0x1e00 && c <= 0x1eff))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (extra); i++)
    if (extra[i] == c)
      return TRUE;
  return FALSE;
}

gboolean
comms_char_is_direction (gunichar c)
{
  return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

/* A copy in which every byte that is no UTF-8 is a "?", so that offsets stay. */
static char *
replace_bad_bytes (const char *text)
{
  char *copy = g_strdup (text);
  const char *bad = copy;

  while (!g_utf8_validate (bad, -1, &bad))
    copy[bad - copy] = '?';
  return copy;
}

/* Decodes @text; @offsets gets the byte of each character and of the end. */
static gunichar *
decode (const char *text,
        gsize      *length,
        gsize     **offsets)
{
  glong n = 0;
  gunichar *chars = g_utf8_to_ucs4_fast (text, -1, &n);
  const char *p = text;

  *offsets = g_new (gsize, n + 1);
  for (glong i = 0; i < n; i++, p = g_utf8_next_char (p))
    (*offsets)[i] = p - text;
  (*offsets)[n] = p - text;
  *length = n;
  return chars;
}

/* Normalises grapheme by grapheme: composition never crosses their borders, and so each
 * character keeps a place in the text as given. */
static void
compose (CommsScan      *scan,
         const gunichar *chars,
         gsize           length,
         const gsize    *offsets,
         const char     *breaks)
{
  g_autoptr (GArray) out = g_array_sized_new (FALSE, FALSE, sizeof (gunichar), length);
  g_autoptr (GArray) places = g_array_sized_new (FALSE, FALSE, sizeof (gsize), length + 1);

  for (gsize i = 0, end; i < length; i = end)
    {
      guint32 buffer[32];
      gsize n = G_N_ELEMENTS (buffer);
      guint32 *composed;
      gboolean same;

      for (end = i + 1; end < length && !breaks[end]; end++)
        ;
      composed = u32_normalize (UNINORM_NFC, chars + i, end - i, buffer, &n);
      same = n == end - i;
      g_array_append_vals (out, composed, n);
      for (gsize j = 0; j < n; j++)
        g_array_append_val (places, offsets[same ? i + j : j == 0 ? i : end]);
      if (composed != buffer)
        free (composed);
    }
  g_array_append_val (places, offsets[length]);

  scan->length = out->len;
  scan->chars = (gpointer) g_array_free (g_steal_pointer (&out), FALSE);
  scan->offsets = (gpointer) g_array_free (g_steal_pointer (&places), FALSE);
}

CommsScan *
comms_scan_new (const char *text)
{
  CommsScan *scan = g_new0 (CommsScan, 1);
  g_autofree char *whole = NULL;
  g_autofree gunichar *chars = NULL;
  g_autofree gsize *offsets = NULL;
  g_autofree char *breaks = NULL;
  gsize length;

  if (text == NULL)
    text = "";
  if (!g_utf8_validate (text, -1, NULL))
    {
      scan->damaged = TRUE;
      text = whole = replace_bad_bytes (text);
    }

  chars = decode (text, &length, &offsets);
  breaks = g_new0 (char, length + 1);
  u32_grapheme_breaks (chars, length, breaks);
  compose (scan, chars, length, offsets, breaks);
  scan->breaks = g_new0 (char, scan->length + 1);
  u32_grapheme_breaks (scan->chars, scan->length, scan->breaks);
  return scan;
}

void
comms_scan_free (CommsScan *scan)
{
  if (scan == NULL)
    return;
  g_free (scan->chars);
  g_free (scan->offsets);
  g_free (scan->breaks);
  g_free (scan);
}
