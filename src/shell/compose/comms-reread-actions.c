/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-reread-page-private.h"

#include "comms-fit.h"
#include "comms-history.h"
#include "comms-marks.h"
#include "comms-posts.h"
#include "comms-undo.h"
#include "comms-words.h"

/* What a person decided, as one transaction. */
typedef struct
{
  GArray *ids;      /* all that were read together */
  GArray *versions; /* which were read */
  gboolean approve;
  gboolean queue;
  gboolean now;
  gboolean submit;
} Decision;

typedef struct
{
  CommsRereadPage *self;
  gint64 id;
  GArray *ids;
  gboolean queued;
  char *done;
} Pending;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_array_unref (decision->ids);
  g_array_unref (decision->versions);
  g_free (decision);
}

static void
pending_free (Pending *pending)
{
  g_object_unref (pending->self);
  g_array_unref (pending->ids);
  g_free (pending->done);
  g_free (pending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, pending_free)

static gboolean
decide_one (CommsTx *tx, Decision *decision, gint64 id, gint64 version, GError **error)
{
  gboolean for_now = decision->queue && decision->now;

  if (!comms_posts_check_read (tx, id, version, error))
    return FALSE;
  if (decision->approve &&
      !(for_now ? comms_posts_approve_for_now : comms_posts_approve) (tx, id, error))
    return FALSE;
  if (decision->queue && !comms_posts_queue (tx, id, decision->now, error))
    return FALSE;
  return !decision->submit || comms_posts_submit (tx, id, error);
}

/* All of them or none. */
static gpointer
decide (CommsTx *tx, gpointer data, GError **error)
{
  Decision *decision = data;

  for (guint i = 0; i < decision->ids->len; i++)
    if (!decide_one (tx, decision, g_array_index (decision->ids, gint64, i),
                     g_array_index (decision->versions, gint64, i), error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

/* --- undo --- */

/* What one Undo takes back; the first is opened. */
static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GArray) ids = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *window = comms_undo_window ();

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error != NULL)
    comms_undo_show_error (error);
  else if (window != NULL)
    gtk_widget_activate_action (window, "win.open-post", "x", g_array_index (ids, gint64, 0));
}

static gpointer
unqueue_all (CommsTx *tx, gpointer data, GError **error)
{
  GArray *ids = data;

  for (guint i = 0; i < ids->len; i++)
    if (!comms_posts_undo_queue (tx, g_array_index (ids, gint64, i), error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

/* Takes them out of the queue and opens the one where it can be changed. */
static void
take_back (CommsDesk *desk, gpointer data)
{
  comms_desk_run_async (desk, unqueue_all, g_array_ref (data), (GDestroyNotify) g_array_unref, NULL,
                        NULL, taken_back_cb, g_array_ref (data));
}

/* --- deciding --- */

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pending) pending = user_data;
  CommsRereadPage *self = pending->self;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error != NULL)
    {
      comms_undo_show_error (error);
      if (self->data != NULL)
        comms_reread_update_actions (self);
      return;
    }
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || self->id != pending->id)
    return;
  if (pending->queued)
    comms_history_push (comms_history_of (GTK_WIDGET (self)), pending->done, take_back, NULL,
                        g_array_ref (pending->ids), (GDestroyNotify) g_array_unref);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", pending->done);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

/* Takes @decision and @done. */
static void
run (CommsRereadPage *self, Decision *decision, char *done)
{
  Pending *pending = g_new0 (Pending, 1);

  decision->ids = comms_reread_data_ids (self->all, &decision->versions);
  pending->self = g_object_ref (self);
  pending->id = self->id;
  pending->ids = g_array_ref (decision->ids);
  pending->queued = decision->queue;
  pending->done = done;
  self->busy = TRUE;
  comms_reread_update_actions (self);
  comms_desk_run_async (comms_page_get_desk (COMMS_PAGE (self)), decide, decision, decision_free,
                        NULL, NULL, decided_cb, pending);
}

static CommsRereadWay
find_way (CommsRereadPage *self)
{
  const char *verb = self->now ? "send" : "queue";
  const gboolean goes_out = comms_reread_data_behind (self->all) == NULL;

  if (goes_out && comms_reread_data_why_not (self->all, verb) == NULL)
    return COMMS_REREAD_QUEUE;
  if (comms_reread_data_is_approved (self->all))
    return COMMS_REREAD_NOTHING;
  if (comms_reread_data_why_not (self->all, "approve") == NULL)
    return goes_out && comms_reread_data_completes (self->all) ? COMMS_REREAD_APPROVE_AND_QUEUE
                                                               : COMMS_REREAD_APPROVE;
  if (comms_reread_data_why_not (self->all, "submit") == NULL)
    return COMMS_REREAD_SUBMIT;
  return COMMS_REREAD_NOTHING;
}

/* The button names the verb and the account. (transfer full) */
static char *
dup_label (CommsRereadPage *self, CommsRereadWay way)
{
  CommsAccount *account = self->data->context->account;
  const char *handle = account != NULL ? account->handle : "";
  gboolean practice = comms_desk_is_practice (comms_page_get_desk (COMMS_PAGE (self)));

  if (way == COMMS_REREAD_SUBMIT)
    return g_strdup (C_ ("re-read", "Submit for Review"));
  if (way == COMMS_REREAD_APPROVE)
    return g_strdup (C_ ("re-read", "Approve"));
  if (way == COMMS_REREAD_APPROVE_AND_QUEUE)
    return self->now ? /* Translators: %s is a handle */
             g_strdup_printf (C_ ("re-read", "Approve and Send as @%s"), handle)
                     : /* Translators: %s is a handle */
             g_strdup_printf (C_ ("re-read", "Approve and Schedule as @%s"), handle);
  if (practice)
    return self->now ? /* Translators: %s is a handle */
             g_strdup_printf (C_ ("re-read", "Practise Sending as @%s"), handle)
                     : /* Translators: %s is a handle */
             g_strdup_printf (C_ ("re-read", "Practise Scheduling as @%s"), handle);
  return self->now ? /* Translators: %s is a handle */
           g_strdup_printf (C_ ("re-read", "Send as @%s"), handle)
                   : /* Translators: %s is a handle */
           g_strdup_printf (C_ ("re-read", "Schedule as @%s"), handle);
}

/* Where it waits for an approval, what keeps it from being submitted is what a person can mend. */
static const char *
find_why_not (CommsRereadPage *self)
{
  const char *behind = comms_reread_data_behind (self->all);
  const char *submit = comms_reread_data_why_not (self->all, "submit");
  const char *sentence = comms_reread_data_why_not (self->all, self->now ? "send" : "queue");

  if (sentence == NULL)
    return behind;
  return !comms_reread_data_is_approved (self->all) && submit != NULL &&
             self->data->post->state == COMMS_POST_STATE_DRAFT
           ? submit
           : sentence;
}

/* Why the button is off, or what comes after it. (transfer full) */
static char *
dup_hint (CommsRereadPage *self, CommsRereadWay way, gboolean read)
{
  gint64 hold = self->data->context->policy->hold_seconds;
  g_autofree char *seconds = comms_format_number (hold);

  if (way == COMMS_REREAD_NOTHING)
    return g_strdup (find_why_not (self));
  if (way == COMMS_REREAD_SUBMIT)
    return g_strdup (C_ ("re-read", "a manager approves it, then it can be scheduled"));
  if (!read)
    return g_strdup (C_ ("re-read", "Tick first that you have read it."));
  if (way == COMMS_REREAD_APPROVE)
    return g_strdup (comms_reread_data_completes (self->all)
                       ? comms_reread_data_behind (self->all)
                       : C_ ("re-read", "others have to sign it as well, then it can be "
                                        "scheduled"));
  /* Translators: %s is a number of seconds */
  return g_strdup_printf (ngettext ("then held %s second, with Undo",
                                    "then held %s seconds, with Undo", (gulong) hold),
                          seconds);
}

/* Someone of the practice desk who may approve it, or NULL. */
static CommsPerson *
find_approver (CommsRereadPage *self)
{
  for (guint i = 0; i < self->data->people->len; i++)
    {
      CommsPerson *person = g_ptr_array_index (self->data->people, i);

      if (person->active && person->role == COMMS_ROLE_MANAGER &&
          !comms_post_is_by (self->data->post, comms_record_get_id (COMMS_RECORD (person))))
        return person;
    }
  return NULL;
}

/* On a practice desk one person can try both sides. */
static void
update_practice (CommsRereadPage *self, CommsRereadWay way)
{
  gboolean practice = comms_desk_is_practice (comms_page_get_desk (COMMS_PAGE (self)));
  gboolean stuck = !comms_reread_data_is_approved (self->all) &&
                   (way == COMMS_REREAD_SUBMIT || way == COMMS_REREAD_NOTHING);
  CommsPerson *approver = practice && stuck ? find_approver (self) : NULL;
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->practice_box), approver != NULL);
  if (approver == NULL)
    return;
  /* Translators: %s is a person */
  label = g_strdup_printf (C_ ("re-read", "Act as %s"), approver->name);
  gtk_button_set_label (self->practice_button, label);
  gtk_label_set_label (self->practice_label,
                       C_ ("re-read", "Someone else has to approve it. This is a practice desk: "
                                      "you may act as a manager and go on."));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->practice_button), "x",
                                    comms_record_get_id (COMMS_RECORD (approver)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->practice_button), "win.act-as");
}

