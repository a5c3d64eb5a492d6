/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"
#include "comms-engagement.h"
#include "comms-target.h"

G_BEGIN_DECLS

/**
 * CommsReviewCard:
 *
 * An engagement that waits for a manager: sign it off, or return it with a comment. Signal
 * "decided" (gint64 engagement id, gboolean signed off, const char *comment or NULL).
 */
#define COMMS_TYPE_REVIEW_CARD (comms_review_card_get_type ())
G_DECLARE_FINAL_TYPE (CommsReviewCard, comms_review_card, COMMS, REVIEW_CARD, GtkListBoxRow)

/* @target is whom it was with, or NULL. */
GtkWidget * comms_review_card_new      (CommsEngagement *engagement,
                                        CommsTarget     *target,
                                        CommsDesk       *desk);
/* Shows what can be decided about it, and no longer about another one. */
void        comms_review_card_open     (CommsReviewCard *self);
void        comms_review_card_sign_off (CommsReviewCard *self);
void        comms_review_card_comment  (CommsReviewCard *self);

G_END_DECLS
