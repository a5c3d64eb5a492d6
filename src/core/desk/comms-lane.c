/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-lane-private.h"

#include "comms-desk-private.h"

G_DEFINE_FINAL_TYPE (CommsLane, comms_lane, G_TYPE_OBJECT)

enum
{
  SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
comms_lane_finalize (GObject *object)
{
  CommsLane *self = COMMS_LANE (object);

  g_assert (g_queue_is_empty (&self->jobs));
  g_clear_object (&self->desk);
  g_clear_object (&self->network);
  g_clear_object (&self->network_account);
  g_free (self->holder);

  G_OBJECT_CLASS (comms_lane_parent_class)->finalize (object);
}

static void
comms_lane_class_init (CommsLaneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_lane_finalize;

  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
comms_lane_init (CommsLane *self)
{
  g_queue_init (&self->jobs);
}

void
comms_lane_emit_settled (CommsLane *self, gint64 post_id)
{
  g_signal_emit (self, signals[SETTLED], 0, post_id);
}

/* The queue of jobs. */

static CommsLaneJob *
job_new (CommsLane *self, CommsLaneKind kind, gint64 post_id, const char *reason, GTask *task)
{
  CommsLaneJob *job = g_new0 (CommsLaneJob, 1);

  job->lane = self;
  job->task = task;
  job->kind = kind;
  job->step = comms_outbox_step_new (self->account_id, post_id, self->holder);
  job->step->reason = g_strdup (reason);
  return job;
}

static void
job_free (CommsLaneJob *job)
{
  g_clear_pointer (&job->keep, comms_lane_keep_free);
  g_assert (job->ahead == NULL);
  comms_outbox_step_free (job->step);
  g_object_unref (job->task);
  g_free (job);
}

static void
give_up_lease (CommsLane *self)
{
  CommsOutboxStep *step;

  if (!self->has_lease)
    return;
  self->has_lease = FALSE;
  step = comms_outbox_step_new (self->account_id, 0, self->holder);
  comms_desk_run_unattended_async (self->desk, comms_outbox_give_up, step,
                                   (GDestroyNotify) comms_outbox_step_free, NULL, NULL, NULL, NULL);
}

static void
do_next_job (CommsLane *self)
{
  CommsLaneJob *job = g_queue_peek_head (&self->jobs);

  if (job == NULL)
    {
      give_up_lease (self);
      return;
    }
  switch (job->kind)
    {
    case COMMS_LANE_SEND_DUE:
    case COMMS_LANE_SEND_ONE:
      comms_lane_send (job);
      break;
    case COMMS_LANE_LOOK:
      comms_lane_look (job);
      break;
    case COMMS_LANE_WITHDRAW:
      comms_lane_withdraw (job);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
job_done (CommsLaneJob *job)
{
  g_autoptr (CommsLane) self = g_object_ref (job->lane);

  g_assert (g_queue_peek_head (&self->jobs) == job);

  g_queue_pop_head (&self->jobs);
  job_free (job);
  do_next_job (self);
}

void
comms_lane_fail (CommsLaneJob *job, GError *error)
{
  g_task_return_error (job->task, error);
  job_done (job);
}

void
comms_lane_succeed (CommsLaneJob *job)
{
  g_task_return_int (job->task, job->n_tried);
  job_done (job);
}

/* What the steps of a job need. */

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CommsLaneJob *job = user_data;
  g_autoptr (GError) error = NULL;

  if (comms_desk_run_finish (COMMS_DESK (source), result, &error) != NULL || job->otherwise == NULL)
    job->then (job);
  else
    job->otherwise (job, g_steal_pointer (&error));
}

void
comms_lane_run (CommsLaneJob *job,
                CommsTxFunc func,
                CommsLaneThen then,
                CommsLaneOtherwise otherwise)
{
  job->then = then;
  job->otherwise = otherwise;
  if (job->kind == COMMS_LANE_WITHDRAW)
    comms_desk_run_async (job->lane->desk, func, job->step, NULL, NULL, NULL, run_cb, job);
  else
    comms_desk_run_unattended_async (job->lane->desk, func, job->step, NULL, NULL, NULL, run_cb,
                                     job);
}

/* The network object is kept as long as the account stays what it was. */
gboolean
comms_lane_ensure_network (CommsLaneJob *job, GError **error)
{
  CommsLane *self = job->lane;
  CommsAccount *account = job->step->account;

  if (self->network_account != NULL && comms_account_sends_as (self->network_account, account))
    return TRUE;

  g_clear_object (&self->network);
  g_clear_object (&self->network_account);
  self->network = comms_network_new (account, comms_desk_get_secrets (self->desk),
                                     comms_desk_is_practice (self->desk), error);
  if (self->network == NULL)
    return FALSE;
  comms_network_set_clock (self->network, comms_desk_get_clock (self->desk));
  self->network_account = comms_record_copy (account);
  return TRUE;
}

/* Public functions. */

CommsLane *
comms_lane_new (CommsDesk *desk, gint64 account_id, const char *holder)
{
  CommsLane *self;

  g_return_val_if_fail (COMMS_IS_DESK (desk), NULL);
  g_return_val_if_fail (holder != NULL, NULL);

  self = g_object_new (COMMS_TYPE_LANE, NULL);
  self->desk = g_object_ref (desk);
  self->account_id = account_id;
  self->holder = g_strdup (holder);
  return self;
}

gboolean
comms_lane_is_sending (CommsLane *self)
{
  g_return_val_if_fail (COMMS_IS_LANE (self), FALSE);

  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    if (((CommsLaneJob *) link->data)->kind == COMMS_LANE_SEND_DUE)
      return TRUE;
  return FALSE;
}

void
comms_lane_do_async (CommsLane *self,
                     CommsLaneKind kind,
                     gint64 post_id,
                     const char *reason,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (COMMS_IS_LANE (self));
  g_return_if_fail ((post_id == 0) == (kind == COMMS_LANE_SEND_DUE));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, comms_lane_do_async);
  /* What was done is told, also where it was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);

  g_queue_push_tail (&self->jobs, job_new (self, kind, post_id, reason, task));
  if (self->jobs.length == 1)
    do_next_job (self);
}

gssize
comms_lane_do_finish (CommsLane *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
