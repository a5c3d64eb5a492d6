/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-help-window.h"
#include "comms-preferences.h"
#include "comms-shell-about.h"
#include "comms-shell-test.h"

static const char *const pages[] = { "desk", "accounts", "people", "approval", "program" };

static GtkWidget *
find_toplevel (GType type)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static gpointer
list_people (CommsTx  *tx,
             gpointer  data,
             GError  **error)
{
  return comms_people_list (tx, error);
}

static void
act_as_manager (CommsShellTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people =
    comms_desk_run_sync (test->desk, list_people, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++)
    {
      CommsPerson *person = g_ptr_array_index (people, i);

      if (person->role != COMMS_ROLE_MANAGER)
        continue;
      comms_desk_act_as (test->desk, comms_record_get_id (COMMS_RECORD (person)), &error);
      g_assert_no_error (error);
    }
}

static GtkWidget *
open_preferences (CommsShellTest *test,
                  const char     *page)
{
  GtkWidget *window;

  comms_preferences_present (GTK_WINDOW (test->window), test->desk, page);
  window = find_toplevel (COMMS_TYPE_PREFERENCES);
  g_assert_nonnull (window);
  gtk_widget_remove_css_class (window, "solid-csd");
  gtk_test_widget_wait_for_draw (window);
  comms_shell_test_settle (test);
  return window;
}

static void
test_pages (void)
{
  CommsShellTest test = { 0 };

  comms_shell_test_open (&test, NULL, 1280, 800);
  act_as_manager (&test);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strconcat ("preferences-", pages[i], NULL);

      comms_shell_test_shot (open_preferences (&test, pages[i]), name);
    }
  gtk_window_destroy (GTK_WINDOW (find_toplevel (COMMS_TYPE_PREFERENCES)));
  comms_shell_test_close (&test);
}

static gboolean
holds_forty (gpointer data)
{
  return comms_desk_get_policy (data)->hold_seconds == 40;
}

/* What is set is kept at once, and nothing else is. */
static void
test_policy (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  GtkWidget *spin;
  g_autoptr (CommsPolicy) before = NULL;

  comms_shell_test_open (&test, NULL, 1280, 800);
  act_as_manager (&test);
  window = open_preferences (&test, "desk");
  before = comms_record_copy (comms_desk_get_policy (test.desk));
  spin = comms_shell_test_find (window, GTK_TYPE_SPIN_BUTTON, NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 40);
  comms_shell_test_wait (holds_forty, test.desk);
  g_object_set (before, "hold-seconds", G_GINT64_CONSTANT (40), NULL);
  g_assert_true (comms_record_equal (before, comms_desk_get_policy (test.desk)));
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

/* An officer reads the rules, and why they cannot be changed. */
static void
test_officer (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  GtkWidget *spin;

  comms_shell_test_open (&test, NULL, 1280, 800);
  g_assert_cmpint (comms_desk_get_person (test.desk)->role, !=, COMMS_ROLE_MANAGER);
  window = open_preferences (&test, "desk");
  spin = comms_shell_test_find (window, GTK_TYPE_SPIN_BUTTON, NULL);
  g_assert_false (gtk_widget_is_sensitive (spin));
  g_assert_nonnull (
    comms_shell_test_find (window, GTK_TYPE_LABEL, "Only a manager can change this."));
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

static void
test_help (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;

  comms_shell_test_open (&test, NULL, 1280, 800);
  comms_help_window_present (GTK_APPLICATION (test.application), "states");
  window = find_toplevel (COMMS_TYPE_HELP_WINDOW);
  gtk_widget_remove_css_class (window, "solid-csd");
  gtk_test_widget_wait_for_draw (window);
  comms_shell_test_shot (window, "help");
  g_assert_nonnull (comms_shell_test_find (window, GTK_TYPE_LABEL, "Unknown"));
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

static void
test_about (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;

  comms_shell_test_open (&test, NULL, 1280, 800);
  comms_shell_show_about (GTK_WINDOW (test.window));
  window = find_toplevel (ADW_TYPE_ABOUT_WINDOW);
  gtk_test_widget_wait_for_draw (window);
  comms_shell_test_shot (window, "about");
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_show_shortcuts (GTK_WINDOW (test.window));
  window = find_toplevel (GTK_TYPE_SHORTCUTS_WINDOW);
  gtk_test_widget_wait_for_draw (window);
  comms_shell_test_shot (window, "shortcuts");
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

int
main (int   argc,
      char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/preferences/pages", test_pages);
  g_test_add_func ("/preferences/policy", test_policy);
  g_test_add_func ("/preferences/officer", test_officer);
  g_test_add_func ("/preferences/help", test_help);
  g_test_add_func ("/preferences/about", test_about);

  return g_test_run ();
}
