/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-check-list.h"
#include "comms-cost-words.h"
#include "comms-link-hours.h"
#include "comms-part-row.h"
#include "comms-plan-data.h"
#include "comms-plan-row.h"
#include "comms-posts.h"
#include "comms-release-page.h"
#include "comms-releases.h"
#include "comms-shell-test.h"
#include "comms-split-block.h"
#include "comms-split-border.h"
#include "comms-split-view.h"
#include "comms-twin-bar.h"

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

static gpointer
load_release (CommsTx *tx, gpointer data, GError **error)
{
  return comms_releases_load (tx, *(gint64 *) data, error);
}

static CommsRelease *
dup_release (CommsShellTest *test, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CommsRelease *release = comms_desk_run_sync (test->desk, load_release, &id, &error);

  g_assert_no_error (error);
  return release;
}

typedef struct
{
  CommsShellTest *test;
  gint64 id;
  const char *headline;
  const char *subhead;
  CommsReleaseStage stage;
  guint n_posts;
} Stored;

static gboolean
has_headline (gpointer data)
{
  Stored *wanted = data;
  g_autoptr (CommsRelease) release = dup_release (wanted->test, wanted->id);

  return g_strcmp0 (release->headline, wanted->headline) == 0 &&
         (wanted->subhead == NULL || g_strcmp0 (release->subhead, wanted->subhead) == 0);
}

static gboolean
has_stage (gpointer data)
{
  Stored *wanted = data;
  g_autoptr (CommsRelease) release = dup_release (wanted->test, wanted->id);

  return release->stage == wanted->stage;
}

static gpointer
count_posts (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { .release_id = *(gint64 *) data };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  return posts != NULL ? GUINT_TO_POINTER (posts->len) : NULL;
}

static gboolean
has_posts (gpointer data)
{
  Stored *wanted = data;
  gpointer n = comms_desk_run_sync (wanted->test->desk, count_posts, &wanted->id, NULL);

  return GPOINTER_TO_UINT (n) == wanted->n_posts;
}

static gboolean
has_id (gpointer data)
{
  return comms_release_page_get_id (data) != 0;
}

static CommsPartRow *
row_of (CommsReleasePage *page, guint index)
{
  GtkWidget *box = GTK_WIDGET (
    gtk_widget_get_template_child (GTK_WIDGET (page), COMMS_TYPE_RELEASE_PAGE, "parts_box"));

  for (GtkWidget *row = gtk_widget_get_first_child (box); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (COMMS_IS_PART_ROW (row) && index-- == 0)
      return COMMS_PART_ROW (row);
  return NULL;
}

static GtkTextBuffer *
buffer_of (CommsReleasePage *page, guint index)
{
  GtkWidget *row = GTK_WIDGET (row_of (page, index));

  return gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (comms_shell_test_find (row, GTK_TYPE_TEXT_VIEW, NULL)));
}

static void
start_new (CommsShellTest *test, CommsReleasePage **page)
{
  GtkWidget *list;

  comms_shell_test_open (test, "calendar", 1280, 800);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.new-release", NULL);
  comms_shell_test_settle (test);
  *page = COMMS_RELEASE_PAGE (comms_window_get_page (test->window, "release"));
  comms_shell_test_shot (GTK_WIDGET (test->window), "release-kind");
  list = GTK_WIDGET (
    gtk_widget_get_template_child (GTK_WIDGET (*page), COMMS_TYPE_RELEASE_PAGE, "kind_list"));
  gtk_widget_activate (
    GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), COMMS_RELEASE_KIND_OP_ED)));
  comms_shell_test_settle (test);
}

