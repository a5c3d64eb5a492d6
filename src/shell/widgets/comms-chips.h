/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsChips:
 * @combine: whether several can be chosen; set once, at construction
 *
 * Filters with how many each finds. The first stands for all, and is chosen while no other is.
 *
 * Signal "changed" when a person has chosen.
 */
#define COMMS_TYPE_CHIPS (comms_chips_get_type ())
G_DECLARE_FINAL_TYPE (CommsChips, comms_chips, COMMS, CHIPS, GtkWidget)

/* @icon_name and the class that colours it, or NULL. */
void   comms_chips_add       (CommsChips *self,
                              const char *word,
                              const char *icon_name,
                              const char *css_class);
void   comms_chips_set_count (CommsChips *self,
                              guint       index,
                              gint64      count);
/* Set of 1 << index; 0 for all. */
guint  comms_chips_get_chosen (CommsChips *self);
/* Chooses the first one. */
void   comms_chips_choose_all (CommsChips *self);

G_END_DECLS
