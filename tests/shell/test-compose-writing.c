/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <time.h>

#include "comms-accounts.h"
#include "comms-cascade.h"
#include "comms-compose-pane.h"
#include "comms-house-style.h"
#include "comms-post-markup.h"
#include "comms-post-text.h"
#include "comms-posts.h"
#include "comms-shell-test.h"
#include "comms-targets.h"

/* Writing in the compose pane by the keyboard: completion, spelling, undo, threads, several
 * networks. */

#define MANAGER 2

typedef struct
{
  CommsShellTest shell;
  GtkWidget *pane;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  gint64 id;
} Fixture;

static gpointer
find_draft (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_DRAFT, .account_id = 1, .limit = 1 };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  return posts != NULL && posts->len > 0 ? g_object_ref (g_ptr_array_index (posts, 0)) : NULL;
}

static gpointer
child_of (Fixture *f, const char *id)
{
  return gtk_widget_get_template_child (f->pane, COMMS_TYPE_COMPOSE_PANE, id);
}

/* @text is what was written before: it cannot be taken back. */
static void
set_up (Fixture *f, const char *text)
{
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  memset (f, 0, sizeof *f);
  comms_shell_test_open (&f->shell, "calendar", 1280, 800);
  comms_desk_act_as (f->shell.desk, MANAGER, &error);
  g_assert_no_error (error);
  post = comms_desk_run_sync (f->shell.desk, find_draft, NULL, &error);
  g_assert_no_error (error);
  f->id = comms_record_get_id (COMMS_RECORD (post));
  g_object_set (post, "text", text, NULL);
  comms_desk_run_record_sync (f->shell.desk, comms_posts_save, post, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f->shell);
  gtk_widget_activate_action (GTK_WIDGET (f->shell.window), "win.open-post", "x", f->id);
  comms_shell_test_settle (&f->shell);
  f->pane = GTK_WIDGET (comms_window_get_page (f->shell.window, "compose"));
  f->view = child_of (f, "text");
  f->buffer = gtk_text_view_get_buffer (f->view);
  gtk_widget_grab_focus (GTK_WIDGET (f->view));
}

static void
tear_down (Fixture *f)
{
  comms_shell_test_close (&f->shell);
}

static void
type (Fixture *f, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *letter = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));

      g_signal_emit_by_name (f->view, "insert-at-cursor", letter);
    }
}

/* As the view itself hears of it, before what it has bound. */
static gboolean
press (Fixture *f, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, 0, &taken);
      if (taken)
        return TRUE;
    }
  return FALSE;
}

static void
assert_text (Fixture *f, const char *wanted)
{
  g_autofree char *text = NULL;

  g_object_get (f->buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, wanted);
}

static GtkWidget *
open_popover (Fixture *f)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (f->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child) && gtk_widget_get_visible (child) &&
        comms_shell_test_find (child, GTK_TYPE_LIST_BOX, NULL) != NULL)
      return child;
  return NULL;
}

static gboolean
is_offered (gpointer data)
{
  return open_popover (data) != NULL;
}

/* --- completion --- */

static gpointer
add_person (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsTarget) target = g_object_new (COMMS_TYPE_TARGET, "name", "Zubaida Testwali",
                                                 "kind", COMMS_TARGET_KIND_JOURNALIST, "x-handle",
                                                 "zubaida_example", "source", "test", NULL);

  return GINT_TO_POINTER (comms_targets_save (tx, target, error));
}

