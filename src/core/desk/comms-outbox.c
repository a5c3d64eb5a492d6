/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-outbox.h"

#include "comms-accounts-private.h"
#include "comms-desk-private.h"
#include "comms-cost.h"
#include "comms-error.h"
#include "comms-lease-table.h"
#include "comms-media-desk.h"
#include "comms-outbox-private.h"
#include "comms-post-barriers.h"
#include "comms-post-rules.h"
#include "comms-post-table.h"
#include "comms-record-table.h"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

/* How many rows of the queue are looked at together, where the first is not the one. */
#define CHOOSE_ROWS 8

/* A process that died holds the others up for that long. A lease is renewed well before. */
#define LEASE_MS (45 * G_GINT64_CONSTANT (1000))

/* After the outcome stayed unknown, the desk looks this much later (networks, section 4). */
static const gint64 looks[] = { 10 * 1000, MINUTE_MS, 5 * MINUTE_MS };

static struct
{
  CommsOutboxWatch func;
  gpointer data;
} watch;

void
comms_outbox_set_watch (CommsOutboxWatch func, gpointer data)
{
  watch.func = func;
  watch.data = data;
}

void
comms_outbox_at (const char *step)
{
  if (watch.func != NULL)
    watch.func (step, watch.data);
}

/* @skip is taken. */
static CommsOutboxStep *
step_new (gint64 account_id, gint64 post_id, const char *holder, GHashTable *skip)
{
  CommsOutboxStep *step = g_new0 (CommsOutboxStep, 1);

  step->account_id = account_id;
  step->post_id = post_id;
  step->holder = g_strdup (holder);
  step->skip = skip;
  step->changed_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return step;
}

CommsOutboxStep *
comms_outbox_step_new (gint64 account_id, gint64 post_id, const char *holder)
{
  return step_new (account_id, post_id, holder,
                   g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL));
}

void
comms_outbox_step_reset (CommsOutboxStep *step)
{
  step->held = FALSE;
  step->started_at = 0;
  g_array_set_size (step->changed_ids, 0);
  g_clear_object (&step->post);
  g_clear_object (&step->account);
  g_clear_object (&step->attempt);
  g_clear_pointer (&step->media, g_ptr_array_unref);
  g_clear_pointer (&step->reply_to, g_free);
  g_clear_pointer (&step->wait_code, g_free);
  g_clear_pointer (&step->bound_ids, g_strfreev);
  g_clear_pointer (&step->body, g_free);
  g_clear_pointer (&step->problem, g_free);
  g_clear_pointer (&step->reply, comms_reply_free);
  g_clear_pointer (&step->next, comms_outbox_step_free);
}

void
comms_outbox_step_follow (CommsOutboxStep *step)
{
  g_return_if_fail (step->next == NULL);

  step->next = step_new (step->account_id, 0, step->holder, g_hash_table_ref (step->skip));
  step->next->leased_until = step->leased_until;
}

void
comms_outbox_step_free (CommsOutboxStep *step)
{
  comms_outbox_step_reset (step);
  g_clear_pointer (&step->changed_ids, g_array_unref);
  g_hash_table_unref (step->skip);
  g_free (step->holder);
  g_free (step->reason);
  g_free (step);
}

/* Whether a network that sells no reading let the desk read its own posts there. */
static gboolean
may_read_own (CommsAccount *account)
{
  const CommsNetworkInfo *info = comms_network_info (account->network);
  const char *const *scopes = (const char *const *) account->scopes;

  if (info == NULL || (info->supports & COMMS_NETWORK_SUPPORTS_PAID_READING) != 0)
    return FALSE;
  return scopes == NULL || scopes[0] == NULL || g_strv_contains (scopes, "read") ||
         g_strv_contains (scopes, "read:statuses");
}

gboolean
comms_outbox_may_look (CommsTx *tx, CommsAccount *account)
{
  return tx->practice || comms_uri_is_loopback (account->api_base) || may_read_own (account) ||
         (account->reading_confirmed_by != NULL && *account->reading_confirmed_by != '\0');
}

