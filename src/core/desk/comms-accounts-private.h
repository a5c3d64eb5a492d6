/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-accounts.h"

G_BEGIN_DECLS

/* Inside the folder only. */

/* Fills in what is left out and refuses what makes no sense or is not allowed, as saving does. */
gboolean comms_accounts_check       (CommsTx *tx, CommsAccount *account, GError **error);

/* Whether it waits until a person lets it go on. What the network says meanwhile does not. */
gboolean comms_accounts_is_paused_by_person (CommsAccount *account);

/* Records whether the account may send, with an audit entry where that is news. */
gboolean comms_accounts_set_state   (CommsTx *tx, CommsAccount *account, CommsAccountState state,
                                     gint64 until, const char *reason, GError **error);

G_END_DECLS
