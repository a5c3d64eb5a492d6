/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* A post whose network cannot be reached is carried by another network (G9): a draft for that
 * account, in words of its own. What it carries stays as it is in the queue, under the late policy,
 * and says everywhere that it is carried, so that nobody lets both leave unknowingly. */

/**
 * comms_posts_carry:
 * @tx: the transaction
 * @id: a post that waits in the queue, was missed or was refused
 * @account_id: the account that is to carry it, of another network than any that the piece goes out
 *   from already (G4)
 * @added: (out) (optional): the id of the draft
 * @error: COMMS_RULE_STATE, COMMS_RULE_DUPLICATE, or what the store says
 *
 * Makes the draft: the post's words shortened to what fits, mentions as the other network writes
 * them, and due at the same time, or soon where that is over. Putting it into the bin undoes it.
 *
 * Returns: whether it is there
 */
gboolean
comms_posts_carry (CommsTx *tx, gint64 id, gint64 account_id, gint64 *added, GError **error);

/**
 * comms_posts_carrier:
 * @tx: the transaction
 * @id: a post
 * @carrier: (out): (transfer full) (nullable): the post that carries it, the furthest on its way;
 *   NULL where none does
 * @error: what the store says
 *
 * Returns: whether it could be read
 */
gboolean comms_posts_carrier (CommsTx *tx, gint64 id, CommsPost **carrier, GError **error);

/* "@mohr_social carried it." or "A draft for @mohr_social carries it.", for a post that has a
 * carrier; NULL where it has none, or where that cannot be read. (transfer full) */
char *comms_posts_dup_carried (CommsTx *tx, gint64 id);

G_END_DECLS
