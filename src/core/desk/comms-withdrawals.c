/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-withdrawals.h"

#include <glib/gi18n-lib.h>

#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-post-rules.h"
#include "comms-post-table.h"
#include "comms-posts-private.h"
#include "comms-record-table.h"

static gboolean
refuse (GError **error, CommsRuleError rule, const char *sentence)
{
  g_set_error_literal (error, COMMS_RULE_ERROR, (int) rule, sentence);
  return FALSE;
}

static gboolean
check_reason (const char *reason, GError **error)
{
  if (reason != NULL && *reason != '\0')
    return TRUE;

  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("outbox", "A withdrawal needs a reason; write why the post has to go."));
  return FALSE;
}

/* Who asked, and what for, as the row has it. */
static gboolean
save (CommsTx *tx, CommsPost *post, const char *action, const char *why, GError **error)
{
  g_autofree char *note = comms_posts_dup_note (tx, post, why);

  return comms_post_table_note (tx->db, post, error) &&
         comms_tx_audit (tx, COMMS_SUBJECT_POST, comms_record_get_id (COMMS_RECORD (post)), action,
                         NULL, NULL, note, error);
}

gboolean
comms_withdrawals_ask (CommsTx *tx, gint64 id, const char *reason, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_ASK_WITHDRAW, error);

  if (post == NULL || !check_reason (reason, error))
    return FALSE;
  g_object_set (post, "withdraw-asked-by", tx->stamp.actor_id, "withdraw-reason", reason, NULL);
  return save (tx, post, "ask-withdraw", reason, error);
}

gboolean
comms_withdrawals_refuse (CommsTx *tx, gint64 id, const char *why, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_KEEP, error);

  if (post == NULL)
    return FALSE;
  g_object_set (post, "withdraw-asked-by", G_GINT64_CONSTANT (0), "withdraw-reason", NULL, NULL);
  return save (tx, post, "keep", why, error);
}

gboolean
comms_withdrawals_check (CommsTx *tx, CommsPost *post, const char *reason, GError **error)
{
  if (!comms_post_rules_check (tx, post, COMMS_POST_VERB_WITHDRAW, error) ||
      !check_reason (reason != NULL ? reason : post->withdraw_reason, error))
    return FALSE;
  if (post->remote_id != NULL)
    return TRUE;

  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("outbox", "The desk does not know this post’s number on the network; "
                                     "take it down there by hand."));
  return FALSE;
}

gboolean
comms_withdrawals_settle (CommsTx *tx, CommsPost *post, const char *reason, GError **error)
{
  const char *why = reason != NULL ? reason : post->withdraw_reason;
  g_autofree char *kept = g_strdup (why);

  g_object_set (post, "withdrawn-at", tx->stamp.now, "withdrawn-by", tx->stamp.actor_id,
                "withdraw-reason", kept, NULL);
  return save (tx, post, "withdraw", kept, error) &&
         comms_withdrawals_correct (tx, comms_record_get_id (COMMS_RECORD (post)), error) != 0;
}

static CommsPost *
correction_new (CommsPost *post)
{
  return g_object_new (COMMS_TYPE_POST, "text", post->text, "language", post->language,
                       "account-id", post->account_id, "release-id", post->release_id, "legal",
                       post->legal, "corrects-id", comms_record_get_id (COMMS_RECORD (post)), NULL);
}

gint64
comms_withdrawals_correct (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);
  g_autoptr (CommsPost) correction = NULL;
  g_autoptr (GPtrArray) known = NULL;

  if (post == NULL)
    return 0;
  if (post->state != COMMS_POST_STATE_POSTED)
    {
      refuse (error, COMMS_RULE_STATE,
              C_ ("outbox", "Only a post that went out is corrected; change this one itself."));
      return 0;
    }
  known =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                               "WHERE corrects_id = ? AND deleted_at = 0 ORDER BY id", "i", id);
  if (known == NULL)
    return 0;
  if (known->len > 0)
    return comms_record_get_id (g_ptr_array_index (known, 0));

  correction = correction_new (post);
  if (!comms_posts_save (tx, correction, error) ||
      !comms_posts_keep_writer (tx, correction, post, error))
    return 0;
  return comms_record_get_id (COMMS_RECORD (correction));
}

GPtrArray *
comms_withdrawals_list (CommsTx *tx, GError **error)
{
  return comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                                    "WHERE withdraw_asked_by <> 0 AND withdrawn_at = 0 "
                                    "ORDER BY posted_at, id",
                                    "");
}
