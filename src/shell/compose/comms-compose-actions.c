/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-compose-pane-private.h"

#include "comms-advice.h"
#include "comms-error.h"
#include "comms-network.h"
#include "comms-posts.h"
#include "comms-publisher.h"
#include "comms-undo.h"
#include "comms-twin-acts.h"
#include "comms-withdrawals.h"

/* Something done with the post that is open, after its last words are in the store. */
typedef struct
{
  CommsComposePane *self;
  CommsPost *post;    /* that was open then: it may get its id, and another may be open by now */
  const char *action; /* of the window, with the post's id */
  CommsTxFunc with_words; /* or at the desk, with @words */
  CommsIdFunc func;       /* or without */
  char *words;
  const char *done; /* then the sentence for the toast */
  CommsIdFunc undo;
  gboolean close;
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->self);
  g_object_unref (step->post);
  g_free (step->words);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static gint64
step_id (Step *step)
{
  return comms_record_get_id (COMMS_RECORD (step->post));
}

static gboolean
is_shown (Step *step)
{
  return step->self->post == step->post;
}

/* What is done with a post and some words. */
typedef struct
{
  gint64 id;
  char *words;
} Words;

static void
words_free (gpointer data)
{
  Words *words = data;

  g_free (words->words);
  g_free (words);
}

static void
run_with_words (Step *step)
{
  Words *words = g_new0 (Words, 1);

  words->id = step_id (step);
  words->words = g_steal_pointer (&step->words);
  comms_undo_run (comms_page_get_desk (COMMS_PAGE (step->self)), step->with_words, words,
                  words_free);
}

static void
step_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_id_finish (COMMS_DESK (source), result, &error))
    {
      comms_undo_show_error (error);
      return;
    }
  if (gtk_widget_get_root (GTK_WIDGET (step->self)) == NULL)
    return;
  if (step->undo != NULL)
    comms_compose_undo_push_id (step->self, step->done, step->undo, step->func, step_id (step));
  else
    gtk_widget_activate_action (GTK_WIDGET (step->self), "win.notify", "s", step->done);
  if (!step->close || !is_shown (step))
    return;
  comms_compose_pane_forget (step->self);
  comms_compose_pane_close (step->self);
}

static void
step_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (step->self));
  CommsIdFunc func = step->func;
  gint64 id;

  /* What is still to be chosen goes into the bin with the post. */
  if (!comms_saver_flush_finish (COMMS_SAVER (source), result, &error) &&
      !(step->close && g_error_matches (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE)))
    {
      comms_show_error (GTK_WIDGET (step->self), error);
      return;
    }
  if (error != NULL)
    comms_saver_drop (COMMS_SAVER (source));
  id = step_id (step);
  if (id == 0)
    return;
  if (step->action != NULL)
    {
      /* Who has gone on to another post does not want to be led away from that. */
      if (!is_shown (step))
        return;
      /* What comes next has the whole window. */
      comms_compose_pane_close (step->self);
      gtk_widget_activate_action (GTK_WIDGET (step->self), step->action, "x", id);
    }
  else if (step->with_words != NULL)
    run_with_words (step);
  else
    comms_desk_run_id_async (desk, func, id, NULL, step_done_cb, g_steal_pointer (&step));
}

/* What is on its way to the post, or still to be chosen there, would come after the step; NULL
 * where there is nothing. What goes to the bin waits for nothing. */
static const char *
why_wait (CommsComposePane *self, Step *step)
{
  if (step->close)
    return NULL;
  if (comms_compose_clash_is_open (self))
    return self->data->clash;
  if (comms_picture_tray_is_busy (self->tray))
    return C_ ("media",
               "A picture is still being added. Wait until it is there, and do this again.");
  return NULL;
}

