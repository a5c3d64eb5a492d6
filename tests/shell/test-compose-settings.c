/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "comms-accounts.h"
#include "comms-compose-pane.h"
#include "comms-error.h"
#include "comms-posts.h"
#include "comms-reread-page.h"
#include "comms-shell-test.h"

/* What stands on a post beside its words: the post that it answers, the warning before it, and who
 * may answer it. */

#define MANAGER 2

#define ADDRESS "https://x.com/example_secretary/status/1234567890123456789"
#define MASTODON_ADDRESS "https://social.example/@secretary/112233445566778899"

typedef struct
{
  CommsShellTest shell;
  GtkWidget *pane;
  gint64 id;
} Fixture;

static gpointer
add_draft (CommsTx *tx, gpointer data, GError **error)
{
  const gboolean is_mastodon = data != NULL;
  g_autoptr (CommsAccount) account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", "mastodon", "name", "Ministry, Mastodon", "handle",
                  "mohr@social.example", "user-id", "77", "api-base", "http://127.0.0.1:1",
                  "language", "en", "colour", G_GINT64_CONSTANT (2), NULL);
  CommsPost *post = g_object_new (COMMS_TYPE_POST, "text", "One in four", "language", "en",
                                  "account-id", G_GINT64_CONSTANT (1), NULL);

  if (is_mastodon && comms_accounts_save (tx, account, error))
    g_object_set (post, "account-id", comms_record_get_id (COMMS_RECORD (account)), NULL);
  if (comms_posts_save (tx, post, error))
    return post;
  g_object_unref (post);
  return NULL;
}

static void
set_up (Fixture *f, gboolean is_mastodon)
{
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  memset (f, 0, sizeof *f);
  comms_shell_test_open (&f->shell, "calendar", 1280, 900);
  comms_desk_act_as (f->shell.desk, MANAGER, &error);
  g_assert_no_error (error);
  post = comms_desk_run_sync (f->shell.desk, add_draft, GINT_TO_POINTER (is_mastodon), &error);
  g_assert_no_error (error);
  f->id = comms_record_get_id (COMMS_RECORD (post));
  comms_shell_test_settle (&f->shell);
  gtk_widget_activate_action (GTK_WIDGET (f->shell.window), "win.open-post", "x", f->id);
  comms_shell_test_settle (&f->shell);
  f->pane = GTK_WIDGET (comms_window_get_page (f->shell.window, "compose"));
}

static gpointer
child_of (Fixture *f, const char *id)
{
  return gtk_widget_get_template_child (f->pane, COMMS_TYPE_COMPOSE_PANE, id);
}

static GtkEditable *
entry_of (Fixture *f, const char *title)
{
  GtkWidget *row = comms_shell_test_find (f->pane, ADW_TYPE_ENTRY_ROW, title);

  return row != NULL ? GTK_EDITABLE (row) : NULL;
}

static void
type (GtkEditable *entry, const char *text)
{
  g_assert_nonnull (entry);
  gtk_editable_set_text (entry, text);
}

static gpointer
load_post (CommsTx *tx, gpointer id, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) id, error);
}

/* As it is kept: leaving the pane saves what is there. */
static CommsPost *
dup_kept (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CommsPost *post;

  gtk_widget_activate_action (f->pane, "post.close", NULL);
  comms_shell_test_settle (&f->shell);
  post = comms_desk_run_sync (f->shell.desk, load_post, &f->id, &error);
  g_assert_no_error (error);
  return post;
}

static gboolean
is_off (Fixture *f)
{
  return gtk_widget_is_visible (child_of (f, "reason_label"));
}

