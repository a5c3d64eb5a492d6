/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-posts.h"
#include "comms-reread-page.h"
#include "comms-shell-test.h"

static gpointer
find_post (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { .states = 1u << GPOINTER_TO_UINT (data), .due_from = tx->stamp.now };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  return posts != NULL && posts->len > 0 ? g_object_ref (g_ptr_array_index (posts, 0)) : NULL;
}

static CommsPost *
dup_post (CommsShellTest *test, CommsPostState state)
{
  g_autoptr (GError) error = NULL;
  CommsPost *post = comms_desk_run_sync (test->desk, find_post, GUINT_TO_POINTER (state), &error);

  g_assert_no_error (error);
  g_assert_nonnull (post);
  return post;
}

static void
open_reread (CommsShellTest *test, CommsPost *post, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), action, "x",
                              comms_record_get_id (COMMS_RECORD (post)));
  comms_shell_test_settle (test);
}

static void
test_look (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) approved = NULL;
  g_autoptr (CommsPost) draft = NULL;
  g_autoptr (CommsPost) review = NULL;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  approved = dup_post (&test, COMMS_POST_STATE_APPROVED);
  draft = dup_post (&test, COMMS_POST_STATE_DRAFT);
  review = dup_post (&test, COMMS_POST_STATE_IN_REVIEW);
  open_reread (&test, approved, "win.reread");
  comms_shell_test_shot (GTK_WIDGET (test.window), "reread");
  open_reread (&test, draft, "win.reread");
  comms_shell_test_shot (GTK_WIDGET (test.window), "reread-draft");
  open_reread (&test, review, "win.reread");
  comms_shell_test_shot (GTK_WIDGET (test.window), "reread-review");
  comms_shell_test_close (&test);
}

static void
test_narrow (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  GtkWidget *page;
  int least;

  comms_shell_test_open (&test, "calendar", 400, 800);
  post = dup_post (&test, COMMS_POST_STATE_APPROVED);
  open_reread (&test, post, "win.reread-now");
  comms_shell_test_shot (GTK_WIDGET (test.window), "reread-narrow");
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/reread/look", test_look);
  g_test_add_func ("/reread/narrow", test_narrow);

  return g_test_run ();
}
