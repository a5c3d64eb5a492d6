/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-today-data.h"

G_BEGIN_DECLS

/**
 * CommsFactRow:
 *
 * A figure with its unit, and what it stands for: a deadline, a day that comes.
 */
#define COMMS_TYPE_FACT_ROW (comms_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsFactRow, comms_fact_row, COMMS, FACT_ROW, GtkListBoxRow)

GtkWidget * comms_fact_row_new_deadline (const CommsTodayDeadline *deadline,
                                         const CommsTodayData     *data);
GtkWidget * comms_fact_row_new_occasion (const CommsTodayOccasion *occasion,
                                         const CommsTodayData     *data);

G_END_DECLS
