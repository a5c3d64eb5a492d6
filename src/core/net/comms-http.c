/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "comms-http.h"
#include "comms-network.h"
#include "comms-secrets.h"

#define USER_AGENT "CommsDesk/" PACKAGE_VERSION
#define MAX_BODY (1024 * 1024)
#define CHUNK (32 * 1024)

struct _CommsHttp
{
  GObject parent_instance;

  SoupSession *session;
};

G_DEFINE_FINAL_TYPE (CommsHttp, comms_http, G_TYPE_OBJECT)

/* One request on its way. */
typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  char *token;        /* to be blotted out, or NULL */
  GCancellable *stop; /* ours: cancelled by the caller's, the clock or a repeat */
  GCancellable *outer;
  gulong outer_id;
  GSource *clock;
  gboolean idempotent;
  gboolean loopback;
  gboolean started;
  gboolean timed_out;
} Exchange;

static void
wipe (gpointer data, gsize size)
{
  if (data != NULL)
    explicit_bzero (data, size);
}

static void
exchange_free (Exchange *exchange)
{
  g_cancellable_disconnect (exchange->outer, exchange->outer_id);
  if (exchange->clock != NULL)
    g_source_destroy (exchange->clock);
  g_clear_pointer (&exchange->clock, g_source_unref);
  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->outer);
  g_clear_object (&exchange->stop);
  wipe (exchange->body->data, exchange->body->len);
  g_byte_array_unref (exchange->body);
  comms_secret_free (exchange->token);
  g_free (exchange);
}

/* Without a copy where nobody else holds them. */
static void
wipe_bytes (GBytes *bytes)
{
  gsize size;
  gpointer data = g_bytes_unref_to_data (bytes, &size);

  wipe (data, size);
  g_free (data);
}

GBytes *
comms_http_secret_bytes (const char *secret)
{
  char *copy;

  g_return_val_if_fail (secret != NULL, NULL);

  copy = g_strdup (secret);
  return g_bytes_new_with_free_func (copy, strlen (copy), (GDestroyNotify) comms_secret_free, copy);
}

void
comms_http_reply_free (CommsHttpReply *reply)
{
  if (reply == NULL)
    return;

  wipe_bytes (reply->body);
  g_hash_table_unref (reply->headers);
  g_free (reply->detail);
  g_free (reply);
}

const char *
comms_http_reply_header (CommsHttpReply *reply, const char *name)
{
  return g_hash_table_lookup (reply->headers, name);
}

