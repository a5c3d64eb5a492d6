/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-target.h"

G_BEGIN_DECLS

/* A person in the list of the directory; follows changes of the record. */
#define COMMS_TYPE_TARGET_ROW (comms_target_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsTargetRow, comms_target_row, COMMS, TARGET_ROW, GtkListBoxRow)

GtkWidget   * comms_target_row_new        (CommsTarget    *target);
CommsTarget * comms_target_row_get_target (CommsTargetRow *self);

/* "Daily Margalla · child protection": what tells people apart, in one line. (transfer full) */
char        * comms_target_dup_line       (CommsTarget    *target);

G_END_DECLS
