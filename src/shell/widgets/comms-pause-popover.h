/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsPausePopover:
 *
 * Asks why all sending is to be paused, which is not done without a reason, and does it by
 * win.pause-because (s). While it is paused it says why, and asks whether that is to be let go,
 * which it does by win.resume (s), with the reason that it said.
 */
#define COMMS_TYPE_PAUSE_POPOVER (comms_pause_popover_get_type ())
G_DECLARE_FINAL_TYPE (CommsPausePopover, comms_pause_popover, COMMS, PAUSE_POPOVER, GtkPopover)

GtkWidget *comms_pause_popover_new (void);

/* @reason: why all sending is paused, or NULL where it is not. */
void comms_pause_popover_set_paused (CommsPausePopover *self, const char *reason,
                                     gboolean may_resume);

G_END_DECLS
