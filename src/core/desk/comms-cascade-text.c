/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-cascade-text.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-count.h"
#include "comms-posts.h"
#include "comms-quotes.h"
#include "comms-release-split.h"
#include "comms-releases.h"
#include "comms-sentences.h"

/* A sentence that stands by itself in a post has at least so many characters. */
#define SENTENCE_LENGTH_MIN 40

/* A post has no more hashtags than these, even where the policy lets a person use more (R7). */
#define HASHTAGS_MAX 2

void
comms_cascade_voice_init (CommsCascadeVoice *self,
                          CommsTx *tx,
                          CommsRelease *release,
                          CommsAccount *account)
{
  self->release = release;
  self->measure = comms_account_measure (account);
  self->max_hashtags = (guint) CLAMP (tx->policy->hashtags_high, 0, HASHTAGS_MAX);
}

char *
comms_cascade_voice_fit (const CommsCascadeVoice *self, const char *text, const char *link)
{
  return comms_text_fit (text, link, (const char *const *) self->release->hashtags,
                         self->max_hashtags, &self->measure);
}

void
comms_variant_free (CommsVariant *variant)
{
  g_free (variant->text);
  g_free (variant);
}

static void
variant_free_cb (gpointer variant)
{
  comms_variant_free (variant);
}

/* Takes @text. */
static void
add_wording (GPtrArray *wordings, CommsVariantSource source, char *text)
{
  CommsVariant *wording;

  if (text == NULL)
    return;
  wording = g_new0 (CommsVariant, 1);
  wording->source = source;
  wording->text = text;
  g_ptr_array_add (wordings, wording);
}

/* Each sentence but the first, with what follows it, where it stands by itself. */
static void
add_further (GPtrArray *wordings, const char *text)
{
  CommsQuotation quotation;

  for (gsize at = comms_skip_space (text, comms_sentence_end (text, 0)); text[at] != '\0';
       at = comms_skip_space (text, comms_sentence_end (text, at)))
    if (g_utf8_strlen (text + at, -1) >= SENTENCE_LENGTH_MIN &&
        comms_sentence_stands_alone (text + at) &&
        (!comms_find_quotation (text + at, 0, &quotation) ||
         (!quotation.open && comms_quote_is_attributed (text + at))))
      add_wording (wordings, COMMS_VARIANT_FURTHER, g_strdup (text + at));
}

/* A quotation without what goes on after it, and its sentences one by one, each with who said it. */
static void
add_sayings (GPtrArray *wordings, const CommsQuote *quote)
{
  gsize end = comms_sentence_end (quote->inner, 0);

  add_wording (wordings, COMMS_VARIANT_FURTHER,
               comms_quote_format (quote, quote->inner, quote->after));
  if (quote->inner[comms_skip_space (quote->inner, end)] == '\0')
    return;
  for (gsize at = 0; quote->inner[at] != '\0'; at = comms_skip_space (quote->inner, end))
    {
      g_autofree char *sentence = NULL;

      end = comms_sentence_end (quote->inner, at);
      sentence = g_strndup (quote->inner + at, end - at);
      if (g_utf8_strlen (sentence, -1) >= SENTENCE_LENGTH_MIN &&
          comms_sentence_stands_alone (sentence))
        add_wording (wordings, COMMS_VARIANT_FURTHER,
                     comms_quote_format (quote, sentence, quote->after));
    }
}

GPtrArray *
comms_cascade_wordings (CommsRelease *release, CommsPart part, int part_index)
{
  GPtrArray *wordings = g_ptr_array_new_with_free_func (variant_free_cb);
  const char *text = comms_release_part_text (release, part, part_index);
  g_autoptr (CommsQuote) quote = text != NULL ? comms_quote_parse (text) : NULL;

  if (text == NULL)
    return wordings;
  add_wording (wordings, COMMS_VARIANT_PART, g_strdup (text));
  if (quote == NULL)
    add_further (wordings, text);
  else if (comms_quote_is_attributed (text))
    {
      add_sayings (wordings, quote);
      add_wording (wordings, COMMS_VARIANT_ORDER, comms_quote_dup_turned (quote));
    }
  return wordings;
}

/* --- the rest of the document --- */

typedef struct
{
  CommsVariant variant; /* first, so that it is one */
  double nearness;
  guint order;
} Neighbour;

static int
compare_neighbours (gconstpointer a, gconstpointer b)
{
  const Neighbour *one = *(Neighbour *const *) a, *other = *(Neighbour *const *) b;

  if (one->nearness != other->nearness)
    return one->nearness > other->nearness ? -1 : 1;
  return (one->order > other->order) - (one->order < other->order);
}

/* Whether the sentence is whole and says all by itself, without a link of its own, and without
 * quotation marks, which may be opened or closed in another one. */
static gboolean
is_usable (const char *sentence)
{
  g_autoptr (GArray) entities = comms_text_find_entities (sentence);

  if (g_utf8_strlen (sentence, -1) < SENTENCE_LENGTH_MIN ||
      !comms_char_ends (g_utf8_get_char (g_utf8_prev_char (sentence + strlen (sentence)))) ||
      !comms_sentence_stands_alone (sentence))
    return FALSE;
  for (const char *p = sentence; *p != '\0'; p = g_utf8_next_char (p))
    if (comms_closing_mark (g_utf8_get_char (p), TRUE) != 0)
      return FALSE;
  for (guint i = 0; i < entities->len; i++)
    if (g_array_index (entities, CommsEntity, i).kind == COMMS_ENTITY_URL)
      return FALSE;
  return TRUE;
}

static void
add_sentences (GPtrArray *neighbours, const char *text, const char *about)
{
  for (gsize at = 0; text[at] != '\0';)
    {
      gsize end = comms_sentence_end (text, at);
      g_autofree char *sentence = g_strndup (text + at, end - at);

      if (is_usable (sentence))
        {
          Neighbour *neighbour = g_new0 (Neighbour, 1);

          neighbour->variant.source = COMMS_VARIANT_DOCUMENT;
          neighbour->nearness = comms_text_similarity (sentence, about);
          neighbour->order = neighbours->len;
          neighbour->variant.text = g_steal_pointer (&sentence);
          g_ptr_array_add (neighbours, neighbour);
        }
      at = comms_skip_space (text, end);
    }
}

GPtrArray *
comms_cascade_neighbours (CommsRelease *release, CommsPart part, int part_index)
{
  GPtrArray *neighbours = g_ptr_array_new_with_free_func (variant_free_cb);
  const char *about = comms_release_part_text (release, part, part_index);
  g_autoptr (CommsSplit) split = comms_split_from_release (release);

  for (guint i = 0; i < split->rows->len; i++)
    {
      const CommsSplitRow *row = g_ptr_array_index (split->rows, i);

      if ((row->part == COMMS_SPLIT_LEDE && part != COMMS_PART_LEDE) ||
          row->part == COMMS_SPLIT_BODY)
        add_sentences (neighbours, row->text, about != NULL ? about : "");
    }
  g_ptr_array_sort (neighbours, compare_neighbours);
  return neighbours;
}

gboolean
comms_cascade_is_said (GPtrArray *said, const char *text, double limit)
{
  for (guint i = 0; i < said->len; i++)
    if (comms_text_similarity (g_ptr_array_index (said, i), text) >= limit)
      return TRUE;
  return FALSE;
}

GPtrArray *
comms_cascade_load_posts (CommsTx *tx, gint64 release_id, GError **error)
{
  const CommsPostQuery query = {
    .release_id = release_id,
    .states = ~(1u << COMMS_POST_STATE_CANCELLED),
  };

  return comms_posts_list (tx, &query, error);
}