/* A new one is in the store as soon as it has a headline. */
static void
test_new (void)
{
  CommsShellTest test = { 0 };
  Stored wanted = { &test, 0, "Who is counted", "And who is not", 0, 0 };
  CommsReleasePage *page;
  g_autoptr (CommsRelease) release = NULL;

  start_new (&test, &page);
  gtk_text_buffer_set_text (buffer_of (page, 1), "And who is not", -1);
  comms_shell_test_settle (&test);
  g_assert_cmpint (comms_release_page_get_id (page), ==, 0);
  gtk_text_buffer_set_text (buffer_of (page, 0), "Who is counted", -1);
  comms_shell_test_wait (has_id, page);
  wanted.id = comms_release_page_get_id (page);
  comms_shell_test_wait (has_headline, &wanted);
  release = dup_release (&test, wanted.id);
  g_assert_cmpint (release->kind, ==, COMMS_RELEASE_KIND_OP_ED);
  comms_shell_test_close (&test);
}

static gboolean
shows_split (gpointer data)
{
  return comms_shell_test_find (data, COMMS_TYPE_SPLIT_BLOCK, NULL) != NULL;
}

/* A text as it comes from a mail, control characters and all, becomes parts. */
static void
test_paste_whole (void)
{
  CommsShellTest test = { 0 };
  Stored wanted = { &test, 0, "Water is back in eleven villages", NULL, 0, 0 };
  CommsReleasePage *page;
  GdkClipboard *clipboard;

  start_new (&test, &page);
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (page));
  gdk_clipboard_set_text (clipboard, "Water is back in eleven villages\n\n"
                                     "The pumps have run since Monday.\a It took two years.\n\n"
                                     "“We carried it for an hour,” said a teacher.\n\n"
                                     "More on https://example.org/water");
  gtk_widget_activate_action (GTK_WIDGET (page), "release.paste-whole", NULL);
  comms_shell_test_wait (shows_split, page);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-split");
  comms_shell_test_click (GTK_WIDGET (page), "Use These Parts");
  comms_shell_test_wait (has_id, page);
  wanted.id = comms_release_page_get_id (page);
  comms_shell_test_wait (has_headline, &wanted);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-pasted");
  comms_shell_test_close (&test);
}

static CommsSplitView *
paste_and_split (CommsShellTest *test, CommsReleasePage **page)
{
  comms_shell_test_open (test, "calendar", 1280, 800);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.new-release", NULL);
  comms_shell_test_settle (test);
  *page = COMMS_RELEASE_PAGE (comms_window_get_page (test->window, "release"));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (*page)),
                          "Water is back in eleven villages\n\n"
                          "What it took, and who did it\n\n"
                          "The pumps have run since Monday. It took two years.\n\n"
                          "Nine wells were drilled by the villages themselves.\n\n"
                          "The next ones follow in March. More on https://example.org/water");
  g_assert_true (comms_shell_test_key (test, GDK_KEY_v, GDK_CONTROL_MASK));
  comms_shell_test_wait (shows_split, *page);
  comms_shell_test_settle (test);
  return COMMS_SPLIT_VIEW (comms_shell_test_find (GTK_WIDGET (*page), COMMS_TYPE_SPLIT_VIEW, NULL));
}

static char *
parts_of (CommsSplitView *view)
{
  static const char letters[] = "HSLBCQ-";
  const CommsSplit *split = comms_split_view_get (view);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < split->rows->len; i++)
    g_string_append_c (line, letters[((CommsSplitRow *) g_ptr_array_index (split->rows, i))->part]);
  return g_string_free (line, FALSE);
}

#define assert_parts(view, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *split_parts = parts_of (view);                                                \
    g_assert_cmpstr (split_parts, ==, expected);                                                   \
  }                                                                                                \
  G_STMT_END

