/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-db.h"
#include "comms-link-check.h"
#include "comms-post-text.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "comms-reread-page.h"
#include "comms-shell-test.h"
#include "comms-threads.h"
#include "comms-twin-bar.h"
#include "comms-twins.h"

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

/* It is read from its beginning, also where the one before was read to its end. */
static void
test_from_the_top (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) approved = NULL;
  g_autoptr (CommsPost) draft = NULL;
  GtkWidget *page;
  GtkAdjustment *adjustment;

  comms_shell_test_open (&test, "calendar", 1280, 560);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  approved = dup_post (&test, COMMS_POST_STATE_APPROVED);
  draft = dup_post (&test, COMMS_POST_STATE_DRAFT);
  open_reread (&test, approved, "win.reread");
  adjustment = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (gtk_widget_get_template_child (page, COMMS_TYPE_REREAD_PAGE, "scroller")));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);
  open_reread (&test, draft, "win.reread");
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
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

/* Folded and yet wide: the column of the checks stands on the page, from edge to edge. */
static void
test_folded (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  GtkWidget *page;
  gpointer side;
  graphene_rect_t bounds;

  comms_shell_test_open (&test, "calendar", 719, 800);
  post = dup_post (&test, COMMS_POST_STATE_APPROVED);
  open_reread (&test, post, "win.reread");
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  comms_shell_test_shot (GTK_WIDGET (test.window), "reread-folded");
  side = gtk_widget_get_template_child (page, COMMS_TYPE_REREAD_PAGE, "side");
  g_assert_true (gtk_widget_compute_bounds (side, page, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (page));
  g_assert_cmpfloat (bounds.size.width, >, gtk_widget_get_width (page) * .9);
  comms_shell_test_close (&test);
}

static gpointer
load_post (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) data, error);
}

typedef struct
{
  CommsShellTest *test;
  gint64 id;
  CommsPostState state;
} Wanted;

static gboolean
has_state (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (CommsPost) post =
    comms_desk_run_sync (wanted->test->desk, load_post, &wanted->id, NULL);

  return post->state == wanted->state;
}

static void
act_as (CommsShellTest *test, gint64 person_id)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.act-as", "x", person_id);
  comms_shell_test_settle (test);
}

static GtkWidget *
go_button (GtkWidget *page)
{
  return GTK_WIDGET (gtk_widget_get_template_child (page, COMMS_TYPE_REREAD_PAGE, "go_button"));
}

static void
tick (CommsShellTest *test, GtkWidget *page)
{
  GtkWidget *check = comms_shell_test_find (page, GTK_TYPE_CHECK_BUTTON, NULL);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  comms_shell_test_settle (test);
}

/* Nothing leaves unread: the button is off until the tick, says so, and names the account. */
static void
test_tick (void)
{
  CommsShellTest test = { 0 };
  Wanted wanted = { &test, 0, COMMS_POST_STATE_QUEUED };
  g_autoptr (CommsPost) post = NULL;
  GtkWidget *page;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  post = dup_post (&test, COMMS_POST_STATE_APPROVED);
  wanted.id = comms_record_get_id (COMMS_RECORD (post));
  open_reread (&test, post, "win.reread");
  g_assert_false (gtk_widget_is_sensitive (go_button (page)));
  g_assert_nonnull (
    comms_shell_test_find (page, GTK_TYPE_LABEL, "Tick first that you have read it."));
  gtk_widget_activate_action (page, "reread.go", NULL);
  comms_shell_test_settle (&test);
  g_assert_false (has_state (&wanted));

  tick (&test, page);
  g_assert_true (gtk_widget_is_sensitive (go_button (page)));
  comms_shell_test_click (page, "Practise Scheduling as @mohr_media_example");
  comms_shell_test_wait (has_state, &wanted);
  comms_shell_test_close (&test);
}

