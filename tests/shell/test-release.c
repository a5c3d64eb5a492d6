/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-cascade-result.h"
#include "comms-posts.h"
#include "comms-release-page.h"
#include "comms-releases.h"
#include "comms-shell-test.h"

/* The practice desk's first release, which has seven parts and no post yet. */
#define SCORECARD G_GINT64_CONSTANT (1)

static CommsReleasePage *
open_release (CommsShellTest *test, int width, int height)
{
  comms_shell_test_open (test, "calendar", width, height);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.open-release", "x", SCORECARD);
  comms_shell_test_settle (test);
  return COMMS_RELEASE_PAGE (comms_window_get_page (test->window, "release"));
}

static void
test_open (void)
{
  CommsShellTest test = { 0 };
  CommsReleasePage *page = open_release (&test, 1280, 800);

  g_assert_cmpint (comms_release_page_get_id (page), ==, SCORECARD);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release");
  comms_shell_test_close (&test);
}

static void
test_narrow (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 400, 800));
  int least;

  comms_shell_test_shot (GTK_WIDGET (test.window), "release-narrow");
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/release/open", test_open);
  g_test_add_func ("/release/narrow", test_narrow);

  return g_test_run ();
}
