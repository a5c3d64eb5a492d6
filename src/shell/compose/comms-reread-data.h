/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-compose-data.h"
#include "comms-signing.h"

G_BEGIN_DECLS

/**
 * CommsRereadPost:
 * @data: the post, and what the acting person may do with it
 * @media: its pictures with their bytes (element-type CommsMedia)
 * @part: its number in a thread, counted from 1, or 0
 * @n_parts: of that thread
 * @signing: how far its approval has come
 * @joins: it is decided with the one that was asked for: it stands where that one stands
 *
 * One of the posts that are re-read together.
 */
typedef struct
{
  CommsComposeData *data;
  GPtrArray *media;
  guint part;
  guint n_parts;
  CommsSigning signing;
  gboolean joins;
} CommsRereadPost;

/**
 * CommsRereadData:
 * @posts: a thread in its order, or the post and its wordings on other networks (element-type
 *   CommsRereadPost)
 * @own: the one of them that was asked for
 * @approvals: who signed what that one says now (element-type CommsApproval)
 *
 * What is re-read as one, read in one transaction.
 */
typedef struct
{
  GPtrArray *posts;
  CommsRereadPost *own;
  GPtrArray *approvals;
} CommsRereadData;

/* On the store's thread. (transfer full) */
CommsRereadData * comms_reread_data_load        (CommsTx *tx, gint64 id, GError **error);
void              comms_reread_data_load_async  (CommsDesk *desk, gint64 id,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
CommsRereadData * comms_reread_data_load_finish (CommsDesk *desk, GAsyncResult *result,
                                                 GError **error);
void              comms_reread_data_free        (CommsRereadData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsRereadData, comms_reread_data_free)

/* Looks where their links lead, once for each in the set @asked; what is seen there changes the
 * desk, and then the page that shows them. */
void              comms_reread_data_look        (CommsRereadData *data, CommsDesk *desk,
                                                 GHashTable *asked, GCancellable *cancellable);

/* (transfer container) (element-type CommsPost) */
GPtrArray       * comms_reread_data_rows        (CommsRereadData *data);

/* Why the acting person may not do it with all that are decided together, as a sentence, or NULL;
 * the verbs are those of comms_posts_why_not(). Not owned. */
const char      * comms_reread_data_why_not     (CommsRereadData *data, const char *verb);
/* Why those cannot go out though each of them may: a part of their thread stands behind them. */
const char      * comms_reread_data_behind      (CommsRereadData *data);

/* Whether all that are decided together are approved, and whether the acting person's signature
 * would be the last that they need. */
gboolean          comms_reread_data_is_approved (CommsRereadData *data);
gboolean          comms_reread_data_completes   (CommsRereadData *data);
/* What is told once they have signed. Not owned. */
const char      * comms_reread_data_signed_word (CommsRereadData *data);

/* The ids of those that are decided together, that of the one that was asked for first, and the
 * version of each that was read. (transfer full) (element-type gint64) */
GArray          * comms_reread_data_ids         (CommsRereadData *data, GArray **versions);

G_END_DECLS
