/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPrefsDesk:
 *
 * The desk's day: its zone and those of its audiences, the times of its posts, its limits.
 */
#define COMMS_TYPE_PREFS_DESK (comms_prefs_desk_get_type ())
G_DECLARE_FINAL_TYPE (CommsPrefsDesk, comms_prefs_desk, COMMS, PREFS_DESK, AdwPreferencesPage)

GtkWidget * comms_prefs_desk_new (CommsDesk *desk);

G_END_DECLS
