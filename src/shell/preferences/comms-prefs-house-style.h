/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPrefsHouseStyle:
 *
 * Hashtags, abbreviations, approved lines, voices and protected names, with a search over all.
 */
#define COMMS_TYPE_PREFS_HOUSE_STYLE (comms_prefs_house_style_get_type ())
G_DECLARE_FINAL_TYPE (CommsPrefsHouseStyle, comms_prefs_house_style, COMMS, PREFS_HOUSE_STYLE,
                      AdwPreferencesPage)

GtkWidget * comms_prefs_house_style_new (CommsDesk *desk);

G_END_DECLS