/* A border is moved by key and by the menu of a block, and each step is taken back. */
static void
test_split_keys (void)
{
  CommsShellTest test = { 0 };
  CommsReleasePage *page;
  CommsSplitView *view = paste_and_split (&test, &page);
  g_autofree char *proposal = parts_of (view);
  g_autofree char *moved = NULL;
  GtkWidget *border = comms_shell_test_find (GTK_WIDGET (view), COMMS_TYPE_SPLIT_BORDER, NULL);

  g_test_message ("proposed: %s", proposal);
  g_assert_true (g_str_has_prefix (proposal, "HSL"));
  gtk_widget_grab_focus (border);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Down, GDK_ALT_MASK));
  comms_shell_test_settle (&test);
  moved = parts_of (view);
  g_assert_true (g_str_has_prefix (moved, "HH"));
  g_assert_true (COMMS_IS_SPLIT_BORDER (gtk_root_get_focus (GTK_ROOT (test.window))));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_z, GDK_CONTROL_MASK));
  assert_parts (view, proposal);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  assert_parts (view, moved);
  gtk_widget_activate_action (GTK_WIDGET (view), "split.undo", NULL);

  gtk_widget_activate_action (GTK_WIDGET (view), "split.take", "(uu)", 3,
                              (guint) COMMS_SPLIT_QUOTE);
  g_free (moved);
  moved = parts_of (view);
  g_assert_cmpint (moved[3], ==, 'Q');
  gtk_widget_activate_action (GTK_WIDGET (view), "split.undo", NULL);
  gtk_widget_activate_action (GTK_WIDGET (view), "split.cut", "u", 2);
  g_assert_cmpuint (comms_split_view_get (view)->rows->len, ==, strlen (proposal) + 1);
  gtk_widget_activate_action (GTK_WIDGET (view), "split.join", "u", 2);
  assert_parts (view, proposal);
  comms_shell_test_close (&test);
}

/* Escape leaves the text alone; again and again it can be split. */
static void
test_split_again (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  g_autoptr (CommsRelease) before = dup_release (&test, SCORECARD);
  g_autoptr (CommsRelease) after = NULL;
  Stored wanted = { &test, SCORECARD, before->headline, before->subhead, 0, 0 };

  gtk_widget_activate_action (page, "release.split-again", NULL);
  comms_shell_test_wait (shows_split, page);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-split-again");
  gtk_widget_activate_action (page, "release.close", NULL);
  g_assert_false (shows_split (page));
  gtk_widget_activate_action (page, "release.split-again", NULL);
  comms_shell_test_wait (shows_split, page);
  comms_shell_test_click (page, "Use These Parts");
  comms_shell_test_settle (&test);
  comms_shell_test_wait (has_headline, &wanted);
  after = dup_release (&test, SCORECARD);
  g_assert_cmpstr (after->lede, ==, before->lede);
  g_assert_cmpstr (after->conclusion, ==, before->conclusion);
  comms_shell_test_close (&test);
}

/* Drops it on the window, as GTK does once the pointer is let go. */
static void
drop_file (CommsShellTest *test, const char *path)
{
  GtkWidget *page = GTK_WIDGET (comms_window_get_page (test->window, "calendar"));

  for (GtkWidget *widget = page; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
          g_auto (GValue) value = G_VALUE_INIT;
          gboolean taken = FALSE;

          if (!GTK_IS_DROP_TARGET (controller))
            continue;
          g_value_init (&value, G_TYPE_FILE);
          g_value_take_object (&value, g_file_new_for_path (path));
          g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &taken);
          return;
        }
    }
  g_assert_not_reached ();
}

/* A file that is dropped on the calendar becomes a release. */
static void
test_file (void)
{
  CommsShellTest test = { 0 };
  CommsReleasePage *page;
  g_autofree char *path = NULL;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  path = g_build_filename (test.folder, "release.md", NULL);
  g_assert_true (g_file_set_contents (path,
                                      "# Water is back\n\n## In eleven villages\n\nThe pumps "
                                      "have run since Monday.\n",
                                      -1, NULL));
  drop_file (&test, path);
  page = COMMS_RELEASE_PAGE (comms_window_get_page (test.window, "release"));
  comms_shell_test_wait (shows_split, page);
  comms_shell_test_settle (&test);
  assert_parts (COMMS_SPLIT_VIEW (
                  comms_shell_test_find (GTK_WIDGET (page), COMMS_TYPE_SPLIT_VIEW, NULL)),
                "HSL");
  comms_shell_test_close (&test);
}

