/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "comms-compose-pane.h"
#include "comms-media-desk.h"
#include "comms-post-group.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "comms-reread-page.h"
#include "comms-shell-test.h"

/* The next step with a post: it is taken with all that was written before it, with the post that it
 * was meant for, and not where somebody reads the post meanwhile. */

typedef struct
{
  CommsShellTest shell;
  GtkWidget *pane;
  GtkTextBuffer *buffer;
  gint64 id;
  const char *wanted;
} Fixture;

static gpointer
child_of (Fixture *f, const char *id)
{
  return gtk_widget_get_template_child (f->pane, COMMS_TYPE_COMPOSE_PANE, id);
}

static gpointer
add_draft (CommsTx *tx, gpointer unused, GError **error)
{
  CommsPost *post = g_object_new (COMMS_TYPE_POST, "text", "First words", "language", "en",
                                  "account-id", G_GINT64_CONSTANT (1), NULL);

  if (comms_posts_save (tx, post, error))
    return post;
  g_object_unref (post);
  return NULL;
}

static gpointer
add_picture (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_object_unref);
  CommsMedia *item = g_object_new (COMMS_TYPE_MEDIA, "name", "one.png", "mime", "image/png", "alt",
                                   "First words", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("one", 3);

  comms_media_set_bytes (item, bytes);
  g_ptr_array_add (media, item);
  return GINT_TO_POINTER (comms_media_set (tx, post, media, error));
}

static gpointer
submit_elsewhere (CommsTx *tx, gpointer id, GError **error)
{
  return GINT_TO_POINTER (comms_posts_submit (tx, *(gint64 *) id, error));
}

static void
run (Fixture *f, CommsTxFunc func)
{
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->shell.desk, func, &f->id, &error);
  g_assert_no_error (error);
}

static void
open_post (Fixture *f, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (f->shell.window), "win.open-post", "x", id);
  comms_shell_test_settle (&f->shell);
}

static gint64
add_post (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPost) post = comms_desk_run_sync (f->shell.desk, add_draft, NULL, &error);

  g_assert_no_error (error);
  return comms_record_get_id (COMMS_RECORD (post));
}

static void
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  comms_shell_test_open (&f->shell, "calendar", 1280, 800);
  f->id = add_post (f);
  open_post (f, f->id);
  f->pane = GTK_WIDGET (comms_window_get_page (f->shell.window, "compose"));
  f->buffer = gtk_text_view_get_buffer (child_of (f, "text"));
}

static gpointer
load_post (CommsTx *tx, gpointer id, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) id, error);
}

static CommsPost *
dup_kept (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CommsPost *post = comms_desk_run_sync (f->shell.desk, load_post, &f->id, &error);

  g_assert_no_error (error);
  return post;
}

static gboolean
is_kept (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = dup_kept (f);

  return g_str_equal (post->text, f->wanted);
}

static void
type (Fixture *f, const char *text)
{
  gtk_text_buffer_set_text (f->buffer, text, -1);
}

static void
assert_shown (Fixture *f, const char *text)
{
  g_autofree char *shown = NULL;

  g_object_get (f->buffer, "text", &shown, NULL);
  g_assert_cmpstr (shown, ==, text);
}

/* --- with everything that was written --- */

static gpointer
dup_alt (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (GPtrArray) media = comms_media_of_post (tx, *(gint64 *) id, FALSE, error);

  return media != NULL && media->len > 0
           ? g_strdup (((CommsMedia *) g_ptr_array_index (media, 0))->alt)
           : NULL;
}

static gboolean
is_submitted_as_described (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = dup_kept (f);
  g_autofree char *alt = comms_desk_run_sync (f->shell.desk, dup_alt, &f->id, NULL);

  return post->state == COMMS_POST_STATE_IN_REVIEW && g_strcmp0 (alt, "Last words") == 0;
}