gint64
comms_outbox_next_look (CommsTx *tx, CommsAccount *account, CommsAttempt *attempt)
{
  if (!comms_outbox_may_look (tx, account))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (attempt->ended_at + looks[i] > tx->stamp.now)
      return attempt->ended_at + looks[i];
  return 0;
}

static gboolean
take_lease (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  const gint64 until = tx->stamp.now + LEASE_MS;

  if (!comms_lease_table_take (tx->db, step->account_id, step->holder, tx->stamp.now, until,
                               &step->held, error))
    return FALSE;
  step->leased_until = step->held ? until : 0;
  return TRUE;
}

/* Writes only where less than half of it is left, or somebody took it meanwhile. A clock that was
 * set back makes it look longer than it can be. */
static gboolean
keep_lease (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  const gint64 left = step->leased_until - tx->stamp.now;

  step->held = FALSE;
  if (left > LEASE_MS / 2 && left <= LEASE_MS &&
      !comms_lease_table_is_held (tx->db, step->account_id, step->holder, tx->stamp.now,
                                  &step->held, error))
    return FALSE;
  return step->held || take_lease (tx, step, error);
}

/* Taking. */

static gboolean
recover_one (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsAttempt) attempt = NULL;
  g_autoptr (CommsAccount) account = comms_post_rules_account (tx, post, error);
  const char *problem = C_ ("outbox", "The program ended while this post was being sent, so it may "
                                      "be out; look at the account and say whether it is there.");

  if (account == NULL)
    return FALSE;
  attempt =
    comms_post_table_last_attempt (tx->db, comms_record_get_id (COMMS_RECORD (post)), error);
  if (attempt == NULL)
    return FALSE;
  g_object_set (attempt, "outcome", "unknown", "ended-at", tx->stamp.now, NULL);
  g_object_set (post, "problem", problem, "problem-code", "crash", "retry-at",
                comms_outbox_next_look (tx, account, attempt), NULL);
  return comms_posts_end (tx, post, attempt, COMMS_POST_STATE_UNKNOWN, "unknown", problem, error);
}

/* Only for who has the lease: what is still "sending" then was left by a process that died. */
static gboolean
recover (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  g_autoptr (GPtrArray) left = comms_post_table_sending (tx->db, step->account_id, error);

  if (left == NULL)
    return FALSE;
  for (guint i = 0; i < left->len; i++)
    {
      CommsPost *post = g_ptr_array_index (left, i);
      const gint64 id = comms_record_get_id (COMMS_RECORD (post));

      if (!recover_one (tx, post, error))
        return FALSE;
      g_array_append_val (step->changed_ids, id);
    }
  return TRUE;
}

/* A part of a thread answers the part before it, which has to be out; its number is one of its
 * account's network. */
gboolean
comms_outbox_find_part_before (CommsTx *tx, CommsPost *post, CommsPost **before, GError **error)
{
  g_autoptr (GPtrArray) found =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                               "WHERE (thread_id = ? OR id = ?) AND thread_position = ?"
                               " AND account_id = ? AND state = 'posted' AND withdrawn_at = 0",
                               "iiii", post->thread_id, post->thread_id, post->thread_position - 1,
                               post->account_id);

  if (found == NULL)
    return FALSE;
  *before = found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
  return TRUE;
}

/* Whether the post can be next. Sets "reply-to", or "problem" where it can never leave. */
static gboolean
prepare (CommsTx *tx, CommsOutboxStep *step, CommsPost *post, gboolean *ready, GError **error)
{
  g_autoptr (CommsPost) before = NULL;

  *ready = TRUE;
  if (post->thread_position <= 1)
    {
      step->reply_to = g_strdup (post->reply_to);
      return TRUE;
    }
  if (!comms_outbox_find_part_before (tx, post, &before, error))
    return FALSE;
  if (before == NULL)
    *ready = FALSE;
  else if (before->remote_id == NULL)
    step->problem = g_strdup (C_ ("outbox", "The desk does not know the number of the part of the "
                                            "thread before this one, so this post cannot answer "
                                            "it; send it by hand on the network."));
  else
    step->reply_to = g_strdup (before->remote_id);
  return TRUE;
}

