/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-count.h"
#include "comms-fit.h"
#include "comms-quotes.h"
#include "comms-sentences.h"

#include <string.h>

#define ELLIPSIS "…"

/* Whole sentences that fill less than this part of the room give way to cut words. */
#define FILLED_ENOUGH 6

/* Words are cut at a comma rather than in the middle of a clause from this part of what would fit
 * on. */
#define CLAUSE_FROM 0.7

/* Hashtags give way to a text that would have less room than this. */
#define ROOM_MIN 40

/* A network's measure, and what its check needs to be used again. */
typedef struct
{
  CommsTextRule rule;
  CommsTextOptions options;
  CommsTextCheck check;
  int ellipsis; /* what one weighs there */
} Scale;

/* What a post is put together from. */
typedef struct
{
  Scale *scale;
  char *link;
  char **hashtags;
  guint max_hashtags;
  int limit;
} Recipe;

static int
weigh (Scale      *scale,
       const char *text)
{
  scale->options.limit = G_MAXINT;
  comms_text_check (text, scale->rule, &scale->options, &scale->check);
  return scale->check.length;
}

/* How many bytes of the text weigh no more than @room. */
static gsize
find_fitting (Scale      *scale,
              const char *text,
              int         room)
{
  if (room <= 0)
    return 0;
  scale->options.limit = room;
  comms_text_check (text, scale->rule, &scale->options, &scale->check);
  return scale->check.fits;
}

static gboolean
has_entity (const char     *text,
            CommsEntityKind kind,
            const char     *wanted)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  g_autofree char *folded = comms_text_fold (wanted);

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);
      g_autofree char *found = g_strndup (text + entity->start, entity->end - entity->start);
      g_autofree char *folded_found = comms_text_fold (found);

      if (entity->kind == kind && strcmp (folded, folded_found) == 0)
        return TRUE;
    }
  return FALSE;
}

static guint
count_hashtags (const char *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  guint n = 0;

  for (guint i = 0; i < entities->len; i++)
    n += g_array_index (entities, CommsEntity, i).kind == COMMS_ENTITY_HASHTAG;
  return n;
}

/* The whole post around @body: the link and the hashtags on lines of their own. */
static char *
compose (const char   *body,
         const Recipe *recipe)
{
  GString *post = g_string_new (body);
  guint n = count_hashtags (body);
  gboolean first = TRUE;

  if (*recipe->link != '\0' && !has_entity (body, COMMS_ENTITY_URL, recipe->link))
    g_string_append_printf (post, "%s%s", post->len > 0 ? "\n" : "", recipe->link);
  for (guint i = 0; recipe->hashtags[i] != NULL; i++)
    {
      const char *hashtag = recipe->hashtags[i];

      if (n >= recipe->max_hashtags)
        break;
      if (*hashtag == '\0' || has_entity (post->str, COMMS_ENTITY_HASHTAG, hashtag))
        continue;
      g_string_append_printf (post, "%s%s", post->len == 0 ? "" : first ? "\n" : " ", hashtag);
      first = FALSE;
      n++;
    }
  return g_string_free (post, FALSE);
}

/* The post around @body, or NULL where it is too long. */
static char *
compose_within (const char   *body,
                const Recipe *recipe)
{
  g_autofree char *post = compose (body, recipe);

  return find_fitting (recipe->scale, post, recipe->limit) == strlen (post)
           ? g_steal_pointer (&post)
           : NULL;
}

/* Appends the marks that close the quotations still open in @text. */
static char *
close_quotations (const char *text,
                  gboolean    rtl)
{
  gunichar open[8];
  gsize n = 0;
  GString *closed;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n > 0 && c == open[n - 1])
        n--;
      else if (comms_closing_mark (c, rtl) != 0 && n < G_N_ELEMENTS (open))
        open[n++] = comms_closing_mark (c, rtl);
    }
  closed = g_string_new (text);
  while (n > 0)
    g_string_append_unichar (closed, open[--n]);
  return g_string_free (closed, FALSE);
}

