/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-count.h"
#include "comms-fit.h"
#include "comms-quotes.h"
#include "comms-sentences.h"
#include "comms-split-lines.h"
#include "comms-split-private.h"

#include <string.h>

#define QUOTE_LENGTH_MAX 600
#define QUOTE_WORDS_MIN 4

/* So many parts, and one to spare, make a day of posts (R20). */
#define PARTS_WANTED 6

/* Shorter texts are not searched for more than they set off. */
#define MATTER_WORDS_MIN 100

/* What is pulled besides quotations is a sentence of such a length, and not like another part. */
#define SENTENCE_LENGTH_MIN 60
#define SENTENCE_LENGTH_MAX 260
#define ALIKE_MAX 0.5

static CommsSplitItem *
item_at (GPtrArray *items,
         guint      index)
{
  return g_ptr_array_index (items, index);
}

static gsize
count_chars (const char *text)
{
  return (gsize) g_utf8_strlen (text, -1);
}

/* --- quotations --- */

/* The sentences that hold the quotation, who said it included, and those that go on with it; @before
 * is set to where the sentence before them starts, or to their own start. (transfer full) */
static char *
dup_quoting_sentences (const char           *paragraph,
                       const CommsQuotation *quotation,
                       gsize                *before)
{
  gsize start = 0, end = 0;
  CommsQuotation next;

  *before = 0;
  while (paragraph[end] != '\0' && end < quotation->end)
    {
      *before = start;
      if (end <= quotation->start)
        start = comms_skip_space (paragraph, end);
      end = comms_sentence_end (paragraph, start > end ? start : comms_skip_space (paragraph, end));
    }
  if (end == quotation->end)
    end = comms_quote_saying_end (paragraph, end);
  while (comms_find_quotation (paragraph, end, &next)
         && next.start == comms_skip_space (paragraph, end))
    end = MAX (comms_sentence_end (paragraph, next.start), next.end);
  return g_strndup (paragraph + start, end - start);
}

/* The last sentence of the row above, where it introduces what follows: "The Minister said:". */
static char *
dup_introduction (GPtrArray *items,
                  guint      at)
{
  const char *text;
  gsize start = 0;

  while (at > 0 && (item_at (items, at - 1)->pulled))
    at--;
  if (at == 0 || item_at (items, at - 1)->part == COMMS_SPLIT_LEFT_OUT)
    return NULL;
  text = item_at (items, at - 1)->text;
  if (!g_str_has_suffix (text, ":"))
    return NULL;
  for (gsize next = comms_sentence_end (text, 0); text[next] != '\0';
       next = comms_sentence_end (text, start))
    start = comms_skip_space (text, next);
  return g_strdup (text + start);
}

static void
insert_pulled (GPtrArray  *items,
               guint       at,
               const char *text)
{
  comms_split_items_insert (items, at, COMMS_SPLIT_QUOTE, text)->pulled = TRUE;
}

/* Whether the row says who said what stands above: "— Hira Manzar, Secretary". */
static gboolean
is_name_line (GPtrArray *items,
              guint      at)
{
  return at < items->len && item_at (items, at)->part == COMMS_SPLIT_BODY
         && count_chars (item_at (items, at)->text) <= 100
         && (g_str_has_prefix (item_at (items, at)->text, "—")
             || g_str_has_prefix (item_at (items, at)->text, "–")
             || g_str_has_prefix (item_at (items, at)->text, "- "));
}

/* A paragraph that is a quotation as a whole. Returns whether another row was put behind it. */
static gboolean
take_whole (GPtrArray *items,
            guint      at)
{
  CommsSplitItem *item = item_at (items, at);
  g_autofree char *introduction = dup_introduction (items, at);

  if (is_name_line (items, at + 1))
    {
      char *text = g_strconcat (item->text, " ", item_at (items, at + 1)->text, NULL);

      g_free (item->text);
      item->text = text;
      g_ptr_array_remove_index (items, at + 1);
    }
  if (comms_quote_is_attributed (item->text) || (item->kind == COMMS_BLOCK_QUOTE && introduction == NULL))
    item->part = COMMS_SPLIT_QUOTE;
  else if (introduction != NULL && comms_quote_is_attributed (introduction))
    {
      g_autofree char *text = g_strconcat (introduction, " ", item->text, NULL);

      insert_pulled (items, at + 1, text);
      return TRUE;
    }
  return FALSE;
}

/* The quotation that is no paragraph of its own. Where only "he" or "she" said it, the sentence before
 * tells who. (transfer full) (nullable) */
static char *
dup_pulled (const char           *paragraph,
            const CommsQuotation *quotation)
{
  gsize before;
  g_autofree char *text = dup_quoting_sentences (paragraph, quotation, &before);
  const char *start = strstr (paragraph, text);
  g_autofree char *longer = NULL;

  if (comms_quote_is_attributed (text))
    return g_steal_pointer (&text);
  longer = g_strndup (paragraph + before, (gsize) (start - (paragraph + before)) + strlen (text));
  return start > paragraph + before && comms_sentence_stands_alone (longer)
             && comms_quote_is_attributed (longer)
           ? g_steal_pointer (&longer)
           : NULL;
}

