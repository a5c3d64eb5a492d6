/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-bluesky.h"
#include "comms-network-private.h"

G_BEGIN_DECLS

#define COMMS_BLUESKY_COLLECTION "app.bsky.feed.post"
#define COMMS_BLUESKY_XRPC "/xrpc/"
#define COMMS_BLUESKY_MAX_BYTES 3000

extern const CommsNetworkAnswers comms_bluesky_answers;

/* The whole record, and the key that it will stand under: what is mentioned, answered and shown
 * is looked up first. */
void     comms_bluesky_freeze        (CommsNetwork *network, GTask *task, CommsPost *post,
                                      GPtrArray *media, const char *reply_to);

/* Uploads the pictures, then puts the record where it was frozen to stand. */
void     comms_bluesky_create        (CommsNetwork *network, GTask *task, const char *body,
                                      GPtrArray *media, const char *key);

void     comms_bluesky_metrics       (CommsNetwork *network, GTask *task,
                                      const char *const *remote_ids);

/* Acts toward one post or one person, and what others do toward the account (networks, section
 * 3.3). */
void     comms_bluesky_notices       (CommsNetwork *network, GTask *task, guint limit);
void     comms_bluesky_like          (CommsNetwork *network, GTask *task, const char *remote_id);
void     comms_bluesky_unlike        (CommsNetwork *network, GTask *task, const char *remote_id,
                                      const char *undo_id);
void     comms_bluesky_list_add      (CommsNetwork *network, GTask *task, const char *list,
                                      const char *handle);

/* Takes a record away. One that is not there counts as taken away. */
void     comms_bluesky_delete_record (GTask *task, const char *repo, const char *collection,
                                      const char *key, CommsAskThen then);

/* What names one version of a post in a record. (transfer full) */
JsonObject * comms_bluesky_reference_new (const char *uri, const char *cid);

/* "/xrpc/com.atproto.repo.getRecord?…" for a post. (transfer full) */
char   * comms_bluesky_dup_record_path (const char *repo, const char *key);
/* Whether an answer's "error" is @name. */
gboolean comms_bluesky_is_error      (CommsHttpReply *http, const char *name);
/* Whether the network was asked whose a name is, and says that it is nobody's: not where it rather
 * says something about who asks, such as that the session is over, with the same status. */
gboolean comms_bluesky_knows_nobody  (CommsHttpReply *http);

/* The small picture of a link card, which is in no post's media: kept in memory from the freeze
 * to the create. NULL where it is gone: the card then goes without. (transfer none) */
GBytes * comms_bluesky_get_thumb     (CommsBluesky *self, const char *cid);
void     comms_bluesky_take_thumb    (CommsBluesky *self, const char *cid, GBytes *bytes);

/* The object that says of a file that it was uploaded. (transfer full) */
JsonObject * comms_bluesky_blob_new  (const char *cid, const char *mime, gsize size);

G_END_DECLS