static gboolean
shows_plan (gpointer data)
{
  return comms_shell_test_find (data, COMMS_TYPE_PLAN_ROW, NULL) != NULL;
}

/* The drafts of a day are taken back as one step, and made again without doubles. */
static void
test_cascade (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  Stored wanted = { &test, SCORECARD, NULL, NULL, 0, 5 };

  gtk_widget_activate_action (page, "release.cascade", NULL);
  comms_shell_test_wait (shows_plan, page);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-plan");
  gtk_widget_activate_action (page, "release.cascade", NULL);
  comms_shell_test_wait (has_posts, &wanted);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-made");
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  wanted.n_posts = 0;
  comms_shell_test_wait (has_posts, &wanted);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.redo", NULL);
  wanted.n_posts = 5;
  comms_shell_test_wait (has_posts, &wanted);
  g_assert_true (has_posts (&wanted));
  comms_shell_test_close (&test);
}

static CommsPlanRow *
plan_row (GtkWidget *page, guint index)
{
  GtkWidget *row = comms_shell_test_find (page, COMMS_TYPE_PLAN_ROW, NULL);

  while (index-- > 0)
    row = gtk_widget_get_next_sibling (row);
  return COMMS_PLAN_ROW (row);
}

static gboolean
is_edited (gpointer data)
{
  return comms_plan_row_is_edited (data);
}

static gpointer
list_posts (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { .release_id = SCORECARD };

  return comms_posts_list (tx, &query, error);
}

static gboolean
all_in_review (gpointer data)
{
  CommsShellTest *test = data;
  g_autoptr (GPtrArray) posts = comms_desk_run_sync (test->desk, list_posts, NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < posts->len; i++)
    n += ((CommsPost *) g_ptr_array_index (posts, i))->state == COMMS_POST_STATE_IN_REVIEW;
  return n == 5;
}

/* Escape leads out of the plan, and what was written in it by hand is there again. */
static void
test_plan_left (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  g_autofree char *text = NULL;

  gtk_widget_activate_action (page, "release.cascade", NULL);
  comms_shell_test_wait (shows_plan, page);
  comms_shell_test_settle (&test);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (plan_row (page, 0))));
  comms_plan_row_set_text (plan_row (page, 0), "Where is a child safest?");
  comms_shell_test_wait (is_edited, plan_row (page, 0));
  gtk_widget_activate_action (page, "release.close", NULL);
  comms_shell_test_settle (&test);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (plan_row (page, 0))));
  gtk_widget_activate_action (page, "release.cascade", NULL);
  comms_shell_test_wait (shows_plan, page);
  comms_shell_test_settle (&test);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (plan_row (page, 0))));
  text = comms_plan_row_dup_text (plan_row (page, 0));
  g_assert_cmpstr (text, ==, "Where is a child safest?");
  comms_shell_test_close (&test);
}

/* It is so also where another release was opened in between. */
static void
test_plan_of_another (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  g_autofree char *text = NULL;

  gtk_widget_activate_action (page, "release.cascade", NULL);
  comms_shell_test_wait (shows_plan, page);
  comms_plan_row_set_text (plan_row (page, 0), "Where is a child safest?");
  comms_shell_test_wait (is_edited, plan_row (page, 0));
  gtk_widget_activate_action (page, "release.close", NULL);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.open-release", "x", SCORECARD + 1);
  comms_shell_test_settle (&test);
  g_assert_cmpint (comms_release_page_get_id (COMMS_RELEASE_PAGE (page)), ==, SCORECARD + 1);
  g_assert_false (shows_plan (page));
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.open-release", "x", SCORECARD);
  comms_shell_test_settle (&test);
  gtk_widget_activate_action (page, "release.cascade", NULL);
  comms_shell_test_wait (shows_plan, page);
  text = comms_plan_row_dup_text (plan_row (page, 0));
  g_assert_cmpstr (text, ==, "Where is a child safest?");
  comms_shell_test_close (&test);
}

