/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-compose-pane.h"
#include "comms-post-table.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "comms-shell-test.h"

#define MANAGER 2

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

static gpointer
load_post (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) data, error);
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

static gpointer
lose_sign_in (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, *(gint64 *) id, error);

  g_object_set (account, "state", COMMS_ACCOUNT_STATE_SIGN_IN, NULL);
  return GINT_TO_POINTER (comms_record_table_save (tx->db, COMMS_RECORD (account), error));
}

/* What is queued and cannot leave does not say that it does, and what to do. */
static void
test_waits_for_sign_in (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *pane;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  post = dup_post (&test, COMMS_POST_STATE_QUEUED, 1, FALSE);
  open_post (&test, post);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  g_assert_null (comms_shell_test_find (pane, GTK_TYPE_BUTTON, "Connect Again…"));
  comms_desk_run_sync (test.desk, lose_sign_in, &post->account_id, &error);
  g_assert_no_error (error);
  open_post (&test, post);
  comms_shell_test_shot (pane, "compose-waits-for-sign-in");
  g_assert_nonnull (comms_shell_test_find (pane, GTK_TYPE_LABEL,
                                           "It waits until @mohr_example is connected again. If "
                                           "that comes too late, it is missed and stays here."));
  g_assert_nonnull (comms_shell_test_find (pane, GTK_TYPE_BUTTON, "Connect Again…"));
  comms_shell_test_close (&test);
}

static gpointer
use_up_credit (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  g_object_set (post, "problem", "Its credit is used up.", NULL);
  return GINT_TO_POINTER (comms_post_table_save (tx->db, post, error));
}

/* What its network put off says why, and not that it leaves any moment. */
static void
test_put_off (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *pane;
  gint64 id;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  post = dup_post (&test, COMMS_POST_STATE_QUEUED, 1, FALSE);
  id = comms_record_get_id (COMMS_RECORD (post));
  comms_desk_run_sync (test.desk, use_up_credit, &id, &error);
  g_assert_no_error (error);
  open_post (&test, post);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  comms_shell_test_shot (pane, "compose-put-off");
  g_assert_nonnull (comms_shell_test_find (pane, GTK_TYPE_LABEL, "Its credit is used up."));
  comms_shell_test_close (&test);
}

static gpointer
learn_more (CommsTx *tx, gpointer id, GError **error)
{
  comms_store_mark_changed (tx->db, COMMS_SUBJECT_POST);
  return GINT_TO_POINTER (comms_db_exec (tx->db, error,
                                         "UPDATE post SET problem = 'Nobody answers.' WHERE id = ?",
                                         "i", *(gint64 *) id));
}

/* An address that is being written stays when the sentence above it changes. */
static void
test_form_stays (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) other = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *pane;
  GtkWidget *entry;
  gint64 id;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  post = dup_post (&test, COMMS_POST_STATE_UNKNOWN, 0, FALSE);
  other = dup_post (&test, COMMS_POST_STATE_POSTED, 0, FALSE);
  id = comms_record_get_id (COMMS_RECORD (post));
  open_post (&test, post);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  comms_shell_test_click (pane, "It Is Out…");
  entry = comms_shell_test_find (pane, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "https://x.com/");
  comms_desk_run_sync (test.desk, learn_more, &id, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&test);
  g_assert_nonnull (comms_shell_test_find (pane, GTK_TYPE_LABEL, "Nobody answers."));
  g_assert_true (gtk_widget_get_mapped (entry));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "https://x.com/");

  open_post (&test, other);
  g_assert_false (gtk_widget_get_mapped (entry));
  comms_shell_test_close (&test);
}

static gpointer
limit_account (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, *(gint64 *) id, error);

  g_object_set (account, "state", COMMS_ACCOUNT_STATE_PAUSED, "paused-until",
                tx->stamp.now + 10 * G_GINT64_CONSTANT (60000), "pause-reason",
                "X takes no more posts for now.", NULL);
  return GINT_TO_POINTER (comms_record_table_save (tx->db, COMMS_RECORD (account), error) &&
                          comms_db_exec (tx->db, error,
                                         "UPDATE post SET due_at = ? WHERE state = 'queued'", "i",
                                         tx->stamp.now));
}

/* What is due and has to wait for its account says until when and why, and not that it leaves. */
static void
test_limited (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *pane;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  post = dup_post (&test, COMMS_POST_STATE_QUEUED, 1, FALSE);
  comms_desk_run_sync (test.desk, limit_account, &post->account_id, &error);
  g_assert_no_error (error);
  open_post (&test, post);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  comms_shell_test_shot (pane, "compose-limited");
  g_assert_nonnull (comms_shell_test_find (pane, GTK_TYPE_LABEL,
                                           "It leaves Wed 9 Dec, 14:12 at the earliest. X takes "
                                           "no more posts for now."));
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

static CommsPost *
reload (CommsShellTest *test, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CommsPost *post = comms_desk_run_sync (test->desk, load_post, &id, &error);

  g_assert_no_error (error);
  return post;
}

static GtkTextBuffer *
buffer_of (CommsShellTest *test)
{
  GtkWidget *pane = GTK_WIDGET (comms_window_get_page (test->window, "compose"));

  return gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (comms_shell_test_find (pane, GTK_TYPE_TEXT_VIEW, NULL)));
}

