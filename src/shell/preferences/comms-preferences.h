/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPreferences:
 *
 * How the desk is set up: its day, its accounts, its people, its rules, and the program's language.
 * Everything is kept at once; there is nothing to confirm.
 */
#define COMMS_TYPE_PREFERENCES (comms_preferences_get_type ())
G_DECLARE_FINAL_TYPE (CommsPreferences, comms_preferences, COMMS, PREFERENCES, AdwWindow)

/* Shows the page "desk", "accounts", "people", "approval", "cost" or "program" of the desk's preferences,
 * in the window that is open already where there is one. */
void comms_preferences_present (GtkWindow  *parent,
                                CommsDesk  *desk,
                                const char *page);

G_END_DECLS
