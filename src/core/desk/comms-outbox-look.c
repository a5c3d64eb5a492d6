/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-outbox.h"

#include "comms-accounts.h"
#include "comms-desk-private.h"
#include "comms-cost.h"
#include "comms-error.h"
#include "comms-outbox-private.h"
#include "comms-post-rules.h"
#include "comms-post-table.h"
#include "comms-record-table.h"
#include "comms-withdrawals.h"

/* What there is to do, what became of posts of unknown outcome, and taking posts back. */

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * 60 * MINUTE_MS)

/* A repeat under the same key is safe from then, and until the network forgets the key. */
#define KEY_AFTER (30 * G_GINT64_CONSTANT (1000))
#define KEY_UNTIL (50 * MINUTE_MS)

/* How long the desk waits at most before it tries again to look. */
#define LOOK_MOST (15 * MINUTE_MS)

/* How far back an equal post may lie that the network will not have twice. */
#define DUPLICATE_DAYS 7

void
comms_outbox_scan_free (CommsOutboxScan *scan)
{
  g_clear_pointer (&scan->account_ids, g_array_unref);
  g_clear_pointer (&scan->looks, g_array_unref);
  g_clear_pointer (&scan->changed_ids, g_array_unref);
  g_free (scan);
}

static CommsOutboxScan *
scan_new (void)
{
  CommsOutboxScan *scan = g_new0 (CommsOutboxScan, 1);

  scan->account_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  scan->looks = g_array_new (FALSE, FALSE, sizeof (CommsOutboxLook));
  scan->changed_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return scan;
}

static void
sooner (gint64 *instant, gint64 other)
{
  if (other != 0 && (*instant == 0 || other < *instant))
    *instant = other;
}

static void
add_account (CommsOutboxScan *scan, gint64 account_id)
{
  for (guint i = 0; i < scan->account_ids->len; i++)
    if (g_array_index (scan->account_ids, gint64, i) == account_id)
      return;
  g_array_append_val (scan->account_ids, account_id);
}

/* What held it back says more than that it was held back. */
static gboolean
find_reason (CommsTx *tx, CommsPost *post, CommsAccount *account, char **reason, GError **error)
{
  g_autoptr (CommsPost) before = NULL;

  if (post->thread_position > 1 && !comms_outbox_find_part_before (tx, post, &before, error))
    return FALSE;
  if (post->problem != NULL)
    *reason = g_strdup (post->problem);
  else if (tx->policy->paused_reason != NULL)
    /* Translators: %s is the reason that a person gave */
    *reason = g_strdup_printf (C_ ("outbox", "All sending was paused when this post was due "
                                             "(“%s”); give it another time, or let it go."),
                               tx->policy->paused_reason);
  else if (comms_outbox_waits_until (tx, account) > tx->stamp.now && account->pause_reason != NULL)
    *reason = g_strdup (account->pause_reason);
  else if (post->thread_position > 1 && before == NULL)
    *reason = g_strdup (C_ ("outbox", "The part of the thread before this post did not go out, so "
                                      "this one waits; see what became of that one."));
  else
    *reason = comms_policy_dup_late_sentence (tx->policy);
  return TRUE;
}

static gboolean
miss (CommsTx *tx, CommsOutboxScan *scan, CommsPost *post, GError **error)
{
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, post->account_id, error);
  const gint64 id = comms_record_get_id (COMMS_RECORD (post));
  g_autofree char *problem = NULL;

  if (account == NULL || !find_reason (tx, post, account, &problem, error))
    return FALSE;
  g_object_set (post, "problem", problem, "problem-code", "late", "retry-at", G_GINT64_CONSTANT (0),
                NULL);
  g_array_append_val (scan->changed_ids, id);
  return comms_posts_step (tx, post, COMMS_POST_STATE_MISSED, "missed", problem, error);
}

/* What is too late waits for a person (the late policy). */
static gboolean
scan_late (CommsTx *tx, CommsOutboxScan *scan, GError **error)
{
  const gint64 latest = tx->stamp.now - tx->policy->grace_minutes * MINUTE_MS - 1;
  g_autoptr (GPtrArray) late =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                               "WHERE state = 'queued' AND deleted_at = 0 AND due_at <= ?"
                               " AND hold_until <= ? ORDER BY due_at",
                               "ii", latest, latest);

  for (guint i = 0; late != NULL && i < late->len; i++)
    if (!miss (tx, scan, g_ptr_array_index (late, i), error))
      return FALSE;
  return late != NULL;
}

