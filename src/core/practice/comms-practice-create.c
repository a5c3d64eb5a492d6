/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsPractice"

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "comms-practice-server-private.h"

#include "comms-count.h"
#include "comms-practice-wire.h"

#define LIMIT_WINDOW (15 * 60)
#define ONE_IN 5
#define CHARACTER_LIMIT 280
#define TOO_MANY_REQUESTS 429

static void
respond_duplicate (SoupServerMessage *message)
{
  comms_practice_respond_problem (message, SOUP_STATUS_FORBIDDEN, "Forbidden",
                                  "You are not allowed to create a Tweet with duplicate content.");
}

/* An answer that is kept back: for a time, or as long as the server runs. */
typedef struct
{
  CommsPracticeServer *server; /* not owned: it owns this */
  SoupServerMessage *message;
  guint source_id;
  CommsPracticePost wanted; /* what to post when the time is over, if it has a text */
} Wait;

static void
wait_free (Wait *wait)
{
  g_clear_handle_id (&wait->source_id, g_source_remove);
  g_object_unref (wait->message);
  g_free (wait->wanted.user_id);
  g_free (wait->wanted.text);
  g_free (wait->wanted.reply_to);
  g_free (wait);
}

static Wait *
keep_back (CommsPracticeServer *self, SoupServerMessage *message)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->server = self;
  wait->message = g_object_ref (message);
  self->waits = g_list_prepend (self->waits, wait);
  soup_server_message_pause (message);
  return wait;
}

static void
end_wait (Wait *wait)
{
  wait->server->waits = g_list_remove (wait->server->waits, wait);
  wait_free (wait);
}

/* The half of an answer, and then nothing. */
static void
drop_connection (SoupServerMessage *message)
{
  static const char half[] = "HTTP/1.1 201 Created\r\nContent-Ty";
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), half, sizeof half - 1, NULL,
                             NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* A post on its way into the file. */
typedef struct
{
  CommsPracticeServer *server;
  SoupServerMessage *message;
  char *id;
  CommsPracticeFault fault;
} Posting;

static void
posting_free (Posting *posting)
{
  g_object_unref (posting->server);
  g_object_unref (posting->message);
  g_free (posting->id);
  g_free (posting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Posting, posting_free)

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Posting) posting = user_data;
  g_autoptr (GError) error = NULL;
  CommsPracticePost *post = comms_practice_state_by_id (posting->server->state, posting->id);

  if (!comms_practice_state_save_finish (result, &error))
    {
      comms_practice_state_remove_post (posting->server->state, posting->id);
      comms_practice_respond_problem (posting->message, SOUP_STATUS_INTERNAL_SERVER_ERROR,
                                      "Internal Error", error->message);
    }
  else if (post != NULL)
    comms_practice_respond_json (posting->message, SOUP_STATUS_CREATED,
                                 comms_practice_wire_created (post));
  else
    comms_practice_respond_not_found (posting->message);

  if (error == NULL && posting->fault == COMMS_PRACTICE_FAULT_DROP)
    drop_connection (posting->message);
  else if (error == NULL && posting->fault == COMMS_PRACTICE_FAULT_TIMEOUT)
    keep_back (posting->server, posting->message);
  else
    soup_server_message_unpause (posting->message);
}

/* Stores a post, and answers when it lies on the disk. */
static void
store_post (CommsPracticeServer *self,
            SoupServerMessage *message,
            const char *user_id,
            const char *text,
            const char *reply_to,
            CommsPracticeFault fault)
{
  Posting *posting = g_new0 (Posting, 1);
  CommsPracticePost *post = comms_practice_state_add_post (self->state, user_id, text, reply_to,
                                                           comms_clock_now (self->clock));

  posting->server = g_object_ref (self);
  posting->message = g_object_ref (message);
  posting->id = g_strdup (post->id);
  posting->fault = fault;
  soup_server_message_pause (message);
  comms_practice_state_save_async (self->state, saved_cb, posting);
}

static gboolean
slow_cb (gpointer user_data)
{
  Wait *wait = user_data;
  CommsPracticeServer *self = wait->server;

  wait->source_id = 0;
  if (comms_practice_state_has_text (self->state, wait->wanted.user_id, wait->wanted.text))
    {
      respond_duplicate (wait->message);
      soup_server_message_unpause (wait->message);
    }
  else
    store_post (self, wait->message, wait->wanted.user_id, wait->wanted.text, wait->wanted.reply_to,
                COMMS_PRACTICE_FAULT_NONE);
  end_wait (wait);
  return G_SOURCE_REMOVE;
}

