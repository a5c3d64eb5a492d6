/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-desk.h"
#include "comms-metric.h"

G_BEGIN_DECLS

/* What became of the desk's own posts: the networks' figures, as a dated series for each post
 * (R64). Reading is off until a manager has confirmed it for the account
 * (G1), and nothing else ever waits for it. */

/* When the figures of a post are next due, with @read_at the last time that they were read, or 0:
 * an hour, a day, a week and four weeks after it went out, then never. A reading that was missed
 * is made up for by the next one. Brought to full quarters of an hour, so that posts that stand
 * close together are asked for with one request. 0 for never. */
gint64     comms_metrics_next_due    (gint64 posted_at, gint64 read_at);

/* Why the desk does not read from @account, and where that is changed, as a sentence; NULL where
 * it may. (transfer full) */
char     * comms_metrics_dup_why_not (CommsAccount *account);

/* The series of a post, the oldest first. (transfer full) (element-type CommsMetric) */
GPtrArray * comms_metrics_list       (CommsTx *tx, gint64 post_id, GError **error);

/* The last reading of each post that went out from @from until @until: post id to CommsMetric, for
 * g_int64_hash(). (transfer full) */
GHashTable * comms_metrics_last      (CommsTx *tx, gint64 from, gint64 until, GError **error);

/* "12 likes, 3 reposts, 2 replies, 340 views": what the network told, or that it is not there any
 * more. (transfer full) */
char     * comms_metrics_dup_words   (CommsMetric *metric);

/* Reads what is due, on @account_id or, with 0, on every account that may be read, as few billed
 * posts as it takes; with @post_id, that post whether it is due or not. What it costs counts
 * against the month. COMMS_RULE_LIMIT where the cap leaves no room, COMMS_NET_ERROR_REFUSED where
 * one was named and may not be read. An account that fails does not keep the others from being
 * read. */
void       comms_metrics_read_async  (CommsDesk *desk, gint64 account_id, gint64 post_id,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
/* How many posts were read, -1 on error. */
gssize     comms_metrics_read_finish (CommsDesk *desk, GAsyncResult *result, GError **error);

/**
 * CommsMetricsStep:
 * @account_id: what is asked for, or 0
 * @post_id: what is asked for, or 0
 * @skip: ids of accounts that have been tried (gint64)
 * @account: where to read next; NULL when nothing is left
 * @posts: (element-type CommsPost): of that account, at most a hundred
 * @found: (element-type CommsMetrics): what the network said
 *
 * One request on its way, handed to one thread after the other. Inside the folder only.
 */
typedef struct
{
  gint64 account_id;
  gint64 post_id;
  GHashTable *skip;

  CommsAccount *account;
  GPtrArray *posts;
  GPtrArray *found;
} CommsMetricsStep;

CommsMetricsStep * comms_metrics_step_new  (gint64 account_id, gint64 post_id);
void       comms_metrics_step_free         (CommsMetricsStep *step);
/* CommsTxFunc: finds the next account to read and its posts; writes down what it said. */
gpointer   comms_metrics_begin             (CommsTx *tx, gpointer step, GError **error);
gpointer   comms_metrics_end               (CommsTx *tx, gpointer step, GError **error);

G_END_DECLS
