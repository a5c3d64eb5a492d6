/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-advice-private.h"

#include "comms-figures.h"
#include "comms-media.h"

/* The words themselves: how they are written, how they could be shorter, and whether they say what
 * the release and the twin say. */

/* From here on, a text is near enough to its limit for words to be left out. */
#define LONG_PER_CENT 90

/* Shorter forms are offered for the first few places only. */
#define SHORTER_MOST 4

/* Fewer letters than this may well be an abbreviation. */
#define CAPITALS_LEAST 12

/* --- letters --- */

static void
look_at_forms (CommsLook *look)
{
  guint n = 0;
  int saved = 0;
  g_autofree char *plain = comms_text_normalise_presentation_forms (look->text, FALSE, &n, &saved);

  if (n > 0)
    comms_look_add (
      look, COMMS_CHECK_FORMS, COMMS_FIX_LETTERS,
      /* Translators: how many letters, and how many characters that saves */
      g_strdup_printf (ngettext ("%u letter is of an old form, which no search finds. As an "
                                 "ordinary letter it saves %d.",
                                 "%u letters are of an old form, which no search finds. As "
                                 "ordinary letters they save %d.",
                                 n),
                       n, MAX (saved, 0)));
}

static void
look_at_marks (CommsLook *look)
{
  guint n = 0;
  int saved = 0;
  g_autofree char *plain = comms_text_strip_direction_marks (look->text, &n, &saved);

  if (n > 0)
    comms_look_add (look, COMMS_CHECK_MARKS, COMMS_FIX_MARKS,
                    /* Translators: how many marks, and as how many characters they count */
                    g_strdup_printf (ngettext ("%u invisible direction mark counts %d.",
                                               "%u invisible direction marks count %d.", n),
                                     n, saved));
}

static void
look_at_capitals (CommsLook *look)
{
  guint n_capital = 0, n_other = 0;

  for (guint i = 0; i < look->tokens->words->len; i++)
    {
      const CommsToken *word = comms_tokens_get (look->tokens, i);

      if (word->digits || comms_look_in_entity (look, word->start, word->end))
        continue;
      if (word->all_upper)
        n_capital += (guint) (word->end - word->start);
      else
        n_other += (guint) (word->end - word->start);
    }
  if (n_capital >= CAPITALS_LEAST && n_capital >= 4 * n_other)
    comms_look_add (look, COMMS_CHECK_CAPITALS, COMMS_FIX_CASE,
                    g_strdup (C_ ("check", "It is all in capitals, which reads as shouting.")));
}

void
comms_look_at_letters (CommsLook *look)
{
  if (*look->text == '\0')
    return;
  look_at_forms (look);
  look_at_marks (look);
  look_at_capitals (look);
}

/* --- shorter --- */

static gboolean
is_of_language (CommsAbbreviation *abbreviation, CommsPost *post)
{
  return abbreviation->language == NULL || post->language == NULL ||
         g_str_equal (abbreviation->language, post->language);
}

static int
weigh (const char *text, gsize length)
{
  g_autofree char *piece = g_strndup (text, length);

  return *piece != '\0' ? comms_text_count (piece, 0).weight : 0;
}

static void
tell_shorter (CommsLook *look, CommsAbbreviation *abbreviation, gsize start, gsize end)
{
  g_autofree char *now = g_strndup (look->text + start, end - start);
  int saved =
    weigh (now, end - start) - weigh (abbreviation->short_form, strlen (abbreviation->short_form));
  CommsCheck *check;

  if (saved <= 0)
    return;
  check = comms_look_add (look, COMMS_CHECK_SHORTER, COMMS_FIX_REPLACE,
                          /* Translators: a short form, the long form in its place, and a number */
                          g_strdup_printf (ngettext ("“%s” for “%s” saves %d character.",
                                                     "“%s” for “%s” saves %d characters.",
                                                     (gulong) saved),
                                           abbreviation->short_form, now, saved));
  check->replacement = g_strdup (abbreviation->short_form);
  comms_check_set_span (check, start, end);
}