/* Takes the first of @posts that can be next. */
static gboolean
choose_among (
  CommsTx *tx, CommsOutboxStep *step, GPtrArray *posts, gint64 spaced_until, GError **error)
{
  for (guint i = 0; i < posts->len && step->post == NULL; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);
      gint64 id = comms_record_get_id (COMMS_RECORD (post));
      gboolean ready;

      if (g_hash_table_contains (step->skip, &id) ||
          (spaced_until > tx->stamp.now && post->thread_position <= 1))
        continue;
      if (!prepare (tx, step, post, &ready, error))
        return FALSE;
      if (ready)
        step->post = g_object_ref (post);
    }
  return TRUE;
}

/* The first of the rows is nearly always the one; the others are read a few at a time. */
static gboolean
choose (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  gint64 spaced_until;
  guint n_seen = 0;
  guint n_rows = 1;

  if (comms_outbox_waits_until (tx, step->account) > tx->stamp.now)
    return TRUE;
  if (!comms_outbox_spaced_until (tx, step->account_id, &spaced_until, error))
    return FALSE;
  while (step->post == NULL)
    {
      g_autoptr (GPtrArray) due =
        comms_post_table_due (tx->db, step->account_id, tx->stamp.now, n_rows, n_seen, error);

      if (due == NULL || !choose_among (tx, step, due, spaced_until, error))
        return FALSE;
      if (due->len < n_rows)
        break;
      n_seen += due->len;
      n_rows = CHOOSE_ROWS;
    }
  return TRUE;
}

static gboolean
choose_asked_for (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, step->post_id, error);
  gboolean ready;

  if (post == NULL)
    return FALSE;
  if (post->account_id != step->account_id)
    {
      g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
                           C_ ("outbox", "This post does not stand where it stood when this was "
                                         "asked. Look at it again."));
      return FALSE;
    }
  if (!prepare (tx, step, post, &ready, error))
    return FALSE;
  /* Where it is not, beginning says why. */
  step->post = g_steal_pointer (&post);
  return TRUE;
}

/* What may be out already is sent again as it was, so that the network knows it for the same,
 * whatever came of the tries since. */
static gboolean
find_frozen (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (step->post));
  g_autoptr (GPtrArray) unknown = NULL;

  if (step->post->attempt == 0)
    return TRUE;
  unknown = comms_record_table_select (tx->db, COMMS_TYPE_ATTEMPT, error,
                                       "WHERE post_id = ? AND network_key = ?"
                                       " AND outcome = 'unknown' ORDER BY number DESC LIMIT 1",
                                       "is", id, step->post->network_key);
  if (unknown == NULL)
    return FALSE;
  if (unknown->len > 0)
    step->body = g_strdup (((CommsAttempt *) g_ptr_array_index (unknown, 0))->body);
  return TRUE;
}

/* What the chosen post needs on its way. */
static gboolean
equip (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  if (step->post == NULL)
    return TRUE;
  if (step->problem == NULL &&
      !comms_outbox_check_waits (tx, step, step->post, step->account, error))
    return FALSE;
  if (step->problem != NULL)
    return TRUE;
  if (step->post->media_hash != NULL)
    {
      step->media =
        comms_media_of_post (tx, comms_record_get_id (COMMS_RECORD (step->post)), TRUE, error);
      if (step->media == NULL)
        return FALSE;
    }
  return find_frozen (tx, step, error);
}

gpointer
comms_outbox_take (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;

  if (!keep_lease (tx, step, error))
    return NULL;
  if (!step->held)
    return GINT_TO_POINTER (TRUE);
  if (!recover (tx, step, error))
    return NULL;

  step->account = comms_accounts_load (tx, step->account_id, error);
  if (step->account == NULL)
    return NULL;
  if (!(step->post_id != 0 ? choose_asked_for (tx, step, error) : choose (tx, step, error)))
    return NULL;
  return GINT_TO_POINTER (equip (tx, step, error));
}

