/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-compose-pane.h"
#include "comms-fold-bin.h"
#include "comms-foot-line.h"
#include "comms-navigation.h"
#include "comms-pause-popover.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "comms-shell-test.h"
#include "comms-switcher.h"
#include "comms-trouble.h"
#include "comms-welcome.h"

static gboolean
is_folded (gpointer data)
{
  return comms_fold_bin_get_folded (data);
}

/* A label may be cut off at its end alone: in the middle of Urdu the letters would not join. */
static void
assert_cut_at_the_end (GtkWidget *root)
{
  if (GTK_IS_LABEL (root))
    {
      PangoEllipsizeMode mode = gtk_label_get_ellipsize (GTK_LABEL (root));

      if (mode == PANGO_ELLIPSIZE_START || mode == PANGO_ELLIPSIZE_MIDDLE)
        g_test_fail_printf ("“%s” is not cut off at its end",
                            gtk_label_get_text (GTK_LABEL (root)));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_cut_at_the_end (child);
}

/* Every page of the table, wide and narrow, without a warning. */
static void
test_pages (void)
{
  CommsShellTest test = { 0 };
  guint n_pages;
  const CommsPageInfo *pages = comms_pages (&n_pages);

  comms_shell_test_open (&test, NULL, 1280, 800);
  for (guint i = 0; i < n_pages; i++)
    {
      if (pages[i].place != COMMS_PLACE_NAVIGATION)
        continue;
      comms_window_show_page (test.window, pages[i].key);
      comms_shell_test_settle (&test);
      g_assert_cmpstr (comms_window_get_page_key (test.window), ==, pages[i].key);
      comms_shell_test_shot (GTK_WIDGET (test.window), pages[i].key);
      assert_cut_at_the_end (GTK_WIDGET (comms_window_get_page (test.window, pages[i].key)));
    }
  comms_shell_test_close (&test);
}

/* At 360 pixels, beside all the buttons that a desktop may put into the header. */
static void
test_narrow (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  guint n_pages;
  g_autofree char *layout = NULL;
  const CommsPageInfo *pages = comms_pages (&n_pages);

  g_object_get (gtk_settings_get_default (), "gtk-decoration-layout", &layout, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":minimize,maximize,close",
                NULL);
  comms_shell_test_open (&test, NULL, 360, 720);
  window = GTK_WIDGET (test.window);
  comms_shell_test_wait (is_folded, comms_shell_test_find (window, COMMS_TYPE_FOLD_BIN, NULL));
  comms_shell_test_settle (&test);
  g_assert_null (comms_shell_test_find (window, COMMS_TYPE_NAVIGATION, NULL));
  g_assert_nonnull (comms_shell_test_find (window, COMMS_TYPE_SWITCHER, NULL));
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *name = g_strconcat ("narrow-", pages[i].key, NULL);
      int least;

      if (pages[i].place != COMMS_PLACE_NAVIGATION)
        continue;
      comms_window_show_page (test.window, pages[i].key);
      comms_shell_test_settle (&test);
      comms_shell_test_shot (window, name);
      gtk_widget_measure (GTK_WIDGET (comms_window_get_page (test.window, pages[i].key)),
                          GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      if (least > 360)
        g_test_fail_printf ("The page %s needs %d pixels", pages[i].key, least);
    }
  g_assert_cmpint (gtk_widget_get_width (window), ==, 360);
  comms_shell_test_close (&test);
  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", layout, NULL);
}

/* Whether the window has taken the size that it was given. */
static gboolean
has_its_width (gpointer data)
{
  int width;

  g_object_get (data, "default-width", &width, NULL);
  return gtk_widget_get_width (data) == width;
}

/* Lays out one page at every width that a window may have; a warning of GTK is fatal. */
static void
try_widths (CommsWindow *window, const char *page, gboolean with_pane)
{
  for (int width = 360; width <= 1300; width += 20)
    {
      if (g_test_verbose ())
        g_test_message ("%s at %d%s", page, width, with_pane ? " beside the pane" : "");
      gtk_window_set_default_size (GTK_WINDOW (window), width, 800);
      comms_shell_test_wait (has_its_width, window);
    }
}

static void
test_widths (void)
{
  CommsShellTest test = { 0 };
  guint n_pages;
  const CommsPageInfo *pages = comms_pages (&n_pages);

  comms_shell_test_open (&test, NULL, 360, 800);
  for (int with_pane = 0; with_pane <= 1; with_pane++)
    {
      for (guint i = 0; i < n_pages; i++)
        {
          if (pages[i].place != COMMS_PLACE_NAVIGATION)
            continue;
          comms_window_show_page (test.window, pages[i].key);
          comms_shell_test_settle (&test);
          try_widths (test.window, pages[i].key, with_pane);
        }
      gtk_widget_activate_action (GTK_WIDGET (test.window), "win.new-post", "s", "");
      comms_shell_test_settle (&test);
    }
  comms_shell_test_close (&test);
}

/* As people know it from browsers, and as they know it from this program. */
static void
test_page_keys (void)
{
  CommsShellTest test = { 0 };
  g_auto (GStrv) accels = NULL;

  comms_shell_test_open (&test, NULL, 1280, 800);
  accels = gtk_application_get_accels_for_action (GTK_APPLICATION (test.application),
                                                  "win.show-page::calendar");
  g_assert_true (g_strv_contains ((const char *const *) accels, "<Alt>2"));
  g_assert_true (g_strv_contains ((const char *const *) accels, "<Control>2"));
  g_strfreev (accels);
  accels = gtk_application_get_accels_for_action (GTK_APPLICATION (test.application), "win.search");
  g_assert_true (g_strv_contains ((const char *const *) accels, "<Control>f"));
  g_assert_true (g_strv_contains ((const char *const *) accels, "<Control>k"));
  comms_shell_test_close (&test);
}

static void
test_pane (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  window = GTK_WIDGET (test.window);
  g_assert_true (gtk_widget_activate_action (window, "win.new-post", "s", "2026-12-10T15:00"));
  comms_shell_test_settle (&test);
  comms_shell_test_shot (window, "pane");
  g_assert_true (
    gtk_widget_get_mapped (GTK_WIDGET (comms_window_get_page (test.window, "compose"))));
  g_assert_true (
    gtk_widget_get_mapped (GTK_WIDGET (comms_window_get_page (test.window, "calendar"))));
  comms_shell_test_close (&test);
}

static void
count_cb (CommsDesk *desk, gpointer data)
{
  *(int *) data += 1;
}

static void
uncount_cb (CommsDesk *desk, gpointer data)
{
  *(int *) data -= 1;
}

static void
test_history (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  CommsHistory *history;
  int counter = 1;

  comms_shell_test_open (&test, NULL, 1280, 800);
  window = GTK_WIDGET (test.window);
  history = comms_history_of (window);
  comms_history_push (history, "Counted & kept", uncount_cb, count_cb, &counter, NULL);
  g_assert_true (comms_history_can_undo (history));

  gtk_widget_activate_action (window, "win.undo", NULL);
  g_assert_cmpint (counter, ==, 0);
  g_assert_false (comms_history_can_undo (history));
  gtk_widget_activate_action (window, "win.redo", NULL);
  g_assert_cmpint (counter, ==, 1);
  g_assert_false (comms_history_can_redo (history));

  /* What is new takes the place of what was undone. */
  gtk_widget_activate_action (window, "win.undo", NULL);
  comms_history_push (history, "Counted", uncount_cb, NULL, &counter, NULL);
  g_assert_false (comms_history_can_redo (history));
  gtk_widget_activate_action (window, "win.undo", NULL);
  g_assert_false (comms_history_can_redo (history));
  comms_shell_test_close (&test);
}

static gpointer
paused_reason (CommsTx *tx, gpointer data, GError **error)
{
  return g_strdup (tx->policy->paused_reason != NULL ? tx->policy->paused_reason : "");
}

/* Another person, before this one has let it go. */
static gpointer
pause_otherwise (CommsTx *tx, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (comms_policy_pause (tx, "A court order", error));
}

static void
test_pause (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  GtkWidget *popover;
  GtkWidget *entry;
  GtkWidget *next;
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  window = GTK_WIDGET (test.window);
  next = GTK_WIDGET (
    gtk_widget_get_template_child (comms_shell_test_find (window, COMMS_TYPE_FOOT_LINE, NULL),
                                   COMMS_TYPE_FOOT_LINE, "next"));
  g_assert_true (gtk_widget_get_visible (next));
  gtk_widget_activate_action (window, "win.pause", NULL);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (window, "window-pause");
  /* Not without a reason. */
  g_assert_null (comms_desk_get_policy (test.desk)->paused_reason);
  popover = comms_shell_test_find (window, COMMS_TYPE_PAUSE_POPOVER, NULL);
  g_assert_nonnull (popover);
  entry = GTK_WIDGET (gtk_widget_get_template_child (popover, COMMS_TYPE_PAUSE_POPOVER, "reason"));
  g_assert_nonnull (gtk_widget_get_focus_child (entry));
  g_assert_false (gtk_widget_is_sensitive (
    comms_shell_test_find (popover, GTK_TYPE_BUTTON, "Pause All Sending")));
  gtk_editable_set_text (GTK_EDITABLE (entry), "A wrong picture is out");
  comms_shell_test_click (popover, "Pause All Sending");
  comms_shell_test_settle (&test);
  reason = comms_desk_run_sync (test.desk, paused_reason, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reason, ==, "A wrong picture is out");
  g_assert_false (gtk_widget_get_mapped (popover));
  g_assert_nonnull (comms_shell_test_find (window, GTK_TYPE_LABEL,
                                           "All sending is paused: “A wrong picture is out”"));
  g_assert_false (gtk_widget_get_visible (next));
  /* A manager lets it go on by the same key, after a look at what was paused and why. */
  gtk_widget_activate_action (window, "win.act-as", "x", G_GINT64_CONSTANT (2));
  gtk_widget_activate_action (window, "win.pause", NULL);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (popover, "window-resume");
  g_assert_nonnull (comms_desk_get_policy (test.desk)->paused_reason);
  comms_desk_run_sync (test.desk, pause_otherwise, NULL, &error);
  g_assert_no_error (error);
  comms_shell_test_click (popover, "Let Sending Go On");
  comms_shell_test_settle (&test);
  g_assert_cmpstr (comms_desk_get_policy (test.desk)->paused_reason, ==, "A court order");
  gtk_widget_activate_action (window, "win.pause", NULL);
  comms_shell_test_settle (&test);
  comms_shell_test_click (popover, "Let Sending Go On");
  comms_shell_test_settle (&test);
  g_assert_null (comms_desk_get_policy (test.desk)->paused_reason);
  comms_shell_test_close (&test);
}

static gpointer
queue_approved (CommsTx *tx, gpointer data, GError **error)
{
  const CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_APPROVED };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);
  gint64 *id = g_new0 (gint64, 1);

  g_assert_nonnull (posts);
  g_assert_cmpuint (posts->len, >, 0);
  *id = comms_record_get_id (g_ptr_array_index (posts, 0));
  comms_posts_queue (tx, *id, TRUE, error);
  return id;
}

