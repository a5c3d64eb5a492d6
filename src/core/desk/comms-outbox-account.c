/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-outbox-private.h"

#include "comms-accounts-private.h"
#include "comms-cost.h"
#include "comms-error.h"
#include "comms-post-rules.h"
#include "comms-record-table.h"
#include "comms-zone.h"

/* What an account waits for: its network, the clock, the month's cap, the policy's spacing. */

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)

/* How long the desk waits at most before it tries again to reach a network. */
#define RETRY_MOST (15 * MINUTE_MS)

/* A server tells its time in whole seconds, and an answer takes a while: that is no news. A clock
 * that is off by more is told of, and by more still sends nothing at its time (networks, section
 * 6). */
#define SKEW_NOISE (2 * SECOND_MS)
#define SKEW_WARN MINUTE_MS
#define SKEW_STOP (5 * MINUTE_MS)

/* Few posts are left where no more than this part of what the network allows is. */
#define RATE_FEW 10

gint64
comms_outbox_waits_until (CommsTx *tx, CommsAccount *account)
{
  if (tx->policy->paused_reason != NULL || account->state == COMMS_ACCOUNT_STATE_SIGN_IN ||
      account->state == COMMS_ACCOUNT_STATE_REMOVED || comms_accounts_is_paused_by_person (account))
    return G_MAXINT64;
  return account->paused_until;
}

/* What has a later time went out before the clock was set back. */
gboolean
comms_outbox_spaced_until (CommsTx *tx, gint64 account_id, gint64 *until, GError **error)
{
  const gint64 spacing = tx->policy->spacing_seconds * SECOND_MS;

  *until = 0;
  if (spacing == 0)
    return TRUE;
  if (!comms_db_query_int (tx->db, until, 0, error,
                           "SELECT max(posted_at) FROM post"
                           " WHERE posted_at > ? AND posted_at <= ? AND account_id = ?",
                           "iii", tx->stamp.now - spacing, tx->stamp.now, account_id))
    return FALSE;
  if (*until != 0)
    *until += spacing;
  return TRUE;
}

/* The clock. */

char *
comms_account_dup_clock_warning (CommsAccount *account)
{
  const gint64 skew = account->clock_skew;
  const int minutes = (int) ((ABS (skew) + MINUTE_MS / 2) / MINUTE_MS);
  const CommsNetworkInfo *network = comms_network_info (account->network);
  const char *name = network != NULL ? network->name : account->network;

  if (ABS (skew) <= SKEW_WARN)
    return NULL;
  if (skew > 0)
    return g_strdup_printf (
      /* Translators: %1$d is a number of minutes, %2$s the name of a network */
      ngettext ("This computer’s clock is %1$d minute behind that of %2$s; set it right, for posts "
                "leave by it.",
                "This computer’s clock is %1$d minutes behind that of %2$s; set it right, for "
                "posts leave by it.",
                (gulong) minutes),
      minutes, name);
  return g_strdup_printf (
    /* Translators: %1$d is a number of minutes, %2$s the name of a network */
    ngettext ("This computer’s clock is %1$d minute ahead of that of %2$s; set it right, for posts "
              "leave by it.",
              "This computer’s clock is %1$d minutes ahead of that of %2$s; set it right, for "
              "posts "
              "leave by it.",
              (gulong) minutes),
    minutes, name);
}

/* The rate. */

/* The last reply says how many it takes until the window ends; after that it is no longer true. */
static gboolean
is_rate_low (CommsAccount *account, gint64 now)
{
  return account->rate_limit > 0 && account->rate_reset_at > now &&
         account->rate_remaining <= account->rate_limit / RATE_FEW;
}

char *
comms_account_dup_rate_warning (CommsAccount *account, gint64 now, const char *zone)
{
  const int left = (int) CLAMP (account->rate_remaining, 0, G_MAXINT);
  g_autoptr (GDateTime) reset = NULL;
  g_autofree char *time = NULL;

  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  if (!is_rate_low (account, now))
    return NULL;
  reset = comms_zone_date_time (zone, account->rate_reset_at);
  time = g_date_time_format (reset, C_ ("date", "%a %-d %b, %H:%M"));
  if (left == 0)
    /* Translators: a handle, then a date and time */
    return g_strdup_printf (C_ ("account", "No post is left for @%s until %s; what is due waits "
                                           "until then."),
                            account->handle, time);
  return g_strdup_printf (
    /* Translators: %1$d is a number of posts, %2$s a handle, %3$s a date and time */
    ngettext ("%1$d post is left for @%2$s until %3$s.",
              "%1$d posts are left for @%2$s until %3$s.", (gulong) left),
    left, account->handle, time);
}

/* What a person sends at this moment needs no clock. */
static gboolean
is_stopped_by_clock (CommsPost *post, CommsAccount *account)
{
  return ABS (account->clock_skew) > SKEW_STOP && post->due_at > post->reread_at;
}

