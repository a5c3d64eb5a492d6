/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-data.h"

G_BEGIN_DECLS

/**
 * CommsDaySide:
 *
 * Beside the day: the release that its posts come from, which parts of it are used (R2), and what
 * is left to do. A day with several releases shows the one with the most posts first.
 */
#define COMMS_TYPE_DAY_SIDE (comms_day_side_get_type ())
G_DECLARE_FINAL_TYPE (CommsDaySide, comms_day_side, COMMS, DAY_SIDE, GtkWidget)

/* @items: what stands in the calendar (element-type CommsCalendarItem). FALSE where the day has
 * no release. */
gboolean comms_day_side_fill (CommsDaySide *self,
                              CommsDesk    *desk,
                              GPtrArray    *items,
                              guint         day);

G_END_DECLS
