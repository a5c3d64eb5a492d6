/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* What can be done with posts. Each is one transaction, checks the desk's rules, and writes its
 * entry into the audit log. The store enforces the rules once more. */

/* Saves a draft: CommsRecordFunc of a CommsPost. A change of anything that an approval signs
 * voids the approval and says so in the log; a queued one comes back to draft. */
gboolean    comms_posts_save        (CommsTx *tx, gpointer post, GError **error);

/* To review (officer), approved (manager, not the author unless the desk has one person), back
 * to draft. Approving a draft submits it as well. Where the policy asks for two, or the post is
 * legal (R69), it stays in review until the last of them has signed. */
gboolean    comms_posts_submit      (CommsTx *tx, gint64 id, GError **error);
/* The urgent lane (R84): the duty officer's approval alone is enough; @reason stands in the log. */
gboolean    comms_posts_submit_urgent (CommsTx *tx, gint64 id, const char *reason, GError **error);
gboolean    comms_posts_approve     (CommsTx *tx, gint64 id, GError **error);
/* The same, to leave at once in place of its planned time: signs today. Queue it in the same
 * transaction. */
gboolean    comms_posts_approve_for_now (CommsTx *tx, gint64 id, GError **error);
gboolean    comms_posts_return      (CommsTx *tx, gint64 id, const char *comment, GError **error);

/* What waits for the acting person's approval, the soonest first and what has no time last. What
 * may not be approved as it is, because its time is over for instance, waits as well: to be
 * returned. (transfer full) (element-type CommsPost) */
GPtrArray * comms_posts_to_review   (CommsTx *tx, GError **error);

/* Who signed what the post says now. (transfer full) (element-type CommsApproval) */
GPtrArray * comms_posts_approvals   (CommsTx *tx, gint64 id, GError **error);

/* The acting person's drafts about which somebody else said something that is not settled.
 * (transfer full) (element-type CommsPost) */
GPtrArray * comms_posts_commented   (CommsTx *tx, GError **error);

/* What was said about it, oldest first; a return with its reason is among it. Settling a comment
 * that is settled opens it again. (transfer full) (element-type CommsComment) */
GPtrArray * comms_posts_comments    (CommsTx *tx, gint64 id, GError **error);
gboolean    comms_posts_comment     (CommsTx *tx, gint64 id, const char *text, GError **error);
gboolean    comms_posts_settle_comment (CommsTx *tx, gint64 id, GError **error);

/* Queues an approved post after the acting person re-read it (R15): to leave at its due time, or
 * with @now as soon as the hold is over. On a desk with one person, or where the policy asks for
 * no approval, it is approved by the same act. */
gboolean    comms_posts_queue       (CommsTx *tx, gint64 id, gboolean now, GError **error);

/* Queues several posts that the acting person re-read one after the other, each recorded as
 * re-read by them (R15); all of them or none. The sentence of an error names the post.
 * @versions: which version of each was read, or NULL. */
gboolean    comms_posts_queue_set   (CommsTx *tx, const gint64 *ids, const gint64 *versions,
                                     guint n_ids, GError **error);
/* The same, to review. */
gboolean    comms_posts_submit_set  (CommsTx *tx, const gint64 *ids, const gint64 *versions,
                                     guint n_ids, GError **error);

/* Takes a queued post back to what it was, approved or draft: Undo within the hold or later. */
gboolean    comms_posts_unqueue     (CommsTx *tx, gint64 id, GError **error);

/* Ends the hold of a queued post: who runs a command has decided, and there is no Undo to wait
 * for. */
gboolean    comms_posts_end_hold    (CommsTx *tx, gint64 id, GError **error);

/* Plans it for another time, wall "2026-12-10T15:00" in @zone; NULL makes it undated. Leaving the
 * approved window voids the approval. */
gboolean    comms_posts_move        (CommsTx *tx, gint64 id, const char *wall, const char *zone,
                                     GError **error);

gboolean    comms_posts_cancel      (CommsTx *tx, gint64 id, GError **error); /* also: let it go */
gboolean    comms_posts_reopen      (CommsTx *tx, gint64 id, GError **error); /* refused, missed, cancelled: draft */

/* Undo of what the acting person did: takes it back unless somebody has done something with the post
 * since (COMMS_RULE_STATE). What is not in the queue any more has nothing to take back; what was
 * let go comes back as a draft, wherever it stood. */
gboolean    comms_posts_undo_submit (CommsTx *tx, gint64 id, GError **error);
gboolean    comms_posts_undo_queue  (CommsTx *tx, gint64 id, GError **error);
gboolean    comms_posts_undo_cancel (CommsTx *tx, gint64 id, GError **error);

gboolean    comms_posts_bin         (CommsTx *tx, gint64 id, GError **error);
gboolean    comms_posts_unbin       (CommsTx *tx, gint64 id, GError **error);

/* A person decides about a post of unknown outcome, having looked: it is out at @url (NULL where
 * the address is not known; COMMS_ERROR_INVALID where it is no address of a post there), or it is not
 * and goes back to draft. */
gboolean    comms_posts_settle_posted (CommsTx *tx, gint64 id, const char *url, GError **error);
gboolean    comms_posts_settle_not    (CommsTx *tx, gint64 id, GError **error);

/* A person posted an approved text themselves, where the network takes it from no program (G3) or
 * could not be reached: it is out at @url, of a post on the account's network, and cost nothing. */
gboolean    comms_posts_done_by_hand  (CommsTx *tx, gint64 id, const char *url, GError **error);

/* Why the acting person may not do something with the post now, as a sentence, or NULL where they
 * may. @verb: "submit", "approve", "review" (whether it waits for them), "queue", "send", "move",
 * "cancel", "edit", "by-hand". (transfer full) */
char      * comms_posts_why_not     (CommsTx *tx, CommsPost *post, const char *verb);

/* For whoever decides on what they have read: whether the post is still at that version. */
gboolean    comms_posts_check_read  (CommsTx *tx, gint64 id, gint64 version, GError **error);

/* For whoever adds a post whole, and not by and by as the window does: whether its words and pictures
 * may go out from its account as they are. The sentences are those of submitting it. */
gboolean    comms_posts_check_ready (CommsTx *tx, gint64 id, GError **error);

/* (transfer full) */
CommsPost * comms_posts_load        (CommsTx *tx, gint64 id, GError **error);

/**
 * CommsPostQuery:
 *
 * Which posts: everything that is set must hold. Binned ones are left out.
 */
typedef struct
{
  gint64 due_from;       /* with due_until: planned within, or posted within */
  gint64 due_until;      /* exclusive; 0 for no limit */
  gboolean undated;      /* only those without a time */
  gint64 held_after;     /* only those on hold until later than that */
  gboolean stale;        /* only those whose twin was changed after them */
  guint states;          /* set of 1 << CommsPostState, 0 for all */
  gint64 account_id;
  gint64 release_id;
  const char *language;
  const char *search;
  guint limit;           /* 0 for no limit */
} CommsPostQuery;

/* In order of time. (transfer full) (element-type CommsPost) */
GPtrArray * comms_posts_list        (CommsTx *tx, const CommsPostQuery *query, GError **error);

/* For the cadence bar: how many are posted and how many planned on the account within a day. */
gboolean    comms_posts_count_day   (CommsTx *tx, gint64 account_id, gint64 day_start,
                                     gint64 day_end, guint *n_posted, guint *n_planned,
                                     GError **error);

G_END_DECLS
