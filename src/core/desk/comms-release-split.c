/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-release-split.h"

#include <string.h>

#include "comms-fit.h"
#include "comms-split-lines.h"

#define PARAGRAPHS "\n\n"

/* Whether nobody misses a row that is left out: it is a bare label, or what it says stands in the
 * link and the hashtags. */
static gboolean
is_mere (const CommsSplit *split, const CommsSplitRow *row)
{
  g_autofree char *rest = NULL;

  if (row->pulled || comms_line_is_mere_label (row->text))
    return TRUE;

  rest = g_strdup (row->text);
  for (guint i = 0; split->hashtags[i] != NULL; i++)
    {
      g_auto (GStrv) pieces = g_strsplit (rest, split->hashtags[i], -1);

      g_free (rest);
      rest = g_strjoinv ("", pieces);
    }
  g_strstrip (rest);
  return *rest == '\0' || (split->link != NULL && g_str_has_suffix (split->link, rest));
}

static char *
dup_body (const CommsSplit *split)
{
  GString *body = g_string_new (NULL);

  for (CommsSplitPart part = COMMS_SPLIT_BODY; part < COMMS_SPLIT_N_PARTS; part++)
    for (guint i = 0; i < split->rows->len; i++)
      {
        const CommsSplitRow *row = g_ptr_array_index (split->rows, i);

        if (row->part != part || (part != COMMS_SPLIT_BODY && part != COMMS_SPLIT_LEFT_OUT) ||
            (part == COMMS_SPLIT_LEFT_OUT && is_mere (split, row)))
          continue;
        g_string_append_printf (body, "%s%s", body->len > 0 ? PARAGRAPHS : "", row->text);
      }
  return g_string_free (body, FALSE);
}

static void
set_part (CommsRelease *release, const char *property, const CommsSplit *split, CommsSplitPart part)
{
  g_autofree char *text = comms_split_dup_part (split, part, 0);

  g_object_set (release, property, text != NULL ? text : "", NULL);
}

void
comms_split_apply (const CommsSplit *split, CommsRelease *release)
{
  g_autofree char *body = NULL;
  g_auto (GStrv) quotes = NULL;

  g_return_if_fail (split != NULL && COMMS_IS_RELEASE (release));

  set_part (release, "headline", split, COMMS_SPLIT_HEADLINE);
  set_part (release, "subhead", split, COMMS_SPLIT_SUBHEAD);
  set_part (release, "lede", split, COMMS_SPLIT_LEDE);
  set_part (release, "conclusion", split, COMMS_SPLIT_CONCLUSION);
  body = dup_body (split);
  quotes = comms_split_dup_quotes (split);
  g_object_set (release, "body", body, "quotes", quotes, NULL);
  if (split->link != NULL)
    g_object_set (release, "link", split->link, NULL);
  if (split->hashtags[0] != NULL)
    g_object_set (release, "hashtags", split->hashtags, NULL);
}

static char **
dup_paragraphs (const char *text)
{
  char **paragraphs = g_strsplit (text != NULL ? text : "", PARAGRAPHS, -1);
  guint n = 0;

  for (guint i = 0; paragraphs[i] != NULL; i++)
    if (*g_strstrip (paragraphs[i]) != '\0')
      paragraphs[n++] = paragraphs[i];
    else
      g_free (paragraphs[i]);
  paragraphs[n] = NULL;
  return paragraphs;
}

static void
add_paragraphs (CommsSplit *split, CommsSplitPart part, const char *text)
{
  g_auto (GStrv) paragraphs = dup_paragraphs (text);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    comms_split_add (split, part, paragraphs[i]);
}

/* Whether what was left out of posts begins here. */
static gboolean
is_left_out (const char *text)
{
  return comms_line_is_closing (text) || comms_line_is_head (text);
}

/* The paragraph from @from on that holds @quote, or -1. */
static int
find_paragraph (char **paragraphs, int from, const char *quote)
{
  for (int i = from; paragraphs[i] != NULL; i++)
    if (strstr (paragraphs[i], quote) != NULL)
      return i;
  return -1;
}

typedef struct
{
  CommsSplit *split;
  char **paragraphs; /* of the body that posts may be made of, clean */
  int n_added;
} Body;

static void
add_up_to (Body *body, int n)
{
  for (; body->paragraphs[body->n_added] != NULL && body->n_added < n; body->n_added++)
    comms_split_add (body->split, COMMS_SPLIT_BODY, body->paragraphs[body->n_added]);
}

/* The quotes keep their order, which is what posts know them by; one whose words stand in the body
 * comes under them, as far as the order allows. */
static void
add_quotes (Body *body, char **quotes)
{
  for (guint i = 0; quotes != NULL && quotes[i] != NULL; i++)
    {
      int found = find_paragraph (body->paragraphs, MAX (body->n_added - 1, 0), quotes[i]);
      gboolean pulled = find_paragraph (body->paragraphs, 0, quotes[i]) >= 0;

      if (*quotes[i] == '\0')
        continue;
      add_up_to (body, found + 1);
      comms_split_add (body->split, COMMS_SPLIT_QUOTE, quotes[i])->pulled = pulled;
    }
}

/* Cuts the list where what is left out begins; returns that. (transfer full) */
static char **
steal_left_out (char **paragraphs)
{
  guint at = 0;
  char **left_out;

  while (paragraphs[at] != NULL && !is_left_out (paragraphs[at]))
    at++;
  left_out = g_strdupv (paragraphs + at);
  for (guint i = at; paragraphs[i] != NULL; i++)
    g_clear_pointer (&paragraphs[i], g_free);
  return left_out;
}

CommsSplit *
comms_split_from_release (CommsRelease *release)
{
  CommsSplit *split = comms_split_new ();
  g_auto (GStrv) paragraphs = NULL;
  g_auto (GStrv) left_out = NULL;
  Body body = { split };

  g_return_val_if_fail (COMMS_IS_RELEASE (release), split);

  paragraphs = dup_paragraphs (release->body);
  left_out = steal_left_out (paragraphs);
  body.paragraphs = paragraphs;
  add_paragraphs (split, COMMS_SPLIT_HEADLINE, release->headline);
  add_paragraphs (split, COMMS_SPLIT_SUBHEAD, release->subhead);
  add_paragraphs (split, COMMS_SPLIT_LEDE, release->lede);
  add_quotes (&body, release->quotes);
  add_up_to (&body, G_MAXINT);
  add_paragraphs (split, COMMS_SPLIT_CONCLUSION, release->conclusion);
  for (guint i = 0; left_out[i] != NULL; i++)
    comms_split_add (split, COMMS_SPLIT_LEFT_OUT, left_out[i]);
  split->link = g_strdup (release->link);
  if (release->hashtags != NULL)
    {
      g_strfreev (split->hashtags);
      split->hashtags = g_strdupv (release->hashtags);
    }
  return split;
}
