/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-lane-private.h"

#include "comms-error.h"

/* Sending: take, freeze, begin, create, end; and that again while the account has something due.
 * Where it is plain which post is next, that one is frozen while the one before it is on its way,
 * and begins in the transaction that ends that one. */

/* An outcome that the store did not take (a full disk) is offered to it again. */
#define END_RETRIES 3
#define END_RETRY_SECONDS 2

/* When the network is asked again what a body needs. */
#define QUESTION_RETRY_MS (60 * 1000)

/* What takes longer from a post's beginning to its first byte is judged again. */
#define BEGINNING_MS (60 * 1000)

/* A clock that moved by more than this beside one that nobody sets was set. */
#define CLOCK_SET_MS (30 * 1000)

static void begun (CommsLaneJob *job);
static void end_attempt (CommsLaneJob *job);
static void taken (CommsLaneJob *job);

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

/* A post that does not leave, and one that is through: the pass goes on with the next. */

/* Not again in this pass. */
static void
skip_post (CommsLaneJob *job)
{
  gint64 *id = g_new (gint64, 1);

  *id = comms_record_get_id (COMMS_RECORD (job->step->post));
  g_hash_table_add (job->step->skip, id);
}

static void
problem_noted (CommsLaneJob *job)
{
  const CommsReply *reply = job->step->reply;

  if (job->kind == COMMS_LANE_SEND_DUE)
    comms_lane_send (job);
  else if (reply != NULL)
    comms_lane_fail (job, error_of_reply (reply));
  else
    comms_lane_fail (job,
                     g_error_new_literal (COMMS_RULE_ERROR, COMMS_RULE_LIMIT, job->step->problem));
}

static void
note_problem (CommsLaneJob *job)
{
  comms_lane_run (job, comms_outbox_note_problem, problem_noted, NULL);
}

/* This post cannot leave now: the pass goes on with the next one, who asked for it hears why. */
static void
post_cannot_leave (CommsLaneJob *job, GError *error)
{
  /* What was rolled back may have renewed it. */
  job->step->leased_until = 0;
  if (job->kind != COMMS_LANE_SEND_DUE)
    {
      comms_lane_fail (job, error);
      return;
    }
  skip_post (job);
  if (g_error_matches (error, COMMS_RULE_ERROR, COMMS_RULE_EMBARGO) ||
      g_error_matches (error, COMMS_RULE_ERROR, COMMS_RULE_TWIN) ||
      g_error_matches (error, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL))
    {
      g_free (job->step->problem);
      job->step->problem = g_strdup (error->message);
      note_problem (job);
    }
  else
    comms_lane_send (job);
  g_error_free (error);
}

static void
post_is_through (CommsLaneJob *job)
{
  const CommsReply *reply = job->step->reply;

  comms_lane_emit_settled (job->lane, comms_record_get_id (COMMS_RECORD (job->step->post)));
  if (job->kind == COMMS_LANE_SEND_DUE)
    {
      skip_post (job);
      comms_lane_send (job);
    }
  else if (reply != NULL && reply->verdict == COMMS_VERDICT_POSTED)
    comms_lane_succeed (job);
  else if (reply != NULL)
    comms_lane_fail (job, error_of_reply (reply));
  else
    comms_lane_fail (job,
                     g_error_new_literal (COMMS_ERROR, COMMS_ERROR_INVALID, job->step->problem));
}

/* It would be refused each time: a person has to see it. */
static void
refuse (CommsLaneJob *job, const char *problem)
{
  if (job->step->problem == NULL)
    job->step->problem = g_strdup (problem);
  comms_lane_run (job, comms_outbox_refuse, post_is_through, post_cannot_leave);
}

/* Ending. */

static void
ended (CommsLaneJob *job)
{
  g_clear_pointer (&job->keep, comms_lane_keep_free);
  comms_outbox_at ("ended");
  post_is_through (job);
}

static gboolean
end_again_cb (gpointer user_data)
{
  end_attempt (user_data);
  return G_SOURCE_REMOVE;
}

