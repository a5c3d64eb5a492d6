/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "comms-fake-x.h"

/* A certificate that only its own key vouches for, so that nobody trusts it. It guards nothing. */
static const char untrusted_pem[] =
  "-----BEGIN PRIVATE KEY-----\n"
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgG94BxW8GvJvlLwyI\n"
  "4UeJY8goPbpWX1vYwJPnFJmh+2WhRANCAARAJSJFdUxMhrkk/4iw0JThaezpNZ7f\n"
  "/GEZVMBR0xtEbW/khkMKqjHpjex9aH/fhVuhCAEIHoi+25BekEWoXU2s\n"
  "-----END PRIVATE KEY-----\n"
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBnDCCAUGgAwIBAgIUVZh1AV5P0fxrq9WMgKu0KeuWZUAwCgYIKoZIzj0EAwIw\n"
  "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMDEzNDgwMloYDzIxMjYxMDI3\n"
  "MTM0ODAyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
  "PQMBBwNCAARAJSJFdUxMhrkk/4iw0JThaezpNZ7f/GEZVMBR0xtEbW/khkMKqjHp\n"
  "jex9aH/fhVuhCAEIHoi+25BekEWoXU2so28wbTAdBgNVHQ4EFgQUrii60ABTWVXA\n"
  "vU/kvrZ6Yj8OUWEwHwYDVR0jBBgwFoAUrii60ABTWVXAvU/kvrZ6Yj8OUWEwDwYD\n"
  "VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI\n"
  "zj0EAwIDSQAwRgIhAIPhrmRjGpBXD8hGsD6mSKpsML7ZCnV6W1mDAYltmbhcAiEA\n"
  "+cDu+aFP+GKjFJJgqD4d6b0KNZTS3D/whwKGQ3/TPOs=\n"
  "-----END CERTIFICATE-----\n";

typedef enum
{
  ACT_ANSWER,
  ACT_DROP,
  ACT_HANG,
} Act;

typedef struct
{
  Act act;
  guint status;
  char *type;
  char *headers;
  char *body;
} Step;

struct _CommsFakeX
{
  SoupServer *soup;
  char *uri;
  GQueue *steps;
  GPtrArray *requests;
  GPtrArray *hanging;
  CommsClock *clock;
};

static void
step_free (Step *step)
{
  g_free (step->type);
  g_free (step->headers);
  g_free (step->body);
  g_free (step);
}

static void
request_free (CommsFakeRequest *request)
{
  g_free (request->method);
  g_free (request->path);
  g_free (request->authorization);
  g_free (request->user_agent);
  g_free (request->content_type);
  g_free (request->body);
  g_free (request);
}

static void
write_down (CommsFakeX *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  GUri *uri = soup_server_message_get_uri (message);
  CommsFakeRequest *request = g_new0 (CommsFakeRequest, 1);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_uri_get_query (uri) != NULL
                    ? g_strconcat (g_uri_get_path (uri), "?", g_uri_get_query (uri), NULL)
                    : g_strdup (g_uri_get_path (uri));
  request->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  request->user_agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  request->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  request->body = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_ptr_array_add (self->requests, request);
}

static void
set_headers (SoupServerMessage *message, const char *lines)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);

  for (guint i = 0; split[i] != NULL; i++)
    {
      char *colon = strchr (split[i], ':');

      g_assert_nonnull (colon);
      *colon = '\0';
      soup_message_headers_replace (headers, split[i], g_strstrip (colon + 1));
    }
}

static void
set_date (CommsFakeX *self, SoupServerMessage *message)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *date = NULL;

  if (self->clock == NULL)
    return;
  now = g_date_time_new_from_unix_utc (comms_clock_now (self->clock) / 1000);
  date = g_date_time_format (now, "Date: %a, %d %b %Y %H:%M:%S GMT");
  set_headers (message, date);
}

