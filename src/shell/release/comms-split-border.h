/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsSplitBorder:
 *
 * The border between two parts of a text that is split: a line with a handle, which the view
 * around it drags. With the focus, Alt+Up and Alt+Down move it.
 *
 * Signal "move" (int): by so many rows, down where it is positive.
 */
#define COMMS_TYPE_SPLIT_BORDER (comms_split_border_get_type ())
G_DECLARE_FINAL_TYPE (CommsSplitBorder, comms_split_border, COMMS, SPLIT_BORDER, GtkWidget)

/* Above row @index. */
GtkWidget * comms_split_border_new       (guint             index);
guint       comms_split_border_get_index (CommsSplitBorder *self);
/* What it parts, such as "Headline" and "Subhead", for a screen reader. */
void        comms_split_border_set_names (CommsSplitBorder *self,
                                          const char       *above,
                                          const char       *below);

G_END_DECLS
