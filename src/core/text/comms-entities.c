/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-count.h"
#include "comms-scan.h"

#include <string.h>

#define HANDLE_LENGTH_MAX 20
#define LIST_LENGTH_MAX 25
#define CASHTAG_LENGTH_MAX 6

static gunichar
char_at (const CommsScan *scan,
         gsize            at)
{
  return at < scan->length ? scan->chars[at] : 0;
}

static gboolean
is_at_sign (gunichar c)
{
  return c == '@' || c == 0xff20;
}

static gboolean
is_hash_sign (gunichar c)
{
  return c == '#' || c == 0xff03;
}

static gboolean
is_handle_char (gunichar c)
{
  return c < 0x80 && (g_ascii_isalnum ((char) c) || c == '_');
}

static gboolean
is_ascii_letter (gunichar c)
{
  return c < 0x80 && g_ascii_isalpha ((char) c);
}

static gboolean
is_tag_letter (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

/* What may stand in a hashtag beside letters, marks and digits. */
static gboolean
is_tag_special (gunichar c)
{
  static const gunichar special[] = { '_',    0xb7,   0x5be,  0x5f3,  0x5f4,  0xf0b,
                                      0xf0c,  0x200c, 0x200d, 0x3003, 0x301c, 0x309b,
                                      0x309c, 0x30a0, 0x30fb, 0xa67e, 0xff5e };

  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    if (special[i] == c)
      return TRUE;
  return FALSE;
}

static gboolean
is_tag_char (gunichar c)
{
  return is_tag_letter (c) || g_unichar_type (c) == G_UNICODE_DECIMAL_NUMBER || is_tag_special (c);
}

static gboolean
is_scheme_rest (const CommsScan *scan,
                gsize            at)
{
  return char_at (scan, at) == ':' && char_at (scan, at + 1) == '/'
         && char_at (scan, at + 2) == '/';
}

/* "RT@name" and "RT:@name" mention; letters before "@" otherwise do not. */
static gboolean
follows_repost (const CommsScan *scan,
                gsize            at)
{
  gunichar before;

  if (at > 0 && scan->chars[at - 1] == ':')
    at--;
  if (at < 2 || (scan->chars[at - 1] | 0x20) != 't' || (scan->chars[at - 2] | 0x20) != 'r')
    return FALSE;
  before = at > 2 ? scan->chars[at - 3] : ' ';
  return !is_handle_char (before)
         && !(before < 0x80 && strchr ("+~.-", (int) before) != NULL);
}

static gboolean
may_precede_mention (const CommsScan *scan,
                     gsize            at)
{
  gunichar before;

  if (at == 0)
    return TRUE;
  before = scan->chars[at - 1];
  if (is_handle_char (before))
    return follows_repost (scan, at);
  return !is_at_sign (before)
         && !(before != 0 && before < 0x80 && strchr ("!#$%&*", (int) before) != NULL);
}

static gsize
find_mention_end (const CommsScan *scan,
                  gsize            start)
{
  gsize end = start + 1;

  if (!may_precede_mention (scan, start))
    return 0;
  while (end < start + 1 + HANDLE_LENGTH_MAX && is_handle_char (char_at (scan, end))
         && end < scan->length)
    end++;
  if (end == start + 1)
    return 0;
  if (char_at (scan, end) == '/' && is_ascii_letter (char_at (scan, end + 1))
      && end + 1 < scan->length)
    {
      gsize list = end + 1;

      for (end = list + 1; end < list + LIST_LENGTH_MAX && end < scan->length
                           && (is_handle_char (scan->chars[end]) || scan->chars[end] == '-');)
        end++;
    }
  if (is_at_sign (char_at (scan, end)) || comms_char_is_latin_accent (char_at (scan, end))
      || is_scheme_rest (scan, end))
    return 0;
  return end;
}

static gsize
find_hashtag_end (const CommsScan *scan,
                  gsize            start)
{
  gunichar before = start > 0 ? scan->chars[start - 1] : ' ';
  gsize end = start + 1;
  gboolean has_letter = FALSE;

  /* Variation selectors are marks, but an emoji with one may precede. */
  if (before != 0xfe0e && before != 0xfe0f && (before == '&' || is_tag_char (before)))
    return 0;
  if (char_at (scan, end) == 0xfe0f || char_at (scan, end) == 0x20e3)
    return 0;
  for (; end < scan->length && is_tag_char (scan->chars[end]); end++)
    has_letter |= is_tag_letter (scan->chars[end]);
  if (!has_letter || is_hash_sign (char_at (scan, end)) || is_scheme_rest (scan, end))
    return 0;
  return end;
}

static gboolean
ends_cashtag (const CommsScan *scan,
              gsize            at)
{
  return at >= scan->length || g_unichar_isspace (scan->chars[at])
         || (scan->chars[at] < 0x80 && g_ascii_ispunct ((char) scan->chars[at]));
}

static gsize
find_cashtag_end (const CommsScan *scan,
                  gsize            start)
{
  gsize end = start + 1, longer;

  if (start > 0 && !g_unichar_isspace (scan->chars[start - 1])
      && !comms_char_is_direction (scan->chars[start - 1]))
    return 0;
  while (end < start + 1 + CASHTAG_LENGTH_MAX && end < scan->length
         && is_ascii_letter (scan->chars[end]))
    end++;
  if (end == start + 1)
    return 0;

  longer = end + 1;
  if (char_at (scan, end) == '.' || char_at (scan, end) == '_')
    while (longer < end + 3 && longer < scan->length && is_ascii_letter (scan->chars[longer]))
      longer++;
  if (longer > end + 1 && ends_cashtag (scan, longer))
    return longer;
  return ends_cashtag (scan, end) ? end : 0;
}

/* What starts at @at, other than a URL; its end, or 0. */
static gsize
find_entity_end (const CommsScan *scan,
                 gsize            at,
                 CommsEntityKind *kind)
{
  if (is_at_sign (scan->chars[at]))
    {
      *kind = COMMS_ENTITY_MENTION;
      return find_mention_end (scan, at);
    }
  if (is_hash_sign (scan->chars[at]))
    {
      *kind = COMMS_ENTITY_HASHTAG;
      return find_hashtag_end (scan, at);
    }
  *kind = COMMS_ENTITY_CASHTAG;
  return scan->chars[at] == '$' ? find_cashtag_end (scan, at) : 0;
}

static void
append_entity (GArray          *entities,
               const CommsScan *scan,
               CommsEntityKind  kind,
               gsize            start,
               gsize            end)
{
  CommsEntity entity = { kind, scan->offsets[start], scan->offsets[end] };

  g_array_append_val (entities, entity);
}

GArray *
comms_text_find_entities (const char *text)
{
  GArray *entities = g_array_new (FALSE, FALSE, sizeof (CommsEntity));
  g_autoptr (CommsScan) scan = comms_scan_new (text);
  g_autoptr (GArray) urls = comms_scan_find_urls (scan);
  guint next = 0;

  for (gsize at = 0; at < scan->length;)
    {
      CommsSpan *url = next < urls->len ? &g_array_index (urls, CommsSpan, next) : NULL;
      CommsEntityKind kind = COMMS_ENTITY_URL;
      gsize end;

      if (url != NULL && url->start < at)
        {
          next++;
          continue;
        }
      end = url != NULL && url->start == at ? url->end : find_entity_end (scan, at, &kind);
      if (end > 0)
        append_entity (entities, scan, kind, at, end);
      at = MAX (end, at + 1);
    }
  return entities;
}
