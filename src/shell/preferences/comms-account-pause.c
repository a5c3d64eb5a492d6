/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-account-pause.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-fit.h"
#include "comms-history.h"
#include "comms-marks.h"
#include "comms-page.h"
#include "comms-prefs-rows.h"
#include "comms-store-error.h"
#include "comms-undo.h"

struct _CommsAccountPause
{
  AdwExpanderRow *row; /* not owned: it owns this */
  CommsDesk *desk;
  CommsAccount *account;

  GCancellable *asking;
  char *why_not; /* it may not be let go on by whoever acts, or NULL */

  GtkWidget *state;
  GtkWidget *pause_button;
  GtkWidget *resume_button;
  GtkWidget *reason; /* AdwEntryRow, there while it is asked for */
  GtkWidget *now_button;
};

/* A step that was made, and can be taken back and made again. */
typedef struct
{
  gint64 id;
  char *reason;   /* of the pause that it was, or that it ended */
  gboolean pause; /* what it was */
} Step;

/* What is to be done, where the account still stands as it is expected to. */
typedef struct
{
  gint64 id;
  gboolean was_paused;
  char *expected; /* the reason that it is paused for, or NULL for whatever there is */
  char *reason;   /* to pause it, or NULL to let it go on */
} Work;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->reason);
  g_free (step);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->expected);
  g_free (work->reason);
  g_free (work);
}

/* Nobody lets go of a pause that somebody else has made since, nor pauses what another let go. */
static gpointer
work_func (CommsTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, work->id, error);

  if (account == NULL)
    return NULL;
  if ((account->state == COMMS_ACCOUNT_STATE_PAUSED) != work->was_paused ||
      (work->expected != NULL && g_strcmp0 (account->pause_reason, work->expected) != 0))
    {
      g_set_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE,
                   /* Translators: %s is a handle */
                   C_ ("account", "Somebody else has paused @%s or let it go on since. Look at it "
                                  "again before you decide."),
                   account->handle);
      return NULL;
    }
  return GINT_TO_POINTER (comms_accounts_pause (tx, work->id, work->reason, error));
}

static Work *
work_new (gint64 id, gboolean pause, const char *reason)
{
  Work *work = g_new0 (Work, 1);

  work->id = id;
  work->was_paused = !pause;
  if (pause)
    work->reason = g_strdup (reason);
  else
    work->expected = g_strdup (reason);
  return work;
}

static void
undo (CommsDesk *desk, gpointer data)
{
  Step *step = data;

  comms_undo_run (desk, work_func, work_new (step->id, !step->pause, step->reason), work_free);
}

static void
redo (CommsDesk *desk, gpointer data)
{
  Step *step = data;

  comms_undo_run (desk, work_func, work_new (step->id, step->pause, step->reason), work_free);
}

/* --- doing --- */

typedef struct
{
  AdwExpanderRow *row;
  CommsAccountPause *self; /* for as long as @row is there */
  Step *step;
} Pending;

static void
tell (Pending *pending)
{
  CommsAccountPause *self = pending->self;
  g_autofree char *done = g_strdup_printf (pending->step->pause ? /* Translators: %s is a handle */
                                             C_ ("account", "@%s is paused.")
                                                                : /* Translators: %s is a handle */
                                             C_ ("account", "@%s sends again."),
                                           self->account->handle);

  if (pending->step->pause)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
      gtk_widget_set_visible (self->reason, FALSE);
    }
  comms_history_push (comms_history_of (GTK_WIDGET (pending->row)), done, undo, redo,
                      g_steal_pointer (&pending->step), step_free);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pending *pending = user_data;
  g_autoptr (GError) error = NULL;

  comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (error != NULL)
    comms_show_error (GTK_WIDGET (pending->row), error);
  else if (gtk_widget_get_root (GTK_WIDGET (pending->row)) != NULL)
    tell (pending);
  g_clear_pointer (&pending->step, step_free);
  g_object_unref (pending->row);
  g_free (pending);
}

static void
run (CommsAccountPause *self, gboolean pause, const char *reason)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (self->account));
  Pending *pending = g_new0 (Pending, 1);

  pending->row = g_object_ref (self->row);
  pending->self = self;
  pending->step = g_new0 (Step, 1);
  pending->step->id = id;
  pending->step->pause = pause;
  pending->step->reason = g_strdup (reason);
  comms_desk_run_async (self->desk, work_func, work_new (id, pause, reason), work_free, NULL, NULL,
                        done_cb, pending);
}

static void
ask_cb (CommsAccountPause *self)
{
  gtk_widget_set_visible (self->reason, TRUE);
  gtk_widget_grab_focus (self->reason);
  comms_account_pause_fill (self);
}

/* What was written stays for another time. */
static void
cancel_cb (CommsAccountPause *self)
{
  gtk_widget_set_visible (self->reason, FALSE);
  comms_account_pause_fill (self);
  gtk_widget_grab_focus (self->pause_button);
}

static void
pause_cb (CommsAccountPause *self)
{
  g_autofree char *reason =
    comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (self->reason)));

  if (*reason != '\0')
    run (self, TRUE, reason);
}

static void
resume_cb (CommsAccountPause *self)
{
  run (self, FALSE, self->account->pause_reason);
}

static void
reason_changed_cb (CommsAccountPause *self)
{
  g_autofree char *reason =
    comms_text_clean_line (gtk_editable_get_text (GTK_EDITABLE (self->reason)));

  gtk_widget_set_sensitive (self->now_button, *reason != '\0');
  gtk_widget_set_tooltip_text (self->now_button,
                               *reason == '\0'
                                 ? C_ ("account", "Write the reason first: it goes into the log.")
                                 : NULL);
}

