/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-log.h"

#include <glib/gi18n-lib.h>

#include "comms-audit-table.h"
#include "comms-audit-words.h"
#include "comms-desk-private.h"
#include "comms-engagement-table.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-log-table.h"
#include "comms-record-table.h"
#include "comms-target-table.h"
#include "comms-target.h"
#include "comms-words.h"

static gint64
engagement_id (CommsEngagement *engagement)
{
  return comms_record_get_id (COMMS_RECORD (engagement));
}

static const char *
outcome_nick (CommsOutcome outcome)
{
  return comms_enum_nick (COMMS_TYPE_OUTCOME, outcome);
}

static gboolean
audit (CommsTx *tx,
       CommsEngagement *engagement,
       const char *action,
       const char *from,
       const char *why,
       GError **error)
{
  g_autoptr (CommsTarget) target = NULL;
  g_autofree char *note = NULL;

  if (engagement->target_id != 0)
    {
      target = comms_record_table_load (tx->db, COMMS_TYPE_TARGET, engagement->target_id, error);
      if (target == NULL)
        return FALSE;
    }
  note = comms_audit_dup_note (engagement->summary, target != NULL ? target->name : NULL, why);
  return comms_tx_audit (tx, COMMS_SUBJECT_ENGAGEMENT, engagement_id (engagement), action, from,
                         outcome_nick (engagement->outcome), note, error);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *clean = comms_text_clean_line (text != NULL ? text : "");

  return *clean == '\0';
}

static gboolean
complete (CommsTx *tx, CommsEngagement *engagement, GError **error)
{
  g_autofree char *summary = NULL;

  if (is_blank (engagement->summary))
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("log", "An entry says in a sentence what was asked, said or done. "
                                      "Write that sentence."));
      return FALSE;
    }
  if (engagement->outcome == COMMS_OUTCOME_LEFT && is_blank (engagement->reason))
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("log", "What is left on purpose has a reason. Write it, or choose "
                                      "another outcome."));
      return FALSE;
    }

  summary = comms_text_clean (engagement->summary, -1, NULL);
  g_object_set (engagement, "summary", summary, NULL);
  if (engagement->at == 0)
    g_object_set (engagement, "at", tx->stamp.now, NULL);
  return TRUE;
}

/* Only what both sides took part in counts as contact. */
static gboolean
touch_target (CommsTx *tx, CommsEngagement *engagement, GError **error)
{
  if (engagement->target_id == 0 || engagement->kind == COMMS_ENGAGEMENT_KIND_COVERAGE ||
      engagement->kind == COMMS_ENGAGEMENT_KIND_LIKE ||
      engagement->kind == COMMS_ENGAGEMENT_KIND_LISTING ||
      engagement->outcome == COMMS_OUTCOME_LEFT || engagement->outcome == COMMS_OUTCOME_MISSED)
    return TRUE;

  return comms_target_table_touch (tx->db, engagement->target_id, engagement->at, error);
}

static gboolean
save_new (CommsTx *tx, CommsEngagement *engagement, GError **error)
{
  const char *kind = comms_enum_nick (COMMS_TYPE_ENGAGEMENT_KIND, engagement->kind);
  g_autofree char *action = g_strconcat ("log-", kind, NULL);

  if (engagement->person_id == 0)
    g_object_set (engagement, "person-id", tx->stamp.actor_id, NULL);
  g_object_set (engagement, "created-at", tx->stamp.now, "review", COMMS_REVIEW_WAITING,
                "reviewer-id", G_GINT64_CONSTANT (0), NULL);

  return comms_record_table_save (tx->db, COMMS_RECORD (engagement), error) &&
         audit (tx, engagement, action, NULL, engagement->reason, error) &&
         touch_target (tx, engagement, error);
}

static gboolean
save_changed (CommsTx *tx, CommsEngagement *before, CommsEngagement *engagement, GError **error)
{
  g_object_set (engagement, "created-at", before->created_at, "review", before->review,
                "reviewer-id", before->reviewer_id, "review-comment", before->review_comment, NULL);
  if (comms_record_equal (before, engagement))
    return TRUE;

  /* A signature was for what stood there; a comment is answered by the change. */
  g_object_set (engagement, "review", COMMS_REVIEW_WAITING, "reviewer-id", G_GINT64_CONSTANT (0),
                NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (engagement), error) &&
         audit (tx, engagement, before->outcome != engagement->outcome ? "outcome" : "edit",
                outcome_nick (before->outcome), engagement->reason, error) &&
         touch_target (tx, engagement, error);
}

