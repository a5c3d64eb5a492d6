/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-today-data.h"

G_BEGIN_DECLS

/**
 * CommsComingRow:
 *
 * A figure with its unit, and what it stands for: a deadline, a day that comes.
 */
#define COMMS_TYPE_COMING_ROW (comms_coming_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsComingRow, comms_coming_row, COMMS, COMING_ROW, GtkListBoxRow)

GtkWidget * comms_coming_row_new_deadline (const CommsTodayDeadline *deadline,
                                         const CommsTodayData     *data);
GtkWidget * comms_coming_row_new_occasion (const CommsTodayOccasion *occasion,
                                         const CommsTodayData     *data);

G_END_DECLS