static void
drop (SoupServerMessage *message, const char *bytes)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, strlen (bytes), NULL,
                             NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  CommsFakeX *self = user_data;
  Step *step = g_queue_pop_head (self->steps);

  write_down (self, message);
  if (step == NULL)
    g_error ("The script ends before %s %s", soup_server_message_get_method (message), path);

  switch (step->act)
    {
    case ACT_DROP:
      drop (message, step->body);
      break;
    case ACT_HANG:
      soup_server_message_pause (message);
      g_ptr_array_add (self->hanging, g_object_ref (message));
      break;
    case ACT_ANSWER:
    default:
      soup_server_message_set_status (message, step->status, NULL);
      if (step->body != NULL)
        soup_server_message_set_response (message, step->type, SOUP_MEMORY_COPY, step->body,
                                          strlen (step->body));
      set_date (self, message);
      if (step->headers != NULL)
        set_headers (message, step->headers);
      break;
    }
  step_free (step);
}

static CommsFakeX *
create (gboolean tls)
{
  CommsFakeX *self = g_new0 (CommsFakeX, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSList) listeners = NULL;
  g_autoptr (GError) error = NULL;

  self->steps = g_queue_new ();
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  if (tls)
    {
      g_autoptr (GTlsCertificate) certificate =
        g_tls_certificate_new_from_pem (untrusted_pem, -1, &error);

      g_assert_no_error (error);
      soup_server_set_tls_certificate (self->soup, certificate);
    }
  soup_server_listen (self->soup, address, tls ? SOUP_SERVER_LISTEN_HTTPS : 0, &error);
  g_assert_no_error (error);

  listeners = soup_server_get_listeners (self->soup);
  bound = g_socket_get_local_address (listeners->data, &error);
  g_assert_no_error (error);
  self->uri = g_strdup_printf ("%s://127.0.0.1:%u", tls ? "https" : "http",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return self;
}

CommsFakeX *
comms_fake_x_new (void)
{
  return create (FALSE);
}

CommsFakeX *
comms_fake_x_new_untrusted (void)
{
  return create (TRUE);
}

void
comms_fake_x_free (CommsFakeX *self)
{
  soup_server_disconnect (self->soup);
  g_ptr_array_unref (self->hanging);
  g_object_unref (self->soup);
  g_queue_free_full (self->steps, (GDestroyNotify) step_free);
  g_ptr_array_unref (self->requests);
  g_clear_object (&self->clock);
  g_free (self->uri);
  g_free (self);
}

void
comms_fake_x_set_clock (CommsFakeX *self, CommsClock *clock)
{
  g_set_object (&self->clock, clock);
}

const char *
comms_fake_x_get_uri (CommsFakeX *self)
{
  return self->uri;
}

static void
push (
  CommsFakeX *self, Act act, guint status, const char *type, const char *headers, const char *body)
{
  Step *step = g_new0 (Step, 1);

  step->act = act;
  step->status = status;
  step->type = g_strdup (type);
  step->headers = g_strdup (headers);
  step->body = g_strdup (body);
  g_queue_push_tail (self->steps, step);
}

void
comms_fake_x_answer (
  CommsFakeX *self, guint status, const char *type, const char *headers, const char *body)
{
  push (self, ACT_ANSWER, status, type, headers, body);
}

void
comms_fake_x_drop (CommsFakeX *self, const char *bytes)
{
  push (self, ACT_DROP, 0, NULL, NULL, bytes);
}

void
comms_fake_x_hang (CommsFakeX *self)
{
  push (self, ACT_HANG, 0, NULL, NULL, NULL);
}

guint
comms_fake_x_n_requests (CommsFakeX *self)
{
  return self->requests->len;
}

const CommsFakeRequest *
comms_fake_x_request (CommsFakeX *self, guint index)
{
  g_assert_cmpuint (index, <, self->requests->len);

  return g_ptr_array_index (self->requests, index);
}
