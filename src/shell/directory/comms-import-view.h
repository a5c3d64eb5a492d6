/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-targets.h"

G_BEGIN_DECLS

/**
 * CommsImportView:
 *
 * What an import would do, before it is done. Signal "decided" (gboolean): import, or leave it.
 */
#define COMMS_TYPE_IMPORT_VIEW (comms_import_view_get_type ())
G_DECLARE_FINAL_TYPE (CommsImportView, comms_import_view, COMMS, IMPORT_VIEW, GtkWidget)

/* @report stays the caller's. @name is the file's. */
void comms_import_view_show (CommsImportView   *self,
                             const char        *name,
                             CommsImportReport *report);

G_END_DECLS