static gboolean
holds (gpointer window)
{
  return comms_shell_test_find (window, GTK_TYPE_BUTTON, "Undo") != NULL;
}

static gboolean
holds_nothing (gpointer window)
{
  return !holds (window);
}

/* A post on hold is counted down, and Undo brings it back into the pane. */
static void
test_hold (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  g_autofree gint64 *id = NULL;
  g_autoptr (GError) error = NULL;

  comms_shell_test_open (&test, NULL, 1280, 800);
  window = GTK_WIDGET (test.window);
  id = comms_desk_run_sync (test.desk, queue_approved, NULL, &error);
  g_assert_no_error (error);
  comms_shell_test_wait (holds, window);
  comms_shell_test_shot (window, "hold");
  gtk_widget_activate_action (window, "win.undo", NULL);
  comms_shell_test_wait (holds_nothing, window);
  comms_shell_test_settle (&test);
  g_assert_cmpint (comms_compose_pane_get_id (
                     COMMS_COMPOSE_PANE (comms_window_get_page (test.window, "compose"))),
                   ==, *id);
  comms_shell_test_close (&test);
}

static GtkWindow *
show_bare (GtkWidget *widget, const char *name)
{
  CommsWindow *window = comms_window_new (GTK_APPLICATION (comms_shell_test_application ()), NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_widget_remove_css_class (GTK_WIDGET (window), "solid-csd");
  comms_window_show (window, widget);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  comms_shell_test_shot (GTK_WIDGET (window), name);
  return GTK_WINDOW (window);
}

/* No line of what it promises has a word alone, in either face. */
static void
test_welcome (gconstpointer face)
{
  g_autofree char *name = g_strdup_printf ("welcome-%s", (const char *) face);
  GtkWidget *welcome = comms_welcome_new ();
  GtkWindow *window;
  GtkLabel *promise;
  PangoLayout *layout;

  g_object_set (gtk_settings_get_default (), "gtk-font-name", face, NULL);
  window = show_bare (welcome, name);
  promise = GTK_LABEL (gtk_widget_get_template_child (welcome, COMMS_TYPE_WELCOME, "promise"));
  layout = gtk_label_get_layout (promise);
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoRectangle line;

      pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, i), NULL, &line);
      g_assert_cmpint (2 * line.width, >,
                       PANGO_SCALE * gtk_widget_get_width (GTK_WIDGET (promise)));
    }
  gtk_window_destroy (window);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-font-name");
}

