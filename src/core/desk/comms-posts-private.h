/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-attempt.h"
#include "comms-post-rules.h"
#include "comms-posts.h"

G_BEGIN_DECLS

/* Inside the folder only. */

/* The note of an audit entry about @post; @why may be NULL. (transfer full) */
char     * comms_posts_dup_note       (CommsTx *tx, CommsPost *post, const char *why);

/* Saves @post with a step of its state and the audit entry of that. */
gboolean   comms_posts_step           (CommsTx *tx, CommsPost *post, CommsPostState state,
                                       const char *action, const char *why, GError **error);

/* The same out of "sending", with the end of its attempt. */
gboolean   comms_posts_end            (CommsTx *tx, CommsPost *post, CommsAttempt *attempt,
                                       CommsPostState state, const char *action, const char *why,
                                       GError **error);

/* Saves @row, which was @before, under the rules of comms_posts_save(): new words void an approval,
 * a new time may. The caller has checked that the post may be edited. */
gboolean   comms_posts_save_change    (CommsTx *tx, CommsPost *before, CommsPost *row,
                                       GError **error);

/* The same for what comes to a post from another of its piece and is no reason to take it up again:
 * the approval is void, and the state stays. Not for one in the queue. */
gboolean   comms_posts_save_in_place  (CommsTx *tx, CommsPost *before, CommsPost *row,
                                       GError **error);

/* @post says what @from says: whoever wrote that there wrote it here as well, beside @post's author,
 * and does not approve it; an approval from before is void. For what the acting person copies from
 * one post to another. */
gboolean   comms_posts_keep_writer    (CommsTx *tx, CommsPost *post, CommsPost *from,
                                       GError **error);

/* Saves @post without a step, with an entry of its own unless @action is NULL. */
gboolean   comms_posts_save_row       (CommsTx *tx, CommsPost *post, const char *action,
                                       const char *from_value, const char *to_value,
                                       GError **error);

/* The wall time of @post means another instant than when it was planned. An approval holds within
 * its window, and is void outside. */
gboolean   comms_posts_replan         (CommsTx *tx, CommsPost *post, gint64 due_at, GError **error);

/* The row with that id, if the rules let the acting person do that. (transfer full) */
CommsPost * comms_posts_load_for      (CommsTx *tx, gint64 id, CommsPostVerb verb, GError **error);

/* Takes back every signature under @post, saved or not: who signs again has looked again. */
gboolean   comms_posts_clear_approval (CommsTx *tx, CommsPost *post, GError **error);

/* The acting person signs what @post says. With the last signature that it needs it is approved;
 * until then it is in review. */
gboolean   comms_posts_sign           (CommsTx *tx, CommsPost *post, GError **error);

/* Puts a post that is out into the engagement log. */
gboolean   comms_posts_add_engagement (CommsTx *tx, CommsPost *post, GError **error);

G_END_DECLS
