/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-cascade.h"
#include "comms-compose-pane.h"
#include "comms-log.h"
#include "comms-plan-row.h"
#include "comms-posts.h"
#include "comms-practice.h"
#include "comms-publisher.h"
#include "comms-release-page.h"
#include "comms-reread-page.h"
#include "comms-shell-test.h"
#include "comms-window-private.h"

/* A day at the desk, from the release to the post on the network and its entry in the log, in the
 * real window, with the practice network behind it: once by the buttons, once by the keys. */

/* The practice desk's first release, which has seven parts and no post yet. */
#define SCORECARD G_GINT64_CONSTANT (1)
#define SECOND G_GINT64_CONSTANT (1000)

/* --- what stands in the desk --- */

static gpointer
load_post (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) data, error);
}

static CommsPost *
dup_post (CommsShellTest *test, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CommsPost *post = comms_desk_run_sync (test->desk, load_post, &id, &error);

  g_assert_no_error (error);
  return post;
}

static gpointer
list_posts (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { .release_id = *(gint64 *) data };

  return comms_posts_list (tx, &query, error);
}

static guint
count_posts (CommsShellTest *test, gint64 release_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) posts = comms_desk_run_sync (test->desk, list_posts, &release_id, &error);

  g_assert_no_error (error);
  return posts->len;
}

static gpointer
count_entries (CommsTx *tx, gpointer data, GError **error)
{
  CommsLogQuery query = { .kind = COMMS_LOG_POSTS };
  g_autoptr (GArray) ids = comms_log_ids (tx, &query, error);

  return ids != NULL ? GUINT_TO_POINTER (ids->len) : NULL;
}

static guint
count_log (CommsShellTest *test)
{
  g_autoptr (GError) error = NULL;
  gpointer n = comms_desk_run_sync (test->desk, count_entries, NULL, &error);

  g_assert_no_error (error);
  return GPOINTER_TO_UINT (n);
}

/* --- waiting --- */

typedef struct
{
  CommsShellTest *test;
  gint64 id;
  CommsPostState state;
  const char *text;
} Wanted;

static gboolean
has_state (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (CommsPost) post = dup_post (wanted->test, wanted->id);

  return post->state == wanted->state;
}

static void
wait_for_state (CommsShellTest *test, gint64 id, CommsPostState state)
{
  Wanted wanted = { test, id, state, NULL };

  comms_shell_test_wait (has_state, &wanted);
  comms_shell_test_settle (test);
}

static gboolean
has_text (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (CommsPost) post = dup_post (wanted->test, wanted->id);

  return strstr (post->text, wanted->text) != NULL;
}

static GtkWidget *
page (CommsShellTest *test, const char *key)
{
  return GTK_WIDGET (comms_window_get_page (test->window, key));
}

