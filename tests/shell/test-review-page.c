/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-comment.h"
#include "comms-check-list.h"
#include "comms-compose-pane.h"
#include "comms-db.h"
#include "comms-post-status.h"
#include "comms-post-text.h"
#include "comms-posts.h"
#include "comms-review-page.h"
#include "comms-shell-test.h"
#include "comms-today-data.h"

/* The review of a post, by the keyboard: Hira Manzar is the manager, Amna Zarvan the officer. */
#define OFFICER 1
#define MANAGER 2

typedef struct
{
  CommsShellTest *test;
  gint64 id;
  CommsPostState state;
} Wanted;

static gpointer
in_review (CommsTx *tx, gpointer unused, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_IN_REVIEW };

  return comms_posts_list (tx, &query, error);
}

/* All drafts of the officer that may go to review. */
static gpointer
submit_drafts (CommsTx *tx, gpointer unused, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_DRAFT, .due_from = tx->stamp.now };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    comms_posts_submit (tx, comms_record_get_id (g_ptr_array_index (posts, i)), NULL);
  return NULL;
}

static gpointer
load_post (CommsTx *tx, gpointer id, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) id, error);
}

static gpointer
load_comments (CommsTx *tx, gpointer id, GError **error)
{
  return comms_posts_comments (tx, *(gint64 *) id, error);
}

static gpointer
to_review (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_posts_to_review (tx, error);
}

static gboolean
has_state (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (CommsPost) post =
    comms_desk_run_sync (wanted->test->desk, load_post, &wanted->id, NULL);

  return post->state == wanted->state;
}

static gboolean
has_comment (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (GPtrArray) comments =
    comms_desk_run_sync (wanted->test->desk, load_comments, &wanted->id, NULL);

  return comments->len > 0;
}

static gboolean
is_settled (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (GPtrArray) comments =
    comms_desk_run_sync (wanted->test->desk, load_comments, &wanted->id, NULL);

  return ((CommsComment *) g_ptr_array_index (comments, 0))->settled_at != 0;
}

static void
act_as (CommsShellTest *test, gint64 person_id)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.act-as", "x", person_id);
  comms_shell_test_settle (test);
}

static GtkWidget *
child (GtkWidget *page, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (page, COMMS_TYPE_REVIEW_PAGE, name));
}

/* Opens the first that waits for the manager; the ids of all of them. */
static GArray *
open_first (CommsShellTest *test, int width, GtkWidget **page)
{
  g_autoptr (GPtrArray) posts = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  comms_shell_test_open (test, "today", width, 800);
  *page = GTK_WIDGET (comms_window_get_page (test->window, "review"));
  comms_desk_run_sync (test->desk, submit_drafts, NULL, NULL);
  act_as (test, MANAGER);
  posts = comms_desk_run_sync (test->desk, to_review, NULL, NULL);
  g_assert_cmpuint (posts->len, >=, 2);
  for (guint i = 0; i < posts->len; i++)
    {
      const gint64 id = comms_record_get_id (g_ptr_array_index (posts, i));

      g_array_append_val (ids, id);
    }
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.review", "x",
                              g_array_index (ids, gint64, 0));
  comms_shell_test_settle (test);
  return ids;
}

/* A approves and the next one comes up; N goes past it. */
static void
test_approve (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  g_autoptr (GArray) ids = open_first (&test, 1280, &page);
  Wanted wanted = { &test, g_array_index (ids, gint64, 0), COMMS_POST_STATE_APPROVED };

  comms_shell_test_shot (GTK_WIDGET (test.window), "review");
  g_assert_true (gtk_widget_is_sensitive (child (page, "approve_button")));
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_a, 0));
  comms_shell_test_wait (has_state, &wanted);
  comms_shell_test_settle (&test);
  g_assert_cmpint (comms_review_page_get_id (COMMS_REVIEW_PAGE (page)), ==,
                   g_array_index (ids, gint64, 1));
  if (ids->len > 2)
    {
      g_assert_true (comms_shell_test_key (&test, GDK_KEY_n, 0));
      comms_shell_test_settle (&test);
      g_assert_cmpint (comms_review_page_get_id (COMMS_REVIEW_PAGE (page)), ==,
                       g_array_index (ids, gint64, 2));
    }
  comms_shell_test_close (&test);
}

