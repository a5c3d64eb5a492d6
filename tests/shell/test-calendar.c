/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-calendar-page.h"
#include "comms-shell-test.h"

static CommsPage *
calendar (CommsShellTest *test)
{
  return comms_window_get_page (test->window, "calendar");
}

/* Every view at a wide and at a narrow size: a wrong measure is a warning, and fatal. */
static void
test_looks (gconstpointer data)
{
  static const char *const views[] = { "month", "day", "agenda" };
  int width = GPOINTER_TO_INT (data);
  CommsShellTest test = { 0 };

  comms_shell_test_open (&test, "calendar", width, 800);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *name = g_strdup_printf ("calendar-%s-%d", views[i], width);

      g_object_set (calendar (&test), "view", views[i], NULL);
      comms_shell_test_settle (&test);
      comms_shell_test_shot (GTK_WIDGET (test.window), name);
    }
  comms_shell_test_close (&test);
}

int
main (int   argc,
      char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_data_func ("/calendar/looks/wide", GINT_TO_POINTER (1280), test_looks);
  g_test_add_data_func ("/calendar/looks/narrow", GINT_TO_POINTER (400), test_looks);

  return g_test_run ();
}
