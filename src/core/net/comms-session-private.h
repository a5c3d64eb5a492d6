/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "comms-oauth.h"
#include "comms-session-secret.h"

G_BEGIN_DECLS

/**
 * CommsSessionKind:
 * @network: the key of the network
 * @is_rejected: whether an answer says that the token is not taken; NULL for the status 401
 * @renew: sets the request for a new pair
 * @read: the new pair out of the answer, which was below 500 and not 429;
 *   COMMS_NET_ERROR_SIGN_IN where it says no
 * @log_in: sets the request for a new pair with the app password that the person left in the
 *   keyring, or NULL where the network has no such thing
 *
 * How the tokens of a network are renewed. A network without a row has tokens that do not end.
 */
typedef struct
{
  const char *network;
  gboolean (*is_rejected) (CommsHttpReply *reply);
  void (*renew) (CommsCall *call, const char *api_base, const CommsSessionSecret *old);
  CommsSessionSecret *(*read) (CommsHttpReply *reply, const CommsSessionSecret *old, gint64 now,
                               GError **error);
  void (*log_in) (CommsCall *call, const char *api_base, const char *user_id,
                  const char *app_password);
} CommsSessionKind;

extern const CommsSessionKind comms_x_session_kind;
extern const CommsSessionKind comms_bluesky_session_kind;

/* The pair in the answer of an OAuth token address; COMMS_NET_ERROR_SIGN_IN, with an empty
 * message, where it says no. */
CommsSessionSecret * comms_oauth_read_pair    (CommsHttpReply *reply, const char *host, gint64 now,
                                               GError **error);
/* The pair in an answer that made or renewed a session, or NULL. */
CommsSessionSecret * comms_bluesky_read_pair  (JsonObject *root, gint64 now);
/* What is sent to make a session. Free it with comms_secret_free(). */
char               * comms_bluesky_dup_log_in (const char *identifier, const char *password);

G_END_DECLS