static void
test_people (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f, "With ");
  comms_desk_run_sync (f.shell.desk, add_person, NULL, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  type (&f, "@zubai");
  comms_shell_test_wait (is_offered, &f);
  g_assert_nonnull (comms_shell_test_find (open_popover (&f), GTK_TYPE_LABEL, "Zubaida Testwali"));
  comms_shell_test_shot (open_popover (&f), "compose-completion");
  g_assert_true (press (&f, GDK_KEY_Down));
  g_assert_true (press (&f, GDK_KEY_Return));
  assert_text (&f, "With @zubaida_example ");
  g_assert_null (open_popover (&f));

  /* By a part of the handle; and Escape closes only the list. */
  type (&f, "@zub");
  comms_shell_test_wait (is_offered, &f);
  g_assert_true (press (&f, GDK_KEY_Escape));
  comms_shell_test_settle (&f.shell);
  g_assert_null (open_popover (&f));
  assert_text (&f, "With @zubaida_example @zub");
  g_assert_true (gtk_widget_get_mapped (f.pane));
  tear_down (&f);
}

/* The ministry mentions itself: its other accounts are offered, the one that speaks is not. */
static void
test_own_accounts (void)
{
  Fixture f;

  set_up (&f, "In Urdu: ");
  type (&f, "@mohr_");
  comms_shell_test_wait (is_offered, &f);
  g_assert_nonnull (comms_shell_test_find (open_popover (&f), GTK_TYPE_LABEL, "Ministry, Urdu"));
  g_assert_null (comms_shell_test_find (open_popover (&f), GTK_TYPE_LABEL, "Ministry, English"));
  g_assert_true (press (&f, GDK_KEY_Return));
  assert_text (&f, "In Urdu: @mohr_urdu_example ");
  tear_down (&f);
}

static gpointer
add_tag (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsHashtag) tag =
    g_object_new (COMMS_TYPE_HASHTAG, "tag", "#ZebraCrossing", "twin", "#تحفظ_اطفال", "language",
                  "en", "meaning", "Protection of children", NULL);

  return GINT_TO_POINTER (comms_house_style_save (tx, tag, error));
}

static void
test_tags (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f, "Today ");
  comms_desk_run_sync (f.shell.desk, add_tag, NULL, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.open-post", "x", f.id);
  comms_shell_test_settle (&f.shell);
  type (&f, "#zebra");
  comms_shell_test_wait (is_offered, &f);
  g_assert_true (press (&f, GDK_KEY_Tab));
  assert_text (&f, "Today #ZebraCrossing ");
  type (&f, "a@b");
  comms_shell_test_settle (&f.shell);
  g_assert_null (open_popover (&f));
  tear_down (&f);
}

static gpointer
load_post (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) data, error);
}

static gboolean
is_saved (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = comms_desk_run_sync (f->shell.desk, load_post, &f->id, NULL);

  return g_strcmp0 (post->text, "With #zebra") == 0;
}

/* A link is not broken behind its scheme, neither while it is written nor where it is read. */
static void
test_link_head (void)
{
  Fixture f;
  const char *text = "See https://mohr.example.org/units";
  g_autofree char *markup = NULL;
  GtkTextTag *tag = NULL;
  g_autoptr (GSList) tags = NULL;
  GtkTextIter iter;

  g_assert_cmpuint (comms_link_head_length ("https://mohr.example.org"), ==, strlen ("https://m"));
  g_assert_cmpuint (comms_link_head_length ("HTTP://mohr.example.org"), ==, strlen ("http://m"));
  g_assert_cmpuint (comms_link_head_length ("mohr.example.org/?to=https://x"), ==, 0);

  set_up (&f, text);
  markup = comms_post_dup_markup (GTK_WIDGET (f.view), text, FALSE);
  g_assert_nonnull (strstr (markup, "<span allow_breaks=\"false\">https://m</span>ohr.example"));
  gtk_text_buffer_get_iter_at_offset (f.buffer, &iter, (int) strlen ("See https://"));
  tags = gtk_text_iter_get_tags (&iter);
  for (GSList *l = tags; l != NULL && tag == NULL; l = l->next)
    {
      gboolean breaks = TRUE;

      g_object_get (l->data, "allow-breaks", &breaks, NULL);
      tag = breaks ? NULL : l->data;
    }
  g_assert_nonnull (tag);
  gtk_text_iter_forward_char (&iter);
  g_assert_false (gtk_text_iter_has_tag (&iter, tag));
  tear_down (&f);
}