/* C asks for a change, but not without a comment: first it leads to where that is written. */
static void
test_ask (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  g_autoptr (GArray) ids = open_first (&test, 1280, &page);
  Wanted draft = { &test, g_array_index (ids, gint64, 0), COMMS_POST_STATE_DRAFT };
  GtkWidget *entry = child (page, "comment_entry");

  g_assert_true (comms_shell_test_key (&test, GDK_KEY_c, 0));
  comms_shell_test_settle (&test);
  g_assert_false (has_state (&draft));
  g_assert_nonnull (gtk_widget_get_focus_child (entry));
  g_assert_true (gtk_widget_get_visible (child (page, "comment_hint")));
  gtk_editable_set_text (GTK_EDITABLE (entry), "The figure is from last year");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (child (page, "ask_label"))), ==,
                   "Return with This Comment");
  comms_shell_test_shot (GTK_WIDGET (test.window), "review-comment");
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_c, 0));
  comms_shell_test_wait (has_state, &draft);
  g_assert_true (has_comment (&draft));
  comms_shell_test_settle (&test);
  g_assert_cmpint (comms_review_page_get_id (COMMS_REVIEW_PAGE (page)), ==,
                   g_array_index (ids, gint64, 1));
  comms_shell_test_close (&test);
}

static gpointer
return_it (CommsTx *tx, gpointer id, GError **error)
{
  comms_posts_return (tx, *(gint64 *) id, "Name the source", error);
  return NULL;
}

/* What was returned waits for its author, who reads why and settles it. */
static void
test_returned (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  GtkWidget *today;
  g_autoptr (GPtrArray) posts = NULL;
  g_autoptr (GArray) ids = open_first (&test, 1280, &page);
  Wanted wanted = { &test, 0, COMMS_POST_STATE_DRAFT };

  posts = comms_desk_run_sync (test.desk, in_review, NULL, NULL);
  for (guint i = 0; i < posts->len; i++)
    if (((CommsPost *) g_ptr_array_index (posts, i))->author_id == OFFICER)
      wanted.id = comms_record_get_id (g_ptr_array_index (posts, i));
  comms_desk_run_sync (test.desk, return_it, &wanted.id, NULL);
  act_as (&test, OFFICER);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.show-page", "s", "today");
  comms_shell_test_settle (&test);
  today = GTK_WIDGET (comms_window_get_page (test.window, "today"));
  comms_shell_test_click (today, "Read Comments");
  comms_shell_test_settle (&test);
  g_assert_cmpint (comms_review_page_get_id (COMMS_REVIEW_PAGE (page)), ==, wanted.id);
  /* Nothing is to be returned here. */
  g_assert_false (gtk_widget_get_visible (child (page, "comment_hint")));
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (child (page, "comment_entry"))), ==,
                   "Comment");
  comms_shell_test_click (page, "Settle");
  comms_shell_test_wait (is_settled, &wanted);
  comms_shell_test_close (&test);
}

/* Something is said without deciding, and settled. */
static void
test_comment (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  g_autoptr (GArray) ids = open_first (&test, 1280, &page);
  Wanted wanted = { &test, g_array_index (ids, gint64, 0), COMMS_POST_STATE_IN_REVIEW };

  gtk_editable_set_text (GTK_EDITABLE (child (page, "comment_entry")), "Is the link the new one?");
  gtk_widget_activate_action (page, "review.comment", NULL);
  comms_shell_test_wait (has_comment, &wanted);
  comms_shell_test_settle (&test);
  g_assert_true (has_state (&wanted));
  g_assert_nonnull (comms_shell_test_find (page, GTK_TYPE_LABEL, "Is the link the new one?"));
  comms_shell_test_click (page, "Settle");
  comms_shell_test_wait (is_settled, &wanted);
  comms_shell_test_settle (&test);
  g_assert_nonnull (comms_shell_test_find (page, GTK_TYPE_BUTTON, "Open Again"));
  comms_shell_test_close (&test);
}

