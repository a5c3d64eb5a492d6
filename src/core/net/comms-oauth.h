/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-http.h"

G_BEGIN_DECLS

/* What every sign-in needs: random words, forms, and requests that carry secrets (RFC 6749,
 * RFC 7636). Inside the folder only. */

/**
 * CommsCall:
 *
 * A request that owns what it says and overwrites it. Set with comms_call_form() or
 * comms_call_json(), sent once, cleared.
 */
typedef struct
{
  char *method;
  char *uri;
  char *token;             /* or NULL */
  gboolean brings_secrets; /* of CommsHttpRequest */
  const char *type;
  GBytes *body;
} CommsCall;

void comms_call_clear (CommsCall *call);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommsCall, comms_call_clear)

/* @base followed by @path, with no body. @token may be NULL. */
void comms_call_plain (CommsCall *call, const char *method, const char *base, const char *path,
                       const char *token);
/* A POST of a form: names and values in turn, ended by NULL; a NULL value leaves its name out. */
void comms_call_form  (CommsCall *call, const char *base, const char *path, ...)
  G_GNUC_NULL_TERMINATED;
/* A POST of JSON that is a secret. */
void comms_call_json  (CommsCall *call, const char *base, const char *path, const char *json);

/* Sends it; finish with comms_http_request_finish(). */
void comms_call_send_async (CommsHttp *http, const CommsCall *call, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);

/* A word that cannot be guessed: 256 bits in base64url, 43 characters. Free it with
 * comms_secret_free(). */
char     * comms_oauth_random    (void);
/* The S256 challenge of a PKCE verifier (RFC 7636, 4.2). (transfer full) */
char     * comms_oauth_challenge (const char *verifier);
/* @endpoint with a query of names and values in turn; a NULL value leaves its name out. */
char     * comms_oauth_dup_uri   (const char *endpoint, ...) G_GNUC_NULL_TERMINATED;

/* Whether @reply is an answer below 500 and not 429; else an error for a person that names
 * @host: COMMS_NET_ERROR_UNREACHABLE where nothing was written, LIMITED, or UNCLEAR. */
gboolean   comms_oauth_answered  (CommsHttpReply *reply, const char *host, GError **error);

/* That an answer makes no sense: COMMS_NET_ERROR_UNCLEAR. */
void       comms_oauth_set_unclear (const char *host, GError **error);

/* The host of an address, with its port where it is not the usual one; never NULL. */
char     * comms_oauth_dup_host  (const char *uri);

G_END_DECLS
