/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-account.h"
#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsAccountRow:
 *
 * One account: what the desk calls it, its colour and language; testing its sign-in; removing it
 * after saying what that means.
 */
#define COMMS_TYPE_ACCOUNT_ROW (comms_account_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsAccountRow, comms_account_row, COMMS, ACCOUNT_ROW, AdwExpanderRow)

GtkWidget * comms_account_row_new      (CommsDesk    *desk,
                                        CommsAccount *account);

/* A choice of the six colours, by name. (transfer floating) */
GtkWidget * comms_account_colour_row   (void);

G_END_DECLS