/* The number that the @n hexadecimal digits at @at write, or -1. */
static int
read_hex (const guint8 *at, guint n)
{
  int value = 0;

  for (guint i = 0; i < n; i++)
    {
      const int digit = g_ascii_xdigit_value ((char) at[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* How many bytes at @at write the character @wanted: as JSON may, as an address does, or plainly;
 * 0 where they do not. */
static gsize
measure_char (const guint8 *at, gsize rest, guint8 wanted)
{
  if (rest >= 6 && at[0] == '\\' && at[1] == 'u' && read_hex (at + 2, 4) == wanted)
    return 6;
  if (rest >= 3 && at[0] == '%' && read_hex (at + 1, 2) == wanted)
    return 3;
  if (rest >= 2 && at[0] == '\\' && at[1] == wanted)
    return 2;
  return rest >= 1 && at[0] == wanted ? 1 : 0;
}

static gsize
measure_token (const guint8 *at, gsize rest, const char *token)
{
  const gsize length = strlen (token);
  gsize size = 0;

  if (rest >= length && memcmp (at, token, length) == 0)
    return length;
  for (gsize i = 0; i < length; i++)
    {
      const gsize step = measure_char (at + size, rest - size, (guint8) token[i]);

      if (step == 0)
        return 0;
      size += step;
    }
  return size;
}

/* A server may say the token back, in an error above all. Here it goes no further. */
static void
blot_out (guint8 *data, gsize size, const char *token)
{
  gsize at = 0;

  while (token != NULL && at < size)
    {
      const gsize length = measure_token (data + at, size - at, token);

      if (length > 0)
        memset (data + at, '*', length);
      at += MAX (length, 1);
    }
}

static void
blot_headers (GHashTable *headers, const char *token)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, headers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    blot_out (value, strlen (value), token);
}

static void
take_header_cb (const char *name, const char *value, gpointer user_data)
{
  g_hash_table_replace (user_data, g_ascii_strdown (name, -1), g_utf8_make_valid (value, -1));
}

static gint64
get_date (CommsHttpReply *reply)
{
  const char *date = comms_http_reply_header (reply, "date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}

/* Why there is no connection. */
static CommsHttpOutcome
find_failure (const GError *error)
{
  if (error->domain == G_TLS_ERROR)
    return COMMS_HTTP_UNSAFE;
  if (error->domain == G_RESOLVER_ERROR)
    return COMMS_HTTP_NO_ADDRESS;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    return COMMS_HTTP_NO_PROXY;
  return COMMS_HTTP_UNREACHABLE;
}

static CommsHttpOutcome
find_outcome (Exchange *exchange, const GError *error)
{
  /* An answer to what was never written is the proxy's, which did not let it through. */
  if (error == NULL)
    return exchange->started ? COMMS_HTTP_ANSWERED : COMMS_HTTP_NO_PROXY;
  if (!exchange->started)
    return find_failure (error);
  if (exchange->timed_out)
    return COMMS_HTTP_TIMED_OUT;
  if (g_cancellable_is_cancelled (exchange->outer))
    return COMMS_HTTP_STOPPED;
  return COMMS_HTTP_DROPPED;
}

/* Whether the computer sits in a network that shows its own page first, as in a hotel. */
static gboolean
is_captive (Exchange *exchange, const GError *error)
{
  return error != NULL && !exchange->started && !exchange->loopback &&
         g_network_monitor_get_connectivity (g_network_monitor_get_default ()) ==
           G_NETWORK_CONNECTIVITY_PORTAL;
}

static CommsHttpReply *
reply_new (CommsHttpOutcome outcome, const void *body, gsize size)
{
  CommsHttpReply *reply = g_new0 (CommsHttpReply, 1);

  reply->outcome = outcome;
  reply->body = g_bytes_new (body, size);
  reply->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return reply;
}

/* Ends the exchange. @error, which may be NULL, is taken: why there is no whole answer. */
static void
return_reply (GTask *task, GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) why = error;
  CommsHttpReply *reply;

  if (why != NULL && !exchange->started && g_cancellable_is_cancelled (exchange->outer))
    {
      g_task_return_error (task, g_steal_pointer (&why));
      return;
    }

  blot_out (exchange->body->data, exchange->body->len, exchange->token);
  reply = reply_new (find_outcome (exchange, why), exchange->body->data, exchange->body->len);
  reply->status = exchange->started ? soup_message_get_status (exchange->message) : 0;
  reply->detail = why != NULL ? g_strdup (why->message) : NULL;
  soup_message_headers_foreach (soup_message_get_response_headers (exchange->message),
                                take_header_cb, reply->headers);
  blot_headers (reply->headers, exchange->token);
  reply->date = get_date (reply);
  reply->tls_errors = soup_message_get_tls_peer_certificate_errors (exchange->message);
  reply->captive = is_captive (exchange, why);
  g_task_return_pointer (task, reply, (GDestroyNotify) comms_http_reply_free);
}

static void read_on (GTask *task);

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  Exchange *exchange;

  g_assert (G_IS_TASK (task));

  exchange = g_task_get_task_data (task);
  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (bytes, &size);

      g_byte_array_append (exchange->body, data, (guint) size);
      if (exchange->body->len <= MAX_BODY)
        {
          read_on (task);
          return;
        }
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                           "The answer is too long.");
    }

  g_input_stream_close_async (exchange->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  return_reply (task, g_steal_pointer (&error));
}

static void
read_on (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT, exchange->stop,
                                   read_cb, g_object_ref (task));
}

static void
send_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Exchange *exchange;

  g_assert (G_IS_TASK (task));

  exchange = g_task_get_task_data (task);
  exchange->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (exchange->stream == NULL)
    return_reply (task, error);
  else
    read_on (task);
}

