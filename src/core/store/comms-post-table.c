/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-post-table.h"

#include <glib/gi18n-lib.h>

#include "comms-audit-table.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-post-barriers.h"
#include "comms-record-table-private.h"
#include "comms-words.h"

static CommsPost *
load_row (CommsDb *db, CommsPost *post, GError **error)
{
  return comms_record_table_load (db, COMMS_TYPE_POST, comms_record_get_id (COMMS_RECORD (post)),
                                  error);
}

/* Writes what differs from @row with the new state, and the entry about it. The object keeps its
 * old state where that fails. */
static gboolean
write_step (CommsDb *db,
            const CommsStamp *stamp,
            CommsPost *row,
            CommsPost *post,
            CommsPostState to,
            const char *action,
            const char *note,
            GError **error)
{
  CommsPostState before = post->state;

  g_object_set (post, "state", to, NULL);
  if (comms_record_table_write_changes (db, row, COMMS_RECORD (post), error) &&
      comms_audit_table_append (db, stamp, COMMS_SUBJECT_POST,
                                comms_record_get_id (COMMS_RECORD (post)), action,
                                comms_enum_nick (COMMS_TYPE_POST_STATE, (int) row->state),
                                comms_enum_nick (COMMS_TYPE_POST_STATE, (int) to), note, error))
    return TRUE;

  g_object_set (post, "state", before, NULL);
  return FALSE;
}

static gboolean
save_new (CommsDb *db, CommsPost *post, GError **error)
{
  g_object_set (post, "state", COMMS_POST_STATE_DRAFT, NULL);
  return comms_record_table_write (db, COMMS_RECORD (post), error);
}

gboolean
comms_post_table_save (CommsDb *db, CommsPost *post, GError **error)
{
  g_autoptr (CommsPost) row = NULL;

  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);

  if (!comms_post_barriers_signed (post, post->due_at, error))
    return FALSE;
  if (comms_record_get_id (COMMS_RECORD (post)) == 0)
    return save_new (db, post, error);

  row = load_row (db, post, error);
  if (row == NULL)
    return FALSE;
  if (!comms_post_state_is_open (row->state))
    {
      g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
                           C_ ("outbox", "This post has left or is leaving, so it stays as it is. "
                                         "Write a new one."));
      return FALSE;
    }
  g_object_set (post, "state", row->state, NULL);
  return comms_record_table_write (db, COMMS_RECORD (post), error);
}

/* What lies before a state, besides the step itself. Going back is always allowed: an embargo
 * that was set later keeps no post in the queue. */
static gboolean
check_state (
  CommsDb *db, CommsPost *post, CommsPostState from, CommsPostState to, gint64 now, GError **error)
{
  gboolean goes_back = from == COMMS_POST_STATE_QUEUED || from == COMMS_POST_STATE_MISSED;

  if (to == COMMS_POST_STATE_APPROVED)
    return (goes_back || comms_post_barriers_not_frozen (db, error)) &&
           comms_post_barriers_approved (db, post, post->due_at, error) &&
           (goes_back || post->due_at == 0 ||
            comms_post_barriers_embargo (db, post, post->due_at, error));

  if (to == COMMS_POST_STATE_QUEUED)
    return comms_post_barriers_not_frozen (db, error) &&
           comms_post_barriers_approved (db, post, post->due_at, error) &&
           comms_post_barriers_reread (post, error) && comms_post_barriers_twin (db, post, error) &&
           comms_post_barriers_embargo (db, post, post->due_at != 0 ? post->due_at : now, error);

  /* By hand: what a person put there themselves is what was approved, and not before its time. */
  if (to == COMMS_POST_STATE_POSTED && from != COMMS_POST_STATE_UNKNOWN)
    return comms_post_barriers_approved (db, post, 0, error) &&
           comms_post_barriers_embargo (db, post, now, error);

  return TRUE;
}

gboolean
comms_post_table_set_state (CommsDb *db,
                            const CommsStamp *stamp,
                            CommsPost *post,
                            CommsPostState state,
                            const char *action,
                            const char *note,
                            GError **error)
{
  g_autoptr (CommsPost) row = NULL;

  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);
  g_return_val_if_fail (stamp != NULL && action != NULL, FALSE);

  row = load_row (db, post, error);
  if (row == NULL)
    return FALSE;

  return comms_post_barriers_step (row->state, state, error) &&
         check_state (db, post, row->state, state, stamp->now, error) &&
         write_step (db, stamp, row, post, state, action, note, error);
}

static CommsAttempt *
attempt_new (CommsPost *post, const char *body, gint64 now)
{
  return g_object_new (COMMS_TYPE_ATTEMPT, "post-id", comms_record_get_id (COMMS_RECORD (post)),
                       "number", post->attempt, "body", body, "network-key", post->network_key,
                       "started-at", now, NULL);
}

static gboolean
check_unchanged (CommsDb *db, CommsPost *row, CommsPost *post, GError **error)
{
  if (comms_record_equal (row, post))
    return TRUE;

  comms_db_set_error (db, COMMS_STORE_ERROR_STALE, error);
  return FALSE;
}