/* Nobody approves what they wrote, and the page says so; nor what is a draft again. */
static void
test_own (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  g_autoptr (GPtrArray) posts = NULL;
  g_autoptr (GArray) ids = open_first (&test, 1280, &page);
  gint64 own = 0;

  posts = comms_desk_run_sync (test.desk, in_review, NULL, NULL);
  for (guint i = 0; i < posts->len; i++)
    if (((CommsPost *) g_ptr_array_index (posts, i))->author_id == OFFICER)
      own = comms_record_get_id (g_ptr_array_index (posts, i));
  g_assert_cmpint (own, !=, 0);
  act_as (&test, OFFICER);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.review", "x", own);
  comms_shell_test_settle (&test);
  g_assert_false (gtk_widget_is_sensitive (child (page, "approve_button")));
  g_assert_true (gtk_widget_get_visible (child (page, "hint_label")));
  g_assert_cmpint (strlen (gtk_label_get_label (GTK_LABEL (child (page, "hint_label")))), >, 0);
  comms_shell_test_shot (GTK_WIDGET (test.window), "review-own");

  act_as (&test, MANAGER);
  g_assert_true (gtk_widget_is_sensitive (child (page, "approve_button")));
  comms_desk_run_sync (test.desk, return_it, &own, NULL);
  comms_shell_test_settle (&test);
  g_assert_false (gtk_widget_is_sensitive (child (page, "approve_button")));
  comms_shell_test_close (&test);
}

/* --- withdrawal: one asks, another does it --- */

static gpointer
find_posted (CommsTx *tx, gpointer unused, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_POSTED };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  return g_object_ref (g_ptr_array_index (posts, posts->len - 1));
}

static gboolean
is_asked_for (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (CommsPost) post =
    comms_desk_run_sync (wanted->test->desk, load_post, &wanted->id, NULL);

  return post->withdraw_asked_by == OFFICER;
}

static gboolean
is_withdrawn (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (CommsPost) post =
    comms_desk_run_sync (wanted->test->desk, load_post, &wanted->id, NULL);

  return post->withdrawn_by == MANAGER;
}

static gpointer
find_correction (CommsTx *tx, gpointer id, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_DRAFT, .undated = TRUE };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  for (guint i = 0; i < posts->len; i++)
    if (((CommsPost *) g_ptr_array_index (posts, i))->corrects_id == *(gint64 *) id)
      return g_object_ref (g_ptr_array_index (posts, i));
  return NULL;
}

static void
write_reason (GtkWidget *pane, const char *words)
{
  GtkWidget *status = comms_shell_test_find (pane, COMMS_TYPE_POST_STATUS, NULL);

  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_template_child (status,
                                                                      COMMS_TYPE_POST_STATUS,
                                                                      "form_entry")),
                         words);
}

static void
ask_to_withdraw (CommsShellTest *test, GtkWidget *pane, Wanted *wanted)
{
  act_as (test, OFFICER);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.open-post", "x", wanted->id);
  comms_shell_test_settle (test);
  comms_shell_test_click (pane, "Ask to Withdraw…");
  comms_shell_test_settle (test);
  g_assert_false (
    gtk_widget_is_sensitive (comms_shell_test_find (pane, GTK_TYPE_BUTTON, "Ask to Withdraw")));
  write_reason (pane, "The figure is wrong");
  comms_shell_test_shot (GTK_WIDGET (test->window), "withdraw-ask");
  comms_shell_test_click (pane, "Ask to Withdraw");
  comms_shell_test_wait (is_asked_for, wanted);
  comms_shell_test_settle (test);
}

static void
test_withdraw (void)
{
  CommsShellTest test = { 0 };
  Wanted wanted = { &test, 0, COMMS_POST_STATE_POSTED };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) correction = NULL;
  GtkWidget *pane;
  GtkWidget *today;
  GtkEditable *entry;

  comms_shell_test_open (&test, "today", 1280, 800);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  today = GTK_WIDGET (comms_window_get_page (test.window, "today"));
  post = comms_desk_run_sync (test.desk, find_posted, NULL, NULL);
  wanted.id = comms_record_get_id (COMMS_RECORD (post));
  ask_to_withdraw (&test, pane, &wanted);
  g_assert_null (comms_shell_test_find (today, GTK_TYPE_BUTTON, "Withdraw…"));

  act_as (&test, MANAGER);
  comms_shell_test_shot (GTK_WIDGET (test.window), "withdraw-today");
  comms_shell_test_click (today, "Withdraw…");
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "withdraw-consequences");
  /* The reason of whoever asked stands there and is not selected: a key does not take it away. */
  entry = GTK_EDITABLE (
    gtk_widget_get_template_child (comms_shell_test_find (pane, COMMS_TYPE_POST_STATUS, NULL),
                                   COMMS_TYPE_POST_STATUS, "form_entry"));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "The figure is wrong");
  g_assert_false (gtk_editable_get_selection_bounds (entry, NULL, NULL));
  comms_shell_test_click (pane, "Withdraw for Good");
  comms_shell_test_wait (is_withdrawn, &wanted);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "withdraw-done");
  comms_shell_test_click (pane, "Open Correction");
  comms_shell_test_settle (&test);
  correction = comms_desk_run_sync (test.desk, find_correction, &wanted.id, NULL);
  g_assert_nonnull (correction);
  g_assert_cmpint (comms_compose_pane_get_id (COMMS_COMPOSE_PANE (pane)), ==,
                   comms_record_get_id (COMMS_RECORD (correction)));
  comms_shell_test_close (&test);
}