/* What looks wrong before an ellipsis. */
static gboolean
is_dangling (gunichar c)
{
  return g_unichar_isspace (c) || c == ',' || c == ';' || c == ':' || c == '-' || c == 0x60c
         || c == 0x61b || c == 0x2013 || c == 0x2014 || c == '(' || c == '[';
}

/* The length of @text up to @length without what dangles at its end. */
static gsize
trim_end (const char *text,
          gsize       length)
{
  while (length > 0)
    {
      const char *last = g_utf8_find_prev_char (text, text + length);
      gunichar c = g_utf8_get_char (last);

      if (!is_dangling (c) && comms_closing_mark (c, FALSE) == 0)
        break;
      length = last - text;
    }
  return length;
}

static char *
cut_at (const char *text,
        gsize       length,
        gboolean    rtl)
{
  g_autofree char *kept = NULL;
  g_autofree char *dotted = NULL;
  gsize trimmed = trim_end (text, length);

  if (trimmed == 0)
    return g_strdup ("");
  kept = g_strndup (text, trimmed);
  if (comms_char_ends (g_utf8_get_char (g_utf8_prev_char (kept + trimmed))))
    return close_quotations (kept, rtl);
  dotted = g_strconcat (kept, ELLIPSIS, NULL);
  return close_quotations (dotted, rtl);
}

/* The start of the word before the one that ends at @at: a shorter place to cut. */
static gsize
previous_word_end (const char *text,
                   gsize       at)
{
  const char *p = text + at;

  while (p > text && !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (p))))
    p = g_utf8_prev_char (p);
  while (p > text && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (p))))
    p = g_utf8_prev_char (p);
  return p - text;
}

/* Whether a clause of its own begins here, behind a comma; what follows others may be what the
 * sentence is about. */
static gboolean
starts_clause (const char *text)
{
  static const char *const words[] = { "and ", "but ", "while ", "which ", "who ", "where ", "so ",
                                       "after ", "before ", "including ", "اور ", "لیکن ", "مگر ",
                                       "جب", "جس", "جن", "تاکہ ", "بلکہ " };

  text += comms_skip_space (text, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i]))
      return TRUE;
  return FALSE;
}

/* The last place at or before @at where a clause ends, unless too little would be left. */
static gsize
find_clause_end (const char *text,
                 gsize       at)
{
  const char *from = text + (gsize) ((double) at * CLAUSE_FROM);

  for (const char *p = text + at; p > from;)
    {
      const char *next = p;
      gunichar c;

      p = g_utf8_prev_char (p);
      c = g_utf8_get_char (p);
      if (c == ';' || c == 0x61b || ((c == ',' || c == 0x60c) && starts_clause (next)))
        return p - text;
    }
  return at;
}

/* The place at or before @at behind which no small word hangs, of which nobody knows what it would
 * have led to. */
static gsize
drop_small_words (const char *text,
                  gsize       at)
{
  static const char *const small[]
    = { "a",   "an", "the", "of", "to", "and", "that", "for", "in", "has", "have",
        "or",  "with", "by", "is", "was", "on", "at", "as", "from", NULL };

  for (gsize kept = at; kept > 0;)
    {
      gsize before = previous_word_end (text, kept);
      g_autofree char *word = g_strstrip (g_strndup (text + before, kept - before));

      if (before == 0 || !g_strv_contains (small, word))
        return kept;
      kept = before;
    }
  return at;
}

/* As many whole words of @text as weigh no more than @room with an ellipsis, up to the end of a
 * clause where one is near. */
static char *
fit_words (Scale      *scale,
           const char *text,
           int         room,
           gboolean    rtl)
{
  gsize whole = find_fitting (scale, text, room - scale->ellipsis);
  gsize at = whole;

  if (text[at] != '\0' && !g_unichar_isspace (g_utf8_get_char (text + at)))
    at = previous_word_end (text, at);
  if (text[at] != '\0')
    at = drop_small_words (text, find_clause_end (text, at));
  while (at > 0)
    {
      g_autofree char *cut = cut_at (text, at, rtl);

      if (weigh (scale, cut) <= room)
        return g_steal_pointer (&cut);
      at = previous_word_end (text, at);
    }
  /* One word without end: better its start than nothing. */
  for (int less = scale->ellipsis; less <= room; less++)
    {
      g_autofree char *cut = cut_at (text, find_fitting (scale, text, room - less), rtl);

      if (weigh (scale, cut) <= room)
        return g_steal_pointer (&cut);
    }
  return g_strdup ("");
}

