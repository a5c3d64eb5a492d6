/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsPausePopover:
 *
 * Asks why all sending is to be paused, which is not done without a reason, and does it by
 * win.pause-because (s).
 */
#define COMMS_TYPE_PAUSE_POPOVER (comms_pause_popover_get_type ())
G_DECLARE_FINAL_TYPE (CommsPausePopover, comms_pause_popover, COMMS, PAUSE_POPOVER, GtkPopover)

GtkWidget *comms_pause_popover_new (void);

G_END_DECLS
