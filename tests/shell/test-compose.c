/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-compose-pane.h"
#include "comms-posts.h"
#include "comms-shell-test.h"

/* The first post of the practice desk in that state on that account, or of any account with 0. */
typedef struct
{
  CommsPostState state;
  gint64 account_id;
  gboolean from_release;
} Wanted;

static gpointer
find_post (CommsTx *tx, gpointer data, GError **error)
{
  const Wanted *wanted = data;
  CommsPostQuery query = { .states = 1u << wanted->state, .account_id = wanted->account_id };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);

      if (!wanted->from_release || post->release_id != 0)
        return g_object_ref (post);
    }
  return NULL;
}

static CommsPost *
dup_post (CommsShellTest *test, CommsPostState state, gint64 account_id, gboolean from_release)
{
  Wanted wanted = { state, account_id, from_release };
  g_autoptr (GError) error = NULL;
  CommsPost *post = comms_desk_run_sync (test->desk, find_post, &wanted, &error);

  g_assert_no_error (error);
  g_assert_nonnull (post);
  return post;
}

static void
open_post (CommsShellTest *test, CommsPost *post)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.open-post", "x",
                              comms_record_get_id (COMMS_RECORD (post)));
  comms_shell_test_settle (test);
}

/* Each state says what it is and what can be done. */
static void
test_states (void)
{
  CommsShellTest test = { 0 };

  comms_shell_test_open (&test, "calendar", 1280, 800);
  for (int state = COMMS_POST_STATE_DRAFT; state <= COMMS_POST_STATE_CANCELLED; state++)
    {
      g_autofree char *name = g_strdup_printf ("compose-state-%d", state);
      g_autoptr (CommsPost) post = NULL;

      if (state == COMMS_POST_STATE_SENDING)
        continue;
      post = dup_post (&test, state, 0, state == COMMS_POST_STATE_DRAFT);
      open_post (&test, post);
      comms_shell_test_shot (GTK_WIDGET (comms_window_get_page (test.window, "compose")), name);
    }
  comms_shell_test_shot (GTK_WIDGET (test.window), "compose");
  comms_shell_test_close (&test);
}

static void
test_narrow (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  GtkWidget *pane;
  int least;

  comms_shell_test_open (&test, "calendar", 400, 800);
  post = dup_post (&test, COMMS_POST_STATE_DRAFT, 0, TRUE);
  open_post (&test, post);
  comms_shell_test_shot (GTK_WIDGET (test.window), "compose-narrow");
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/compose/states", test_states);
  g_test_add_func ("/compose/narrow", test_narrow);

  return g_test_run ();
}