/* A part is left out, another reworded, a third edited; only what is ticked is made, as it stands
 * in the plan. Running it again fills the gap. */
static void
test_plan_choices (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  Stored wanted = { &test, SCORECARD, NULL, NULL, 0, 4 };
  g_autofree char *reworded = NULL;
  g_autoptr (GPtrArray) posts = NULL;
  GtkWidget *check;

  gtk_widget_activate_action (page, "release.cascade", NULL);
  comms_shell_test_wait (shows_plan, page);
  comms_shell_test_settle (&test);
  check = comms_shell_test_find (GTK_WIDGET (plan_row (page, 1)), GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_nonnull (comms_shell_test_find (page, GTK_TYPE_BUTTON, "Make 4 Drafts"));
  comms_shell_test_click (GTK_WIDGET (plan_row (page, 2)), "Another Wording");
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-plan-choices");
  comms_shell_test_wait (is_edited, plan_row (page, 2));
  reworded = comms_plan_row_dup_text (plan_row (page, 2));
  comms_plan_row_set_text (plan_row (page, 0), "Where is a child safest?");
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-plan-choices");

  comms_shell_test_click (page, "Make 4 Drafts");
  comms_shell_test_wait (has_posts, &wanted);
  comms_shell_test_settle (&test);
  posts = comms_desk_run_sync (test.desk, list_posts, NULL, NULL);
  g_assert_cmpstr (((CommsPost *) g_ptr_array_index (posts, 0))->text, ==,
                   "Where is a child safest?");
  g_assert_cmpstr (((CommsPost *) g_ptr_array_index (posts, 1))->text, ==, reworded);

  /* A part that has its post is no choice any more; what was left out stays so until it is
   * ticked. */
  check = comms_shell_test_find (GTK_WIDGET (plan_row (page, 0)), GTK_TYPE_CHECK_BUTTON, NULL);
  g_assert_false (check != NULL && gtk_widget_get_mapped (check));
  check = comms_shell_test_find (GTK_WIDGET (plan_row (page, 1)), GTK_TYPE_CHECK_BUTTON, NULL);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-plan-gap");
  comms_shell_test_click (page, "Make 1 Draft");
  wanted.n_posts = 5;
  comms_shell_test_wait (has_posts, &wanted);
  comms_shell_test_settle (&test);

  /* An officer submits them together. */
  comms_shell_test_click (page, "Re-read All");
  comms_shell_test_settle (&test);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread-day"));
  check = comms_shell_test_find (page, GTK_TYPE_CHECK_BUTTON, NULL);
  comms_shell_test_settle (&test);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  comms_shell_test_click (page, "Submit 5 for Review");
  comms_shell_test_wait (all_in_review, &test);
  comms_shell_test_close (&test);
}

/* The first day of a month costs something in that month, also where UTC has not reached it. */
static void
test_plan_month (void)
{
  CommsShellTest test = { 0 };
  const CommsCascadeRequest request = { SCORECARD, 1, 2027, 1, 1, NULL };
  CommsPlanJob *job = comms_plan_job_new (&request, NULL);
  g_autoptr (CommsPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  open_release (&test, 1280, 800);
  plan = comms_desk_run_sync (test.desk, comms_plan_load, job, &error);
  g_assert_no_error (error);
  words = comms_cost_dup_plan (5, 1000000, &plan->cost, plan->day_at);
  g_assert_nonnull (strstr (words, "January"));
  comms_plan_job_free (job);
  comms_shell_test_close (&test);
}

static GtkWidget *
stage_button (GtkWidget *page, const char *word)
{
  return gtk_widget_get_ancestor (comms_shell_test_find (page, GTK_TYPE_LABEL, word),
                                  GTK_TYPE_BUTTON);
}

/* What an officer may not set is off and says why; a manager may, and take it back. */
static void
test_stages (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  Stored wanted = { &test, SCORECARD, NULL, NULL, COMMS_RELEASE_STAGE_PUBLISHED, 0 };

  g_assert_false (gtk_widget_is_sensitive (stage_button (page, "Published")));
  g_assert_false (gtk_widget_is_sensitive (stage_button (page, "Review")));
  g_assert_nonnull (gtk_widget_get_tooltip_text (stage_button (page, "Published")));

  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.act-as", "x", G_GINT64_CONSTANT (2));
  comms_shell_test_settle (&test);
  comms_shell_test_click (page, "Published");
  comms_shell_test_wait (has_stage, &wanted);
  comms_shell_test_settle (&test);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  wanted.stage = COMMS_RELEASE_STAGE_APPROVED;
  comms_shell_test_wait (has_stage, &wanted);
  comms_shell_test_close (&test);
}

static gboolean
is_binned (gpointer data)
{
  Stored *wanted = data;
  g_autoptr (CommsRelease) release = dup_release (wanted->test, wanted->id);

  return release->deleted_at != 0;
}

/* What waits for the last words is done with their release, whichever is opened meanwhile. */
static void
test_another_opened (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  Stored first = { .test = &test, .id = SCORECARD };
  Stored second = { .test = &test, .id = SCORECARD + 1 };

  gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (
                                                  comms_shell_test_find (page, GTK_TYPE_TEXT_VIEW,
                                                                         NULL))),
                                                "!", -1, TRUE);
  gtk_widget_activate_action (page, "release.bin", NULL);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.open-release", "x", second.id);
  comms_shell_test_wait (is_binned, &first);
  comms_shell_test_settle (&test);
  g_assert_false (is_binned (&second));
  g_assert_cmpint (comms_release_page_get_id (COMMS_RELEASE_PAGE (page)), ==, second.id);
  comms_shell_test_close (&test);
}

