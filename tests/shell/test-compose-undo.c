/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "comms-compose-pane.h"
#include "comms-post-settings.h"
#include "comms-posts.h"
#include "comms-shell-test.h"
#include "comms-threads.h"

/* What an undo in the compose pane takes back, and what it leaves: what was set since, here or by
 * somebody else. */

#define MANAGER 2

typedef struct
{
  CommsShellTest shell;
  GtkWidget *pane;
  GtkTextBuffer *buffer;
  char *long_text;
  gint64 id;
  const char *wanted;
} Fixture;

static gpointer
add_draft (CommsTx *tx, gpointer text, GError **error)
{
  CommsPost *post = g_object_new (COMMS_TYPE_POST, "text", text, "language", "en", "account-id",
                                  G_GINT64_CONSTANT (1), NULL);

  if (comms_posts_save (tx, post, error))
    return post;
  g_object_unref (post);
  return NULL;
}

static gpointer
child_of (Fixture *f, const char *id)
{
  return gtk_widget_get_template_child (f->pane, COMMS_TYPE_COMPOSE_PANE, id);
}

static void
open_post (Fixture *f, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (f->shell.window), "win.open-post", "x", id);
  comms_shell_test_settle (&f->shell);
}

static gint64
add_post (Fixture *f, char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPost) post = comms_desk_run_sync (f->shell.desk, add_draft, text, &error);

  g_assert_no_error (error);
  comms_shell_test_settle (&f->shell);
  return comms_record_get_id (COMMS_RECORD (post));
}

/* A post that was too long and is shortened now. */
static void
set_up (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  memset (f, 0, sizeof *f);
  f->long_text = g_strnfill (300, 'a');
  for (int i = 5; i < 300; i += 6)
    f->long_text[i] = ' ';
  comms_shell_test_open (&f->shell, "calendar", 1280, 800);
  comms_desk_act_as (f->shell.desk, MANAGER, &error);
  g_assert_no_error (error);
  f->id = add_post (f, f->long_text);
  open_post (f, f->id);
  f->pane = GTK_WIDGET (comms_window_get_page (f->shell.window, "compose"));
  f->buffer = gtk_text_view_get_buffer (child_of (f, "text"));
  gtk_widget_grab_focus (child_of (f, "text"));
  comms_shell_test_click (f->pane, "Shorten");
  comms_shell_test_settle (&f->shell);
}

static void
tear_down (Fixture *f)
{
  comms_shell_test_close (&f->shell);
  g_free (f->long_text);
}

static gpointer
load_post (CommsTx *tx, gpointer id, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) id, error);
}

static CommsPost *
dup_kept (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CommsPost *post = comms_desk_run_sync (f->shell.desk, load_post, &f->id, &error);

  g_assert_no_error (error);
  return post;
}

static gboolean
is_long (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = dup_kept (f);

  return g_str_equal (post->text, f->long_text);
}

static gboolean
is_short (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = dup_kept (f);

  return strlen (post->text) < 290;
}

/* What stands beside the words was set after them. */
static void
test_set_since (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;
  g_autoptr (CommsPost) again = NULL;

  set_up (&f);
  gtk_widget_activate_action (f.pane, "post.mark-legal", NULL);
  gtk_toggle_button_set_active (child_of (&f, "settings_button"), TRUE);
  comms_shell_test_settle (&f.shell);
  adw_combo_row_set_selected (ADW_COMBO_ROW (comms_shell_test_find (f.pane, ADW_TYPE_COMBO_ROW,
                                                                    "Who may answer")),
                              COMMS_REPLIERS_MENTIONED);
  gtk_widget_grab_focus (child_of (&f, "text"));
  comms_shell_test_wait (is_short, &f);

  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  comms_shell_test_wait (is_long, &f);
  kept = dup_kept (&f);
  g_assert_true (kept->legal);
  g_assert_cmpstr (kept->reply_settings, ==, "mentionedUsers");

  gtk_widget_activate_action (f.pane, "post.redo", NULL);
  comms_shell_test_wait (is_short, &f);
  again = dup_kept (&f);
  g_assert_true (again->legal);
  g_assert_cmpstr (again->reply_settings, ==, "mentionedUsers");
  tear_down (&f);
}