static void
test_trouble (void)
{
  g_autoptr (GError) error = g_error_new_literal (COMMS_STORE_ERROR, COMMS_STORE_ERROR_NEWER,
                                                  "This desk was written by version 9 of the "
                                                  "program; install that version to open it.");

  gtk_window_destroy (show_bare (comms_trouble_new ("/nowhere/ministry.desk", error), "trouble"));
}

/* A backup that failed is told of until it is read, with what can be done. */
static void
test_backup_failed (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;

  comms_shell_test_open (&test, NULL, 360, 720);
  window = GTK_WIDGET (test.window);
  for (int i = 0; i < 2; i++)
    g_signal_emit_by_name (comms_desk_get_store (test.desk), "backup-failed",
                           "There is no room left on the disk; make some, and open the desk "
                           "again.");
  comms_shell_test_settle (&test);
  g_assert_nonnull (comms_shell_test_find (window, GTK_TYPE_LABEL, "Today’s backup was not made"));
  g_assert_nonnull (comms_shell_test_find (window, GTK_TYPE_BUTTON, "_Back Up Elsewhere…"));
  comms_shell_test_shot (window, "backup-failed");
  gtk_widget_activate_action (window, "win.notify", "s", "Undone");
  comms_shell_test_settle (&test);
  comms_shell_test_shot (window, "narrow-toast");
  comms_shell_test_close (&test);
}