/* Takes @step. */
static void
run_step (CommsComposePane *self, Step *step)
{
  const char *why_not = why_wait (self, step);

  step->self = g_object_ref (self);
  step->post = g_object_ref (self->post);
  if (why_not != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", why_not);
      step_free (step);
      return;
    }
  /* A key that does it leaves the cursor where it was. */
  comms_settings_box_commit (self->settings);
  comms_compose_media_flush (self);
  comms_saver_flush_async (self->saver, NULL, step_saved_cb, step);
}

static void
go_to (CommsComposePane *self, const char *action)
{
  Step *step = g_new0 (Step, 1);

  step->action = action;
  run_step (self, step);
}

static void
do_step (
  CommsComposePane *self, CommsIdFunc func, CommsIdFunc undo, const char *done, gboolean close)
{
  Step *step = g_new0 (Step, 1);

  step->func = func;
  step->undo = undo;
  step->done = done;
  step->close = close;
  run_step (self, step);
}

/* --- what has words or waits for a network --- */

static gpointer
settle_posted (CommsTx *tx, gpointer data, GError **error)
{
  Words *words = data;
  const char *url = words->words[0] != '\0' ? words->words : NULL;

  return GINT_TO_POINTER (comms_posts_settle_posted (tx, words->id, url, error));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsComposePane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_publisher_reconcile_finish (COMMS_PUBLISHER (source), result, &error))
    comms_undo_show_error (error);
  comms_compose_pane_reload (self);
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsComposePane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_publisher_withdraw_finish (COMMS_PUBLISHER (source), result, &error))
    comms_undo_show_error (error);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s",
                                C_ ("post", "Withdrawn. The record of it stays."));
}

static gpointer
ask_withdraw (CommsTx *tx, gpointer data, GError **error)
{
  Words *words = data;

  return GINT_TO_POINTER (comms_withdrawals_ask (tx, words->id, words->words, error));
}

static gpointer
submit_urgent (CommsTx *tx, gpointer data, GError **error)
{
  Words *words = data;

  return GINT_TO_POINTER (comms_posts_submit_urgent (tx, words->id, words->words, error));
}

static gpointer
done_by_hand (CommsTx *tx, gpointer data, GError **error)
{
  Words *words = data;

  return GINT_TO_POINTER (comms_posts_done_by_hand (tx, words->id, words->words, error));
}

static void
browser_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    comms_undo_show_error (error);
}

/* The network's own page is where a person gives the answer that the desk may not give. */
static void
copy_and_open (CommsComposePane *self)
{
  CommsAccount *account = self->data != NULL ? self->data->context->account : NULL;
  g_autofree char *url = account != NULL ? comms_network_dup_profile_url (account) : NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->post->text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s",
                              C_ ("post", "The text is copied; paste it under what it answers."));
  if (url != NULL)
    g_app_info_launch_default_for_uri_async (url, NULL, NULL, browser_opened_cb, NULL);
}

static gboolean
keep_it (CommsTx *tx, gint64 id, GError **error)
{
  return comms_withdrawals_refuse (tx, id, NULL, error);
}

static gpointer
correct (CommsTx *tx, gpointer data, GError **error)
{
  gint64 id = comms_withdrawals_correct (tx, *(gint64 *) data, error);

  return id != 0 ? g_memdup2 (&id, sizeof id) : NULL;
}

static void
corrected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsComposePane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *id = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (id == NULL)
    comms_undo_show_error (error);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-post", "x", *id);
}

static void
do_with_words (CommsComposePane *self, CommsTxFunc func, const char *words)
{
  Step *step = g_new0 (Step, 1);

  step->with_words = func;
  step->words = g_strdup (words);
  run_step (self, step);
}

static gboolean
return_to_draft (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_return (tx, id, NULL, error);
}

