/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-advice.h"
#include "comms-help-window.h"
#include "comms-house-style.h"
#include "comms-preferences.h"
#include "comms-prefs-approval.h"
#include "comms-prefs-test.h"
#include "comms-shell-about.h"
#include "comms-style-row.h"

static const char *const pages[] = { "desk",        "accounts", "people", "approval",
                                     "house-style", "advice",   "program" };

static gpointer
list_people (CommsTx *tx, gpointer data, GError **error)
{
  return comms_people_list (tx, error);
}

static void
act_as_manager (CommsShellTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = comms_desk_run_sync (test->desk, list_people, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++)
    {
      CommsPerson *person = g_ptr_array_index (people, i);

      if (person->role != COMMS_ROLE_MANAGER)
        continue;
      comms_desk_act_as (test->desk, comms_record_get_id (COMMS_RECORD (person)), &error);
      g_assert_no_error (error);
    }
}

static void
test_pages (void)
{
  CommsShellTest test = { 0 };

  comms_shell_test_open (&test, NULL, 1280, 800);
  act_as_manager (&test);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strconcat ("preferences-", pages[i], NULL);

      comms_shell_test_shot (comms_prefs_test_open (&test, pages[i]), name);
    }
  gtk_window_destroy (GTK_WINDOW (comms_prefs_test_find_toplevel (COMMS_TYPE_PREFERENCES)));
  comms_shell_test_close (&test);
}

static gboolean
holds_forty (gpointer data)
{
  return comms_desk_get_policy (data)->hold_seconds == 40;
}

