/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-outbox.h"
#include "comms-posts-private.h"

G_BEGIN_DECLS

/* Shared by the files of the outbox. */

/* Whether the desk may look at the account on the network (G1). */
gboolean comms_outbox_may_look  (CommsTx *tx, CommsAccount *account);

/* When the desk looks next by itself for what the attempt may have posted, 0 for never. */
gint64   comms_outbox_next_look (CommsTx *tx, CommsAccount *account, CommsAttempt *attempt);

/* The part of the thread before @post, where that is out; NULL in @before where it is not. */
gboolean comms_outbox_find_part_before (CommsTx *tx, CommsPost *post, CommsPost **before,
                                        GError **error);

/* Until when the account may not send by itself: 0 for now, G_MAXINT64 for until a person acts. */
gint64   comms_outbox_waits_until (CommsTx *tx, CommsAccount *account);

/* Until when nothing but the further parts of a thread may follow the account's last post: the
 * policy's spacing. 0 for now. */
gboolean comms_outbox_spaced_until (CommsTx *tx, gint64 account_id, gint64 *until, GError **error);

/* Whether @post may leave now as far as the clock and the month's cap go; else says why in
 * "wait_code" and "problem" of @step. */
gboolean comms_outbox_check_waits (CommsTx *tx, CommsOutboxStep *step, CommsPost *post,
                                   CommsAccount *account, GError **error);

/* When a post that was held back is tried again by itself: as long again as it has waited. */
gint64   comms_outbox_retry_at    (CommsTx *tx, CommsPost *post, const CommsReply *reply);

/* Writes down what an answer told of the account: whether it may send, the network's clock, and
 * how much it still takes. */
gboolean comms_outbox_note_account (CommsTx *tx, CommsOutboxStep *step, GError **error);

G_END_DECLS