/* One account with posts whose time has come. */
typedef struct
{
  gint64 account_id;
  gint64 ready_at; /* when the first may leave as far as they are concerned */
  gint64 next_at;  /* when the first may that may not yet; 0 where all may */
  gint64 late_at;  /* when the first is too late */
  gboolean has_parts;
} DueAccount;

static gboolean
scan_account (CommsTx *tx, CommsOutboxScan *scan, const DueAccount *due, GError **error)
{
  const gint64 now = tx->stamp.now;
  const gboolean has_parts = due->has_parts;
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, due->account_id, error);
  gint64 ready_at;
  gint64 spaced_until;

  if (account == NULL || !comms_outbox_spaced_until (tx, due->account_id, &spaced_until, error))
    return FALSE;
  ready_at = MAX (due->ready_at, comms_outbox_waits_until (tx, account));
  /* What waits for a person leaves at no time that could be told. */
  if (ready_at != G_MAXINT64)
    sooner (&scan->next_due, MAX (ready_at, has_parts ? 0 : spaced_until));
  /* The further parts of a thread do not wait for the spacing. */
  if (spaced_until > now)
    sooner (&scan->next_wake, spaced_until);
  if (ready_at <= now && (spaced_until <= now || has_parts))
    add_account (scan, due->account_id);
  /* The first may be one that cannot leave for another reason. */
  sooner (&scan->next_wake, due->next_at);
  sooner (&scan->next_wake, ready_at > now ? MIN (ready_at, due->late_at) : due->late_at);
  return TRUE;
}

/* Posts whose time has come, by account. */
static gboolean
scan_due (CommsTx *tx, CommsOutboxScan *scan, GError **error)
{
  const gint64 grace = tx->policy->grace_minutes * MINUTE_MS;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CommsRows) rows =
    comms_db_query (tx->db, error,
                    "SELECT account_id, min(max(due_at, hold_until, retry_at)),"
                    " min(max(due_at, hold_until)), max(thread_position),"
                    " min(max(due_at, hold_until, retry_at))"
                    "  FILTER (WHERE max(due_at, hold_until, retry_at) > ?)"
                    " FROM post WHERE state = 'queued' AND deleted_at = 0 AND due_at <= ?"
                    " GROUP BY account_id ORDER BY account_id",
                    "ii", tx->stamp.now, tx->stamp.now);

  if (rows == NULL)
    return FALSE;
  while (comms_rows_next (rows, &local_error))
    {
      const DueAccount due = {
        .account_id = comms_rows_get_int (rows, 0),
        .ready_at = comms_rows_get_int (rows, 1),
        .next_at = comms_rows_get_int (rows, 4),
        .late_at = comms_rows_get_int (rows, 2) + grace + 1,
        .has_parts = comms_rows_get_int (rows, 3) > 1,
      };

      if (!scan_account (tx, scan, &due, error))
        return FALSE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Of those whose time is to come the first is enough: a desk may have very many. */
static gboolean
scan_next (CommsTx *tx, CommsOutboxScan *scan, GError **error)
{
  gint64 next;

  if (!comms_db_query_int (tx->db, &next, 0, error,
                           "SELECT due_at FROM post WHERE state = 'queued' AND deleted_at = 0"
                           " AND due_at > ? ORDER BY due_at LIMIT 1",
                           "i", tx->stamp.now))
    return FALSE;
  sooner (&scan->next_due, next);
  sooner (&scan->next_wake, next);
  return TRUE;
}

/* What somebody's "sending" is, shows whoever gets the lease. */
static gboolean
scan_sending (CommsTx *tx, CommsOutboxScan *scan, GError **error)
{
  g_autoptr (GPtrArray) sending =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error, "WHERE state = 'sending'", "");

  if (sending == NULL)
    return FALSE;
  for (guint i = 0; i < sending->len; i++)
    add_account (scan, ((CommsPost *) g_ptr_array_index (sending, i))->account_id);
  return TRUE;
}