typedef struct
{
  CommsShellTest *test;
  gint64 id;
  const char *text;
  gint64 account_id;
  gboolean binned;
} Stored;

static gboolean
is_stored (gpointer data)
{
  Stored *wanted = data;
  g_autoptr (CommsPost) post = reload (wanted->test, wanted->id);

  return (wanted->text == NULL || g_str_equal (post->text, wanted->text)) &&
         (wanted->account_id == 0 || post->account_id == wanted->account_id) &&
         (post->deleted_at != 0) == wanted->binned;
}

static gboolean
has_id (gpointer data)
{
  return comms_compose_pane_get_id (data) != 0;
}

/* A new post is in the store as soon as it says something, once, and goes on saving itself. */
static void
test_saves_itself (void)
{
  CommsShellTest test = { 0 };
  Stored wanted = { &test, 0, "First words, and more", 0, FALSE };
  CommsComposePane *pane;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  pane = COMMS_COMPOSE_PANE (comms_window_get_page (test.window, "compose"));
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.new-post", "s", "2026-12-10T15:00");
  comms_shell_test_settle (&test);
  g_assert_cmpint (comms_compose_pane_get_id (pane), ==, 0);
  gtk_text_buffer_insert_at_cursor (buffer_of (&test), "First words", -1);
  comms_shell_test_wait (has_id, pane);
  wanted.id = comms_compose_pane_get_id (pane);
  gtk_text_buffer_insert_at_cursor (buffer_of (&test), ", and more", -1);
  comms_shell_test_wait (is_stored, &wanted);
  g_assert_cmpint (comms_compose_pane_get_id (pane), ==, wanted.id);
  comms_shell_test_close (&test);
}

/* What was written in the last second before the pane closes is saved as well. */
static void
test_saves_when_closed (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  Stored wanted = { &test, 0, "Last words", 0, FALSE };

  comms_shell_test_open (&test, "calendar", 1280, 800);
  post = dup_post (&test, COMMS_POST_STATE_DRAFT, 0, TRUE);
  wanted.id = comms_record_get_id (COMMS_RECORD (post));
  open_post (&test, post);
  gtk_text_buffer_set_text (buffer_of (&test), "Last words", -1);
  gtk_widget_activate_action (GTK_WIDGET (comms_window_get_page (test.window, "compose")),
                              "post.close", NULL);
  comms_shell_test_settle (&test);
  g_assert_true (is_stored (&wanted));
  g_assert_false (
    gtk_widget_get_mapped (GTK_WIDGET (comms_window_get_page (test.window, "compose"))));
  comms_shell_test_close (&test);
}

/* Over the limit: no way on, the reason stands there, and the remedy can be undone. */
static void
test_too_long (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) mended = NULL;
  g_autofree char *long_text = g_strnfill (300, 'a');
  Stored wanted = { &test, 0, long_text, 0, FALSE };
  GtkWidget *pane;

  for (int i = 5; i < 300; i += 6)
    long_text[i] = ' ';
  comms_shell_test_open (&test, "calendar", 1280, 800);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  post = dup_post (&test, COMMS_POST_STATE_DRAFT, 0, TRUE);
  wanted.id = comms_record_get_id (COMMS_RECORD (post));
  open_post (&test, post);
  gtk_text_buffer_set_text (buffer_of (&test), long_text, -1);
  comms_shell_test_settle (&test);
  g_assert_false (gtk_widget_is_sensitive (
    comms_shell_test_find (pane, GTK_TYPE_BUTTON, "Re-read and Schedule")));
  comms_shell_test_shot (GTK_WIDGET (test.window), "compose-too-long");
  comms_shell_test_wait (is_stored, &wanted);

  comms_shell_test_click (pane, "Shorten");
  comms_shell_test_settle (&test);
  g_assert_true (gtk_widget_is_sensitive (
    comms_shell_test_find (pane, GTK_TYPE_BUTTON, "Re-read and Schedule")));
  gtk_widget_activate_action (pane, "post.close", NULL);
  comms_shell_test_settle (&test);
  mended = reload (&test, wanted.id);
  g_assert_cmpuint (strlen (mended->text), <, 290);

  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  comms_shell_test_wait (is_stored, &wanted);
  comms_shell_test_close (&test);
}

/* Another account: the words stay. */
static void
test_account (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  Stored wanted = { &test, 0, "Words that stay", 0, FALSE };
  GtkWidget *pane;
  GtkWidget *list;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  post = dup_post (&test, COMMS_POST_STATE_DRAFT, 1, FALSE);
  wanted.id = comms_record_get_id (COMMS_RECORD (post));
  wanted.account_id = 3;
  open_post (&test, post);
  gtk_text_buffer_set_text (buffer_of (&test), wanted.text, -1);
  list = GTK_WIDGET (gtk_widget_get_template_child (pane, COMMS_TYPE_COMPOSE_PANE, "account_list"));
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2)));
  comms_shell_test_wait (is_stored, &wanted);
  comms_shell_test_settle (&test);
  g_assert_nonnull (comms_shell_test_find (pane, GTK_TYPE_LABEL, "@mohr_media_example"));
  comms_shell_test_close (&test);
}

