/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-count.h"

#include <string.h>

#include "comms-scan.h"

#define URL_WEIGHT 23
#define EMOJI_WEIGHT 2

/* Latin to Georgian and the common spaces, dashes and quotation marks weigh one, everything
 * else two. */
static int
char_weight (gunichar c)
{
  return c <= 0x10ff || (c >= 0x2000 && c <= 0x200d) || (c >= 0x2010 && c <= 0x201f)
             || (c >= 0x2032 && c <= 0x2037)
           ? 1
           : 2;
}

static gboolean
is_forbidden (gunichar c)
{
  return c == 0xfffe || c == 0xfeff || c == 0xffff;
}

/* The weight of what stands at @at, and in @end where it ends. */
static int
take_weight (const CommsScan *scan,
             const CommsSpan *url,
             gsize            at,
             gsize           *end)
{
  gsize emoji;

  if (url != NULL && url->start == at)
    {
      *end = url->end;
      return URL_WEIGHT;
    }
  emoji = comms_emoji_length (scan->chars + at, scan->length - at);
  *end = at + MAX (emoji, 1);
  return emoji > 0 ? EMOJI_WEIGHT : char_weight (scan->chars[at]);
}

/**
 * comms_text_count:
 * @text: (nullable): what is to be posted
 * @limit: weighted characters that the account may post
 *
 * A text that is no UTF-8 is weighed with a "?" for each bad byte, and is not valid.
 */
CommsCount
comms_text_count (const char *text,
                  int         limit)
{
  g_autoptr (CommsScan) scan = comms_scan_new (text);
  g_autoptr (GArray) urls = comms_scan_find_urls (scan);
  CommsCount count = { 0 };
  gboolean blank = TRUE, forbidden = scan->damaged, full = FALSE;
  guint next = 0;

  for (gsize at = 0, end; at < scan->length; at = end)
    {
      CommsSpan *url = next < urls->len ? &g_array_index (urls, CommsSpan, next) : NULL;

      count.weight += take_weight (scan, url, at, &end);
      if (url != NULL && url->start == at)
        next++;
      blank = blank && g_unichar_isspace (scan->chars[at]);
      forbidden = forbidden || is_forbidden (scan->chars[at]);
      full = full || count.weight > limit;
      if (!full && (end == scan->length || scan->breaks[end]))
        count.fits = scan->offsets[end];
    }
  count.valid = !blank && !forbidden && count.weight <= limit;
  return count;
}

gboolean
comms_text_has_link (const char *text,
                     const char *link)
{
  g_autoptr (GArray) entities = NULL;
  gsize length;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (link != NULL, FALSE);

  length = strlen (link);
  entities = comms_text_find_entities (text);
  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);

      if (entity->kind == COMMS_ENTITY_URL && entity->end - entity->start == length &&
          memcmp (text + entity->start, link, length) == 0)
        return TRUE;
    }
  return FALSE;
}