/* While somebody chooses, what was written is saved, or somebody else writes: the list stays. */
static void
test_stays_open (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f, "With ");
  comms_desk_run_sync (f.shell.desk, add_tag, NULL, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  type (&f, "#zebra");
  comms_shell_test_wait (is_offered, &f);
  comms_shell_test_wait (is_saved, &f);
  comms_desk_run_sync (f.shell.desk, add_person, NULL, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  g_assert_nonnull (open_popover (&f));
  g_assert_true (press (&f, GDK_KEY_Return));
  assert_text (&f, "With #ZebraCrossing ");
  tear_down (&f);
}

/* --- spelling --- */

static gboolean
is_marked (Fixture *f, int offset)
{
  GtkTextTag *tag =
    gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (f->buffer), "spelling");
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (f->buffer, &iter, offset);
  return gtk_text_iter_has_tag (&iter, tag);
}

static gboolean
marks_the_wrong (gpointer data)
{
  return is_marked (data, 4);
}

/* "teh" is marked; the handle, the tag, the link and the right words are not. */
static void
test_spelling (void)
{
  Fixture f;

  set_up (&f, "");
  type (&f, "The chidren @mohr_exmple #Pakstan https://exmple.org/teh don’t wait. ");
  comms_shell_test_wait (marks_the_wrong, &f);
  g_assert_false (is_marked (&f, 1));
  g_assert_false (is_marked (&f, 14));
  g_assert_false (is_marked (&f, 27));
  g_assert_false (is_marked (&f, 40));
  g_assert_false (is_marked (&f, 58));
  tear_down (&f);
}

/* --- undo --- */

/* What was typed, what was done, what was typed: taken back from the last to the first. */
static void
test_undo_order (void)
{
  Fixture f;
  g_autofree char *long_text = g_strnfill (300, 'a');

  for (int i = 5; i < 300; i += 6)
    long_text[i] = ' ';
  set_up (&f, "");
  gtk_text_buffer_begin_user_action (f.buffer);
  gtk_text_buffer_insert_at_cursor (f.buffer, long_text, -1);
  gtk_text_buffer_end_user_action (f.buffer);
  comms_shell_test_settle (&f.shell);
  comms_shell_test_click (f.pane, "Shorten");
  comms_shell_test_settle (&f.shell);
  g_assert_cmpint (gtk_text_buffer_get_char_count (f.buffer), <, 290);
  gtk_text_buffer_begin_user_action (f.buffer);
  gtk_text_buffer_insert_at_cursor (f.buffer, " Typed.", -1);
  gtk_text_buffer_end_user_action (f.buffer);

  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  g_assert_cmpint (gtk_text_buffer_get_char_count (f.buffer), <, 290);
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  comms_shell_test_settle (&f.shell);
  assert_text (&f, long_text);
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  comms_shell_test_settle (&f.shell);
  assert_text (&f, "");
  gtk_widget_activate_action (f.pane, "post.redo", NULL);
  comms_shell_test_settle (&f.shell);
  assert_text (&f, long_text);
  tear_down (&f);
}

/* --- threads --- */

static gboolean
shows_thread (gpointer data)
{
  Fixture *f = data;

  return gtk_widget_get_visible (GTK_WIDGET (child_of (f, "thread_box")));
}

static gboolean
shows_no_thread (gpointer data)
{
  return !shows_thread (data);
}

static gboolean
is_second_part (gpointer data)
{
  Fixture *f = data;
  g_autofree char *text = NULL;

  g_object_get (f->buffer, "text", &text, NULL);
  return g_str_has_suffix (text, "2/3") &&
         comms_compose_pane_get_id (COMMS_COMPOSE_PANE (f->pane)) != f->id;
}

static gboolean
is_first_and_last (gpointer data)
{
  Fixture *f = data;
  g_autofree char *text = NULL;

  g_object_get (f->buffer, "text", &text, NULL);
  return g_str_has_suffix (text, "1/2");
}