/* The words go with the white space after them. */
static void
tell_drop (CommsLook *look, gsize start, gsize end)
{
  g_autofree char *now = g_strndup (look->text + start, end - start);
  CommsCheck *check;
  int saved;

  while (g_ascii_isspace (look->text[end]))
    end++;
  saved = weigh (now, strlen (now)) + (look->text[end] != '\0');
  check = comms_look_add (look, COMMS_CHECK_DROP, COMMS_FIX_REPLACE,
                          /* Translators: words that can be left out, and a number */
                          g_strdup_printf (ngettext ("Without “%s” it is %d character shorter.",
                                                     "Without “%s” it is %d characters shorter.",
                                                     (gulong) saved),
                                           now, saved));
  check->replacement = g_strdup ("");
  comms_check_set_span (check, start, end);
}

void
comms_look_at_house (CommsLook *look)
{
  const CommsHouseStyle *style = look->context->style;
  gboolean is_long = look->counted.length * 100 >= look->counted.limit * LONG_PER_CENT;
  guint n_told = 0;

  if (style == NULL)
    return;
  for (guint i = 0, n; i < look->tokens->words->len && n_told < SHORTER_MOST; i += MAX (n, 1))
    {
      gconstpointer data = NULL;
      CommsAbbreviation *abbreviation;
      gsize start, end;

      n = comms_phrases_find (style->shorter, look->tokens, i, &data);
      if (n == 0)
        continue;
      abbreviation = (CommsAbbreviation *) data;
      start = comms_tokens_get (look->tokens, i)->start;
      end = comms_tokens_get (look->tokens, i + n - 1)->end;
      if (!is_of_language (abbreviation, look->post) || comms_look_in_entity (look, start, end))
        continue;
      if (abbreviation->short_form != NULL && *abbreviation->short_form != '\0')
        tell_shorter (look, abbreviation, start, end);
      else if (is_long)
        tell_drop (look, start, end);
      n_told++;
    }
}

/* --- figures, the twin, the approved line --- */

/* All that the release says. (transfer full) */
static char *
dup_whole (CommsRelease *release)
{
  GString *whole = g_string_new (NULL);
  const char *parts[] = { release->title, release->headline, release->subhead,
                          release->lede,  release->body,     release->conclusion };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (whole, "%s\n", parts[i]);
  for (guint i = 0; release->quotes != NULL && release->quotes[i] != NULL; i++)
    g_string_append_printf (whole, "%s\n", release->quotes[i]);
  return g_string_free (whole, FALSE);
}

/* What the release says in figures, worked out once for a release. */
static GArray *
figures_of (CommsRelease *release)
{
  GArray *figures = g_object_get_data (G_OBJECT (release), "comms-figures");
  g_autofree char *whole = NULL;

  if (figures != NULL)
    return figures;
  whole = dup_whole (release);
  figures = comms_figures_find (whole);
  g_object_set_data_full (G_OBJECT (release), "comms-figures", figures,
                          (GDestroyNotify) g_array_unref);
  return figures;
}

static gboolean
stands_in (const CommsFigure *figure, GArray *figures)
{
  for (guint i = 0; i < figures->len; i++)
    if (comms_figures_equal (figure, &g_array_index (figures, CommsFigure, i)))
      return TRUE;
  return FALSE;
}

/* "1/5" at the end or the beginning says which part of a thread it is. */
static gboolean
is_numbering (const CommsLook *look, const CommsFigure *figure)
{
  return (figure->start > 0 && look->text[figure->start - 1] == '/') ||
         look->text[figure->end] == '/';
}

static void
tell_figure (CommsLook *look, const CommsFigure *figure)
{
  g_autofree char *text = g_strndup (look->text + figure->start, figure->end - figure->start);
  gboolean is_date = figure->kind == COMMS_FIGURE_DATE || figure->kind == COMMS_FIGURE_TIME;
  CommsCheck *check =
    is_date ? comms_look_add (look, COMMS_CHECK_DATES, COMMS_FIX_NONE,
                              g_strdup_printf (C_ ("check", "The release does not say “%s”. Is the "
                                                            "date right?"),
                                               text))
            : comms_look_add (look, COMMS_CHECK_FIGURES, COMMS_FIX_NONE,
                              g_strdup_printf (C_ ("check", "The release does not say “%s”. Is the "
                                                            "figure right?"),
                                               text));

  comms_check_set_span (check, figure->start, figure->end);
}

