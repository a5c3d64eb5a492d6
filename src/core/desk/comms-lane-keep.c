/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-lane-keep.h"

#include "comms-desk-private.h"
#include "comms-outbox.h"

/* Well within the lease; a network may take a minute. */
#define RENEW_SECONDS 15

/* How soon a pause by another process is heard; one by this process is heard at once. */
#define LISTEN_SECONDS 1

struct _CommsLaneKeep
{
  CommsDesk *desk;
  gint64 account_id;
  char *holder;
  CommsAttempt *attempt;
  GCancellable *brake;
  gulong policy_id;
  guint renew_id;
  guint listen_id;
};

/* A pause of this process is heard at once, by the desk's policy. */

static void
brake_if_paused (CommsLaneKeep *self)
{
  if (comms_desk_get_policy (self->desk)->paused_reason != NULL)
    g_cancellable_cancel (self->brake);
}

/* The lease, and a pause by another process, or of the account. What goes wrong here shows in the
 * next step. */

static void
run_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GCancellable) brake = user_data;
  const gpointer value = comms_desk_run_finish (COMMS_DESK (source), result, NULL);

  if (GPOINTER_TO_INT (value) == COMMS_OUTBOX_STOPPED)
    g_cancellable_cancel (brake);
}

static void
run (CommsLaneKeep *self, CommsTxFunc func)
{
  CommsOutboxStep *step = comms_outbox_step_new (self->account_id, 0, self->holder);

  g_set_object (&step->attempt, self->attempt);
  comms_desk_run_unattended_async (self->desk, func, step, (GDestroyNotify) comms_outbox_step_free,
                                   NULL, NULL, run_done_cb, g_object_ref (self->brake));
}

static gboolean
renew_cb (gpointer user_data)
{
  run (user_data, comms_outbox_renew);
  return G_SOURCE_CONTINUE;
}

static gboolean
listen_cb (gpointer user_data)
{
  run (user_data, comms_outbox_listen);
  return G_SOURCE_CONTINUE;
}

CommsLaneKeep *
comms_lane_keep_new (CommsDesk *desk, gint64 account_id, const char *holder, CommsNetwork *network)
{
  CommsLaneKeep *self = g_new0 (CommsLaneKeep, 1);

  self->desk = g_object_ref (desk);
  self->account_id = account_id;
  self->holder = g_strdup (holder);
  self->brake = g_cancellable_new ();
  self->policy_id =
    g_signal_connect_swapped (desk, "notify::policy", G_CALLBACK (brake_if_paused), self);
  self->renew_id = g_timeout_add_seconds (RENEW_SECONDS, renew_cb, self);
  self->listen_id = g_timeout_add_seconds (LISTEN_SECONDS, listen_cb, self);
  brake_if_paused (self);
  comms_network_set_brake (network, self->brake);
  return self;
}

void
comms_lane_keep_free (CommsLaneKeep *self)
{
  g_clear_handle_id (&self->renew_id, g_source_remove);
  g_clear_handle_id (&self->listen_id, g_source_remove);
  g_clear_signal_handler (&self->policy_id, self->desk);
  g_clear_object (&self->brake);
  g_clear_object (&self->attempt);
  g_clear_object (&self->desk);
  g_free (self->holder);
  g_free (self);
}

void
comms_lane_keep_set_attempt (CommsLaneKeep *self, CommsAttempt *attempt)
{
  g_set_object (&self->attempt, attempt);
}

gboolean
comms_lane_keep_is_braked (CommsLaneKeep *self)
{
  return g_cancellable_is_cancelled (self->brake);
}
