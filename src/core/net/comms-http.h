/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CommsHttpOutcome:
 * @COMMS_HTTP_ANSWERED: an answer came, whole
 * @COMMS_HTTP_UNREACHABLE: nothing was written: no connection
 * @COMMS_HTTP_NO_ADDRESS: nothing was written: the host's name could not be resolved, or there is none
 * @COMMS_HTTP_NO_PROXY: nothing was written: the proxy of this computer does not let it through
 * @COMMS_HTTP_UNSAFE: nothing was written: the connection could not be made secure
 * @COMMS_HTTP_TIMED_OUT: no whole answer in time, after writing had begun
 * @COMMS_HTTP_DROPPED: the connection broke after writing had begun
 * @COMMS_HTTP_STOPPED: it was cancelled after writing had begun
 *
 * How far a request came. What matters is whether the server can have acted on it.
 */
typedef enum
{
  COMMS_HTTP_ANSWERED,
  COMMS_HTTP_UNREACHABLE,
  COMMS_HTTP_NO_ADDRESS,
  COMMS_HTTP_NO_PROXY,
  COMMS_HTTP_UNSAFE,
  COMMS_HTTP_TIMED_OUT,
  COMMS_HTTP_DROPPED,
  COMMS_HTTP_STOPPED,
} CommsHttpOutcome;

/**
 * CommsHttpReply:
 * @outcome: how far it came
 * @status: the HTTP status, also where the body broke off; 0 where none came
 * @body: what was read of the body, never NULL; the token is blotted out of it, and it is
 *   overwritten before it is freed, since it may be a new token
 * @date: the answer's Date, UTC milliseconds, or 0
 * @headers: lower-case name to value, of all headers of the answer; the token is blotted out
 * @detail: where there was no answer: what the system said, for the record
 * @tls_errors: what is wrong with the server's certificate, where that is why
 * @captive: nothing was written, and the network that this computer is in wants a sign-in first
 */
typedef struct
{
  CommsHttpOutcome outcome;
  guint status;
  GBytes *body;
  gint64 date;
  GHashTable *headers;
  char *detail;
  GTlsCertificateFlags tls_errors;
  gboolean captive;
} CommsHttpReply;

void         comms_http_reply_free   (CommsHttpReply *reply);
const char * comms_http_reply_header (CommsHttpReply *reply, const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsHttpReply, comms_http_reply_free)

/**
 * CommsHttp:
 *
 * The session with which this process speaks HTTP. It follows no redirects, keeps no cookies,
 * always verifies TLS, and sends a request that is not idempotent at most once.
 */
#define COMMS_TYPE_HTTP (comms_http_get_type ())
G_DECLARE_FINAL_TYPE (CommsHttp, comms_http, COMMS, HTTP, GObject)

/**
 * CommsHttpRequest:
 * @method: such as "POST"
 * @uri: https, or http to a loopback address
 * @token: the bearer token, or NULL
 * @brings_secrets: the answer may hold @token for good reason, which is not blotted out then, and
 *   nothing of it may be shown
 * @type: of the body; JSON where it is NULL
 * @body: what is sent, or NULL; who made it decides whether it is wiped
 * @headers: names and values in turn, ended by NULL; or NULL
 * @timeout: for the whole exchange, in milliseconds
 *
 * What is asked. Nothing of it is kept but copies and a reference to @body.
 */
typedef struct
{
  const char *method;
  const char *uri;
  const char *token;
  gboolean brings_secrets;
  const char *type;
  GBytes *body;
  const char *const *headers;
  guint timeout;
} CommsHttpRequest;

/* Connections of one's own: what one account waits for is not waited for by the others, which
 * libsoup would have share the few connections that it makes to a host. Loopback addresses know no
 * proxy. For the main thread only. (transfer full) */
CommsHttp      * comms_http_new (gboolean loopback);

/* Sends one request, whatever its body. */
void             comms_http_request_async (CommsHttp *self, const CommsHttpRequest *request,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
/* Fails only where it was cancelled before anything was written. (transfer full) */
CommsHttpReply * comms_http_request_finish (CommsHttp *self, GAsyncResult *result, GError **error);

/* Bytes of a copy of @secret that are overwritten before they are freed. (transfer full) */
GBytes         * comms_http_secret_bytes (const char *secret);

G_END_DECLS
