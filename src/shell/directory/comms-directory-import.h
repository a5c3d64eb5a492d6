/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-import-view.h"
#include "comms-page.h"
#include "comms-target.h"

G_BEGIN_DECLS

/* Asks for a CSV file, reads it, and shows in @view, page "import" of @stack, what it would change.
 * When that is decided, page "people" comes back. */
void comms_directory_import    (CommsPage       *page,
                                GtkStack        *stack,
                                CommsImportView *view);

/* Makes an edit, or the putting into the bin, of a person undoable. @before may be unsaved. */
void comms_directory_push_edit (GtkWidget       *widget,
                                CommsTarget     *before,
                                CommsTarget     *after);
void comms_directory_push_bin  (GtkWidget       *widget,
                                CommsTarget     *target);

G_END_DECLS
