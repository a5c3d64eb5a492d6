/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsConnectRow:
 *
 * Connects another account on a network. The token goes into the keyring and is forgotten here.
 */
#define COMMS_TYPE_CONNECT_ROW (comms_connect_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsConnectRow, comms_connect_row, COMMS, CONNECT_ROW, AdwExpanderRow)

GtkWidget * comms_connect_row_new (CommsDesk *desk);

G_END_DECLS
