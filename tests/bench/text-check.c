/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints how long the library takes to count a text by X's rules, as parseTweet() of twitter-text
 * does: lines of standard input, none of which is long, over and over. In microseconds of the
 * processor's time, so that it says the same on a busy machine. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "comms-count.h"

#define LIMIT 280
#define STEP_SECONDS 1

static GPtrArray *
read_lines (void)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  char *line = NULL;
  size_t size = 0;

  while (getline (&line, &size, stdin) > 0)
    g_ptr_array_add (lines, g_strchomp (g_strdup (line)));
  free (line);
  return lines;
}

int
main (void)
{
  g_autoptr (GPtrArray) lines = read_lines ();
  clock_t start = clock (), taken;
  gint64 n = 0, weight = 0;

  if (lines->len == 0)
    return 1;
  do
    {
      for (guint i = 0; i < lines->len; i++, n++)
        weight += comms_text_count (lines->pdata[i], LIMIT).weight;
      taken = clock () - start;
    }
  while (taken < STEP_SECONDS * CLOCKS_PER_SEC);
  g_print ("%.4f\n", (double) taken * 1e6 / CLOCKS_PER_SEC / (double) n);
  return weight > 0 ? 0 : 1;
}
