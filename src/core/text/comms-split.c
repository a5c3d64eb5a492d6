/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-count.h"
#include "comms-fit.h"
#include "comms-sentences.h"

#include <string.h>

#define HEADLINE_LENGTH_MAX 220
#define SUBHEAD_LENGTH_MAX 200
#define LINE_LENGTH_MAX 60
#define QUOTE_LENGTH_MAX 600
#define QUOTE_WORDS_MIN 4

/* What stands above a headline and says nothing of the matter. */
static const char *const labels[] = {
  "press release",   "for immediate release", "for release", "news release", "media release",
  "press note",      "press statement",       "pr no",       "embargo",      "پریس ریلیز",
  "پریس نوٹ",        "فوری اجرا",             "برائے اشاعت", "برائے فوری اشاعت",
};

/* What opens the part after the text proper: ends, notes, contacts, who we are. A longer
 * paragraph that starts so is an ordinary one, unless what it starts with is set off by a
 * colon. */
static const struct
{
  const char *start;
  gsize length_max;
} closings[] = {
  { "###", 12 },          { "***", 12 },         { "ends", 6 },
  { "-ends-", 12 },       { "- ends -", 12 },    { "-end-", 12 },
  { "-30-", 12 },         { "ختم شد", 12 },      { "notes to editor", 60 },
  { "note to editor", 60 }, { "editor's note", 60 }, { "media contact", 60 },
  { "press contact", 60 }, { "contact", 60 },    { "about the ", 60 },
  { "about us", 60 },     { "رابطہ", 60 },       { "رابطے", 60 },
  { "تعارف", 60 },        { "ایڈیٹر", 60 },      { "for further information", 1000 },
  { "for more information", 1000 }, { "for media", 1000 }, { "مزید معلومات", 1000 },
};

/* A line with one of these and a year says when, not what. */
static const char *const months[] = {
  "january", "february", "march",    "april",  "may",  "june",   "july",   "august",
  "september", "october", "november", "december", "جنوری", "فروری", "مارچ", "اپریل",
  "مئی",     "جون",      "جولائی",   "اگست",   "ستمبر", "اکتوبر", "نومبر",  "دسمبر",
};

static gsize
count_chars (const char *text)
{
  return g_utf8_strlen (text, -1);
}

static gboolean
ends_sentence (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && comms_char_ends (g_utf8_get_char (g_utf8_prev_char (text + length)));
}

/* Whether @paragraph starts with @start, as readers compare. */
static gboolean
starts_with (const char *paragraph,
             const char *start)
{
  g_autofree char *folded = comms_text_fold (paragraph);
  g_autofree char *folded_start = comms_text_fold (start);

  return g_str_has_prefix (folded, folded_start);
}

