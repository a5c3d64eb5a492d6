/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsImportView:
 *
 * Brings people in from a CSV file: reads it, shows what it would change, and changes that when it
 * is wanted. Signal "done": it is over, one way or the other.
 */
#define COMMS_TYPE_IMPORT_VIEW (comms_import_view_get_type ())
G_DECLARE_FINAL_TYPE (CommsImportView, comms_import_view, COMMS, IMPORT_VIEW, GtkWidget)

/* Reads @file without changing anything, and shows what it found. */
void comms_import_view_begin (CommsImportView *self,
                              CommsDesk       *desk,
                              GFile           *file,
                              GCancellable    *cancellable);

G_END_DECLS
