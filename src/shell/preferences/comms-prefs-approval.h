/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPrefsApproval:
 *
 * Whether a post needs a second person.
 */
#define COMMS_TYPE_PREFS_APPROVAL (comms_prefs_approval_get_type ())
G_DECLARE_FINAL_TYPE (CommsPrefsApproval, comms_prefs_approval, COMMS, PREFS_APPROVAL,
                      AdwPreferencesPage)

GtkWidget * comms_prefs_approval_new (CommsDesk *desk);

G_END_DECLS
