/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-text-rules.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Short messages, 3GPP TS 23.038: 160 septets of the default alphabet, or 70 UTF-16 units where
 * a letter is not in it. A longer text goes as parts, each with a header that takes 7 septets or
 * 3 units; neither an escaped character nor a surrogate pair is cut in two. */

#define PARTS_MAX 255

/* What one message holds, and one of several. */
static const int capacity[2] = { 160, 70 };
static const int part_capacity[2] = { 153, 67 };

/* The default alphabet beyond ASCII, and those of ASCII that it escapes or lacks. */
static const char beyond_ascii[] = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
static const char escaped[] = "^{}\\[~]|\f€";

/* How many septets @c takes, or 0 where the alphabet does not have it. */
static int
count_septets (gunichar c)
{
  if (g_utf8_strchr (escaped, -1, c) != NULL)
    return 2;
  if (c < 0x80)
    return (c >= 0x20 && c != '`' && c != 0x7f) || c == '\n' || c == '\r';
  return g_utf8_strchr (beyond_ascii, -1, c) != NULL;
}

static int
count_units (const CommsScan *scan,
             gsize            at,
             gboolean         unicode)
{
  if (!unicode)
    return count_septets (scan->units[at]);
  return comms_unit_is_high (scan->units[at]) ? 2 : 1;
}

static gboolean
is_in_alphabet (const CommsScan *scan)
{
  for (gsize i = 0; i < scan->length; i++)
    if (count_septets (scan->units[i]) == 0)
      return FALSE;
  return TRUE;
}

/* How many parts of @size the text takes, none of its characters cut, and in @length how long it
 * is. */
static int
count_parts (const CommsScan *scan,
             gboolean         unicode,
             int              size,
             int             *length)
{
  int parts = 1, filled = 0;

  *length = 0;
  for (gsize i = 0; i < scan->length; i++)
    {
      int units = count_units (scan, i, unicode);

      if (unicode && comms_unit_is_low (scan->units[i]))
        continue;
      if (filled + units > size)
        {
          parts++;
          filled = 0;
        }
      filled += units;
      *length += units;
    }
  return parts;
}

/* Bytes of what stays within the limit. */
static gsize
measure_fit (const CommsScan *scan,
             gboolean         unicode,
             int              limit)
{
  gsize at = 0, bytes, points;

  while (at < scan->length && (limit -= count_units (scan, at, unicode)) >= 0)
    at += unicode && comms_unit_is_high (scan->units[at]) ? 2 : 1;
  comms_scan_measure (scan, 0, comms_scan_floor (scan, at), &bytes, &points);
  return bytes;
}

static void
tell_parts (CommsTextCheck *check)
{
  if (check->parts == 1)
    return;
  comms_text_check_take (
    check, "parts", COMMS_TEXT_NOTE,
    /* Translators: a text for the telephone that does not fit into one short message. */
    g_strdup_printf (ngettext ("This goes out as %d message, and is paid for as many.",
                               "This goes out as %d messages, and is paid for as many.",
                               (gulong) check->parts),
                     check->parts));
}

/* GSM 7-bit or UCS-2, counted as given: @limit is what the parts hold where none was asked for. */
void
comms_text_check_sms (const CommsTextOptions *options,
                      CommsTextScratch       *scratch,
                      CommsTextCheck         *check)
{
  const CommsScan *scan = &scratch->scan;
  gboolean unicode = !is_in_alphabet (scan);
  int parts = count_parts (scan, unicode, part_capacity[unicode], &check->length);

  check->unicode = unicode;
  check->parts = check->length > capacity[unicode] ? parts : 1;
  if (options->limit <= 0)
    check->limit = check->parts == 1 ? capacity[unicode]
                                     : MIN (check->parts, PARTS_MAX) * part_capacity[unicode];
  check->fits = measure_fit (scan, unicode, check->limit);
  comms_scan_find_entities (scan, scratch->urls, scratch->spans);
  comms_text_place_spans (scan, scratch->spans, check->entities);
  tell_parts (check);
}