/* Out of the way until it is asked for, and then what the network knows, and nothing else. */
static void
test_x (void)
{
  Fixture f;
  GtkWidget *repliers;
  g_autoptr (CommsPost) kept = NULL;

  set_up (&f, FALSE);
  g_assert_null (entry_of (&f, "Answers the post at this address"));
  gtk_toggle_button_set_active (child_of (&f, "settings_button"), TRUE);
  comms_shell_test_settle (&f.shell);
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (f.shell.window))));
  g_assert_null (entry_of (&f, "Warning that hides the post"));
  repliers = comms_shell_test_find (f.pane, ADW_TYPE_COMBO_ROW, "Who may answer");
  g_assert_nonnull (repliers);
  adw_combo_row_set_selected (ADW_COMBO_ROW (repliers), COMMS_REPLIERS_MENTIONED);
  type (entry_of (&f, "Answers the post at this address"), ADDRESS " ");
  comms_shell_test_settle (&f.shell);
  comms_shell_test_shot (f.pane, "compose-settings");
  g_assert_false (is_off (&f));

  kept = dup_kept (&f);
  g_assert_cmpstr (kept->reply_to, ==, ADDRESS);
  g_assert_cmpstr (kept->reply_settings, ==, "mentionedUsers");

  /* What is there is seen at once when it is opened again, and where it is re-read. */
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.open-post", "x", f.id);
  comms_shell_test_settle (&f.shell);
  g_assert_cmpstr (gtk_editable_get_text (entry_of (&f, "Answers the post at this address")), ==,
                   ADDRESS);
  gtk_widget_activate_action (f.pane, "post.reread", NULL);
  comms_shell_test_settle (&f.shell);
  comms_shell_test_shot (GTK_WIDGET (f.shell.window), "reread-settings");
  g_assert_nonnull (
    comms_shell_test_find (GTK_WIDGET (f.shell.window), GTK_TYPE_LABEL, "Answers " ADDRESS));
  g_assert_nonnull (comms_shell_test_find (GTK_WIDGET (f.shell.window), GTK_TYPE_LABEL,
                                           "Only accounts that the post mentions may answer."));
  comms_shell_test_close (&f.shell);
}

static gboolean
is_marked (Fixture *f, const char *title)
{
  return gtk_widget_has_css_class (GTK_WIDGET (entry_of (f, title)), "error");
}

static gpointer
submit_post (CommsTx *tx, gpointer id, GError **error)
{
  return GINT_TO_POINTER (comms_posts_submit (tx, *(gint64 *) id, error));
}

static gpointer
send_post (CommsTx *tx, gpointer id, GError **error)
{
  return GINT_TO_POINTER (comms_posts_queue (tx, *(gint64 *) id, TRUE, error));
}

/* It stands there as it was typed, says what is wrong with it, and keeps the post from leaving,
 * also by another way than this pane. */
static void
assert_kept_back (Fixture *f, const char *typed)
{
  static const CommsTxFunc ways[] = { submit_post, send_post };

  gtk_widget_activate_action (GTK_WIDGET (f->shell.window), "win.open-post", "x", f->id);
  comms_shell_test_settle (&f->shell);
  g_assert_cmpstr (gtk_editable_get_text (entry_of (f, "Answers the post at this address")), ==,
                   typed);
  g_assert_true (is_marked (f, "Answers the post at this address"));
  g_assert_true (is_off (f));
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (comms_desk_run_sync (f->shell.desk, ways[i], &f->id, &error));
      g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, typed));
    }
}

/* What is no post of that network is said, keeps the post from leaving, and is kept to be mended.
 */
static void
test_no_post (void)
{
  Fixture f;
  int end = 2;
  g_autoptr (CommsPost) kept = NULL;

  set_up (&f, FALSE);
  gtk_toggle_button_set_active (child_of (&f, "settings_button"), TRUE);
  comms_shell_test_settle (&f.shell);
  type (entry_of (&f, "Answers the post at this address"), "https://mohr.example.org/scorecard");
  comms_shell_test_settle (&f.shell);
  comms_shell_test_shot (f.pane, "compose-settings-problem");
  g_assert_true (is_off (&f));
  type (entry_of (&f, "Answers the post at this address"), "");
  comms_shell_test_settle (&f.shell);
  g_assert_false (is_off (&f));
  /* The half of it that could have been one while it was typed is none. */
  type (entry_of (&f, "Answers the post at this address"), "12");
  gtk_editable_insert_text (entry_of (&f, "Answers the post at this address"), " districts", -1,
                            &end);
  kept = dup_kept (&f);
  g_assert_cmpstr (kept->reply_to, ==, "12 districts");
  assert_kept_back (&f, "12 districts");
  comms_shell_test_close (&f.shell);
}

static void
answer (Fixture *f, const char *address)
{
  gtk_toggle_button_set_active (child_of (f, "settings_button"), TRUE);
  comms_shell_test_settle (&f->shell);
  type (entry_of (f, "Answers the post at this address"), address);
  comms_shell_test_settle (&f->shell);
}

