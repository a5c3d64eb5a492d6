/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CommsSessionSecret:
 * @access: what a request carries
 * @refresh: what a new pair is asked for with; NULL where the token does not end
 * @client_id: of the program that X gave the pair to; NULL elsewhere
 * @expires_at: UTC milliseconds, or 0 where it does not end
 * @issued_at: UTC milliseconds, or 0 where that is not known
 *
 * What lies in the keyring for an account that is signed in: one JSON object, so that a pair is
 * replaced as a whole (networks, section 5). Inside the folder only.
 */
typedef struct
{
  char *access;
  char *refresh;
  char *client_id;
  gint64 expires_at;
  gint64 issued_at;
} CommsSessionSecret;

void                 comms_session_secret_free  (CommsSessionSecret *secret);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsSessionSecret, comms_session_secret_free)

CommsSessionSecret * comms_session_secret_new   (const char *access, const char *refresh,
                                                 gint64 expires_at, gint64 issued_at);
/* NULL where it is damaged: no object, no token, or one that would break out of its header. */
CommsSessionSecret * comms_session_secret_parse (const char *json);
/* Free it with comms_secret_free(). */
char               * comms_session_secret_print (const CommsSessionSecret *secret);

/* Whether it can stand in an HTTP header: not empty, and printable ASCII alone. */
gboolean             comms_session_is_token     (const char *token);

G_END_DECLS
