/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-posts.h"

#include "comms-advice.h"
#include "comms-approval-table.h"
#include "comms-audit-words.h"
#include "comms-desk-private.h"
#include "comms-engagement.h"
#include "comms-cost.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-network.h"
#include "comms-post-group-private.h"
#include "comms-post-rules.h"
#include "comms-post-table.h"
#include "comms-posts-private.h"
#include "comms-record-table.h"
#include "comms-twins-private.h"
#include "comms-zone.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define SUMMARY_LENGTH 120

/* What a person writes in a post; the rest is its way through the outbox. */
static const char *const content[] = {
  "release-id", "part",        "part-index", "account-id",      "language",
  "text",       "no-link",     "reply-to",   "reply-settings",  "content-warning",
  "legal",      "corrects-id", "thread-id",  "thread-position", "due-wall",
  "due-zone",   "due-at",      "lead-id",    "own-wording",     "line-id",
  "carries-id",
};

char *
comms_posts_dup_note (CommsTx *tx, CommsPost *post, const char *why)
{
  g_autoptr (CommsAccount) account = NULL;

  if (post->account_id != 0)
    account = comms_record_table_share (tx->db, COMMS_TYPE_ACCOUNT, post->account_id, NULL);
  return comms_audit_dup_post_note (post->text, account != NULL ? account->handle : NULL, why);
}

gboolean
comms_posts_step (CommsTx *tx,
                  CommsPost *post,
                  CommsPostState state,
                  const char *action,
                  const char *why,
                  GError **error)
{
  g_autofree char *note = comms_posts_dup_note (tx, post, why);

  g_return_val_if_fail (comms_audit_has_words (COMMS_SUBJECT_POST, action), FALSE);

  /* The urgent lane ends with its round: the next one needs a reason of its own (R84). */
  if (state == COMMS_POST_STATE_DRAFT || state == COMMS_POST_STATE_CANCELLED)
    g_object_set (post, "urgent", FALSE, NULL);
  g_object_set (post, "updated-at", tx->stamp.now, NULL);
  return comms_post_table_set_state (tx->db, &tx->stamp, post, state, action, note, error);
}

gboolean
comms_posts_end (CommsTx *tx,
                 CommsPost *post,
                 CommsAttempt *attempt,
                 CommsPostState state,
                 const char *action,
                 const char *why,
                 GError **error)
{
  g_autofree char *note = comms_posts_dup_note (tx, post, why);

  g_return_val_if_fail (comms_audit_has_words (COMMS_SUBJECT_POST, action), FALSE);

  g_object_set (post, "updated-at", tx->stamp.now, NULL);
  return comms_post_table_end_attempt (tx->db, &tx->stamp, post, attempt, state, action, note,
                                       error);
}

gboolean
comms_posts_save_row (CommsTx *tx,
                      CommsPost *post,
                      const char *action,
                      const char *from_value,
                      const char *to_value,
                      GError **error)
{
  g_autofree char *note = NULL;

  g_object_set (post, "updated-at", tx->stamp.now, NULL);
  if (!comms_post_table_save (tx->db, post, error))
    return FALSE;
  if (action == NULL)
    return TRUE;
  note = comms_posts_dup_note (tx, post, NULL);
  return comms_tx_audit (tx, COMMS_SUBJECT_POST, comms_record_get_id (COMMS_RECORD (post)), action,
                         from_value, to_value, note, error);
}

CommsPost *
comms_posts_load_for (CommsTx *tx, gint64 id, CommsPostVerb verb, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL || !comms_post_rules_check (tx, post, verb, error))
    return NULL;
  return g_steal_pointer (&post);
}

