/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-post-barriers.h"

#include <glib/gi18n-lib.h>

#include "comms-account.h"
#include "comms-approval-table.h"
#include "comms-error.h"
#include "comms-lease-table.h"
#include "comms-media-table.h"
#include "comms-policy.h"
#include "comms-post-table.h"
#include "comms-record-table.h"

static gboolean
refuse (GError **error, CommsRuleError rule, const char *sentence)
{
  g_set_error_literal (error, COMMS_RULE_ERROR, (int) rule, sentence);
  return FALSE;
}

gboolean
comms_post_barriers_outcome (CommsPostState from, CommsPostState to, GError **error)
{
  if (comms_post_state_may_become (from, to))
    return TRUE;

  return refuse (error, COMMS_RULE_STATE,
                 C_ ("outbox", "This post does not stand where it stood when this was asked. Look "
                               "at it again."));
}

gboolean
comms_post_barriers_step (CommsPostState from, CommsPostState to, GError **error)
{
  if (from != COMMS_POST_STATE_SENDING && to != COMMS_POST_STATE_SENDING)
    return comms_post_barriers_outcome (from, to, error);

  return refuse (error, COMMS_RULE_STATE,
                 C_ ("outbox", "This post is leaving at this moment. Wait for the outcome."));
}

gboolean
comms_post_barriers_signed (CommsPost *post, gint64 at, GError **error)
{
  g_autofree char *hash = NULL;

  if (post->approved_hash == NULL)
    return TRUE;

  hash = comms_post_dup_hash (post, post->approved_from, post->approved_until);
  if (!g_str_equal (hash, post->approved_hash))
    return refuse (error, COMMS_RULE_APPROVAL,
                   C_ ("outbox", "This post was changed after it was approved. Have it approved "
                                 "again."));
  if (at != 0 && (at < post->approved_from || at >= post->approved_until))
    return refuse (error, COMMS_RULE_APPROVAL,
                   C_ ("outbox", "This post was approved for another time. Have it approved "
                                 "again."));
  return TRUE;
}

/* The policy, or NULL with @error set; a desk without one has the strict defaults of the record. */
static CommsPolicy *
load_policy (CommsDb *db, GError **error)
{
  g_autoptr (GError) missing = NULL;
  CommsPolicy *policy = comms_record_table_share (db, COMMS_TYPE_POLICY, 1, &missing);

  if (policy != NULL)
    return policy;
  if (g_error_matches (missing, COMMS_ERROR, COMMS_ERROR_NOT_FOUND))
    return g_object_new (COMMS_TYPE_POLICY, "approvals", G_GINT64_CONSTANT (1), NULL);
  g_propagate_error (error, g_steal_pointer (&missing));
  return NULL;
}

gboolean
comms_post_barriers_duty (
  CommsDb *db, CommsPost *post, CommsPolicy *policy, gboolean *signed_it, GError **error)
{
  gint64 n_duty = 0;
  gint64 n_both = 0;

  if (post->urgent &&
      (!comms_approval_table_count (db, post, 0, "duty", &n_duty, error) ||
       (policy->duty_officer_id != 0 &&
        !comms_approval_table_count (db, post, policy->duty_officer_id, "legal", &n_both, error))))
    return FALSE;
  *signed_it = n_duty + n_both > 0;
  return TRUE;
}

/* As many people as the policy asks for. @n_signatures is counted only where it asks for any. */
static gboolean
has_signatures (CommsDb *db,
                CommsPost *post,
                CommsPolicy *policy,
                gint64 *n_signatures,
                gboolean *enough,
                GError **error)
{
  const gint64 n_asked = comms_policy_approvals (policy, post);

  *n_signatures = 0;
  if (n_asked > 0 && !comms_approval_table_count (db, post, 0, NULL, n_signatures, error))
    return FALSE;
  *enough = *n_signatures >= n_asked;
  return *enough || comms_post_barriers_duty (db, post, policy, enough, error);
}

static gboolean
check_legal (CommsDb *db, CommsPost *post, GError **error)
{
  gint64 n_legal;

  if (!post->legal)
    return TRUE;
  if (!comms_approval_table_count (db, post, 0, "legal", &n_legal, error))
    return FALSE;
  if (n_legal > 0)
    return TRUE;
  return refuse (error, COMMS_RULE_APPROVAL,
                 C_ ("outbox", "This post is marked as legal. The legal reviewer has to approve it "
                               "as well."));
}