void
comms_compose_actions_act (CommsComposePane *self, const char *verb, const char *words)
{
  CommsDesk *desk = comms_page_get_desk (COMMS_PAGE (self));
  gint64 id = comms_compose_pane_get_id (self);
  g_autoptr (CommsPublisher) publisher = NULL;

  if (id == 0)
    return;
  if (g_str_equal (verb, "reopen"))
    do_step (self, comms_posts_reopen, NULL, C_ ("post", "A draft again."), FALSE);
  else if (g_str_equal (verb, "take-back"))
    do_step (self, comms_posts_unqueue, NULL, C_ ("post", "Taken out of the queue."), FALSE);
  else if (g_str_equal (verb, "let-go"))
    do_step (self, comms_posts_cancel, comms_posts_undo_cancel,
             self->post->state == COMMS_POST_STATE_DRAFT
               ? C_ ("post", "Let go.")
               : C_ ("post", "Let go; Undo makes it a draft."),
             FALSE);
  else if (g_str_equal (verb, "settle-not"))
    do_step (self, comms_posts_settle_not, NULL, C_ ("post", "A draft again: it is not out."),
             FALSE);
  else if (g_str_equal (verb, "return"))
    do_step (self, return_to_draft, NULL, C_ ("post", "A draft again."), FALSE);
  else if (g_str_equal (verb, "keep"))
    do_step (self, keep_it, NULL, C_ ("post", "It stays out."), FALSE);
  else if (g_str_equal (verb, "keep-mine"))
    comms_compose_clash_keep_mine (self);
  else if (g_str_equal (verb, "take-theirs"))
    comms_compose_clash_take_theirs (self);
  else if (g_str_equal (verb, "settle-posted"))
    do_with_words (self, settle_posted, words);
  else if (g_str_equal (verb, "submit-urgent"))
    do_with_words (self, submit_urgent, words);
  else if (g_str_equal (verb, "by-hand"))
    do_with_words (self, done_by_hand, words);
  else if (g_str_equal (verb, "copy-open"))
    copy_and_open (self);
  else if (g_str_equal (verb, "connect"))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", "s", "accounts");
  else if (g_str_equal (verb, "ask-withdraw"))
    do_with_words (self, ask_withdraw, words);
  else if (g_str_equal (verb, "correct"))
    comms_desk_run_async (desk, correct, g_memdup2 (&id, sizeof id), g_free, g_free, NULL,
                          corrected_cb, g_object_ref (self));
  else if (g_str_equal (verb, "look"))
    {
      publisher = comms_publisher_new (desk);
      comms_publisher_reconcile_async (publisher, id, NULL, looked_cb, g_object_ref (self));
    }
  else if (g_str_equal (verb, "withdraw"))
    {
      publisher = comms_publisher_new (desk);
      comms_publisher_withdraw_async (publisher, id, words, NULL, withdrawn_cb,
                                      g_object_ref (self));
    }
}

/* --- fixes --- */

static const CommsCheck *
check_at (CommsComposePane *self, guint index)
{
  return self->data != NULL && self->checks != NULL && index < self->checks->len
           ? g_ptr_array_index (self->checks, index)
           : NULL;
}

void
comms_compose_actions_fix (CommsComposePane *self, CommsFix fix, guint index)
{
  g_autoptr (CommsPost) before = NULL;
  const CommsCheck *check = check_at (self, index);

  if (check == NULL)
    return;
  if (fix == COMMS_FIX_WRITE)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
      comms_picture_tray_write (self->tray);
      return;
    }
  before = comms_record_copy (self->post);
  if (!comms_fix_check (check, fix, self->post, self->data->context))
    return;
  self->filling = TRUE;
  comms_post_text_set_text (self->text, self->post->text, TRUE);
  self->filling = FALSE;
  comms_compose_pane_fill (self);
  comms_compose_pane_touch (self);
  if (comms_record_get_id (COMMS_RECORD (self->post)) != 0)
    comms_compose_undo_push_edit (self, comms_fix_done (fix), before);
}

/* --- deciding against advice --- */

typedef struct
{
  char *code;
  gboolean dismissed;
} Dismissal;

static void
dismissal_free (gpointer data)
{
  Dismissal *dismissal = data;

  g_free (dismissal->code);
  g_free (dismissal);
}