gboolean
comms_posts_clear_approval (CommsTx *tx, CommsPost *post, GError **error)
{
  if (!comms_approval_table_void (tx->db, &tx->stamp, comms_record_get_id (COMMS_RECORD (post)),
                                  error))
    return FALSE;
  g_object_set (post, "reviewer-id", G_GINT64_CONSTANT (0), "approved-at", G_GINT64_CONSTANT (0),
                "approved-hash", NULL, "approved-from", G_GINT64_CONSTANT (0), "approved-until",
                G_GINT64_CONSTANT (0), NULL);
  return TRUE;
}

static void
clear_queue (CommsPost *post)
{
  g_object_set (post, "hold-until", G_GINT64_CONSTANT (0), "rereader-id", G_GINT64_CONSTANT (0),
                "reread-at", G_GINT64_CONSTANT (0), "retry-at", G_GINT64_CONSTANT (0), "problem",
                NULL, "problem-code", NULL, NULL);
}

/* The instant follows from the wall time and its zone; who gives an instant alone means the desk's
 * own zone. */
static gboolean
settle_time (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autofree char *wall = NULL;
  gint64 due = 0;

  if (post->due_wall == NULL && post->due_at == 0)
    {
      g_object_set (post, "due-zone", NULL, NULL);
      return TRUE;
    }
  if (post->due_zone == NULL)
    g_object_set (post, "due-zone", tx->policy->zone, NULL);
  if (post->due_wall == NULL)
    {
      wall = comms_zone_to_wall (post->due_zone, post->due_at);
      g_object_set (post, "due-wall", wall, NULL);
    }
  if (!comms_zone_to_instant (post->due_zone, post->due_wall, &due, NULL, error))
    return FALSE;
  g_object_set (post, "due-at", due, NULL);
  return TRUE;
}

/* Saving. */

static gboolean
save_new (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsPost) fresh = comms_post_new ();

  if (!comms_tx_check_active (tx, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (content); i++)
    comms_record_copy_property (fresh, post, content[i]);
  g_object_set (fresh, "author-id", tx->stamp.actor_id, "writer-id", tx->stamp.actor_id, "version",
                G_GINT64_CONSTANT (1), "created-at", tx->stamp.now, NULL);
  if (!settle_time (tx, fresh, error) ||
      (fresh->due_at != 0 && !comms_post_rules_check_due (tx, fresh, fresh->due_at, error)) ||
      !comms_posts_save_row (tx, fresh, "add", NULL, NULL, error))
    return FALSE;

  comms_record_assign (post, fresh);
  comms_record_set_id (COMMS_RECORD (post), comms_record_get_id (COMMS_RECORD (fresh)));
  return TRUE;
}

/* Whether the two say the same to whoever reads or approves them. The document is part of that, for
 * its embargo is, and the mark that says who has to. */
static gboolean
same_words (CommsPost *a, CommsPost *b)
{
  return a->release_id == b->release_id && a->legal == b->legal && comms_post_is_sent_alike (a, b);
}

/* What is sent otherwise are the acting person's words from now on; and under the same key the
 * network would take them for what it has. */
static void
settle_words (CommsTx *tx, CommsPost *before, CommsPost *row)
{
  if (!comms_post_is_sent_alike (before, row))
    g_object_set (row, "writer-id", tx->stamp.actor_id, "network-key", NULL, NULL);
}

/* Whatever was approved, queued or over is a draft again. */
static gboolean
make_draft (CommsTx *tx, CommsPost *row, GError **error)
{
  const gboolean was_approved = row->approved_hash != NULL;

  if (!comms_posts_clear_approval (tx, row, error))
    return FALSE;
  clear_queue (row);
  return row->state == COMMS_POST_STATE_DRAFT ||
         comms_posts_step (tx, row, COMMS_POST_STATE_DRAFT, was_approved ? "void" : "edit", NULL,
                           error);
}