CommsAttempt *
comms_post_table_begin_attempt (CommsDb *db,
                                const CommsStamp *stamp,
                                CommsPost *post,
                                const char *holder,
                                const char *body,
                                const char *note,
                                GError **error)
{
  g_autoptr (CommsPost) row = NULL;
  g_autoptr (CommsAttempt) attempt = NULL;

  g_return_val_if_fail (COMMS_IS_POST (post), NULL);
  g_return_val_if_fail (stamp != NULL && holder != NULL && body != NULL, NULL);

  row = load_row (db, post, error);
  if (row == NULL || !comms_post_barriers_leave (db, row, holder, stamp->now, error) ||
      !check_unchanged (db, row, post, error))
    return NULL;

  g_object_set (post, "attempt", row->attempt + 1, NULL);
  attempt = attempt_new (post, body, stamp->now);
  if (!write_step (db, stamp, row, post, COMMS_POST_STATE_SENDING, "send", note, error) ||
      !comms_record_table_write (db, COMMS_RECORD (attempt), error))
    return NULL;
  return g_steal_pointer (&attempt);
}

/* A sender that was thought dead may still come back with the network's answer. Its "posted" is
 * worth more than what was put down in the meantime, also by a person who did not find the post,
 * unless that says something else by now or was sent again; for the rest a person has been asked.
 */
static gboolean
is_late_yes (CommsPost *row, CommsPost *post, CommsAttempt *attempt, CommsPostState state)
{
  return state == COMMS_POST_STATE_POSTED && row->attempt == attempt->number &&
         (row->state == COMMS_POST_STATE_UNKNOWN ||
          (comms_post_state_is_open (row->state) && comms_post_is_sent_alike (row, post)));
}

static gboolean
close_attempt (CommsDb *db, const CommsStamp *stamp, CommsAttempt *attempt, GError **error)
{
  if (attempt->ended_at == 0)
    g_object_set (attempt, "ended-at", stamp->now, NULL);
  return comms_record_table_write (db, COMMS_RECORD (attempt), error);
}

gboolean
comms_post_table_end_attempt (CommsDb *db,
                              const CommsStamp *stamp,
                              CommsPost *post,
                              CommsAttempt *attempt,
                              CommsPostState state,
                              const char *action,
                              const char *note,
                              GError **error)
{
  g_autoptr (CommsPost) row = NULL;

  g_return_val_if_fail (COMMS_IS_POST (post) && COMMS_IS_ATTEMPT (attempt), FALSE);
  g_return_val_if_fail (stamp != NULL && action != NULL, FALSE);

  row = load_row (db, post, error);
  if (row == NULL)
    return FALSE;

  if (is_late_yes (row, post, attempt, state))
    g_object_set (post, "version", row->version, NULL);
  else
    {
      if (row->state != COMMS_POST_STATE_SENDING || row->attempt != attempt->number)
        {
          comms_db_set_error (db, COMMS_STORE_ERROR_STALE, error);
          return FALSE;
        }
      if (!comms_post_barriers_outcome (row->state, state, error) ||
          !close_attempt (db, stamp, attempt, error))
        return FALSE;
    }

  if (state == COMMS_POST_STATE_POSTED && post->posted_at == 0)
    g_object_set (post, "posted-at", stamp->now, NULL);
  return write_step (db, stamp, row, post, state, action, note, error);
}

gboolean
comms_post_table_note (CommsDb *db, CommsPost *post, GError **error)
{
  g_autoptr (CommsPost) row = load_row (db, post, error);

  if (row == NULL)
    return FALSE;

  g_object_set (row, "problem", post->problem, "problem-code", post->problem_code, "retry-at",
                post->retry_at, "withdrawn-at", post->withdrawn_at, "withdrawn-by",
                post->withdrawn_by, "withdraw-asked-by", post->withdraw_asked_by, "withdraw-reason",
                post->withdraw_reason, NULL);
  return comms_record_table_write (db, COMMS_RECORD (row), error);
}

GPtrArray *
comms_post_table_due (
  CommsDb *db, gint64 account_id, gint64 now, guint limit, guint offset, GError **error)
{
  return comms_record_table_select (db, COMMS_TYPE_POST, error,
                                    "WHERE account_id = ? AND state = 'queued' AND due_at <= ?"
                                    " AND hold_until <= ? AND retry_at <= ? AND deleted_at = 0"
                                    " ORDER BY due_at, thread_position, id LIMIT ? OFFSET ?",
                                    "iiiiii", account_id, now, now, now, (gint64) limit,
                                    (gint64) offset);
}

GPtrArray *
comms_post_table_sending (CommsDb *db, gint64 account_id, GError **error)
{
  /* By the index of the states: few posts are in this one, and an account may have very many. */
  return comms_record_table_select (db, COMMS_TYPE_POST, error,
                                    "WHERE state = 'sending' AND +account_id = ?", "i", account_id);
}

CommsAttempt *
comms_post_table_last_attempt (CommsDb *db, gint64 post_id, GError **error)
{
  g_autoptr (GPtrArray) attempts = NULL;

  attempts =
    comms_record_table_select (db, COMMS_TYPE_ATTEMPT, error,
                               "WHERE post_id = ? ORDER BY number DESC LIMIT 1", "i", post_id);
  if (attempts == NULL)
    return NULL;

  if (attempts->len == 0)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND,
                           C_ ("outbox", "This post was never sent."));
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (attempts, 0));
}
