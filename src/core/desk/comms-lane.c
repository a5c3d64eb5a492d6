/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-lane.h"

#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-lane-keep.h"
#include "comms-network.h"
#include "comms-outbox.h"

/* An outcome that the store did not take (a full disk) is offered to it again. */
#define END_RETRIES 3
#define END_RETRY_SECONDS 2

/* When the network is asked again what a body needs. */
#define QUESTION_RETRY_MS (60 * 1000)

/* A clock that moved by more than this beside one that nobody sets was set. */
#define CLOCK_SET_MS (30 * 1000)

struct _CommsLane
{
  GObject parent_instance;

  CommsDesk *desk;
  gint64 account_id;
  char *holder;
  GQueue jobs; /* of GTask; the first is being done */
  gboolean has_lease;
  gint64 clock_offset; /* between the two clocks when the network's was read; 0 for never */
  CommsNetwork *network;
  CommsAccount *network_account;
};

G_DEFINE_FINAL_TYPE (CommsLane, comms_lane, G_TYPE_OBJECT)

enum
{
  SETTLED,
  IDLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  CommsLaneJob job;
  CommsOutboxStep *step;
  guint n_tried;
  guint n_end_failures;
  CommsLaneKeep *keep; /* while the post is on its way */
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->keep, comms_lane_keep_free);
  comms_outbox_step_free (job->step);
  g_free (job);
}

