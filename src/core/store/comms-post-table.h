/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-attempt.h"
#include "comms-db.h"
#include "comms-post.h"
#include "comms-stamp.h"

G_BEGIN_DECLS

/* The outbox, and its rules, which hold here whoever asks (design, decisions 3 and 4). What takes
 * a stamp appends an audit entry with @action and @note, from and to being the nicks of the
 * states. */

/* Inserts @post as a draft, or saves its row as it is: the state of the row stays. Refuses with
 * COMMS_RULE_STATE a row that has left or is leaving, and with COMMS_RULE_APPROVAL an approval
 * that does not sign what @post says. Writes no audit entry. */
gboolean       comms_post_table_save          (CommsDb *db, CommsPost *post, GError **error);

/* Saves @post and takes it to @state, also in the object. COMMS_RULE_STATE for a step from the
 * row's state that comms_post_state_may_become() does not allow, and for any step into or out of
 * "sending"; COMMS_RULE_APPROVAL for a step to "approved" or "queued" unless the approval signs
 * the post as it is, the due time (where there is one) lies in its window, and the approver is
 * neither the author nor nobody where the policy asks for another person. */
gboolean       comms_post_table_set_state     (CommsDb *db, const CommsStamp *stamp,
                                               CommsPost *post, CommsPostState state,
                                               const char *action, const char *note,
                                               GError **error);

/* Takes a queued post to "sending" and writes the try down, with the body frozen. Refuses, by the
 * rule's code, unless the row is queued and equal to @post; its due time, hold and retry time are
 * over; the approval signs it; the embargo of its release has lifted; neither the desk nor the
 * account is paused; @holder has the account's lease; nothing else of the account is being sent;
 * and the part of the thread before it is posted. The audit entry is "send". (transfer full) */
CommsAttempt * comms_post_table_begin_attempt (CommsDb *db, const CommsStamp *stamp,
                                               CommsPost *post, const char *holder,
                                               const char *body, const char *note,
                                               GError **error);

/* Closes @attempt, whose outcome the caller has set, and takes @post from "sending" to posted,
 * refused, unknown, or, where the network held it back, queued. Also for what an earlier process
 * left in "sending", with its last attempt: that becomes unknown. */
gboolean       comms_post_table_end_attempt   (CommsDb *db, const CommsStamp *stamp,
                                               CommsPost *post, CommsAttempt *attempt,
                                               CommsPostState state, const char *action,
                                               const char *note, GError **error);

/* Saves what came to be known of a post that has left or may have: its problem, when to look for it
 * again, and its withdrawal. Nothing else of @post is written, and no entry. */
gboolean       comms_post_table_note          (CommsDb *db, CommsPost *post, GError **error);

/* The account's posts that are being sent, of which there is one at the most while a sender lives.
 * (element-type CommsPost) */
GPtrArray    * comms_post_table_sending       (CommsDb *db, gint64 account_id, GError **error);

/* The account's queued posts whose due time, hold and retry time are over, in the order in which
 * they are to be sent: by time, then thread position, then id; at most @limit after the first
 * @offset. (element-type CommsPost) */
GPtrArray    * comms_post_table_due           (CommsDb *db, gint64 account_id, gint64 now,
                                               guint limit, guint offset, GError **error);

/* The last try at a post, COMMS_ERROR_NOT_FOUND where there was none. (transfer full) */
CommsAttempt * comms_post_table_last_attempt  (CommsDb *db, gint64 post_id, GError **error);

G_END_DECLS
