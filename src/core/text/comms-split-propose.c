/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-count.h"
#include "comms-fit.h"
#include "comms-sentences.h"
#include "comms-split-lines.h"
#include "comms-split-private.h"

#include <string.h>

#define HEADLINE_LENGTH_MAX 220
#define SUBHEAD_LENGTH_MAX 200
#define CONCLUSION_LENGTH_MIN 20
#define SIGNATURE_LENGTH_MAX 60

/* So many rows under the headline are looked at for the lede. */
#define SUBHEADS_MAX 4

static void
item_free (gpointer data)
{
  CommsSplitItem *item = data;

  g_free (item->text);
  g_free (item);
}

static CommsSplitItem *
item_at (GPtrArray *items,
         guint      index)
{
  return g_ptr_array_index (items, index);
}

CommsSplitItem *
comms_split_items_insert (GPtrArray     *items,
                          guint          at,
                          CommsSplitPart part,
                          const char    *text)
{
  CommsSplitItem *item = g_new0 (CommsSplitItem, 1);

  item->text = g_strdup (text);
  item->part = part;
  g_ptr_array_insert (items, at < items->len ? (int) at : -1, item);
  return item;
}

static gsize
count_chars (const char *text)
{
  return (gsize) g_utf8_strlen (text, -1);
}

/* Cuts the first @length bytes off as an item of their own, which is @part. */
static void
cut_off (GPtrArray     *items,
         guint          at,
         gsize          length,
         CommsSplitPart part)
{
  CommsSplitItem *item = item_at (items, at);
  g_autofree char *first = g_strstrip (g_strndup (item->text, length));
  g_autofree char *rest = g_strstrip (g_strdup (item->text + length));

  if (*first == '\0' || *rest == '\0')
    return;
  g_free (item->text);
  item->text = g_steal_pointer (&rest);
  comms_split_items_insert (items, at, part, first)->kind = item->kind;
}

/* All as body, labels cut off from what they stand before. */
static GPtrArray *
make_items (GPtrArray *blocks)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  for (guint i = 0; i < blocks->len; i++)
    {
      const CommsBlock *block = g_ptr_array_index (blocks, i);
      g_autofree char *text = comms_text_clean_line (block->text);
      gsize label;
      CommsSplitItem *item;

      if (*text == '\0')
        continue;
      item = comms_split_items_insert (items, items->len, COMMS_SPLIT_BODY, text);
      item->kind = block->kind;
      item->level = block->level;
      while ((label = comms_line_label_length (item->text)) > 0)
        cut_off (items, items->len - 1, label, COMMS_SPLIT_LEFT_OUT);
    }
  return items;
}

/* --- the link and the hashtags --- */

static gboolean
has_tag (GPtrArray  *tags,
         const char *tag)
{
  g_autofree char *folded = comms_text_fold (tag);

  for (guint i = 0; i < tags->len; i++)
    {
      g_autofree char *other = comms_text_fold (g_ptr_array_index (tags, i));

      if (strcmp (folded, other) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Pages of the office on a network of its own are no source for a post. */
static gboolean
is_social (const char *url)
{
  static const char *const hosts[] = { "twitter.com", "x.com", "facebook.com", "instagram.com",
                                       "youtube.com", "linkedin.com", "tiktok.com", "wa.me" };
  const char *host = strstr (url, "://");

  host = host != NULL ? host + 3 : url;
  if (g_str_has_prefix (host, "www."))
    host += 4;
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (g_ascii_strncasecmp (host, hosts[i], strlen (hosts[i])) == 0)
      return TRUE;
  return FALSE;
}

typedef struct
{
  char *link;
  int score;
} BestLink;

/* A link of the matter comes before one of the closing, a page before a site, and one with a
 * scheme before one without. */
static void
offer_link (BestLink   *best,
            const char *url,
            gboolean    left_out)
{
  const char *scheme = strstr (url, "://");
  const char *path = strchr (scheme != NULL ? scheme + 3 : url, '/');
  int score = 1 + (scheme != NULL ? 2 : 0) + (path != NULL && path[1] != '\0' ? 1 : 0)
              + (left_out ? 0 : 4) + (is_social (url) ? 0 : 8);

  if (score <= best->score)
    return;
  best->score = score;
  g_free (best->link);
  best->link = scheme != NULL ? g_strdup (url) : g_strconcat ("https://", url, NULL);
}

static void
take_entities (GPtrArray  *tags,
               BestLink   *best,
               const char *text,
               gboolean    left_out)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);
      g_autofree char *found = g_strndup (text + entity->start, entity->end - entity->start);

      if (entity->kind == COMMS_ENTITY_HASHTAG && !has_tag (tags, found))
        g_ptr_array_add (tags, g_steal_pointer (&found));
      else if (entity->kind == COMMS_ENTITY_URL)
        offer_link (best, found, left_out);
    }
}