/* The words of a picture go with it: kept a moment later, they would void the review. */
static void
test_described (void)
{
  Fixture f;
  GtkWidget *view;

  set_up (&f);
  run (&f, add_picture);
  comms_shell_test_settle (&f.shell);
  view = comms_shell_test_find (child_of (&f, "tray"), GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Last words", -1);
  gtk_widget_activate_action (f.pane, "post.submit", NULL);
  comms_shell_test_wait (is_submitted_as_described, &f);
  comms_shell_test_close (&f.shell);
}

static gboolean
is_submitted (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = dup_kept (f);

  return post->state == COMMS_POST_STATE_IN_REVIEW;
}

static gpointer
set_duty_officer (CommsTx *tx, gpointer unused, GError **error)
{
  g_object_set (tx->policy, "duty-officer-id", G_GINT64_CONSTANT (2), NULL);
  return GINT_TO_POINTER (comms_record_table_save (tx->db, COMMS_RECORD (tx->policy), error));
}

static void
test_urgent (void)
{
  Fixture f;

  set_up (&f);
  run (&f, set_duty_officer);
  comms_shell_test_settle (&f.shell);
  type (&f, "Last words");
  g_signal_emit_by_name (child_of (&f, "status"), "act", "submit-urgent", "The river rises");
  comms_shell_test_wait (is_submitted, &f);
  f.wanted = "Last words";
  comms_shell_test_settle (&f.shell);
  g_assert_true (is_kept (&f));
  g_assert_true (is_submitted (&f));
  comms_shell_test_close (&f.shell);
}

/* --- with the post that was meant --- */

static gboolean
has_id (gpointer pane)
{
  return comms_compose_pane_get_id (pane) != 0;
}

/* One that gets its id with this step, while another is opened: nobody is led to that one. */
static void
test_another_opened (void)
{
  Fixture f;

  set_up (&f);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.new-post", "s", "");
  comms_shell_test_settle (&f.shell);
  type (&f, "A new one");
  g_assert_true (gtk_widget_activate_action (f.pane, "post.reread", NULL));
  open_post (&f, f.id);
  comms_shell_test_settle (&f.shell);
  g_assert_null (comms_shell_test_find (GTK_WIDGET (f.shell.window), COMMS_TYPE_REREAD_PAGE, NULL));
  assert_shown (&f, "First words");
  comms_shell_test_close (&f.shell);
}

/* The first letters of a new one may be quicker than what is read around it. */
static void
test_typed_at_once (void)
{
  Fixture f;

  set_up (&f);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.new-post", "s", "");
  g_assert_true (gtk_widget_has_focus (child_of (&f, "text")));
  gtk_text_buffer_insert_interactive_at_cursor (f.buffer, "At once", -1, TRUE);
  comms_shell_test_settle (&f.shell);
  assert_shown (&f, "At once");
  comms_shell_test_wait (has_id, f.pane);
  f.id = comms_compose_pane_get_id (COMMS_COMPOSE_PANE (f.pane));
  f.wanted = "At once";
  comms_shell_test_wait (is_kept, &f);
  comms_shell_test_close (&f.shell);
}

static gboolean
is_next_kept (gpointer data)
{
  Fixture *f = data;
  gint64 next = f->id + 1;
  g_autoptr (CommsPost) post = comms_desk_run_sync (f->shell.desk, load_post, &next, NULL);

  return post != NULL && g_str_equal (post->text, f->wanted);
}

/* Also where somebody goes on to another one before that is there. */
static void
test_typed_and_left (void)
{
  Fixture f;

  set_up (&f);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.new-post", "s", "");
  gtk_text_buffer_insert_interactive_at_cursor (f.buffer, "At once", -1, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.new-post", "s", "");
  assert_shown (&f, "");
  f.wanted = "At once";
  comms_shell_test_wait (is_next_kept, &f);
  comms_shell_test_settle (&f.shell);
  assert_shown (&f, "");
  comms_shell_test_close (&f.shell);
}

/* --- and not while it is read --- */

/* A text view goes back and forth also where nobody may write in it. */
static void
test_locked (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;

  set_up (&f);
  gtk_widget_grab_focus (child_of (&f, "text"));
  gtk_text_buffer_insert_interactive_at_cursor (f.buffer, "!", -1, TRUE);
  f.wanted = "First words!";
  comms_shell_test_wait (is_kept, &f);
  comms_shell_test_settle (&f.shell);
  run (&f, submit_elsewhere);
  comms_shell_test_settle (&f.shell);
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  assert_shown (&f, "First words!");
  comms_shell_test_settle (&f.shell);
  kept = dup_kept (&f);
  g_assert_cmpint (kept->state, ==, COMMS_POST_STATE_IN_REVIEW);
  g_assert_cmpstr (kept->text, ==, "First words!");
  comms_shell_test_close (&f.shell);
}

/* --- further accounts --- */

static gpointer
add_follower (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsAccount) account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", "mastodon", "handle", "mohr@social.example",
                  "user-id", "9", "api-base", "https://social.example", "character-limit",
                  (gint64) 500, NULL);
  gint64 added = 0;

  return GINT_TO_POINTER (comms_record_table_save (tx->db, COMMS_RECORD (account), error) &&
                          comms_post_group_add (tx, *(gint64 *) id,
                                                comms_record_get_id (COMMS_RECORD (account)),
                                                &added, error));
}

