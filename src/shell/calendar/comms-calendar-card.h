/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-item.h"

G_BEGIN_DECLS

/**
 * CommsCardStyle:
 * @COMMS_CARD_COMPACT: two short lines, in the month
 * @COMMS_CARD_TRAY: the same without a time, among the undated ones
 * @COMMS_CARD_WIDE: with part, account and language, in the day and the agenda
 */
typedef enum
{
  COMMS_CARD_COMPACT,
  COMMS_CARD_TRAY,
  COMMS_CARD_WIDE,
} CommsCardStyle;

/**
 * CommsCalendarCard:
 *
 * A post or a release in the calendar: time, state as shape and word, the first line of its text
 * in its own direction, the account as stripe and tint. Made once and refilled. It has the focus
 * and a tooltip, and leaves every press and drag to the view that it is in
 * (comms-calendar-input.h).
 */
#define COMMS_TYPE_CALENDAR_CARD (comms_calendar_card_get_type ())
G_DECLARE_FINAL_TYPE (CommsCalendarCard, comms_calendar_card, COMMS, CALENDAR_CARD, GtkWidget)

GtkWidget         * comms_calendar_card_new      (CommsCardStyle     style);

/* @now: an embargo that lifts later shows its lock. NULL empties the card. */
void                comms_calendar_card_set_item (CommsCalendarCard *self,
                                                  CommsCalendarItem *item,
                                                  gint64             now);
CommsCalendarItem * comms_calendar_card_get_item (CommsCalendarCard *self);

/* The card at a point of @view, or NULL. */
CommsCalendarCard * comms_calendar_card_at       (GtkWidget         *view,
                                                  double             x,
                                                  double             y);

/* The card that has the focus within @view, or NULL. */
CommsCalendarCard * comms_calendar_card_focused  (GtkWidget         *view);

G_END_DECLS