static void
test_thread (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Fixture f;

  for (int i = 0; i < 16; i++)
    g_string_append_printf (text, "%sSentence %d says that all is well here.", i > 0 ? " " : "", i);
  set_up (&f, text->str);
  comms_shell_test_click (f.pane, "Split into a Thread of 3");
  comms_shell_test_wait (shows_thread, &f);
  comms_shell_test_settle (&f.shell);
  comms_shell_test_shot (f.pane, "compose-thread");
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (f.view)));
  comms_shell_test_click (f.pane, "2/3");
  comms_shell_test_wait (is_second_part, &f);
  gtk_widget_activate_action (f.pane, "post.thread-remove", NULL);
  comms_shell_test_wait (is_first_and_last, &f);
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  comms_shell_test_settle (&f.shell);
  gtk_widget_activate_action (f.pane, "win.undo", NULL);
  comms_shell_test_wait (shows_no_thread, &f);
  comms_shell_test_settle (&f.shell);
  assert_text (&f, text->str);
  tear_down (&f);
}

static gboolean
is_new_part (gpointer data)
{
  Fixture *f = data;
  g_autofree char *text = NULL;

  g_object_get (f->buffer, "text", &text, NULL);
  return g_str_equal (text, " 2/3");
}

/* A part that is added can be written at once, before its number. */
static void
test_thread_add (void)
{
  Fixture f;

  set_up (&f, "The first part. 1/2");
  gtk_widget_activate_action (f.pane, "post.thread-add", NULL);
  comms_shell_test_wait (shows_thread, &f);
  gtk_widget_activate_action (f.pane, "post.thread-add", NULL);
  comms_shell_test_settle (&f.shell);
  comms_shell_test_click (f.pane, "1/3");
  comms_shell_test_settle (&f.shell);
  comms_shell_test_click (f.pane, "2/3");
  comms_shell_test_wait (is_new_part, &f);
  comms_shell_test_settle (&f.shell);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (f.view)));
  type (&f, "The second.");
  assert_text (&f, "The second. 2/3");
  tear_down (&f);
}

/* --- several networks --- */

static gpointer
add_mastodon (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsAccount) account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", "mastodon", "name", "Ministry, Mastodon", "handle",
                  "mohr@social.example", "user-id", "77", "api-base", "http://127.0.0.1:1",
                  "language", "en", "colour", G_GINT64_CONSTANT (4), "character-limit",
                  G_GINT64_CONSTANT (500), NULL);

  return GINT_TO_POINTER (comms_accounts_save (tx, account, error));
}

static gboolean
has_wordings (gpointer data)
{
  return gtk_widget_get_visible (GTK_WIDGET (child_of (data, "wording_box")));
}

static gboolean
has_no_wordings (gpointer data)
{
  return !has_wordings (data);
}

static gboolean
has_tabs (gpointer data)
{
  Fixture *f = data;

  return gtk_widget_get_visible (GTK_WIDGET (child_of (f, "wording_tabs"))) &&
         comms_shell_test_find (f->pane, GTK_TYPE_BUTTON, "Same Words as @mohr_example") != NULL;
}

static GtkWidget *
box_for (Fixture *f, const char *handle)
{
  GtkWidget *box = GTK_WIDGET (child_of (f, "also_box"));

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (comms_shell_test_find (child, GTK_TYPE_LABEL, handle) != NULL)
      return child;
  return NULL;
}