gpointer
comms_outbox_renew (CommsTx *tx, gpointer data, GError **error)
{
  return take_lease (tx, data, error) ? comms_outbox_listen (tx, data, error) : NULL;
}

/* Whoever thought that this process was dead, while the computer slept, has settled the post; or
 * what comes before it takes so long that a rule says no by now. */
static gboolean
is_to_stop (CommsTx *tx, CommsAttempt *attempt, gboolean *stop, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, attempt->post_id, error);
  g_autoptr (GError) refusal = NULL;

  if (post == NULL)
    return FALSE;
  *stop = post->state != COMMS_POST_STATE_SENDING || post->attempt != attempt->number;
  if (*stop ||
      comms_post_barriers_underway (tx->db, post, attempt->started_at, tx->stamp.now, &refusal))
    return TRUE;
  *stop = refusal->domain == COMMS_RULE_ERROR;
  if (!*stop)
    g_propagate_error (error, g_steal_pointer (&refusal));
  return *stop;
}

gpointer
comms_outbox_listen (CommsTx *tx, gpointer data, GError **error)
{
  const CommsOutboxStep *step = data;
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, step->account_id, error);
  gboolean stop = FALSE;

  if (account == NULL || (step->attempt != NULL && !is_to_stop (tx, step->attempt, &stop, error)))
    return NULL;
  if (stop || tx->policy->paused_reason != NULL || comms_accounts_is_paused_by_person (account))
    return GINT_TO_POINTER (COMMS_OUTBOX_STOPPED);
  return GINT_TO_POINTER (TRUE);
}

gpointer
comms_outbox_give_up (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;

  return GINT_TO_POINTER (
    comms_lease_table_give_up (tx->db, step->account_id, step->holder, error));
}

/* The account's post after the one that is leaving, where it is plain which that is: its body can
 * be made meanwhile. What leaves at its own pace, and what brings pictures, is taken when its turn
 * has come; so is what cannot be read, which is no reason for the one that is leaving not to. */
static void
look_ahead (CommsTx *tx, CommsOutboxStep *step)
{
  g_autoptr (GPtrArray) due = NULL;

  if (tx->policy->spacing_seconds != 0)
    return;
  due = comms_post_table_due (tx->db, step->account_id, tx->stamp.now, 1, 0, NULL);
  step->account = comms_accounts_load (tx, step->account_id, NULL);
  if (due == NULL || step->account == NULL || !choose_among (tx, step, due, 0, NULL) ||
      step->post == NULL)
    return;
  if (step->post->media_hash != NULL || step->post->attempt != 0 || step->problem != NULL)
    g_clear_object (&step->post);
}

/* Sending. */

gpointer
comms_outbox_begin (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;
  g_autofree char *note = comms_posts_dup_note (tx, step->post, NULL);

  if (!keep_lease (tx, step, error))
    return NULL;
  step->attempt = comms_post_table_begin_attempt (tx->db, &tx->stamp, step->post, step->holder,
                                                  step->body, note, error);
  comms_outbox_at ("beginning");
  if (step->attempt == NULL)
    return NULL;
  if (step->next != NULL)
    {
      step->next->leased_until = step->leased_until;
      look_ahead (tx, step->next);
    }
  return GINT_TO_POINTER (TRUE);
}

/* A rule that came after it was queued, or a network that could not be asked what the post needs:
 * the calendar shows why it is late. */