/* The tick is for what was read, with its settings and its time. */
static void
test_tick_changed (void)
{
  static const char *const changes[][2] = {
    { "language", "ps" },
    { "reply-to", "1796806920000" },
    { "reply-settings", "following" },
    { "due-wall", "2026-12-20T11:00" },
  };
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  GtkWidget *page, *check;
  gint64 id;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  post = dup_post (&test, COMMS_POST_STATE_DRAFT);
  id = comms_record_get_id (COMMS_RECORD (post));
  open_reread (&test, post, "win.reread");
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;

      tick (&test, page);
      check = comms_shell_test_find (page, GTK_TYPE_CHECK_BUTTON, NULL);
      g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
      g_test_message ("%s", changes[i][0]);
      g_clear_object (&post);
      post = comms_desk_run_sync (test.desk, load_post, &id, NULL);
      g_object_set (post, changes[i][0], changes[i][1], NULL);
      comms_desk_run_record_sync (test.desk, comms_posts_save, post, &error);
      g_assert_no_error (error);
      comms_shell_test_settle (&test);
      g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
    }
  comms_shell_test_close (&test);
}

/* An officer submits; the practice desk offers to go on as a manager. */
static void
test_submit (void)
{
  CommsShellTest test = { 0 };
  Wanted wanted = { &test, 0, COMMS_POST_STATE_IN_REVIEW };
  g_autoptr (CommsPost) post = NULL;
  GtkWidget *page;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  post = dup_post (&test, COMMS_POST_STATE_DRAFT);
  wanted.id = comms_record_get_id (COMMS_RECORD (post));
  open_reread (&test, post, "win.reread");
  g_assert_nonnull (comms_shell_test_find (page, GTK_TYPE_BUTTON, "Act as Hira Manzar"));
  comms_shell_test_click (page, "Submit for Review");
  comms_shell_test_wait (has_state, &wanted);
  comms_shell_test_close (&test);
}

/* --- by the keyboard --- */

static gboolean
is_read (gpointer data)
{
  return gtk_widget_is_sensitive (go_button (data));
}

/* Enter never sends, wherever the focus is; Ctrl+Shift+Enter does, after the tick. Undo brings
 * back the draft as it was, with the cursor where it stood. */
static void
test_keys_and_undo (void)
{
  CommsShellTest test = { 0 };
  Wanted queued = { &test, 0, COMMS_POST_STATE_QUEUED };
  Wanted approved = { &test, 0, COMMS_POST_STATE_APPROVED };
  g_autoptr (CommsPost) before = NULL;
  g_autoptr (CommsPost) after = NULL;
  GtkWidget *page;
  GtkWidget *text;
  GtkTextBuffer *buffer;
  GtkTextIter iter;
  int cursor;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  before = dup_post (&test, COMMS_POST_STATE_APPROVED);
  queued.id = approved.id = comms_record_get_id (COMMS_RECORD (before));
  open_reread (&test, before, "win.open-post");
  text = comms_shell_test_find (GTK_WIDGET (test.window), COMMS_TYPE_POST_TEXT, NULL);
  g_assert_nonnull (text);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 11);
  gtk_text_buffer_place_cursor (buffer, &iter);

  open_reread (&test, before, "win.reread");
  comms_shell_test_key (&test, GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  comms_shell_test_settle (&test);
  g_assert_false (has_state (&queued));
  tick (&test, page);
  comms_shell_test_wait (is_read, page);
  gtk_widget_grab_focus (comms_shell_test_find (page, GTK_TYPE_CHECK_BUTTON, NULL));
  comms_shell_test_key (&test, GDK_KEY_Return, 0);
  comms_shell_test_settle (&test);
  g_assert_false (has_state (&queued));
  tick (&test, page);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  comms_shell_test_wait (has_state, &queued);
  comms_shell_test_settle (&test);

  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  comms_shell_test_wait (has_state, &approved);
  comms_shell_test_settle (&test);
  after = comms_desk_run_sync (test.desk, load_post, &approved.id, NULL);
  g_assert_cmpstr (after->text, ==, before->text);
  g_assert_cmpstr (after->due_wall, ==, before->due_wall);
  g_assert_cmpint (after->due_at, ==, before->due_at);
  g_assert_cmpstr (after->approved_hash, ==, before->approved_hash);
  g_assert_cmpint (after->version, ==, before->version);
  text = comms_shell_test_find (GTK_WIDGET (test.window), COMMS_TYPE_POST_TEXT, NULL);
  g_assert_nonnull (text);
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "cursor-position", &cursor, NULL);
  g_assert_cmpint (cursor, ==, 11);
  comms_shell_test_close (&test);
}