static void
test_networks (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f, "The same words.");
  comms_desk_run_sync (f.shell.desk, add_mastodon, NULL, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  /* Never a second account on X, and it says why (G4). */
  g_assert_false (gtk_widget_is_sensitive (box_for (&f, "@mohr_media_example")));
  g_assert_nonnull (gtk_widget_get_tooltip_text (box_for (&f, "@mohr_media_example")));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (box_for (&f, "@mohr@social.example")), TRUE);
  comms_shell_test_wait (has_wordings, &f);
  comms_shell_test_settle (&f.shell);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (child_of (&f, "wording_tabs"))));
  comms_shell_test_click (f.pane, "Own Words");
  comms_shell_test_wait (has_tabs, &f);
  comms_shell_test_shot (f.pane, "compose-wordings");
  assert_text (&f, "The same words.");
  comms_shell_test_click (f.pane, "X");
  comms_shell_test_settle (&f.shell);
  g_assert_cmpint (comms_compose_pane_get_id (COMMS_COMPOSE_PANE (f.pane)), ==, f.id);

  gtk_widget_activate_action (f.pane, "win.undo", NULL);
  comms_shell_test_settle (&f.shell);
  gtk_widget_activate_action (f.pane, "win.undo", NULL);
  comms_shell_test_wait (has_no_wordings, &f);
  tear_down (&f);
}

/* --- the house --- */

static gpointer
add_house (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsApprovedLine) line =
    g_object_new (COMMS_TYPE_APPROVED_LINE, "language", "en", "topic", "Test of lines", "text",
                  "A line that was cleared.", NULL);
  g_autoptr (CommsVoiceCard) press =
    g_object_new (COMMS_TYPE_VOICE_CARD, "account-id", G_GINT64_CONSTANT (3), "language", "en",
                  "tone", "Dry and exact", NULL);
  g_autoptr (GPtrArray) voices = comms_house_style_list (tx, COMMS_TYPE_VOICE_CARD, error);

  for (guint i = 0; i < voices->len; i++)
    {
      CommsVoiceCard *card = g_ptr_array_index (voices, i);

      if (card->account_id == 3 && g_str_equal (card->language, "en"))
        comms_house_style_remove (tx, card, error);
    }
  return GINT_TO_POINTER (comms_house_style_save (tx, line, error) &&
                          comms_house_style_save (tx, press, error));
}

static gboolean
keeps_its_line (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = comms_desk_run_sync (f->shell.desk, load_post, &f->id, NULL);

  return post->line_id != 0 && g_str_equal (post->text, "So: A line that was cleared.");
}

static gboolean
keeps_no_line (gpointer data)
{
  Fixture *f = data;
  g_autoptr (CommsPost) post = comms_desk_run_sync (f->shell.desk, load_post, &f->id, NULL);

  return post->line_id == 0 && g_str_equal (post->text, "So: ");
}

static GtkWidget *
row_with (GtkWidget *list, const char *label)
{
  GtkWidget *row;

  for (int i = 0;
       (row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i))) != NULL; i++)
    if (comms_shell_test_find (row, GTK_TYPE_LABEL, label) != NULL)
      return row;
  return NULL;
}

/* An approved line is inserted and the post knows which (R34); it can be taken back. */
static void
test_lines (void)
{
  Fixture f;
  GtkWidget *list;
  g_autoptr (GError) error = NULL;

  set_up (&f, "So: ");
  comms_desk_run_sync (f.shell.desk, add_house, NULL, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.open-post", "x", f.id);
  comms_shell_test_settle (&f.shell);
  list = GTK_WIDGET (child_of (&f, "lines_list"));
  g_signal_emit_by_name (list, "row-activated", row_with (list, "Test of lines"));
  comms_shell_test_wait (keeps_its_line, &f);
  comms_shell_test_settle (&f.shell);
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  comms_shell_test_wait (keeps_no_line, &f);
  tear_down (&f);
}

static gboolean
speaks_dry (gpointer data)
{
  Fixture *f = data;
  GtkExpander *fold = child_of (f, "voice_fold");

  return gtk_widget_get_visible (GTK_WIDGET (fold)) &&
         g_str_equal (gtk_expander_get_label (fold), "Voice of @mohr_media_example");
}

/* Another account has another voice (R104), and the words stay. */
static void
test_voice (void)
{
  Fixture f;
  GtkListBox *accounts;
  g_autoptr (GError) error = NULL;

  set_up (&f, "Words that stay.");
  comms_desk_run_sync (f.shell.desk, add_house, NULL, &error);
  g_assert_no_error (error);
  comms_shell_test_settle (&f.shell);
  accounts = child_of (&f, "account_list");
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (accounts, 2)));
  comms_shell_test_wait (speaks_dry, &f);
  assert_text (&f, "Words that stay.");
  tear_down (&f);
}

