/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-part-row.h"
#include "comms-plan-row.h"
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
  GtkWidget *box =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), COMMS_TYPE_RELEASE_PAGE,
                                               "parts_box"));

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
  gtk_widget_activate (GTK_WIDGET (
    gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), COMMS_RELEASE_KIND_OP_ED)));
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
  gdk_clipboard_set_text (clipboard,
                          "Water is back in eleven villages\n\n"
                          "The pumps have run since Monday.\a It took two years.\n\n"
                          "“We carried it for an hour,” said a teacher.\n\n"
                          "More on https://example.org/water");
  gtk_widget_activate_action (GTK_WIDGET (page), "release.paste-whole", NULL);
  comms_shell_test_wait (has_id, page);
  wanted.id = comms_release_page_get_id (page);
  comms_shell_test_wait (has_headline, &wanted);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "release-pasted");
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

static void
test_versions (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page = GTK_WIDGET (open_release (&test, 1280, 800));
  g_autoptr (CommsRelease) before = dup_release (&test, SCORECARD);
  Stored wanted = { &test, SCORECARD, "District scorecard on child protection published", NULL, 0,
                    0 };

  comms_shell_test_click (page, "Use This Version");
  comms_shell_test_wait (has_headline, &wanted);
  comms_shell_test_settle (&test);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  wanted.headline = before->headline;
  comms_shell_test_wait (has_headline, &wanted);
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
  g_test_add_func ("/release/cascade", test_cascade);
  g_test_add_func ("/release/stages", test_stages);
  g_test_add_func ("/release/versions", test_versions);

  return g_test_run ();
}