static gboolean
is_label (const char *paragraph)
{
  if (count_chars (paragraph) > LINE_LENGTH_MAX)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (starts_with (paragraph, labels[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_number (const char *text,
            gsize       n_digits)
{
  g_autofree char *folded = comms_text_fold (text);
  gsize n = 0;

  for (const char *p = folded; *p != '\0'; p++)
    {
      n = g_ascii_isdigit (*p) ? n + 1 : 0;
      if (n == n_digits)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_date_line (const char *paragraph)
{
  g_autofree char *folded = comms_text_fold (paragraph);

  if (count_chars (paragraph) > LINE_LENGTH_MAX || ends_sentence (paragraph)
      || !has_number (paragraph, 4))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *month = comms_text_fold (months[i]);

      if (strstr (folded, month) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_closing (const char *paragraph)
{
  gsize length = count_chars (paragraph);
  const char *colon = g_utf8_strchr (paragraph, -1, ':');
  gsize heading = colon != NULL ? (gsize) g_utf8_strlen (paragraph, colon - paragraph) : length;

  for (gsize i = 0; i < G_N_ELEMENTS (closings); i++)
    if (MIN (length, heading) <= closings[i].length_max
        && starts_with (paragraph, closings[i].start))
      return TRUE;
  return FALSE;
}

/* Appends each line of a block, but for those that go on with the one before in small letters.
 * Returns whether one of them may be the headline. */
static gboolean
append_lines (GPtrArray  *paragraphs,
              const char *block)
{
  g_auto (GStrv) lines = g_strsplit (block, "\n", -1);
  guint start = paragraphs->len;
  gboolean any = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = comms_text_clean_line (lines[i]);

      if (paragraphs->len > start && g_unichar_islower (g_utf8_get_char (line)))
        {
          char *before = g_ptr_array_steal_index (paragraphs, paragraphs->len - 1);

          g_ptr_array_add (paragraphs, g_strconcat (before, " ", line, NULL));
          g_free (before);
        }
      else if (*line != '\0')
        {
          any = any || !is_label (line);
          g_ptr_array_add (paragraphs, g_steal_pointer (&line));
        }
    }
  return any;
}

/* Takes the text apart at its empty lines, or, where it has none, at its line ends. The lines
 * of the block with the headline stand for themselves: a subhead or the lede may follow it. */
static GPtrArray *
split_paragraphs (const char *text)
{
  GPtrArray *paragraphs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRegex) gap = g_regex_new ("\\n[ \\t]*(?:\\n[ \\t]*)+", 0, 0, NULL);
  g_auto (GStrv) blocks = g_regex_split (gap, text, 0);
  gboolean by_line = g_strv_length (blocks) < 2, has_headline = FALSE;

  for (guint i = 0; blocks[i] != NULL; i++)
    {
      g_autofree char *line = comms_text_clean_line (blocks[i]);

      if (by_line || !has_headline)
        has_headline = append_lines (paragraphs, blocks[i]) || has_headline;
      else if (*line != '\0')
        g_ptr_array_add (paragraphs, g_steal_pointer (&line));
    }
  return paragraphs;
}

/* (transfer full) */
static char *
take_paragraph (GPtrArray *paragraphs,
                guint      at)
{
  return g_ptr_array_steal_index (paragraphs, at);
}

/* Whether nothing of the paragraph is lost without it: it says only the link and hashtags. */
static gboolean
is_taken (const char           *paragraph,
          const CommsTextParts *parts)
{
  g_autoptr (GArray) entities = comms_text_find_entities (paragraph);
  const char *p = paragraph;

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);
      g_autofree char *found = g_strndup (paragraph + entity->start, entity->end - entity->start);

      for (; p < paragraph + entity->start; p = g_utf8_next_char (p))
        if (g_unichar_isalnum (g_utf8_get_char (p)))
          return FALSE;
      if (entity->kind != COMMS_ENTITY_HASHTAG
          && (entity->kind != COMMS_ENTITY_URL || !g_str_has_suffix (parts->link, found)))
        return FALSE;
      p = paragraph + entity->end;
    }
  for (; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;
  return entities->len > 0;
}

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

/* The first link, one with a scheme before one without, and all hashtags. */
static void
take_entities (CommsTextParts *parts,
               const char     *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *bare = NULL;

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);
      g_autofree char *found = g_strndup (text + entity->start, entity->end - entity->start);

      if (entity->kind == COMMS_ENTITY_HASHTAG && !has_tag (tags, found))
        g_ptr_array_add (tags, g_steal_pointer (&found));
      else if (entity->kind == COMMS_ENTITY_URL && strstr (found, "://") == NULL && bare == NULL)
        bare = g_strconcat ("https://", found, NULL);
      else if (entity->kind == COMMS_ENTITY_URL && strstr (found, "://") != NULL
               && parts->link == NULL)
        parts->link = g_steal_pointer (&found);
    }
  if (parts->link == NULL)
    parts->link = g_steal_pointer (&bare);
  g_ptr_array_add (tags, NULL);
  parts->hashtags = (char **) g_ptr_array_free (g_steal_pointer (&tags), FALSE);
}

static guint
count_words (const char *text,
             gsize       start,
             gsize       end)
{
  guint n = 0;
  gboolean within = FALSE;

  for (const char *p = text + start; p < text + end; p = g_utf8_next_char (p))
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (p));

      n += !space && !within;
      within = !space;
    }
  return n;
}

/* The first quotation of the paragraph that is more than a few words under quotation marks. */
static gboolean
find_real_quotation (const char     *paragraph,
                     CommsQuotation *quotation)
{
  gsize from = 0;

  while (comms_find_quotation (paragraph, from, quotation))
    {
      if (count_words (paragraph, quotation->start, quotation->end) >= QUOTE_WORDS_MIN)
        return TRUE;
      from = quotation->end;
    }
  return FALSE;
}

/* The sentences that hold the quotation, who said it included. (transfer full) */
static char *
dup_quoting_sentences (const char           *paragraph,
                       const CommsQuotation *quotation)
{
  gsize start = 0, end = 0;

  while (paragraph[end] != '\0' && end < quotation->end)
    {
      if (end <= quotation->start)
        start = comms_skip_space (paragraph, end);
      end = comms_sentence_end (paragraph, start > end ? start : comms_skip_space (paragraph, end));
    }
  return g_strndup (paragraph + start, end - start);
}

/* Takes the quotations out of the paragraphs from @from on: a paragraph that is one goes whole,
 * from others the sentence is copied. */
static void
take_quotes (CommsTextParts *parts,
             GPtrArray      *paragraphs,
             guint           from)
{
  g_autoptr (GPtrArray) quotes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = from; i < paragraphs->len;)
    {
      const char *paragraph = g_ptr_array_index (paragraphs, i);
      CommsQuotation quotation;

      if (!find_real_quotation (paragraph, &quotation))
        i++;
      else if (quotation.start == 0 && count_chars (paragraph) <= QUOTE_LENGTH_MAX)
        g_ptr_array_add (quotes, take_paragraph (paragraphs, i));
      else
        {
          g_ptr_array_add (quotes, dup_quoting_sentences (paragraph, &quotation));
          i++;
        }
    }
  g_ptr_array_add (quotes, NULL);
  parts->quotes = (char **) g_ptr_array_free (g_steal_pointer (&quotes), FALSE);
}

