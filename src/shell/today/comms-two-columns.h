/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsTwoColumns:
 *
 * Two widgets beside each other, the first 1.62 times as wide; one under the other where it has
 * too little room for both.
 */
#define COMMS_TYPE_TWO_COLUMNS (comms_two_columns_get_type ())
G_DECLARE_FINAL_TYPE (CommsTwoColumns, comms_two_columns, COMMS, TWO_COLUMNS, GtkWidget)

G_END_DECLS