static void
end_failed (CommsLaneJob *job, GError *error)
{
  g_autoptr (GError) owned_error = error;

  if (g_error_matches (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE))
    {
      /* Somebody thought that this process was dead, and settled it. */
      comms_lane_run (job, comms_outbox_note_late_answer, ended, end_failed);
      return;
    }
  if (++job->n_end_failures <= END_RETRIES)
    {
      g_timeout_add_seconds (END_RETRY_SECONDS, end_again_cb, job);
      return;
    }
  /* It stays "sending", and is put right like one whose program ended. */
  g_clear_pointer (&job->keep, comms_lane_keep_free);
  comms_lane_fail (job, g_steal_pointer (&owned_error));
}

static void
end_attempt (CommsLaneJob *job)
{
  comms_lane_run (job, comms_outbox_end, ended, end_failed);
}

/* The outcome, and the account's next post with it, in one transaction, for the sake of speed. The
 * outcome is what matters: where the two together fail, less is tried, and at last the outcome by
 * itself. */

static void
go_to_next (CommsLaneJob *job)
{
  g_autoptr (CommsOutboxStep) done = g_steal_pointer (&job->step);

  job->step = g_steal_pointer (&done->next);
  comms_outbox_at ("ended");
  comms_lane_emit_settled (job->lane, comms_record_get_id (COMMS_RECORD (done->post)));
}

static void
ended_and_taken (CommsLaneJob *job)
{
  g_clear_pointer (&job->keep, comms_lane_keep_free);
  go_to_next (job);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (job->task)))
    comms_lane_succeed (job);
  else
    taken (job);
}

static void
end_and_take_failed (CommsLaneJob *job, GError *error)
{
  g_error_free (error);
  g_clear_pointer (&job->step->next, comms_outbox_step_free);
  end_attempt (job);
}

static void
end_and_take (CommsLaneJob *job)
{
  g_clear_pointer (&job->step->next, comms_outbox_step_free);
  comms_outbox_step_follow (job->step);
  comms_lane_run (job, comms_outbox_end_and_take, ended_and_taken, end_and_take_failed);
}

static void
ended_and_begun (CommsLaneJob *job)
{
  go_to_next (job);
  begun (job);
}

static void
end_and_begin_failed (CommsLaneJob *job, GError *error)
{
  g_error_free (error);
  end_and_take (job);
}

static void
end_and_go_on (CommsLaneJob *job)
{
  const CommsOutboxStep *next = job->step->next;

  skip_post (job);
  if (next != NULL && job->step->reply->verdict == COMMS_VERDICT_POSTED &&
      !comms_lane_keep_is_braked (job->keep) &&
      !g_cancellable_is_cancelled (g_task_get_cancellable (job->task)))
    {
      comms_outbox_step_follow (job->step->next);
      /* That one is settled by this, and the next not on its way yet. */
      comms_lane_keep_set_attempt (job->keep, NULL);
      comms_lane_run (job, comms_outbox_end_and_begin, ended_and_begun, end_and_begin_failed);
    }
  else
    end_and_take (job);
}

/* The body of the next post, while one is on its way. What is not made when that has its outcome is
 * of no use any more. */

struct _CommsLaneAhead
{
  CommsLaneJob *job; /* NULL: it does not wait any more */
  CommsOutboxStep *step;
  GCancellable *cancellable;
};

static void
ahead_free (CommsLaneAhead *ahead)
{
  g_clear_pointer (&ahead->step, comms_outbox_step_free);
  g_object_unref (ahead->cancellable);
  g_free (ahead);
}

static void
frozen_ahead_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CommsLaneAhead *ahead = user_data;

  /* Where it cannot be made, the next turn says why. */
  ahead->step->body = comms_network_freeze_finish (COMMS_NETWORK (source), result, NULL);
  if (ahead->job != NULL)
    {
      ahead->job->ahead = NULL;
      if (ahead->step->body != NULL)
        ahead->job->step->next = g_steal_pointer (&ahead->step);
    }
  ahead_free (ahead);
}

