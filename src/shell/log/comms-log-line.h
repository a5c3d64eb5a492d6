/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"
#include "comms-log-list.h"

G_BEGIN_DECLS

/* One line of the log, with the heading of its day where it is the first. Reused for other rows
 * as the list scrolls. */
#define COMMS_TYPE_LOG_LINE (comms_log_line_get_type ())
G_DECLARE_FINAL_TYPE (CommsLogLine, comms_log_line, COMMS, LOG_LINE, GtkWidget)

GtkWidget * comms_log_line_new     (CommsDesk    *desk);

/* NULL to let go of the row. */
void        comms_log_line_set_row (CommsLogLine *self,
                                    CommsLogRow  *row);

G_END_DECLS
