/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-account-row.h"
#include "comms-accounts.h"
#include "comms-audit-entry.h"
#include "comms-person-drop.h"
#include "comms-person-row.h"
#include "comms-posts.h"
#include "comms-prefs-approval.h"
#include "comms-prefs-test.h"
#include "comms-record-table.h"

/* The accounts in the preferences, while others work at the same desk. Hira Manzar is the manager,
 * Amna Zarvan the officer. */
#define OFFICER 1
#define MANAGER 2
#define ACCOUNT 1

typedef struct
{
  CommsShellTest shell;
  GtkWidget *window;
  GtkWidget *row;
} Fixture;

static gpointer
load_account (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_accounts_load (tx, ACCOUNT, error);
}

static CommsAccount *
dup_account (Fixture *f)
{
  CommsAccount *account = comms_desk_run_sync (f->shell.desk, load_account, NULL, NULL);

  g_assert_nonnull (account);
  return account;
}

static void
act_as (Fixture *f, gint64 person)
{
  g_autoptr (GError) error = NULL;

  comms_desk_act_as (f->shell.desk, person, &error);
  g_assert_no_error (error);
}

static void
open_page (Fixture *f, const char *page)
{
  memset (f, 0, sizeof *f);
  comms_shell_test_open (&f->shell, NULL, 1280, 800);
  act_as (f, MANAGER);
  f->window = comms_prefs_test_open (&f->shell, page);
}

static void
open_row (Fixture *f)
{
  open_page (f, "accounts");
  f->row = comms_shell_test_find (f->window, COMMS_TYPE_ACCOUNT_ROW, NULL);
  g_assert_nonnull (f->row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (f->row), TRUE);
  comms_shell_test_settle (&f->shell);
}

static void
close_page (Fixture *f)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  comms_shell_test_close (&f->shell);
}

/* What another person or the network does to the account in the meantime. */
static gboolean
save_row (CommsTx *tx, gpointer record, GError **error)
{
  return comms_record_table_save (tx->db, record, error);
}

static void
change (Fixture *f, const char *property, gint64 number)
{
  g_autoptr (CommsAccount) account = dup_account (f);
  g_autoptr (GError) error = NULL;

  g_object_set (account, property, number, NULL);
  comms_desk_run_record_sync (f->shell.desk, save_row, account, &error);
  g_assert_no_error (error);
}

static GtkWidget *
entry (Fixture *f, const char *title)
{
  GtkWidget *found = comms_shell_test_find (f->row, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (found);
  return found;
}

static gboolean
is_called (gpointer data)
{
  g_autoptr (CommsAccount) account = dup_account (data);

  return g_strcmp0 (account->name, "Ministry, in English") == 0;
}

/* One field is set over what is there at that moment. */
static void
test_one_field (void)
{
  Fixture f;
  g_autoptr (CommsAccount) account = NULL;

  open_row (&f);
  /* The window has not heard of it yet. */
  change (&f, "colour", 5);
  gtk_editable_set_text (GTK_EDITABLE (entry (&f, "What the desk calls it")),
                         "Ministry, in English");
  g_signal_emit_by_name (entry (&f, "What the desk calls it"), "apply");
  comms_shell_test_wait (is_called, &f);
  account = dup_account (&f);
  g_assert_cmpint (account->colour, ==, 5);
  close_page (&f);
}

static gpointer
hold_longer (CommsTx *tx, gpointer unused, GError **error)
{
  g_autoptr (CommsPolicy) policy = comms_record_copy (tx->policy);

  g_object_set (policy, "hold-seconds", G_GINT64_CONSTANT (77), NULL);
  return GINT_TO_POINTER (comms_policy_save (tx, policy, error));
}

static gpointer
load_policy (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_record_copy (tx->policy);
}

static gboolean
needs_two (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPolicy) policy = comms_desk_run_sync (f->shell.desk, load_policy, NULL, NULL);

  return policy->approvals == 2;
}

/* The same of the rules, where a choice is two fields. */
static void
test_one_rule (void)
{
  Fixture f;
  g_autoptr (CommsPolicy) policy = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *row;

  open_page (&f, "approval");
  row = comms_shell_test_find (f.window, ADW_TYPE_ACTION_ROW, "Three people for each post");
  comms_desk_run_sync (f.shell.desk, hold_longer, NULL, &error);
  g_assert_no_error (error);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  comms_shell_test_wait (needs_two, &f);
  policy = comms_desk_run_sync (f.shell.desk, load_policy, NULL, NULL);
  g_assert_cmpint (policy->hold_seconds, ==, 77);
  close_page (&f);
}