static gboolean
queue_again (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_unqueue (tx, id, error) && comms_posts_queue (tx, id, FALSE, error);
}

/* What somebody else took back and queued anew is theirs: one's own Undo leaves it there. */
static void
test_undo_leaves_others (void)
{
  CommsShellTest test = { 0 };
  Wanted queued = { &test, 0, COMMS_POST_STATE_QUEUED };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  post = dup_post (&test, COMMS_POST_STATE_APPROVED);
  queued.id = comms_record_get_id (COMMS_RECORD (post));
  open_reread (&test, post, "win.reread");
  tick (&test, page);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  comms_shell_test_wait (has_state, &queued);
  comms_shell_test_settle (&test);

  act_as (&test, 4);
  comms_desk_run_id_sync (test.desk, queue_again, queued.id, &error);
  g_assert_no_error (error);
  act_as (&test, 1);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  comms_shell_test_settle (&test);
  g_assert_true (has_state (&queued));
  comms_shell_test_close (&test);
}

/* --- links --- */

static gboolean
see_link (CommsTx *tx, gpointer record, GError **error)
{
  g_object_set (record, "checked-at", tx->stamp.now, NULL);
  return comms_record_table_save (tx->db, record, error);
}

typedef struct
{
  GtkWidget *page;
  const char *title;
} Shown;

static gboolean
shows_title (gpointer data)
{
  Shown *shown = data;

  return comms_shell_test_find (shown->page, GTK_TYPE_LABEL, shown->title) != NULL;
}

/* What is seen at a link while the page is open stands on its card. */
static void
test_link (void)
{
  static const struct
  {
    gint64 status;
    const char *title;
    const char *problem;
    const char *shown;
  } cases[] = {
    { 200, "District scorecard", NULL, "The link opens: “District scorecard”" },
    { 404, NULL, NULL, "There is no page at the link" },
    { 503, NULL, NULL, "The link does not open: its server answers 503" },
    { 0, NULL, "The page did not answer; look again later.",
      "The link does not open: The page did not answer; look again later." },
  };
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsLinkCheck) seen =
    g_object_new (COMMS_TYPE_LINK_CHECK, "url", "https://mohr.example.org/seen", NULL);
  g_autoptr (GError) error = NULL;
  Shown shown;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  post = dup_post (&test, COMMS_POST_STATE_DRAFT);
  g_object_set (post, "text", "97 of 136 districts https://mohr.example.org/seen", NULL);
  comms_desk_run_record_sync (test.desk, comms_posts_save, post, &error);
  g_assert_no_error (error);
  open_reread (&test, post, "win.reread");
  shown.page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_object_set (seen, "status", cases[i].status, "title", cases[i].title, "problem",
                    cases[i].problem, NULL);
      comms_desk_run_record_sync (test.desk, see_link, seen, &error);
      g_assert_no_error (error);
      shown.title = cases[i].shown;
      comms_shell_test_wait (shows_title, &shown);
    }
  comms_shell_test_close (&test);
}

/* --- twins --- */

static gpointer
make_twin (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_twins_make_post (tx, *(gint64 *) data, NULL, error));
}

static gboolean
is_right (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (CommsPost) post =
    comms_desk_run_sync (wanted->test->desk, load_post, &wanted->id, NULL);

  return post->stale_since == 0;
}

static gboolean
is_stale (gpointer data)
{
  return !is_right (data);
}

