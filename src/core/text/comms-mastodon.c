/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include <string.h>

#include "comms-text-rules.h"

/* Mastodon counts what a reader sees: graphemes, each link as many as the server says, and a
 * name on another server only up to its second "@". Only what has a scheme is a link there, and
 * whatever no blank ends is part of its path. The content warning counts too. */

#define URL_LENGTH 23

/* Letters, marks, digits and what joins them, which Ruby calls a word. */
static gboolean
is_word (const CommsScan *scan,
         gsize            at)
{
  guint16 unit = scan->units[at];

  if (unit < 0x80)
    return comms_unit_is_word (unit);
  if (comms_unit_is_high (unit) || comms_unit_is_low (unit))
    return FALSE;
  return g_unichar_isalnum (unit) || g_unichar_ismark (unit)
         || g_unichar_type (unit) == G_UNICODE_CONNECT_PUNCTUATION;
}

static gboolean
is_one_of (guint16     unit,
           const char *set)
{
  return unit != 0 && unit < 0x80 && strchr (set, unit) != NULL;
}

static gboolean
is_path_end (const CommsScan *scan,
             gsize            at)
{
  guint16 unit = scan->units[at];

  return !is_one_of (unit, "()?!*\"'<>;:=,.$%[]~&|@") && unit != 0x300c && unit != 0x300d;
}

/* Where the link that starts with a scheme ends: the host as on X, then all up to a blank, but for
 * punctuation at the end and a parenthesis that nothing opens. */
static gsize
find_link_end (const CommsScan *scan,
               const CommsSpan *url)
{
  gsize at = url->start, end = url->end;
  int open = 0;

  while (at < scan->length && scan->units[at] != '/')
    at++;
  for (at += 2; at < scan->length && !is_one_of (scan->units[at], "/?"); at++)
    if (at >= end)
      return end;
  for (; at < scan->length && (scan->classes[at] & COMMS_UNIT_SPACE) == 0
         && !is_one_of (scan->units[at], "<>");
       at++)
    {
      if (scan->units[at] == '(')
        open++;
      if (scan->units[at] == ')' && open-- <= 0)
        break;
      if (scan->units[at] == ')' || is_path_end (scan, at))
        end = MAX (end, at + 1);
    }
  return end;
}

static gboolean
has_scheme (const CommsScan *scan,
            const CommsSpan *url)
{
  gsize colon = url->start + strlen ("http");

  return scan->units[colon] == ':' || ((scan->units[colon] | 0x20) == 's' && scan->units[colon + 1] == ':');
}

static void
append_links (const CommsScan *scan,
              const GArray    *urls,
              GArray          *links)
{
  gsize last = 0;

  for (guint i = 0; i < urls->len; i++)
    {
      CommsSpan link = g_array_index (urls, CommsSpan, i);

      if (link.start < last || !has_scheme (scan, &link))
        continue;
      link.end = (guint32) find_link_end (scan, &link);
      link.skipped = link.end - link.start;
      last = link.end;
      g_array_append_val (links, link);
    }
}

/* Words that single dots or hyphens may join, from @at on: where they end, or @at. */
static gsize
find_words_end (const CommsScan *scan,
                gsize            at,
                gboolean         ascii)
{
  gsize end = at;

  for (;;)
    {
      while (ascii ? comms_unit_is_word (scan->units[at]) : is_word (scan, at))
        at++;
      if (at == end)
        return end;
      end = at;
      while (is_one_of (scan->units[at], ".-"))
        at++;
      if (at == end)
        return end;
      if (!(ascii ? comms_unit_is_word (scan->units[at]) : is_word (scan, at)))
        return end;
      end = at;
    }
}

/* The mention that starts at @at, and in @counted how much of it counts. */
static gsize
find_mention_end (const CommsScan *scan,
                  gsize            at,
                  gsize           *counted)
{
  gsize end = find_words_end (scan, at + 1, TRUE), host;

  if (end == at + 1 || (at > 0 && (is_word (scan, at - 1) || is_one_of (scan->units[at - 1], "=/"))))
    return 0;
  *counted = end - at;
  if (scan->units[end] != '@')
    return end;
  host = find_words_end (scan, end + 1, FALSE);
  return host > end + 1 ? host : end;
}

