/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-reread-day-data.h"

G_BEGIN_DECLS

/**
 * CommsRereadDayCard:
 *
 * One post among those that are re-read together: when and from which account it goes out, here
 * and where the audiences are, its text as the network shows it, and what the desk notices.
 */
#define COMMS_TYPE_REREAD_DAY_CARD (comms_reread_day_card_get_type ())
G_DECLARE_FINAL_TYPE (CommsRereadDayCard, comms_reread_day_card, COMMS, REREAD_DAY_CARD, GtkWidget)

GtkWidget * comms_reread_day_card_new      (void);
/* @joins: whether the button is about it as well. */
void        comms_reread_day_card_set_post (CommsRereadDayCard *self,
                                            CommsDayPost       *item,
                                            CommsDay           *day,
                                            gboolean            joins);
/* The colours of the style have changed. */
void        comms_reread_day_card_recolour (CommsRereadDayCard *self);

G_END_DECLS