static gpointer
mark_legal (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  g_object_set (post, "legal", TRUE, NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

static gpointer
write_anew (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  g_object_set (post, "text", "Somebody else's words", NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

/* Opens another post, and lets somebody else change the first. */
static void
change_elsewhere (Fixture *f, CommsTxFunc func)
{
  g_autoptr (GError) error = NULL;

  comms_shell_test_wait (is_short, f);
  open_post (f, add_post (f, (char *) "Another one"));
  comms_desk_run_sync (f->shell.desk, func, &f->id, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f->shell);
}

static void
test_elsewhere (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;
  g_autoptr (CommsPost) again = NULL;

  set_up (&f);
  change_elsewhere (&f, mark_legal);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.undo", NULL);
  comms_shell_test_wait (is_long, &f);
  kept = dup_kept (&f);
  g_assert_true (kept->legal);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.redo", NULL);
  comms_shell_test_wait (is_short, &f);
  again = dup_kept (&f);
  g_assert_true (again->legal);
  tear_down (&f);
}

/* Words that were written over the step are not lost to it; it says so. */
static void
test_written_over (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;

  set_up (&f);
  change_elsewhere (&f, write_anew);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.undo", NULL);
  comms_shell_test_settle (&f.shell);
  kept = dup_kept (&f);
  g_assert_cmpstr (kept->text, ==, "Somebody else's words");
  g_assert_nonnull (comms_shell_test_find (GTK_WIDGET (f.shell.window), GTK_TYPE_LABEL,
                                           "This was changed since, so it stays as it is now."));
  tear_down (&f);
}

/* --- threads --- */

static gpointer
dup_thread (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (GPtrArray) posts = comms_threads_list (tx, *(gint64 *) id, error);
  GString *said = g_string_new (NULL);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    g_string_append_printf (said, "%s%s", i > 0 ? "|" : "",
                            ((CommsPost *) g_ptr_array_index (posts, i))->text);
  return g_string_free (said, FALSE);
}

static gboolean
says_thread (gpointer data)
{
  Fixture *f = data;
  g_autofree char *said = comms_desk_run_sync (f->shell.desk, dup_thread, &f->id, NULL);

  return g_str_equal (said, f->wanted);
}

static void
wait_for_thread (Fixture *f, const char *said)
{
  f->wanted = said;
  comms_shell_test_wait (says_thread, f);
  comms_shell_test_settle (&f->shell);
}

/* What was written in a part since it was moved, or added, is not lost to Undo. */
static void
test_thread (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  f.id = add_post (&f, (char *) "One.");
  open_post (&f, f.id);
  gtk_widget_activate_action (f.pane, "post.thread-add", NULL);
  wait_for_thread (&f, "One.|");
  gtk_text_buffer_insert_interactive_at_cursor (f.buffer, "Two.", -1, TRUE);
  wait_for_thread (&f, "One.|Two.");
  open_post (&f, f.id);
  gtk_widget_activate_action (f.pane, "post.thread-later", NULL);
  wait_for_thread (&f, "Two.|One.");
  comms_desk_run_sync (f.shell.desk, write_anew, &f.id, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  wait_for_thread (&f, "Two.|Somebody else's words");

  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.undo", NULL);
  wait_for_thread (&f, "Somebody else's words|Two.");
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.undo", NULL);
  comms_shell_test_settle (&f.shell);
  wait_for_thread (&f, "Somebody else's words|Two.");
  g_assert_nonnull (
    comms_shell_test_find (GTK_WIDGET (f.shell.window), GTK_TYPE_LABEL,
                           "A part that this would remove was written in since, so it stays as it "
                           "is now."));
  tear_down (&f);
}

/* What was written is gone again before the step before it is. */
static void
test_thread_by_key (void)
{
  Fixture f;

  set_up (&f);
  f.id = add_post (&f, (char *) "One.");
  open_post (&f, f.id);
  gtk_widget_activate_action (f.pane, "post.thread-add", NULL);
  wait_for_thread (&f, "One.|");
  gtk_widget_grab_focus (child_of (&f, "text"));
  gtk_text_buffer_insert_interactive_at_cursor (f.buffer, "Two.", -1, TRUE);
  wait_for_thread (&f, "One.|Two.");
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  wait_for_thread (&f, "One.");
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/compose-undo/set-since", test_set_since);
  g_test_add_func ("/compose-undo/elsewhere", test_elsewhere);
  g_test_add_func ("/compose-undo/written-over", test_written_over);
  g_test_add_func ("/compose-undo/thread", test_thread);
  g_test_add_func ("/compose-undo/thread-by-key", test_thread_by_key);

  return g_test_run ();
}
