/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-count.h"

#include <string.h>

#include "comms-emoji.h"
#include "comms-weight.h"

#define URL_WEIGHT 23
#define EMOJI_WEIGHT 2
#define SIZE_KEPT 65536 /* units */

/* Goes over a text by what counts as one: a link, an emoji, or a character. */
typedef struct
{
  const CommsScan *scan;
  const CommsSpan *urls;
  guint n_urls;
  int url_weight;
  int limit;

  gsize at;      /* how far it is */
  int weight;    /* so far */
  gboolean full; /* the limit was passed */
  gsize cut;     /* where */
} Walk;

void
comms_text_scratch_init (CommsTextScratch *scratch)
{
  if (scratch->spans != NULL)
    return;
  scratch->urls = g_array_new (FALSE, FALSE, sizeof (CommsSpan));
  scratch->composed_urls = g_array_new (FALSE, FALSE, sizeof (CommsSpan));
  scratch->spans = g_array_new (FALSE, FALSE, sizeof (CommsSpan));
}

void
comms_text_scratch_clear (CommsTextScratch *scratch)
{
  comms_scan_clear (&scratch->scan);
  comms_scan_clear (&scratch->composed);
  g_clear_pointer (&scratch->urls, g_array_unref);
  g_clear_pointer (&scratch->composed_urls, g_array_unref);
  g_clear_pointer (&scratch->spans, g_array_unref);
}

void
comms_text_scratch_take (CommsTextScratch *scratch,
                         const char       *text,
                         gssize            size)
{
  comms_text_scratch_init (scratch);
  comms_scan_take (&scratch->scan, text, size);
  g_array_set_size (scratch->urls, 0);
  g_array_set_size (scratch->spans, 0);
  comms_scan_find_urls (&scratch->scan, scratch->urls);
}

static void
take (Walk *walk,
      gsize end,
      int   weight)
{
  walk->weight += weight;
  if (!walk->full && walk->weight > walk->limit)
    {
      walk->full = TRUE;
      walk->cut = walk->at;
    }
  walk->at = end;
}

/* Characters up to @end, one by one where the limit is among them. */
static void
take_chars (Walk *walk,
            gsize end)
{
  const CommsScan *scan = walk->scan;
  int weight;

  if (end <= walk->at)
    return;
  weight = comms_scan_weigh (scan, walk->at, end);
  if (walk->full || walk->weight + weight <= walk->limit)
    {
      walk->weight += weight;
      walk->at = end;
    }
  while (walk->at < end)
    {
      gboolean pair = comms_unit_is_high (scan->units[walk->at]);

      take (walk, walk->at + (pair ? 2 : 1), pair ? 2 : 2 - (scan->classes[walk->at] & COMMS_UNIT_LIGHT));
    }
}

/* The emoji that the mark at @at belongs to, in @start, and its end; 0 where there is none. */
static gsize
find_emoji_end (const CommsScan *scan,
                gsize            at,
                gsize           *start)
{
  gsize before;

  *start = at;
  if (scan->units[at] < 0x80)
    return 0;
  if (scan->units[at] == 0xfe0f || scan->units[at] == 0x20e3)
    {
      before = comms_emoji_length_before (scan->units, at);
      *start = at - before;
      return before > 0 ? at + 1 : 0;
    }
  return at + comms_emoji_length (scan->units + at);
}

/* Emoji of several characters, each of which counts as one, up to @end. */
static void
take_emoji (Walk  *walk,
            gsize *mark,
            gsize  end)
{
  const CommsScan *scan = walk->scan;

  for (; *mark < scan->n_marks && scan->marks[*mark] < end; (*mark)++)
    {
      gsize start, emoji_end;

      if (scan->marks[*mark] < walk->at)
        continue;
      emoji_end = find_emoji_end (scan, scan->marks[*mark], &start);
      if (emoji_end <= start || start < walk->at)
        continue;
      take_chars (walk, start);
      take (walk, emoji_end, EMOJI_WEIGHT);
    }
}

/* Where the link's end is in the midst of a pair, the half that is left weighs as a whole. */
static void
take_url (Walk *walk,
          gsize end)
{
  gboolean cuts = end < walk->scan->length && comms_unit_is_low (walk->scan->units[end]);

  take (walk, end, walk->url_weight + (cuts ? 1 : 0));
}

