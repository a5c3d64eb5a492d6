/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-cost-words.h"

#include <glib/gi18n-lib.h>

#include "comms-marks.h"

char *
comms_format_money (gint64 micros)
{
  g_autofree char *words = comms_cost_dup_words (micros);

  return comms_format_digits (words);
}

char *
comms_cost_dup_month (const CommsCost *cost)
{
  g_autofree char *spent = comms_cost_dup_words (cost->month_spent);
  g_autofree char *planned = comms_cost_dup_words (cost->month_planned);
  g_autofree char *cap = comms_cost_dup_words (cost->cap);
  g_autofree char *words = NULL;

  if (cost->cap == 0)
    /* Translators: two sums of money */
    words = g_strdup_printf (C_ ("cost", "This month: %s spent, %s planned"), spent, planned);
  else
    /* Translators: three sums of money; the last is the cap */
    words =
      g_strdup_printf (C_ ("cost", "This month: %s spent, %s planned, of %s"), spent, planned, cap);
  return comms_format_digits (words);
}

char *
comms_cost_dup_warning (const CommsCost *cost)
{
  g_autofree char *words = comms_cost_dup_cap_warning (cost);

  return words != NULL ? comms_format_digits (words) : NULL;
}

char *
comms_cost_dup_plan (guint n_posts, gint64 micros, const CommsCost *cost, gint64 at)
{
  g_autofree char *number = g_strdup_printf ("%u", n_posts);
  g_autofree char *price = comms_cost_dup_words (micros);
  g_autofree char *sum = comms_cost_dup_words (cost->month_spent + cost->month_planned);
  g_autofree char *cap = comms_cost_dup_words (cost->cap);
  /* Translators: the month of a sum of money: "December" */
  g_autofree char *month = comms_format_date (C_ ("date", "%B"), "UTC", at);
  g_autofree char *posts = NULL;
  g_autofree char *words = NULL;

  if (micros == 0)
    return NULL;
  /* Translators: a number of posts */
  posts = g_strdup_printf (ngettext ("%s post", "%s posts", n_posts), number);
  if (cost->cap == 0)
    /* Translators: "5 posts", what they cost; the name of a month, what it costs in all */
    words = g_strdup_printf (C_ ("cost", "%s, %s; %s: %s"), posts, price, month, sum);
  else
    /* Translators: "5 posts", what they cost; the name of a month, what it costs in all, its cap */
    words = g_strdup_printf (C_ ("cost", "%s, %s; %s: %s of %s"), posts, price, month, sum, cap);
  return comms_format_digits (words);
}
