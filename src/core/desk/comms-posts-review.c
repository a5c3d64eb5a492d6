/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-posts.h"

#include "comms-advice.h"
#include "comms-approval-table.h"
#include "comms-comment.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-post-barriers.h"
#include "comms-posts-private.h"
#include "comms-record-table.h"

/* The way to approval (design, decision 4). */

gboolean
comms_posts_submit (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_SUBMIT, error);

  return post != NULL && comms_advice_enforce (tx, post, error) &&
         comms_posts_step (tx, post, COMMS_POST_STATE_IN_REVIEW, "submit", NULL, error);
}

gboolean
comms_posts_submit_urgent (CommsTx *tx, gint64 id, const char *reason, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_SUBMIT_URGENT, error);

  if (post == NULL || !comms_advice_enforce (tx, post, error))
    return FALSE;
  if (reason == NULL || *reason == '\0')
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("post rule", "Say in a few words why it is urgent; the log keeps "
                                            "it."));
      return FALSE;
    }
  g_object_set (post, "urgent", TRUE, NULL);
  return comms_posts_step (tx, post, COMMS_POST_STATE_IN_REVIEW, "submit-urgent", reason, error);
}

gboolean
comms_posts_check_read (CommsTx *tx, gint64 id, gint64 version, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL || post->version == version)
    return post != NULL;

  g_set_error_literal (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE,
                       C_ ("post", "Someone else has changed this post since you opened it; read "
                                   "it again before you decide."));
  return FALSE;
}

/* What the reviewer has seen, for the difference that they are shown the next time. */
static void
keep_reviewed (CommsPost *post)
{
  g_object_set (post, "reviewed-text", post->text, "reviewed-version", post->version, NULL);
}

/* In the window that the first of several signed, while that still fits. */
static gboolean
add_signature (CommsTx *tx, CommsPost *post, const char *capacity, GError **error)
{
  g_autofree char *hash = NULL;
  gint64 from = post->approved_from;
  gint64 until = post->approved_until;

  if (!comms_post_rules_is_approved (post))
    comms_post_rules_window (tx, post, &from, &until);
  hash = comms_post_dup_hash (post, from, until);
  g_object_set (post, "reviewer-id", tx->stamp.actor_id, "approved-at", tx->stamp.now,
                "approved-hash", hash, "approved-from", from, "approved-until", until, NULL);
  keep_reviewed (post);
  return comms_approval_table_sign (tx->db, &tx->stamp, comms_record_get_id (COMMS_RECORD (post)),
                                    hash, post->version, capacity, error);
}

gboolean
comms_posts_sign (CommsTx *tx, CommsPost *post, GError **error)
{
  const char *capacity = comms_post_rules_capacity (tx, post);
  /* Also of one who is the legal reviewer as well, and signs as that. */
  const gboolean is_duty =
    post->urgent && tx->stamp.actor_id != 0 && tx->stamp.actor_id == tx->policy->duty_officer_id;

  if (!add_signature (tx, post, capacity, error))
    return FALSE;
  /* Whoever approves and queues it in one act takes both back with one Undo. */
  g_object_set (post, "queued-from", post->state, NULL);
  if (comms_post_barriers_approved (tx->db, post, 0, NULL))
    return comms_posts_step (tx, post, COMMS_POST_STATE_APPROVED,
                             is_duty ? "approve-urgent" : "approve", NULL, error);

  if (post->state == COMMS_POST_STATE_DRAFT)
    return comms_posts_step (tx, post, COMMS_POST_STATE_IN_REVIEW, "approve-part", NULL, error);
  return comms_posts_save_row (tx, post, "approve-part", NULL, NULL, error);
}

gboolean
comms_posts_approve (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_APPROVE, error);

  return post != NULL && comms_posts_sign (tx, post, error);
}

gboolean
comms_posts_approve_for_now (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_APPROVE, error);

  if (post == NULL)
    return FALSE;
  /* The wall time stays the planned one, so that Undo finds it. */
  g_object_set (post, "due-at", tx->stamp.now, NULL);
  return comms_posts_sign (tx, post, error);
}