gboolean
comms_post_barriers_approved (CommsDb *db, CommsPost *post, gint64 at, GError **error)
{
  g_autoptr (CommsPolicy) policy = load_policy (db, error);
  gint64 n_signatures;
  gboolean enough;

  if (policy == NULL)
    return FALSE;

  if (post->approved_hash == NULL || post->approved_at == 0)
    return refuse (error, COMMS_RULE_APPROVAL,
                   C_ ("outbox", "This post is not approved. Submit it for review first."));
  if (!comms_post_barriers_signed (post, at, error) || !check_legal (db, post, error) ||
      !has_signatures (db, post, policy, &n_signatures, &enough, error))
    return FALSE;

  if (enough)
    return TRUE;
  if (n_signatures > 0)
    return refuse (error, COMMS_RULE_APPROVAL,
                   C_ ("outbox", "This post needs the approval of one more person."));
  return refuse (error, COMMS_RULE_APPROVAL,
                 C_ ("outbox", "This post was approved only by whoever wrote it. Another person "
                               "has to approve it."));
}

gboolean
comms_post_barriers_not_frozen (CommsDb *db, GError **error)
{
  g_autoptr (CommsPolicy) policy = load_policy (db, error);

  if (policy == NULL)
    return FALSE;
  if (policy->paused_at == 0 && policy->paused_reason == NULL)
    return TRUE;
  return refuse (error, COMMS_RULE_PAUSED,
                 C_ ("outbox", "All sending is paused. Nothing is approved, queued or sent until "
                               "a manager lets it go on."));
}

gboolean
comms_post_barriers_reread (CommsPost *post, GError **error)
{
  if (post->rereader_id != 0 && post->reread_at != 0)
    return TRUE;

  return refuse (error, COMMS_RULE_APPROVAL,
                 C_ ("outbox", "Nobody has re-read this post. Re-read it, then schedule it."));
}

gboolean
comms_post_barriers_embargo (CommsDb *db, CommsPost *post, gint64 at, GError **error)
{
  gint64 embargo_at;

  if (post->release_id == 0)
    return TRUE;

  if (!comms_db_query_int (db, &embargo_at, 0, error,
                           "SELECT embargo_at FROM \"release\" WHERE id = ?", "i",
                           post->release_id))
    return FALSE;
  if (embargo_at <= at)
    return TRUE;
  return refuse (error, COMMS_RULE_EMBARGO,
                 C_ ("outbox", "The document of this post is under embargo at that time. Choose a "
                               "time after the embargo lifts."));
}

gboolean
comms_post_barriers_twin (CommsDb *db, CommsPost *post, GError **error)
{
  gint64 n_twins;

  if (post->stale_since == 0 || post->twin_id == 0)
    return TRUE;

  if (!comms_db_query_int (db, &n_twins, 0, error,
                           "SELECT count(*) FROM post"
                           " WHERE id = ? AND twin_id = ? AND deleted_at = 0",
                           "ii", post->twin_id, comms_record_get_id (COMMS_RECORD (post))))
    return FALSE;
  if (n_twins == 0)
    return TRUE;
  return refuse (error, COMMS_RULE_TWIN,
                 C_ ("outbox", "The twin of this post in the other language was changed after it. "
                               "Compare the two, then say that this one is still right."));
}

/* Sending */

#define MINUTE_MS (G_GINT64_CONSTANT (60) * 1000)

/* What was approved for a day does not leave on another; only the patience that the policy has
 * with a post that is late goes beyond. */
static gboolean
check_window (CommsDb *db, CommsPost *post, gint64 now, GError **error)
{
  g_autoptr (CommsPolicy) policy = load_policy (db, error);

  if (policy == NULL)
    return FALSE;
  if (now >= post->approved_from && now < post->approved_until + policy->grace_minutes * MINUTE_MS)
    return TRUE;
  return refuse (error, COMMS_RULE_TIME,
                 C_ ("outbox", "The time for which this post was approved is over. Give it another "
                               "time and have it approved again."));
}

/* A network may take minutes for a film, and a keyring waits for a person as long as it takes. */
#define UNDERWAY_MINUTES 10

static gboolean
check_patience (CommsDb *db, gint64 since, gint64 now, GError **error)
{
  g_autoptr (CommsPolicy) policy = load_policy (db, error);
  g_autofree char *sentence = NULL;

  if (policy == NULL)
    return FALSE;
  if (now - since <= MAX (policy->grace_minutes, UNDERWAY_MINUTES) * MINUTE_MS)
    return TRUE;
  sentence = comms_policy_dup_late_sentence (policy);
  return refuse (error, COMMS_RULE_TIME, sentence);
}

gboolean
comms_post_barriers_underway (
  CommsDb *db, CommsPost *post, gint64 since, gint64 now, GError **error)
{
  return check_window (db, post, now, error) && check_patience (db, since, now, error) &&
         comms_post_barriers_embargo (db, post, now, error);
}

/* The late policy, also for what was due while the computer slept in the middle of a pass. */
static gboolean
check_not_late (CommsDb *db, CommsPost *post, gint64 now, GError **error)
{
  g_autoptr (CommsPolicy) policy = load_policy (db, error);
  g_autofree char *sentence = NULL;

  if (policy == NULL)
    return FALSE;
  if (now <= MAX (post->due_at, post->hold_until) + policy->grace_minutes * MINUTE_MS)
    return TRUE;
  sentence = comms_policy_dup_late_sentence (policy);
  return refuse (error, COMMS_RULE_TIME, sentence);
}