/* What was signed before may be the new writer's own, which counts no more. */
gboolean
comms_posts_keep_writer (CommsTx *tx, CommsPost *post, CommsPost *from, GError **error)
{
  const gint64 writer = from->writer_id != post->author_id ? from->writer_id : from->author_id;

  if (post->writer_id == writer)
    return TRUE;
  g_object_set (post, "writer-id", writer, NULL);
  if (post->approved_hash != NULL && !make_draft (tx, post, error))
    return FALSE;
  return comms_posts_save_row (tx, post, NULL, NULL, NULL, error);
}

/* A step has no version of its own: words that were begun before it may not undo it unseen. One to
 * a draft they cannot undo. */
static gboolean
check_fresh (CommsPost *row, CommsPost *post, GError **error)
{
  if (row->version == post->version &&
      (row->state == post->state || row->state == COMMS_POST_STATE_DRAFT))
    return TRUE;

  g_set_error_literal (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE,
                       C_ ("post",
                           "Someone else has changed this post since you opened it; open it "
                           "again, and put your words in there."));
  return FALSE;
}

/* New words need a new look. */
static gboolean
save_changed_words (CommsTx *tx, CommsPost *before, CommsPost *row, GError **error)
{
  const CommsPostState state = row->state;

  settle_words (tx, before, row);
  if (!make_draft (tx, row, error))
    return FALSE;
  if (state != COMMS_POST_STATE_DRAFT)
    return TRUE;

  /* A draft saves itself every few seconds: only what another person does to it is news. */
  if (row->author_id == tx->stamp.actor_id)
    return comms_posts_save_row (tx, row, NULL, NULL, NULL, error);
  return comms_posts_save_row (tx, row, "edit", before->text, row->text, error);
}

/* Whether the one who queued it approved it by the same act. */
static gboolean
approved_by_queueing (CommsPost *post)
{
  return post->approved_at == post->reread_at && post->reviewer_id == post->rereader_id;
}

/* Another time may leave the approved window, and gives one that came to nothing a new chance; none
 * takes it out of the queue. */
static CommsPostState
state_after_move (CommsPost *post)
{
  if (post->state == COMMS_POST_STATE_REFUSED)
    return COMMS_POST_STATE_DRAFT;
  if (post->approved_hash != NULL && !comms_post_rules_is_approved (post))
    return COMMS_POST_STATE_DRAFT;
  /* In the queue it would go out at once. */
  if (post->state == COMMS_POST_STATE_QUEUED && post->due_at == 0)
    return approved_by_queueing (post) ? COMMS_POST_STATE_DRAFT : COMMS_POST_STATE_APPROVED;
  if (post->state == COMMS_POST_STATE_MISSED)
    return post->approved_hash != NULL ? COMMS_POST_STATE_APPROVED : COMMS_POST_STATE_DRAFT;
  return post->state;
}

static const char *
action_of_move (CommsPost *post)
{
  if (post->state == COMMS_POST_STATE_REFUSED || post->state == COMMS_POST_STATE_MISSED)
    return "reopen";
  return post->due_at == 0 ? "unqueue" : "void";
}

static gboolean
save_changed_time (
  CommsTx *tx, CommsPost *row, const char *action, const char *old_wall, GError **error)
{
  const CommsPostState state = state_after_move (row);

  if (state != row->state)
    {
      clear_queue (row);
      if (state == COMMS_POST_STATE_DRAFT && !comms_posts_clear_approval (tx, row, error))
        return FALSE;
      if (!comms_posts_step (tx, row, state, action_of_move (row), NULL, error))
        return FALSE;
    }
  return comms_posts_save_row (tx, row, action, old_wall, row->due_wall, error);
}

/* A post without a link is a choice that somebody answers for (R5). */
static gboolean
note_no_link (CommsTx *tx, CommsPost *before, CommsPost *row, GError **error)
{
  g_autofree char *note = NULL;

  if (!row->no_link || (before != NULL && before->no_link))
    return TRUE;
  note = comms_posts_dup_note (tx, row, NULL);
  return comms_tx_audit (tx, COMMS_SUBJECT_POST, comms_record_get_id (COMMS_RECORD (row)),
                         "no-link", NULL, NULL, note, error);
}