gboolean
comms_outbox_check_waits (
  CommsTx *tx, CommsOutboxStep *step, CommsPost *post, CommsAccount *account, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  if (is_stopped_by_clock (post, account))
    {
      step->wait_code = g_strdup ("clock");
      step->problem = comms_account_dup_clock_warning (account);
      return TRUE;
    }
  if (comms_cost_check_cap_to_leave (tx, post, &refusal))
    return TRUE;
  if (!g_error_matches (refusal, COMMS_RULE_ERROR, COMMS_RULE_LIMIT))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  step->wait_code = g_strdup ("rule");
  step->problem = g_strdup (refusal->message);
  return TRUE;
}

gpointer
comms_outbox_note_skew (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, step->account_id, error);

  if (account == NULL)
    return NULL;
  g_object_set (account, "clock-skew", step->skew, NULL);
  return GINT_TO_POINTER (comms_record_table_save (tx->db, COMMS_RECORD (account), error));
}

/* Trying again. */

gint64
comms_outbox_retry_at (CommsTx *tx, CommsPost *post, const CommsReply *reply)
{
  const gint64 now = tx->stamp.now;
  const gint64 leave_at = comms_post_rules_leave_at (post);
  const gint64 last = leave_at + tx->policy->grace_minutes * MINUTE_MS - MINUTE_MS;
  gint64 at;

  if (reply->retry_at == 0 || !comms_reply_is_offline (reply))
    return reply->retry_at;
  at = now + CLAMP (now - leave_at, MINUTE_MS, RETRY_MOST);
  /* Once more before it is too late. */
  return at > last && last >= now + MINUTE_MS ? last : at;
}

/* What an answer tells. */

static char *
dup_limit_sentence (CommsTx *tx, CommsAccount *account)
{
  const CommsNetworkInfo *network = comms_network_info (account->network);
  g_autofree char *time = comms_tx_dup_time (tx, account->rate_reset_at);

  return g_strdup_printf (
    /* Translators: the name of a network, a handle, then a date and time */
    C_ ("outbox", "%1$s takes no more posts from @%2$s before %3$s, so the desk waits until then."),
    network != NULL ? network->name : account->network, account->handle, time);
}

/* What holds one post back holds all of the account back, until a time or until a person acts. An
 * account that waited goes on when the network takes a post again. */
static gboolean
note_state (CommsTx *tx, CommsAccount *account, const CommsReply *reply, GError **error)
{
  const gboolean held = reply->verdict == COMMS_VERDICT_HELD;
  g_autofree char *limit = NULL;

  if (comms_accounts_is_paused_by_person (account) || account->state == COMMS_ACCOUNT_STATE_REMOVED)
    return comms_record_table_save (tx->db, COMMS_RECORD (account), error); /* meanwhile */
  if (held && g_strcmp0 (reply->code, "sign-in") == 0)
    return comms_accounts_set_state (tx, account, COMMS_ACCOUNT_STATE_SIGN_IN, 0, reply->sentence,
                                     error);
  if (held && (g_strcmp0 (reply->code, "limit") == 0 || g_strcmp0 (reply->code, "credit") == 0))
    return comms_accounts_set_state (tx, account, COMMS_ACCOUNT_STATE_PAUSED, reply->retry_at,
                                     reply->sentence, error);
  /* The budget is used up: the next one would be refused. */
  if (reply->remaining == 0 && reply->reset_at > tx->stamp.now)
    {
      limit = dup_limit_sentence (tx, account);
      return comms_accounts_set_state (tx, account, COMMS_ACCOUNT_STATE_PAUSED, reply->reset_at,
                                       limit, error);
    }
  /* Whoever has mended the connection need not wait: the account stays ready for them. */
  if (held && comms_reply_is_offline (reply))
    return comms_accounts_set_state (tx, account, COMMS_ACCOUNT_STATE_READY, reply->retry_at,
                                     reply->sentence, error);
  if (reply->verdict == COMMS_VERDICT_POSTED)
    return comms_accounts_set_state (tx, account, COMMS_ACCOUNT_STATE_READY, 0, NULL, error);
  return comms_record_table_save (tx->db, COMMS_RECORD (account), error);
}

gboolean
comms_outbox_note_account (CommsTx *tx, CommsOutboxStep *step, GError **error)
{
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, step->account_id, error);
  const CommsReply *reply = step->reply;
  const gint64 skew = reply->server_time - tx->stamp.now;

  if (account == NULL)
    return FALSE;
  if (reply->verdict == COMMS_VERDICT_POSTED &&
      ABS (tx->stamp.now - account->checked_at) >= MINUTE_MS)
    g_object_set (account, "checked-at", tx->stamp.now, NULL);
  if (reply->server_time > 0 && ABS (skew - account->clock_skew) > SKEW_NOISE)
    g_object_set (account, "clock-skew", skew, NULL);
  if (reply->remaining >= 0 && reply->reset_at > 0)
    g_object_set (account, "rate-limit", MAX (reply->limit, 0), "rate-remaining", reply->remaining,
                  "rate-reset-at", reply->reset_at, NULL);
  if (reply->limits != NULL)
    comms_accounts_take_limits (account, reply->limits);
  return note_state (tx, account, reply, error);
}