/* An answer whose address is mistyped does not become a post that stands alone. */
static void
test_mistyped (void)
{
  Fixture f;
  int end = (int) strlen (ADDRESS);
  g_autoptr (CommsPost) kept = NULL;

  set_up (&f, FALSE);
  answer (&f, ADDRESS);
  gtk_editable_insert_text (entry_of (&f, "Answers the post at this address"), "o", -1, &end);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.new-post", "s", "");
  comms_shell_test_settle (&f.shell);
  kept = dup_kept (&f);
  g_assert_cmpstr (kept->reply_to, ==, ADDRESS "o");
  assert_kept_back (&f, ADDRESS "o");

  type (entry_of (&f, "Answers the post at this address"), "");
  comms_shell_test_settle (&f.shell);
  g_assert_false (is_off (&f));
  g_clear_object (&kept);
  kept = dup_kept (&f);
  g_assert_null (kept->reply_to);
  comms_shell_test_close (&f.shell);
}

static gboolean
is_stored (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = comms_desk_run_sync (f->shell.desk, load_post, &f->id, NULL);

  return g_str_equal (post->text, "One in five");
}

/* Waits until the pane has saved what there is to be saved. */
static void
wait_for_save (Fixture *f)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (child_of (f, "text")), "One in five", -1);
  comms_shell_test_wait (is_stored, f);
  comms_shell_test_settle (&f->shell);
}

static gboolean
answers_id (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = comms_desk_run_sync (f->shell.desk, load_post, &f->id, NULL);

  return g_strcmp0 (post->reply_to, "89") == 0;
}

/* Leaves of the address what could be an id. */
static void
leave_digits (Fixture *f)
{
  GtkEditable *entry = entry_of (f, "Answers the post at this address");

  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_delete_text (entry, 0, (int) strlen (ADDRESS) - 2);
  comms_shell_test_settle (&f->shell);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "89");
}

/* A few digits may be the id of a post or a part of something: they count when the person has done
 * with them, and the desk has what was there until then. */
static void
test_id (void)
{
  Fixture f;
  g_autoptr (CommsPost) before = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f, FALSE);
  answer (&f, ADDRESS);
  leave_digits (&f);
  wait_for_save (&f);
  before = comms_desk_run_sync (f.shell.desk, load_post, &f.id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (before->reply_to, ==, ADDRESS);
  g_assert_cmpstr (gtk_editable_get_text (entry_of (&f, "Answers the post at this address")), ==,
                   "89");
  g_assert_false (is_off (&f));
  gtk_widget_grab_focus (child_of (&f, "text"));
  comms_shell_test_wait (answers_id, &f);

  type (entry_of (&f, "Answers the post at this address"), ADDRESS);
  leave_digits (&f);
  g_signal_emit_by_name (entry_of (&f, "Answers the post at this address"), "entry-activated");
  comms_shell_test_wait (answers_id, &f);
  comms_shell_test_close (&f.shell);
}

/* Whoever closes the pane, or takes the next step by a key, has done with them. */
static void
test_id_left (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;

  set_up (&f, FALSE);
  answer (&f, ADDRESS);
  leave_digits (&f);
  kept = dup_kept (&f);
  g_assert_cmpstr (kept->reply_to, ==, "89");

  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.open-post", "x", f.id);
  comms_shell_test_settle (&f.shell);
  type (entry_of (&f, "Answers the post at this address"), ADDRESS);
  leave_digits (&f);
  gtk_widget_activate_action (f.pane, "post.reread", NULL);
  comms_shell_test_settle (&f.shell);
  g_assert_nonnull (
    comms_shell_test_find (GTK_WIDGET (f.shell.window), GTK_TYPE_LABEL, "Answers 89"));
  comms_shell_test_close (&f.shell);
}

static gpointer
move_to_mastodon (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) other = add_draft (tx, GINT_TO_POINTER (TRUE), error);
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  g_object_set (post, "account-id", other->account_id, NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

/* The account that the address is of may be chosen after it, when all else is saved. */
static void
test_account_later (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f, FALSE);
  gtk_toggle_button_set_active (child_of (&f, "settings_button"), TRUE);
  comms_shell_test_settle (&f.shell);
  type (entry_of (&f, "Answers the post at this address"), "https://social.example/@daily/77");
  wait_for_save (&f);
  g_assert_true (is_off (&f));
  comms_desk_run_sync (f.shell.desk, move_to_mastodon, &f.id, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  g_assert_false (is_off (&f));
  kept = dup_kept (&f);
  g_assert_cmpstr (kept->reply_to, ==, "https://social.example/@daily/77");
  comms_shell_test_close (&f.shell);
}

/* The beginning of an id is gone where the post is locked: nobody could end it there. */
static void
test_locked (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f, FALSE);
  gtk_toggle_button_set_active (child_of (&f, "settings_button"), TRUE);
  comms_shell_test_settle (&f.shell);
  type (entry_of (&f, "Answers the post at this address"), "12");
  comms_shell_test_settle (&f.shell);
  comms_desk_run_sync (f.shell.desk, submit_post, &f.id, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  g_assert_false (is_off (&f));
  g_assert_null (entry_of (&f, "Answers the post at this address"));
  comms_shell_test_close (&f.shell);
}

static void
choose_account (Fixture *f, int place)
{
  GtkListBox *accounts = child_of (f, "account_list");

  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (accounts, place)));
  comms_shell_test_settle (&f->shell);
}

