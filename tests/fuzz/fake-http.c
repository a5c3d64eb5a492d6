/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-http.h"

#include <string.h>

#include "comms-http.h"

struct _CommsHttp
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (CommsHttp, comms_http, G_TYPE_OBJECT)

static char **next;

void
fake_http_set_answers (char **answers)
{
  next = answers;
}

static void
comms_http_class_init (CommsHttpClass *klass)
{
}

static void
comms_http_init (CommsHttp *self)
{
}

CommsHttp *
comms_http_new (gboolean loopback)
{
  return g_object_new (COMMS_TYPE_HTTP, NULL);
}

GBytes *
comms_http_secret_bytes (const char *secret)
{
  return g_bytes_new (secret, strlen (secret));
}

void
comms_http_reply_free (CommsHttpReply *reply)
{
  if (reply == NULL)
    return;
  g_bytes_unref (reply->body);
  g_hash_table_unref (reply->headers);
  g_free (reply->detail);
  g_free (reply);
}

const char *
comms_http_reply_header (CommsHttpReply *reply, const char *name)
{
  return g_hash_table_lookup (reply->headers, name);
}

static CommsHttpReply *
reply_new (void)
{
  CommsHttpReply *reply = g_new0 (CommsHttpReply, 1);
  const char *answer = next != NULL ? *next : NULL;
  const char *body = "";

  reply->outcome = COMMS_HTTP_UNREACHABLE;
  reply->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (answer != NULL)
    {
      guint digits = (guint) strspn (answer, "0123456789");

      next++;
      reply->outcome = COMMS_HTTP_ANSWERED;
      reply->status = digits >= 3 ? (guint) g_ascii_strtoull (answer, NULL, 10) % 600 : 200;
      body = answer + MIN (digits, 3);
    }
  reply->body = g_bytes_new (body, strlen (body));
  return reply;
}

void
comms_http_request_async (CommsHttp *self,
                          const CommsHttpRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_pointer (task, reply_new (), (GDestroyNotify) comms_http_reply_free);
}

CommsHttpReply *
comms_http_request_finish (CommsHttp *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