static void
test_versions (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  g_autoptr (CommsRelease) before = dup_release (&test, SCORECARD);
  Stored wanted = {
    &test, SCORECARD, "District scorecard on child protection published", NULL, 0, 0
  };

  comms_shell_test_click (page, "Use This Version");
  comms_shell_test_wait (has_headline, &wanted);
  comms_shell_test_settle (&test);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  wanted.headline = before->headline;
  comms_shell_test_wait (has_headline, &wanted);
  comms_shell_test_close (&test);
}

/* Where two documents differ in dozens of figures, three stand there and the rest folds out, below
 * what the page is for. */
static void
test_twin (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  GtkWidget *bar = comms_shell_test_find (page, COMMS_TYPE_TWIN_BAR, NULL);
  GtkLabel *first =
    GTK_LABEL (gtk_widget_get_template_child (bar, COMMS_TYPE_TWIN_BAR, "differences"));
  GtkExpander *more =
    GTK_EXPANDER (gtk_widget_get_template_child (bar, COMMS_TYPE_TWIN_BAR, "more"));
  g_auto (GStrv) lines = g_strsplit (gtk_label_get_label (first), "\n", -1);
  graphene_point_t below;

  g_assert_cmpint (g_strv_length (lines), ==, 3);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (more)));
  g_assert_false (gtk_expander_get_expanded (more));
  g_assert_true (
    gtk_widget_compute_point (bar, comms_shell_test_find (page, COMMS_TYPE_CHECK_LIST, NULL),
                              &GRAPHENE_POINT_INIT (0, 0), &below));
  g_assert_cmpfloat (below.y, >, 0);
  gtk_expander_set_expanded (more, TRUE);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-twin");
  comms_shell_test_close (&test);
}

typedef struct
{
  CommsShellTest *test;
  const char *lines; /* parted by ";" */
} Links;

static gboolean
has_links (gpointer data)
{
  Links *wanted = data;
  g_autoptr (CommsRelease) release = dup_release (wanted->test, SCORECARD);
  g_autofree char *lines =
    release->link_variants != NULL ? g_strjoinv (";", release->link_variants) : g_strdup ("");

  return g_str_equal (lines, wanted->lines);
}

