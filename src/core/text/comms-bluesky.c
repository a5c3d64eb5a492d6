/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-text-rules.h"
#include "comms-tlds.h"

/* Bluesky takes 300 graphemes and 3000 bytes. It finds nothing itself: what is to be a link, a
 * mention or a tag is said in facets by byte, and these are found as its own client finds them
 * (atproto, api/rich-text), where each begins the text or follows a blank, links and mentions also
 * a parenthesis. */

#define BYTES_MAX 3000
#define TAG_LENGTH_MAX 64

static gboolean
is_space (const CommsScan *scan,
          gsize            at)
{
  guint16 unit = scan->units[at];

  return at >= scan->length || unit == 0xfeff
         || ((scan->classes[at] & COMMS_UNIT_SPACE) != 0 && unit != 0x85 && unit != 0x180e);
}

static gboolean
may_start (const CommsScan *scan,
           gsize            at,
           gboolean         after_parenthesis)
{
  return at == 0 || is_space (scan, at - 1) || (after_parenthesis && scan->units[at - 1] == '(');
}

static gboolean
starts_with (const CommsScan *scan,
             gsize            start,
             const char      *word)
{
  for (gsize i = 0; word[i] != '\0'; i++)
    if (scan->units[start + i] >= 0x80
        || g_ascii_tolower ((char) scan->units[start + i]) != word[i])
      return FALSE;
  return TRUE;
}

/* Whether the units from @start to @end are a top-level domain that Bluesky knows. It has all that
 * there are; twitter-text's list is of 2020, and these four have been delegated since, as the
 * public suffix list has it. Those that are gone since do no harm. */
static gboolean
is_top_level (const CommsScan *scan,
              gsize            start,
              gsize            end)
{
  static const char *const newer[] = { "amazon", "kids", "music", "spa" };

  for (gsize i = 0; i < G_N_ELEMENTS (newer); i++)
    if (end - start == strlen (newer[i]) && starts_with (scan, start, newer[i]))
      return TRUE;
  return comms_tld_find_end (scan->units, start, end) == end;
}

/* Whether the name, lower case and of several parts, ends in a top-level domain. */
static gboolean
is_domain (const CommsScan *scan,
           gsize            start,
           gsize            end)
{
  gsize at = end;

  while (at > start && scan->units[at - 1] != '.')
    {
      at--;
      if (scan->units[at] < 0x80 && g_ascii_isupper ((char) scan->units[at]))
        return FALSE;
    }
  return at > start && at < end && is_top_level (scan, at, end);
}

/* A handle is a domain, or one of the made-up ones of tests. */
static gsize
find_mention_end (const CommsScan *scan,
                  gsize            start)
{
  static const guint16 made_up[] = { '.', 't', 'e', 's', 't' };
  gsize end = start + 1;

  while (comms_unit_is_alnum (scan->units[end]) || scan->units[end] == '.' || scan->units[end] == '-')
    end++;
  /* It ends with a word: where what follows is one, a dot or hyphen ends it, else it does not. */
  if (scan->units[end] == '_')
    while (end > start + 1 && comms_unit_is_alnum (scan->units[end - 1]))
      end--;
  else
    while (end > start + 1 && !comms_unit_is_alnum (scan->units[end - 1]))
      end--;
  if (end == start + 1)
    return 0;
  if (end - start > G_N_ELEMENTS (made_up)
      && memcmp (scan->units + end - G_N_ELEMENTS (made_up), made_up, sizeof made_up) == 0)
    return end;
  return is_domain (scan, start + 1, end) ? end : 0;
}

/* Where the host of a link without a scheme ends: words of letters and digits with dots between
 * them; 0 where there are not two. */
static gsize
find_host_end (const CommsScan *scan,
               gsize            start)
{
  gsize at = start, end = 0;

  if (scan->units[at] >= 0x80 || !g_ascii_isalpha ((char) scan->units[at]))
    return 0;
  while (comms_unit_is_alnum (scan->units[at]))
    at++;
  while (scan->units[at] == '.' && comms_unit_is_alnum (scan->units[at + 1]))
    {
      for (at++; comms_unit_is_alnum (scan->units[at]);)
        at++;
      end = at;
    }
  return end;
}

static gboolean
has_parenthesis (const CommsScan *scan,
                 gsize            start,
                 gsize            end)
{
  for (gsize at = start; at < end; at++)
    if (scan->units[at] == '(')
      return TRUE;
  return FALSE;
}

/* A link goes up to the next blank, but for one sign of punctuation and a parenthesis that nothing
 * in it opens. */
