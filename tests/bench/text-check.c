/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints how many texts the library checks in a second: lines of standard input, none of which is
 * long, by X's rules, over and over for a second. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "comms-text-check.h"

#define STEP_USEC G_USEC_PER_SEC

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
  g_auto (CommsTextCheck) check = { 0 };
  gint64 start = g_get_monotonic_time (), taken;
  gint64 n = 0;

  if (lines->len == 0)
    return 1;
  do
    {
      for (guint i = 0; i < lines->len; i++, n++)
        comms_text_check (lines->pdata[i], COMMS_TEXT_RULE_X, NULL, &check);
      taken = g_get_monotonic_time () - start;
    }
  while (taken < STEP_USEC);
  g_print ("%" G_GINT64_FORMAT "\n", n * G_USEC_PER_SEC / taken);
  return 0;
}
