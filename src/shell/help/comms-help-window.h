/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CommsHelpWindow:
 *
 * The help, inside the program: short pages by topic.
 */
#define COMMS_TYPE_HELP_WINDOW (comms_help_window_get_type ())
G_DECLARE_FINAL_TYPE (CommsHelpWindow, comms_help_window, COMMS, HELP_WINDOW, AdwWindow)

/* Shows the topic with that key, "" for the first, in the one help window there is. */
void comms_help_window_present (GtkApplication *application,
                                const char     *topic);

G_END_DECLS