static gboolean
dismiss (CommsTx *tx, gpointer record, gpointer data, GError **error)
{
  Dismissal *dismissal = data;
  gint64 id = comms_record_get_id (record);
  g_autoptr (CommsPost) row = NULL;

  if (!comms_advice_dismiss (tx, id, dismissal->code, dismissal->dismissed, error))
    return FALSE;
  row = comms_posts_load (tx, id, error);
  if (row == NULL)
    return FALSE;
  comms_record_assign (record, row);
  return TRUE;
}

static void
dismissed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsComposePane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_saver_run_finish (COMMS_SAVER (source), result, &error))
    comms_undo_show_error (error);
  comms_compose_pane_reload (self);
}

void
comms_compose_actions_dismiss (CommsComposePane *self, guint index)
{
  const CommsCheck *check = check_at (self, index);
  Dismissal *dismissal;

  if (check == NULL)
    return;
  dismissal = g_new0 (Dismissal, 1);
  dismissal->code = g_strdup (check->code);
  dismissal->dismissed = !check->dismissed;
  comms_saver_run_async (self->saver, dismiss, dismissal, dismissal_free, dismissed_cb,
                         g_object_ref (self));
}

/* --- the other post that a piece of advice is about --- */

typedef struct
{
  CommsComposePane *pane;
  CommsPost *post; /* that was open then */
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->pane);
  g_object_unref (asking->post);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static gpointer
load_other (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) data, error);
}

static void
other_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  CommsComposePane *self = asking->pane;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPost) other = comms_desk_run_finish (COMMS_DESK (source), result, &error);

  if (other == NULL)
    {
      comms_undo_show_error (error);
      return;
    }
  if (self->post != asking->post)
    return;
  gtk_label_set_label (self->compare_label, other->text != NULL ? other->text : "");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->compare_button), "x",
                                    comms_record_get_id (COMMS_RECORD (other)));
  gtk_widget_set_visible (GTK_WIDGET (self->compare_box), TRUE);
}

/* The words of the other post stand below the list, so that both are seen at once. */
void
comms_compose_actions_compare (CommsComposePane *self, guint index)
{
  const CommsCheck *check = check_at (self, index);
  Asking *asking;

  if (check == NULL || check->twin_id == 0)
    return;
  asking = g_new0 (Asking, 1);
  asking->pane = g_object_ref (self);
  asking->post = g_object_ref (self->post);
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), load_other,
                        g_memdup2 (&check->twin_id, sizeof check->twin_id), g_free, g_object_unref,
                        NULL, other_loaded_cb, asking);
}

/* --- actions --- */

/* It waits for whoever acts. */
static gboolean
is_reviewer (CommsComposePane *self)
{
  return self->post->state == COMMS_POST_STATE_IN_REVIEW && self->data != NULL &&
         comms_compose_data_why_not (self->data, "review") == NULL;
}

/* What has no time, or missed it, leaves as soon as it is re-read. */
static gboolean
leaves_now (CommsComposePane *self)
{
  return self->post->due_at == 0 || self->post->state == COMMS_POST_STATE_MISSED;
}

static void
reread_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);

  go_to (self, is_reviewer (self)  ? "win.review"
               : leaves_now (self) ? "win.reread-now"
                                   : "win.reread");
}

/* Always on: a key whose action is off would go on to the text view, which takes every Return for a
 * new line. Why it is off stands under the button. */
static void
reread_by_key_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!gtk_widget_activate_action (widget, "post.reread", NULL))
    gtk_widget_error_bell (widget);
}

static void
reread_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to (COMMS_COMPOSE_PANE (widget), "win.reread-now");
}

static void
submit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  do_step (COMMS_COMPOSE_PANE (widget), comms_posts_submit, comms_posts_undo_submit,
           C_ ("post", "Submitted for review."), FALSE);
}

static void
submit_urgent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);

  comms_settings_box_commit (self->settings);
  comms_saver_flush (self->saver);
  comms_post_status_ask (self->status, "submit-urgent");
}

