/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-data.h"

G_BEGIN_DECLS

/**
 * CommsDayColumn:
 *
 * The cards of one day at their minute, beside the bands of the zones; where too many stand side
 * by side, a number for the others. An embargo that lifts on
 * that day is hatched from the top to a line at its time.
 *
 * Signals "hint" (string): what stands against the drop under the pointer, NULL for nothing;
 * "aim" (int minute, gboolean legal): where a dragged post would stand, -1 for nowhere.
 */
#define COMMS_TYPE_DAY_COLUMN (comms_day_column_get_type ())
G_DECLARE_FINAL_TYPE (CommsDayColumn, comms_day_column, COMMS, DAY_COLUMN, GtkWidget)

/* Shows those of @items that lie on @day. The focus stays with its item. */
void     comms_day_column_fill       (CommsDayColumn    *self,
                                      CommsCalendarData *data,
                                      GPtrArray         *items,
                                      guint              day);
gboolean comms_day_column_focus_item (CommsDayColumn    *self,
                                      CommsCalendarItem *item);
/* The minute of the first card, or that of the usual start of work. */
int      comms_day_column_first      (CommsDayColumn    *self);

G_END_DECLS
