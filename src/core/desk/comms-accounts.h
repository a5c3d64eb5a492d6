/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-desk.h"
#include "comms-fit.h"
#include "comms-network.h"
#include "comms-occasion.h"
#include "comms-sign-in.h"

G_BEGIN_DECLS

/* Accounts: the row in the store; connecting puts the tokens into the keyring first, so that no
 * account is without them. Saving is for managers, fills in what is left out, and
 * leaves alone whether the account may send: that follows from what the network says, and from
 * comms_accounts_pause(). A new account is refused unless "official-confirmed-by" is set, and the
 * desk writes down who acts and when instead of what stands there; not so on this computer, where
 * no ministry has an account (C19). "reading-confirmed-by" is whoever confirmed that the desk may
 * read; when is written down (G1). */
gboolean       comms_accounts_save          (CommsTx *tx, gpointer account, GError **error);
/* Pauses one account with a reason, or lets it go on with NULL. */
gboolean       comms_accounts_pause         (CommsTx *tx, gint64 id, const char *reason,
                                             GError **error);
/* Why whoever acts may not let an account go on that a person paused, or NULL. (transfer full) */
char         * comms_accounts_why_not_resume (CommsTx *tx, gint64 id);
CommsAccount * comms_accounts_load          (CommsTx *tx, gint64 id, GError **error);
/* Without those that were removed. (transfer full) (element-type CommsAccount) */
GPtrArray    * comms_accounts_list          (CommsTx *tx, GError **error);

/* A sign-in on behalf of this desk: with its keyring, its clock and, on X, the ministry's client
 * id. COMMS_ERROR_INVALID where the policy has none. (transfer full) */
CommsSignIn  * comms_accounts_sign_in_new   (CommsDesk *desk, const CommsSignInRequest *request,
                                             GError **error);
/* Whether the acting person may connect @account, or sign it in again: before they are sent to its
 * network, which tells the rest of it. A CommsRecordFunc. */
gboolean       comms_accounts_may_connect   (CommsTx *tx, gpointer account, GError **error);
/* Connects the account that @grant is for. @account is what the person chose of it; the rest is
 * filled in. One that is at the desk already, or was, is signed in again in its row. */
void           comms_accounts_adopt_async   (CommsDesk *desk, CommsAccount *account,
                                             CommsGrant *grant, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean       comms_accounts_adopt_finish  (CommsDesk *desk, GAsyncResult *result,
                                             GError **error);
/* Signs in again what is at the desk. COMMS_ERROR_INVALID where @grant is another account's. */
void           comms_accounts_renew_async   (CommsDesk *desk, gint64 id, CommsGrant *grant,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean       comms_accounts_renew_finish  (CommsDesk *desk, GAsyncResult *result,
                                             GError **error);
/* Connects an account with a token that the person has. */
void           comms_accounts_connect_async (CommsDesk *desk, CommsAccount *account,
                                             const char *token, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean       comms_accounts_connect_finish(CommsDesk *desk, GAsyncResult *result,
                                             GError **error);
/* Asks the network whose the token is, and records that it works or not, and under which handle. */
void           comms_accounts_test_async    (CommsDesk *desk, gint64 id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
CommsIdentity * comms_accounts_test_finish  (CommsDesk *desk, GAsyncResult *result,
                                             GError **error);
/* Signs out at the network and forgets the tokens; the row stays for the posts that name it. */
void           comms_accounts_remove_async  (CommsDesk *desk, gint64 id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
/* @told, which may be NULL: whether the network knows; else the person has to end the sign-in
 * there. */
gboolean       comms_accounts_remove_finish (CommsDesk *desk, GAsyncResult *result,
                                             gboolean *told, GError **error);

/* How the account's network counts a text, and how much of it the account may post; X's rule for a
 * network that the table does not know. */
CommsTextMeasure comms_account_measure      (CommsAccount *account);

/* Where this computer's clock is more than a minute away from the network's: a sentence that says so
 * (networks, section 6); else NULL. (transfer full) */
char         * comms_account_dup_clock_warning (CommsAccount *account);

/* How many more posts the network takes from the account until when, as a sentence, where only few
 * are left: a tenth of what it allows, or none (R80); else NULL. (transfer full) */
char         * comms_account_dup_rate_warning (CommsAccount *account, gint64 now, const char *zone);

/* People, policy, occasions: the desk's set-up. (element-type CommsPerson), (CommsOccasion) */
GPtrArray    * comms_people_list            (CommsTx *tx, GError **error);
gboolean       comms_people_save            (CommsTx *tx, gpointer person, GError **error);
/* Managers only; one audit entry for each field that changed. Whether sending is paused is left to
 * comms_policy_pause(). */
gboolean       comms_policy_save            (CommsTx *tx, gpointer policy, GError **error);
/* Pauses all sending at once with a reason, which has words in it, or goes on with NULL. */
gboolean       comms_policy_pause           (CommsTx *tx, const char *reason, GError **error);
GPtrArray    * comms_occasions_list         (CommsTx *tx, GError **error);
/* The first instant of the day in @zone on which it comes next, on or after the day of @now; 0 where
 * it was only once and is over. */
gint64         comms_occasion_next          (CommsOccasion *occasion, const char *zone,
                                             gint64 now);

G_END_DECLS