/* A cap of less than a dollar is told as it is. */
static void
test_small_cap (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPolicy) policy = NULL;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *pane;
  GtkLabel *month;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  comms_desk_act_as (test.desk, MANAGER, &error);
  g_assert_no_error (error);
  policy = comms_record_copy (comms_desk_get_policy (test.desk));
  g_object_set (policy, "x-cap-micros", G_GINT64_CONSTANT (500000), NULL);
  comms_desk_run_record_sync (test.desk, comms_policy_save, policy, &error);
  g_assert_no_error (error);
  post = dup_post (&test, COMMS_POST_STATE_DRAFT, 1, FALSE);
  open_post (&test, post);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  month = GTK_LABEL (gtk_widget_get_template_child (pane, COMMS_TYPE_COMPOSE_PANE, "month_label"));
  g_assert_true (g_str_has_suffix (gtk_label_get_label (month), " of 0.50"));
  comms_shell_test_close (&test);
}

static gboolean
is_dark (GtkWidget *label)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (label), &colour);
  return colour.red + colour.green + colour.blue < 1.5;
}

static guint
count_pale_labels (GtkWidget *root)
{
  guint n = GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && !is_dark (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_pale_labels (child);
  return n;
}

/* What stands on the band is white; what opens from it is not. */
static void
test_account_list_is_legible (void)
{
  CommsShellTest test = { 0 };
  GtkMenuButton *button;
  GtkWidget *pane;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.new-post", "s", "");
  comms_shell_test_settle (&test);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  button = GTK_MENU_BUTTON (
    gtk_widget_get_template_child (pane, COMMS_TYPE_COMPOSE_PANE, "account_button"));
  gtk_menu_button_popup (button);
  comms_shell_test_settle (&test);
  g_assert_nonnull (comms_shell_test_find (GTK_WIDGET (gtk_menu_button_get_popover (button)),
                                           GTK_TYPE_LABEL, "@mohr_urdu_example"));
  g_assert_cmpuint (count_pale_labels (GTK_WIDGET (gtk_menu_button_get_popover (button))), ==, 0);
  gtk_menu_button_popdown (button);
  comms_shell_test_close (&test);
}

static void
test_bin (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  Stored wanted = { &test, 0, NULL, 0, TRUE };

  comms_shell_test_open (&test, "calendar", 1280, 800);
  post = dup_post (&test, COMMS_POST_STATE_DRAFT, 0, FALSE);
  wanted.id = comms_record_get_id (COMMS_RECORD (post));
  open_post (&test, post);
  gtk_widget_activate_action (GTK_WIDGET (comms_window_get_page (test.window, "compose")),
                              "post.bin", NULL);
  comms_shell_test_wait (is_stored, &wanted);
  comms_shell_test_settle (&test);
  wanted.binned = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (test.window), "win.undo", NULL);
  comms_shell_test_wait (is_stored, &wanted);
  comms_shell_test_close (&test);
}

/* Nobody knows whether it is out: a person who has looked says that it is. */
static void
test_unknown (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) settled = NULL;
  GtkWidget *pane;

  comms_shell_test_open (&test, "calendar", 1280, 800);
  pane = GTK_WIDGET (comms_window_get_page (test.window, "compose"));
  post = dup_post (&test, COMMS_POST_STATE_UNKNOWN, 0, FALSE);
  open_post (&test, post);
  g_assert_false (gtk_text_view_get_editable (
    GTK_TEXT_VIEW (comms_shell_test_find (pane, GTK_TYPE_TEXT_VIEW, NULL))));
  comms_shell_test_click (pane, "It Is Out…");
  comms_shell_test_settle (&test);
  comms_shell_test_click (pane, "Record It as Posted");
  comms_shell_test_settle (&test);
  settled = reload (&test, comms_record_get_id (COMMS_RECORD (post)));
  g_assert_cmpint (settled->state, ==, COMMS_POST_STATE_POSTED);
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/compose/states", test_states);
  g_test_add_func ("/compose/waits-for-sign-in", test_waits_for_sign_in);
  g_test_add_func ("/compose/put-off", test_put_off);
  g_test_add_func ("/compose/form-stays", test_form_stays);
  g_test_add_func ("/compose/limited", test_limited);
  g_test_add_func ("/compose/narrow", test_narrow);
  g_test_add_func ("/compose/saves-itself", test_saves_itself);
  g_test_add_func ("/compose/saves-when-closed", test_saves_when_closed);
  g_test_add_func ("/compose/too-long", test_too_long);
  g_test_add_func ("/compose/account", test_account);
  g_test_add_func ("/compose/small-cap", test_small_cap);
  g_test_add_func ("/compose/account-list-is-legible", test_account_list_is_legible);
  g_test_add_func ("/compose/bin", test_bin);
  g_test_add_func ("/compose/unknown", test_unknown);

  return g_test_run ();
}