static gboolean
is_separator (guint16 unit)
{
  return unit == '_' || unit == 0xb7 || unit == 0x30fb || unit == 0x200c;
}

/* A hashtag has a letter; separators stand within it only. */
static gsize
find_hashtag_end (const CommsScan *scan,
                  gsize            at)
{
  gboolean letter = FALSE;
  gsize end = at + 1;

  if (at > 0 && (is_word (scan, at - 1) || is_one_of (scan->units[at - 1], "=/)")))
    return 0;
  for (gsize i = at + 1; is_word (scan, i) || is_separator (scan->units[i]); i++)
    {
      letter |= scan->units[i] != '_' && is_word (scan, i) && !g_unichar_isdigit (scan->units[i]);
      if (is_word (scan, i))
        end = i + 1;
    }
  return letter ? end : 0;
}

/* Mentions and hashtags between the links. @skipped of a mention is how much of it counts. */
static void
find_spans (const CommsScan *scan,
            const GArray    *links,
            GArray          *spans)
{
  guint next = 0;
  gsize last = 0;

  for (gsize i = 0; i <= scan->n_marks; i++)
    {
      gsize at = i < scan->n_marks ? scan->marks[i] : scan->length, end = 0, counted = 0;
      CommsSpan span = { .start = (guint32) at, .kind = COMMS_ENTITY_HASHTAG };

      for (; next < links->len && g_array_index (links, CommsSpan, next).start <= at; next++)
        {
          if (g_array_index (links, CommsSpan, next).start < last)
            continue;
          g_array_append_val (spans, g_array_index (links, CommsSpan, next));
          last = g_array_index (links, CommsSpan, next).end;
        }
      if (at < last || at == scan->length)
        continue;
      if (scan->units[at] == '@' && (end = find_mention_end (scan, at, &counted)) > 0)
        span.kind = COMMS_ENTITY_MENTION;
      else if (scan->units[at] == '#')
        end = find_hashtag_end (scan, at);
      if (end == 0)
        continue;
      span.end = (guint32) end;
      span.skipped = (guint32) counted;
      last = end;
      g_array_append_val (spans, span);
    }
}

/* What of the text counts as it stands, and in @extra what is to be added for links. Cuts where
 * the limit is passed. */
static void
count (const CommsScan *scan,
       const GArray    *spans,
       int              url_length,
       int              used,
       CommsTextCheck  *check)
{
  g_autofree char *breaks = comms_scan_dup_breaks (scan);
  gsize cut = 0;
  int length = used;
  guint next = 0;

  for (gsize at = 0; at < scan->length;)
    {
      const CommsSpan *span = next < spans->len ? &g_array_index (spans, CommsSpan, next) : NULL;

      if (span != NULL && span->start == at)
        {
          next++;
          if (span->kind != COMMS_ENTITY_HASHTAG)
            {
              length += span->kind == COMMS_ENTITY_URL ? url_length : (int) span->skipped;
              at = span->end;
              cut = length <= check->limit ? at : cut;
              continue;
            }
        }
      length += breaks[at] != 0;
      at++;
      if (length <= check->limit)
        cut = at;
    }
  check->length = length;
  comms_scan_measure (scan, 0, length <= check->limit ? scan->length : comms_scan_floor (scan, cut),
                      &check->fits, &(gsize){ 0 });
}

static int
count_warning (const char *warning)
{
  g_auto (CommsScan) scan = { 0 };

  if (warning == NULL)
    return 0;
  comms_scan_take (&scan, warning, -1);
  return comms_scan_count_graphemes (&scan);
}

void
comms_text_check_mastodon (const CommsTextOptions *options,
                           CommsTextScratch       *scratch,
                           CommsTextCheck         *check)
{
  const CommsScan *scan = &scratch->scan;

  g_array_set_size (scratch->composed_urls, 0);
  append_links (scan, scratch->urls, scratch->composed_urls);
  find_spans (scan, scratch->composed_urls, scratch->spans);
  comms_text_place_spans (scan, scratch->spans, check->entities);
  count (scan, scratch->spans, options->url_length > 0 ? options->url_length : URL_LENGTH,
         count_warning (options->warning), check);
}
