/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-clock.h"
#include "comms-http.h"
#include "comms-secrets.h"

G_BEGIN_DECLS

/**
 * CommsSession:
 *
 * The sign-in of one account: gives the token that a request carries, and renews it where the
 * network's tokens end. A network's renewal token works once, and using it twice ends the whole
 * sign-in on X (networks, section 1.1); therefore there is one session for an account in this
 * process, one renewal at a time among all of this user's programs, and a new pair is used only
 * when the keyring has it.
 *
 * It is used by CommsNetwork, for every request; nothing else needs it. For the main thread only.
 */
#define COMMS_TYPE_SESSION (comms_session_get_type ())
G_DECLARE_FINAL_TYPE (CommsSession, comms_session, COMMS, SESSION, GObject)

/* The session for @key, in @secrets, at @api_base, which has no "/" at its end. @handle is for
 * sentences. The same one for the same account as long as anybody holds it. (transfer full) */
CommsSession * comms_session_dup               (CommsSecrets *secrets, const CommsSecretKey *key,
                                                const char *api_base, const char *handle);

/* The name of the lock under which the sign-in for @key is renewed (comms-file-lock.h). (transfer
 * full) */
char         * comms_session_dup_lock          (const CommsSecretKey *key);

/* The computer's clock unless told. */
void           comms_session_set_clock         (CommsSession *self, CommsClock *clock);

/* Gets a token that is good for some minutes. @rejected is a token that the network has just
 * refused, or NULL: then another is given, or the error is COMMS_NET_ERROR_SIGN_IN.
 *
 * Errors: COMMS_SECRETS_ERROR where the keyring gives or takes nothing;
 * COMMS_NET_ERROR_SIGN_IN where a person has to sign in again; another of COMMS_NET_ERROR or
 * G_FILE_ERROR where it may work later; G_IO_ERROR_CANCELLED. Whatever it is, no request was
 * written that the token was wanted for. */
void           comms_session_get_token_async   (CommsSession *self, const char *rejected,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
/* Free it with comms_secret_free(). */
char         * comms_session_get_token_finish  (CommsSession *self, GAsyncResult *result,
                                                GError **error);

/* Whether @reply says that the token is not taken, so that another may help. The request had no
 * effect then. */
gboolean       comms_session_is_rejected       (CommsSession *self, CommsHttpReply *reply);

/* The name under which an item of @handle stands in the keyring. (transfer full) */
char         * comms_session_dup_label         (const char *handle);

G_END_DECLS
