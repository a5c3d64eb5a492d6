/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-plan-row.h"
#include "comms-posts.h"
#include "comms-release-page.h"
#include "comms-shell-test.h"
#include "comms-split-block.h"
#include "comms-split-border.h"
#include "comms-split-view.h"

/* From a release on the clipboard to its posts scheduled, by real keys, each of them
 * counted; and the borders of the split by a real pointer. */
#define INTERACTIONS_MAX 8

/* Headline, subhead, lede, two quotes, conclusion. */
#define N_POSTS 6

static const char release_text[] =
  "PRESS RELEASE\n\n"
  "First district scorecard on child protection shows where a child is safest\n\n"
  "136 districts, 22 indicators, every figure open to the public\n\n"
  "Islamabad, 9 December 2026: Two years ago, 41 districts had a child-protection unit. Today it "
  "is 97 of 136, according to the scorecard that the Ministry of Human Rights publishes today.\n\n"
  "The scorecard covers registration at birth, shelters, courts with a room for children, school "
  "safety and the helpline. It was drawn up with the provincial departments and reviewed by two "
  "universities. Method and data are free to reuse.\n\n"
  "“A child who is counted is a child who can be protected,” the Secretary said at the launch. "
  "“These are not our figures alone; the districts sent them and signed them.”\n\n"
  "Four figures stand out. The share of children under five who are registered rose from 58 to 71 "
  "per cent. Courts in 34 districts now have a separate waiting room for a child who is a witness, "
  "against 12 two years ago. The helpline answers nine calls in ten within a minute.\n\n"
  "“In the 39 districts that remain, we have eighteen months and a public progress page,” said the "
  "Director General for Children.\n\n"
  "The next edition appears on 8 March. Districts may correct a figure until 31 January through "
  "the page https://mohr.example.org/scorecard\n\n"
  "#HumanRightsDay\n";

/* --- keys and pointer --- */

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

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
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  gboolean done = FALSE;

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

static gboolean
has_xdotool (void)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (xdotool == NULL)
    g_test_skip ("xdotool is not installed");
  return xdotool != NULL;
}

static void
focus_window (CommsShellTest *test)
{
  run_xdotool (test, (const char *[]){ "xdotool", "search", "--sync", "--onlyvisible", "--class",
                                       ".", "windowfocus", "--sync", NULL });
}

/* --- the desk of one person --- */

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  comms_accounts_connect_finish (COMMS_DESK (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
add_account (CommsShellTest *test)
{
  g_autoptr (CommsAccount) account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", "x", "handle", "mohr_example", "user-id", "1001",
                  "language", "en", "api-base", "http://127.0.0.1:1", NULL);
  gboolean done = FALSE;

  comms_accounts_connect_async (test->desk, account, "token", NULL, connected_cb, &done);
  comms_shell_test_wait (is_true, &done);
  comms_shell_test_settle (test);
}

static gpointer
list_posts (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { 0 };

  return comms_posts_list (tx, &query, error);
}

static GPtrArray *
dup_posts (CommsShellTest *test)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *posts = comms_desk_run_sync (test->desk, list_posts, NULL, &error);

  g_assert_no_error (error);
  return posts;
}

typedef struct
{
  CommsShellTest *test;
  CommsPostState state;
  guint n;
} Wanted;

static gboolean
has_posts (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (GPtrArray) posts = dup_posts (wanted->test);
  guint n = 0;

  for (guint i = 0; i < posts->len; i++)
    n += ((CommsPost *) g_ptr_array_index (posts, i))->state == wanted->state;
  return n == wanted->n;
}

/* --- what is on screen --- */

static GtkWidget *
page (CommsShellTest *test, const char *key)
{
  return GTK_WIDGET (comms_window_get_page (test->window, key));
}

static gboolean
shows_split (gpointer data)
{
  return comms_shell_test_find (data, COMMS_TYPE_SPLIT_BLOCK, NULL) != NULL;
}

static gboolean
shows_plan (gpointer data)
{
  return comms_shell_test_find (data, COMMS_TYPE_PLAN_ROW, NULL) != NULL;
}

static gboolean
is_saved (gpointer data)
{
  return comms_release_page_get_id (data) != 0;
}

