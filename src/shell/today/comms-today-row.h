/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-today-data.h"

G_BEGIN_DECLS

/**
 * CommsTodayRow:
 *
 * A post that needs someone: its state first, then what it is, then what can be done about it.
 * Activating the row does the first of these.
 */
#define COMMS_TYPE_TODAY_ROW (comms_today_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsTodayRow, comms_today_row, COMMS, TODAY_ROW, GtkListBoxRow)

GtkWidget * comms_today_row_new      (void);
gint64      comms_today_row_get_id   (CommsTodayRow        *self);
void        comms_today_row_fill     (CommsTodayRow        *self,
                                      const CommsTodayPost *post,
                                      const CommsTodayData *data,
                                      gboolean              folded,
                                      gboolean              suggested);
/* Does what its first button does. */
void        comms_today_row_do_first (CommsTodayRow        *self);

G_END_DECLS
