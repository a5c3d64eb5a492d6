/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-count.h"
#include "comms-fit.h"
#include "comms-sentences.h"

#include <string.h>

#define ELLIPSIS "…"
#define ELLIPSIS_WEIGHT 2

/* Whole sentences that fill less than this part of the room give way to cut words. */
#define FILLED_ENOUGH 3

/* Hashtags give way to a text that would have less room than this. */
#define ROOM_MIN 40

/* What a post is put together from. */
typedef struct
{
  char *link;
  char **hashtags;
  guint max_hashtags;
  int limit;
} Recipe;

static int
weigh (const char *text)
{
  return comms_text_count (text, G_MAXINT).weight;
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

  return weigh (post) <= recipe->limit ? g_steal_pointer (&post) : NULL;
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

/* As many whole words of @text as weigh no more than @room with an ellipsis. */
static char *
fit_words (const char *text,
           int         room,
           gboolean    rtl)
{
  gsize whole = comms_text_count (text, room - ELLIPSIS_WEIGHT).fits;
  gsize at = whole;

  if (text[at] != '\0' && !g_unichar_isspace (g_utf8_get_char (text + at)))
    at = previous_word_end (text, at);
  while (at > 0)
    {
      g_autofree char *cut = cut_at (text, at, rtl);

      if (weigh (cut) <= room)
        return g_steal_pointer (&cut);
      at = previous_word_end (text, at);
    }
  /* One word without end: better its start than nothing. */
  for (int less = ELLIPSIS_WEIGHT; less <= room; less++)
    {
      g_autofree char *cut = cut_at (text, comms_text_count (text, room - less).fits, rtl);

      if (weigh (cut) <= room)
        return g_steal_pointer (&cut);
    }
  return g_strdup ("");
}

/* As many whole sentences of @text as fit; empty where not even the first does. */
static char *
fit_sentences (const char *text,
               int         room,
               gboolean    rtl)
{
  gsize fits = comms_text_count (text, room).fits;
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
      if (weigh (closed) <= room)
        {
          g_free (best);
          best = g_steal_pointer (&closed);
        }
      at = comms_skip_space (text, at);
    }
  return g_steal_pointer (&best);
}

static char *
fit_plain (const char *text,
           int         room,
           gboolean    rtl)
{
  g_autofree char *sentences = fit_sentences (text, room, rtl);

  if (*sentences != '\0' && weigh (sentences) * FILLED_ENOUGH >= room)
    return g_steal_pointer (&sentences);
  return fit_words (text, room, rtl);
}

/* Whether the sentence goes on after the quotation, as in "...," the Secretary said. */
static gboolean
goes_on_small (const char *attribution)
{
  return g_unichar_islower (g_utf8_get_char (attribution + comms_skip_space (attribution, 0)));
}

/* A quotation that leads the text is shortened inside its marks, so that who said it stays.
 * NULL where there is none, or where nobody is named or the naming takes too much. */
static char *
fit_quotation (const char *text,
               int         room,
               gboolean    rtl)
{
  CommsQuotation quotation;
  g_autofree char *inner = NULL;
  g_autofree char *attribution = NULL;
  g_autofree char *shortened = NULL;
  gsize attribution_end, open_length, close_length;
  int left;

  if (!comms_find_quotation (text, 0, &quotation) || quotation.open
      || quotation.start != comms_skip_space (text, 0))
    return NULL;
  attribution_end = comms_sentence_end (text, quotation.end);
  attribution = g_strndup (text + quotation.end, attribution_end - quotation.end);
  open_length = g_utf8_next_char (text + quotation.start) - (text + quotation.start);
  close_length = text + quotation.end - g_utf8_prev_char (text + quotation.end);
  inner = g_strndup (text + quotation.start + open_length,
                     quotation.end - close_length - quotation.start - open_length);
  left = room - weigh (attribution) - 2;
  if (*attribution == '\0' || left < room / 2 || weigh (inner) <= left)
    return NULL;

  shortened = fit_plain (inner, left, rtl);
  if (g_str_has_suffix (shortened, ".") && goes_on_small (attribution))
    shortened[strlen (shortened) - 1] = ',';
  return g_strdup_printf ("%.*s%s%.*s%s", (int) open_length, text + quotation.start, shortened,
                          (int) close_length, text + quotation.end - close_length, attribution);
}

/* The body of a post in @room, the best way there is. */
static char *
fit_body (const char *text,
          int         room)
{
  gboolean rtl = comms_text_is_rtl (text);
  g_autofree char *quotation = NULL;

  if (room <= 0)
    return g_strdup ("");
  if (weigh (text) <= room)
    return g_strdup (text);
  quotation = fit_quotation (text, room, rtl);
  if (quotation != NULL && weigh (quotation) <= room)
    return g_steal_pointer (&quotation);
  return fit_plain (text, room, rtl);
}

/* The weight that the link and the hashtags take, with the line end before them. */
static int
weigh_rest (const Recipe *recipe)
{
  g_autofree char *rest = compose ("", recipe);

  return *rest == '\0' ? 0 : weigh (rest) + 1;
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

  make_room (recipe, MIN (ROOM_MIN, weigh (text)));
  for (int room = recipe->limit - weigh_rest (recipe); room >= 0; room--)
    {
      g_autofree char *body = fit_body (text, room);

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
 * @limit: weighted characters
 *
 * The result never weighs more than @limit. Where the limit is too small for all, hashtags go
 * first, and then the link.
 */
char *
comms_text_fit (const char        *text,
                const char        *link,
                const char *const *hashtags,
                guint              max_hashtags,
                int                limit)
{
  g_autofree char *clean = g_strstrip (comms_text_clean (text, -1, NULL));
  Recipe recipe = { .limit = limit };
  char *post;

  fill_recipe (&recipe, link, hashtags);
  recipe.max_hashtags
    = MIN (max_hashtags, g_strv_length (recipe.hashtags) + count_hashtags (clean));
  post = fit_by_recipe (clean, &recipe);
  g_strfreev (recipe.hashtags);
  g_free (recipe.link);
  return post;
}