/* As many whole sentences of @text as fit; empty where not even the first does. */
static char *
fit_sentences (Scale      *scale,
               const char *text,
               int         room,
               gboolean    rtl)
{
  gsize fits = find_fitting (scale, text, room);
  g_autofree char *best = g_strdup ("");

  for (gsize at = 0; text[at] != '\0';)
    {
      g_autofree char *kept = NULL;
      g_autofree char *closed = NULL;

      at = comms_sentence_end (text, at);
      if (at > fits)
        break;
      kept = g_strndup (text, at);
      closed = close_quotations (kept, rtl);
      if (weigh (scale, closed) <= room)
        {
          g_free (best);
          best = g_steal_pointer (&closed);
        }
      at = comms_skip_space (text, at);
    }
  return g_steal_pointer (&best);
}

static char *
fit_plain (Scale      *scale,
           const char *text,
           int         room,
           gboolean    rtl)
{
  g_autofree char *sentences = fit_sentences (scale, text, room, rtl);

  if (*sentences != '\0' && weigh (scale, sentences) * FILLED_ENOUGH >= room)
    return g_steal_pointer (&sentences);
  return fit_words (scale, text, room, rtl);
}

/* Where who said it can end before byte @at: at a comma, or where it begins to say where and when.
 * 0 where nowhere. */
static gsize
find_shorter_attribution (const char *text,
                          gsize       at)
{
  static const char *const ends[] = { ",", "،", " at ", " during ", " while ", " when ", " after " };

  for (const char *p = text + at; p > text;)
    {
      p = g_utf8_prev_char (p);
      for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
        if (g_str_has_prefix (p, ends[i]))
          return comms_count_words (text, 0, p - text) > 1 ? (gsize) (p - text) : 0;
    }
  return 0;
}

/* As much of who said it as leaves @wanted of the room; where even the least does not, the most that
 * takes no more than a third of it. */
static char *
fit_attribution (Scale      *scale,
                 const char *attribution,
                 int         room,
                 int         wanted,
                 gboolean    rtl)
{
  g_autofree char *third = NULL;
  g_autofree char *least = g_strdup (attribution);

  for (gsize at = strlen (attribution); at > 0; at = find_shorter_attribution (attribution, at))
    {
      g_free (least);
      least = at == strlen (attribution)
                ? g_strdup (attribution)
                : g_strdup_printf ("%.*s%s", (int) at, attribution, rtl ? "۔" : ".");
      if (weigh (scale, least) + wanted <= room)
        return g_steal_pointer (&least);
      if (third == NULL && weigh (scale, least) <= room / 3)
        third = g_strdup (least);
    }
  if (third != NULL)
    return g_steal_pointer (&third);
  return weigh (scale, least) <= room / 2 ? g_steal_pointer (&least)
                                          : fit_words (scale, least, room / 2, rtl);
}

/* A quotation that leads the text is shortened inside its marks, so that who said it stays. NULL
 * where there is none, where nobody is named, or where the whole sentence fits. */
static char *
fit_quotation (Scale      *scale,
               const char *text,
               int         room,
               gboolean    rtl)
{
  g_autoptr (CommsQuote) quote = comms_quote_parse (text);
  g_autofree char *attribution = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *inner = NULL;
  int wanted, left;

  if (quote == NULL || *quote->before != '\0' || *quote->after == '\0')
    return NULL;
  whole = comms_quote_format (quote, quote->inner, quote->after);
  if (weigh (scale, whole) <= room)
    return quote->breaks_off || rtl ? g_steal_pointer (&whole) : NULL;

  wanted = weigh (scale, quote->inner) + 2;
  attribution = fit_attribution (scale, quote->after, room, wanted, rtl);
  left = room - weigh (scale, attribution) - 2;
  if (left <= 0)
    return NULL;
  inner = wanted <= left + 2 ? g_strdup (quote->inner) : fit_plain (scale, quote->inner, left, rtl);
  return comms_quote_format (quote, inner, attribution);
}