gboolean
comms_log_save_engagement (CommsTx *tx, gpointer engagement, GError **error)
{
  g_autoptr (CommsEngagement) before = NULL;

  g_return_val_if_fail (COMMS_IS_ENGAGEMENT (engagement), FALSE);

  if (!comms_tx_check_active (tx, error) || !complete (tx, engagement, error))
    return FALSE;
  if (engagement_id (engagement) == 0)
    return save_new (tx, engagement, error);

  before = comms_log_load_engagement (tx, engagement_id (engagement), error);
  return before != NULL && save_changed (tx, before, engagement, error);
}

CommsEngagement *
comms_log_load_engagement (CommsTx *tx, gint64 id, GError **error)
{
  return comms_record_table_load (tx->db, COMMS_TYPE_ENGAGEMENT, id, error);
}

gboolean
comms_log_review (CommsTx *tx, gint64 id, CommsReview review, const char *comment, GError **error)
{
  g_autoptr (CommsEngagement) engagement = NULL;

  g_return_val_if_fail (review != COMMS_REVIEW_WAITING, FALSE);

  if (!comms_tx_check_active (tx, error) || !comms_tx_check_manager (tx, error))
    return FALSE;
  if (review == COMMS_REVIEW_RETURNED && is_blank (comment))
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("log", "Whoever gets an entry back has to know what to mend. Write "
                                      "a comment."));
      return FALSE;
    }
  engagement = comms_log_load_engagement (tx, id, error);
  if (engagement == NULL)
    return FALSE;

  g_object_set (engagement, "review", review, "reviewer-id", tx->stamp.actor_id, "review-comment",
                comment, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (engagement), error) &&
         audit (tx, engagement, review == COMMS_REVIEW_RETURNED ? "return" : "sign-off", NULL,
                comment, error);
}

gboolean
comms_log_take_back (CommsTx *tx, CommsEngagement *engagement, GError **error)
{
  /* Whether it was done is no question any more. */
  g_object_set (engagement, "undone-at", tx->stamp.now, "outcome", COMMS_OUTCOME_NOTED, "reason",
                NULL, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (engagement), error) &&
         audit (tx, engagement, "take-back", NULL, NULL, error);
}

GPtrArray *
comms_log_of_target (CommsTx *tx, gint64 id, guint limit, GError **error)
{
  return comms_engagement_table_of_target (tx->db, id, limit, error);
}

GPtrArray *
comms_log_to_review (CommsTx *tx, guint limit, GError **error)
{
  return comms_engagement_table_to_review (tx->db, limit, error);
}

GPtrArray *
comms_log_deadlines (CommsTx *tx, guint limit, GError **error)
{
  return comms_engagement_table_deadlines (tx->db, limit, error);
}

static guint
subjects_of_kind (CommsLogKind kind)
{
  switch (kind)
    {
    case COMMS_LOG_ENGAGEMENTS:
      return 1u << COMMS_SUBJECT_ENGAGEMENT;
    case COMMS_LOG_POSTS:
      return 1u << COMMS_SUBJECT_POST;
    case COMMS_LOG_MISSED:
      return 1u << COMMS_SUBJECT_POST | 1u << COMMS_SUBJECT_ENGAGEMENT;
    case COMMS_LOG_ALL:
    default:
      return 0;
    }
}

GArray *
comms_log_ids (CommsTx *tx, const CommsLogQuery *query, GError **error)
{
  const CommsLogFilter filter = {
    .subjects = subjects_of_kind (query->kind),
    .missed = query->kind == COMMS_LOG_MISSED,
    .from = query->from,
    .until = query->until,
    .actor_id = query->actor_id,
    .classes = query->classes,
    .search = query->search,
    .after = query->after,
  };

  return comms_log_table_ids (tx->db, &filter, error);
}

GPtrArray *
comms_log_load (CommsTx *tx, const gint64 *ids, guint n_ids, GError **error)
{
  return comms_log_table_load (tx->db, ids, n_ids, error);
}

gint64
comms_log_last_actor (CommsTx *tx, CommsSubject subject, gint64 id, gint64 at, gint64 otherwise)
{
  g_autoptr (CommsAuditEntry) entry = comms_log_table_last (tx->db, subject, id, NULL);

  return entry != NULL && entry->at == at ? entry->actor_id : otherwise;
}

gpointer
comms_log_verify (CommsTx *tx, gpointer unused, GError **error)
{
  g_autofree CommsLogVerdict *verdict = g_new0 (CommsLogVerdict, 1);

  if (!comms_audit_table_verify (tx->db, &verdict->n_entries, &verdict->broken_id, error) ||
      !comms_log_table_first (tx->db, &verdict->first_at, error))
    return NULL;

  return g_steal_pointer (&verdict);
}