static void
take_links (CommsSplit *split,
            GPtrArray  *items,
            GPtrArray  *blocks)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  BestLink best = { 0 };

  for (guint i = 0; i < items->len; i++)
    take_entities (tags, &best, item_at (items, i)->text,
                   item_at (items, i)->part == COMMS_SPLIT_LEFT_OUT);
  for (guint i = 0; i < blocks->len; i++)
    {
      const CommsBlock *block = g_ptr_array_index (blocks, i);

      for (guint j = 0; block->links != NULL && block->links[j] != NULL; j++)
        if (g_str_has_prefix (block->links[j], "http"))
          offer_link (&best, block->links[j], FALSE);
    }
  g_strfreev (split->hashtags);
  g_ptr_array_add (tags, NULL);
  split->hashtags = (char **) g_ptr_array_free (g_steal_pointer (&tags), FALSE);
  split->link = best.link;
}

/* Whether the row says only links and hashtags. */
static gboolean
is_only_entities (const char *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  gsize at = 0;

  for (guint i = 0; i <= entities->len; i++)
    {
      const CommsEntity *entity
        = i < entities->len ? &g_array_index (entities, CommsEntity, i) : NULL;
      gsize end = entity != NULL ? entity->start : strlen (text);

      for (const char *p = text + at; p < text + end; p = g_utf8_next_char (p))
        if (g_unichar_isalnum (g_utf8_get_char (p)))
          return FALSE;
      if (entity != NULL && entity->kind != COMMS_ENTITY_HASHTAG
          && entity->kind != COMMS_ENTITY_URL)
        return FALSE;
      at = entity != NULL ? entity->end : at;
    }
  return entities->len > 0;
}

/* --- the head --- */

/* What is no matter wherever it stands. */
static void
leave_out_lines (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      CommsSplitItem *item = item_at (items, i);

      if ((comms_line_is_head (item->text) && !comms_line_is_letterhead (item->text))
          || is_only_entities (item->text))
        item->part = COMMS_SPLIT_LEFT_OUT;
    }
}

static guint
next_matter (GPtrArray *items,
             guint      from)
{
  while (from < items->len && item_at (items, from)->part == COMMS_SPLIT_LEFT_OUT)
    from++;
  return from;
}

static gboolean
is_line (const CommsSplitItem *item)
{
  return count_chars (item->text) <= HEADLINE_LENGTH_MAX && !comms_line_ends_sentence (item->text);
}

/* A heading that follows short lines is the headline, and they are the head of the paper. */
static guint
find_headline (GPtrArray *items)
{
  guint first = next_matter (items, 0);
  guint at = first;

  while (at < items->len && comms_line_is_letterhead (item_at (items, at)->text)
         && next_matter (items, at + 1) < items->len
         && is_line (item_at (items, next_matter (items, at + 1))))
    at = next_matter (items, at + 1);
  if (at < items->len && item_at (items, at)->kind == COMMS_BLOCK_HEADING)
    return at;
  for (guint i = at, n = 0; i < items->len && n < SUBHEADS_MAX; i = next_matter (items, i + 1), n++)
    {
      if (item_at (items, i)->kind == COMMS_BLOCK_HEADING)
        return i;
      if (!is_line (item_at (items, i)) || count_chars (item_at (items, i)->text) > SIGNATURE_LENGTH_MAX)
        break;
    }
  return at;
}