/* Whoever takes the mark off is named, and so is whoever puts it there (R69). */
static gboolean
note_legal (CommsTx *tx, CommsPost *before, CommsPost *row, GError **error)
{
  g_autofree char *note = NULL;

  if (row->legal == before->legal)
    return TRUE;
  note = comms_posts_dup_note (tx, row, NULL);
  return comms_tx_audit (tx, COMMS_SUBJECT_POST, comms_record_get_id (COMMS_RECORD (row)),
                         row->legal ? "legal" : "not-legal", NULL, NULL, note, error);
}

gboolean
comms_posts_save_change (CommsTx *tx, CommsPost *before, CommsPost *row, GError **error)
{
  g_object_set (row, "version", before->version + 1, NULL);
  /* What a person decided against advice was about the words as they were. */
  if (g_strcmp0 (row->text, before->text) != 0)
    g_object_set (row, "dismissed", NULL, NULL);
  if (!note_no_link (tx, before, row, error) || !note_legal (tx, before, row, error))
    return FALSE;
  if (row->due_at != before->due_at && row->due_at != 0 &&
      !comms_post_rules_check_due (tx, row, row->due_at, error))
    return FALSE;
  if (!same_words (row, before))
    return save_changed_words (tx, before, row, error) &&
           (comms_twins_say_same (row, before) || comms_twins_changed (tx, row, error));
  if (row->due_at != before->due_at)
    return save_changed_time (tx, row, "move", before->due_wall, error);
  return comms_posts_save_row (tx, row, NULL, NULL, NULL, error);
}

gboolean
comms_posts_save_in_place (CommsTx *tx, CommsPost *before, CommsPost *row, GError **error)
{
  g_object_set (row, "version", before->version + 1, NULL);
  settle_words (tx, before, row);
  return comms_posts_clear_approval (tx, row, error) && note_legal (tx, before, row, error) &&
         comms_posts_save_row (tx, row, NULL, NULL, NULL, error);
}

static gboolean
save_known (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsPost) before =
    comms_posts_load (tx, comms_record_get_id (COMMS_RECORD (post)), error);
  g_autoptr (CommsPost) row = NULL;

  if (before == NULL || !comms_post_rules_check (tx, before, COMMS_POST_VERB_EDIT, error) ||
      !check_fresh (before, post, error))
    return FALSE;

  row = comms_record_copy (before);
  for (gsize i = 0; i < G_N_ELEMENTS (content); i++)
    comms_record_copy_property (row, post, content[i]);
  comms_post_group_note_own (before, row);
  if (!settle_time (tx, row, error) || !comms_post_group_settle_account (tx, before, row, error))
    return FALSE;
  if (!comms_record_equal (row, before) &&
      (!comms_posts_save_change (tx, before, row, error) ||
       !comms_post_group_follow (tx, before, row, error) ||
       !comms_post_group_move_thread (tx, before, row, error) ||
       !comms_post_group_mark_legal (tx, before, row, error)))
    return FALSE;
  comms_record_assign (post, row);
  return TRUE;
}

gboolean
comms_posts_save (CommsTx *tx, gpointer record, GError **error)
{
  g_return_val_if_fail (COMMS_IS_POST (record), FALSE);

  if (comms_record_get_id (record) == 0)
    return save_new (tx, record, error);
  return save_known (tx, record, error);
}

/* The queue. */