static void
freeze_ahead (CommsLaneJob *job)
{
  g_autoptr (CommsOutboxStep) next = g_steal_pointer (&job->step->next);
  CommsLaneAhead *ahead;

  if (next == NULL || next->post == NULL || comms_network_is_address (next->reply_to) ||
      !comms_account_sends_as (next->account, job->lane->network_account))
    return;
  ahead = g_new0 (CommsLaneAhead, 1);
  ahead->job = job;
  ahead->step = g_steal_pointer (&next);
  ahead->cancellable = g_cancellable_new ();
  job->ahead = ahead;
  comms_network_freeze_async (job->lane->network, ahead->step->post, NULL, ahead->step->reply_to,
                              ahead->cancellable, frozen_ahead_cb, ahead);
}

static void
stop_freezing_ahead (CommsLaneJob *job)
{
  CommsLaneAhead *ahead = g_steal_pointer (&job->ahead);

  if (ahead == NULL)
    return;
  ahead->job = NULL;
  g_cancellable_cancel (ahead->cancellable);
}

/* Creating. */

/* Only what was stopped before anything was written fails. */
static CommsReply *
reply_of_stop (const char *sentence)
{
  CommsReply *reply = g_new0 (CommsReply, 1);

  reply->verdict = COMMS_VERDICT_HELD;
  reply->code = g_strdup ("stopped");
  reply->sentence = g_strdup (sentence);
  reply->limit = reply->remaining = -1;
  return reply;
}

static void
created (CommsLaneJob *job)
{
  comms_outbox_at ("created");
  job->n_end_failures = 0;
  stop_freezing_ahead (job);
  if (job->kind == COMMS_LANE_SEND_DUE)
    end_and_go_on (job);
  else
    end_attempt (job);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CommsLaneJob *job = user_data;
  g_autoptr (GError) error = NULL;

  job->step->reply = comms_network_create_finish (COMMS_NETWORK (source), result, &error);
  if (job->step->reply == NULL)
    job->step->reply = reply_of_stop (error->message);
  job->n_tried++;
  created (job);
}

/* The computer slept between the post's beginning and its first byte. */
static gboolean
has_slept (CommsLaneJob *job)
{
  return comms_desk_now (job->lane->desk) - job->step->attempt->started_at > BEGINNING_MS;
}

static void
begun (CommsLaneJob *job)
{
  CommsLane *self = job->lane;
  g_autofree char *late = NULL;

  comms_outbox_at ("begun");
  if (has_slept (job))
    {
      late = comms_policy_dup_late_sentence (comms_desk_get_policy (self->desk));
      job->step->reply = reply_of_stop (late);
      created (job);
      return;
    }
  if (job->keep == NULL)
    job->keep = comms_lane_keep_new (self->desk, self->account_id, self->holder, self->network);
  comms_lane_keep_set_attempt (job->keep, job->step->attempt);
  /* Never cancelled, only braked before: what has begun to leave must have an outcome. */
  comms_network_create_async (self->network, job->step->body, job->step->media,
                              job->step->attempt->network_key, NULL, created_cb, job);
  comms_outbox_at ("creating");
  freeze_ahead (job);
}

static void
begin (CommsLaneJob *job)
{
  comms_outbox_at ("frozen");
  if (job->kind == COMMS_LANE_SEND_DUE)
    comms_outbox_step_follow (job->step);
  comms_lane_run (job, comms_outbox_begin, begun, post_cannot_leave);
}

/* Freezing. */

/* The network could not be asked what the body needs: nothing was sent, and it may work later. */
static CommsReply *
reply_of_question (CommsDesk *desk, const GError *error)
{
  CommsReply *reply = reply_of_stop (error->message);
  const char *code = "server";

  if (g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN) ||
      error->domain == COMMS_SECRETS_ERROR)
    code = "sign-in";
  else if (g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNREACHABLE))
    code = "unreachable";
  g_free (reply->code);
  reply->code = g_strdup (code);
  if (!g_str_equal (code, "sign-in"))
    reply->retry_at = comms_desk_now (desk) + QUESTION_RETRY_MS;
  return reply;
}

/* An error before anything was sent: for good, or until the network answers. Takes @error. */
static void
question_failed (CommsLaneJob *job, GError *error)
{
  if (error->domain == COMMS_ERROR)
    refuse (job, error->message);
  else if (error->domain == COMMS_RULE_ERROR || error->domain == G_IO_ERROR)
    {
      post_cannot_leave (job, error);
      return;
    }
  else
    {
      job->step->reply = reply_of_question (job->lane->desk, error);
      skip_post (job);
      note_problem (job);
    }
  g_error_free (error);
}

