/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-engagement.h"

G_BEGIN_DECLS

/* What an account of the desk does toward one post or one person: a like (R19), a place on one of
 * its lists (R68). Whoever acts names the one that is meant, each time; nothing here is ever done
 * by itself, for several, or by following anybody (G4). What was done stands in the log as theirs,
 * with what takes it back. COMMS_NET_ERROR_REFUSED where the network is none on which the desk does
 * that, COMMS_RULE_PAUSED or COMMS_RULE_STATE where the account may do nothing now.
 *
 * It may always be asked for again. Where it has no clear answer, COMMS_NET_ERROR_UNCLEAR, the log
 * has it as open. */

/* Likes the post at the web address @link. */
void              comms_engage_like_async     (CommsDesk *desk, gint64 account_id,
                                               const char *link, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
/* Takes a like back, also one that was not given at this desk. COMMS_RULE_STATE where the account
 * does not like the post. */
void              comms_engage_unlike_async   (CommsDesk *desk, gint64 account_id,
                                               const char *link, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
/* Puts whoever has that handle on the account's list of that name. COMMS_RULE_STATE for somebody
 * who asked not to be contacted (R99). */
void              comms_engage_list_add_async (CommsDesk *desk, gint64 account_id,
                                               const char *list, const char *handle,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
/* The entry of the log: the one that was there where nothing is new. (transfer full) */
CommsEngagement * comms_engage_finish         (CommsDesk *desk, GAsyncResult *result,
                                               GError **error);

/* Reads who mentioned, answered, quoted or reposted the account, the newest first, no more than
 * @limit. Nothing of it is kept (G6). COMMS_NET_ERROR_REFUSED where reading is not allowed for the
 * account (G1), or is nothing that the desk does on its network. */
void              comms_engage_mentions_async (CommsDesk *desk, gint64 account_id, guint limit,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (element-type CommsNotice) */
GPtrArray       * comms_engage_mentions_finish (CommsDesk *desk, GAsyncResult *result,
                                                GError **error);

G_END_DECLS
