/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsCadenceBar:
 *
 * A day's posts of one account as cells: solid for posted, outlined for planned, with a line
 * under the cells that make a good day (R20). In the colour of its account. To a screen reader it
 * is a meter.
 */
#define COMMS_TYPE_CADENCE_BAR (comms_cadence_bar_get_type ())
G_DECLARE_FINAL_TYPE (CommsCadenceBar, comms_cadence_bar, COMMS, CADENCE_BAR, GtkWidget)

/* @low and @high: from how many posts to how many is good. @words: the sum in words. */
void comms_cadence_bar_set (CommsCadenceBar *self,
                            guint            n_posted,
                            guint            n_planned,
                            guint            low,
                            guint            high,
                            const char      *words);

G_END_DECLS
