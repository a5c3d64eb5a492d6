/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-split.h"

G_BEGIN_DECLS

/**
 * CommsSplitView:
 *
 * A whole text with what each block of it is taken for (R1, R2): headline, subhead, lede, body,
 * quotes, conclusion, or left out. A person corrects the proposal by dragging the borders, by
 * Alt+Up and Alt+Down on one, or by the menu of a block; each step can be undone.
 *
 * Signals "use" when the parts are right, "cancelled" when they are not wanted.
 */
#define COMMS_TYPE_SPLIT_VIEW (comms_split_view_get_type ())
G_DECLARE_FINAL_TYPE (CommsSplitView, comms_split_view, COMMS, SPLIT_VIEW, GtkWidget)

/* Shows a copy of @split. @note: a sentence on how the text was read, or NULL. @language: of the
 * text, or NULL. */
void               comms_split_view_set        (CommsSplitView   *self,
                                                const CommsSplit *split,
                                                const char       *note,
                                                const char       *language);
/* As a person has corrected it, NULL while there is none. Not owned. */
const CommsSplit * comms_split_view_get        (CommsSplitView   *self);
void               comms_split_view_clear      (CommsSplitView   *self);
void               comms_split_view_set_folded (CommsSplitView   *self,
                                                gboolean          folded);

G_END_DECLS
