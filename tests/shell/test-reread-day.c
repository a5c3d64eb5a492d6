/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-media-desk.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "comms-reread-day-page.h"
#include "comms-shell-test.h"
#include "comms-test-network.h"

/* Several posts that are re-read together. Hira Manzar is the manager, Amna Zarvan the officer. */
#define MANAGER 2
#define N_POSTS 2

typedef struct
{
  CommsShellTest shell;
  GtkWidget *page;
  gint64 ids[N_POSTS];
} Fixture;

static gpointer
find_drafts (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_DRAFT,
                           .due_from = tx->stamp.now,
                           .limit = N_POSTS };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);
  Fixture *f = data;

  g_assert_cmpuint (posts->len, ==, N_POSTS);
  for (guint i = 0; i < N_POSTS; i++)
    f->ids[i] = comms_record_get_id (g_ptr_array_index (posts, i));
  return NULL;
}

static void
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  comms_shell_test_open (&f->shell, "calendar", 1280, 800);
  comms_desk_run_sync (f->shell.desk, find_drafts, f, NULL);
  f->page = GTK_WIDGET (comms_window_get_page (f->shell.window, "reread-day"));
}

static void
open_day (Fixture *f)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (f->shell.window), "win.reread-day",
                                      g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, f->ids,
                                                                 N_POSTS, sizeof (gint64)));
  comms_shell_test_settle (&f->shell);
}

static GtkCheckButton *
check (Fixture *f)
{
  return GTK_CHECK_BUTTON (
    gtk_widget_get_template_child (f->page, COMMS_TYPE_REREAD_DAY_PAGE, "read_check"));
}

/* One thing that an approval signs. */
typedef struct
{
  gint64 id;
  const char *property;
  const char *value;
} Change;

static gpointer
set_alt (CommsTx *tx, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, change->id, error);
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = comms_test_png (640, 360);
  CommsMedia *item = comms_media_new ();

  comms_media_set_bytes (item, bytes);
  g_object_set (item, "name", "door.png", "mime", "image/png", "alt", change->value, NULL);
  g_ptr_array_add (media, item);
  return GINT_TO_POINTER (comms_media_set (tx, post, media, error));
}

static gpointer
set_property (CommsTx *tx, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, change->id, error);

  if (g_str_equal (change->property, "due-wall"))
    return GINT_TO_POINTER (
      comms_posts_move (tx, change->id, change->value, post->due_zone, error));
  g_object_set (post, change->property, change->value, NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

static void
change (Fixture *f, const char *property, const char *value)
{
  Change change = { f->ids[0], property, value };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->shell.desk, g_str_equal (property, "alt") ? set_alt : set_property,
                       &change, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f->shell);
}

static gpointer
make_mastodon (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) data, error);
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, post->account_id, error);

  g_object_set (account, "network", "mastodon", NULL);
  return GINT_TO_POINTER (comms_record_table_save (tx->db, COMMS_RECORD (account), error));
}

/* Whoever ticks has read all that their approval signs: each card shows it. */
static void
test_shows_all (void)
{
  Fixture f;
  GtkWidget *picture;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  comms_desk_run_sync (f.shell.desk, make_mastodon, &f.ids[0], &error);
  g_assert_no_error (error);
  change (&f, "alt", "A door with two children");
  change (&f, "content-warning", "Violence against children");
  change (&f, "reply-to", "https://social.example.org/@mohr/1");
  change (&f, "reply-settings", "verified");
  change (&f, "language", "ur");
  open_day (&f);
  comms_shell_test_shot (GTK_WIDGET (f.shell.window), "reread-day-settings");
  picture = comms_shell_test_find (f.page, GTK_TYPE_PICTURE, NULL);
  g_assert_nonnull (picture);
  /* As high as the place of a picture is, though the page scrolls. */
  g_assert_cmpint (gtk_widget_get_height (picture), >, gtk_widget_get_width (picture) / 2);
  g_assert_nonnull (
    comms_shell_test_find (f.page, GTK_TYPE_LABEL, "Read aloud as: “A door with two children”"));
  g_assert_nonnull (comms_shell_test_find (f.page, GTK_TYPE_LABEL, "Violence against children"));
  g_assert_nonnull (
    comms_shell_test_find (f.page, GTK_TYPE_LABEL, "Answers https://social.example.org/@mohr/1"));
  g_assert_nonnull (
    comms_shell_test_find (f.page, GTK_TYPE_LABEL, "Only verified accounts may answer."));
  g_assert_nonnull (comms_shell_test_find (f.page, GTK_TYPE_LABEL, "Language: Urdu"));
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.reread", "x", f.ids[0]);
  comms_shell_test_settle (&f.shell);
  comms_shell_test_shot (GTK_WIDGET (f.shell.window), "reread-settings");
  comms_shell_test_close (&f.shell);
}