/* A headline is a line; a text that starts with a paragraph lends its first sentence. A text that
 * has nothing but labels has its first for a headline. Returns where the headline is. */
static guint
take_headline (GPtrArray *items)
{
  guint at = find_headline (items);

  if (items->len == 0)
    return 0;
  if (at >= items->len)
    at = 0;
  for (guint i = 0; i < at; i++)
    item_at (items, i)->part = COMMS_SPLIT_LEFT_OUT;
  if (count_chars (item_at (items, at)->text) > HEADLINE_LENGTH_MAX)
    cut_off (items, at, comms_sentence_end (item_at (items, at)->text, 0), COMMS_SPLIT_HEADLINE);
  item_at (items, at)->part = COMMS_SPLIT_HEADLINE;
  return at;
}

static gboolean
starts_with_quotation (const char *text)
{
  CommsQuotation quotation;

  return comms_find_quotation (text, 0, &quotation) && quotation.start == 0;
}

static gboolean
is_subhead (const CommsSplitItem *item)
{
  return count_chars (item->text) <= SUBHEAD_LENGTH_MAX
         && (item->kind == COMMS_BLOCK_HEADING || !comms_line_ends_sentence (item->text))
         && item->kind != COMMS_BLOCK_QUOTE && !starts_with_quotation (item->text);
}

/* Where the lede is: what begins with a dateline, else the first that is no subhead. */
static guint
find_lede (GPtrArray *items,
           guint      headline)
{
  guint first = next_matter (items, headline + 1), at = first;

  for (guint n = 0; at < items->len && n < SUBHEADS_MAX; n++, at = next_matter (items, at + 1))
    {
      if (comms_line_dateline_length (item_at (items, at)->text) > 0)
        return at;
      if (count_chars (item_at (items, at)->text) > SUBHEAD_LENGTH_MAX)
        break;
    }
  at = first;
  if (at < items->len && is_subhead (item_at (items, at)))
    at = next_matter (items, at + 1);
  while (at < items->len && item_at (items, at)->kind == COMMS_BLOCK_HEADING
         && next_matter (items, at + 1) < items->len)
    at = next_matter (items, at + 1);
  /* A line with nothing under it is rather the lede. */
  return at < items->len ? at : first;
}

/* Takes what stands between headline and lede for the subhead. Returns where the lede is. */
static guint
take_lede (GPtrArray *items,
           guint      headline)
{
  guint at = find_lede (items, headline);
  gsize dateline;

  for (guint i = headline + 1; i < at && i < items->len; i++)
    if (item_at (items, i)->part == COMMS_SPLIT_BODY)
      item_at (items, i)->part
        = comms_text_similarity (item_at (items, i)->text, item_at (items, headline)->text)
              >= COMMS_TEXT_ALIKE
            ? COMMS_SPLIT_LEFT_OUT /* the headline once more */
            : COMMS_SPLIT_SUBHEAD;
  if (at >= items->len)
    return at;
  dateline = comms_line_dateline_length (item_at (items, at)->text);
  if (dateline > 0)
    {
      cut_off (items, at, dateline, COMMS_SPLIT_LEFT_OUT);
      at = next_matter (items, at);
    }
  if (!starts_with_quotation (item_at (items, at)->text))
    item_at (items, at)->part = COMMS_SPLIT_LEDE;
  return at;
}

/* --- the end --- */

static void
leave_out_closing (GPtrArray *items,
                   guint      headline)
{
  guint at = headline + 1;

  while (at < items->len && !comms_line_is_closing (item_at (items, at)->text))
    at++;
  for (; at < items->len; at++)
    item_at (items, at)->part = COMMS_SPLIT_LEFT_OUT;
}

