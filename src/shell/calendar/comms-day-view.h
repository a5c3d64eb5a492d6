/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-data.h"

G_BEGIN_DECLS

/**
 * CommsDayView:
 *
 * One day: the bands of the zones beside the posts at their minute. Signal "hint" (string): what
 * stands against the drop under the pointer, NULL for nothing.
 */
#define COMMS_TYPE_DAY_VIEW (comms_day_view_get_type ())
G_DECLARE_FINAL_TYPE (CommsDayView, comms_day_view, COMMS, DAY_VIEW, GtkWidget)

void     comms_day_view_fill       (CommsDayView      *self,
                                    CommsCalendarData *data,
                                    GPtrArray         *items,
                                    guint              day);
gboolean comms_day_view_focus_item (CommsDayView      *self,
                                    CommsCalendarItem *item);
/* Only the desk's own zone, for a narrow window. */
void     comms_day_view_set_narrow (CommsDayView      *self,
                                    gboolean           narrow);

G_END_DECLS
