/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-calendar-move.h"
#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsCalendarPage:
 *
 * Posts and releases over time: month, day and agenda, with the undated drafts under them.
 * Everything on it moves by drag, by key and by menu, and can be taken back.
 *
 * Property "view": "month", "day" or "agenda".
 */
#define COMMS_TYPE_CALENDAR_PAGE (comms_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (CommsCalendarPage, comms_calendar_page, COMMS, CALENDAR_PAGE, CommsPage)

/* Shows the month, or the day itself, that holds that date (a Julian day number). */
void     comms_calendar_page_show_day (CommsCalendarPage *self,
                                       guint              day);

/* For the views. Moves the item, or says what stands against it and returns FALSE. */
gboolean comms_calendar_page_move     (CommsCalendarPage *self,
                                       CommsCalendarItem *item,
                                       const CommsMove   *move);

/* The context menu at a point of the page, for what has the focus. */
void     comms_calendar_page_popup    (CommsCalendarPage *self,
                                       double             x,
                                       double             y);

G_END_DECLS
