/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-scan.h"

#include <string.h>

/* Mentions, lists, hashtags and cashtags, as the expressions of twitter-text 3.1.0 find them. Each
 * of these goes from one match to the next, and so knows where its last one ended. */

#define HANDLE_LENGTH_MAX 20
#define LIST_LENGTH_MAX 25
#define CASHTAG_LENGTH_MAX 6

/* Where the search of each kind goes on. */
typedef struct
{
  gsize mention;
  gsize hashtag;
  gsize cashtag;
} Ends;

static gboolean
is_one_of (guint16     unit,
           const char *set)
{
  return unit != 0 && unit < 0x80 && strchr (set, unit) != NULL;
}

static gboolean
is_letter (guint16 unit)
{
  return unit < 0x80 && g_ascii_isalpha ((char) unit);
}

static gboolean
is_at_sign (guint16 unit)
{
  return unit == '@' || unit == 0xff20;
}

static gboolean
is_hash_sign (guint16 unit)
{
  return unit == '#' || unit == 0xff03;
}

static gboolean
is_scheme_rest (const guint16 *units)
{
  return units[0] == ':' && units[1] == '/' && units[2] == '/';
}

/* "RT@name" and "RT:@name" mention; letters before "@" otherwise do not. */
static gboolean
follows_repost (const CommsScan *scan,
                gsize            at,
                gsize            from)
{
  const guint16 *units = scan->units;

  if (at > from && units[at - 1] == ':')
    at--;
  if (at < from + 2 || (units[at - 1] != 't' && units[at - 1] != 'T')
      || (units[at - 2] != 'r' && units[at - 2] != 'R'))
    return FALSE;
  if (at == 2)
    return TRUE;
  return at > from + 2 && !comms_unit_is_word (units[at - 3]) && !is_one_of (units[at - 3], "+~.-");
}

static gboolean
may_precede_mention (const CommsScan *scan,
                     gsize            at,
                     gsize            from)
{
  guint16 before;

  if (at == 0)
    return TRUE;
  if (at <= from)
    return FALSE;
  before = scan->units[at - 1];
  if (!comms_unit_is_word (before) && !is_at_sign (before) && !is_one_of (before, "!#$%&*"))
    return TRUE;
  return follows_repost (scan, at, from);
}

static gsize
find_handle_end (const CommsScan *scan,
                 gsize            start)
{
  gsize end = start;

  while (end < start + HANDLE_LENGTH_MAX && comms_unit_is_word (scan->units[end]))
    end++;
  return end;
}

/* Where the name of a list that follows the "/" at @start ends, or @start. */
static gsize
find_list_end (const CommsScan *scan,
               gsize            start)
{
  gsize end = start + 1;

  if (scan->units[start] != '/' || !is_letter (scan->units[end]))
    return start;
  while (end < start + 1 + LIST_LENGTH_MAX
         && (comms_unit_is_word (scan->units[end]) || scan->units[end] == '-'))
    end++;
  return end;
}

static void
take_mention (const CommsScan *scan,
              gsize            start,
              Ends            *ends,
              GArray          *spans)
{
  gsize handle_end = find_handle_end (scan, start + 1);
  gsize end = find_list_end (scan, handle_end);
  CommsSpan span = { (guint32) start, (guint32) end, 0,
                     end > handle_end ? COMMS_ENTITY_LIST : COMMS_ENTITY_MENTION };

  if (handle_end == start + 1 || !may_precede_mention (scan, start, ends->mention))
    return;
  ends->mention = end;
  if (!is_at_sign (scan->units[end]) && (scan->classes[end] & COMMS_UNIT_LATIN) == 0
      && !is_scheme_rest (scan->units + end))
    g_array_append_val (spans, span);
}

/* The classes of the character at @at, which may be a pair, and its length. */
static guint
tag_classes (const CommsScan *scan,
             gsize            at,
             gsize           *length)
{
  gsize first = 0, last = comms_unit_n_astral_tags;
  gunichar c;

  *length = 1;
  if (!comms_unit_is_high (scan->units[at]))
    return scan->classes[at] & (COMMS_UNIT_TAG | COMMS_UNIT_TAG_LETTER);

  *length = 2;
  c = 0x10000 + ((scan->units[at] - 0xd800u) << 10) + (scan->units[at + 1] - 0xdc00u);
  while (first < last)
    {
      gsize middle = (first + last) / 2;

      if (c > comms_unit_astral_tags[middle].last)
        first = middle + 1;
      else
        last = middle;
    }
  return first < comms_unit_n_astral_tags && c >= comms_unit_astral_tags[first].first
           ? comms_unit_astral_tags[first].classes
           : 0;
}

