/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-network.h"

G_BEGIN_DECLS

/**
 * CommsPublisher:
 *
 * Sends what is due, once (design, decision 3; networks, section 4). Takes a lease on an account,
 * commits "sending" with the frozen body, sends, commits the outcome. Between runs it sleeps
 * until the next post is due.
 *
 * Properties: "next-due" (gint64, 0 for none), "next-wake" (gint64, when it has something to do by
 * itself, 0 for never), "busy" (gboolean). Signal "settled" (gint64 post
 * id) when a try has an outcome.
 */
#define COMMS_TYPE_PUBLISHER (comms_publisher_get_type ())
G_DECLARE_FINAL_TYPE (CommsPublisher, comms_publisher, COMMS, PUBLISHER, GObject)

CommsPublisher * comms_publisher_new              (CommsDesk *desk);

/* Sends by itself from now on; at first, settles what an earlier process left in "sending". */
void             comms_publisher_start            (CommsPublisher *self);
void             comms_publisher_stop             (CommsPublisher *self);

/* One pass over what is due now. The result is the number of posts that were tried. */
void             comms_publisher_send_due_async   (CommsPublisher *self, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
guint            comms_publisher_send_due_finish  (CommsPublisher *self, GAsyncResult *result,
                                                   GError **error);

/* Sends one queued post now, if its hold is over. */
void             comms_publisher_send_async       (CommsPublisher *self, gint64 post_id,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
gboolean         comms_publisher_send_finish      (CommsPublisher *self, GAsyncResult *result,
                                                   GError **error);

/* Looks on the network whether a post of unknown outcome is out, and settles it where that is
 * certain. */
void             comms_publisher_reconcile_async  (CommsPublisher *self, gint64 post_id,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
gboolean         comms_publisher_reconcile_finish (CommsPublisher *self, GAsyncResult *result,
                                                   GError **error);

/* Takes a posted one off the network and records why and by whom; the record stays (R17). */
void             comms_publisher_withdraw_async   (CommsPublisher *self, gint64 post_id,
                                                   const char *reason, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
gboolean         comms_publisher_withdraw_finish  (CommsPublisher *self, GAsyncResult *result,
                                                   GError **error);

G_END_DECLS
