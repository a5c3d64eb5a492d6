/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-today-data.h"

G_BEGIN_DECLS

/**
 * CommsWeekStrip:
 *
 * The seven days from tomorrow: how many posts each has, as number, pips and word.
 */
#define COMMS_TYPE_WEEK_STRIP (comms_week_strip_get_type ())
G_DECLARE_FINAL_TYPE (CommsWeekStrip, comms_week_strip, COMMS, WEEK_STRIP, GtkWidget)

void comms_week_strip_fill (CommsWeekStrip       *self,
                            const CommsTodayData *data);

G_END_DECLS