static void do_next_job (CommsLane *self);
static void take_next_post (GTask *task);
static void refuse (GTask *task, const char *problem);

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
  signals[IDLE] = g_signal_new ("idle", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
comms_lane_init (CommsLane *self)
{
  g_queue_init (&self->jobs);
}

static void
emit_settled (CommsLane *self, gint64 post_id)
{
  g_signal_emit (self, signals[SETTLED], 0, post_id);
}

static void
emit_changed_ids (CommsLane *self, CommsOutboxStep *step)
{
  for (guint i = 0; i < step->changed_ids->len; i++)
    emit_settled (self, g_array_index (step->changed_ids, gint64, i));
  g_array_set_size (step->changed_ids, 0);
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

/* Ending a job. */

static void
job_done (GTask *task)
{
  g_autoptr (CommsLane) self = g_object_ref (g_task_get_source_object (task));

  g_assert (g_queue_peek_head (&self->jobs) == task);

  g_queue_pop_head (&self->jobs);
  g_object_unref (task);
  do_next_job (self);
}

static void
job_fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  job_done (task);
}

static void
job_succeed (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  g_task_return_int (task, job->n_tried);
  job_done (task);
}

/* What a single post's sender is told. */
static GError *
error_of_reply (const CommsReply *reply)
{
  CommsNetError code = COMMS_NET_ERROR_UNCLEAR;

  if (reply->verdict == COMMS_VERDICT_REFUSED)
    code = COMMS_NET_ERROR_REFUSED;
  else if (reply->verdict == COMMS_VERDICT_HELD)
    {
      if (g_strcmp0 (reply->code, "sign-in") == 0)
        code = COMMS_NET_ERROR_SIGN_IN;
      else if (comms_reply_is_offline (reply))
        code = COMMS_NET_ERROR_UNREACHABLE;
      else
        code = COMMS_NET_ERROR_LIMITED;
    }
  return g_error_new_literal (COMMS_NET_ERROR, (int) code,
                              reply->sentence != NULL ? reply->sentence : "");
}

/* The network object is kept as long as the account stays what it was. */
static gboolean
ensure_network (CommsLane *self, CommsAccount *account, GError **error)
{
  const CommsAccount *known = self->network_account;

  if (known != NULL && g_strcmp0 (known->network, account->network) == 0 &&
      g_strcmp0 (known->api_base, account->api_base) == 0 &&
      g_strcmp0 (known->user_id, account->user_id) == 0 &&
      g_strcmp0 (known->handle, account->handle) == 0 &&
      g_strcmp0 (known->reading_confirmed_by, account->reading_confirmed_by) == 0)
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

/* Sending: take, freeze, begin, create, end. */

/* Not again in this pass. */
static void
skip_post (Job *job)
{
  gint64 *id = g_new (gint64, 1);

  *id = comms_record_get_id (COMMS_RECORD (job->step->post));
  if (job->step->skip == NULL)
    job->step->skip = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add (job->step->skip, id);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);
  const CommsReply *reply = job->step->reply;

  comms_desk_run_finish (COMMS_DESK (source), result, NULL);
  if (job->job == COMMS_LANE_SEND_DUE)
    take_next_post (task);
  else if (reply != NULL)
    job_fail (task, error_of_reply (reply));
  else
    job_fail (task, g_error_new_literal (COMMS_RULE_ERROR, COMMS_RULE_LIMIT, job->step->problem));
}

static void
note_problem (GTask *task)
{
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  comms_desk_run_unattended_async (self->desk, comms_outbox_note_problem, job->step, NULL, NULL,
                                   NULL, noted_cb, task);
}

/* This post cannot leave now: the pass goes on with the next one, who asked for it hears why. */
static void
post_cannot_leave (GTask *task, GError *error)
{
  Job *job = g_task_get_task_data (task);

  if (job->job != COMMS_LANE_SEND_DUE)
    {
      job_fail (task, error);
      return;
    }
  skip_post (job);
  if (g_error_matches (error, COMMS_RULE_ERROR, COMMS_RULE_EMBARGO) ||
      g_error_matches (error, COMMS_RULE_ERROR, COMMS_RULE_TWIN) ||
      g_error_matches (error, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL))
    {
      g_free (job->step->problem);
      job->step->problem = g_strdup (error->message);
      note_problem (task);
    }
  else
    take_next_post (task);
  g_error_free (error);
}

static void
post_is_through (GTask *task)
{
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const CommsReply *reply = job->step->reply;

  emit_settled (self, comms_record_get_id (COMMS_RECORD (job->step->post)));
  if (job->job == COMMS_LANE_SEND_DUE)
    {
      skip_post (job);
      take_next_post (task);
    }
  else if (reply != NULL && reply->verdict == COMMS_VERDICT_POSTED)
    job_succeed (task);
  else if (reply != NULL)
    job_fail (task, error_of_reply (reply));
  else
    job_fail (task, g_error_new_literal (COMMS_ERROR, COMMS_ERROR_INVALID, job->step->problem));
}

static void end_attempt (GTask *task);

static gboolean
end_again_cb (gpointer user_data)
{
  end_attempt (user_data);
  return G_SOURCE_REMOVE;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (comms_desk_run_finish (COMMS_DESK (source), result, &error) != NULL ||
      g_error_matches (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE))
    {
      /* Stale: somebody thought that this process was dead, and settled it. */
      g_clear_pointer (&job->keep, comms_lane_keep_free);
      comms_outbox_at ("ended");
      post_is_through (task);
      return;
    }
  if (++job->n_end_failures <= END_RETRIES)
    {
      g_timeout_add_seconds (END_RETRY_SECONDS, end_again_cb, task);
      return;
    }
  /* It stays "sending", and is put right like one whose program ended. */
  g_clear_pointer (&job->keep, comms_lane_keep_free);
  job_fail (task, g_steal_pointer (&error));
}

static void
end_attempt (GTask *task)
{
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  comms_desk_run_unattended_async (self->desk, comms_outbox_end, job->step, NULL, NULL, NULL,
                                   ended_cb, task);
}

static CommsReply *
reply_of_error (const GError *error)
{
  CommsReply *reply = g_new0 (CommsReply, 1);

  /* Only what was stopped before anything was written fails. */
  reply->verdict = COMMS_VERDICT_HELD;
  reply->code = g_strdup ("stopped");
  reply->sentence = g_strdup (error->message);
  return reply;
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  job->step->reply = comms_network_create_finish (COMMS_NETWORK (source), result, &error);
  comms_outbox_at ("created");
  if (job->step->reply == NULL)
    job->step->reply = reply_of_error (error);
  job->n_tried++;
  job->n_end_failures = 0;
  end_attempt (task);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!comms_desk_run_finish (COMMS_DESK (source), result, &error))
    {
      post_cannot_leave (task, error);
      return;
    }
  comms_outbox_at ("begun");
  job->keep = comms_lane_keep_new (self->desk, self->account_id, self->holder, self->network);
  /* Never cancelled, only braked before: what has begun to leave must have an outcome. */
  comms_network_create_async (self->network, job->step->body, job->step->media,
                              job->step->attempt->network_key, NULL, created_cb, task);
  comms_outbox_at ("creating");
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!comms_desk_run_finish (COMMS_DESK (source), result, &error))
    post_cannot_leave (task, error);
  else
    post_is_through (task);
}

/* It would be refused each time: a person has to see it. */
static void
refuse (GTask *task, const char *problem)
{
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  if (job->step->problem == NULL)
    job->step->problem = g_strdup (problem);
  comms_desk_run_unattended_async (self->desk, comms_outbox_refuse, job->step, NULL, NULL, NULL,
                                   refused_cb, task);
}

static void
begin (GTask *task)
{
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  comms_outbox_at ("frozen");
  comms_desk_run_unattended_async (self->desk, comms_outbox_begin, job->step, NULL, NULL, NULL,
                                   begun_cb, task);
}