static gboolean
can_tick (gpointer data)
{
  GtkWidget *check = comms_shell_test_find (data, GTK_TYPE_CHECK_BUTTON, NULL);

  return check != NULL && gtk_widget_get_mapped (check);
}

static GtkWidget *
paste (CommsShellTest *test, const char *text)
{
  GtkWidget *release;

  press (test, "ctrl+shift+n");
  release = page (test, "release");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (release), text);
  press (test, "ctrl+v");
  comms_shell_test_wait (shows_split, release);
  comms_shell_test_settle (test);
  return release;
}

static void
assert_scheduled (CommsShellTest *test)
{
  g_autoptr (GPtrArray) posts = dup_posts (test);
  gint64 person = comms_record_get_id (COMMS_RECORD (comms_desk_get_person (test->desk)));

  g_assert_cmpuint (posts->len, ==, N_POSTS);
  for (guint i = 0; i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);

      g_test_message ("%s: %s", post->due_wall, post->text);
      g_assert_cmpint (post->state, ==, COMMS_POST_STATE_QUEUED);
      g_assert_cmpint (post->rereader_id, ==, person);
      g_assert_nonnull (strstr (post->text, "https://mohr.example.org/scorecard"));
    }
}

/* Each key counts, but for the paste itself. */
static void
schedule_all (const char *text)
{
  CommsShellTest test = { 0 };
  Wanted drafts = { &test, COMMS_POST_STATE_DRAFT, N_POSTS };
  Wanted queued = { &test, COMMS_POST_STATE_QUEUED, N_POSTS };
  GtkWidget *release, *day;
  guint n = 0;

  comms_shell_test_open_empty (&test, "calendar", 1280, 800);
  add_account (&test);
  focus_window (&test);
  release = paste (&test, text);
  comms_shell_test_shot (GTK_WIDGET (test.window), "flow-1-split");

  press (&test, "Return"), n++; /* Use These Parts */
  comms_shell_test_wait (is_saved, release);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "flow-2-parts");
  press (&test, "ctrl+Return"), n++; /* Make the Day's Posts */
  comms_shell_test_wait (shows_plan, release);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "flow-3-plan");
  press (&test, "Return"), n++; /* Make 6 Drafts */
  comms_shell_test_wait (has_posts, &drafts);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "flow-4-made");
  press (&test, "Return"), n++; /* Re-read All */
  day = page (&test, "reread-day");
  comms_shell_test_wait (can_tick, day);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "flow-5-reread");
  press (&test, "space"), n++; /* I have read them all */
  press (&test, "ctrl+shift+Return"), n++; /* Schedule All 6 */
  comms_shell_test_wait (has_posts, &queued);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "flow-6-scheduled");

  g_test_message ("%u interactions from the paste to %u scheduled posts", n, N_POSTS);
  g_assert_cmpuint (n, <=, INTERACTIONS_MAX);
  assert_scheduled (&test);

  /* All of them are taken back as one step. */
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  comms_shell_test_wait (has_posts, &drafts);
  comms_shell_test_close (&test);
}

static void
test_interactions (void)
{
  if (has_xdotool ())
    schedule_all (release_text);
}

/* The same with a whole release of 600 words, its letterhead and contacts. */
static void
test_interactions_long (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "fixtures", "releases", "scorecard-en.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  if (has_xdotool ())
    schedule_all (text);
}

static gboolean
has_looked (gpointer data)
{
  return comms_shell_test_find (data, GTK_TYPE_LABEL,
                                "The link does not open: The page did not answer; look again "
                                "later.") != NULL;
}