/* Whoever acts has left the desk meanwhile. */
static gpointer
forbid_all (CommsTx *tx, gpointer id, GError **error)
{
  g_object_set (tx->person, "active", FALSE, NULL);
  return GINT_TO_POINTER (comms_record_table_save (tx->db, COMMS_RECORD (tx->person), error));
}

static GtkCheckButton *
find_box (Fixture *f)
{
  GtkWidget *box = child_of (f, "also_box");

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (comms_shell_test_find (child, GTK_TYPE_LABEL, "@mohr@social.example") != NULL)
      return GTK_CHECK_BUTTON (child);
  g_assert_not_reached ();
}

/* A box shows what is, also after a refusal. */
static void
test_refused_box (void)
{
  Fixture f;

  set_up (&f);
  run (&f, add_follower);
  comms_shell_test_settle (&f.shell);
  gtk_menu_button_popup (child_of (&f, "account_button"));
  comms_shell_test_settle (&f.shell);
  g_assert_true (gtk_check_button_get_active (find_box (&f)));
  run (&f, forbid_all);
  gtk_check_button_set_active (find_box (&f), FALSE);
  comms_shell_test_settle (&f.shell);
  g_assert_true (gtk_check_button_get_active (find_box (&f)));
  comms_shell_test_close (&f.shell);
}

/* The sentence under the boxes is shown to its last line. */
static void
test_accounts_fit (void)
{
  Fixture f;
  GtkWidget *box;
  int least;

  set_up (&f);
  run (&f, add_follower);
  comms_shell_test_settle (&f.shell);
  gtk_menu_button_popup (child_of (&f, "account_button"));
  comms_shell_test_settle (&f.shell);
  g_assert_true (gtk_widget_get_mapped (child_of (&f, "also_reason")));
  box = gtk_popover_get_child (child_of (&f, "account_popover"));
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, gtk_widget_get_allocated_width (box), &least,
                      NULL, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_allocated_height (box), >=, least);
  comms_shell_test_shot (child_of (&f, "account_popover"), "compose-accounts");
  comms_shell_test_close (&f.shell);
}

int
main (int argc, char **argv)
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/compose-steps/described", test_described);
  g_test_add_func ("/compose-steps/urgent", test_urgent);
  g_test_add_func ("/compose-steps/another-opened", test_another_opened);
  g_test_add_func ("/compose-steps/typed-at-once", test_typed_at_once);
  g_test_add_func ("/compose-steps/typed-and-left", test_typed_and_left);
  g_test_add_func ("/compose-steps/locked", test_locked);
  g_test_add_func ("/compose-steps/refused-box", test_refused_box);
  g_test_add_func ("/compose-steps/accounts-fit", test_accounts_fit);

  return g_test_run ();
}