/* The fault of this create, by the chosen rate. */
static CommsPracticeFault
take_fault (CommsPracticeServer *self)
{
  CommsPracticeFault fault = self->fault;

  self->n_chances++;
  switch (self->rate)
    {
    case COMMS_PRACTICE_ONCE:
      comms_practice_server_set_fault (self, COMMS_PRACTICE_FAULT_NONE, self->rate);
      return fault;
    case COMMS_PRACTICE_ONE_IN_FIVE:
      return self->n_chances % ONE_IN == 0 ? fault : COMMS_PRACTICE_FAULT_NONE;
    case COMMS_PRACTICE_ALWAYS:
    default:
      return fault;
    }
}

static void
respond_limit (CommsPracticeServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *reset =
    g_strdup_printf ("%" G_GINT64_FORMAT, comms_clock_now (self->clock) / 1000 + LIMIT_WINDOW);

  soup_message_headers_replace (headers, "x-rate-limit-limit", "100");
  soup_message_headers_replace (headers, "x-rate-limit-remaining", "0");
  soup_message_headers_replace (headers, "x-rate-limit-reset", reset);
  comms_practice_respond_problem (message, TOO_MANY_REQUESTS, "Too Many Requests",
                                  "Too Many Requests");
}

/* The faults that refuse at once. FALSE where the post is to be stored. */
static gboolean
respond_fault (CommsPracticeServer *self, SoupServerMessage *message, CommsPracticeFault fault)
{
  switch ((int) fault)
    {
    case COMMS_PRACTICE_FAULT_SIGN_IN:
      comms_practice_respond_problem (message, SOUP_STATUS_UNAUTHORIZED, "Unauthorized",
                                      "Unauthorized");
      return TRUE;
    case COMMS_PRACTICE_FAULT_CREDIT:
      comms_practice_respond_problem (message, SOUP_STATUS_PAYMENT_REQUIRED, "CreditsDepleted",
                                      "Your account does not have any credits to fulfill this "
                                      "request.");
      return TRUE;
    case COMMS_PRACTICE_FAULT_DUPLICATE:
      respond_duplicate (message);
      return TRUE;
    case COMMS_PRACTICE_FAULT_LIMIT:
      respond_limit (self, message);
      return TRUE;
    case COMMS_PRACTICE_FAULT_SERVER:
      comms_practice_respond (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "text/html",
                              g_strdup (
                                "<html><body><h1>500 Internal Server Error</h1></body></html>"));
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether X would take the body; else answers why not. */
static gboolean
check_body (SoupServerMessage *message, JsonObject *body)
{
  const char *text = comms_net_json_string (body, "text");
  JsonObject *reply = comms_net_json_object (body, "reply");

  if (text == NULL || text[strspn (text, " \t\r\n")] == '\0')
    {
      comms_practice_respond_invalid (message, "text",
                                      "Your request must have a text that is not empty.");
      return FALSE;
    }
  if (comms_net_json_has (body, "reply") &&
      comms_net_json_id (reply, "in_reply_to_tweet_id") == NULL)
    {
      comms_practice_respond_invalid (message, "reply",
                                      "[reply.in_reply_to_tweet_id] must be an id.");
      return FALSE;
    }
  if (comms_text_count (text, CHARACTER_LIMIT).weight > CHARACTER_LIMIT)
    {
      comms_practice_respond_problem (message, SOUP_STATUS_FORBIDDEN, "Forbidden",
                                      "You are not permitted to perform this action.");
      return FALSE;
    }
  return TRUE;
}

void
comms_practice_create_post (CommsPracticeServer *self, SoupServerMessage *message)
{
  g_autoptr (JsonNode) root = NULL;
  CommsPracticeAccount *account;
  CommsPracticeFault fault;
  JsonObject *body;
  const char *text;
  const char *reply_to;

  self->n_creates++;
  account = comms_practice_authenticate (self, message);
  if (account == NULL)
    return;
  root = comms_practice_parse_body (message);
  body = comms_net_json_root (root);
  if (!check_body (message, body))
    return;

  fault = take_fault (self);
  if (respond_fault (self, message, fault))
    return;

  text = comms_net_json_string (body, "text");
  reply_to = comms_net_json_id (comms_net_json_object (body, "reply"), "in_reply_to_tweet_id");
  if (comms_practice_state_has_text (self->state, account->user_id, text))
    respond_duplicate (message);
  else if (fault == COMMS_PRACTICE_FAULT_SLOW)
    {
      Wait *wait = keep_back (self, message);

      wait->source_id = g_timeout_add (self->delay, slow_cb, wait);
      wait->wanted.user_id = g_strdup (account->user_id);
      wait->wanted.text = g_strdup (text);
      wait->wanted.reply_to = g_strdup (reply_to);
    }
  else
    store_post (self, message, account->user_id, text, reply_to, fault);
}

void
comms_practice_end_waits (CommsPracticeServer *self)
{
  g_list_free_full (g_steal_pointer (&self->waits), (GDestroyNotify) wait_free);
}
