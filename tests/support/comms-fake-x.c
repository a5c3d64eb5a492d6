/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-fake-x.h"

#include <string.h>

#include "comms-fake-server.h"

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
  GPtrArray *together;
  guint n_together;
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
  CommsFakeRequest *request = g_new0 (CommsFakeRequest, 1);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = comms_fake_dup_target (message);
  request->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  request->user_agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  request->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  request->body = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_ptr_array_add (self->requests, request);
}

/* Nothing leaves before as many have come as are to leave together. */
static void
hold_back (CommsFakeX *self, SoupServerMessage *message)
{
  soup_server_message_pause (message);
  g_ptr_array_add (self->together, g_object_ref (message));
  if (self->together->len < self->n_together)
    return;
  self->n_together = 0;
  for (guint i = 0; i < self->together->len; i++)
    soup_server_message_unpause (g_ptr_array_index (self->together, i));
  g_ptr_array_set_size (self->together, 0);
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
      comms_fake_drop (message, step->body);
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
      if (self->clock != NULL)
        comms_fake_set_date (message, comms_clock_now (self->clock));
      comms_fake_set_headers (message, step->headers);
      if (self->n_together > 0)
        hold_back (self, message);
      break;
    }
  step_free (step);
}

static CommsFakeX *
create (GTlsCertificate *certificate)
{
  CommsFakeX *self = g_new0 (CommsFakeX, 1);

  self->steps = g_queue_new ();
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
  self->together = g_ptr_array_new_with_free_func (g_object_unref);
  self->soup = comms_fake_listen (certificate, request_cb, self, &self->uri);
  return self;
}

CommsFakeX *
comms_fake_x_new (void)
{
  return create (NULL);
}

CommsFakeX *
comms_fake_x_new_untrusted (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate =
    g_tls_certificate_new_from_pem (untrusted_pem, -1, &error);

  g_assert_no_error (error);
  return create (certificate);
}

void
comms_fake_x_free (CommsFakeX *self)
{
  soup_server_disconnect (self->soup);
  g_ptr_array_unref (self->hanging);
  g_ptr_array_unref (self->together);
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
comms_fake_x_answer_together (CommsFakeX *self, guint n_requests)
{
  self->n_together = n_requests;
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