static gboolean
scan_unknown (CommsTx *tx, CommsOutboxScan *scan, GError **error)
{
  g_autoptr (GPtrArray) unknown =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                               "WHERE state = 'unknown' AND retry_at > 0", "");

  if (unknown == NULL)
    return FALSE;
  for (guint i = 0; i < unknown->len; i++)
    {
      CommsPost *post = g_ptr_array_index (unknown, i);
      const CommsOutboxLook look = { comms_record_get_id (COMMS_RECORD (post)), post->account_id };

      if (post->retry_at <= tx->stamp.now)
        g_array_append_val (scan->looks, look);
      else
        sooner (&scan->next_wake, post->retry_at);
    }
  return TRUE;
}

gpointer
comms_outbox_scan (CommsTx *tx, gpointer unused, GError **error)
{
  g_autoptr (CommsOutboxScan) scan = scan_new ();

  if (!scan_late (tx, scan, error) || !scan_due (tx, scan, error) || !scan_next (tx, scan, error) ||
      !scan_sending (tx, scan, error) || !scan_unknown (tx, scan, error))
    return NULL;
  return g_steal_pointer (&scan);
}

/* Looking. */

static gboolean
load_bound_ids (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  g_autoptr (CommsRows) rows =
    comms_db_query (tx->db, error,
                    "SELECT remote_id FROM post WHERE account_id = ? AND id <> ? AND remote_id IS "
                    "NOT NULL "
                    "AND posted_at >= ?",
                    "iii", step->account_id, step->post_id, step->started_at - DAY_MS);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;

  if (rows == NULL)
    return FALSE;
  while (comms_rows_next (rows, &local_error))
    g_ptr_array_add (ids, g_strdup (comms_rows_get_text (rows, 0)));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_ptr_array_add (ids, NULL);
  step->bound_ids = (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
  return TRUE;
}

static gboolean
check_may_look (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  if (comms_outbox_may_look (tx, step->account))
    return TRUE;

  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE,
               /* Translators: %s is a handle */
               C_ ("outbox", "Nobody has confirmed that the desk may read @%s on the network; look "
                             "there yourself and say whether the post is out."),
               step->account->handle);
  return FALSE;
}

/* From when on the network may have the post: what an earlier try under the same key made may have
 * come late. */
static gboolean
find_start (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  const gint64 last = step->attempt->started_at;

  if (!comms_db_query_int (tx->db, &step->started_at, 0, error,
                           "SELECT coalesce(min(started_at), ?) FROM attempt"
                           " WHERE post_id = ? AND network_key = ? AND outcome = 'unknown'"
                           " AND started_at >= ?",
                           "iisi", last, step->post_id, step->attempt->network_key, last - DAY_MS))
    return FALSE;
  if (g_strcmp0 (step->post->problem_code, "duplicate") == 0)
    step->started_at -= DUPLICATE_DAYS * DAY_MS;
  return TRUE;
}

gpointer
comms_outbox_look_begin (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;

  step->post = comms_posts_load (tx, step->post_id, error);
  if (step->post == NULL || !comms_post_rules_check (tx, step->post, COMMS_POST_VERB_SETTLE, error))
    return NULL;
  step->account = comms_post_rules_account (tx, step->post, error);
  if (step->account == NULL || !check_may_look (tx, step, error))
    return NULL;
  step->attempt = comms_post_table_last_attempt (tx->db, step->post_id, error);
  if (step->attempt == NULL)
    return NULL;

  step->body = g_strdup (step->attempt->body);
  return GINT_TO_POINTER (find_start (tx, step, error) && load_bound_ids (tx, step, error));
}

static gboolean
settle_found (CommsTx *tx, CommsOutboxStep *step, CommsPost *post, GError **error)
{
  g_object_set (post, "remote-id", step->reply->remote_id, "remote-url", step->reply->remote_url,
                "posted-at", step->attempt->started_at, "problem", NULL, "problem-code", NULL,
                "retry-at", G_GINT64_CONSTANT (0), NULL);
  return comms_cost_book (tx, post, error) &&
         comms_posts_step (tx, post, COMMS_POST_STATE_POSTED, "settle-posted", NULL, error) &&
         comms_posts_add_engagement (tx, post, error);
}