static gboolean
add_comment (CommsTx *tx, CommsPost *post, const char *text, GError **error)
{
  g_autoptr (CommsComment) comment =
    g_object_new (COMMS_TYPE_COMMENT, "post-id", comms_record_get_id (COMMS_RECORD (post)),
                  "person-id", tx->stamp.actor_id, "at", tx->stamp.now, "text", text, "version",
                  post->version, NULL);

  return comms_record_table_save (tx->db, COMMS_RECORD (comment), error);
}

gboolean
comms_posts_return (CommsTx *tx, gint64 id, const char *comment, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_RETURN, error);

  if (post == NULL || !comms_posts_clear_approval (tx, post, error))
    return FALSE;
  if (comment != NULL && *comment != '\0' && !add_comment (tx, post, comment, error))
    return FALSE;
  keep_reviewed (post);
  return comms_posts_step (tx, post, COMMS_POST_STATE_DRAFT, "return", comment, error);
}

/* What is urgent first (R84), then sooner first; what has no time comes last. */
static int
compare_due (gconstpointer a, gconstpointer b)
{
  const CommsPost *one = *(CommsPost *const *) a;
  const CommsPost *two = *(CommsPost *const *) b;
  gint64 first = one->due_at != 0 ? one->due_at : G_MAXINT64;
  gint64 second = two->due_at != 0 ? two->due_at : G_MAXINT64;

  if (one->urgent != two->urgent)
    return one->urgent ? -1 : 1;
  return first < second ? -1 : first > second;
}

GPtrArray *
comms_posts_to_review (CommsTx *tx, GError **error)
{
  CommsPostQuery query = { .states = 1u << COMMS_POST_STATE_IN_REVIEW };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);

  if (posts == NULL)
    return NULL;
  for (guint i = posts->len; i > 0; i--)
    if (!comms_post_rules_check (tx, g_ptr_array_index (posts, i - 1), COMMS_POST_VERB_REVIEW,
                                 NULL))
      g_ptr_array_remove_index (posts, i - 1);
  g_ptr_array_sort (posts, compare_due);
  return g_steal_pointer (&posts);
}

/* What is said about a draft. */

gboolean
comms_posts_comment (CommsTx *tx, gint64 id, const char *text, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);
  g_autofree char *note = NULL;

  if (post == NULL || !comms_tx_check_active (tx, error))
    return FALSE;
  if (text == NULL || strspn (text, " \t\n") == strlen (text))
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("post rule", "The comment says nothing; write what there is to say "
                                            "about this post."));
      return FALSE;
    }
  if (!add_comment (tx, post, text, error))
    return FALSE;
  note = comms_posts_dup_note (tx, post, text);
  return comms_tx_audit (tx, COMMS_SUBJECT_POST, id, "comment", NULL, NULL, note, error);
}

GPtrArray *
comms_posts_commented (CommsTx *tx, GError **error)
{
  return comms_record_table_select (
    tx->db, COMMS_TYPE_POST, error,
    "WHERE author_id = ? AND deleted_at = 0 AND state = 'draft' AND EXISTS (SELECT 1 FROM comment"
    " WHERE comment.post_id = post.id AND comment.settled_at = 0 AND comment.person_id <> ?)"
    " ORDER BY due_at, id",
    "ii", tx->stamp.actor_id, tx->stamp.actor_id);
}

GPtrArray *
comms_posts_comments (CommsTx *tx, gint64 id, GError **error)
{
  return comms_record_table_select (tx->db, COMMS_TYPE_COMMENT, error,
                                    "WHERE post_id = ? ORDER BY at, id", "i", id);
}

gboolean
comms_posts_settle_comment (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsComment) comment =
    comms_record_table_load (tx->db, COMMS_TYPE_COMMENT, id, error);

  if (comment == NULL || !comms_tx_check_active (tx, error))
    return FALSE;
  g_object_set (comment, "settled-at", comment->settled_at == 0 ? tx->stamp.now : 0, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (comment), error);
}

GPtrArray *
comms_posts_approvals (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL)
    return NULL;
  if (post->approved_hash == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);
  return comms_approval_table_list (tx->db, id, post->approved_hash, error);
}