/* --- showing --- */

/* (transfer full) */
static char *
dup_state (CommsAccountPause *self)
{
  CommsAccount *account = self->account;
  g_autofree char *until = NULL;

  if (account->state == COMMS_ACCOUNT_STATE_SIGN_IN)
    return g_strdup (C_ ("account", "Nothing leaves until it is signed in again"));
  if (account->state != COMMS_ACCOUNT_STATE_PAUSED)
    return g_strdup (C_ ("account", "Its posts leave at their times"));
  if (account->paused_until == 0)
    /* Translators: %s is the reason that a person gave */
    return g_strdup_printf (C_ ("account", "Paused: “%s”"),
                            account->pause_reason != NULL ? account->pause_reason : "");
  until = comms_format_moment (comms_desk_get_policy (self->desk)->zone, account->paused_until,
                               comms_desk_now (self->desk));
  /* Translators: a day and time, then a sentence that says why */
  return g_strdup_printf (C_ ("account", "Waits until %s: %s"), until,
                          account->pause_reason != NULL ? account->pause_reason : "");
}

/* What is off says why. */
static void
show_state (CommsAccountPause *self)
{
  g_autofree char *sentence = dup_state (self);
  g_autofree char *whole =
    self->why_not != NULL ? g_strjoin ("\n", sentence, self->why_not, NULL) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state), whole != NULL ? whole : sentence);
  gtk_widget_set_sensitive (self->resume_button, self->why_not == NULL);
  gtk_widget_set_tooltip_text (self->resume_button, self->why_not);
}

static gpointer
why_not_func (CommsTx *tx, gpointer id, GError **error)
{
  char *why_not = comms_accounts_why_not_resume (tx, *(gint64 *) id);

  return why_not != NULL ? why_not : g_strdup ("");
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) row = user_data;
  CommsAccountPause *self = g_object_get_data (G_OBJECT (row), "pause");
  g_autofree char *why_not = comms_desk_run_finish (COMMS_DESK (source), result, NULL);

  if (why_not == NULL || comms_desk_run_is_stale (result))
    return;
  g_free (self->why_not);
  self->why_not = *why_not != '\0' ? g_steal_pointer (&why_not) : NULL;
  show_state (self);
}

/* Whoever paused it may let it go on, and who that was stands in the log. */
static void
ask_why_not (CommsAccountPause *self)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (self->account));

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->account->state != COMMS_ACCOUNT_STATE_PAUSED || self->account->paused_until != 0)
    {
      g_clear_pointer (&self->why_not, g_free);
      return;
    }
  self->asking = g_cancellable_new ();
  comms_desk_run_async (self->desk, why_not_func, g_memdup2 (&id, sizeof id), g_free, g_free,
                        self->asking, asked_cb, g_object_ref (self->row));
}

void
comms_account_pause_fill (CommsAccountPause *self)
{
  const CommsAccountState state = self->account->state;

  if (state != COMMS_ACCOUNT_STATE_READY)
    gtk_widget_set_visible (self->reason, FALSE);
  gtk_widget_set_visible (self->pause_button, state == COMMS_ACCOUNT_STATE_READY &&
                                                !gtk_widget_get_visible (self->reason));
  gtk_widget_set_visible (self->resume_button, state == COMMS_ACCOUNT_STATE_PAUSED);
  ask_why_not (self);
  show_state (self);
}

static GtkWidget *
button_new (const char *label, GCallback clicked, CommsAccountPause *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static void
comms_account_pause_free (gpointer data)
{
  CommsAccountPause *self = data;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_object_unref (self->desk);
  g_object_unref (self->account);
  g_free (self->why_not);
  g_free (self);
}

CommsAccountPause *
comms_account_pause_new (AdwExpanderRow *row, CommsDesk *desk, CommsAccount *account)
{
  CommsAccountPause *self;

  g_return_val_if_fail (ADW_IS_EXPANDER_ROW (row), NULL);
  g_return_val_if_fail (COMMS_IS_DESK (desk), NULL);

  self = g_new0 (CommsAccountPause, 1);
  self->row = row;
  self->desk = g_object_ref (desk);
  self->account = g_object_ref (account);
  self->pause_button = button_new (C_ ("account", "Pause…"), G_CALLBACK (ask_cb), self);
  self->resume_button = button_new (C_ ("account", "Let It Go On"), G_CALLBACK (resume_cb), self);
  self->now_button = button_new (C_ ("account", "Pause Account"), G_CALLBACK (pause_cb), self);
  self->state = comms_prefs_row (C_ ("account", "Sending"), NULL, self->pause_button);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state), self->resume_button);
  self->reason = comms_prefs_entry_row (C_ ("account", "Why nothing may leave from it"), NULL);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->reason), FALSE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->reason),
                            /* Translators: a button beside “Pause Account”: it is not paused after
                               all */
                            button_new (C_ ("account", "Cancel"), G_CALLBACK (cancel_cb), self));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->reason), self->now_button);
  gtk_widget_set_visible (self->reason, FALSE);
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (reason_changed_cb), self);
  g_signal_connect_swapped (self->reason, "entry-activated", G_CALLBACK (pause_cb), self);
  adw_expander_row_add_row (row, self->state);
  adw_expander_row_add_row (row, self->reason);
  reason_changed_cb (self);
  /* As long as the row itself, which its widgets do not outlive. */
  g_object_set_data_full (G_OBJECT (row), "pause", self, comms_account_pause_free);
  return self;
}