/* What is written is saved first: the twin is made of it. */
static void
twin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to (COMMS_COMPOSE_PANE (widget), "post.make-twin");
}

static void
make_twin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  comms_twin_acts_make (widget, comms_page_get_desk (COMMS_PAGE (widget)),
                        g_variant_get_int64 (parameter));
}

static void
bin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);

  if (comms_record_get_id (COMMS_RECORD (self->post)) != 0)
    {
      /* Words that cannot be saved are no reason to keep the post. */
      if (comms_saver_get_state (self->saver) == COMMS_SAVE_FAILED)
        comms_saver_drop (self->saver);
      do_step (self, comms_posts_bin, comms_posts_unbin, C_ ("post", "Post moved to the bin."),
               TRUE);
      return;
    }
  comms_saver_drop (self->saver);
  comms_compose_pane_forget (self);
  comms_compose_pane_close (self);
}

/* What is legal needs a legal reviewer and the full text as a link (R69). */
static void
mark_legal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);
  gboolean legal = g_str_equal (name, "post.mark-legal");

  g_object_set (self->post, "legal", legal, NULL);
  comms_compose_pane_touch (self);
  comms_compose_actions_update (self);
  gtk_widget_activate_action (widget, "win.notify", "s",
                              legal ? C_ ("post", "Marked as legal: a legal reviewer signs it too, "
                                                  "and it has to link to the "
                                                  "full text.")
                                    : C_ ("post", "No longer marked as legal."));
}

static void
add_picture_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  comms_picture_tray_ask (COMMS_COMPOSE_PANE (widget)->tray);
}

static void
open_release_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);

  gtk_widget_activate_action (widget, "win.open-release", "x", self->post->release_id);
}

static void
take_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  comms_compose_actions_act (COMMS_COMPOSE_PANE (widget), "take-back", "");
}

static void
let_go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  comms_compose_actions_act (COMMS_COMPOSE_PANE (widget), "let-go", "");
}

static void
withdraw_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);
  gboolean may = comms_compose_data_why_not (self->data, "withdraw") == NULL;

  comms_post_status_ask (self->status, may ? "withdraw" : "ask-withdraw");
}

/* Escape closes what is open last: the form, then the pane. */
static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsComposePane *self = COMMS_COMPOSE_PANE (widget);

  if (!comms_post_status_close (self->status))
    comms_compose_pane_close (self);
}

void
comms_compose_actions_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "post.reread", NULL, reread_action);
  gtk_widget_class_install_action (widget_class, "post.reread-by-key", NULL, reread_by_key_action);
  gtk_widget_class_install_action (widget_class, "post.reread-now", NULL, reread_now_action);
  gtk_widget_class_install_action (widget_class, "post.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "post.submit-urgent", NULL, submit_urgent_action);
  gtk_widget_class_install_action (widget_class, "post.mark-legal", NULL, mark_legal_action);
  gtk_widget_class_install_action (widget_class, "post.unmark-legal", NULL, mark_legal_action);
  gtk_widget_class_install_action (widget_class, "post.bin", NULL, bin_action);
  gtk_widget_class_install_action (widget_class, "post.twin", NULL, twin_action);
  gtk_widget_class_install_action (widget_class, "post.make-twin", "x", make_twin_action);
  gtk_widget_class_install_action (widget_class, "post.add-picture", NULL, add_picture_action);
  gtk_widget_class_install_action (widget_class, "post.open-release", NULL, open_release_action);
  gtk_widget_class_install_action (widget_class, "post.take-back", NULL, take_back_action);
  gtk_widget_class_install_action (widget_class, "post.let-go", NULL, let_go_action);
  gtk_widget_class_install_action (widget_class, "post.withdraw", NULL, withdraw_action);
  gtk_widget_class_install_action (widget_class, "post.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "post.bin", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "post.close", NULL);
}

/* Why it cannot go on, or NULL. (transfer full) */
static char *
dup_block (CommsComposePane *self)
{
  char *problem =
    self->block != NULL ? g_strdup (self->block) : comms_compose_media_dup_problem (self);

  return problem != NULL ? problem : comms_settings_box_dup_problem (self->settings);
}

/* Or ask for it. */
static gboolean
may_withdraw (CommsComposePane *self)
{
  return comms_compose_data_why_not (self->data, "withdraw") == NULL ||
         (self->post->withdraw_asked_by == 0 &&
          comms_compose_data_why_not (self->data, "ask-withdraw") == NULL);
}

/* Nothing is wrong with the draft, but the desk has nobody who could sign it (R69). */
static const char *
find_missing_signer (CommsComposePane *self)
{
  return self->post->legal && self->post->state == COMMS_POST_STATE_DRAFT
           ? comms_compose_data_why_not (self->data, "submit")
           : NULL;
}

static const char *
reread_label (CommsComposePane *self)
{
  if (is_reviewer (self))
    return C_ ("post", "Review");
  if (leaves_now (self))
    return C_ ("post", "Re-read and Send");
  return C_ ("post", "Re-read and Schedule");
}

static void
turn_all_off (CommsComposePane *self)
{
  static const char *const names[] = {
    "post.reread",       "post.reread-now",    "post.submit",     "post.bin",
    "post.open-release", "post.take-back",     "post.let-go",     "post.withdraw",
    "post.add-picture",  "post.submit-urgent", "post.mark-legal", "post.unmark-legal"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], FALSE);
}