/* What is being typed stays while the account changes, as it does with each post. */
static void
test_typed (void)
{
  Fixture f;
  GtkEditable *name;

  open_row (&f);
  name = GTK_EDITABLE (entry (&f, "What the desk calls it"));
  gtk_editable_set_text (name, "Ministry, in Eng");
  change (&f, "checked-at", 1796806920000);
  comms_shell_test_settle (&f.shell);
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "Ministry, in Eng");
  close_page (&f);
}

static gboolean
shows_stored (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsAccount) account = dup_account (f);

  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry (f, "What the desk calls it"))),
                    account->name) == 0;
}

/* What was refused does not stand there as if it were kept; what was cleaned stands there clean. */
static void
test_refused (void)
{
  Fixture f;
  GtkWidget *name;

  open_row (&f);
  name = entry (&f, "What the desk calls it");
  act_as (&f, OFFICER);
  gtk_editable_set_text (GTK_EDITABLE (name), "An officer’s account");
  g_signal_emit_by_name (name, "apply");
  comms_shell_test_settle (&f.shell);
  g_assert_true (shows_stored (&f));

  act_as (&f, MANAGER);
  gtk_editable_set_text (GTK_EDITABLE (name), "Ministry,  in English ");
  g_signal_emit_by_name (name, "apply");
  comms_shell_test_wait (is_called, &f);
  comms_shell_test_settle (&f.shell);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "Ministry, in English");
  close_page (&f);
}

static gpointer
make_translator (CommsTx *tx, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) people = comms_people_list (tx, error);
  CommsPerson *officer = NULL;

  for (guint i = 0; i < people->len; i++)
    if (comms_record_get_id (g_ptr_array_index (people, i)) == OFFICER)
      officer = g_ptr_array_index (people, i);
  g_object_set (officer, "role", COMMS_ROLE_TRANSLATOR, NULL);
  return GINT_TO_POINTER (comms_people_save (tx, officer, error));
}

/* What is being typed about a person stays while another field of theirs changes. */
static void
test_typed_person (void)
{
  Fixture f;
  GtkEditable *login;
  g_autoptr (GError) error = NULL;

  open_page (&f, "people");
  f.row = comms_shell_test_find (f.window, COMMS_TYPE_PERSON_ROW, "Amna Zarvan");
  g_assert_nonnull (f.row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (f.row), TRUE);
  comms_shell_test_settle (&f.shell);
  login = GTK_EDITABLE (entry (&f, "Signs in to the computer as"));
  gtk_editable_set_text (login, "amna.zar");
  comms_desk_run_sync (f.shell.desk, make_translator, NULL, &error);
  g_assert_no_error (error);
  comms_desk_tell (f.shell.desk);
  comms_shell_test_settle (&f.shell);
  g_assert_cmpint (adw_combo_row_get_selected (
                     ADW_COMBO_ROW (comms_shell_test_find (f.row, ADW_TYPE_COMBO_ROW, "Role"))),
                   ==, COMMS_ROLE_TRANSLATOR);
  g_assert_cmpstr (gtk_editable_get_text (login), ==, "amna.zar");
  close_page (&f);
}

static gboolean
is_tested (gpointer data)
{
  return gtk_widget_is_sensitive (comms_shell_test_find (data, GTK_TYPE_BUTTON, "Test"));
}

/* What the test found stays when the test's own note in the account fills the row again. */
static void
test_result (void)
{
  Fixture f;
  GtkWidget *row;
  g_autofree char *said = NULL;

  open_row (&f);
  row = comms_shell_test_find (f.row, ADW_TYPE_ACTION_ROW, "Sign-in");
  comms_shell_test_click (f.row, "Test");
  comms_shell_test_wait (is_tested, f.row);
  said = g_strdup (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));
  g_test_message ("%s", said);
  g_assert_cmpstr (said, !=, "Asking the network whose sign-in it is…");
  change (&f, "checked-at", 1796806920000);
  comms_desk_tell (f.shell.desk);
  comms_shell_test_settle (&f.shell);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, said);
  close_page (&f);
}

