/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-lane-private.h"

/* Looking: load, search, commit. */

static void
look_ended (CommsLaneJob *job)
{
  const CommsOutboxStep *step = job->step;

  comms_lane_emit_settled (job->lane, step->post_id);
  if (step->problem != NULL)
    comms_lane_fail (job,
                     g_error_new_literal (COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR, step->problem));
  else
    comms_lane_succeed (job);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CommsLaneJob *job = user_data;
  g_autoptr (GError) error = NULL;

  job->step->reply = comms_network_reconcile_finish (COMMS_NETWORK (source), result, &error);
  if (error != NULL)
    job->step->problem = g_strdup (error->message);
  comms_lane_run (job, comms_outbox_look_end, look_ended, comms_lane_fail);
}

static void
look_begun (CommsLaneJob *job)
{
  CommsOutboxStep *step = job->step;
  GError *error = NULL;

  if (comms_lane_ensure_network (job, &error))
    comms_network_reconcile_async (job->lane->network, step->body, step->attempt->network_key,
                                   step->started_at, (const char *const *) step->bound_ids,
                                   g_task_get_cancellable (job->task), looked_cb, job);
  else
    comms_lane_fail (job, error);
}

void
comms_lane_look (CommsLaneJob *job)
{
  comms_lane_run (job, comms_outbox_look_begin, look_begun, comms_lane_fail);
}

/* Withdrawing: load, delete, commit. */

static void
withdraw_ended (CommsLaneJob *job)
{
  comms_lane_emit_settled (job->lane, job->step->post_id);
  comms_lane_succeed (job);
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CommsLaneJob *job = user_data;
  GError *error = NULL;

  if (comms_network_withdraw_finish (COMMS_NETWORK (source), result, &error))
    comms_lane_run (job, comms_outbox_withdraw_end, withdraw_ended, comms_lane_fail);
  else
    comms_lane_fail (job, error);
}

static void
withdraw_begun (CommsLaneJob *job)
{
  GError *error = NULL;

  if (comms_lane_ensure_network (job, &error))
    comms_network_withdraw_async (job->lane->network, job->step->post->remote_id,
                                  g_task_get_cancellable (job->task), withdrawn_cb, job);
  else
    comms_lane_fail (job, error);
}

void
comms_lane_withdraw (CommsLaneJob *job)
{
  comms_lane_run (job, comms_outbox_withdraw_begin, withdraw_begun, comms_lane_fail);
}
