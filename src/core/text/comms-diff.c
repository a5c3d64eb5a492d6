/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-fit.h"

#include <string.h>

/* Beyond so many words added and removed, two texts are not worth an account word by word: what
 * lies between their common start and end counts as replaced. It bounds time and memory. */
#define EDITS_MAX 1000

/* A word or a run of white space; both texts are taken apart into them. */
typedef struct
{
  const char *start;
  gsize length;
} Token;

typedef struct
{
  const Token *before;
  const Token *after;
  int n_before;
  int n_after;
} Middle;

static GArray *
split_tokens (const char *text)
{
  /* Terminated, so that it has an address even where it is empty. */
  GArray *tokens = g_array_new (TRUE, FALSE, sizeof (Token));

  while (*text != '\0')
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (text));
      const char *end = text;
      Token token;

      while (*end != '\0' && g_unichar_isspace (g_utf8_get_char (end)) == space)
        end = g_utf8_next_char (end);
      token = (Token) { text, end - text };
      g_array_append_val (tokens, token);
      text = end;
    }
  return tokens;
}

static gboolean
equal_tokens (const Token *a,
              const Token *b)
{
  return a->length == b->length && memcmp (a->start, b->start, a->length) == 0;
}

/* The edits of a step of find_edits(): how far each diagonal from -d to d was reached. */
static int
reached (GPtrArray *steps,
         int        d,
         int        diagonal)
{
  return ((const int *) g_ptr_array_index (steps, d))[diagonal + d];
}

/* Whether the furthest way to a diagonal came down, by adding, rather than right, by removing. */
static gboolean
came_down (GPtrArray *steps,
           int        d,
           int        diagonal)
{
  return diagonal == -d
         || (diagonal != d
             && reached (steps, d - 1, diagonal - 1) < reached (steps, d - 1, diagonal + 1));
}

/* Reads the way back from the end: a byte of CommsDiffKind for each token, last first. */
static GByteArray *
walk_back (const Middle *middle,
           GPtrArray    *steps,
           int           d)
{
  GByteArray *edits = g_byte_array_new ();
  static const guint8 same = COMMS_DIFF_SAME, removed = COMMS_DIFF_REMOVED,
                      added = COMMS_DIFF_ADDED;
  int x = middle->n_before, y = middle->n_after;

  for (; d > 0; d--)
    {
      gboolean down = came_down (steps, d, x - y);
      int diagonal = x - y + (down ? 1 : -1);
      int from_x = reached (steps, d - 1, diagonal);

      for (; x > from_x && y > from_x - diagonal; x--, y--)
        g_byte_array_append (edits, &same, 1);
      g_byte_array_append (edits, down ? &added : &removed, 1);
      x = from_x;
      y = from_x - diagonal;
    }
  for (; x > 0; x--)
    g_byte_array_append (edits, &same, 1);
  return edits;
}

/* The fewest edits, by Myers' greedy method; NULL where there are too many. */
static GByteArray *
find_edits (const Middle *middle)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);

  for (int d = 0; d <= EDITS_MAX; d++)
    {
      int *step = g_new0 (int, 2 * d + 1);

      g_ptr_array_add (steps, step);
      for (int diagonal = -d; diagonal <= d; diagonal += 2)
        {
          int x = 0, y;

          if (d > 0)
            x = came_down (steps, d, diagonal) ? reached (steps, d - 1, diagonal + 1)
                                               : reached (steps, d - 1, diagonal - 1) + 1;
          for (y = x - diagonal; x < middle->n_before && y < middle->n_after
                                 && equal_tokens (middle->before + x, middle->after + y);)
            x++, y++;
          step[diagonal + d] = x;
          if (x >= middle->n_before && y >= middle->n_after)
            return walk_back (middle, steps, d);
        }
    }
  return NULL;
}

static void
free_diff (gpointer data)
{
  CommsDiff *diff = data;

  g_free (diff->text);
  g_free (diff);
}

/* Gathers pieces: what is removed and what is added up to the next thing that stays. */
typedef struct
{
  GPtrArray *pieces;
  GString *texts[3]; /* by CommsDiffKind */
} Gatherer;

static void
flush (Gatherer     *gatherer,
       CommsDiffKind kind)
{
  CommsDiff *piece;

  if (gatherer->texts[kind]->len == 0)
    return;
  piece = g_new (CommsDiff, 1);
  piece->kind = kind;
  piece->text = g_strdup (gatherer->texts[kind]->str);
  g_string_truncate (gatherer->texts[kind], 0);
  g_ptr_array_add (gatherer->pieces, piece);
}