static gsize
find_link_end (const CommsScan *scan,
               gsize            start)
{
  gsize scheme = starts_with (scan, start, "http://") ? 7 : starts_with (scan, start, "https://") ? 8 : 0;
  gsize end, host_end;

  if (scheme == 0 || is_space (scan, start + scheme))
    {
      host_end = find_host_end (scan, start);
      if (host_end == 0 || !is_domain (scan, start, host_end))
        return 0;
    }
  for (end = start; !is_space (scan, end);)
    end++;
  if (scan->units[end - 1] < 0x80 && strchr (".,;!?", scan->units[end - 1]) != NULL)
    end--;
  if (scan->units[end - 1] == ')' && !has_parenthesis (scan, start, end))
    end--;
  return end;
}

/* What never stands in a tag: invisible characters that would part it. */
static gboolean
ends_tag (const CommsScan *scan,
          gsize            at)
{
  guint16 unit = scan->units[at];

  return is_space (scan, at) || unit == 0xad || unit == 0x2060 || unit == 0x20e2
         || (unit >= 0x200a && unit <= 0x200d);
}

static gboolean
is_punctuation (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONNECT_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_OTHER_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION:
      return TRUE;
    default:
      return FALSE;
    }
}

/* A tag has something beside digits and punctuation, which does not end it. */
static gsize
find_tag_end (const CommsScan *scan,
              gsize            start)
{
  gboolean filled = FALSE;
  gsize end = start + 1;

  if (scan->units[end] == 0xfe0f)
    return 0;
  for (; !ends_tag (scan, end); end++)
    filled |= !is_punctuation (scan->units[end]) && !g_unichar_isdigit (scan->units[end]);
  while (end > start + 1 && is_punctuation (scan->units[end - 1]))
    end--;
  return filled && end - start - 1 <= TAG_LENGTH_MAX ? end : 0;
}

static gsize
find_facet_end (const CommsScan *scan,
                gsize            at,
                CommsEntityKind *kind)
{
  if (scan->units[at] == '@')
    {
      *kind = COMMS_ENTITY_MENTION;
      return may_start (scan, at, TRUE) ? find_mention_end (scan, at) : 0;
    }
  if (scan->units[at] == '#' || scan->units[at] == 0xff03)
    {
      *kind = COMMS_ENTITY_HASHTAG;
      return may_start (scan, at, FALSE) ? find_tag_end (scan, at) : 0;
    }
  *kind = COMMS_ENTITY_URL;
  return scan->units[at] < 0x80 && g_ascii_isalpha ((char) scan->units[at]) && may_start (scan, at, TRUE)
           ? find_link_end (scan, at)
           : 0;
}

static void
tell_bytes (gsize           bytes,
            CommsTextCheck *check)
{
  gsize over = bytes - BYTES_MAX;

  comms_text_check_take (
    check, "too-many-bytes", COMMS_TEXT_ERROR,
    g_strdup_printf (ngettext ("This is %d byte too long for Bluesky, which takes 3000. Shorten it.",
                               "This is %d bytes too long for Bluesky, which takes 3000. Shorten it.",
                               (gulong) over),
                     (int) over));
}

/* Bytes of the first @limit graphemes, as far as they are within 3000. */
static gsize
measure_fit (const CommsScan *scan,
             int              limit)
{
  g_autofree char *breaks = comms_scan_dup_breaks (scan);
  gsize fits = 0, bytes = 0, step, points;
  int n = 0;

  for (gsize at = 0; at <= scan->length; at++)
    {
      if (at == scan->length || breaks[at])
        {
          if (bytes > BYTES_MAX || n > limit)
            break;
          fits = bytes;
          n++;
        }
      if (at == scan->length)
        break;
      comms_scan_measure (scan, at, at + 1, &step, &points);
      bytes += step;
    }
  return fits;
}

void
comms_text_check_bluesky (const CommsTextOptions *options,
                          CommsTextScratch       *scratch,
                          CommsTextCheck         *check)
{
  const CommsScan *scan = &scratch->scan;
  CommsSpan span = { 0 };
  gsize bytes, points;

  for (gsize at = 0; at < scan->length; at++)
    {
      gsize end = find_facet_end (scan, at, &span.kind);

      if (end == 0)
        continue;
      span.start = (guint32) at;
      span.end = (guint32) end;
      g_array_append_val (scratch->spans, span);
      at = end - 1;
    }
  comms_text_place_spans (scan, scratch->spans, check->entities);
  check->length = comms_scan_count_graphemes (scan);
  comms_scan_measure (scan, 0, scan->length, &bytes, &points);
  check->fits = check->length <= check->limit && bytes <= BYTES_MAX ? bytes : measure_fit (scan, check->limit);
  if (bytes > BYTES_MAX)
    tell_bytes (bytes, check);
}