/* Urdu has 70 characters in a text message, and 67 in each of several (R71). */
static void
test_other_channels (void)
{
  Fixture f;
  GtkLabel *label;

  set_up (&f, "بچوں کا تحفظ سب کی ذمہ داری ہے۔");
  gtk_expander_set_expanded (child_of (&f, "sms_fold"), TRUE);
  label = child_of (&f, "sms_label");
  g_assert_nonnull (strstr (gtk_label_get_label (label), "70 in each"));
  type (&f, " یہ بہت لمبا پیغام ہے جو ایک ہی پیغام میں نہیں سما سکتا، اس لیے دو ہوں گے۔");
  comms_shell_test_settle (&f.shell);
  g_assert_nonnull (strstr (gtk_label_get_label (label), "67 in each"));
  gtk_widget_activate_action (f.pane, "post.copy", NULL);
  gtk_widget_activate_action (f.pane, "post.emoji", NULL);
  comms_shell_test_settle (&f.shell);
  tear_down (&f);
}

static gpointer
find_from_release (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_DRAFT };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    if (((CommsPost *) g_ptr_array_index (posts, i))->release_id != 0)
      return g_object_ref (g_ptr_array_index (posts, i));
  return NULL;
}

static gboolean
has_other_words (gpointer data)
{
  return gtk_list_box_get_row_at_index (child_of (data, "wording_list"), 0) != NULL;
}

/* Words out of the document, and back to what was there. */
static void
test_other_words (void)
{
  Fixture f;
  g_autoptr (CommsPost) post = NULL;
  g_autofree char *text = NULL;
  GtkListBox *list;

  set_up (&f, "Nothing");
  post = comms_desk_run_sync (f.shell.desk, find_from_release, NULL, NULL);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.open-post", "x",
                              comms_record_get_id (COMMS_RECORD (post)));
  comms_shell_test_settle (&f.shell);
  gtk_menu_button_popup (child_of (&f, "wording_button"));
  comms_shell_test_wait (has_other_words, &f);
  list = child_of (&f, "wording_list");
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
  comms_shell_test_settle (&f.shell);
  g_object_get (f.buffer, "text", &text, NULL);
  g_assert_cmpstr (text, !=, post->text);
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  comms_shell_test_settle (&f.shell);
  assert_text (&f, post->text);
  tear_down (&f);
}

static gboolean
has_gap (CommsTx *tx, gint64 release_id)
{
  g_autoptr (GPtrArray) parts = comms_cascade_coverage (tx, release_id, NULL);

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    if (((CommsCoverage *) g_ptr_array_index (parts, i))->post == NULL)
      return TRUE;
  return FALSE;
}

static gpointer
find_with_gap (CommsTx *tx, gpointer data, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_DRAFT };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);

      if (post->release_id != 0 && has_gap (tx, post->release_id))
        return g_object_ref (post);
    }
  return NULL;
}