static gpointer
has_entry (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) entries =
    comms_record_table_select (tx->db, COMMS_TYPE_AUDIT_ENTRY, error,
                               "WHERE subject = 'account' AND action = ? ORDER BY id", "s", data);

  return entries->len > 0 ? g_object_ref (g_ptr_array_index (entries, entries->len - 1)) : NULL;
}

static gboolean
has_owner (gpointer data)
{
  g_autoptr (CommsAccount) account = dup_account (data);

  return account->owner_id == MANAGER;
}

static void
choose (GtkDropDown *drop, const char *name)
{
  GListModel *names = gtk_drop_down_get_model (drop);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i), name))
      gtk_drop_down_set_selected (drop, i);
}

/* Another person answers for it, and the log says who. */
static void
test_owner (void)
{
  Fixture f;
  GtkWidget *drop;
  g_autoptr (CommsAuditEntry) logged = NULL;

  open_row (&f);
  change (&f, "owner-id", OFFICER);
  comms_shell_test_settle (&f.shell);
  drop = comms_shell_test_find (f.row, COMMS_TYPE_PERSON_DROP, NULL);
  g_assert_cmpint (comms_person_drop_get_id (COMMS_PERSON_DROP (drop)), ==, OFFICER);
  choose (GTK_DROP_DOWN (comms_shell_test_find (drop, GTK_TYPE_DROP_DOWN, NULL)), "Hira Manzar");
  comms_shell_test_wait (has_owner, &f);
  logged = comms_desk_run_sync (f.shell.desk, has_entry, (gpointer) "owner", NULL);
  g_assert_nonnull (logged);
  g_assert_cmpstr (logged->from_value, ==, "Amna Zarvan");
  g_assert_cmpstr (logged->to_value, ==, "Hira Manzar");
  close_page (&f);
}

static gboolean
is_paused (gpointer data)
{
  g_autoptr (CommsAccount) account = dup_account (data);

  return account->state == COMMS_ACCOUNT_STATE_PAUSED &&
         g_strcmp0 (account->pause_reason, "The password was in a mail") == 0;
}

static gboolean
is_ready (gpointer data)
{
  g_autoptr (CommsAccount) account = dup_account (data);

  return account->state == COMMS_ACCOUNT_STATE_READY;
}

static void
pause_account (Fixture *f)
{
  comms_shell_test_click (f->row, "Pause…");
  comms_shell_test_settle (&f->shell);
  g_assert_false (
    gtk_widget_is_sensitive (comms_shell_test_find (f->row, GTK_TYPE_BUTTON, "Pause Account")));
  gtk_editable_set_text (GTK_EDITABLE (entry (f, "Why nothing may leave from it")),
                         "The password was in a mail");
  comms_shell_test_click (f->row, "Pause Account");
  comms_shell_test_wait (is_paused, f);
  comms_shell_test_settle (&f->shell);
}

/* Anyone pulls the brake of an account, with a reason; it is let go there, and by Undo. */
static void
test_pause (void)
{
  Fixture f;
  g_autoptr (CommsAuditEntry) logged = NULL;

  open_row (&f);
  act_as (&f, OFFICER);
  comms_shell_test_settle (&f.shell);
  g_assert_false (gtk_widget_is_sensitive (entry (&f, "What the desk calls it")));
  pause_account (&f);
  comms_shell_test_shot (f.window, "preferences-account-paused");
  logged = comms_desk_run_sync (f.shell.desk, has_entry, (gpointer) "pause", NULL);
  g_assert_nonnull (strstr (logged->note, "The password was in a mail"));
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.undo", NULL);
  comms_shell_test_wait (is_ready, &f);
  comms_shell_test_settle (&f.shell);

  pause_account (&f);
  comms_shell_test_click (f.row, "Let It Go On");
  comms_shell_test_wait (is_ready, &f);
  comms_shell_test_settle (&f.shell);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.undo", NULL);
  comms_shell_test_wait (is_paused, &f);
  close_page (&f);
}

static gpointer
pause_again (CommsTx *tx, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (comms_accounts_pause (tx, ACCOUNT, NULL, error) &&
                          comms_accounts_pause (tx, ACCOUNT, "An inquiry", error));
}

