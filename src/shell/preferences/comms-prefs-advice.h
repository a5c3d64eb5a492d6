/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPrefsAdvice:
 *
 * What the desk notices in a post, and how bad each is: a row of the table of advice each.
 */
#define COMMS_TYPE_PREFS_ADVICE (comms_prefs_advice_get_type ())
G_DECLARE_FINAL_TYPE (CommsPrefsAdvice, comms_prefs_advice, COMMS, PREFS_ADVICE, AdwPreferencesPage)

GtkWidget * comms_prefs_advice_new (CommsDesk *desk);

G_END_DECLS
