/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CommsScan:
 * @chars: the text in NFC, as X counts it
 * @length: how many
 * @offsets: for each of @chars, and for the end, its byte in the text as given
 * @breaks: whether a grapheme starts before each of @chars
 * @damaged: the text was no UTF-8; each bad byte stands as a "?"
 *
 * A text taken apart for counting.
 */
typedef struct
{
  gunichar *chars;
  gsize length;
  gsize *offsets;
  char *breaks;
  gboolean damaged;
} CommsScan;

/* @text may be NULL. (transfer full) */
CommsScan * comms_scan_new  (const char *text);
void        comms_scan_free (CommsScan  *scan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsScan, comms_scan_free)

/* A piece of a scan, in positions of its characters. */
typedef struct
{
  gsize start;
  gsize end;
} CommsSpan;

/* The URLs of a scan, in order. (transfer full): GArray of CommsSpan */
GArray    * comms_scan_find_urls (const CommsScan *scan);

/* How many characters from @chars on are one emoji, or 0. */
gsize       comms_emoji_length   (const gunichar  *chars,
                                  gsize            length);

/* The accented Latin letters that X allows in a link without a scheme. */
gboolean    comms_char_is_latin_accent (gunichar c);

/* Marks that only set the direction of writing. */
gboolean    comms_char_is_direction    (gunichar c);

G_END_DECLS
