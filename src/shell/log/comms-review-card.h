/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"
#include "comms-engagement.h"

G_BEGIN_DECLS

/**
 * CommsReviewCard:
 *
 * An engagement that waits for a manager: sign it off, or return it with a comment. Signal
 * "decided" (gint64 engagement id, gboolean signed off, const char *comment or NULL).
 */
#define COMMS_TYPE_REVIEW_CARD (comms_review_card_get_type ())
G_DECLARE_FINAL_TYPE (CommsReviewCard, comms_review_card, COMMS, REVIEW_CARD, GtkListBoxRow)

/* @who is the person that it was with, or NULL. */
GtkWidget * comms_review_card_new      (CommsEngagement *engagement,
                                        const char      *who,
                                        CommsDesk       *desk);
void        comms_review_card_sign_off (CommsReviewCard *self);
void        comms_review_card_comment  (CommsReviewCard *self);

G_END_DECLS
