/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsPips:
 *
 * A small bar for each post of a day: green from the lowest number that is enough, amber under
 * it; as many as there is room for. Decoration beside a number or words that say the same; it has no accessible text.
 */
#define COMMS_TYPE_PIPS (comms_pips_get_type ())
G_DECLARE_FINAL_TYPE (CommsPips, comms_pips, COMMS, PIPS, GtkWidget)

GtkWidget * comms_pips_new (void);

/* @low: fewer than this is too few. */
void        comms_pips_set (CommsPips *self,
                            guint      count,
                            guint      low);

G_END_DECLS