gpointer
comms_outbox_note_problem (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;
  const char *problem = step->reply != NULL ? step->reply->sentence : step->problem;
  const char *code = step->wait_code != NULL ? step->wait_code : "rule";
  gint64 retry_at = 0;
  g_autoptr (CommsPost) post = NULL;

  post = comms_posts_load (tx, comms_record_get_id (COMMS_RECORD (step->post)), error);
  if (post == NULL)
    return NULL;
  if (post->state != COMMS_POST_STATE_QUEUED)
    return GINT_TO_POINTER (TRUE);
  if (step->reply != NULL)
    {
      code = step->reply->code;
      retry_at = step->reply->retry_at = comms_outbox_retry_at (tx, post, step->reply);
      if (!comms_outbox_note_account (tx, step, error))
        return NULL;
    }
  /* Only what is news: a change wakes the publisher. */
  if (post->retry_at == retry_at && g_strcmp0 (post->problem, problem) == 0)
    return GINT_TO_POINTER (TRUE);
  g_object_set (post, "problem", problem, "problem-code", code, "retry-at", retry_at, NULL);
  return GINT_TO_POINTER (comms_post_table_note (tx->db, post, error));
}

gpointer
comms_outbox_refuse (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;
  g_autoptr (CommsPost) row = NULL;

  /* What somebody changed meanwhile is another post than the one that can never leave. */
  row = comms_posts_load (tx, comms_record_get_id (COMMS_RECORD (step->post)), error);
  if (row == NULL)
    return NULL;
  if (!comms_record_equal (row, step->post))
    {
      comms_db_set_error (tx->db, COMMS_STORE_ERROR_STALE, error);
      return NULL;
    }
  g_object_set (step->post, "problem", step->problem, "problem-code", "invalid", NULL);
  return GINT_TO_POINTER (
    comms_posts_step (tx, step->post, COMMS_POST_STATE_REFUSED, "refused", step->problem, error));
}

/* The outcome. */

static void
close_attempt (CommsTx *tx, CommsOutboxStep *step, const char *outcome)
{
  g_object_set (step->attempt, "ended-at", tx->stamp.now, "outcome", outcome, "status",
                (gint64) step->reply->status, "request-id", step->reply->request_id, "detail",
                step->reply->detail, NULL);
}

static void
set_problem (CommsPost *post, const CommsReply *reply, gint64 retry_at)
{
  g_object_set (post, "problem", reply->sentence, "problem-code", reply->code, "retry-at", retry_at,
                NULL);
}

static gboolean
end_posted (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  CommsPost *post = step->post;

  close_attempt (tx, step, "posted");
  g_object_set (post, "remote-id", step->reply->remote_id, "remote-url", step->reply->remote_url,
                "posted-at", tx->stamp.now, "problem", NULL, "problem-code", NULL, "retry-at",
                G_GINT64_CONSTANT (0), NULL);
  return comms_cost_book (tx, post, error) &&
         comms_posts_end (tx, post, step->attempt, COMMS_POST_STATE_POSTED, "posted", NULL,
                          error) &&
         comms_posts_add_engagement (tx, post, error);
}

static gboolean
end_refused (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  close_attempt (tx, step, "refused");
  set_problem (step->post, step->reply, 0);
  return comms_posts_end (tx, step->post, step->attempt, COMMS_POST_STATE_REFUSED, "refused",
                          step->reply->sentence, error);
}

/* Where a rule stopped it and no person did, the rule says why. */
static void
find_why_stopped (CommsTx *tx, CommsOutboxStep *step)
{
  g_autoptr (GError) refusal = NULL;

  if (g_strcmp0 (step->reply->code, "stopped") != 0 ||
      comms_post_barriers_underway (tx->db, step->post, step->attempt->started_at, tx->stamp.now,
                                    &refusal) ||
      refusal->domain != COMMS_RULE_ERROR)
    return;
  g_free (step->reply->sentence);
  step->reply->sentence = g_strdup (refusal->message);
}

static gboolean
end_held (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  find_why_stopped (tx, step);
  close_attempt (tx, step, "held");
  step->reply->retry_at = comms_outbox_retry_at (tx, step->post, step->reply);
  set_problem (step->post, step->reply, step->reply->retry_at);
  return comms_posts_end (tx, step->post, step->attempt, COMMS_POST_STATE_QUEUED, "hold",
                          step->reply->sentence, error);
}

