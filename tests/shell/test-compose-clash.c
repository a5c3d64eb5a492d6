/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "comms-compose-pane.h"
#include "comms-media-desk.h"
#include "comms-posts.h"
#include "comms-saver.h"
#include "comms-shell-test.h"

/* Two people at one post: what only one of them has changed is taken together, and where both have
 * changed the same, neither is written over before somebody has chosen. */

#define OFFICER 1
#define MANAGER 2

typedef struct
{
  CommsShellTest shell;
  GtkWidget *pane;
  GtkTextBuffer *buffer;
  gint64 id;
  const char *wanted;
} Fixture;

static gpointer
add_draft (CommsTx *tx, gpointer unused, GError **error)
{
  CommsPost *post = g_object_new (COMMS_TYPE_POST, "text", "As it was", "language", "en",
                                  "account-id", G_GINT64_CONSTANT (1), NULL);

  if (comms_posts_save (tx, post, error))
    return post;
  g_object_unref (post);
  return NULL;
}

static void
act_as (Fixture *f, gint64 person)
{
  g_autoptr (GError) error = NULL;

  comms_desk_act_as (f->shell.desk, person, &error);
  g_assert_no_error (error);
}

/* As the manager does it at another place; the officer is the one in front of the pane. */
static void
elsewhere (Fixture *f, CommsTxFunc func)
{
  g_autoptr (GError) error = NULL;

  act_as (f, MANAGER);
  comms_desk_run_sync (f->shell.desk, func, &f->id, &error);
  g_assert_no_error (error);
  act_as (f, OFFICER);
  comms_shell_test_settle (&f->shell);
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
  act_as (f, OFFICER);
  f->id = add_post (f);
  open_post (f, f->id);
  f->pane = GTK_WIDGET (comms_window_get_page (f->shell.window, "compose"));
  f->buffer = gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (gtk_widget_get_template_child (f->pane, COMMS_TYPE_COMPOSE_PANE, "text")));
}

static void
write_mine (Fixture *f)
{
  gtk_text_buffer_set_text (f->buffer, "Mine", -1);
}

static char *
dup_shown (Fixture *f)
{
  char *text = NULL;

  g_object_get (f->buffer, "text", &text, NULL);
  return text;
}

