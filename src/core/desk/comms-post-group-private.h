/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-post-group.h"

G_BEGIN_DECLS

/* Inside the folder only. */

/* A follower whose text a person changes has words of its own from then on. */
void        comms_post_group_note_own  (CommsPost *before, CommsPost *row);

/* Whether the account that @row changes to may have the piece: COMMS_RULE_DUPLICATE as for
 * comms_post_group_add(). COMMS_ERROR_INVALID where @row answers an id that means another post there;
 * a further part of a thread, where nothing shows it, loses that. */
gboolean    comms_post_group_settle_account (CommsTx *tx, CommsPost *before, CommsPost *row,
                                             GError **error);

/* Where another account was chosen for @row, which is saved, the other parts of its thread go along,
 * each under the rules for a change of its words; what was let go stays so. COMMS_RULE_STATE where
 * one of them has left or is leaving. */
gboolean    comms_post_group_move_thread (CommsTx *tx, CommsPost *before, CommsPost *row,
                                          GError **error);

/* Takes the change from @before to @row over to the posts that take its wording, each under the
 * rules for a change of its words. What has left stays as it left. */
gboolean    comms_post_group_follow    (CommsTx *tx, CommsPost *before, CommsPost *row,
                                        GError **error);

/* Where @row has been marked as legal since @before, so is the rest of the piece that can still be
 * changed (R69): the parts of its thread, what follows it, whatever their words, its twin, and what
 * goes with each of these. What was let go, missed or refused stays so. From all of them the mark is
 * taken one by one. */
gboolean    comms_post_group_mark_legal (CommsTx *tx, CommsPost *before, CommsPost *row,
                                         GError **error);

/* @lead goes to the bin: the first of its followers that can still be changed leads the piece from
 * now on, and @lead, which is not saved here, follows it, so that it comes back as one of them.
 * Does nothing for a post without followers. */
gboolean    comms_post_group_pass_lead (CommsTx *tx, CommsPost *lead, GError **error);

/* The posts that take the wording of that one and can still be changed, without those that were let
 * go. (transfer full) (element-type CommsPost) */
GPtrArray * comms_post_group_followers (CommsTx *tx, gint64 id, GError **error);

G_END_DECLS