/* A duplicate is a certain no to this try, and a strong hint that an earlier one arrived: the
 * desk looks at once. */
static gboolean
end_unknown (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  const gboolean duplicate = step->reply->verdict == COMMS_VERDICT_DUPLICATE;
  gint64 look_at;

  close_attempt (tx, step, "unknown");
  look_at = comms_outbox_next_look (tx, step->account, step->attempt);
  if (duplicate && look_at != 0)
    look_at = tx->stamp.now;
  set_problem (step->post, step->reply, look_at);
  if (look_at == 0)
    g_object_set (step->post, "problem",
                  C_ ("outbox", "It is not known whether this post is out, and the desk may not "
                                "read the account; look there and say whether it is."),
                  NULL);
  return comms_posts_end (tx, step->post, step->attempt, COMMS_POST_STATE_UNKNOWN, "unknown",
                          step->reply->sentence, error);
}

gpointer
comms_outbox_end (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;
  gboolean done = FALSE;

  switch (step->reply->verdict)
    {
    case COMMS_VERDICT_POSTED:
      done = end_posted (tx, step, error);
      break;
    case COMMS_VERDICT_REFUSED:
      done = end_refused (tx, step, error);
      break;
    case COMMS_VERDICT_HELD:
      done = end_held (tx, step, error);
      break;
    case COMMS_VERDICT_DUPLICATE:
    case COMMS_VERDICT_UNKNOWN:
      done = end_unknown (tx, step, error);
      break;
    default:
      g_assert_not_reached ();
    }
  done = done && comms_outbox_note_account (tx, step, error);
  comms_outbox_at ("ending");
  return GINT_TO_POINTER (done);
}

/* The post says something else by now, was sent again, or is known as another one: that is not said
 * over, and what the network answered is in the log. */
gpointer
comms_outbox_note_late_answer (CommsTx *tx, gpointer data, GError **error)
{
  const CommsOutboxStep *step = data;
  const CommsReply *reply = step->reply;
  const gint64 id = comms_record_get_id (COMMS_RECORD (step->post));
  const char *where = reply->remote_url != NULL ? reply->remote_url : reply->remote_id;
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);
  g_autofree char *note = NULL;

  if (post == NULL)
    return NULL;
  if (reply->verdict != COMMS_VERDICT_POSTED || g_strcmp0 (post->remote_id, reply->remote_id) == 0)
    return GINT_TO_POINTER (TRUE);
  note = comms_posts_dup_note (tx, step->post, NULL);
  return GINT_TO_POINTER (
    comms_tx_audit (tx, COMMS_SUBJECT_POST, id, "late-answer", NULL, where, note, error));
}

gpointer
comms_outbox_end_and_take (CommsTx *tx, gpointer data, GError **error)
{
  return comms_outbox_end (tx, data, error)
           ? comms_outbox_take (tx, ((CommsOutboxStep *) data)->next, error)
           : NULL;
}

/* Whether what was looked at ahead may still leave as it was frozen. The store's own rules are
 * asked when it begins. */
static gboolean
check_ahead (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, step->account_id, error);

  if (account == NULL || !comms_outbox_check_waits (tx, step, step->post, account, error))
    return FALSE;
  if (step->wait_code == NULL && tx->policy->spacing_seconds == 0 &&
      comms_outbox_waits_until (tx, account) <= tx->stamp.now &&
      comms_account_sends_as (account, step->account))
    {
      g_set_object (&step->account, account);
      return TRUE;
    }
  comms_db_set_error (tx->db, COMMS_STORE_ERROR_STALE, error);
  return FALSE;
}

gpointer
comms_outbox_end_and_begin (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *next = ((CommsOutboxStep *) data)->next;

  return comms_outbox_end (tx, data, error) && check_ahead (tx, next, error)
           ? comms_outbox_begin (tx, next, error)
           : NULL;
}