static gboolean
check_time (CommsPost *post, gint64 now, GError **error)
{
  if (post->due_at != 0 && post->due_at <= now && post->hold_until <= now && post->retry_at <= now)
    return TRUE;

  return refuse (error, COMMS_RULE_TIME,
                 C_ ("outbox",
                     "The time of this post has not come yet. It leaves by itself when it "
                     "has."));
}

/* What leaves is what was signed, whatever became of the rows of its pictures meanwhile. */
static gboolean
check_media (CommsDb *db, CommsPost *post, GError **error)
{
  g_autoptr (GPtrArray) media = NULL;
  g_autofree char *hash = NULL;

  media = comms_media_table_list (db, comms_record_get_id (COMMS_RECORD (post)), FALSE, error);
  if (media == NULL)
    return FALSE;

  hash = comms_media_dup_hash (media);
  if (g_strcmp0 (hash, post->media_hash) == 0)
    return TRUE;
  return refuse (error, COMMS_RULE_APPROVAL,
                 C_ ("outbox", "The pictures of this post were changed after it was approved. Have "
                               "it approved again."));
}

static gboolean
check_account_sends (CommsDb *db, CommsPost *post, gint64 now, GError **error)
{
  g_autoptr (CommsAccount) account = NULL;

  account = comms_record_table_share (db, COMMS_TYPE_ACCOUNT, post->account_id, error);
  if (account == NULL)
    return FALSE;

  switch (account->state)
    {
    case COMMS_ACCOUNT_STATE_READY:
      return TRUE;
    case COMMS_ACCOUNT_STATE_PAUSED:
      if (account->paused_until != 0 && account->paused_until <= now)
        return TRUE;
      return refuse (error, COMMS_RULE_PAUSED,
                     C_ ("outbox", "The account of this post is paused. Let it go on under "
                                   "Accounts."));
    case COMMS_ACCOUNT_STATE_SIGN_IN:
      return refuse (error, COMMS_RULE_PAUSED,
                     C_ ("outbox",
                         "The account of this post has to be signed in again. Do so under "
                         "Accounts."));
    case COMMS_ACCOUNT_STATE_REMOVED:
      return refuse (error, COMMS_RULE_STATE,
                     C_ ("outbox", "The account of this post is signed out of this desk. Choose "
                                   "another account."));
    default:
      g_assert_not_reached ();
    }
}

static gboolean
check_lease (CommsDb *db, CommsPost *post, const char *holder, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) sending = comms_post_table_sending (db, post->account_id, error);
  gboolean held;

  if (sending == NULL ||
      !comms_lease_table_is_held (db, post->account_id, holder, now, &held, error))
    return FALSE;

  if (held && sending->len == 0)
    return TRUE;
  return refuse (error, COMMS_RULE_STATE,
                 C_ ("outbox", "Another post is leaving from this account at this moment. This one "
                               "follows when that has an outcome."));
}

/* A thread is read in order, so it is sent in order, and on one account. */
static gboolean
check_thread (CommsDb *db, CommsPost *post, GError **error)
{
  gint64 n_before;

  if (post->thread_position <= 1)
    return TRUE;

  if (!comms_db_query_int (db, &n_before, 0, error,
                           "SELECT count(*) FROM post WHERE (thread_id = ? OR id = ?)"
                           " AND thread_position = ? AND account_id = ? AND state = 'posted'"
                           " AND withdrawn_at = 0",
                           "iiii", post->thread_id, post->thread_id, post->thread_position - 1,
                           post->account_id))
    return FALSE;
  if (n_before > 0)
    return TRUE;
  return refuse (error, COMMS_RULE_STATE,
                 C_ ("outbox", "The part of the thread before this post is not out yet. See what "
                               "became of that one."));
}

gboolean
comms_post_barriers_leave (
  CommsDb *db, CommsPost *post, const char *holder, gint64 now, GError **error)
{
  if (post->state != COMMS_POST_STATE_QUEUED || post->deleted_at != 0)
    return refuse (error, COMMS_RULE_STATE,
                   C_ ("outbox", "This post is not in the queue any more, so it was not sent."));

  return check_time (post, now, error) &&
         comms_post_barriers_approved (db, post, post->due_at, error) &&
         check_window (db, post, now, error) && check_not_late (db, post, now, error) &&
         check_media (db, post, error) && comms_post_barriers_reread (post, error) &&
         comms_post_barriers_twin (db, post, error) &&
         comms_post_barriers_embargo (db, post, now, error) &&
         comms_post_barriers_not_frozen (db, error) && check_account_sends (db, post, now, error) &&
         check_lease (db, post, holder, now, error) && check_thread (db, post, error);
}
