/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-review-page-private.h"

#include "comms-fit.h"
#include "comms-marks.h"
#include "comms-posts.h"
#include "comms-single-keys.h"
#include "comms-undo.h"

/* What a reviewer decided or said, as one transaction. */
typedef struct
{
  GArray *ids;      /* all that were read together, the one that was asked for first */
  GArray *versions; /* which were read */
  gboolean approve;
  char *comment; /* to return them, or what is said of the first */
  gboolean say;  /* and they stay where they are */
} Decision;

typedef struct
{
  CommsReviewPage *self;
  gint64 id;
  gint64 next;
  const char *done;
  char *comment; /* that is kept with it, or NULL */
} Pending;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_clear_pointer (&decision->ids, g_array_unref);
  g_clear_pointer (&decision->versions, g_array_unref);
  g_free (decision->comment);
  g_free (decision);
}

static void
pending_free (Pending *pending)
{
  g_object_unref (pending->self);
  g_free (pending->comment);
  g_free (pending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, pending_free)

static gboolean
decide_one (CommsTx *tx, Decision *decision, guint i, GError **error)
{
  const gint64 id = g_array_index (decision->ids, gint64, i);

  if (!comms_posts_check_read (tx, id, g_array_index (decision->versions, gint64, i), error))
    return FALSE;
  if (decision->approve)
    return comms_posts_approve (tx, id, error);
  return comms_posts_return (tx, id, decision->comment, error);
}

/* All of them or none. */
static gpointer
decide (CommsTx *tx, gpointer data, GError **error)
{
  Decision *decision = data;

  if (decision->say)
    return GINT_TO_POINTER (
      comms_posts_comment (tx, g_array_index (decision->ids, gint64, 0), decision->comment, error));
  for (guint i = 0; i < decision->ids->len; i++)
    if (!decide_one (tx, decision, i, error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

/* On to what waits next, or back where nothing does. */
static void
go_on (CommsReviewPage *self, gint64 next)
{
  if (next != 0)
    comms_review_page_open (self, next);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

/* What was written is in the desk now; what was written since stays. */
static void
drop_comment (Pending *pending)
{
  CommsReviewPage *self = pending->self;
  g_autofree char *written = NULL;

  if (pending->comment == NULL)
    return;
  g_hash_table_remove (self->begun, &pending->id);
  written = self->id == pending->id ? comms_review_dup_comment (self) : NULL;
  if (g_strcmp0 (written, pending->comment) == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->comment_entry), "");
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pending) pending = user_data;
  CommsReviewPage *self = pending->self;
  g_autoptr (GError) error = NULL;

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (self->id == pending->id)
    self->busy = FALSE;
  if (error != NULL)
    {
      comms_undo_show_error (error);
      comms_review_page_reload (self);
      return;
    }
  drop_comment (pending);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || self->id != pending->id)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", pending->done);
  go_on (self, pending->next);
}

static void
said_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pending) pending = user_data;
  CommsReviewPage *self = pending->self;
  g_autoptr (GError) error = NULL;

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (self->id == pending->id)
    self->busy = FALSE;
  if (error != NULL)
    comms_undo_show_error (error);
  else
    drop_comment (pending);
  comms_review_page_reload (self);
}

static Decision *
decision_new (CommsReviewPage *self)
{
  Decision *decision = g_new0 (Decision, 1);

  decision->ids = comms_reread_data_ids (self->review->all, &decision->versions);
  return decision;
}

/* Takes @decision. */
static void
run (CommsReviewPage *self, Decision *decision, const char *done, GAsyncReadyCallback callback)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->self = g_object_ref (self);
  pending->id = self->id;
  pending->next = comms_review_data_next (self->review);
  pending->done = done;
  pending->comment = g_strdup (decision->comment);
  self->busy = TRUE;
  comms_review_update_actions (self);
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), decide, decision, decision_free,
                        NULL, NULL, callback, pending);
}

char *
comms_review_dup_comment (CommsReviewPage *self)
{
  return comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (self->comment_entry)));
}

/* --- what is on --- */

static void
turn_all_off (CommsReviewPage *self)
{
  static const char *const names[] = { "review.approve", "review.ask", "review.next",
                                       "review.comment", "review.edit" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], FALSE);
}

