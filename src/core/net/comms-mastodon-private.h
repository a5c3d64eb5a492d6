/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-mastodon.h"
#include "comms-network-private.h"

G_BEGIN_DECLS

extern const CommsNetworkAnswers comms_mastodon_answers;

/* Uploads the pictures, waits until the server is done with them, and creates. */
void comms_mastodon_create     (CommsNetwork *network, GTask *task, const char *body,
                                GPtrArray *media, const char *key);

/* Looks through the account's own posts: some servers take no notice of the key that should make
 * a repeat harmless (networks, section 4). */
void comms_mastodon_reconcile  (CommsNetwork *network, GTask *task, const char *body,
                                const char *key, gint64 started_at, const char *const *bound_ids);

void comms_mastodon_metrics    (CommsNetwork *network, GTask *task,
                                const char *const *remote_ids);

/* Markup to text: what a server shows, where it does not tell what was written. (transfer full) */
char * comms_mastodon_dup_plain (const char *html);

/* Acts toward one post or one person, and what others do toward the account (networks, section
 * 2.5). */
void comms_mastodon_notices    (CommsNetwork *network, GTask *task, guint limit);
void comms_mastodon_like       (CommsNetwork *network, GTask *task, const char *remote_id);
void comms_mastodon_unlike     (CommsNetwork *network, GTask *task, const char *remote_id,
                                const char *undo_id);
void comms_mastodon_list_add   (CommsNetwork *network, GTask *task, const char *list,
                                const char *handle);

/* Whether the server says of itself that what was asked for is not there. */
gboolean comms_mastodon_is_gone (CommsHttpReply *http);

/* What the server allows, asked once a day. */
void comms_mastodon_limits     (CommsNetwork *network, GTask *task);
/* Asks the server anew, then goes on, whatever came of it. */
void comms_mastodon_ask_limits (GTask *task, CommsWaitThen then);

/* When the limits were asked for, by our clock; 0 for never. */
gint64 comms_mastodon_get_limits_at (CommsMastodon *self);
void   comms_mastodon_set_limits_at (CommsMastodon *self, gint64 at);

G_END_DECLS
