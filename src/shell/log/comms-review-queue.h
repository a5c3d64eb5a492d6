/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/* So many cards are shown; the next ones come when these are decided. */
#define COMMS_REVIEW_QUEUE_LENGTH 20

/**
 * CommsReviewQueue:
 *
 * The engagements that wait for a manager, oldest first. While it has the focus, A signs off, C
 * goes to the comment, N to the next. Property "count" (guint, read-only).
 */
#define COMMS_TYPE_REVIEW_QUEUE (comms_review_queue_get_type ())
G_DECLARE_FINAL_TYPE (CommsReviewQueue, comms_review_queue, COMMS, REVIEW_QUEUE, GtkWidget)

/* Asks the desk again. Calls that are under way end with @cancellable. */
void  comms_review_queue_refresh   (CommsReviewQueue *self,
                                    CommsDesk        *desk,
                                    GCancellable     *cancellable);
guint comms_review_queue_get_count (CommsReviewQueue *self);

G_END_DECLS
