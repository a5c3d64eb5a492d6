/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* Taking a post off its network (R17, R18). It needs a reason and, but at a desk with one person,
 * two people: who asks, and a manager who does it. The record stays as it was sent, with who, why
 * and when; the correction begins as a draft of its own. Doing it is
 * comms_publisher_withdraw_async(). */

/* Asks for it; COMMS_ERROR_INVALID without a reason. */
gboolean comms_withdrawals_ask    (CommsTx *tx, gint64 id, const char *reason, GError **error);

/* The post stays; whoever asked may take it back, a manager may refuse it. @why may be NULL. */
gboolean comms_withdrawals_refuse (CommsTx *tx, gint64 id, const char *why, GError **error);

/* An undated draft with the post's words, to be mended: for one that is out or was taken down. The
 * draft that stands already where there is one. The id of it, or 0. */
gint64   comms_withdrawals_correct (CommsTx *tx, gint64 id, GError **error);

/* Those that are asked for and not decided, the oldest post first. (transfer full) (element-type
 * CommsPost) */
GPtrArray * comms_withdrawals_list (CommsTx *tx, GError **error);

/* Whether it is allowed now, with that reason; inside the folder only. */
gboolean comms_withdrawals_check  (CommsTx *tx, CommsPost *post, const char *reason,
                                   GError **error);

/* Writes down that @post is off the network, with its correction; inside the folder only. */
gboolean comms_withdrawals_settle (CommsTx *tx, CommsPost *post, const char *reason,
                                   GError **error);

G_END_DECLS