/* Where the text proper ends and notes and contacts begin. */
static guint
find_closing (GPtrArray *paragraphs)
{
  for (guint i = 0; i < paragraphs->len; i++)
    if (is_closing (g_ptr_array_index (paragraphs, i)))
      return i;
  return paragraphs->len;
}

static gboolean
is_subhead (const char *paragraph)
{
  CommsQuotation quotation;

  return count_chars (paragraph) <= SUBHEAD_LENGTH_MAX && !ends_sentence (paragraph)
         && !(comms_find_quotation (paragraph, 0, &quotation) && quotation.start == 0);
}

/* A headline is a line; a text that starts with a paragraph lends its first sentence. */
static void
take_headline (CommsTextParts *parts,
               GPtrArray      *paragraphs)
{
  g_autofree char *first = take_paragraph (paragraphs, 0);
  gsize end = strlen (first);

  if (count_chars (first) > HEADLINE_LENGTH_MAX)
    end = comms_sentence_end (first, 0);
  parts->headline = g_strndup (first, end);
  end = comms_skip_space (first, end);
  if (first[end] != '\0')
    g_ptr_array_insert (paragraphs, 0, g_strdup (first + end));
}

static char *
join (GPtrArray *paragraphs)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < paragraphs->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "",
                            (const char *) g_ptr_array_index (paragraphs, i));
  return g_string_free (text, FALSE);
}

/* Moves the paragraphs from @from up to @to behind those of @target. */
static void
move (GPtrArray *paragraphs,
      guint      from,
      guint      to,
      GPtrArray *target)
{
  for (; from < to; to--)
    g_ptr_array_add (target, take_paragraph (paragraphs, from));
}

/* Moves the labels above the headline to @aside, but for those without a number, which nobody
 * misses. */
static void
take_labels (GPtrArray *paragraphs,
             GPtrArray *aside)
{
  while (paragraphs->len > 1 && is_label (g_ptr_array_index (paragraphs, 0)))
    if (has_number (g_ptr_array_index (paragraphs, 0), 1))
      move (paragraphs, 0, 1, aside);
    else
      g_ptr_array_remove_index (paragraphs, 0);
}

static void
take_parts (CommsTextParts *parts,
            GPtrArray      *paragraphs)
{
  g_autoptr (GPtrArray) body = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) closing = g_ptr_array_new_with_free_func (g_free);

  take_labels (paragraphs, body);
  if (paragraphs->len > 0)
    take_headline (parts, paragraphs);
  move (paragraphs, find_closing (paragraphs), paragraphs->len, closing);
  if (paragraphs->len > 1 && is_date_line (g_ptr_array_index (paragraphs, 0)))
    move (paragraphs, 0, 1, body);
  if (paragraphs->len > 1 && is_subhead (g_ptr_array_index (paragraphs, 0)))
    parts->subhead = take_paragraph (paragraphs, 0);
  if (paragraphs->len > 1 && is_date_line (g_ptr_array_index (paragraphs, 0)))
    move (paragraphs, 0, 1, body);
  if (paragraphs->len > 0)
    parts->lede = take_paragraph (paragraphs, 0);
  take_quotes (parts, paragraphs, 0);
  if (paragraphs->len > 0)
    parts->conclusion = take_paragraph (paragraphs, paragraphs->len - 1);
  move (paragraphs, 0, paragraphs->len, body);
  move (closing, 0, closing->len, body);
  parts->body = join (body);
}

/* Parts that the text does not have are empty, never NULL; the link is, where there is none. */
static void
fill_gaps (CommsTextParts *parts)
{
  char **texts[] = { &parts->headline, &parts->subhead, &parts->lede, &parts->body,
                     &parts->conclusion };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*texts[i] == NULL)
      *texts[i] = g_strdup ("");
}

/**
 * comms_text_split_release:
 * @text: (nullable): a press release as it was pasted
 *
 * A first guess that a person mends. Labels such as "For immediate release" are left out; all
 * else of the text stands in one of the parts, and a number or a date on a line of its own in
 * the body. What the text does not have is an empty part; the link is NULL.
 */
CommsTextParts *
comms_text_split_release (const char *text)
{
  CommsTextParts *parts = g_new0 (CommsTextParts, 1);
  g_autofree char *clean = g_strstrip (comms_text_clean (text, -1, NULL));
  g_autoptr (GPtrArray) paragraphs = split_paragraphs (clean);

  take_entities (parts, clean);
  for (guint i = paragraphs->len; i-- > 1;)
    if (is_taken (g_ptr_array_index (paragraphs, i), parts))
      g_ptr_array_remove_index (paragraphs, i);
  take_parts (parts, paragraphs);
  fill_gaps (parts);
  return parts;
}

void
comms_text_parts_free (CommsTextParts *parts)
{
  if (parts == NULL)
    return;
  g_free (parts->headline);
  g_free (parts->subhead);
  g_free (parts->lede);
  g_free (parts->body);
  g_strfreev (parts->quotes);
  g_free (parts->conclusion);
  g_free (parts->link);
  g_strfreev (parts->hashtags);
  g_free (parts);
}
