/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPrefsCost:
 *
 * What X costs (G2): the cap of a month, what this one has cost and will cost, and the table of
 * prices with their dates, to which a manager adds.
 */
#define COMMS_TYPE_PREFS_COST (comms_prefs_cost_get_type ())
G_DECLARE_FINAL_TYPE (CommsPrefsCost, comms_prefs_cost, COMMS, PREFS_COST, AdwPreferencesPage)

GtkWidget * comms_prefs_cost_new (CommsDesk *desk);

G_END_DECLS