void
comms_split_pull_quotes (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      CommsSplitItem *item = item_at (items, i);
      CommsQuotation quotation;
      gboolean has_quotation = comms_find_long_quotation (item->text, QUOTE_WORDS_MIN, &quotation);

      if (item->part != COMMS_SPLIT_BODY || item->pulled)
        continue;
      if ((item->kind == COMMS_BLOCK_QUOTE || (has_quotation && quotation.start == 0))
          && count_chars (item->text) <= QUOTE_LENGTH_MAX)
        i += take_whole (items, i);
      else if (has_quotation)
        {
          g_autofree char *text = dup_pulled (item->text, &quotation);

          if (text != NULL && strcmp (text, item->text) == 0
              && count_chars (text) <= QUOTE_LENGTH_MAX)
            item->part = COMMS_SPLIT_QUOTE;
          else if (text != NULL)
            insert_pulled (items, ++i, text);
        }
    }
}

/* --- other sentences --- */

typedef struct
{
  guint item;
  char *text;
  int score;
} Candidate;

static void
candidate_clear (gpointer candidate)
{
  g_free (((Candidate *) candidate)->text);
}

static gboolean
is_like_a_part (GPtrArray  *items,
                const char *text)
{
  for (guint i = 0; i < items->len; i++)
    {
      const CommsSplitItem *item = item_at (items, i);

      if (item->part != COMMS_SPLIT_BODY && item->part != COMMS_SPLIT_LEFT_OUT
          && comms_text_similarity (item->text, text) >= ALIKE_MAX)
        return TRUE;
    }
  return FALSE;
}

/* A post has its link below the text, once. */
static gboolean
has_link (const char *sentence)
{
  g_autoptr (GArray) entities = comms_text_find_entities (sentence);

  for (guint i = 0; i < entities->len; i++)
    if (g_array_index (entities, CommsEntity, i).kind == COMMS_ENTITY_URL)
      return TRUE;
  return FALSE;
}

static int
rate (GPtrArray  *items,
      const char *sentence)
{
  static gsize once;
  gsize length = count_chars (sentence);
  CommsQuotation quotation;
  g_autofree char *folded = NULL;

  if (length < SENTENCE_LENGTH_MIN || length > SENTENCE_LENGTH_MAX
      || !comms_line_ends_sentence (sentence) || comms_line_is_closing (sentence)
      || comms_find_long_quotation (sentence, QUOTE_WORDS_MIN, &quotation) || has_link (sentence)
      || !comms_sentence_stands_alone (sentence) || is_like_a_part (items, sentence))
    return 0;
  if (g_once_init_enter (&once))
    g_once_init_leave (
      &once, (gsize) g_regex_new ("\\b(?:said|added|stressed|noted|stated|urged|announced|assured|"
                                  "emphasi[sz]ed|directed|reaffirmed|called on|called for)\\b"
                                  "|نے کہا|کا کہنا|نے بتایا|نے زور|کہا کہ|نے اعلان|ہدایت",
                                  0, 0, NULL));
  folded = comms_text_fold (sentence);
  return 1 + (g_regex_match ((GRegex *) once, folded, 0, NULL) ? 3 : 0)
         + (comms_line_has_number (sentence, 1) ? 2 : 0) + (length <= 200 ? 1 : 0);
}

static GArray *
find_candidates (GPtrArray *items)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  g_array_set_clear_func (candidates, candidate_clear);
  for (guint i = 0; i < items->len; i++)
    {
      const CommsSplitItem *item = item_at (items, i);
      gsize start = 0;

      while (item->part == COMMS_SPLIT_BODY && item->kind != COMMS_BLOCK_HEADING
             && item->text[start] != '\0')
        {
          gsize end = comms_sentence_end (item->text, start);
          g_autofree char *sentence = g_strndup (item->text + start, end - start);
          Candidate candidate = { i, NULL, rate (items, sentence) };

          if (candidate.score > 0)
            {
              candidate.text = g_steal_pointer (&sentence);
              g_array_append_val (candidates, candidate);
            }
          start = comms_skip_space (item->text, end);
        }
    }
  return candidates;
}

/* The best one; of equals the first in the text. */
static guint
find_best (GArray *candidates)
{
  guint best = 0;

  for (guint i = 1; i < candidates->len; i++)
    if (g_array_index (candidates, Candidate, i).score
        > g_array_index (candidates, Candidate, best).score)
      best = i;
  return best;
}

/* How many posts the split would make, and how many words its matter has. */
static guint
count_parts (GPtrArray *items,
             guint     *n_words)
{
  gboolean seen[COMMS_SPLIT_N_PARTS] = { 0 };
  guint n = 0;

  *n_words = 0;
  for (guint i = 0; i < items->len; i++)
    {
      const CommsSplitItem *item = item_at (items, i);

      if (item->part == COMMS_SPLIT_LEFT_OUT || item->part == COMMS_SPLIT_BODY)
        {
          if (item->part == COMMS_SPLIT_BODY)
            *n_words += comms_count_words (item->text, 0, strlen (item->text));
          continue;
        }
      n += item->part == COMMS_SPLIT_QUOTE || !seen[item->part];
      seen[item->part] = TRUE;
    }
  return n;
}

void
comms_split_pull_more (GPtrArray *items)
{
  guint n_words, n = count_parts (items, &n_words);

  while (n < PARTS_WANTED && n_words >= MATTER_WORDS_MIN)
    {
      g_autoptr (GArray) candidates = find_candidates (items);
      const Candidate *best;

      if (candidates->len == 0)
        break;
      best = &g_array_index (candidates, Candidate, find_best (candidates));
      insert_pulled (items, best->item + 1, best->text);
      n++;
    }
}