static void
walk_text (Walk *walk)
{
  const CommsScan *scan = walk->scan;
  gboolean joins = (scan->seen & COMMS_UNIT_EXTENDER) != 0;
  gsize mark = 0;

  for (guint i = 0; i <= walk->n_urls; i++)
    {
      gsize next = i < walk->n_urls ? walk->urls[i].start : scan->length;

      if (next < walk->at)
        continue;
      if (joins)
        take_emoji (walk, &mark, next);
      take_chars (walk, next);
      if (i < walk->n_urls)
        take_url (walk, next + walk->urls[i].skipped);
    }
}

/* Bytes of the text as given that stay when it is cut at @at of what was weighed. */
static gsize
measure_fit (const CommsScan *given,
             const CommsScan *weighed,
             gsize            at)
{
  gsize bytes, points;

  if (weighed != given)
    at = at < weighed->length ? weighed->places[at] : given->length;
  comms_scan_measure (given, 0, comms_scan_floor (given, at), &bytes, &points);
  return bytes;
}

CommsCount
comms_text_weigh (CommsTextScratch *scratch,
                  int               limit,
                  int               url_length)
{
  gboolean composes = comms_scan_compose (&scratch->scan, &scratch->composed);
  CommsScan *scan = composes ? &scratch->composed : &scratch->scan;
  Walk walk = { .scan = scan, .url_weight = url_length > 0 ? url_length : URL_WEIGHT, .limit = MAX (limit, 0) };
  GArray *urls = composes ? scratch->composed_urls : scratch->urls;
  CommsCount count = { 0 };

  if (composes)
    {
      g_array_set_size (urls, 0);
      comms_scan_find_urls (scan, urls);
    }
  walk.urls = (const CommsSpan *) (gpointer) urls->data;
  walk.n_urls = urls->len;
  walk_text (&walk);

  count.weight = walk.weight;
  count.fits = walk.full ? measure_fit (&scratch->scan, scan, walk.cut) : scratch->scan.bytes;
  count.valid = !scan->damaged && (scan->seen & COMMS_UNIT_REFUSED) == 0
                && !comms_scan_is_blank (scan) && count.weight <= limit;
  return count;
}

void
comms_text_place_spans (const CommsScan *scan,
                        const GArray    *spans,
                        GArray          *entities)
{
  gsize at = 0, byte = 0, point = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const CommsSpan *span = &g_array_index (spans, CommsSpan, i);
      CommsEntity entity = { .kind = span->kind };
      gsize bytes, points;

      comms_scan_measure (scan, at, span->start, &bytes, &points);
      entity.start = byte += bytes;
      entity.char_start = point += points;
      comms_scan_measure (scan, span->start, span->end, &bytes, &points);
      entity.end = byte += bytes;
      entity.char_end = point += points;
      at = span->end;
      g_array_append_val (entities, entity);
    }
}

static void
free_scratch (gpointer data)
{
  comms_text_scratch_clear (data);
  g_free (data);
}

/* What this thread's counting keeps from one text to the next, or a new one where the last text
 * was so long that its room is not worth keeping. */
static CommsTextScratch *
get_own_scratch (void)
{
  static GPrivate own = G_PRIVATE_INIT (free_scratch);
  CommsTextScratch *scratch = g_private_get (&own);

  if (scratch == NULL || scratch->scan.size > SIZE_KEPT)
    {
      scratch = g_new0 (CommsTextScratch, 1);
      g_private_replace (&own, scratch);
    }
  return scratch;
}

/**
 * comms_text_count:
 * @text: (nullable): what is to be posted
 * @limit: weighted characters that the account may post
 *
 * A text that is no UTF-8 is weighed with a "?" for each bad byte, and is not valid. This is
 * what parseTweet() of twitter-text answers; nothing but the links is looked for.
 */
CommsCount
comms_text_count (const char *text,
                  int         limit)
{
  CommsTextScratch *scratch = get_own_scratch ();

  comms_text_scratch_take (scratch, text != NULL ? text : "", -1);
  return comms_text_weigh (scratch, limit, 0);
}

GArray *
comms_text_find_entities (const char *text)
{
  GArray *entities = g_array_new (FALSE, FALSE, sizeof (CommsEntity));
  g_auto (CommsTextScratch) scratch = { 0 };

  comms_text_scratch_take (&scratch, text != NULL ? text : "", -1);
  comms_scan_find_entities (&scratch.scan, scratch.urls, scratch.spans);
  comms_text_place_spans (&scratch.scan, scratch.spans, entities);
  return entities;
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