/* Undo lets go of one's own pause, and not of one that another has made since. */
static void
test_pause_of_another (void)
{
  Fixture f;
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  open_row (&f);
  pause_account (&f);
  comms_desk_run_sync (f.shell.desk, pause_again, NULL, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.undo", NULL);
  comms_shell_test_settle (&f.shell);
  account = dup_account (&f);
  g_assert_cmpint (account->state, ==, COMMS_ACCOUNT_STATE_PAUSED);
  g_assert_cmpstr (account->pause_reason, ==, "An inquiry");
  close_page (&f);
}

static gboolean
says_why (gpointer data)
{
  Fixture *f = data;
  GtkWidget *row = comms_shell_test_find (f->row, ADW_TYPE_ACTION_ROW, "Sending");

  return strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Only a manager") != NULL;
}

/* What an officer may not let go on is off, and says why; a manager may. */
static void
test_resume (void)
{
  Fixture f;

  open_row (&f);
  pause_account (&f);
  g_assert_true (
    gtk_widget_is_sensitive (comms_shell_test_find (f.row, GTK_TYPE_BUTTON, "Let It Go On")));
  g_assert_false (says_why (&f));
  act_as (&f, OFFICER);
  comms_shell_test_wait (says_why, &f);
  comms_shell_test_shot (f.window, "preferences-account-kept-paused");
  g_assert_false (
    gtk_widget_is_sensitive (comms_shell_test_find (f.row, GTK_TYPE_BUTTON, "Let It Go On")));
  act_as (&f, MANAGER);
  comms_shell_test_settle (&f.shell);
  g_assert_true (
    gtk_widget_is_sensitive (comms_shell_test_find (f.row, GTK_TYPE_BUTTON, "Let It Go On")));
  close_page (&f);
}

/* Whoever asked to pause an account can think better of it. */
static void
test_cancel_pause (void)
{
  Fixture f;
  GtkWidget *reason;

  open_row (&f);
  comms_shell_test_click (f.row, "Pause…");
  comms_shell_test_settle (&f.shell);
  reason = entry (&f, "Why nothing may leave from it");
  g_assert_true (gtk_widget_get_visible (reason));
  comms_shell_test_click (reason, "Cancel");
  comms_shell_test_settle (&f.shell);
  g_assert_false (gtk_widget_get_visible (reason));
  g_assert_true (is_ready (&f));
  comms_shell_test_click (f.row, "Pause…");
  comms_shell_test_settle (&f.shell);
  g_assert_true (gtk_widget_get_visible (reason));
  close_page (&f);
}

/* What the network said of its limit and its clock stands on the row before it bites. */
static void
test_warnings (void)
{
  Fixture f;
  const char *subtitle;
  g_autofree char *rate = NULL;

  open_row (&f);
  change (&f, "clock-skew", 3 * 60 * 1000);
  change (&f, "rate-limit", 100);
  change (&f, "rate-remaining", 3);
  change (&f, "rate-reset-at", comms_desk_now (f.shell.desk) + 30 * 60 * 1000);
  comms_desk_tell (f.shell.desk);
  comms_shell_test_settle (&f.shell);
  subtitle = adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (f.row));
  g_test_message ("%s", subtitle);
  comms_shell_test_shot (f.window, "preferences-account-warnings");
  g_assert_nonnull (strstr (subtitle, "This computer’s clock is 3 minutes behind that of X"));
  g_assert_nonnull (
    strstr (subtitle, "3 posts are left for @mohr_example until Wed 9 Dec, 14:32."));
  close_page (&f);
}

/* The times and numbers of the desk's day that are being typed stay while other rules change. */
static void
test_typed_rules (void)
{
  Fixture f;
  GtkEditable *slots;
  GtkEditable *grace;
  g_autoptr (GError) error = NULL;

  open_page (&f, "desk");
  f.row = f.window;
  slots = GTK_EDITABLE (entry (&f, "Times of a day’s posts"));
  grace = GTK_EDITABLE (
    comms_shell_test_find (comms_shell_test_find (f.window, ADW_TYPE_ACTION_ROW, "Grace"),
                           GTK_TYPE_SPIN_BUTTON, NULL));
  gtk_editable_set_text (slots, "09:10 1");
  gtk_editable_set_text (grace, "4");
  comms_desk_run_sync (f.shell.desk, hold_longer, NULL, &error);
  g_assert_no_error (error);
  comms_desk_tell (f.shell.desk);
  comms_shell_test_settle (&f.shell);
  g_assert_cmpint (comms_desk_get_policy (f.shell.desk)->hold_seconds, ==, 77);
  g_assert_cmpstr (gtk_editable_get_text (slots), ==, "09:10 1");
  g_assert_cmpstr (gtk_editable_get_text (grace), ==, "4");
  close_page (&f);
}