static gboolean
is_on_screen (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

typedef struct
{
  CommsShellTest *test;
  guint n_posts;
} Made;

static gpointer
count_all (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { 0 };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  return posts != NULL ? GUINT_TO_POINTER (posts->len) : NULL;
}

static guint
count_all_posts (CommsShellTest *test)
{
  return GPOINTER_TO_UINT (comms_desk_run_sync (test->desk, count_all, NULL, NULL));
}

static gboolean
has_made (gpointer data)
{
  Made *made = data;

  return count_all_posts (made->test) >= made->n_posts;
}

static gboolean
shows_plan (gpointer data)
{
  return comms_shell_test_find (data, COMMS_TYPE_PLAN_ROW, NULL) != NULL;
}

static gboolean
has_id (gpointer data)
{
  return comms_compose_pane_get_id (data) != 0;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  comms_publisher_send_due_finish (COMMS_PUBLISHER (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Lets the time of the post come, and the publisher of the window look. */
static void
let_it_go_out (CommsShellTest *test, gint64 id)
{
  g_autoptr (CommsPost) post = dup_post (test, id);
  gint64 leaves = MAX (post->due_at, post->hold_until) + SECOND;
  gboolean sent = FALSE;

  comms_fixed_clock_set (COMMS_FIXED_CLOCK (test->clock), leaves);
  comms_publisher_send_due_async (test->window->publisher, NULL, sent_cb, &sent);
  comms_shell_test_wait (is_true, &sent);
  wait_for_state (test, id, COMMS_POST_STATE_POSTED);
}

/* What the practice network has stored came to it over HTTP. */
static void
assert_posted (CommsShellTest *test, gint64 id, guint n_entries)
{
  g_autoptr (CommsPost) post = dup_post (test, id);
  g_autofree char *state_path = comms_practice_state_path (test->path);
  g_autofree char *state = NULL;

  g_assert_nonnull (post->remote_url);
  g_assert_cmpint (post->attempt, ==, 1);
  g_assert_true (g_file_get_contents (state_path, &state, NULL, NULL));
  g_assert_nonnull (strstr (state, post->remote_id));
  g_assert_cmpuint (count_log (test), >, n_entries);
}

/* --- by the buttons --- */

/* The first post of the plan. */
static void
open_first (CommsShellTest *test)
{
  comms_shell_test_click (
    comms_shell_test_find (page (test, "release"), COMMS_TYPE_PLAN_ROW, NULL), "Open");
}

static void
make_posts (CommsShellTest *test)
{
  GtkWidget *release = page (test, "release");
  Made made = { test, count_all_posts (test) + 5 };

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.open-release", "x", SCORECARD);
  comms_shell_test_settle (test);
  comms_shell_test_click (release, "Make the Day’s Posts");
  comms_shell_test_wait (shows_plan, release);
  comms_shell_test_settle (test);
  comms_shell_test_shot (GTK_WIDGET (test->window), "day-1-plan");
  comms_shell_test_click (release, "Make 5 Drafts");
  comms_shell_test_wait (has_made, &made);
  comms_shell_test_settle (test);
  comms_shell_test_shot (GTK_WIDGET (test->window), "day-1-made");
  open_first (test);
  comms_shell_test_wait (has_id, page (test, "compose"));
  comms_shell_test_settle (test);
}

static void
edit (CommsShellTest *test, gint64 id)
{
  GtkWidget *view = comms_shell_test_find (page (test, "compose"), GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  Wanted wanted = { test, id, 0, "Published today: " };
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert (buffer, &start, "Published today: ", -1);
  comms_shell_test_settle (test);
  comms_shell_test_shot (GTK_WIDGET (test->window), "day-2-edited");
  comms_shell_test_wait (has_text, &wanted);
}

static void
reread (CommsShellTest *test)
{
  gtk_widget_activate_action (page (test, "compose"), "post.reread", NULL);
  comms_shell_test_wait (is_on_screen, page (test, "reread"));
  comms_shell_test_settle (test);
}

static void
tick (CommsShellTest *test)
{
  GtkWidget *check = comms_shell_test_find (page (test, "reread"), GTK_TYPE_CHECK_BUTTON, NULL);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  comms_shell_test_settle (test);
}

static void
test_buttons (void)
{
  CommsShellTest test = { 0 };
  guint n_posts, n_entries;
  gint64 id;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  make_posts (&test);
  id = comms_compose_pane_get_id (COMMS_COMPOSE_PANE (page (&test, "compose")));
  n_posts = count_posts (&test, SCORECARD);
  g_assert_cmpuint (n_posts, >, 0);

  /* Once more: no doubles. */
  comms_window_close_pane (test.window);
  gtk_widget_activate_action (page (&test, "release"), "release.close", NULL);
  gtk_widget_activate_action (page (&test, "release"), "release.cascade", NULL);
  comms_shell_test_settle (&test);
  comms_shell_test_wait (shows_plan, page (&test, "release"));
  comms_shell_test_settle (&test);
  open_first (&test);
  comms_shell_test_settle (&test);
  g_assert_cmpuint (count_posts (&test, SCORECARD), ==, n_posts);

  edit (&test, id);
  reread (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "day-3-reread");
  comms_shell_test_click (page (&test, "reread"), "Act as Hira Manzar");
  comms_shell_test_settle (&test);
  tick (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "day-4-manager");
  comms_shell_test_click (page (&test, "reread"), "Approve and Schedule as @mohr_example");
  wait_for_state (&test, id, COMMS_POST_STATE_QUEUED);
  g_assert_false (gtk_widget_get_mapped (page (&test, "reread")));
  comms_shell_test_shot (GTK_WIDGET (test.window), "day-5-hold");

  /* Undo brings it back to where it can be changed; then it goes for good. */
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  wait_for_state (&test, id, COMMS_POST_STATE_DRAFT);
  g_assert_true (gtk_widget_get_mapped (page (&test, "compose")));
  reread (&test);
  tick (&test);
  comms_shell_test_click (page (&test, "reread"), "Approve and Schedule as @mohr_example");
  wait_for_state (&test, id, COMMS_POST_STATE_QUEUED);

  n_entries = count_log (&test);
  let_it_go_out (&test, id);
  assert_posted (&test, id, n_entries);
  comms_window_show_page (test.window, "calendar");
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "day-6-posted");
  comms_shell_test_close (&test);
}

/* --- by the keys --- */

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
run_xdotool (CommsShellTest *test, const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  gboolean done = FALSE;

  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, exited_cb, &done);
  comms_shell_test_wait (is_true, &done);
  comms_shell_test_settle (test);
}

static void
press (CommsShellTest *test, const char *key)
{
  run_xdotool (test, (const char *[]){ "xdotool", "key", "--clearmodifiers", key, NULL });
}

static void
type (CommsShellTest *test, const char *text)
{
  run_xdotool (test, (const char *[]){ "xdotool", "type", "--delay", "2", text, NULL });
}

static void
test_keys (void)
{
  CommsShellTest test = { 0 };
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");
  Made made = { &test, 0 };
  guint n_entries;
  gint64 id;

  if (xdotool == NULL)
    {
      g_test_skip ("xdotool is not installed");
      return;
    }
  comms_shell_test_open (&test, "calendar", 1280, 800);
  run_xdotool (&test, (const char *[]){ "xdotool", "search", "--sync", "--onlyvisible", "--class",
                                        ".", "windowfocus", "--sync", NULL });

  /* A release of two parts. */
  made.n_posts = count_all_posts (&test) + 2;
  press (&test, "ctrl+shift+n");
  press (&test, "Return");
  type (&test, "Water is back in eleven villages");
  press (&test, "Return");
  type (&test, "What it took, and who did it");
  press (&test, "ctrl+Return");
  comms_shell_test_wait (shows_plan, page (&test, "release"));
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "keys-0-plan");
  press (&test, "ctrl+Return");
  comms_shell_test_wait (has_made, &made);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "keys-1-made");

  /* Its first post, changed. */
  open_first (&test);
  comms_shell_test_wait (has_id, page (&test, "compose"));
  comms_shell_test_settle (&test);
  id = comms_compose_pane_get_id (COMMS_COMPOSE_PANE (page (&test, "compose")));
  type (&test, " at last");
  press (&test, "ctrl+Return");
  comms_shell_test_wait (is_on_screen, page (&test, "reread"));
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "keys-2-reread");

  /* An officer submits it, and a manager approves and sends it. */
  press (&test, "ctrl+shift+Return");
  wait_for_state (&test, id, COMMS_POST_STATE_IN_REVIEW);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.act-as", "x", G_GINT64_CONSTANT (2));
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.open-post", "x", id);
  comms_shell_test_settle (&test);
  press (&test, "ctrl+Return");
  comms_shell_test_wait (is_on_screen, page (&test, "review"));
  comms_shell_test_settle (&test);
  press (&test, "a");
  wait_for_state (&test, id, COMMS_POST_STATE_APPROVED);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.open-post", "x", id);
  comms_shell_test_settle (&test);
  press (&test, "ctrl+Return");
  comms_shell_test_wait (is_on_screen, page (&test, "reread"));
  comms_shell_test_settle (&test);
  press (&test, "space");
  comms_shell_test_shot (GTK_WIDGET (test.window), "keys-3-manager");
  press (&test, "ctrl+shift+Return");
  wait_for_state (&test, id, COMMS_POST_STATE_QUEUED);

  n_entries = count_log (&test);
  let_it_go_out (&test, id);
  assert_posted (&test, id, n_entries);
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/day/buttons", test_buttons);
  g_test_add_func ("/day/keys", test_keys);

  return g_test_run ();
}