gboolean
comms_posts_queue (CommsTx *tx, gint64 id, gboolean now, GError **error)
{
  g_autoptr (CommsPost) post = NULL;
  g_autofree char *key = NULL;

  post = comms_posts_load_for (tx, id, now ? COMMS_POST_VERB_SEND : COMMS_POST_VERB_QUEUE, error);
  if (post == NULL || !comms_advice_enforce (tx, post, error))
    return FALSE;

  /* One that was approved by the same act knows already where it stood before. */
  if (post->approved_at != tx->stamp.now || post->reviewer_id != tx->stamp.actor_id)
    g_object_set (post, "queued-from", post->state, NULL);
  /* The wall time stays the planned one, so that Undo finds it. */
  if (now)
    g_object_set (post, "due-at", tx->stamp.now, NULL);
  if (!comms_post_rules_is_approved (post) && !comms_posts_sign (tx, post, error))
    return FALSE;
  clear_queue (post);
  /* The same key for every try at the same words. */
  key = post->network_key != NULL ? g_strdup (post->network_key) : g_uuid_string_random ();
  g_object_set (post, "hold-until", tx->stamp.now + tx->policy->hold_seconds * SECOND_MS,
                "rereader-id", tx->stamp.actor_id, "reread-at", tx->stamp.now, "network-key", key,
                NULL);
  return comms_posts_step (tx, post, COMMS_POST_STATE_QUEUED, "queue", NULL, error);
}

/* Back to the planned time, where it was queued to leave at once. */
static gboolean
restore_due (CommsPost *post, GError **error)
{
  gint64 due = 0;

  if (post->due_wall != NULL &&
      !comms_zone_to_instant (post->due_zone, post->due_wall, &due, NULL, error))
    return FALSE;
  g_object_set (post, "due-at", due, NULL);
  return TRUE;
}

/* Where Undo takes it: as it was before it was queued, with the approval that it had then. */
static CommsPostState
state_before_queue (CommsPost *post)
{
  if (approved_by_queueing (post) || post->queued_from == COMMS_POST_STATE_MISSED)
    return post->queued_from;
  return comms_post_rules_is_approved (post) ? COMMS_POST_STATE_APPROVED : COMMS_POST_STATE_DRAFT;
}

gboolean
comms_posts_unqueue (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_UNQUEUE, error);
  g_autofree char *late = NULL;
  CommsPostState state;

  if (post == NULL || !restore_due (post, error))
    return FALSE;
  state = state_before_queue (post);
  if ((approved_by_queueing (post) || !comms_post_rules_is_approved (post)) &&
      !comms_posts_clear_approval (tx, post, error))
    return FALSE;
  clear_queue (post);
  if (state == COMMS_POST_STATE_MISSED)
    {
      late = comms_policy_dup_late_sentence (tx->policy);
      g_object_set (post, "problem", late, "problem-code", "late", NULL);
    }
  return comms_posts_step (tx, post, state, "unqueue", NULL, error);
}

gboolean
comms_posts_end_hold (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_UNQUEUE, error);

  if (post == NULL)
    return FALSE;
  g_object_set (post, "hold-until", MIN (post->hold_until, tx->stamp.now), NULL);
  return comms_posts_save_row (tx, post, NULL, NULL, NULL, error);
}

gboolean
comms_posts_move (CommsTx *tx, gint64 id, const char *wall, const char *zone, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_MOVE, error);
  g_autofree char *old_wall = NULL;

  if (post == NULL)
    return FALSE;
  old_wall = g_strdup (post->due_wall);
  g_object_set (post, "due-wall", wall, "due-zone", wall != NULL ? zone : NULL, "due-at",
                G_GINT64_CONSTANT (0), NULL);
  if (!settle_time (tx, post, error) ||
      (post->due_at != 0 && !comms_post_rules_check_due (tx, post, post->due_at, error)))
    return FALSE;
  g_object_set (post, "version", post->version + 1, NULL);
  return save_changed_time (tx, post, "move", old_wall, error);
}

/* Nobody moved it, and nobody may refuse it: the rules that forbid a time stand at the sending. */
gboolean
comms_posts_replan (CommsTx *tx, CommsPost *post, gint64 due_at, GError **error)
{
  g_object_set (post, "due-at", due_at, "version", post->version + 1, NULL);
  return save_changed_time (tx, post, "replan", NULL, error);
}