/* The reason that is being written stays while other things are told of the post. */
static void
test_reason_kept (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  GtkWidget *pane, *status;

  comms_shell_test_open (&test, "today", 1280, 800);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  post = comms_desk_run_sync (test.desk, find_posted, NULL, NULL);
  act_as (&test, OFFICER);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.open-post", "x",
                              comms_record_get_id (COMMS_RECORD (post)));
  comms_shell_test_settle (&test);
  comms_shell_test_click (pane, "Ask to Withdraw…");
  write_reason (pane, "The figure is wrong");
  act_as (&test, MANAGER);
  status = comms_shell_test_find (pane, COMMS_TYPE_POST_STATUS, NULL);
  g_assert_true (gtk_revealer_get_reveal_child (
    GTK_REVEALER (gtk_widget_get_template_child (status, COMMS_TYPE_POST_STATUS, "form"))));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (
                     gtk_widget_get_template_child (status, COMMS_TYPE_POST_STATUS, "form_entry"))),
                   ==, "The figure is wrong");
  comms_shell_test_close (&test);
}

static gboolean
is_kept (gpointer data)
{
  return !is_asked_for (data);
}

static void
test_keep (void)
{
  CommsShellTest test = { 0 };
  Wanted wanted = { &test, 0, COMMS_POST_STATE_POSTED };
  g_autoptr (CommsPost) post = NULL;
  GtkWidget *pane;

  comms_shell_test_open (&test, "today", 1280, 800);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  post = comms_desk_run_sync (test.desk, find_posted, NULL, NULL);
  wanted.id = comms_record_get_id (COMMS_RECORD (post));
  ask_to_withdraw (&test, pane, &wanted);
  act_as (&test, MANAGER);
  comms_shell_test_click (GTK_WIDGET (comms_window_get_page (test.window, "today")), "Keep");
  comms_shell_test_wait (is_kept, &wanted);
  comms_shell_test_close (&test);
}

/* --- what is being written --- */

static const char *
comment_of (GtkWidget *page)
{
  return gtk_editable_get_text (GTK_EDITABLE (child (page, "comment_entry")));
}

static gpointer
refuse_comments (CommsTx *tx, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (comms_db_exec (tx->db, error,
                                         "CREATE TRIGGER full BEFORE INSERT ON comment BEGIN "
                                         "SELECT RAISE (ABORT, 'full'); END",
                                         ""));
}

/* A comment that was begun is there again after a look at the next post, and after it could not be
 * kept. */
static void
test_comment_kept (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  g_autoptr (GArray) ids = open_first (&test, 1280, &page);
  g_autoptr (GError) error = NULL;

  gtk_editable_set_text (GTK_EDITABLE (child (page, "comment_entry")), "Name the source");
  gtk_widget_activate_action (page, "review.next", NULL);
  comms_shell_test_settle (&test);
  g_assert_cmpint (comms_review_page_get_id (COMMS_REVIEW_PAGE (page)), !=,
                   g_array_index (ids, gint64, 0));
  g_assert_cmpstr (comment_of (page), ==, "");
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.review", "x",
                              g_array_index (ids, gint64, 0));
  comms_shell_test_settle (&test);
  g_assert_cmpstr (comment_of (page), ==, "Name the source");

  comms_desk_run_sync (test.desk, refuse_comments, NULL, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (page, "review.comment", NULL);
  comms_shell_test_settle (&test);
  g_assert_cmpstr (comment_of (page), ==, "Name the source");
  comms_shell_test_close (&test);
}

