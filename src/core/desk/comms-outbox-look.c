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

/* Until when the account may not send: 0 for now, G_MAXINT64 for until a person acts. */
static gint64
account_waits_until (CommsTx *tx, CommsAccount *account)
{
  if (tx->policy->paused_reason != NULL || account->state == COMMS_ACCOUNT_STATE_SIGN_IN ||
      account->state == COMMS_ACCOUNT_STATE_REMOVED)
    return G_MAXINT64;
  if (account->state == COMMS_ACCOUNT_STATE_PAUSED)
    return account->paused_until != 0 ? account->paused_until : G_MAXINT64;
  return 0;
}

char *
comms_outbox_dup_late_sentence (CommsTx *tx)
{
  const int minutes = (int) tx->policy->grace_minutes;

  return g_strdup_printf (ngettext ("This post could not leave within %d minute of its time; send "
                                    "it now, give it another time, or let it go.",
                                    "This post could not leave within %d minutes of its time; send "
                                    "it now, give it another time, or let it go.",
                                    (gulong) minutes),
                          minutes);
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
  else if (account_waits_until (tx, account) > tx->stamp.now && account->pause_reason != NULL)
    *reason = g_strdup (account->pause_reason);
  else if (post->thread_position > 1 && before == NULL)
    *reason = g_strdup (C_ ("outbox", "The part of the thread before this post did not go out, so "
                                      "this one waits; see what became of that one."));
  else
    *reason = comms_outbox_dup_late_sentence (tx);
  return TRUE;
}

static gboolean
miss (CommsTx *tx, CommsOutboxScan *scan, CommsPost *post, CommsAccount *account, GError **error)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (post));
  g_autofree char *problem = NULL;

  if (!find_reason (tx, post, account, &problem, error))
    return FALSE;
  g_object_set (post, "problem", problem, "problem-code", "late", "retry-at", G_GINT64_CONSTANT (0),
                NULL);
  g_array_append_val (scan->changed_ids, id);
  return comms_posts_step (tx, post, COMMS_POST_STATE_MISSED, "missed", problem, error);
}

static gboolean
scan_queued (CommsTx *tx, CommsOutboxScan *scan, CommsPost *post, GError **error)
{
  const gint64 now = tx->stamp.now;
  const gint64 leave_at = comms_post_rules_leave_at (post);
  const gint64 missed_at = leave_at + tx->policy->grace_minutes * MINUTE_MS + 1;
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, post->account_id, error);
  gint64 ready_at;

  if (account == NULL)
    return FALSE;
  if (now >= missed_at)
    return miss (tx, scan, post, account, error);

  sooner (&scan->next_due, MAX (leave_at, post->retry_at));
  ready_at = MAX (MAX (leave_at, post->retry_at), account_waits_until (tx, account));
  if (ready_at <= now)
    add_account (scan, post->account_id);
  sooner (&scan->next_wake, ready_at > now ? MIN (ready_at, missed_at) : missed_at);
  return TRUE;
}

static gboolean
scan_all_queued (CommsTx *tx, CommsOutboxScan *scan, GError **error)
{
  g_autoptr (GPtrArray) queued =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                               "WHERE state = 'queued' AND deleted_at = 0 ORDER BY due_at", "");

  if (queued == NULL)
    return FALSE;
  for (guint i = 0; i < queued->len; i++)
    if (!scan_queued (tx, scan, g_ptr_array_index (queued, i), error))
      return FALSE;
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

  if (!scan_all_queued (tx, scan, error) || !scan_sending (tx, scan, error) ||
      !scan_unknown (tx, scan, error))
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
  step->started_at = step->attempt->started_at;
  if (g_strcmp0 (step->post->problem_code, "duplicate") == 0)
    step->started_at -= DUPLICATE_DAYS * DAY_MS;
  return GINT_TO_POINTER (load_bound_ids (tx, step, error));
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

/* An absence is not certain enough to send again: the network may show a post late. After the last
 * look a person decides. */
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

  g_object_set (post, "retry-at", comms_outbox_next_look (tx, step->account, step->attempt), NULL);
  if (step->reply != NULL && step->reply->sentence != NULL)
    g_object_set (post, "problem", step->reply->sentence, NULL);
  return GINT_TO_POINTER (comms_post_table_note (tx->db, post, error));
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