gboolean
comms_posts_cancel (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_CANCEL, error);

  if (post == NULL || !comms_posts_clear_approval (tx, post, error))
    return FALSE;
  clear_queue (post);
  return comms_posts_step (tx, post, COMMS_POST_STATE_CANCELLED, "cancel", NULL, error);
}

gboolean
comms_posts_reopen (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_REOPEN, error);
  gboolean was_let_go;

  if (post == NULL || !comms_posts_clear_approval (tx, post, error))
    return FALSE;
  was_let_go = post->state == COMMS_POST_STATE_CANCELLED;
  clear_queue (post);
  if (!comms_posts_step (tx, post, COMMS_POST_STATE_DRAFT, "reopen", NULL, error))
    return FALSE;
  /* Meanwhile it did not follow its lead. */
  return !was_let_go || post->own_wording || comms_post_group_set_own (tx, id, FALSE, error);
}

gboolean
comms_posts_check_ready (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  return post != NULL && comms_post_rules_check_ready (tx, post, error);
}

gboolean
comms_posts_bin (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_BIN, error);

  if (post == NULL || !comms_post_group_pass_lead (tx, post, error))
    return FALSE;
  g_object_set (post, "deleted-at", tx->stamp.now, NULL);
  return comms_posts_save_row (tx, post, "bin", NULL, NULL, error);
}

gboolean
comms_posts_unbin (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL || !comms_tx_check_active (tx, error))
    return FALSE;
  if (post->deleted_at == 0)
    return TRUE;
  g_object_set (post, "deleted-at", G_GINT64_CONSTANT (0), NULL);
  return comms_posts_save_row (tx, post, "unbin", NULL, NULL, error);
}

/* What became of it. */

static CommsChannel
channel_of (const char *network)
{
  const CommsNetworkInfo *info = comms_network_info (network);

  return info != NULL ? info->channel : COMMS_CHANNEL_OTHER;
}

/* A post needs no second look by a manager: it had its own. The audit entry is that of the post,
 * not another one for the same fact. */
gboolean
comms_posts_add_engagement (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autofree char *summary = comms_text_excerpt (post->text, SUMMARY_LENGTH);
  g_autoptr (CommsAccount) account = comms_post_rules_account (tx, post, error);
  g_autoptr (CommsEngagement) engagement = NULL;

  if (account == NULL)
    return FALSE;
  engagement =
    g_object_new (COMMS_TYPE_ENGAGEMENT, "at", post->posted_at, "kind", COMMS_ENGAGEMENT_KIND_POST,
                  "channel", channel_of (account->network), "person-id", post->rereader_id,
                  "post-id", comms_record_get_id (COMMS_RECORD (post)), "release-id",
                  post->release_id, "summary", summary, "link", post->remote_url, "outcome",
                  COMMS_OUTCOME_NOTED, "review", COMMS_REVIEW_SIGNED_OFF, "reviewer-id",
                  post->reviewer_id, "created-at", tx->stamp.now, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (engagement), error);
}

/* The address of a post of @account on its network, and the id of that there, as far as the address
 * tells it. */
static gboolean
read_address (CommsAccount *account, const char *url, char **remote_id, GError **error)
{
  const CommsNetworkInfo *network = comms_network_info (account->network);
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  g_autofree char *reference = NULL;

  if (uri != NULL && g_uri_get_host (uri) != NULL && network != NULL)
    reference = network->parse_post_url (uri);
  if (reference == NULL)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   /* Translators: the name of a network */
                   C_ ("post", "That is not the address of a post on %s; open the post there and "
                               "copy its address."),
                   network != NULL ? network->name : account->network);
      return FALSE;
    }
  *remote_id = network->parse_own_url (account, uri);
  return TRUE;
}