/* Whoever switched single keys off approves nothing with one. */
static void
test_single_keys (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  g_autoptr (GArray) ids = open_first (&test, 1280, &page);
  Wanted wanted = { &test, g_array_index (ids, gint64, 0), COMMS_POST_STATE_IN_REVIEW };
  GActionMap *application = G_ACTION_MAP (comms_shell_test_application ());
  g_autoptr (GSimpleAction) off =
    g_simple_action_new_stateful ("single-keys", NULL, g_variant_new_boolean (FALSE));
  g_autoptr (GAction) before = NULL;

  if (g_action_map_lookup_action (application, "single-keys") != NULL)
    before = g_object_ref (g_action_map_lookup_action (application, "single-keys"));
  g_action_map_add_action (application, G_ACTION (off));
  g_assert_false (comms_shell_test_key (&test, GDK_KEY_a, 0));
  comms_shell_test_settle (&test);
  g_assert_true (has_state (&wanted));
  g_action_map_remove_action (application, "single-keys");
  if (before != NULL)
    g_action_map_add_action (application, before);
  comms_shell_test_close (&test);
}

static GtkWidget *
find_by_action (GtkWidget *root, const char *name)
{
  if (GTK_IS_BUTTON (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), name) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_action (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What its reviewer reads stays as it is; who edits takes it back first. */
static void
test_locked (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  GtkWidget *pane;
  GtkWidget *text;
  GtkWidget *checks;
  GtkWidget *picture;
  g_autoptr (GArray) ids = open_first (&test, 1280, &page);
  Wanted draft = { &test, g_array_index (ids, gint64, 0), COMMS_POST_STATE_DRAFT };

  gtk_widget_activate_action (page, "review.edit", NULL);
  comms_shell_test_settle (&test);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  text = comms_shell_test_find (pane, COMMS_TYPE_POST_TEXT, NULL);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (text)));
  /* Nor does any button change it. */
  checks = comms_shell_test_find (pane, COMMS_TYPE_CHECK_LIST, NULL);
  g_assert_null (comms_shell_test_find (checks, GTK_TYPE_BUTTON, NULL));
  picture = find_by_action (pane, "post.add-picture");
  g_assert_false (gtk_widget_is_sensitive (picture));
  comms_shell_test_shot (GTK_WIDGET (test.window), "review-locked");
  comms_shell_test_click (pane, "Return to Draft and Edit");
  comms_shell_test_wait (has_state, &draft);
  comms_shell_test_settle (&test);
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (text)));
  g_assert_true (gtk_widget_is_sensitive (picture));
  g_assert_nonnull (comms_shell_test_find (checks, GTK_TYPE_BUTTON, NULL));
  comms_shell_test_close (&test);
}

/* --- the urgent lane, and what is done by hand --- */

static gpointer
find_draft (CommsTx *tx, gpointer unused, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_DRAFT, .due_from = tx->stamp.now };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  for (guint i = 0; i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);
      g_autofree char *why_not = comms_posts_why_not (tx, post, "submit");

      if (why_not == NULL && post->author_id == OFFICER)
        return g_object_ref (post);
    }
  return NULL;
}

/* How many entries of the log name @person. */
static gpointer
count_named (CommsTx *tx, gpointer person, GError **error)
{
  gint64 n = 0;

  comms_db_query_int (tx->db, &n, 0, error,
                      "SELECT count(*) FROM audit_entry WHERE subject = 'policy' AND to_value = ?",
                      "s", person);
  return GINT_TO_POINTER ((int) n);
}