static void
frozen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CommsLaneJob *job = user_data;
  GError *error = NULL;

  job->step->body = comms_network_freeze_finish (COMMS_NETWORK (source), result, &error);
  if (job->step->body != NULL)
    begin (job);
  else
    question_failed (job, error);
}

static void
freeze (CommsLaneJob *job)
{
  CommsOutboxStep *step = job->step;

  comms_network_freeze_async (job->lane->network, step->post, step->media, step->reply_to, NULL,
                              frozen_cb, job);
}

static void
parent_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CommsLaneJob *job = user_data;
  GError *error = NULL;
  char *id = comms_network_find_post_finish (COMMS_NETWORK (source), result, &error);

  if (id == NULL)
    {
      question_failed (job, error);
      return;
    }
  g_free (job->step->reply_to);
  job->step->reply_to = id;
  freeze (job);
}

static void
make_body (CommsLaneJob *job)
{
  const CommsOutboxStep *step = job->step;

  if (step->body != NULL)
    begin (job);
  /* A person who answers a post has its address; the network wants its id. */
  else if (comms_network_is_address (step->reply_to))
    comms_network_find_post_async (job->lane->network, step->reply_to, NULL, parent_found_cb, job);
  else
    freeze (job);
}

/* The clock: what an earlier answer said about it holds until the clock is set, which shows beside
 * one that nobody sets. */

static gint64
get_clock_offset (CommsLane *self)
{
  return comms_desk_now (self->desk) - g_get_monotonic_time () / 1000;
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CommsLaneJob *job = user_data;
  g_autoptr (CommsIdentity) identity =
    comms_network_identify_finish (COMMS_NETWORK (source), result, NULL);

  if (!comms_network_get_skew (COMMS_NETWORK (source), &job->step->skew))
    {
      skip_post (job);
      note_problem (job);
      return;
    }
  job->lane->clock_offset = get_clock_offset (job->lane);
  comms_lane_run (job, comms_outbox_note_skew, comms_lane_send, NULL);
}

static void
wait (CommsLaneJob *job)
{
  CommsLane *self = job->lane;

  if (g_str_equal (job->step->wait_code, "clock") &&
      ABS (get_clock_offset (self) - self->clock_offset) > CLOCK_SET_MS &&
      comms_lane_ensure_network (job, NULL))
    {
      comms_network_identify_async (self->network, NULL, measured_cb, job);
      return;
    }
  skip_post (job);
  note_problem (job);
}

/* Taking. */

static void
emit_changed_ids (CommsLaneJob *job)
{
  GArray *ids = job->step->changed_ids;

  for (guint i = 0; i < ids->len; i++)
    comms_lane_emit_settled (job->lane, g_array_index (ids, gint64, i));
  g_array_set_size (ids, 0);
}

static void
taken (CommsLaneJob *job)
{
  const CommsOutboxStep *step = job->step;
  g_autoptr (GError) problem = NULL;

  comms_outbox_at ("taken");
  job->lane->has_lease = step->held;
  emit_changed_ids (job);
  if (step->post == NULL && job->kind == COMMS_LANE_SEND_ONE)
    comms_lane_fail (job,
                     g_error_new_literal (COMMS_RULE_ERROR, COMMS_RULE_STATE,
                                          C_ ("outbox",
                                              "Another program is sending from this account at "
                                              "this moment; try again in a minute.")));
  else if (step->post == NULL)
    comms_lane_succeed (job);
  else if (step->wait_code != NULL)
    wait (job);
  else if (step->problem == NULL && comms_lane_ensure_network (job, &problem))
    make_body (job);
  else
    refuse (job, problem != NULL ? problem->message : NULL);
}

void
comms_lane_send (CommsLaneJob *job)
{
  if (g_cancellable_is_cancelled (g_task_get_cancellable (job->task)))
    {
      comms_lane_succeed (job);
      return;
    }
  comms_outbox_step_reset (job->step);
  comms_lane_run (job, comms_outbox_take, taken, comms_lane_fail);
}