static void
update_actions (CommsComposePane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  CommsPostState state = self->post->state;
  gboolean on_its_way = state == COMMS_POST_STATE_DRAFT || state == COMMS_POST_STATE_IN_REVIEW ||
                        state == COMMS_POST_STATE_APPROVED || state == COMMS_POST_STATE_MISSED;
  g_autofree char *block = dup_block (self);
  gboolean ready = on_its_way && block == NULL;
  const char *reason;
  gboolean saved = comms_record_get_id (COMMS_RECORD (self->post)) != 0;

  gtk_widget_action_set_enabled (widget, "post.reread", ready);
  gtk_widget_action_set_enabled (widget, "post.reread-now", ready);
  gtk_widget_action_set_enabled (widget, "post.submit",
                                 ready &&
                                   comms_compose_data_why_not (self->data, "submit") == NULL);
  gtk_widget_action_set_enabled (widget, "post.submit-urgent",
                                 saved && ready && state == COMMS_POST_STATE_DRAFT);
  gtk_widget_action_set_enabled (widget, "post.mark-legal",
                                 state == COMMS_POST_STATE_DRAFT && !self->post->legal);
  gtk_widget_action_set_enabled (widget, "post.unmark-legal",
                                 state == COMMS_POST_STATE_DRAFT && self->post->legal);
  gtk_widget_action_set_enabled (widget, "post.bin",
                                 !saved || comms_compose_data_why_not (self->data, "bin") == NULL);
  gtk_widget_action_set_enabled (widget, "post.open-release", self->post->release_id != 0);
  gtk_widget_action_set_enabled (widget, "post.take-back",
                                 saved &&
                                   comms_compose_data_why_not (self->data, "unqueue") == NULL);
  gtk_widget_action_set_enabled (widget, "post.let-go",
                                 saved &&
                                   comms_compose_data_why_not (self->data, "cancel") == NULL);
  gtk_widget_action_set_enabled (widget, "post.withdraw", saved && may_withdraw (self));
  gtk_widget_action_set_enabled (widget, "post.add-picture", comms_compose_pane_is_open (self));
  adw_split_button_set_label (self->reread_button, reread_label (self));
  gtk_widget_set_visible (GTK_WIDGET (self->reread_button), on_its_way);
  reason = block != NULL ? block : find_missing_signer (self);
  gtk_label_set_label (self->reason_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), on_its_way && reason != NULL);
}

void
comms_compose_actions_update (CommsComposePane *self)
{
  if (self->data == NULL)
    turn_all_off (self);
  else
    update_actions (self);
}