static GtkWidget *
part_of_hours (GtkWidget *hours, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (hours, COMMS_TYPE_LINK_HOURS, name));
}

/* A link for the morning is added, changed and removed; what was done while they were open is one
 * step, and is taken back as one. */
static void
test_link_hours (void)
{
  static const char *const film = "17:00-24:00 video https://mohr.example.org/scorecard/film";
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  GtkWidget *hours = comms_shell_test_find (page, COMMS_TYPE_LINK_HOURS, NULL);
  GtkMenuButton *button = GTK_MENU_BUTTON (part_of_hours (hours, "button"));
  GtkWidget *rows = part_of_hours (hours, "rows");
  Links wanted = { &test, NULL };
  GtkWidget *row, *link, *from;

  g_assert_nonnull (comms_shell_test_find (hours, GTK_TYPE_LABEL, "+ video, 17:00 to 24:00"));
  gtk_menu_button_popup (button);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-links");
  comms_shell_test_shot (part_of_hours (hours, "popover"), "release-links-popover");
  comms_shell_test_click (hours, "Add a Link");
  row = gtk_widget_get_last_child (rows);
  link = gtk_widget_get_next_sibling (gtk_widget_get_first_child (row));
  from = gtk_widget_get_next_sibling (link);
  g_assert_true (gtk_widget_has_css_class (link, "error"));
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_first_child (row)), "light");
  gtk_editable_set_text (GTK_EDITABLE (link), "https://mohr.example.org/light");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (from), 6);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (gtk_widget_get_next_sibling (from)), 11);
  g_assert_false (gtk_widget_has_css_class (link, "error"));
  comms_shell_test_settle (&test);
  comms_shell_test_shot (part_of_hours (hours, "popover"), "release-links-two");
  gtk_menu_button_popdown (button);
  wanted.lines = "17:00-24:00 video https://mohr.example.org/scorecard/film;"
                 "06:00-12:00 light https://mohr.example.org/light";
  comms_shell_test_wait (has_links, &wanted);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-links-closed");

  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  wanted.lines = film;
  comms_shell_test_wait (has_links, &wanted);
  comms_shell_test_settle (&test);
  g_assert_null (comms_shell_test_find (hours, GTK_TYPE_LABEL, "+ light, 06:00 to 12:00"));

  gtk_menu_button_popup (button);
  comms_shell_test_settle (&test);
  row = gtk_widget_get_first_child (rows);
  g_signal_emit_by_name (gtk_widget_get_last_child (row), "clicked");
  g_assert_null (gtk_widget_get_first_child (rows));
  comms_shell_test_settle (&test);
  comms_shell_test_shot (part_of_hours (hours, "popover"), "release-links-none");
  gtk_menu_button_popdown (button);
  wanted.lines = "";
  comms_shell_test_wait (has_links, &wanted);
  comms_shell_test_settle (&test);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  wanted.lines = film;
  comms_shell_test_wait (has_links, &wanted);
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/release/open", test_open);
  g_test_add_func ("/release/narrow", test_narrow);
  g_test_add_func ("/release/new", test_new);
  g_test_add_func ("/release/paste-whole", test_paste_whole);
  g_test_add_func ("/release/split-keys", test_split_keys);
  g_test_add_func ("/release/split-again", test_split_again);
  g_test_add_func ("/release/file", test_file);
  g_test_add_func ("/release/cascade", test_cascade);
  g_test_add_func ("/release/plan-left", test_plan_left);
  g_test_add_func ("/release/plan-of-another", test_plan_of_another);
  g_test_add_func ("/release/plan-choices", test_plan_choices);
  g_test_add_func ("/release/plan-month", test_plan_month);
  g_test_add_func ("/release/stages", test_stages);
  g_test_add_func ("/release/another-opened", test_another_opened);
  g_test_add_func ("/release/versions", test_versions);
  g_test_add_func ("/release/twin", test_twin);
  g_test_add_func ("/release/link-hours", test_link_hours);

  return g_test_run ();
}
