/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-today-data.h"

G_BEGIN_DECLS

/**
 * CommsCadenceRow:
 *
 * How an account stands today: its name, the sum in words, the bar.
 */
#define COMMS_TYPE_CADENCE_ROW (comms_cadence_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsCadenceRow, comms_cadence_row, COMMS, CADENCE_ROW, GtkListBoxRow)

GtkWidget * comms_cadence_row_new (const CommsTodayCadence *cadence,
                                   const CommsTodayData    *data);

G_END_DECLS