/* The network could not be asked what the body needs: nothing was sent, and it may work later. */
static CommsReply *
reply_of_question (CommsDesk *desk, const GError *error)
{
  CommsReply *reply = reply_of_error (error);
  const char *code = "server";

  if (g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN) ||
      error->domain == COMMS_SECRETS_ERROR)
    code = "sign-in";
  else if (g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNREACHABLE))
    code = "unreachable";
  g_free (reply->code);
  reply->code = g_strdup (code);
  reply->limit = reply->remaining = -1;
  if (!g_str_equal (code, "sign-in"))
    reply->retry_at = comms_desk_now (desk) + QUESTION_RETRY_MS;
  return reply;
}

/* An error before anything was sent: for good, or until the network answers. Takes @error. */
static void
question_failed (GTask *task, GError *error)
{
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  if (error->domain == COMMS_ERROR)
    refuse (task, error->message);
  else if (error->domain == COMMS_RULE_ERROR || error->domain == G_IO_ERROR)
    {
      post_cannot_leave (task, error);
      return;
    }
  else
    {
      job->step->reply = reply_of_question (self->desk, error);
      skip_post (job);
      note_problem (task);
    }
  g_error_free (error);
}

static void
frozen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->step->body = comms_network_freeze_finish (COMMS_NETWORK (source), result, &error);
  if (job->step->body != NULL)
    begin (task);
  else
    question_failed (task, error);
}

static void
freeze (GTask *task)
{
  CommsLane *self = g_task_get_source_object (task);
  CommsOutboxStep *step = ((Job *) g_task_get_task_data (task))->step;

  comms_network_freeze_async (self->network, step->post, step->media, step->reply_to, NULL,
                              frozen_cb, task);
}

static void
parent_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsOutboxStep *step = ((Job *) g_task_get_task_data (task))->step;
  GError *error = NULL;
  char *id = comms_network_find_post_finish (COMMS_NETWORK (source), result, &error);

  if (id == NULL)
    {
      question_failed (task, error);
      return;
    }
  g_free (step->reply_to);
  step->reply_to = id;
  freeze (task);
}

static void
make_body (GTask *task)
{
  CommsLane *self = g_task_get_source_object (task);
  CommsOutboxStep *step = ((Job *) g_task_get_task_data (task))->step;

  if (step->body != NULL)
    begin (task);
  /* A person who answers a post has its address; the network wants its id. */
  else if (comms_network_is_address (step->reply_to))
    comms_network_find_post_async (self->network, step->reply_to, NULL, parent_found_cb, task);
  else
    freeze (task);
}

/* The clock: what an earlier answer said about it holds until the clock is set, which shows beside
 * one that nobody sets. */

static gint64
get_clock_offset (CommsLane *self)
{
  return comms_desk_now (self->desk) - g_get_monotonic_time () / 1000;
}

static void
skew_noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  comms_desk_run_finish (COMMS_DESK (source), result, NULL);
  take_next_post (user_data);
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsLane *self = g_task_get_source_object (task);
  CommsOutboxStep *step = ((Job *) g_task_get_task_data (task))->step;
  g_autoptr (CommsIdentity) identity =
    comms_network_identify_finish (COMMS_NETWORK (source), result, NULL);

  if (!comms_network_get_skew (COMMS_NETWORK (source), &step->skew))
    {
      skip_post (g_task_get_task_data (task));
      note_problem (task);
      return;
    }
  self->clock_offset = get_clock_offset (self);
  comms_desk_run_unattended_async (self->desk, comms_outbox_note_skew, step, NULL, NULL, NULL,
                                   skew_noted_cb, task);
}

static void
wait (GTask *task)
{
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  if (g_str_equal (job->step->wait_code, "clock") &&
      ABS (get_clock_offset (self) - self->clock_offset) > CLOCK_SET_MS &&
      ensure_network (self, job->step->account, NULL))
    {
      comms_network_identify_async (self->network, NULL, measured_cb, task);
      return;
    }
  skip_post (job);
  note_problem (task);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  CommsOutboxStep *step = job->step;
  g_autoptr (GError) problem = NULL;
  GError *error = NULL;

  if (!comms_desk_run_finish (COMMS_DESK (source), result, &error))
    {
      job_fail (task, error);
      return;
    }
  comms_outbox_at ("taken");
  self->has_lease = step->held;
  emit_changed_ids (self, step);
  if (step->post == NULL && job->job == COMMS_LANE_SEND_ONE)
    {
      job_fail (task,
                g_error_new_literal (COMMS_RULE_ERROR, COMMS_RULE_STATE,
                                     C_ ("outbox",
                                         "Another program is sending from this account at this "
                                         "moment; try again in a minute.")));
      return;
    }
  if (step->post == NULL)
    {
      job_succeed (task);
      return;
    }
  if (step->wait_code != NULL)
    wait (task);
  else if (step->problem == NULL && ensure_network (self, step->account, &problem))
    make_body (task);
  else
    refuse (task, problem != NULL ? problem->message : NULL);
}