/* What is stale says so, names the figures that differ, and cannot go until a person looked. */
static void
test_twin (void)
{
  CommsShellTest test = { 0 };
  Wanted wanted = { &test, 0, COMMS_POST_STATE_DRAFT };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) twin = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;
  GtkWidget *page;
  GtkWidget *button;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  post = dup_post (&test, COMMS_POST_STATE_DRAFT);
  g_object_set (post, "text", "97 of 136 districts on 10 December", NULL);
  comms_desk_run_record_sync (test.desk, comms_posts_save, post, &error);
  g_assert_no_error (error);
  id = comms_record_get_id (COMMS_RECORD (post));
  wanted.id = GPOINTER_TO_INT (comms_desk_run_sync (test.desk, make_twin, &id, &error));
  g_assert_no_error (error);
  twin = comms_desk_run_sync (test.desk, load_post, &wanted.id, NULL);
  g_object_set (twin, "text", "۱۱ دسمبر کو ۱۳۶ میں سے ۹۸ اضلاع", NULL);
  comms_desk_run_record_sync (test.desk, comms_posts_save, twin, &error);
  g_assert_no_error (error);

  open_reread (&test, twin, "win.reread");
  comms_shell_test_shot (GTK_WIDGET (test.window), "reread-twin");
  g_assert_false (gtk_widget_is_sensitive (go_button (page)) &&
                  gtk_check_button_get_active (
                    GTK_CHECK_BUTTON (comms_shell_test_find (page, GTK_TYPE_CHECK_BUTTON, NULL))));
  g_assert_nonnull (comms_shell_test_find (page, COMMS_TYPE_TWIN_BAR, NULL));
  /* The figures stand among the checks, and not here again. */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (
    gtk_widget_get_template_child (comms_shell_test_find (page, COMMS_TYPE_TWIN_BAR, NULL),
                                   COMMS_TYPE_TWIN_BAR, "differences"))));
  button = GTK_WIDGET (
    gtk_widget_get_template_child (comms_shell_test_find (page, COMMS_TYPE_TWIN_BAR, NULL),
                                   COMMS_TYPE_TWIN_BAR, "still_right_button"));
  g_assert_true (gtk_widget_get_visible (button));
  gtk_widget_activate (button);
  comms_shell_test_wait (is_right, &wanted);
  comms_shell_test_settle (&test);
  g_assert_false (gtk_widget_get_visible (button));
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  comms_shell_test_wait (is_stale, &wanted);
  comms_shell_test_close (&test);
}

/* --- several at once --- */

typedef struct
{
  gint64 id;
  gint64 second;
} Thread;

static gpointer
make_thread (CommsTx *tx, gpointer data, GError **error)
{
  Thread *thread = data;
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) comms_thread_part_free);

  g_ptr_array_add (parts, comms_thread_part_new (thread->id, "The scorecard in two parts."));
  g_ptr_array_add (parts, comms_thread_part_new (0, "Its second part names the districts."));
  if (!comms_threads_set (tx, thread->id, parts, error))
    return NULL;
  thread->second = ((CommsThreadPart *) g_ptr_array_index (parts, 1))->id;
  return GINT_TO_POINTER (TRUE);
}

