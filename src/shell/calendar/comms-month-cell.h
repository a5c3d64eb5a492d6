/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-card.h"
#include "comms-calendar-data.h"

G_BEGIN_DECLS

/**
 * CommsMonthCell:
 *
 * One day of the month: number, pips, occasion, and as many whole cards as its height allows. It
 * has only as many cards as can be seen, and shows a window of the day's items through them; the
 * rest is counted as "+n".
 */
#define COMMS_TYPE_MONTH_CELL (comms_month_cell_get_type ())
G_DECLARE_FINAL_TYPE (CommsMonthCell, comms_month_cell, COMMS, MONTH_CELL, GtkWidget)

GtkWidget         * comms_month_cell_new         (void);

/* Which day it is. @month: days of other months are set back. */
void                comms_month_cell_set_day     (CommsMonthCell    *self,
                                                  guint              day,
                                                  GDateMonth         month,
                                                  gboolean           first_of_grid);
guint               comms_month_cell_get_day     (CommsMonthCell    *self);
void                comms_month_cell_set_today   (CommsMonthCell    *self,
                                                  gboolean           is_today);

/* Without cards, for a narrow window. */
void                comms_month_cell_set_compact (CommsMonthCell    *self,
                                                  gboolean           compact);

/* Takes the day's items out of @items, which hold others too, from @start on. Returns the index
 * of the first item of a later day. */
guint               comms_month_cell_fill        (CommsMonthCell    *self,
                                                  CommsCalendarData *data,
                                                  GPtrArray         *items,
                                                  guint              start);

guint               comms_month_cell_n_items     (CommsMonthCell    *self);
CommsCalendarItem * comms_month_cell_get_item    (CommsMonthCell    *self,
                                                  guint              index);

/* The index of the item that has the focus, or -1. */
int                 comms_month_cell_get_focused (CommsMonthCell    *self);

/* Gives the focus to that item, scrolled into sight, or to the day itself with -1. */
void                comms_month_cell_focus_item  (CommsMonthCell    *self,
                                                  int                index);

/* Whether a point of the cell lies in its head, which opens the day. */
gboolean            comms_month_cell_in_head     (CommsMonthCell    *self,
                                                  double             y);

G_END_DECLS