/* The connection stands and the request is about to be written. */
static void
starting_cb (SoupMessage *message, Exchange *exchange)
{
  exchange->started = TRUE;
}

/* libsoup is about to send the message again, by itself. A create must not go out twice. */
static void
restarted_cb (SoupMessage *message, Exchange *exchange)
{
  if (!exchange->idempotent)
    g_cancellable_cancel (exchange->stop);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->stop);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

/* NULL where the address is one that nothing is sent to. */
static SoupMessage *
create_message (const CommsHttpRequest *request)
{
  SoupMessage *message = comms_uri_may_lead_to (NULL, request->uri)
                           ? soup_message_new (request->method, request->uri)
                           : NULL;
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);

  /* What libsoup had put on a connection that the server had closed meanwhile it sends again by
   * itself, and where another one is at hand at once, libsoup 3.2 falls over that. Repeating is
   * ours anyway, so no connection is used twice. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_headers_append (headers, "Accept", "application/json");
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i += 2)
    soup_message_headers_replace (headers, request->headers[i], request->headers[i + 1]);
  if (request->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", request->token, NULL);

      soup_message_headers_append (headers, "Authorization", bearer);
      explicit_bzero (bearer, strlen (bearer));
    }
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message,
                                              request->type != NULL ? request->type
                                                                    : "application/json",
                                              request->body);
  return message;
}

/* Takes @message. */
static Exchange *
exchange_new (const CommsHttpRequest *request, SoupMessage *message, GCancellable *cancellable)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->message = message;
  exchange->body = g_byte_array_new ();
  exchange->token = request->brings_secrets ? NULL : g_strdup (request->token);
  exchange->stop = g_cancellable_new ();
  exchange->idempotent = g_strcmp0 (request->method, SOUP_METHOD_POST) != 0;
  exchange->loopback = comms_uri_is_loopback (request->uri);
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), exchange);
  g_signal_connect (message, "restarted", G_CALLBACK (restarted_cb), exchange);

  exchange->clock = g_timeout_source_new (request->timeout);
  g_source_set_callback (exchange->clock, timeout_cb, exchange, NULL);
  g_source_attach (exchange->clock, g_main_context_get_thread_default ());

  if (cancellable != NULL)
    {
      exchange->outer = g_object_ref (cancellable);
      exchange->outer_id =
        g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), exchange->stop, NULL);
    }
  return exchange;
}

void
comms_http_request_async (CommsHttp *self,
                          const CommsHttpRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SoupMessage *message;
  Exchange *exchange;

  g_return_if_fail (COMMS_IS_HTTP (self));
  g_return_if_fail (request != NULL && request->method != NULL && request->uri != NULL);

  /* Whether it counts as cancelled depends on how far it came, so the task must not decide. */
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, comms_http_request_async);
  message = create_message (request);
  if (message == NULL)
    {
      /* Some addresses come from other people's pages: who waits has to hear of it. */
      g_task_return_pointer (task, reply_new (COMMS_HTTP_NO_ADDRESS, NULL, 0),
                             (GDestroyNotify) comms_http_reply_free);
      return;
    }
  exchange = exchange_new (request, message, cancellable);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  soup_session_send_async (self->session, exchange->message, G_PRIORITY_DEFAULT, exchange->stop,
                           send_cb, g_steal_pointer (&task));
}

CommsHttpReply *
comms_http_request_finish (CommsHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
comms_http_finalize (GObject *object)
{
  CommsHttp *self = COMMS_HTTP (object);

  soup_session_abort (self->session);
  g_object_unref (self->session);

  G_OBJECT_CLASS (comms_http_parent_class)->finalize (object);
}

static void
comms_http_class_init (CommsHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_http_finalize;
}

static void
comms_http_init (CommsHttp *self)
{
  /* The time limit is ours, over the whole exchange; libsoup's counts each wait by itself. */
  self->session = soup_session_new_with_options ("user-agent", USER_AGENT, "timeout", 0, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
}

CommsHttp *
comms_http_new (gboolean loopback)
{
  CommsHttp *self = g_object_new (COMMS_TYPE_HTTP, NULL);

  if (loopback)
    soup_session_set_proxy_resolver (self->session, NULL);
  return self;
}