static void
assert_shown (Fixture *f, const char *text)
{
  g_autofree char *shown = dup_shown (f);

  g_assert_cmpstr (shown, ==, text);
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
wait_for (Fixture *f, const char *text)
{
  f->wanted = text;
  comms_shell_test_wait (is_kept, f);
  comms_shell_test_settle (&f->shell);
}

static gpointer
write_theirs (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  g_object_set (post, "text", "Theirs", NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

static gpointer
mark_legal (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  g_object_set (post, "legal", TRUE, NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

static gboolean
is_refused (gpointer pane)
{
  return comms_shell_test_find (pane, GTK_TYPE_LABEL,
                                "Not saved: Someone else has changed this post since you opened "
                                "it; "
                                "open it again, and put your words in there.") != NULL;
}

static GtkWidget *
find_choice (Fixture *f)
{
  return comms_shell_test_find (f->pane, GTK_TYPE_LABEL,
                                "Hira Manzar has changed the same words meanwhile, to “Theirs”. "
                                "Yours are not saved until you choose.");
}

/* Neither the words on the screen nor those in the store are lost. */
static void
begin_clash (Fixture *f)
{
  set_up (f);
  write_mine (f);
  elsewhere (f, write_theirs);
  comms_shell_test_wait (is_refused, f->pane);
  comms_shell_test_settle (&f->shell);
  g_assert_nonnull (find_choice (f));
  assert_shown (f, "Mine");
  wait_for (f, "Theirs");
}

static void
test_keep_mine (void)
{
  Fixture f;

  begin_clash (&f);
  comms_shell_test_shot (f.pane, "compose-clash");
  comms_shell_test_click (f.pane, "Keep Mine");
  wait_for (&f, "Mine");
  assert_shown (&f, "Mine");
  g_assert_null (find_choice (&f));
  comms_shell_test_close (&f.shell);
}

/* What was written here is still there for Undo. */
static void
test_take_theirs (void)
{
  Fixture f;

  begin_clash (&f);
  comms_shell_test_click (f.pane, "Take Theirs");
  comms_shell_test_settle (&f.shell);
  assert_shown (&f, "Theirs");
  g_assert_null (find_choice (&f));
  wait_for (&f, "Theirs");
  gtk_text_buffer_undo (f.buffer);
  assert_shown (&f, "Mine");
  wait_for (&f, "Mine");
  comms_shell_test_close (&f.shell);
}

/* Nothing is done with a post about which there is a choice to make. */
static void
test_no_step (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;

  begin_clash (&f);
  gtk_widget_activate_action (f.pane, "post.submit", NULL);
  comms_shell_test_settle (&f.shell);
  kept = dup_kept (&f);
  g_assert_cmpint (kept->state, ==, COMMS_POST_STATE_DRAFT);
  comms_shell_test_close (&f.shell);
}

static void
test_together (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;

  set_up (&f);
  write_mine (&f);
  elsewhere (&f, mark_legal);
  wait_for (&f, "Mine");
  g_assert_null (find_choice (&f));
  kept = dup_kept (&f);
  g_assert_true (kept->legal);
  comms_shell_test_close (&f.shell);
}

/* Who goes on to another post finds the words, and the choice, when they come back. */
static void
test_come_back (void)
{
  Fixture f;

  begin_clash (&f);
  open_post (&f, add_post (&f));
  assert_shown (&f, "As it was");
  open_post (&f, f.id);
  assert_shown (&f, "Mine");
  g_assert_nonnull (find_choice (&f));
  wait_for (&f, "Theirs");
  comms_shell_test_click (f.pane, "Keep Mine");
  wait_for (&f, "Mine");
  comms_shell_test_close (&f.shell);
}

static gboolean
is_binned (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = dup_kept (f);

  return post->deleted_at != 0;
}

/* But what goes into the bin waits for nothing, whatever is on its way. */
static void
test_bin (void)
{
  Fixture f;

  begin_clash (&f);
  gtk_text_buffer_set_text (f.buffer, "Mine again", -1);
  gtk_widget_activate_action (f.pane, "post.bin", NULL);
  comms_shell_test_wait (is_binned, &f);
  comms_shell_test_settle (&f.shell);
  comms_shell_test_close (&f.shell);
}

/* --- a step that was taken meanwhile --- */

static gpointer
submit_theirs (CommsTx *tx, gpointer id, GError **error)
{
  return GINT_TO_POINTER (comms_posts_submit (tx, *(gint64 *) id, error));
}

static gpointer
let_go_theirs (CommsTx *tx, gpointer id, GError **error)
{
  return GINT_TO_POINTER (comms_posts_cancel (tx, *(gint64 *) id, error));
}

static gboolean
asks_about_step (gpointer pane)
{
  return comms_shell_test_find (pane, GTK_TYPE_LABEL,
                                "Hira Manzar has taken this post a step further meanwhile. What "
                                "you changed is not saved until you choose; kept, it can make the "
                                "post a draft again.") != NULL;
}

static void
assert_state (Fixture *f, CommsPostState state, const char *text)
{
  g_autoptr (CommsPost) kept = dup_kept (f);

  g_assert_cmpint (kept->state, ==, state);
  g_assert_cmpstr (kept->text, ==, text);
}

/* Late words take nothing back that somebody else has done with the post. */
static void
test_step_keep (void)
{
  Fixture f;

  set_up (&f);
  write_mine (&f);
  elsewhere (&f, submit_theirs);
  comms_shell_test_wait (is_refused, f.pane);
  comms_shell_test_wait (asks_about_step, f.pane);
  comms_shell_test_settle (&f.shell);
  comms_shell_test_shot (f.pane, "compose-clash-step");
  assert_state (&f, COMMS_POST_STATE_IN_REVIEW, "As it was");
  assert_shown (&f, "Mine");
  comms_shell_test_click (f.pane, "Keep Mine");
  wait_for (&f, "Mine");
  assert_state (&f, COMMS_POST_STATE_DRAFT, "Mine");
  comms_shell_test_close (&f.shell);
}

static void
test_step_take (void)
{
  Fixture f;

  set_up (&f);
  write_mine (&f);
  elsewhere (&f, let_go_theirs);
  comms_shell_test_wait (asks_about_step, f.pane);
  comms_shell_test_click (f.pane, "Take Theirs");
  comms_shell_test_settle (&f.shell);
  assert_shown (&f, "As it was");
  g_assert_false (asks_about_step (f.pane));
  assert_state (&f, COMMS_POST_STATE_CANCELLED, "As it was");
  comms_shell_test_close (&f.shell);
}

/* --- what is known since --- */

static gboolean
is_saving (gpointer unused)
{
  return comms_saver_n_at_work () > 0;
}

/* What is taken out again while it is being saved does not come back with it. */
static void
test_taken_out_again (void)
{
  Fixture f;

  set_up (&f);
  write_mine (&f);
  comms_shell_test_wait (is_saving, NULL);
  gtk_text_buffer_set_text (f.buffer, "As it was", -1);
  comms_shell_test_settle (&f.shell);
  assert_shown (&f, "As it was");
  wait_for (&f, "As it was");
  assert_shown (&f, "As it was");
  comms_shell_test_close (&f.shell);
}

static gpointer
warn_first (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  g_object_set (post, "text", "Theirs", "content-warning", "First", NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

static gpointer
warn_last (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  g_object_set (post, "content-warning", "Last", NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error));
}

/* What only they change, and change again while the choice is open, stays theirs. */
static void
test_changed_further (void)
{
  Fixture f;
  g_autoptr (CommsPost) kept = NULL;

  set_up (&f);
  write_mine (&f);
  elsewhere (&f, warn_first);
  g_assert_nonnull (find_choice (&f));
  elsewhere (&f, warn_last);
  comms_shell_test_click (f.pane, "Keep Mine");
  wait_for (&f, "Mine");
  kept = dup_kept (&f);
  g_assert_cmpstr (kept->content_warning, ==, "Last");
  comms_shell_test_close (&f.shell);
}

/* --- pictures --- */

static gpointer
set_alts (CommsTx *tx, gint64 id, const char *first, const char *second, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_object_unref);
  const char *alts[] = { first, second };

  for (guint i = 0; i < G_N_ELEMENTS (alts) && alts[i] != NULL; i++)
    {
      CommsMedia *item = g_object_new (COMMS_TYPE_MEDIA, "name", i == 0 ? "one.png" : "two.png",
                                       "mime", "image/png", "alt", alts[i], NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (i == 0 ? "one" : "two", 3);

      comms_media_set_bytes (item, bytes);
      g_ptr_array_add (media, item);
    }
  return GINT_TO_POINTER (comms_media_set (tx, post, media, error));
}

static gpointer
add_picture (CommsTx *tx, gpointer id, GError **error)
{
  return set_alts (tx, *(gint64 *) id, "As it was", NULL, error);
}

static gpointer
describe_theirs (CommsTx *tx, gpointer id, GError **error)
{
  return set_alts (tx, *(gint64 *) id, "Theirs", NULL, error);
}

static gpointer
add_another (CommsTx *tx, gpointer id, GError **error)
{
  return set_alts (tx, *(gint64 *) id, "As it was", "Another", error);
}

static gpointer
dup_alts (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (GPtrArray) media = comms_media_of_post (tx, *(gint64 *) id, FALSE, error);
  GString *said = g_string_new (NULL);

  for (guint i = 0; media != NULL && i < media->len; i++)
    g_string_append_printf (said, "%s%s", i > 0 ? "|" : "",
                            ((CommsMedia *) g_ptr_array_index (media, i))->alt);
  return g_string_free (said, FALSE);
}

static gboolean
is_described (gpointer data)
{
  Fixture *f = data;
  g_autofree char *said = comms_desk_run_sync (f->shell.desk, dup_alts, &f->id, NULL);

  return g_str_equal (said, f->wanted);
}

static void
wait_for_alts (Fixture *f, const char *alts)
{
  f->wanted = alts;
  comms_shell_test_wait (is_described, f);
  comms_shell_test_settle (&f->shell);
}

static void
describe_mine (Fixture *f)
{
  GtkWidget *tray =
    GTK_WIDGET (gtk_widget_get_template_child (f->pane, COMMS_TYPE_COMPOSE_PANE, "tray"));
  GtkWidget *view = comms_shell_test_find (tray, GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Mine", -1);
}

static gboolean
asks_about_picture (gpointer pane)
{
  return comms_shell_test_find (pane, GTK_TYPE_LABEL,
                                "Hira Manzar has described the same picture meanwhile, as "
                                "“Theirs”. "
                                "Your words are not saved until you choose.") != NULL;
}

static void
test_described (void)
{
  Fixture f;

  set_up (&f);
  elsewhere (&f, add_picture);
  describe_mine (&f);
  elsewhere (&f, describe_theirs);
  comms_shell_test_wait (asks_about_picture, f.pane);
  wait_for_alts (&f, "Theirs");
  comms_shell_test_click (f.pane, "Keep Mine");
  wait_for_alts (&f, "Mine");
  g_assert_false (asks_about_picture (f.pane));
  comms_shell_test_close (&f.shell);
}

/* The words come back with the post where it was left before somebody chose. */
static void
test_described_and_left (void)
{
  Fixture f;

  set_up (&f);
  elsewhere (&f, add_picture);
  describe_mine (&f);
  elsewhere (&f, describe_theirs);
  comms_shell_test_wait (asks_about_picture, f.pane);
  open_post (&f, add_post (&f));
  g_assert_false (asks_about_picture (f.pane));
  open_post (&f, f.id);
  comms_shell_test_wait (asks_about_picture, f.pane);
  wait_for_alts (&f, "Theirs");
  comms_shell_test_click (f.pane, "Keep Mine");
  wait_for_alts (&f, "Mine");
  comms_shell_test_close (&f.shell);
}

static gpointer
describe_both (CommsTx *tx, gpointer id, GError **error)
{
  return set_alts (tx, *(gint64 *) id, "Theirs", "Theirs as well", error);
}

/* Of two pictures only one is described here. */
static void
test_described_one (void)
{
  Fixture f;

  set_up (&f);
  elsewhere (&f, add_another);
  describe_mine (&f);
  elsewhere (&f, describe_both);
  comms_shell_test_wait (asks_about_picture, f.pane);
  comms_shell_test_click (f.pane, "Keep Mine");
  wait_for_alts (&f, "Mine|Theirs as well");
  comms_shell_test_close (&f.shell);
}

static void
test_added (void)
{
  Fixture f;

  set_up (&f);
  elsewhere (&f, add_picture);
  describe_mine (&f);
  elsewhere (&f, add_another);
  wait_for_alts (&f, "Mine|Another");
  comms_shell_test_close (&f.shell);
}

int
main (int argc, char **argv)
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/compose-clash/keep-mine", test_keep_mine);
  g_test_add_func ("/compose-clash/take-theirs", test_take_theirs);
  g_test_add_func ("/compose-clash/no-step", test_no_step);
  g_test_add_func ("/compose-clash/together", test_together);
  g_test_add_func ("/compose-clash/come-back", test_come_back);
  g_test_add_func ("/compose-clash/bin", test_bin);
  g_test_add_func ("/compose-clash/step-keep", test_step_keep);
  g_test_add_func ("/compose-clash/step-take", test_step_take);
  g_test_add_func ("/compose-clash/taken-out-again", test_taken_out_again);
  g_test_add_func ("/compose-clash/changed-further", test_changed_further);
  g_test_add_func ("/compose-clash/described", test_described);
  g_test_add_func ("/compose-clash/described-and-left", test_described_and_left);
  g_test_add_func ("/compose-clash/described-one", test_described_one);
  g_test_add_func ("/compose-clash/added", test_added);

  return g_test_run ();
}
