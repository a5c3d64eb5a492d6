/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPrefsRecords:
 *
 * A list of what the desk has several of, a row each, and at its end a row for a new one.
 */
#define COMMS_TYPE_PREFS_RECORDS (comms_prefs_records_get_type ())
G_DECLARE_FINAL_TYPE (CommsPrefsRecords, comms_prefs_records, COMMS, PREFS_RECORDS,
                      AdwPreferencesPage)

GtkWidget * comms_prefs_accounts_new (CommsDesk *desk);
GtkWidget * comms_prefs_people_new   (CommsDesk *desk);

G_END_DECLS