/* What the last account's network knew is marked where the next does not, and fine again there. */
static void
test_other_network (void)
{
  Fixture f;

  set_up (&f, TRUE);
  gtk_toggle_button_set_active (child_of (&f, "settings_button"), TRUE);
  comms_shell_test_settle (&f.shell);
  type (entry_of (&f, "Answers the post at this address"), MASTODON_ADDRESS);
  type (entry_of (&f, "Warning that hides the post"), "Violence against children");
  comms_shell_test_settle (&f.shell);
  g_assert_false (is_marked (&f, "Answers the post at this address"));
  g_assert_false (is_marked (&f, "Warning that hides the post"));

  choose_account (&f, 0);
  comms_shell_test_shot (f.pane, "compose-settings-other-network");
  g_assert_true (is_marked (&f, "Answers the post at this address"));
  g_assert_true (is_marked (&f, "Warning that hides the post"));
  g_assert_true (is_off (&f));

  type (entry_of (&f, "Answers the post at this address"), ADDRESS);
  comms_shell_test_settle (&f.shell);
  g_assert_false (is_marked (&f, "Answers the post at this address"));
  g_assert_true (is_off (&f));
  type (entry_of (&f, "Warning that hides the post"), "");
  comms_shell_test_settle (&f.shell);
  g_assert_false (is_off (&f));
  comms_shell_test_close (&f.shell);
}

/* An id means another post elsewhere: the account stays, and what is written then is kept as ever.
 */
static void
test_id_elsewhere (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;

  set_up (&f, TRUE);
  answer (&f, "112233445566778899");
  choose_account (&f, 0);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (child_of (&f, "text")), "Two in four", -1);
  kept = dup_kept (&f);
  g_assert_cmpint (kept->account_id, !=, 1);
  g_assert_cmpstr (kept->reply_to, ==, "112233445566778899");
  g_assert_cmpstr (kept->text, ==, "Two in four");
  comms_shell_test_close (&f.shell);
}

/* A warning counts with the text. */
static void
test_mastodon (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;
  g_autofree char *before = NULL;

  set_up (&f, TRUE);
  gtk_toggle_button_set_active (child_of (&f, "settings_button"), TRUE);
  comms_shell_test_settle (&f.shell);
  g_assert_null (comms_shell_test_find (f.pane, ADW_TYPE_COMBO_ROW, "Who may answer"));
  before = g_strdup (gtk_label_get_label (child_of (&f, "counter_label")));
  type (entry_of (&f, "Warning that hides the post"), "Violence against children");
  comms_shell_test_settle (&f.shell);
  comms_shell_test_shot (f.pane, "compose-settings-mastodon");
  g_assert_cmpstr (gtk_label_get_label (child_of (&f, "counter_label")), !=, before);
  kept = dup_kept (&f);
  g_assert_cmpstr (kept->content_warning, ==, "Violence against children");
  comms_shell_test_close (&f.shell);
}

int
main (int argc, char **argv)
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/compose-settings/x", test_x);
  g_test_add_func ("/compose-settings/no-post", test_no_post);
  g_test_add_func ("/compose-settings/mistyped", test_mistyped);
  g_test_add_func ("/compose-settings/id", test_id);
  g_test_add_func ("/compose-settings/id-left", test_id_left);
  g_test_add_func ("/compose-settings/account-later", test_account_later);
  g_test_add_func ("/compose-settings/locked", test_locked);
  g_test_add_func ("/compose-settings/other-network", test_other_network);
  g_test_add_func ("/compose-settings/mastodon", test_mastodon);
  g_test_add_func ("/compose-settings/id-elsewhere", test_id_elsewhere);
  return g_test_run ();
}