/* Without a duty officer the form says so and cannot be sent off; with one it needs a reason. */
static void
test_urgent (void)
{
  CommsShellTest test = { 0 };
  Wanted wanted = { &test, 0, COMMS_POST_STATE_IN_REVIEW };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPolicy) policy = NULL;
  g_autoptr (GPtrArray) posts = NULL;
  g_autoptr (CommsTodayData) data = NULL;
  GtkWidget *pane;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  act_as (&test, OFFICER);
  post = comms_desk_run_sync (test.desk, find_draft, NULL, NULL);
  g_assert_nonnull (post);
  wanted.id = comms_record_get_id (COMMS_RECORD (post));
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.open-post", "x", wanted.id);
  comms_shell_test_settle (&test);
  gtk_widget_activate_action (pane, "post.submit-urgent", NULL);
  comms_shell_test_settle (&test);
  write_reason (pane, "Flood in the north");
  g_assert_false (
    gtk_widget_is_sensitive (comms_shell_test_find (pane, GTK_TYPE_BUTTON, "Submit as Urgent")));
  /* What is typed now goes nowhere, least of all to the button that led here. */
  g_assert_true (gtk_widget_has_focus (comms_shell_test_find (pane, GTK_TYPE_BUTTON, "Leave It")));
  comms_shell_test_shot (GTK_WIDGET (test.window), "urgent-off");

  act_as (&test, MANAGER);
  policy = comms_record_copy (comms_desk_get_policy (test.desk));
  g_object_set (policy, "duty-officer-id", (gint64) MANAGER, NULL);
  g_assert_true (comms_desk_run_record_sync (test.desk, comms_policy_save, policy, NULL));
  /* The log names who was named. */
  g_assert_cmpint (GPOINTER_TO_INT (
                     comms_desk_run_sync (test.desk, count_named, (gpointer) "Hira Manzar", NULL)),
                   ==, 1);
  act_as (&test, OFFICER);
  comms_shell_test_settle (&test);
  gtk_widget_activate_action (pane, "post.submit-urgent", NULL);
  comms_shell_test_settle (&test);
  write_reason (pane, "Flood in the north");
  comms_shell_test_click (pane, "Submit as Urgent");
  comms_shell_test_wait (has_state, &wanted);
  comms_shell_test_settle (&test);
  g_assert_nonnull (comms_shell_test_find (pane, GTK_TYPE_LABEL,
                                           "It is urgent and waits for Hira Manzar, the duty "
                                           "officer, or a manager. "
                                           "It is locked meanwhile; editing returns it to draft."));
  /* It comes before all else that waits for the duty officer. */
  act_as (&test, MANAGER);
  posts = comms_desk_run_sync (test.desk, to_review, NULL, NULL);
  g_assert_cmpint (comms_record_get_id (g_ptr_array_index (posts, 0)), ==, wanted.id);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.show-page", "s", "today");
  comms_shell_test_settle (&test);
  comms_shell_test_shot (GTK_WIDGET (test.window), "urgent-today");
  data = comms_desk_run_sync (test.desk, comms_today_data_load, NULL, NULL);
  g_assert_cmpint (comms_record_get_id (COMMS_RECORD (comms_today_data_urgent (data)->post)), ==,
                   wanted.id);
  comms_shell_test_close (&test);
}

static void
test_narrow (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  g_autoptr (GArray) ids = open_first (&test, 400, &page);
  int least;

  comms_shell_test_shot (GTK_WIDGET (test.window), "review-narrow");
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  comms_shell_test_close (&test);
}

/* Folded and yet wide: the column of the checks stands on the page, from edge to edge. */
static void
test_folded (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *page;
  g_autoptr (GArray) ids = open_first (&test, 719, &page);
  gpointer side = gtk_widget_get_template_child (page, COMMS_TYPE_REVIEW_PAGE, "side");
  graphene_rect_t bounds;

  comms_shell_test_shot (GTK_WIDGET (test.window), "review-folded");
  g_assert_true (gtk_widget_compute_bounds (side, page, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (page));
  g_assert_cmpfloat (bounds.size.width, >, gtk_widget_get_width (page) * .9);
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);
  g_test_add_func ("/review-page/approve", test_approve);
  g_test_add_func ("/review-page/ask", test_ask);
  g_test_add_func ("/review-page/comment", test_comment);
  g_test_add_func ("/review-page/returned", test_returned);
  g_test_add_func ("/review-page/own", test_own);
  g_test_add_func ("/review-page/narrow", test_narrow);
  g_test_add_func ("/review-page/folded", test_folded);
  g_test_add_func ("/review-page/urgent", test_urgent);
  g_test_add_func ("/review-page/locked", test_locked);
  g_test_add_func ("/review-page/withdraw", test_withdraw);
  g_test_add_func ("/review-page/keep", test_keep);
  g_test_add_func ("/review-page/reason-kept", test_reason_kept);
  g_test_add_func ("/review-page/comment-kept", test_comment_kept);
  g_test_add_func ("/review-page/single-keys", test_single_keys);

  return g_test_run ();
}