/* The tick is for what was read: it goes when any of it changes, and stays where none does. */
static void
test_tick (void)
{
  static const struct
  {
    const char *property;
    const char *value;
  } changes[] = {
    { "text", "Other words." },
    { "language", "ps" },
    { "alt", "A door" },
    { "alt", "A door with two children" },
    { "content-warning", "Violence" },
    { "reply-to", "1796806920000" },
    { "reply-settings", "following" },
    { "due-wall", "2026-12-20T11:00" },
  };
  Fixture f;

  set_up (&f);
  open_day (&f);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      gtk_check_button_set_active (check (&f), TRUE);
      comms_shell_test_settle (&f.shell);
      g_assert_true (gtk_check_button_get_active (check (&f)));
      g_test_message ("%s", changes[i].property);
      change (&f, changes[i].property, changes[i].value);
      g_assert_false (gtk_check_button_get_active (check (&f)));
    }
  gtk_check_button_set_active (check (&f), TRUE);
  change (&f, "due-wall", "2026-12-20T11:00");
  g_assert_true (gtk_check_button_get_active (check (&f)));
  comms_shell_test_close (&f.shell);
}

/* A tick before anything stands there is for nothing. */
static void
test_tick_before (void)
{
  Fixture f;

  set_up (&f);
  gtk_widget_activate_action_variant (GTK_WIDGET (f.shell.window), "win.reread-day",
                                      g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, f.ids,
                                                                 N_POSTS, sizeof (gint64)));
  gtk_check_button_set_active (check (&f), TRUE);
  comms_shell_test_settle (&f.shell);
  g_assert_false (gtk_check_button_get_active (check (&f)));
  comms_shell_test_close (&f.shell);
}

static gpointer
ask_for_two (CommsTx *tx, gpointer unused, GError **error)
{
  g_autoptr (CommsPolicy) policy = comms_record_copy (tx->policy);

  g_object_set (policy, "approvals", G_GINT64_CONSTANT (2), NULL);
  return GINT_TO_POINTER (comms_policy_save (tx, policy, error));
}

static gpointer
mark_legal (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  g_object_set (post, "legal", TRUE, NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

/* What one signature does not complete is not scheduled by it, and what cannot be submitted says
 * why. */
static void
test_ways (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  comms_desk_run_sync (f.shell.desk, mark_legal, &f.ids[0], &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.act-as", "x",
                              (gint64) MANAGER);
  comms_shell_test_settle (&f.shell);
  open_day (&f);
  g_assert_nonnull (comms_shell_test_find (f.page, GTK_TYPE_LABEL,
                                           "A post that is marked as legal needs a legal reviewer "
                                           "other than its author; a manager names one under "
                                           "Preferences."));
  g_assert_nonnull (comms_shell_test_find (f.page, GTK_TYPE_LABEL, "Approve and Schedule 1"));
  comms_desk_run_sync (f.shell.desk, ask_for_two, NULL, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  g_assert_null (comms_shell_test_find (f.page, GTK_TYPE_LABEL, "Approve and Schedule 1"));
  g_assert_nonnull (comms_shell_test_find (f.page, GTK_TYPE_LABEL, "Submit 1 for Review"));
  comms_shell_test_close (&f.shell);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/reread-day/shows-all", test_shows_all);
  g_test_add_func ("/reread-day/tick", test_tick);
  g_test_add_func ("/reread-day/tick-before", test_tick_before);
  g_test_add_func ("/reread-day/ways", test_ways);

  return g_test_run ();
}