/* The tick is for the words that were read: when they change, it goes. */
static void
test_reread_changed (void)
{
  CommsShellTest test = { 0 };
  Wanted drafts = { &test, COMMS_POST_STATE_DRAFT, N_POSTS };
  GtkWidget *release, *day, *check;
  g_autoptr (GPtrArray) posts = NULL;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_xdotool ())
    return;
  comms_shell_test_open_empty (&test, "calendar", 400, 800);
  add_account (&test);
  focus_window (&test);
  release = paste (&test, release_text);
  comms_shell_test_shot (GTK_WIDGET (test.window), "flow-narrow-split");
  press (&test, "ctrl+Return");
  comms_shell_test_wait (is_saved, release);
  comms_shell_test_settle (&test);
  press (&test, "ctrl+Return");
  comms_shell_test_wait (shows_plan, release);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "flow-narrow-plan");
  press (&test, "ctrl+Return");
  comms_shell_test_wait (has_posts, &drafts);
  comms_shell_test_settle (&test);
  press (&test, "ctrl+Return");
  day = page (&test, "reread-day");
  comms_shell_test_wait (can_tick, day);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "flow-narrow-reread");
  check = comms_shell_test_find (day, GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  comms_shell_test_settle (&test);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));

  posts = dup_posts (&test);
  post = comms_record_copy (g_ptr_array_index (posts, 2));
  g_object_set (post, "text", "Somebody else says: https://mohr.example.org/scorecard", NULL);
  comms_desk_run_record_sync (test.desk, comms_posts_save, post, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&test);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_true (has_posts (&drafts));

  /* Where its link leads is looked at without being asked; from a test it leads nowhere. */
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.reread", "x",
                              comms_record_get_id (COMMS_RECORD (post)));
  comms_shell_test_wait (has_looked, page (&test, "reread"));
  comms_shell_test_close (&test);
}

/* --- the pointer --- */

static char *
where (CommsShellTest *test, GtkWidget *widget, int dy, gboolean across)
{
  double x, y;

  gtk_widget_translate_coordinates (widget, GTK_WIDGET (test->window),
                                    gtk_widget_get_width (widget) / 2.0,
                                    gtk_widget_get_height (widget) / 2.0 + dy, &x, &y);
  return g_strdup_printf ("%d", (int) (across ? x : y));
}

static void
drag (CommsShellTest *test, GtkWidget *widget, int dy)
{
  g_autofree char *x = where (test, widget, 0, TRUE);
  g_autofree char *from = where (test, widget, 0, FALSE);
  g_autofree char *middle = where (test, widget, dy / 2, FALSE);
  g_autofree char *to = where (test, widget, dy, FALSE);

  run_xdotool (test, (const char *[]){ "xdotool", "mousemove", x, from, NULL });
  run_xdotool (test, (const char *[]){ "xdotool", "mousedown", "1", NULL });
  run_xdotool (test, (const char *[]){ "xdotool", "mousemove", x, middle, NULL });
  run_xdotool (test, (const char *[]){ "xdotool", "mousemove", x, to, NULL });
  comms_shell_test_shot (GTK_WIDGET (test->window), "flow-dragging");
  run_xdotool (test, (const char *[]){ "xdotool", "mouseup", "1", NULL });
}

/* The border under the subhead is dragged over the lede, and put back by Undo. */
static void
test_drag (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *release, *view, *border = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *back = NULL;

  if (!has_xdotool ())
    return;
  comms_shell_test_open_empty (&test, "calendar", 1280, 800);
  focus_window (&test);
  release = paste (&test, release_text);
  view = comms_shell_test_find (release, COMMS_TYPE_SPLIT_VIEW, NULL);
  for (GtkWidget *block = comms_shell_test_find (view, COMMS_TYPE_SPLIT_BLOCK, NULL); block != NULL;
       block = gtk_widget_get_next_sibling (block))
    if (COMMS_IS_SPLIT_BORDER (block) && gtk_widget_get_visible (block) &&
        comms_split_border_get_index (COMMS_SPLIT_BORDER (block)) == 3)
      border = block;
  g_assert_nonnull (border);
  before =
    comms_split_dup_part (comms_split_view_get (COMMS_SPLIT_VIEW (view)), COMMS_SPLIT_SUBHEAD, 0);
  drag (&test, border, 60);
  after =
    comms_split_dup_part (comms_split_view_get (COMMS_SPLIT_VIEW (view)), COMMS_SPLIT_SUBHEAD, 0);
  g_assert_cmpstr (before, !=, after);
  press (&test, "ctrl+z");
  back =
    comms_split_dup_part (comms_split_view_get (COMMS_SPLIT_VIEW (view)), COMMS_SPLIT_SUBHEAD, 0);
  g_assert_cmpstr (before, ==, back);
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/flow/interactions", test_interactions);
  g_test_add_func ("/flow/interactions-long", test_interactions_long);
  g_test_add_func ("/flow/reread-changed", test_reread_changed);
  g_test_add_func ("/flow/drag", test_drag);

  return g_test_run ();
}