static void
update_buttons (CommsRereadPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  CommsRereadWay way = find_way (self);
  gboolean read = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->read_check));
  g_autofree char *label = dup_label (self, way);
  g_autofree char *hint = dup_hint (self, way, read);

  gtk_label_set_label (self->go_label, label);
  gtk_label_set_label (self->hint_label, hint != NULL ? hint : "");
  gtk_widget_action_set_enabled (widget, "reread.go",
                                 !self->busy && (way == COMMS_REREAD_SUBMIT ||
                                                 (way != COMMS_REREAD_NOTHING && read)));
  update_practice (self, way);
}

void
comms_reread_update_actions (CommsRereadPage *self)
{
  if (self->data == NULL)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "reread.go", FALSE);
  else
    update_buttons (self);
}

/* --- actions --- */

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CommsRereadPage *self = COMMS_REREAD_PAGE (widget);
  CommsAccount *account = self->data->context->account;
  CommsRereadWay way = find_way (self);
  Decision *decision = g_new0 (Decision, 1);
  char *done;

  if (way == COMMS_REREAD_SUBMIT)
    {
      decision->submit = TRUE;
      run (self, decision, g_strdup (C_ ("post", "Submitted for review.")));
      return;
    }
  decision->approve = way == COMMS_REREAD_APPROVE_AND_QUEUE || way == COMMS_REREAD_APPROVE;
  decision->queue = way != COMMS_REREAD_APPROVE;
  decision->now = self->now;
  if (way == COMMS_REREAD_APPROVE)
    {
      run (self, decision, g_strdup (comms_reread_data_signed_word (self->all)));
      return;
    }
  done = self->now ? /* Translators: %s is a handle */
           g_strdup_printf (C_ ("post", "On hold, to be sent as @%s."), account->handle)
                   : /* Translators: %s is a handle */
           g_strdup_printf (C_ ("post", "Scheduled as @%s."), account->handle);
  run (self, decision, done);
}

/* Back to where one was, with the draft open. */
static void
change_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 id = COMMS_REREAD_PAGE (widget)->id;

  g_object_ref (widget);
  gtk_widget_activate_action (widget, "win.open-post", "x", id);
  gtk_widget_activate_action (widget, "win.back", NULL);
  g_object_unref (widget);
}

void
comms_reread_actions_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "reread.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "reread.change", NULL, change_action);
}