/* A chip in the row or behind it. */
static GtkWidget *
find_free_chip (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "post.use-part") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_free_chip (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
load_again (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_load (tx, comms_record_get_id (data), error);
}

static void
assert_part (Fixture *f, CommsPost *post, gboolean same)
{
  g_autoptr (CommsPost) now = comms_desk_run_sync (f->shell.desk, load_again, post, NULL);

  g_assert_cmpint (now->part == post->part && now->part_index == post->part_index, ==, same);
}

/* The post says another part of its document, and its own again. */
static void
test_other_part (void)
{
  Fixture f;
  g_autoptr (CommsPost) post = NULL;
  g_autofree char *text = NULL;

  set_up (&f, "Nothing");
  post = comms_desk_run_sync (f.shell.desk, find_with_gap, NULL, NULL);
  gtk_widget_activate_action (GTK_WIDGET (f.shell.window), "win.open-post", "x",
                              comms_record_get_id (COMMS_RECORD (post)));
  comms_shell_test_settle (&f.shell);
  g_signal_emit_by_name (find_free_chip (child_of (&f, "part_chips")), "clicked");
  comms_shell_test_settle (&f.shell);
  g_object_get (f.buffer, "text", &text, NULL);
  g_assert_cmpstr (text, !=, post->text);
  assert_part (&f, post, FALSE);
  comms_shell_test_shot (f.pane, "compose-part");
  gtk_widget_activate_action (f.pane, "post.undo", NULL);
  comms_shell_test_settle (&f.shell);
  assert_text (&f, post->text);
  tear_down (&f);
}

/* --- speed --- */

static const struct
{
  int length;
  double most_ms;
} speeds[] = {
  { 280, 2 },
  { 25000, 10 },
};

/* From a key to the counter, the marks and the advice: what the processor takes for it. */
static void
test_speed (void)
{
  const int n_keys = g_test_perf () ? 40 : 4;

  for (gsize i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      Fixture f;
      clock_t start;
      double ms;

      for (int n = 0; (int) text->len < speeds[i].length - 60; n++)
        g_string_append_printf (text, "Sentence %d tells @mohr_example of #Pakistan and more.%s", n,
                                n % 8 == 7 ? "\n" : " ");
      set_up (&f, text->str);
      type (&f, " A");
      start = clock ();
      for (int n = 0; n < n_keys; n++)
        type (&f, n % 6 == 5 ? " " : "b");
      ms = (double) (clock () - start) * 1000 / CLOCKS_PER_SEC / n_keys;
      g_test_message ("%d characters: %.2f ms a key", speeds[i].length, ms);
      if (g_test_perf ())
        g_assert_cmpfloat (ms, <, speeds[i].most_ms);
      tear_down (&f);
    }
}

/* Ctrl+Enter never writes, whether the post can go on or not. */
static void
test_go_on_by_key (void)
{
  Fixture f;

  set_up (&f, "");
  g_assert_true (gtk_widget_is_visible (child_of (&f, "reason_label")));
  g_assert_true (comms_shell_test_key (&f.shell, GDK_KEY_Return, GDK_CONTROL_MASK));
  comms_shell_test_settle (&f.shell);
  assert_text (&f, "");
  g_assert_true (gtk_widget_is_visible (f.pane));

  type (&f, "One in four is settled in a month.");
  comms_shell_test_settle (&f.shell);
  g_assert_true (comms_shell_test_key (&f.shell, GDK_KEY_Return, GDK_CONTROL_MASK));
  comms_shell_test_settle (&f.shell);
  g_assert_false (gtk_widget_is_visible (f.pane));
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  g_test_add_func ("/compose-writing/people", test_people);
  g_test_add_func ("/compose-writing/own-accounts", test_own_accounts);
  g_test_add_func ("/compose-writing/tags", test_tags);
  g_test_add_func ("/compose-writing/link-head", test_link_head);
  g_test_add_func ("/compose-writing/stays-open", test_stays_open);
  g_test_add_func ("/compose-writing/spelling", test_spelling);
  g_test_add_func ("/compose-writing/undo-order", test_undo_order);
  g_test_add_func ("/compose-writing/thread", test_thread);
  g_test_add_func ("/compose-writing/thread-add", test_thread_add);
  g_test_add_func ("/compose-writing/networks", test_networks);

  g_test_add_func ("/compose-writing/lines", test_lines);
  g_test_add_func ("/compose-writing/voice", test_voice);
  g_test_add_func ("/compose-writing/other-channels", test_other_channels);
  g_test_add_func ("/compose-writing/other-words", test_other_words);
  g_test_add_func ("/compose-writing/other-part", test_other_part);
  g_test_add_func ("/compose-writing/go-on-by-key", test_go_on_by_key);
  g_test_add_func ("/compose-writing/speed", test_speed);

  return g_test_run ();
}
