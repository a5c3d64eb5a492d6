/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-figures-private.h"

#include <string.h>

#define HALF_DAY (12 * 60)

void
comms_figure_difference_free (CommsFigureDifference *difference)
{
  if (difference == NULL)
    return;
  g_free (difference->a);
  g_free (difference->b);
  g_free (difference);
}

/* Whether the two are the same, or one of them is not said. */
static gboolean
agree (int a, int b)
{
  return a == 0 || b == 0 || a == b;
}

static gboolean
same_date (const CommsFigure *a, const CommsFigure *b)
{
  if ((a->weekday != 0) != (b->weekday != 0))
    return FALSE;
  return a->weekday == b->weekday && agree (a->year, b->year) && agree (a->month, b->month) &&
         agree (a->day, b->day);
}

static gboolean
same_time (const CommsFigure *a, const CommsFigure *b)
{
  if (a->half_known && b->half_known)
    return a->digits == b->digits;
  return a->digits % HALF_DAY == b->digits % HALF_DAY;
}

/* One may say "40 to 50 per cent" and the other "40% to 50%", but forty rupees are no forty per
 * cent, and no forty dollars. */
static gboolean
same_kind (const CommsFigure *a, const CommsFigure *b)
{
  if (a->kind == COMMS_FIGURE_DATE || b->kind == COMMS_FIGURE_DATE ||
      a->kind == COMMS_FIGURE_TIME || b->kind == COMMS_FIGURE_TIME)
    return a->kind == b->kind;
  if (a->kind == COMMS_FIGURE_NUMBER || b->kind == COMMS_FIGURE_NUMBER)
    return TRUE;
  return a->kind == b->kind && strcmp (a->currency, b->currency) == 0;
}

gboolean
comms_figures_equal (const CommsFigure *a, const CommsFigure *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (!same_kind (a, b))
    return FALSE;
  if (a->kind == COMMS_FIGURE_DATE)
    return same_date (a, b);
  if (a->kind == COMMS_FIGURE_TIME)
    return same_time (a, b);
  return a->digits == b->digits && a->power == b->power;
}

static gboolean
says (GArray *figures, const CommsFigure *figure)
{
  for (guint i = 0; i < figures->len; i++)
    if (comms_figures_equal (&g_array_index (figures, CommsFigure, i), figure))
      return TRUE;
  return FALSE;
}

/* The sure ones of @figures that @others have nowhere, each said once. */
static GArray *
find_missing (GArray *figures, GArray *others)
{
  GArray *missing = g_array_new (FALSE, FALSE, sizeof (CommsFigure));

  for (guint i = 0; i < figures->len; i++)
    {
      const CommsFigure *figure = &g_array_index (figures, CommsFigure, i);

      if (figure->sure && !says (others, figure) && !says (missing, figure))
        g_array_append_vals (missing, figure, 1);
    }
  return missing;
}

static void
add_difference (GPtrArray *differences,
                const char *a,
                const CommsFigure *in_a,
                const char *b,
                const CommsFigure *in_b)
{
  CommsFigureDifference *difference = g_new0 (CommsFigureDifference, 1);

  if (in_a != NULL)
    {
      difference->a = g_strndup (a + in_a->start, in_a->end - in_a->start);
      difference->in_a = *in_a;
    }
  if (in_b != NULL)
    {
      difference->b = g_strndup (b + in_b->start, in_b->end - in_b->start);
      difference->in_b = *in_b;
    }
  g_ptr_array_add (differences, difference);
}

/* The first of @figures that may stand for @figure in the other text, or -1. */
static int
find_partner (GArray *figures, const CommsFigure *figure)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const CommsFigure *other = &g_array_index (figures, CommsFigure, i);

      if (other->kind == figure->kind && (other->weekday != 0) == (figure->weekday != 0))
        return (int) i;
    }
  return -1;
}

GPtrArray *
comms_figures_compare (const char *a, const char *b)
{
  GPtrArray *differences =
    g_ptr_array_new_with_free_func ((GDestroyNotify) comms_figure_difference_free);
  g_autoptr (GArray) all_a = comms_figures_find_all (a);
  g_autoptr (GArray) all_b = comms_figures_find_all (b);
  g_autoptr (GArray) only_a = find_missing (all_a, all_b);
  g_autoptr (GArray) only_b = find_missing (all_b, all_a);

  for (guint i = 0; i < only_a->len; i++)
    {
      const CommsFigure *figure = &g_array_index (only_a, CommsFigure, i);
      int partner = find_partner (only_b, figure);

      add_difference (differences, a, figure, b,
                      partner >= 0 ? &g_array_index (only_b, CommsFigure, partner) : NULL);
      if (partner >= 0)
        g_array_remove_index (only_b, (guint) partner);
    }
  for (guint i = 0; i < only_b->len; i++)
    add_difference (differences, a, NULL, b, &g_array_index (only_b, CommsFigure, i));
  return differences;
}