/* What is set is kept at once, and nothing else is. */
static void
test_policy (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  GtkWidget *spin;
  g_autoptr (CommsPolicy) before = NULL;

  comms_shell_test_open (&test, NULL, 1280, 800);
  act_as_manager (&test);
  window = comms_prefs_test_open (&test, "desk");
  before = comms_record_copy (comms_desk_get_policy (test.desk));
  spin = comms_shell_test_find (window, GTK_TYPE_SPIN_BUTTON, NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 40);
  comms_shell_test_wait (holds_forty, test.desk);
  g_object_set (before, "hold-seconds", G_GINT64_CONSTANT (40), NULL);
  g_assert_true (comms_record_equal (before, comms_desk_get_policy (test.desk)));
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

/* An officer reads the rules, and why they cannot be changed. */
static void
test_officer (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  GtkWidget *spin;

  comms_shell_test_open (&test, NULL, 1280, 800);
  g_assert_cmpint (comms_desk_get_person (test.desk)->role, !=, COMMS_ROLE_MANAGER);
  window = comms_prefs_test_open (&test, "desk");
  spin = comms_shell_test_find (window, GTK_TYPE_SPIN_BUTTON, NULL);
  g_assert_false (gtk_widget_is_sensitive (spin));
  g_assert_nonnull (
    comms_shell_test_find (window, GTK_TYPE_LABEL, "Only a manager can change this."));
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

/* --- house style and advice --- */

typedef struct
{
  CommsDesk *desk;
  GtkWidget *window;
  const char *tag;
  gboolean there;
} Bank;

static gpointer
list_hashtags (CommsTx *tx, gpointer data, GError **error)
{
  return comms_house_style_list (tx, COMMS_TYPE_HASHTAG, error);
}

static gboolean
has_tag (gpointer data)
{
  Bank *bank = data;
  g_autoptr (GPtrArray) tags = comms_desk_run_sync (bank->desk, list_hashtags, NULL, NULL);
  gboolean there = FALSE;

  for (guint i = 0; i < tags->len; i++)
    there |= g_str_equal (((CommsHashtag *) g_ptr_array_index (tags, i))->tag, bank->tag);
  return there == bank->there;
}

/* The row of that title, or its disappearance, whichever is wanted. */
static gboolean
shows_row (gpointer data)
{
  Bank *bank = data;

  return (comms_shell_test_find (bank->window, COMMS_TYPE_STYLE_ROW, bank->tag) != NULL) ==
         bank->there;
}

static gboolean
offers_undo (gpointer data)
{
  return comms_shell_test_find (((Bank *) data)->window, GTK_TYPE_BUTTON, "Undo") != NULL;
}

/* A hashtag is put into the bank, taken out and put back, each with a way back; what a manager
 * clears is off for an officer, and says why. */
static void
test_house_style (void)
{
  CommsShellTest test = { 0 };
  Bank bank = { NULL, NULL, "#WaterForAll", FALSE };
  GtkWidget *row;
  int least;

  comms_shell_test_open (&test, NULL, 1280, 800);
  bank.desk = test.desk;
  bank.window = comms_prefs_test_open (&test, "house-style");
  gtk_window_set_default_size (GTK_WINDOW (bank.window), 360, 720);
  comms_shell_test_settle (&test);
  gtk_widget_measure (bank.window, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  comms_shell_test_shot (bank.window, "preferences-house-style-narrow");
  row = comms_shell_test_find (bank.window, COMMS_TYPE_STYLE_ROW, "Add a line");
  g_assert_nonnull (row);
  g_assert_false (gtk_widget_is_sensitive (row));
  g_assert_nonnull (
    comms_shell_test_find (bank.window, GTK_TYPE_LABEL, "Only a manager can change this."));

  row = comms_shell_test_find (bank.window, COMMS_TYPE_STYLE_ROW, "Add a hashtag");
  g_assert_true (gtk_widget_is_sensitive (row));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  comms_shell_test_settle (&test);
  gtk_editable_set_text (GTK_EDITABLE (comms_shell_test_find (row, ADW_TYPE_ENTRY_ROW, "Hashtag")),
                         bank.tag);
  comms_shell_test_click (row, "Add");
  bank.there = TRUE;
  comms_shell_test_wait (has_tag, &bank);
  comms_shell_test_wait (shows_row, &bank);
  comms_shell_test_wait (offers_undo, &bank);
  comms_shell_test_click (bank.window, "Undo");
  bank.there = FALSE;
  comms_shell_test_wait (has_tag, &bank);
  comms_shell_test_wait (shows_row, &bank);

  bank.tag = "#HumanRightsDay";
  row = comms_shell_test_find (bank.window, COMMS_TYPE_STYLE_ROW, bank.tag);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  comms_shell_test_settle (&test);
  comms_shell_test_click (row, "Remove");
  comms_shell_test_wait (has_tag, &bank);
  comms_shell_test_wait (offers_undo, &bank);
  comms_shell_test_click (bank.window, "Undo");
  bank.there = TRUE;
  comms_shell_test_wait (has_tag, &bank);
  gtk_window_destroy (GTK_WINDOW (bank.window));
  comms_shell_test_close (&test);
}

static gpointer
load_levels (CommsTx *tx, gpointer data, GError **error)
{
  return comms_advice_levels_load (tx, error);
}

static gboolean
capitals_block (gpointer data)
{
  g_autofree CommsAdviceLevels *levels = comms_desk_run_sync (data, load_levels, NULL, NULL);

  return levels->levels[COMMS_CHECK_CAPITALS] == COMMS_CHECK_BLOCKS;
}

static GtkWidget *
level_drop (GtkWidget *window, guint kind)
{
  GtkWidget *row =
    comms_shell_test_find (window, ADW_TYPE_ACTION_ROW, comms_advice_sentence (kind));

  g_assert_nonnull (row);
  return comms_shell_test_find (row, GTK_TYPE_DROP_DOWN, NULL);
}

/* An officer reads what is noticed; a manager sets it, but for the rules of the desk. */
static void
test_advice (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  int least;

  comms_shell_test_open (&test, NULL, 1280, 800);
  window = comms_prefs_test_open (&test, "advice");
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 720);
  comms_shell_test_settle (&test);
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  comms_shell_test_shot (window, "preferences-advice-narrow");
  g_assert_false (gtk_widget_is_sensitive (level_drop (window, COMMS_CHECK_CAPITALS)));
  g_assert_nonnull (
    comms_shell_test_find (window, GTK_TYPE_LABEL, "Only a manager can change this."));

  act_as_manager (&test);
  comms_shell_test_settle (&test);
  g_assert_true (gtk_widget_is_sensitive (level_drop (window, COMMS_CHECK_CAPITALS)));
  g_assert_false (gtk_widget_is_sensitive (level_drop (window, COMMS_CHECK_LENGTH)));
  g_assert_nonnull (
    comms_shell_test_find (window, GTK_TYPE_LABEL, comms_advice_why_fixed (COMMS_CHECK_LENGTH)));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (level_drop (window, COMMS_CHECK_CAPITALS)), 3);
  comms_shell_test_wait (capitals_block, test.desk);
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

static void
test_help (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;

  comms_shell_test_open (&test, NULL, 1280, 800);
  comms_help_window_present (GTK_APPLICATION (test.application), "states");
  window = comms_prefs_test_find_toplevel (COMMS_TYPE_HELP_WINDOW);
  gtk_widget_remove_css_class (window, "solid-csd");
  gtk_test_widget_wait_for_draw (window);
  comms_shell_test_shot (window, "help");
  g_assert_nonnull (comms_shell_test_find (window, GTK_TYPE_LABEL, "Unknown"));
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

static void
test_about (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;

  comms_shell_test_open (&test, NULL, 1280, 800);
  comms_shell_show_about (GTK_WINDOW (test.window));
  window = comms_prefs_test_find_toplevel (ADW_TYPE_ABOUT_WINDOW);
  gtk_test_widget_wait_for_draw (window);
  comms_shell_test_shot (window, "about");
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_show_shortcuts (GTK_WINDOW (test.window));
  window = comms_prefs_test_find_toplevel (GTK_TYPE_SHORTCUTS_WINDOW);
  gtk_test_widget_wait_for_draw (window);
  comms_shell_test_shot (window, "shortcuts");
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

/* Connecting an account, with the keyboard alone. The network is a server on this computer, the
 * browser is the test. */

/* No page of the assistant is wider than a phone. */
static void
assert_narrow (CommsConnectAssistant *assistant)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (assistant), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static gpointer
list_accounts (CommsTx *tx, gpointer data, GError **error)
{
  return comms_accounts_list (tx, error);
}

static void
assert_focus (GtkWidget *window, const char *row)
{
  GtkWidget *entry = comms_shell_test_find (window, ADW_TYPE_ENTRY_ROW, row);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  g_assert_nonnull (entry);
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, entry));
}

static void
test_connect (void)
{
  CommsShellTest test = { 0 };
  g_autoptr (CommsFakeX) server = comms_fake_x_new ();
  g_autoptr (GPtrArray) accounts = NULL;
  CommsConnectAssistant *assistant;
  CommsAccount *account;
  GtkWidget *window;
  GtkWidget *button;
  GtkWidget *row;

  comms_shell_test_open_empty (&test, NULL, 1280, 800);
  window = comms_prefs_test_open (&test, "accounts");
  assistant = comms_prefs_test_connect (window, server, 0);
  comms_shell_test_shot (window, "connect-networks");
  comms_shell_test_settle (&test);

  /* X, and what it needs: without the client id it says so. */
  gtk_widget_activate (comms_shell_test_find (window, ADW_TYPE_ACTION_ROW, "X"));
  comms_shell_test_settle (&test);
  comms_shell_test_shot (window, "connect-need");
  comms_shell_test_click (window, "Sign In");
  comms_prefs_test_wait_for (window, "The ministry’s client id at X is missing. A manager copies "
                                     "it from console.x.com and enters it once, when an account on "
                                     "X is connected.");
  assert_focus (window, "The ministry’s client id at X");
  /* Back, the network is still the one that was chosen. */
  gtk_widget_activate_action (GTK_WIDGET (assistant), "connect.back", NULL);
  comms_shell_test_settle (&test);
  row = comms_shell_test_find (window, ADW_TYPE_ACTION_ROW, "X");
  g_assert_true (gtk_widget_has_focus (row));
  gtk_widget_activate (row);
  comms_shell_test_settle (&test);
  comms_prefs_test_type (window, "The ministry’s client id at X", "ministry-client");

  /* A no in the browser is one sentence, and the way back. Enter is as good as the button. */
  g_signal_emit_by_name (comms_shell_test_find (window, ADW_TYPE_ENTRY_ROW,
                                                "The ministry’s client id at X"),
                         "entry-activated");
  comms_prefs_test_come_back (assistant, "error=access_denied");
  assert_narrow (assistant);
  comms_prefs_test_wait_for (window, "The sign-in was declined in the browser. Start again and "
                                     "allow it there.");
  comms_shell_test_shot (window, "connect-declined");
  g_assert_cmpuint (comms_fake_x_n_requests (server), ==, 0);

  comms_fake_x_answer (server, 200, "application/json", NULL,
                       "{\"access_token\":\"planted-a\",\"refresh_token\":\"planted-r\","
                       "\"expires_in\":7200}");
  comms_fake_x_answer (server, 200, "application/json", NULL,
                       "{\"data\":{\"id\":\"77\",\"username\":\"mohr_x\",\"name\":\"Ministry\"}}");
  comms_shell_test_click (window, "Sign In");
  comms_shell_test_shot (window, "connect-wait");
  comms_prefs_test_come_back (assistant, "code=planted-code");
  comms_prefs_test_wait_for (window, "You are signed in as “Ministry”, @mohr_x.");
  comms_shell_test_settle (&test);
  comms_shell_test_shot (window, "connect-account");

  assert_narrow (assistant);

  /* Nothing goes on before somebody says that it is official. */
  button = comms_shell_test_find (window, GTK_TYPE_BUTTON, "Connect");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_nonnull (comms_shell_test_find (window, GTK_TYPE_LABEL,
                                           "Confirm first that it is an official account."));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (comms_shell_test_find (GTK_WIDGET (assistant),
                                                                        GTK_TYPE_CHECK_BUTTON,
                                                                        NULL)),
                               TRUE);
  g_assert_true (gtk_widget_is_sensitive (button));
  comms_shell_test_click (window, "Connect");
  comms_prefs_test_wait_for (window, "@mohr_x is connected.");
  comms_fake_x_answer (server, 200, "application/json", NULL,
                       "{\"data\":{\"id\":\"77\",\"username\":\"mohr_x\",\"name\":\"Ministry\"}}");
  comms_shell_test_click (window, "Test");
  comms_prefs_test_wait_for (window, "Works: the network knows it as @mohr_x.");
  comms_shell_test_shot (window, "connect-done");

  accounts = comms_desk_run_sync (test.desk, list_accounts, NULL, NULL);
  g_assert_cmpuint (accounts->len, ==, 1);
  account = g_ptr_array_index (accounts, 0);
  g_assert_cmpstr (account->official_confirmed_by, ==, comms_desk_get_person (test.desk)->name);
  g_assert_null (account->reading_confirmed_by);
  g_assert_cmpint (account->owner_id, ==,
                   comms_record_get_id (COMMS_RECORD (comms_desk_get_person (test.desk))));
  g_assert_cmpstr (comms_desk_get_policy (test.desk)->x_client_id, ==, "ministry-client");

  comms_shell_test_click (window, "Done");
  g_assert_null (comms_shell_test_find (window, COMMS_TYPE_CONNECT_ASSISTANT, NULL));
  comms_shell_test_settle (&test);
  comms_shell_test_shot (window, "connect-list");

  gtk_widget_activate_action (window, "prefs.connect", "x",
                              comms_record_get_id (COMMS_RECORD (account)));
  comms_prefs_test_wait_for (window, "Sign in again");
  comms_shell_test_shot (window, "connect-again");
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

static gboolean
needs_two (gpointer data)
{
  CommsPolicy *policy = comms_desk_get_policy (data);

  return policy->approvals == 2 && !policy->single_person;
}

static gboolean
has_legal_reviewer (gpointer data)
{
  return comms_desk_get_policy (data)->legal_reviewer_id != 0;
}

/* A manager says how many sign, and who has a part by name. */
static void
test_approval (void)
{
  CommsShellTest test = { 0 };
  GtkWidget *window;
  GtkWidget *page;
  GtkWidget *row;
  GtkWidget *drop;

  comms_shell_test_open (&test, NULL, 1024, 768);
  act_as_manager (&test);
  window = comms_prefs_test_open (&test, "approval");
  row = comms_shell_test_find (window, ADW_TYPE_ACTION_ROW, "Three people for each post");
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  comms_shell_test_wait (needs_two, test.desk);
  comms_shell_test_settle (&test);
  page = comms_shell_test_find (window, COMMS_TYPE_PREFS_APPROVAL, NULL);
  drop = comms_shell_test_find (page, GTK_TYPE_DROP_DOWN, NULL);
  g_assert_nonnull (drop);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), 1);
  comms_shell_test_wait (has_legal_reviewer, test.desk);
  comms_shell_test_settle (&test);
  comms_shell_test_shot (window, "preferences-approval-set");
  gtk_window_destroy (GTK_WINDOW (window));
  comms_shell_test_close (&test);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/preferences/pages", test_pages);
  g_test_add_func ("/preferences/policy", test_policy);
  g_test_add_func ("/preferences/approval", test_approval);
  g_test_add_func ("/preferences/officer", test_officer);
  g_test_add_func ("/preferences/connect", test_connect);
  g_test_add_func ("/preferences/house-style", test_house_style);
  g_test_add_func ("/preferences/advice", test_advice);
  g_test_add_func ("/preferences/help", test_help);
  g_test_add_func ("/preferences/about", test_about);

  return g_test_run ();
}