/* When the desk looks again: where it could not look, after as long again as it has waited. */
static gint64
find_next_look (CommsTx *tx, CommsOutboxStep *step)
{
  const gint64 next = comms_outbox_next_look (tx, step->account, step->attempt);
  const gint64 waited = tx->stamp.now - step->attempt->ended_at;

  if (next != 0 || step->reply != NULL || waited > DAY_MS)
    return next;
  return tx->stamp.now + CLAMP (waited, MINUTE_MS, LOOK_MOST);
}

/* Whether an absence is certain enough to send again: where the network takes a repeat under the
 * same key for the same post, and what was under way has had its time (networks, section 4); or
 * where the policy says so. What the network called a duplicate is there, found or not. */
static gboolean
may_send_again (CommsTx *tx, CommsOutboxStep *step, CommsPost *post)
{
  const CommsNetworkInfo *network = comms_network_info (step->account->network);
  const gint64 now = tx->stamp.now;

  if (step->reply == NULL || g_strcmp0 (step->reply->code, "absent") != 0 ||
      g_strcmp0 (post->problem_code, "duplicate") == 0)
    return FALSE;
  if (network != NULL && (network->supports & COMMS_NETWORK_SUPPORTS_KEY) != 0 &&
      now - step->attempt->ended_at >= KEY_AFTER && now - step->attempt->started_at <= KEY_UNTIL)
    return TRUE;
  return tx->policy->requeue_absent &&
         comms_outbox_next_look (tx, step->account, step->attempt) == 0;
}

static gboolean
note_look (CommsTx *tx, CommsOutboxStep *step, CommsPost *post, GError **error)
{
  const gint64 next = find_next_look (tx, step);

  g_object_set (post, "retry-at", next, NULL);
  if (step->reply != NULL && step->reply->sentence != NULL)
    g_object_set (post, "problem", step->reply->sentence, NULL);
  if (step->reply != NULL && next == 0 && g_strcmp0 (step->reply->code, "absent") == 0)
    g_object_set (post, "problem",
                  C_ ("outbox", "The desk looked and did not find this post, but it may still be "
                                "out; look at the account and say whether it is."),
                  NULL);
  return comms_post_table_note (tx->db, post, error);
}

/* Back into the queue, with the words that were frozen for the first try. A rule that came
 * meanwhile leaves it to a person. */
static gboolean
send_again (CommsTx *tx, CommsOutboxStep *step, CommsPost *post, GError **error)
{
  g_autoptr (CommsPost) before = comms_record_copy (post);
  g_autoptr (GError) refusal = NULL;

  g_object_set (post, "retry-at", G_GINT64_CONSTANT (0), "problem", NULL, "problem-code", NULL,
                NULL);
  if (comms_posts_step (tx, post, COMMS_POST_STATE_QUEUED, "requeue", NULL, &refusal))
    return TRUE;
  if (refusal->domain == COMMS_RULE_ERROR)
    return note_look (tx, step, before, error);
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

gpointer
comms_outbox_look_end (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, step->post_id, error);

  if (post == NULL)
    return NULL;
  /* A person was faster. */
  if (post->state != COMMS_POST_STATE_UNKNOWN)
    return GINT_TO_POINTER (TRUE);
  if (step->reply != NULL && step->reply->verdict == COMMS_VERDICT_POSTED)
    return GINT_TO_POINTER (settle_found (tx, step, post, error));
  /* Another process was: what was not found then says nothing about what it has sent since. */
  if (post->attempt != step->attempt->number)
    return GINT_TO_POINTER (TRUE);
  if (may_send_again (tx, step, post))
    return GINT_TO_POINTER (send_again (tx, step, post, error));
  return GINT_TO_POINTER (note_look (tx, step, post, error));
}

/* Withdrawing. */

gpointer
comms_outbox_withdraw_begin (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;

  step->post = comms_posts_load (tx, step->post_id, error);
  if (step->post == NULL || !comms_withdrawals_check (tx, step->post, step->reason, error))
    return NULL;
  step->account = comms_post_rules_account (tx, step->post, error);
  return GINT_TO_POINTER (step->account != NULL);
}

gpointer
comms_outbox_withdraw_end (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;

  return GINT_TO_POINTER (comms_withdrawals_settle (tx, step->post, step->reason, error));
}