static void
gather (Gatherer     *gatherer,
        CommsDiffKind kind,
        const Token  *token)
{
  if (kind == COMMS_DIFF_SAME)
    {
      flush (gatherer, COMMS_DIFF_REMOVED);
      flush (gatherer, COMMS_DIFF_ADDED);
    }
  else
    flush (gatherer, COMMS_DIFF_SAME);
  g_string_append_len (gatherer->texts[kind], token->start, token->length);
}

/* Whether the space that stays at @at only parts words that were all replaced; it then goes
 * with them, so that a reader sees one change and not one a word. */
static gboolean
is_within_change (const Gatherer   *gatherer,
                  const Token      *token,
                  const GByteArray *edits,
                  guint             at)
{
  gboolean removed = FALSE, added = FALSE;

  if (*token->start != ' ' || gatherer->texts[COMMS_DIFF_REMOVED]->len == 0
      || gatherer->texts[COMMS_DIFF_ADDED]->len == 0)
    return FALSE;
  /* The edits stand last first. */
  for (; at > 0 && edits->data[at - 1] != COMMS_DIFF_SAME; at--)
    {
      removed |= edits->data[at - 1] == COMMS_DIFF_REMOVED;
      added |= edits->data[at - 1] == COMMS_DIFF_ADDED;
    }
  return removed && added;
}

static void
gather_edits (Gatherer         *gatherer,
              const Middle     *middle,
              const GByteArray *edits)
{
  const Token *before = middle->before, *after = middle->after;

  for (guint i = edits->len; i-- > 0;)
    {
      switch ((CommsDiffKind) edits->data[i])
        {
        case COMMS_DIFF_SAME:
          if (is_within_change (gatherer, after, edits, i))
            {
              gather (gatherer, COMMS_DIFF_REMOVED, before);
              gather (gatherer, COMMS_DIFF_ADDED, after);
            }
          else
            gather (gatherer, COMMS_DIFF_SAME, after);
          before++;
          after++;
          break;
        case COMMS_DIFF_REMOVED:
          gather (gatherer, COMMS_DIFF_REMOVED, before++);
          break;
        case COMMS_DIFF_ADDED:
          gather (gatherer, COMMS_DIFF_ADDED, after++);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static void
gather_middle (Gatherer     *gatherer,
               const Middle *middle)
{
  g_autoptr (GByteArray) edits = find_edits (middle);

  if (edits != NULL)
    {
      gather_edits (gatherer, middle, edits);
      return;
    }
  for (int i = 0; i < middle->n_before; i++)
    gather (gatherer, COMMS_DIFF_REMOVED, middle->before + i);
  for (int i = 0; i < middle->n_after; i++)
    gather (gatherer, COMMS_DIFF_ADDED, middle->after + i);
}

/**
 * comms_text_diff:
 * @before: (nullable): a text
 * @after: (nullable): what became of it
 *
 * The pieces that stay and are removed, joined, are @before; those that stay and are added are
 * @after. Where words were replaced, what is removed stands first.
 */
GPtrArray *
comms_text_diff (const char *before,
                 const char *after)
{
  g_autofree char *valid_before = g_utf8_make_valid (before != NULL ? before : "", -1);
  g_autofree char *valid_after = g_utf8_make_valid (after != NULL ? after : "", -1);
  g_autoptr (GArray) a = split_tokens (valid_before);
  g_autoptr (GArray) b = split_tokens (valid_after);
  const Token *old = (gconstpointer) a->data, *new = (gconstpointer) b->data;
  Gatherer gatherer = { .pieces = g_ptr_array_new_with_free_func (free_diff) };
  guint start = 0, end = 0;
  Middle middle;

  for (guint kind = 0; kind < G_N_ELEMENTS (gatherer.texts); kind++)
    gatherer.texts[kind] = g_string_new (NULL);
  while (start < MIN (a->len, b->len) && equal_tokens (old + start, new + start))
    gather (&gatherer, COMMS_DIFF_SAME, new + start++);
  while (end < MIN (a->len, b->len) - start
         && equal_tokens (old + a->len - end - 1, new + b->len - end - 1))
    end++;

  middle = (Middle){ old + start, new + start, (int) (a->len - start - end),
                     (int) (b->len - start - end) };
  gather_middle (&gatherer, &middle);
  for (guint i = b->len - end; i < b->len; i++)
    gather (&gatherer, COMMS_DIFF_SAME, new + i);

  flush (&gatherer, COMMS_DIFF_SAME);
  flush (&gatherer, COMMS_DIFF_REMOVED);
  flush (&gatherer, COMMS_DIFF_ADDED);
  for (guint kind = 0; kind < G_N_ELEMENTS (gatherer.texts); kind++)
    g_string_free (gatherer.texts[kind], TRUE);
  return gatherer.pieces;
}