static void
take_next_post (GTask *task)
{
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      job_succeed (task);
      return;
    }
  comms_outbox_step_reset (job->step);
  comms_desk_run_unattended_async (self->desk, comms_outbox_take, job->step, NULL, NULL, NULL,
                                   taken_cb, task);
}

/* Looking: load, search, commit. */

static void
look_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!comms_desk_run_finish (COMMS_DESK (source), result, &error))
    {
      job_fail (task, error);
      return;
    }
  emit_settled (self, job->step->post_id);
  if (job->step->problem != NULL)
    job_fail (task,
              g_error_new_literal (COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR, job->step->problem));
  else
    job_succeed (task);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  job->step->reply = comms_network_reconcile_finish (COMMS_NETWORK (source), result, &error);
  if (error != NULL)
    job->step->problem = g_strdup (error->message);
  comms_desk_run_unattended_async (self->desk, comms_outbox_look_end, job->step, NULL, NULL, NULL,
                                   look_ended_cb, task);
}

static void
look_begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  CommsOutboxStep *step = job->step;
  GError *error = NULL;

  if (!comms_desk_run_finish (COMMS_DESK (source), result, &error) ||
      !ensure_network (self, step->account, &error))
    {
      job_fail (task, error);
      return;
    }
  comms_network_reconcile_async (self->network, step->body, step->attempt->network_key,
                                 step->started_at, (const char *const *) step->bound_ids,
                                 g_task_get_cancellable (task), looked_cb, task);
}

/* Withdrawing: load, delete, commit. Whoever asks does it under their own name. */

static void
withdraw_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!comms_desk_run_finish (COMMS_DESK (source), result, &error))
    {
      job_fail (task, error);
      return;
    }
  emit_settled (self, job->step->post_id);
  job_succeed (task);
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!comms_network_withdraw_finish (COMMS_NETWORK (source), result, &error))
    {
      job_fail (task, error);
      return;
    }
  comms_desk_run_async (self->desk, comms_outbox_withdraw_end, job->step, NULL, NULL, NULL,
                        withdraw_ended_cb, task);
}

static void
withdraw_begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CommsLane *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!comms_desk_run_finish (COMMS_DESK (source), result, &error) ||
      !ensure_network (self, job->step->account, &error))
    {
      job_fail (task, error);
      return;
    }
  comms_network_withdraw_async (self->network, job->step->post->remote_id,
                                g_task_get_cancellable (task), withdrawn_cb, task);
}

/* The queue of jobs. */

static void
do_next_job (CommsLane *self)
{
  GTask *task = g_queue_peek_head (&self->jobs);
  Job *job;

  if (task == NULL)
    {
      give_up_lease (self);
      g_signal_emit (self, signals[IDLE], 0);
      return;
    }
  job = g_task_get_task_data (task);
  switch (job->job)
    {
    case COMMS_LANE_SEND_DUE:
    case COMMS_LANE_SEND_ONE:
      take_next_post (task);
      break;
    case COMMS_LANE_LOOK:
      comms_desk_run_unattended_async (self->desk, comms_outbox_look_begin, job->step, NULL, NULL,
                                       NULL, look_begun_cb, task);
      break;
    case COMMS_LANE_WITHDRAW:
      comms_desk_run_async (self->desk, comms_outbox_withdraw_begin, job->step, NULL, NULL, NULL,
                            withdraw_begun_cb, task);
      break;
    default:
      g_assert_not_reached ();
    }
}

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
comms_lane_is_busy (CommsLane *self)
{
  g_return_val_if_fail (COMMS_IS_LANE (self), FALSE);

  return !g_queue_is_empty (&self->jobs);
}

void
comms_lane_do_async (CommsLane *self,
                     CommsLaneJob what,
                     gint64 post_id,
                     const char *reason,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (COMMS_IS_LANE (self));
  g_return_if_fail ((post_id == 0) == (what == COMMS_LANE_SEND_DUE));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, comms_lane_do_async);
  /* What was done is told, also where it was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  job = g_new0 (Job, 1);
  job->job = what;
  job->step = comms_outbox_step_new (self->account_id, post_id, self->holder);
  job->step->reason = g_strdup (reason);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  g_queue_push_tail (&self->jobs, task);
  if (self->jobs.length == 1)
    do_next_job (self);
}

gssize
comms_lane_do_finish (CommsLane *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