static gboolean
is_signature (const CommsSplitItem *item)
{
  return count_chars (item->text) <= SIGNATURE_LENGTH_MAX && item->kind != COMMS_BLOCK_ITEM
         && !comms_line_ends_sentence (item->text) && !starts_with_quotation (item->text);
}

/* Names and titles under the last sentence. */
static void
leave_out_signature (GPtrArray *items,
                     guint      lede)
{
  gboolean has_prose = FALSE;

  for (guint i = lede; i < items->len; i++)
    has_prose = has_prose || comms_line_ends_sentence (item_at (items, i)->text);
  for (guint i = items->len; has_prose && i > lede + 1; i--)
    {
      CommsSplitItem *item = item_at (items, i - 1);

      if (item->part == COMMS_SPLIT_LEFT_OUT)
        continue;
      if (!is_signature (item))
        break;
      item->part = COMMS_SPLIT_LEFT_OUT;
    }
}

/* Whether words of the row were pulled as a quote. */
static gboolean
is_quoted (GPtrArray *items,
           guint      at)
{
  return at + 1 < items->len && item_at (items, at + 1)->pulled;
}

static gboolean
may_conclude (GPtrArray *items,
              guint      at)
{
  const CommsSplitItem *item = item_at (items, at);

  return item->part == COMMS_SPLIT_BODY && item->kind == COMMS_BLOCK_PARAGRAPH
         && count_chars (item->text) >= CONCLUSION_LENGTH_MIN
         && comms_line_ends_sentence (item->text);
}

/* The last paragraph; the one before it where the last has its quote taken already. */
static void
take_conclusion (GPtrArray *items)
{
  guint last = items->len, any = items->len;

  for (guint i = items->len; i > 0 && last == items->len; i--)
    {
      if (item_at (items, i - 1)->part == COMMS_SPLIT_BODY && any == items->len)
        any = i - 1;
      if (may_conclude (items, i - 1))
        last = i - 1;
    }
  if (last == items->len)
    last = any;
  if (last == items->len)
    return;
  if (is_quoted (items, last))
    for (guint i = last; i > 0 && i + SUBHEADS_MAX > last; i--)
      if (may_conclude (items, i - 1) && !is_quoted (items, i - 1))
        {
          last = i - 1;
          break;
        }
  for (guint i = last; i < items->len; i++)
    if (item_at (items, i)->part == COMMS_SPLIT_BODY)
      item_at (items, i)->part = COMMS_SPLIT_CONCLUSION;
}

/**
 * comms_split_propose:
 * @blocks: (element-type CommsBlock): what a document or a text is made of
 *
 * A first guess that a person mends. Labels, datelines, letterheads, contacts and who we are
 * are left out; a sentence with a quotation is pulled with who said it.
 */
CommsSplit *
comms_split_propose (GPtrArray *blocks)
{
  CommsSplit *split = comms_split_new ();
  g_autoptr (GPtrArray) items = NULL;
  guint headline, lede;

  g_return_val_if_fail (blocks != NULL, split);

  items = make_items (blocks);
  leave_out_lines (items);
  headline = take_headline (items);
  leave_out_closing (items, headline);
  lede = take_lede (items, headline);
  leave_out_signature (items, lede);
  take_links (split, items, blocks);
  comms_split_pull_quotes (items);
  take_conclusion (items);
  comms_split_pull_more (items);
  for (guint i = 0; i < items->len; i++)
    {
      const CommsSplitItem *item = item_at (items, i);

      comms_split_add (split, item->part, item->text)->pulled = item->pulled;
    }
  return split;
}

CommsSplit *
comms_split_propose_text (const char *text)
{
  g_autoptr (GPtrArray) blocks = comms_blocks_from_text (text);

  return comms_split_propose (blocks);
}