static gboolean
save_account (CommsTx *tx, gpointer account, GError **error)
{
  return comms_record_table_save (tx->db, account, error);
}

/* A clock that is off is told in the foot line, before anything waits for it. */
static void
test_clock (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsAccount) account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", "x", "handle", "mohr_example", "name", "Ministry",
                  "user-id", "1001", "api-base", "http://127.0.0.1:1", "colour",
                  G_GINT64_CONSTANT (1), "clock-skew", G_GINT64_CONSTANT (180000), NULL);
  g_autoptr (GError) error = NULL;

  comms_shell_test_open_empty (&test, NULL, 1280, 800);
  comms_desk_run_record_sync (test.desk, save_account, account, &error);
  g_assert_no_error (error);
  comms_desk_tell (test.desk);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "foot-clock");
  g_assert_nonnull (comms_shell_test_find (GTK_WIDGET (test.window), GTK_TYPE_LABEL,
                                           "X: set this computer’s clock right"));
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/window/looks/pages", test_pages);
  g_test_add_func ("/window/looks/narrow", test_narrow);
  g_test_add_func ("/window/looks/widths", test_widths);
  g_test_add_func ("/window/page-keys", test_page_keys);
  g_test_add_func ("/window/pane", test_pane);
  g_test_add_func ("/window/history", test_history);
  g_test_add_func ("/window/pause", test_pause);
  g_test_add_func ("/window/hold", test_hold);
  g_test_add_func ("/window/clock", test_clock);
  g_test_add_func ("/window/backup-failed", test_backup_failed);
  g_test_add_data_func ("/window/welcome/cantarell", "Cantarell 11", test_welcome);
  g_test_add_data_func ("/window/welcome/noto", "Noto Sans 11", test_welcome);
  g_test_add_func ("/window/trouble", test_trouble);

  return g_test_run ();
}