gboolean
comms_posts_settle_posted (CommsTx *tx, gint64 id, const char *url, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_SETTLE, error);
  g_autoptr (CommsAttempt) attempt = NULL;
  g_autoptr (CommsAccount) account = NULL;
  g_autofree char *remote_id = NULL;

  account = post != NULL ? comms_post_rules_account (tx, post, error) : NULL;
  if (account == NULL || (url != NULL && !read_address (account, url, &remote_id, error)))
    return FALSE;
  attempt = comms_post_table_last_attempt (tx->db, id, error);
  if (attempt == NULL)
    return FALSE;
  g_object_set (post, "remote-url", url, "remote-id", remote_id, "posted-at", attempt->started_at,
                "problem", NULL, "problem-code", NULL, "retry-at", G_GINT64_CONSTANT (0), NULL);
  return comms_cost_book (tx, post, error) &&
         comms_posts_step (tx, post, COMMS_POST_STATE_POSTED, "settle-posted", NULL, error) &&
         comms_posts_add_engagement (tx, post, error);
}

gboolean
comms_posts_settle_not (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_SETTLE, error);

  if (post == NULL || !comms_posts_clear_approval (tx, post, error))
    return FALSE;
  clear_queue (post);
  return comms_posts_step (tx, post, COMMS_POST_STATE_DRAFT, "settle-not", NULL, error);
}

gboolean
comms_posts_done_by_hand (CommsTx *tx, gint64 id, const char *url, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load_for (tx, id, COMMS_POST_VERB_BY_HAND, error);
  g_autoptr (CommsAccount) account = NULL;
  g_autofree char *remote_id = NULL;

  account = post != NULL ? comms_post_rules_account (tx, post, error) : NULL;
  if (account == NULL || !read_address (account, url, &remote_id, error))
    return FALSE;
  g_object_set (post, "remote-url", url, "remote-id", remote_id, "posted-at", tx->stamp.now,
                "by-hand", TRUE, "rereader-id",
                post->rereader_id != 0 ? post->rereader_id : tx->stamp.actor_id, "problem", NULL,
                "problem-code", NULL, "retry-at", G_GINT64_CONSTANT (0), NULL);
  return comms_cost_book (tx, post, error) &&
         comms_posts_step (tx, post, COMMS_POST_STATE_POSTED, "by-hand", NULL, error) &&
         comms_posts_add_engagement (tx, post, error);
}

char *
comms_posts_why_not (CommsTx *tx, CommsPost *post, const char *verb)
{
  static const struct
  {
    const char *name;
    CommsPostVerb verb;
  } verbs[] = {
    { "edit", COMMS_POST_VERB_EDIT },
    { "submit", COMMS_POST_VERB_SUBMIT },
    { "submit-urgent", COMMS_POST_VERB_SUBMIT_URGENT },
    { "approve", COMMS_POST_VERB_APPROVE },
    { "review", COMMS_POST_VERB_REVIEW },
    { "return", COMMS_POST_VERB_RETURN },
    { "queue", COMMS_POST_VERB_QUEUE },
    { "send", COMMS_POST_VERB_SEND },
    { "unqueue", COMMS_POST_VERB_UNQUEUE },
    { "move", COMMS_POST_VERB_MOVE },
    { "cancel", COMMS_POST_VERB_CANCEL },
    { "reopen", COMMS_POST_VERB_REOPEN },
    { "bin", COMMS_POST_VERB_BIN },
    { "settle", COMMS_POST_VERB_SETTLE },
    { "by-hand", COMMS_POST_VERB_BY_HAND },
    { "ask-withdraw", COMMS_POST_VERB_ASK_WITHDRAW },
    { "keep", COMMS_POST_VERB_KEEP },
    { "withdraw", COMMS_POST_VERB_WITHDRAW },
  };
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (COMMS_IS_POST (post), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, verb))
      return comms_post_rules_check (tx, post, verbs[i].verb, &error) ? NULL
                                                                      : g_strdup (error->message);
  g_return_val_if_reached (NULL);
}