/* The body of a post in @room, the best way there is. */
static char *
fit_body (Scale      *scale,
          const char *text,
          int         room)
{
  gboolean rtl = comms_text_is_rtl (text);
  g_autofree char *quotation = NULL;

  if (room <= 0)
    return g_strdup ("");
  if (weigh (scale, text) <= room)
    return g_strdup (text);
  quotation = fit_quotation (scale, text, room, rtl);
  if (quotation != NULL && weigh (scale, quotation) <= room)
    return g_steal_pointer (&quotation);
  return fit_plain (scale, text, room, rtl);
}

/* The weight that the link and the hashtags take, with the line end before them. */
static int
weigh_rest (const Recipe *recipe)
{
  g_autofree char *rest = compose ("", recipe);

  return *rest == '\0' ? 0 : weigh (recipe->scale, rest) + 1;
}

/* Gives up hashtags, then the link, until the text has room. */
static void
make_room (Recipe *recipe,
           int     wanted)
{
  while (recipe->max_hashtags > 0 && recipe->limit - weigh_rest (recipe) < wanted)
    recipe->max_hashtags--;
  if (recipe->limit - weigh_rest (recipe) < MIN (wanted, 1))
    *recipe->link = '\0';
}

static void
fill_recipe (Recipe            *recipe,
             const char        *link,
             const char *const *hashtags)
{
  GPtrArray *clean = g_ptr_array_new ();

  for (guint i = 0; hashtags != NULL && hashtags[i] != NULL; i++)
    g_ptr_array_add (clean, comms_text_clean_line (hashtags[i]));
  g_ptr_array_add (clean, NULL);
  recipe->hashtags = (char **) g_ptr_array_free (clean, FALSE);
  recipe->link = comms_text_clean_line (link);
}

/* The longest post that fits, by trying; hardly ever more than twice. */
static char *
fit_by_recipe (const char *text,
               Recipe     *recipe)
{
  char *post = compose_within (text, recipe);

  if (post != NULL)
    return post;

  make_room (recipe, MIN (ROOM_MIN, weigh (recipe->scale, text)));
  for (int room = recipe->limit - weigh_rest (recipe); room >= 0; room--)
    {
      g_autofree char *body = fit_body (recipe->scale, text, room);

      post = compose_within (body, recipe);
      if (post != NULL)
        return post;
    }
  return g_strdup ("");
}

/**
 * comms_text_fit:
 * @text: (nullable): a part of a release
 * @link: (nullable): the page that the post points to
 * @hashtags: (nullable): hashtags, the most wanted first
 * @max_hashtags: how many of them the post may have, those in @text included
 * @measure: what the network counts, and how much it allows
 *
 * The result is never longer than the network allows. Where that is too little for all, hashtags
 * go first, and then the link.
 */
char *
comms_text_fit (const char             *text,
                const char             *link,
                const char *const      *hashtags,
                guint                   max_hashtags,
                const CommsTextMeasure *measure)
{
  g_autofree char *clean = g_strstrip (comms_text_clean (text, -1, NULL));
  Scale scale = { .rule = measure->rule, .options = measure->options };
  Recipe recipe = { .scale = &scale };
  char *post;

  comms_text_check ("", scale.rule, &scale.options, &scale.check);
  recipe.limit = scale.check.limit;
  scale.ellipsis = weigh (&scale, ELLIPSIS);
  fill_recipe (&recipe, link, hashtags);
  recipe.max_hashtags
    = MIN (max_hashtags, g_strv_length (recipe.hashtags) + count_hashtags (clean));
  post = fit_by_recipe (clean, &recipe);
  g_strfreev (recipe.hashtags);
  g_free (recipe.link);
  comms_text_check_clear (&scale.check);
  return post;
}