/* The button says what it waits for. Whoever cannot return the post only says something of it. */
static void
update_ask (CommsReviewPage *self, gboolean written)
{
  const char *why_not = comms_reread_data_why_not (self->review->all, "return");
  gboolean waits = self->data->post->state == COMMS_POST_STATE_IN_REVIEW;
  gboolean asks = why_not == NULL && waits;

  gtk_label_set_label (self->ask_label, written ? C_ ("review", "Return with This Comment")
                                                : C_ ("review", "Ask for a Change…"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->ask_button), why_not);
  gtk_entry_set_placeholder_text (self->comment_entry,
                                  asks ? C_ ("review", "Comment, needed to return it")
                                       : C_ ("re-read", "Comment"));
  gtk_widget_set_visible (GTK_WIDGET (self->comment_hint), asks && !written);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.ask", !self->busy && asks);
}

static void
update_words (CommsReviewPage *self, const char *why_not)
{
  const gint64 next = comms_review_data_next (self->review);

  gtk_label_set_label (self->state_label,
                       self->data->post->state == COMMS_POST_STATE_IN_REVIEW
                         ? C_ ("review",
                               "Locked while it is in review; editing returns it to draft.")
                         : "");
  gtk_label_set_label (self->hint_label, why_not != NULL ? why_not : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), why_not != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->approve_button), why_not);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->next_button),
                               next == 0 ? C_ ("review", "Nothing else waits for you.") : NULL);
}

void
comms_review_update_actions (CommsReviewPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *comment = comms_review_dup_comment (self);
  gboolean written = *comment != '\0';
  const char *why_not;

  if (self->data == NULL)
    {
      turn_all_off (self);
      return;
    }
  why_not = comms_review_data_why_not (self->review);
  update_words (self, why_not);
  update_ask (self, written);
  gtk_widget_action_set_enabled (widget, "review.comment", !self->busy && written);
  gtk_widget_action_set_enabled (widget, "review.approve", !self->busy && why_not == NULL);
  gtk_widget_action_set_enabled (widget, "review.next",
                                 !self->busy && comms_review_data_next (self->review) != 0);
  gtk_widget_action_set_enabled (widget, "review.edit",
                                 comms_compose_data_why_not (self->data, "edit") == NULL);
}

/* --- actions --- */

static void
approve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsReviewPage *self = COMMS_REVIEW_PAGE (widget);
  Decision *decision = decision_new (self);

  decision->approve = TRUE;
  run (self, decision, comms_reread_data_signed_word (self->review->all), decided_cb);
}

/* Without a comment nobody knows what to change: first to where it is written. */
static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsReviewPage *self = COMMS_REVIEW_PAGE (widget);
  g_autofree char *comment = comms_review_dup_comment (self);
  Decision *decision;

  if (*comment == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->comment_entry));
      return;
    }
  decision = decision_new (self);
  decision->comment = g_steal_pointer (&comment);
  run (self, decision, C_ ("post", "Returned to its author."), decided_cb);
}

static void
comment_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsReviewPage *self = COMMS_REVIEW_PAGE (widget);
  Decision *decision = decision_new (self);

  decision->say = TRUE;
  decision->comment = comms_review_dup_comment (self);
  run (self, decision, NULL, said_cb);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CommsReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!comms_desk_run_id_finish (COMMS_DESK (source), result, &error))
    comms_undo_show_error (error);
  comms_review_page_reload (self);
}

static void
settle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  comms_desk_run_id_async (comms_page_get_desk (COMMS_PAGE (widget)), comms_posts_settle_comment,
                           g_variant_get_int64 (parameter), NULL, settled_cb,
                           g_object_ref (widget));
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsReviewPage *self = COMMS_REVIEW_PAGE (widget);

  comms_review_page_open (self, comms_review_data_next (self->review));
}

/* Back to where one was, with the post open. */
static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 id = COMMS_REVIEW_PAGE (widget)->id;

  g_object_ref (widget);
  gtk_widget_activate_action (widget, "win.open-post", "x", id);
  gtk_widget_activate_action (widget, "win.back", NULL);
  g_object_unref (widget);
}

static void
source_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.open-release", "x",
                              COMMS_REVIEW_PAGE (widget)->data->post->release_id);
}

/* Whoever switched single keys off presses them for something else. */
static gboolean
key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  const char *action;

  if (!comms_single_keys_are_on ())
    return GDK_EVENT_PROPAGATE;
  g_variant_get (args, "(&s)", &action);
  return gtk_widget_activate_action (widget, action, NULL) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

void
comms_review_actions_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "review.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "review.ask", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "review.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "review.comment", NULL, comment_action);
  gtk_widget_class_install_action (widget_class, "review.settle", "x", settle_action);
  gtk_widget_class_install_action (widget_class, "review.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "review.open-source", NULL, source_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, 0, key_cb, "(s)", "review.approve");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, 0, key_cb, "(s)", "review.ask");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_n, 0, key_cb, "(s)", "review.next");
}
