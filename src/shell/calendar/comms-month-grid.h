/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-data.h"
#include "comms-month-cell.h"

G_BEGIN_DECLS

/**
 * CommsMonthGrid:
 *
 * A month as weeks of seven days, or one of its weeks. Its cells are made once and refilled. Arrows move through days
 * and their cards; Tab leaves.
 *
 * Property "day": the day that the focus is on, or was on last. Signals "leave" (guint day): the
 * arrows lead to a day beyond the grid; "hint" (string): what stands against the drop under the
 * pointer, NULL for nothing.
 */
#define COMMS_TYPE_MONTH_GRID (comms_month_grid_get_type ())
G_DECLARE_FINAL_TYPE (CommsMonthGrid, comms_month_grid, COMMS, MONTH_GRID, GtkWidget)

/* The days that the grid shows for the month that holds @day. */
CommsCalendarRange comms_month_grid_range       (guint              day);

/* Shows the month that holds @day, or with @week its week alone; empty until it is filled. */
void               comms_month_grid_set_period  (CommsMonthGrid    *self,
                                                 guint              day,
                                                 gboolean           week);
/* @items: those that are to be shown, in order. The focus stays with its item. */
void               comms_month_grid_fill        (CommsMonthGrid    *self,
                                                 CommsCalendarData *data,
                                                 GPtrArray         *items);
void               comms_month_grid_set_compact (CommsMonthGrid    *self,
                                                 gboolean           compact);

guint              comms_month_grid_get_day     (CommsMonthGrid    *self);
/* Moves the mark, and with @grab the focus, to a day that the grid shows. */
void               comms_month_grid_set_day     (CommsMonthGrid    *self,
                                                 guint              day,
                                                 gboolean           grab);
/* Gives the focus to the item's card. FALSE where the grid does not show it. */
gboolean           comms_month_grid_focus_item  (CommsMonthGrid    *self,
                                                 CommsCalendarItem *item);

/* The cell of a day, or NULL. */
CommsMonthCell   * comms_month_grid_get_cell    (CommsMonthGrid    *self,
                                                 guint              day);

G_END_DECLS
