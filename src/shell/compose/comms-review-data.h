/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-reread-data.h"

G_BEGIN_DECLS

/**
 * CommsReviewData:
 * @all: the post, with what is decided together with it
 * @comments: what was said about it, oldest first (element-type CommsComment)
 * @queue: what waits for the acting person, in its order (element-type CommsPost)
 *
 * What the review of a post shows, read in one transaction.
 */
typedef struct
{
  CommsRereadData *all;
  GPtrArray *comments;
  GPtrArray *queue;
} CommsReviewData;

/* CommsTxFunc: of the post with the gint64 id. */
gpointer comms_review_data_load     (CommsTx *tx, gpointer id, GError **error);
void     comms_review_data_free     (CommsReviewData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsReviewData, comms_review_data_free)

/* Where the post stands in the queue, counted from 1, or 0 where it does not wait. */
guint    comms_review_data_position (CommsReviewData *data);

/* What waits after it, from the start again after the last; 0 where nothing else does. */
gint64   comms_review_data_next     (CommsReviewData *data);

/* Why the acting person may not approve it now, or NULL. Not owned. */
const char * comms_review_data_why_not (CommsReviewData *data);

G_END_DECLS
