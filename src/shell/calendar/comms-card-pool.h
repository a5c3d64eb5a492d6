/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-calendar-card.h"

G_BEGIN_DECLS

/**
 * CommsCardPool:
 *
 * The cards of one view, made as they are needed and used again at the next filling:
 * begin, next for each item, end. A card that is new has no parent yet.
 */
typedef struct _CommsCardPool CommsCardPool;

CommsCardPool     * comms_card_pool_new         (CommsCardStyle     style);
void                comms_card_pool_free        (CommsCardPool     *self);

void                comms_card_pool_begin       (CommsCardPool     *self);
GtkWidget         * comms_card_pool_next        (CommsCardPool     *self,
                                                 CommsCalendarItem *item,
                                                 gint64             now);
/* Hides what is left over. */
void                comms_card_pool_end         (CommsCardPool     *self);

guint               comms_card_pool_n_cards     (CommsCardPool     *self);
GtkWidget         * comms_card_pool_get         (CommsCardPool     *self,
                                                 guint              index);

/* The card of the item, or NULL. */
GtkWidget         * comms_card_pool_find        (CommsCardPool     *self,
                                                 CommsCalendarItem *item);
/* The item whose card has the focus, or NULL. (transfer full) */
CommsCalendarItem * comms_card_pool_dup_focused (CommsCardPool     *self);

G_END_DECLS
