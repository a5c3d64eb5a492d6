/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-network-ask.h"

#include "comms-net-json.h"
#include "comms-network-private.h"

#define DEFAULT_TIMEOUT (60 * 1000)
/* What a slow line carries: an upload of 512 MB is not given up after a minute. */
#define BYTES_PER_MILLISECOND 64

/* How long a second of waiting lasts, in milliseconds. */
static guint second_ms = 1000;

void
comms_network_use_second (guint milliseconds)
{
  second_ms = milliseconds;
}

void
comms_asker_init (CommsAsker *asker)
{
  asker->clock = comms_system_clock_new ();
  asker->timeout = DEFAULT_TIMEOUT;
}

void
comms_asker_clear (CommsAsker *asker)
{
  g_clear_pointer (&asker->network, g_free);
  g_clear_pointer (&asker->api_base, g_free);
  g_clear_pointer (&asker->host, g_free);
  g_clear_object (&asker->session);
  g_clear_object (&asker->clock);
  g_clear_object (&asker->http);
  g_clear_object (&asker->brake);
}

/* One question on its way. */
typedef struct
{
  GTask *task;
  char *method;
  char *uri;
  GBytes *body;
  char *type;
  char **headers;
  gboolean anonymous;
  char *token;           /* that it was sent with */
  CommsHttpReply *first; /* which says that the token is not taken */
  CommsAskThen then;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->task);
  g_free (question->method);
  g_free (question->uri);
  g_clear_pointer (&question->body, g_bytes_unref);
  g_free (question->type);
  g_strfreev (question->headers);
  comms_secret_free (question->token);
  comms_http_reply_free (question->first);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static CommsNetwork *
get_network (Question *question)
{
  return g_task_get_source_object (question->task);
}

static void token_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
get_token (Question *question)
{
  CommsAsker *asker = comms_network_get_asker (get_network (question));

  comms_session_get_token_async (asker->session, question->token,
                                 g_task_get_cancellable (question->task), token_cb, question);
}

static void
note_skew (CommsAsker *asker, CommsHttpReply *reply)
{
  if (reply->date <= 0)
    return;
  asker->skew = reply->date - comms_clock_now (asker->clock);
  asker->has_skew = TRUE;
}

/* A question whose token was not taken had no effect: it is asked once more, with another. */
static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (CommsHttpReply) reply = NULL;
  CommsAsker *asker = comms_network_get_asker (get_network (question));
  GError *error = NULL;

  reply = comms_http_request_finish (COMMS_HTTP (object), result, &error);
  if (reply != NULL)
    note_skew (asker, reply);
  if (reply == NULL)
    {
      g_task_return_error (question->task, error);
    }
  else if (question->token != NULL && question->first == NULL &&
           comms_session_is_rejected (asker->session, reply))
    {
      question->first = g_steal_pointer (&reply);
      get_token (g_steal_pointer (&question));
    }
  else
    {
      question->then (get_network (question), question->task, reply);
    }
}

/* Each request of a create comes before the post is out, and the last one makes it. */
static gboolean
is_braked (Question *question)
{
  CommsAsker *asker = comms_network_get_asker (get_network (question));

  return g_cancellable_is_cancelled (asker->brake) &&
         g_task_get_source_tag (question->task) == comms_network_create_async;
}

/* Takes @question. */
static void
send_question (Question *question)
{
  CommsAsker *asker = comms_network_get_asker (get_network (question));
  const gsize size = question->body != NULL ? g_bytes_get_size (question->body) : 0;
  const CommsHttpRequest request = {
    .method = question->method,
    .uri = question->uri,
    .token = question->token,
    .type = question->type,
    .body = question->body,
    .headers = (const char *const *) question->headers,
    .timeout = asker->timeout + (guint) (size / BYTES_PER_MILLISECOND),
  };

  if (is_braked (question))
    {
      g_task_return_new_error (question->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s",
                               C_ ("sending",
                                   "Sending was paused before this post was out, so it waits."));
      question_free (question);
      return;
    }
  comms_http_request_async (asker->http, &request, g_task_get_cancellable (question->task),
                            answered_cb, question);
}

static void
token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  GError *error = NULL;
  char *token = comms_session_get_token_finish (COMMS_SESSION (object), result, &error);

  if (token != NULL)
    {
      comms_secret_free (question->token);
      question->token = token;
      send_question (g_steal_pointer (&question));
    }
  else if (question->first != NULL &&
           g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN))
    {
      /* The network's own answer says it best. */
      g_error_free (error);
      question->then (get_network (question), question->task, question->first);
    }
  else
    {
      g_task_return_error (question->task, error);
    }
}

static Question *
question_new (GTask *task, const CommsAsk *ask, CommsAskThen then)
{
  CommsAsker *asker = comms_network_get_asker (g_task_get_source_object (task));
  Question *question = g_new0 (Question, 1);

  question->task = g_object_ref (task);
  question->method = g_strdup (ask->method != NULL ? ask->method : "GET");
  question->uri = g_strconcat (asker->api_base, ask->path, NULL);
  question->type = g_strdup (ask->type);
  question->headers = g_strdupv ((char **) ask->headers);
  question->anonymous = ask->anonymous;
  question->then = then;
  if (ask->body != NULL)
    question->body = g_bytes_ref (ask->body);
  else if (ask->json != NULL)
    question->body = g_bytes_new (ask->json, strlen (ask->json));
  return question;
}

void
comms_network_ask (GTask *task, const CommsAsk *ask, CommsAskThen then)
{
  Question *question;

  g_assert (*ask->path == '/');

  question = question_new (task, ask, then);
  if (question->anonymous)
    send_question (question);
  else
    get_token (question);
}

typedef struct
{
  GTask *task;
  CommsWaitThen then;
} Wait;

static gboolean
waited_cb (gpointer user_data)
{
  g_autofree Wait *wait = user_data;
  g_autoptr (GTask) task = wait->task;

  if (!g_task_return_error_if_cancelled (task))
    wait->then (g_task_get_source_object (task), task);
  return G_SOURCE_REMOVE;
}

void
comms_network_wait (GTask *task, guint seconds, CommsWaitThen then)
{
  CommsAsker *asker = comms_network_get_asker (g_task_get_source_object (task));
  g_autoptr (GSource) source = g_timeout_source_new (seconds * second_ms);
  Wait *wait = g_new (Wait, 1);

  wait->task = g_object_ref (task);
  wait->then = then;
  asker->waited += seconds;
  g_source_set_callback (source, waited_cb, wait, NULL);
  if (g_task_get_cancellable (task) != NULL)
    {
      g_autoptr (GSource) stop = g_cancellable_source_new (g_task_get_cancellable (task));

      g_source_set_dummy_callback (stop);
      g_source_add_child_source (source, stop);
    }
  g_source_attach (source, g_task_get_context (task));
}

JsonObject *
comms_network_parse (CommsHttpReply *http, JsonNode **root)
{
  gsize size;
  const char *data = g_bytes_get_data (http->body, &size);

  *root = comms_net_json_parse (data, (gssize) size);
  return comms_net_json_root (*root);
}