static void
look_at_release (CommsLook *look)
{
  g_autoptr (GArray) own = NULL;
  GArray *figures;

  if (look->context->release == NULL || *look->text == '\0')
    return;
  own = comms_figures_find_read (look->text, look->counted.entities);
  if (own->len == 0)
    return;
  figures = figures_of (look->context->release);
  for (guint i = 0; i < own->len; i++)
    {
      const CommsFigure *figure = &g_array_index (own, CommsFigure, i);

      if (!stands_in (figure, figures) && !is_numbering (look, figure))
        tell_figure (look, figure);
    }
}

static void
look_at_twin (CommsLook *look)
{
  CommsPost *twin = look->context->twin;
  g_autoptr (GPtrArray) differences = NULL;

  if (twin == NULL || *look->text == '\0')
    return;
  if (look->post->stale_since != 0)
    {
      g_autofree char *moment = comms_look_dup_moment (look->context, look->post->stale_since);
      CommsCheck *check =
        comms_look_add (look, COMMS_CHECK_TWIN_STALE, COMMS_FIX_NONE,
                        g_strdup_printf (C_ ("check", "Its twin in the other language was changed "
                                                      "on %s. Compare "
                                                      "them, and say that this one is up to date."),
                                         moment));

      check->twin_id = comms_record_get_id (COMMS_RECORD (twin));
    }
  differences = comms_figures_compare (look->text, twin->text);
  for (guint i = 0; i < differences->len; i++)
    {
      CommsFigureDifference *difference = g_ptr_array_index (differences, i);
      CommsCheck *check =
        comms_look_add (look, COMMS_CHECK_TWIN_FIGURES, COMMS_FIX_NONE,
                        difference->a == NULL
                          ? g_strdup_printf (C_ ("check", "Its twin says “%s”; this does not."),
                                             difference->b)
                        : difference->b == NULL
                          ? g_strdup_printf (C_ ("check", "It says “%s”; its twin does not."),
                                             difference->a)
                          /* Translators: two figures or dates */
                          : g_strdup_printf (C_ ("check", "It says “%s”, and its twin “%s”."),
                                             difference->a, difference->b));

      check->twin_id = comms_record_get_id (COMMS_RECORD (twin));
      comms_check_set_span (check, difference->in_a.start, difference->in_a.end);
    }
}

static void
look_at_line (CommsLook *look)
{
  CommsApprovedLine *line = look->context->line;
  gint64 due = look->post->due_at != 0 ? look->post->due_at : look->context->now;
  g_autofree char *moment = NULL;

  if (line == NULL)
    return;
  if (line->deleted_at != 0)
    {
      comms_look_add (look, COMMS_CHECK_LINE_EXPIRED, COMMS_FIX_NONE,
                      g_strdup (C_ ("check", "The approved line that it was made from was "
                                             "withdrawn.")));
      return;
    }
  if (line->valid_until == 0 || due < line->valid_until)
    return;
  moment = comms_look_dup_moment (look->context, line->valid_until);
  comms_look_add (look, COMMS_CHECK_LINE_EXPIRED, COMMS_FIX_NONE,
                  g_strdup_printf (C_ ("check", "The approved line that it was made from was good "
                                                "until %s only."),
                                   moment));
}

void
comms_look_at_figures (CommsLook *look)
{
  look_at_release (look);
  look_at_twin (look);
  look_at_line (look);
}

/* --- pictures --- */

void
comms_look_at_media (CommsLook *look)
{
  GPtrArray *media = look->context->media;

  for (guint i = 0; media != NULL && i < media->len; i++)
    {
      CommsMedia *item = g_ptr_array_index (media, i);

      if (item->has_position)
        comms_look_add (look, COMMS_CHECK_PICTURE_POSITION, COMMS_FIX_NONE,
                        g_strdup_printf (C_ ("check", "Picture %u came with the place where it was "
                                                      "taken. The place is not sent; is it to be "
                                                      "seen in the picture?"),
                                         i + 1));
      if (item->alt == NULL || *item->alt == '\0')
        comms_look_add (look, COMMS_CHECK_ALT_TEXT, COMMS_FIX_NONE,
                        g_strdup_printf (C_ ("check", "Picture %u has no alt text."),
                                         i + 1));
    }
}
