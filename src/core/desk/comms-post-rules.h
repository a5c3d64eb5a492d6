/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-desk.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* The desk's rules about posts: one mechanism for refusing something and for saying beforehand
 * that it would be refused. The store has the last word (comms-post-barriers.c). Inside the folder
 * only. */

typedef enum
{
  COMMS_POST_VERB_EDIT,
  COMMS_POST_VERB_SUBMIT,
  COMMS_POST_VERB_SUBMIT_URGENT,
  COMMS_POST_VERB_APPROVE,
  COMMS_POST_VERB_REVIEW,   /* whether it waits for the acting person */
  COMMS_POST_VERB_RETURN,
  COMMS_POST_VERB_QUEUE,
  COMMS_POST_VERB_SEND,     /* queue, to leave now */
  COMMS_POST_VERB_UNQUEUE,
  COMMS_POST_VERB_MOVE,
  COMMS_POST_VERB_CANCEL,
  COMMS_POST_VERB_REOPEN,
  COMMS_POST_VERB_BIN,
  COMMS_POST_VERB_SETTLE,
  COMMS_POST_VERB_BY_HAND,
  COMMS_POST_VERB_ASK_WITHDRAW,
  COMMS_POST_VERB_KEEP,     /* though a withdrawal was asked for */
  COMMS_POST_VERB_WITHDRAW,
} CommsPostVerb;

/* Whether the acting person may do it now; a COMMS_RULE_ERROR or COMMS_ERROR_INVALID says why
 * not and what would help. */
gboolean       comms_post_rules_check       (CommsTx *tx, CommsPost *post, CommsPostVerb verb,
                                             GError **error);

/* Whether the post may be planned for @due: not in the past, not under embargo. */
gboolean       comms_post_rules_check_due   (CommsTx *tx, CommsPost *post, gint64 due,
                                             GError **error);

/* Whether its words and pictures may go out from its account as they are: none of the rest that a
 * person has to do with it. */
gboolean       comms_post_rules_check_ready (CommsTx *tx, CommsPost *post, GError **error);

/* Whether the post may be approved by whoever queues it. */
gboolean       comms_post_rules_approve_own (CommsTx *tx);

/* In which capacity the acting person would sign @post: "legal", "duty" or "manager". */
const char   * comms_post_rules_capacity    (CommsTx *tx, CommsPost *post);

/* Whether an approval signs the post as it is, with its due time in the approved window. */
gboolean       comms_post_rules_is_approved (CommsPost *post);

/* The window that an approval given now signs: the planned day in the desk's zone, or a day from
 * now for an undated post. */
void           comms_post_rules_window      (CommsTx *tx, CommsPost *post, gint64 *from,
                                             gint64 *until);

/* When a queued post leaves at the earliest. */
gint64         comms_post_rules_leave_at    (CommsPost *post);

/* The post's account; COMMS_ERROR_INVALID where none is chosen. (transfer full) */
CommsAccount * comms_post_rules_account     (CommsTx *tx, CommsPost *post, GError **error);

/* "Thu 10 Dec, 15:00" in the desk's zone, for a sentence. (transfer full) */
char         * comms_tx_dup_time            (CommsTx *tx, gint64 instant);

G_END_DECLS