/* Whether the character that ends at @at, after @from, lets a hashtag follow. */
static gboolean
may_precede_hashtag (const CommsScan *scan,
                     gsize            at,
                     gsize            from)
{
  gsize before = at - 1, length;

  if (at == 0)
    return TRUE;
  if (at <= from)
    return FALSE;
  /* Styles are marks, but an emoji with one may precede. */
  if (scan->units[before] == 0xfe0e || scan->units[before] == 0xfe0f)
    return TRUE;
  if (comms_unit_is_low (scan->units[before]))
    {
      if (before < from + 1)
        return FALSE;
      before--;
    }
  return scan->units[before] != '&' && (tag_classes (scan, before, &length) & COMMS_UNIT_TAG) == 0;
}

static void
take_hashtag (const CommsScan *scan,
              gsize            start,
              Ends            *ends,
              GArray          *spans)
{
  CommsSpan span = { .start = (guint32) start, .kind = COMMS_ENTITY_HASHTAG };
  gsize end = start + 1, length;
  guint seen = 0, classes;

  if (scan->units[end] == 0xfe0f || scan->units[end] == 0x20e3
      || !may_precede_hashtag (scan, start, ends->hashtag))
    return;
  while (((classes = tag_classes (scan, end, &length)) & COMMS_UNIT_TAG) != 0)
    {
      seen |= classes;
      end += length;
    }
  if ((seen & COMMS_UNIT_TAG_LETTER) == 0)
    return;
  ends->hashtag = end;
  span.end = (guint32) end;
  if (!is_hash_sign (scan->units[end]) && !is_scheme_rest (scan->units + end))
    g_array_append_val (spans, span);
}

static gboolean
ends_cashtag (const CommsScan *scan,
              gsize            at)
{
  guint16 unit = scan->units[at];

  if (at >= scan->length || is_one_of (unit, "!'#%&()*+,\\-./:;<=>?@[]^_{|}~$"))
    return TRUE;
  /* What may stand before a cashtag and after it are two kinds of white space. */
  return unit == 0xfeff
         || ((scan->classes[at] & COMMS_UNIT_SPACE) != 0 && unit != 0x85 && unit != 0x180e);
}

static gsize
find_cashtag_end (const CommsScan *scan,
                  gsize            start)
{
  gsize end = start, longer;

  while (end < start + CASHTAG_LENGTH_MAX && is_letter (scan->units[end]))
    end++;
  if (end == start)
    return 0;
  longer = end + 1;
  if (scan->units[end] == '.' || scan->units[end] == '_')
    while (longer < end + 3 && is_letter (scan->units[longer]))
      longer++;
  if (longer > end + 1 && ends_cashtag (scan, longer))
    return longer;
  return ends_cashtag (scan, end) ? end : 0;
}

static void
take_cashtag (const CommsScan *scan,
              gsize            start,
              Ends            *ends,
              GArray          *spans)
{
  gsize end = find_cashtag_end (scan, start + 1);
  CommsSpan span = { (guint32) start, (guint32) end, 0, COMMS_ENTITY_CASHTAG };

  if (end == 0
      || (start > 0
          && (start <= ends->cashtag || (scan->classes[start - 1] & COMMS_UNIT_SPACE) == 0)))
    return;
  ends->cashtag = end;
  g_array_append_val (spans, span);
}

/* Puts the links in their place among the others, and leaves out what begins within what stands
 * before it. */
static void
merge (const GArray *urls,
       GArray       *spans)
{
  guint from = urls->len, to = 0, url = 0;
  gsize end = 0;

  /* The others make room, and are then read ahead of what is written. */
  g_array_prepend_vals (spans, urls->data, urls->len);
  while (url < urls->len || from < spans->len)
    {
      const CommsSpan *link = &g_array_index (urls, CommsSpan, url);
      const CommsSpan *other = &g_array_index (spans, CommsSpan, from);
      gboolean takes_link = from >= spans->len || (url < urls->len && link->start <= other->start);
      CommsSpan span = takes_link ? *link : *other;

      url += takes_link;
      from += !takes_link;
      if (to > 0 && span.start < end)
        continue;
      end = span.end;
      g_array_index (spans, CommsSpan, to++) = span;
    }
  g_array_set_size (spans, to);
}

/**
 * comms_scan_find_entities:
 * @scan: a text
 * @urls: its links
 * @spans: an empty array for all that is found
 */
void
comms_scan_find_entities (const CommsScan *scan,
                          const GArray    *urls,
                          GArray          *spans)
{
  Ends ends = { 0 };

  g_assert (spans->len == 0);

  for (gsize i = 0; i < scan->n_marks; i++)
    {
      gsize at = scan->marks[i];

      if (is_at_sign (scan->units[at]))
        take_mention (scan, at, &ends, spans);
      else if (is_hash_sign (scan->units[at]))
        take_hashtag (scan, at, &ends, spans);
      else if (scan->units[at] == '$')
        take_cashtag (scan, at, &ends, spans);
    }
  if (urls->len > 0)
    merge (urls, spans);
}
