/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-reread-data.h"

G_BEGIN_DECLS

/**
 * CommsRereadCard:
 * @rtl: whether the text runs from right to left
 * @toggles: whether the pair of toggles for that is on it
 *
 * A post as its network will show it: in its proportions, with pictures and what a reader who does
 * not see them is told, and the page that its link opens.
 *
 * Signal "open-link" (utf8): the link is to be opened.
 */
#define COMMS_TYPE_REREAD_CARD (comms_reread_card_get_type ())
G_DECLARE_FINAL_TYPE (CommsRereadCard, comms_reread_card, COMMS, REREAD_CARD, AdwBin)

GtkWidget  * comms_reread_card_new      (void);

/* @heading: what it is among several, or NULL. Sets @rtl to the direction of the text. */
void         comms_reread_card_set_post (CommsRereadCard *self, CommsRereadPost *post,
                                         const char *heading);

/* After the style was changed: the colours of the text follow it. */
void         comms_reread_card_restyle  (CommsRereadCard *self);

G_END_DECLS
