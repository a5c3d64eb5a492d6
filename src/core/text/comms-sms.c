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

static gboolean
is_in_alphabet (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (count_septets (g_utf8_get_char (p)) == 0)
      return FALSE;
  return TRUE;
}

static int
count_units (gunichar c,
             gboolean unicode)
{
  if (!unicode)
    return count_septets (c);
  return c > 0xffff ? 2 : 1;
}

/* How many parts of @size the text takes, none of its characters cut. */
static int
count_parts (const char *text,
             gboolean    unicode,
             int         size)
{
  int parts = 1, filled = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      int units = count_units (g_utf8_get_char (p), unicode);

      if (filled + units > size)
        {
          parts++;
          filled = 0;
        }
      filled += units;
    }
  return parts;
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
comms_text_check_sms (const char             *text,
                      const CommsTextOptions *options,
                      CommsTextCheck         *check)
{
  gsize fits = 0;

  check->unicode = !is_in_alphabet (text);
  check->length = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    check->length += count_units (g_utf8_get_char (p), check->unicode);
  if (check->length > capacity[check->unicode])
    check->parts = count_parts (text, check->unicode, part_capacity[check->unicode]);
  if (options->limit == 0)
    check->limit = check->parts == 1 ? capacity[check->unicode]
                                     : MIN (check->parts, PARTS_MAX) * part_capacity[check->unicode];

  for (int length = 0; text[fits] != '\0'; fits = (gsize) (g_utf8_next_char (text + fits) - text))
    {
      length += count_units (g_utf8_get_char (text + fits), check->unicode);
      if (length > check->limit)
        break;
    }
  check->fits = fits;
  tell_parts (check);
}
