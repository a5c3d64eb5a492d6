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

/* Why a post that is late did not leave. (transfer full) */
char   * comms_outbox_dup_late_sentence (CommsTx *tx);

G_END_DECLS
