/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-accounts.h"

G_BEGIN_DECLS

/* Inside the folder only. */

/* Fills in what is left out and refuses what makes no sense or is not allowed, as saving does. */
gboolean comms_accounts_check       (CommsTx *tx, CommsAccount *account, GError **error);

/* The row that has this account of its network, whatever state it is in, or NULL without an error.
 * (transfer full) */
CommsAccount * comms_accounts_find_same (CommsTx *tx, CommsAccount *account, GError **error);

/* An entry of the log about @account. */
gboolean comms_accounts_audit       (CommsTx *tx, CommsAccount *account, const char *action,
                                     const char *from_value, const char *to_value, const char *why,
                                     GError **error);

/* Takes over the handle and the name that the network says, with an entry where the handle is
 * another. Posts stay with the account: they know it by its number. */
gboolean comms_accounts_take_name   (CommsTx *tx, CommsAccount *account, const char *handle,
                                     const char *display_name, GError **error);

/* What the account's server allows; the caller saves it. */
void     comms_accounts_take_limits (CommsAccount *account, const CommsNetworkLimits *limits);

/* Whether it waits until a person lets it go on. What the network says meanwhile does not. */
gboolean comms_accounts_is_paused_by_person (CommsAccount *account);

/* Records whether the account may send, with an audit entry where that is news. */
gboolean comms_accounts_set_state   (CommsTx *tx, CommsAccount *account, CommsAccountState state,
                                     gint64 until, const char *reason, GError **error);

G_END_DECLS
