/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-posts.h"

G_BEGIN_DECLS

/* One piece on several networks: a lead, and for each further account a post of its own that takes
 * the lead's wording and pictures until it has words of its own. Never two accounts of one
 * network: X forbids the same words on two of them (G4). */

/* All posts of the piece that @id belongs to, the lead first; only that post where it is alone.
 * (transfer full) (element-type CommsPost) */
GPtrArray * comms_post_group_list      (CommsTx *tx, gint64 id, GError **error);

/* Why @account cannot be added to the piece, as a sentence, or NULL where it can. @accounts are
 * those that it goes out from already. (element-type CommsAccount) (transfer full) */
char      * comms_post_group_dup_refusal (GPtrArray *accounts, CommsAccount *account);

/* Why @post cannot go from @old to @account, as a sentence, or NULL where it can: an id that it
 * answers, or a part of its thread that has left. @thread: the parts, or NULL. (element-type
 * CommsPost) (transfer full) */
char      * comms_post_group_dup_move_refusal (CommsPost *post, GPtrArray *thread,
                                               CommsAccount *old, CommsAccount *account);

/* Lets the piece of @post go out from @account_id as well; @added, which may be NULL, is the id of
 * the new post. A binned one of that account comes back. COMMS_RULE_DUPLICATE for an account of a
 * network that it has already; COMMS_RULE_STATE for a part of a thread. */
gboolean    comms_post_group_add       (CommsTx *tx, gint64 id, gint64 account_id, gint64 *added,
                                        GError **error);

/* With @own, a follower keeps the words that it has whatever its lead says; without, it takes the
 * lead's words and pictures again. */
gboolean    comms_post_group_set_own   (CommsTx *tx, gint64 id, gboolean own, GError **error);

G_END_DECLS