static gpointer
touch_post (CommsTx *tx, gpointer unused, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_DRAFT };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);
  CommsPost *post = g_ptr_array_index (posts, 0);

  g_object_set (post, "text", "Other words.", NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

/* The cap that is being typed stays while posts come and go. */
static void
test_cap (void)
{
  Fixture f;
  GtkWidget *spin;
  g_autoptr (GError) error = NULL;

  open_page (&f, "cost");
  spin = comms_shell_test_find (f.window, GTK_TYPE_SPIN_BUTTON, NULL);
  gtk_editable_set_text (GTK_EDITABLE (spin), "37");
  comms_desk_run_sync (f.shell.desk, touch_post, NULL, &error);
  g_assert_no_error (error);
  comms_desk_tell (f.shell.desk);
  comms_shell_test_settle (&f.shell);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "37");
  close_page (&f);
}

static gpointer
leave_legal (CommsTx *tx, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) people = comms_people_list (tx, error);
  g_autoptr (CommsPolicy) policy = comms_record_copy (tx->policy);
  CommsPerson *officer = NULL;

  for (guint i = 0; i < people->len; i++)
    if (comms_record_get_id (g_ptr_array_index (people, i)) == OFFICER)
      officer = g_ptr_array_index (people, i);
  g_object_set (policy, "legal-reviewer-id", comms_record_get_id (COMMS_RECORD (officer)), NULL);
  g_object_set (officer, "active", FALSE, NULL);
  return GINT_TO_POINTER (comms_policy_save (tx, policy, error) &&
                          comms_people_save (tx, officer, error));
}

static gboolean
has_nobody (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPolicy) policy = comms_desk_run_sync (f->shell.desk, load_policy, NULL, NULL);

  return policy->legal_reviewer_id == 0;
}

/* Whoever left keeps the task by name until it is taken from them. */
static void
test_left (void)
{
  Fixture f;
  GtkWidget *page;
  GtkWidget *drop;
  GtkStringObject *selected;
  g_autoptr (GError) error = NULL;

  open_page (&f, "approval");
  comms_desk_run_sync (f.shell.desk, leave_legal, NULL, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  page = comms_shell_test_find (f.window, COMMS_TYPE_PREFS_APPROVAL, NULL);
  drop = comms_shell_test_find (page, GTK_TYPE_DROP_DOWN, NULL);
  selected = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (drop));
  g_assert_cmpstr (gtk_string_object_get_string (selected), ==,
                   "Amna Zarvan (no longer works here)");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), 0);
  comms_shell_test_wait (has_nobody, &f);
  close_page (&f);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/preferences-accounts/one-field", test_one_field);
  g_test_add_func ("/preferences-accounts/one-rule", test_one_rule);
  g_test_add_func ("/preferences-accounts/typed", test_typed);
  g_test_add_func ("/preferences-accounts/refused", test_refused);
  g_test_add_func ("/preferences-accounts/typed-person", test_typed_person);
  g_test_add_func ("/preferences-accounts/typed-rules", test_typed_rules);
  g_test_add_func ("/preferences-accounts/result", test_result);
  g_test_add_func ("/preferences-accounts/owner", test_owner);
  g_test_add_func ("/preferences-accounts/pause", test_pause);
  g_test_add_func ("/preferences-accounts/pause-of-another", test_pause_of_another);
  g_test_add_func ("/preferences-accounts/resume", test_resume);
  g_test_add_func ("/preferences-accounts/cancel-pause", test_cancel_pause);
  g_test_add_func ("/preferences-accounts/warnings", test_warnings);
  g_test_add_func ("/preferences-accounts/left", test_left);
  g_test_add_func ("/preferences-accounts/cap", test_cap);

  return g_test_run ();
}