/* A thread is read, decided on and taken back as one. */
static void
test_thread (void)
{
  CommsShellTest test = { 0 };
  Wanted first = { &test, 0, COMMS_POST_STATE_QUEUED };
  Wanted second = { &test, 0, COMMS_POST_STATE_QUEUED };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  Thread thread = { 0 };
  GtkWidget *page;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  post = dup_post (&test, COMMS_POST_STATE_DRAFT);
  thread.id = first.id = comms_record_get_id (COMMS_RECORD (post));
  comms_desk_run_sync (test.desk, make_thread, &thread, &error);
  g_assert_no_error (error);
  second.id = thread.second;
  act_as (&test, 2);
  open_reread (&test, post, "win.reread");
  comms_shell_test_shot (GTK_WIDGET (test.window), "reread-thread");
  g_assert_nonnull (comms_shell_test_find (page, GTK_TYPE_LABEL, "Part 1 of 2"));
  g_assert_nonnull (comms_shell_test_find (page, GTK_TYPE_LABEL, "Part 2 of 2"));
  tick (&test, page);
  g_assert_true (comms_shell_test_key (&test, GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  comms_shell_test_wait (has_state, &first);
  g_assert_true (has_state (&second));
  comms_shell_test_settle (&test);

  first.state = second.state = COMMS_POST_STATE_DRAFT;
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  comms_shell_test_wait (has_state, &first);
  g_assert_true (has_state (&second));
  comms_shell_test_close (&test);
}

/* --- in parts, and by several --- */

static gpointer
put_first_out (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (
    comms_db_exec (tx->db, error,
                   "UPDATE post SET state = 'posted', posted_at = ?, remote_id = '1' WHERE id = ?",
                   "ii", tx->stamp.now, ((Thread *) data)->id));
}

static Thread
new_thread (CommsShellTest *test)
{
  g_autoptr (CommsPost) post = dup_post (test, COMMS_POST_STATE_DRAFT);
  g_autoptr (GError) error = NULL;
  Thread thread = { .id = comms_record_get_id (COMMS_RECORD (post)) };

  comms_desk_run_sync (test->desk, make_thread, &thread, &error);
  g_assert_no_error (error);
  return thread;
}

static void
open_id (CommsShellTest *test, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.reread", "x", id);
  comms_shell_test_settle (test);
}

/* One part is out, the other was refused and written anew: that one is decided alone. */
static void
test_thread_apart (void)
{
  CommsShellTest test = { 0 };
  Wanted first = { &test, 0, COMMS_POST_STATE_POSTED };
  Wanted second = { &test, 0, COMMS_POST_STATE_QUEUED };
  g_autoptr (GError) error = NULL;
  Thread thread;
  GtkWidget *page;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  thread = new_thread (&test);
  comms_desk_run_sync (test.desk, put_first_out, &thread, &error);
  g_assert_no_error (error);
  first.id = thread.id;
  second.id = thread.second;
  act_as (&test, 2);
  open_id (&test, thread.second);
  comms_shell_test_shot (GTK_WIDGET (test.window), "reread-thread-apart");
  g_assert_nonnull (
    comms_shell_test_find (page, GTK_TYPE_LABEL, "Part 1 of 2, not decided here: Posted"));
  g_assert_nonnull (comms_shell_test_find (page, GTK_TYPE_LABEL, "Part 2 of 2"));
  tick (&test, page);
  gtk_widget_activate_action (page, "reread.go", NULL);
  comms_shell_test_wait (has_state, &second);
  g_assert_true (has_state (&first));
  comms_shell_test_close (&test);
}

/* No part goes out while another one lags behind it; it can be brought as far. */
static void
test_thread_behind (void)
{
  CommsShellTest test = { 0 };
  Wanted approved = { &test, 0, COMMS_POST_STATE_APPROVED };
  g_autoptr (GError) error = NULL;
  Thread thread;
  GtkWidget *page;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  thread = new_thread (&test);
  act_as (&test, 2);
  comms_desk_run_id_sync (test.desk, comms_posts_approve, thread.second, &error);
  g_assert_no_error (error);
  approved.id = thread.second;
  open_id (&test, thread.second);
  tick (&test, page);
  g_assert_false (gtk_widget_is_sensitive (go_button (page)));
  g_assert_nonnull (comms_shell_test_find (page, GTK_TYPE_LABEL,
                                           "Another part of its thread does not stand where this "
                                           "one stands. The parts go out together: bring that one "
                                           "as far as this first."));
  open_id (&test, thread.id);
  tick (&test, page);
  approved.id = thread.id;
  comms_shell_test_click (page, "Approve");
  comms_shell_test_wait (has_state, &approved);
  comms_shell_test_settle (&test);
  open_id (&test, thread.id);
  g_assert_nonnull (comms_shell_test_find (page, GTK_TYPE_LABEL, "Part 2 of 2"));
  tick (&test, page);
  g_assert_true (gtk_widget_is_sensitive (go_button (page)));
  comms_shell_test_close (&test);
}

static gpointer
ask_for_two (CommsTx *tx, gpointer unused, GError **error)
{
  g_autoptr (CommsPolicy) policy = comms_record_copy (tx->policy);

  g_object_set (policy, "approvals", G_GINT64_CONSTANT (2), NULL);
  return GINT_TO_POINTER (comms_policy_save (tx, policy, error));
}

/* Where one signature is not enough, the button promises no more than that. */
static void
test_two (void)
{
  CommsShellTest test = { 0 };
  Wanted wanted = { &test, 0, COMMS_POST_STATE_IN_REVIEW };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) after = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  act_as (&test, 2);
  comms_desk_run_sync (test.desk, ask_for_two, NULL, &error);
  g_assert_no_error (error);
  post = dup_post (&test, COMMS_POST_STATE_DRAFT);
  wanted.id = comms_record_get_id (COMMS_RECORD (post));
  open_reread (&test, post, "win.reread");
  tick (&test, page);
  g_assert_null (comms_shell_test_find (page, GTK_TYPE_LABEL,
                                        "Approve and Schedule as "
                                        "@mohr_media_example"));
  g_assert_nonnull (
    comms_shell_test_find (page, GTK_TYPE_LABEL,
                           "others have to sign it as well, then it can be scheduled"));
  comms_shell_test_click (page, "Approve");
  comms_shell_test_wait (has_state, &wanted);
  after = comms_desk_run_sync (test.desk, load_post, &wanted.id, NULL);
  g_assert_nonnull (after->approved_hash);
  comms_shell_test_settle (&test);
  g_assert_nonnull (
    comms_shell_test_find (GTK_WIDGET (test.window), GTK_TYPE_LABEL,
                           "Signed; it is approved once the others have signed it as well."));
  comms_shell_test_close (&test);
}

static gpointer
miss (CommsTx *tx, gpointer id, GError **error)
{
  return GINT_TO_POINTER (
    comms_db_exec (tx->db, error, "UPDATE post SET state = 'missed', due_at = ? WHERE id = ?", "ii",
                   tx->stamp.now - 2 * 60 * 60 * 1000, *(gint64 *) id));
}

/* What missed its time is re-read to leave now: the way does not end at the time that has passed.
 */
static void
test_missed (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;
  gint64 id;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  page = GTK_WIDGET (comms_window_get_page (test.window, "reread"));
  post = dup_post (&test, COMMS_POST_STATE_APPROVED);
  id = comms_record_get_id (COMMS_RECORD (post));
  comms_desk_run_sync (test.desk, miss, &id, &error);
  g_assert_no_error (error);
  open_reread (&test, post, "win.open-post");
  gtk_widget_activate_action (GTK_WIDGET (comms_window_get_page (test.window, "compose")),
                              "post.reread", NULL);
  comms_shell_test_settle (&test);
  g_assert_nonnull (comms_shell_test_find (page, GTK_TYPE_LABEL, "Now"));
  comms_shell_test_close (&test);
}

/* A legal post that nobody could sign says so wherever it would go on (R69). */
static void
test_nobody_signs (void)
{
  const char *reason = "A post that is marked as legal needs a legal reviewer other than its "
                       "author; a manager names one under Preferences.";
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  post = dup_post (&test, COMMS_POST_STATE_DRAFT);
  g_object_set (post, "legal", TRUE, NULL);
  comms_desk_run_record_sync (test.desk, comms_posts_save, post, &error);
  g_assert_no_error (error);
  open_reread (&test, post, "win.open-post");
  g_assert_nonnull (
    comms_shell_test_find (GTK_WIDGET (comms_window_get_page (test.window, "compose")),
                           GTK_TYPE_LABEL, reason));
  open_reread (&test, post, "win.reread");
  g_assert_nonnull (
    comms_shell_test_find (GTK_WIDGET (comms_window_get_page (test.window, "reread")),
                           GTK_TYPE_LABEL, reason));
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/reread/any/look", test_look);
  g_test_add_func ("/reread/from-the-top", test_from_the_top);
  g_test_add_func ("/reread/narrow", test_narrow);
  g_test_add_func ("/reread/folded", test_folded);
  g_test_add_func ("/reread/tick", test_tick);
  g_test_add_func ("/reread/tick-changed", test_tick_changed);
  g_test_add_func ("/reread/submit", test_submit);
  g_test_add_func ("/reread/any/keys-and-undo", test_keys_and_undo);
  g_test_add_func ("/reread/undo-leaves-others", test_undo_leaves_others);
  g_test_add_func ("/reread/link", test_link);
  g_test_add_func ("/reread/any/twin", test_twin);
  g_test_add_func ("/reread/thread", test_thread);
  g_test_add_func ("/reread/thread-apart", test_thread_apart);
  g_test_add_func ("/reread/thread-behind", test_thread_behind);
  g_test_add_func ("/reread/two", test_two);
  g_test_add_func ("/reread/missed", test_missed);
  g_test_add_func ("/reread/nobody-signs", test_nobody_signs);

  return g_test_run ();
}
