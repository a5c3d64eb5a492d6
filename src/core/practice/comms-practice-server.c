/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsPractice"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "comms-practice-server.h"

#include "comms-count.h"
#include "comms-net-json.h"
#include "comms-network.h"
#include "comms-practice-state.h"
#include "comms-practice-wire.h"

#define DEFAULT_DELAY (30 * 1000)
/* No client waits longer than this, so neither does an answer that never comes. */
#define GIVE_UP (5 * 60 * 1000)
#define LIMIT_WINDOW (15 * 60)
#define ONE_IN 5
#define TOO_MANY_REQUESTS 429
#define CHARACTER_LIMIT 280
#define MIN_RESULTS 5
#define MAX_RESULTS 100
#define DEFAULT_RESULTS 10

struct _CommsPracticeServer
{
  GObject parent_instance;

  SoupServer *soup;
  CommsPracticeState *state;
  CommsClock *clock;
  char *uri;
  CommsPracticeFault fault;
  CommsPracticeRate rate;
  guint delay;
  guint n_requests;
  guint n_creates;
  guint n_chances; /* creates since the fault was chosen */
  GList *waits;    /* (element-type Wait): answers that are kept back */
};

G_DEFINE_FINAL_TYPE (CommsPracticeServer, comms_practice_server, G_TYPE_OBJECT)

static const char *const fault_nicks[] = {
  [COMMS_PRACTICE_FAULT_NONE] = "none",       [COMMS_PRACTICE_FAULT_SLOW] = "slow",
  [COMMS_PRACTICE_FAULT_TIMEOUT] = "timeout", [COMMS_PRACTICE_FAULT_SIGN_IN] = "sign-in",
  [COMMS_PRACTICE_FAULT_CREDIT] = "credit",   [COMMS_PRACTICE_FAULT_DUPLICATE] = "duplicate",
  [COMMS_PRACTICE_FAULT_LIMIT] = "limit",     [COMMS_PRACTICE_FAULT_SERVER] = "server",
  [COMMS_PRACTICE_FAULT_DROP] = "drop",
};

static const char *const rate_nicks[] = {
  [COMMS_PRACTICE_ONCE] = "once",
  [COMMS_PRACTICE_ALWAYS] = "always",
  [COMMS_PRACTICE_ONE_IN_FIVE] = "one-in-five",
};

static gboolean
find_nick (const char *const *nicks, guint n_nicks, const char *nick, int *value)
{
  for (guint i = 0; i < n_nicks; i++)
    {
      if (g_strcmp0 (nicks[i], nick) == 0)
        {
          *value = (int) i;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
comms_practice_fault_nick (CommsPracticeFault fault)
{
  g_return_val_if_fail ((guint) fault < G_N_ELEMENTS (fault_nicks), NULL);

  return fault_nicks[fault];
}

gboolean
comms_practice_fault_from_nick (const char *nick, CommsPracticeFault *fault)
{
  int value;

  if (!find_nick (fault_nicks, G_N_ELEMENTS (fault_nicks), nick, &value))
    return FALSE;
  *fault = (CommsPracticeFault) value;
  return TRUE;
}

const char *
comms_practice_rate_nick (CommsPracticeRate rate)
{
  g_return_val_if_fail ((guint) rate < G_N_ELEMENTS (rate_nicks), NULL);

  return rate_nicks[rate];
}

gboolean
comms_practice_rate_from_nick (const char *nick, CommsPracticeRate *rate)
{
  int value;

  if (!find_nick (rate_nicks, G_N_ELEMENTS (rate_nicks), nick, &value))
    return FALSE;
  *rate = (CommsPracticeRate) value;
  return TRUE;
}

/* Takes @body. */
static void
respond (SoupServerMessage *message, guint status, const char *type, char *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, body, strlen (body));
}

static void
respond_json (SoupServerMessage *message, guint status, char *body)
{
  respond (message, status, "application/json; charset=utf-8", body);
}

static void
respond_problem (SoupServerMessage *message, guint status, const char *title, const char *detail)
{
  respond (message, status, "application/problem+json",
           comms_practice_wire_problem (status, title, "about:blank", detail));
}

static void
respond_not_found (SoupServerMessage *message)
{
  respond (message, SOUP_STATUS_NOT_FOUND, "application/problem+json",
           comms_practice_wire_problem (SOUP_STATUS_NOT_FOUND, "Not Found Error",
                                        "https://api.x.com/2/problems/resource-not-found",
                                        "Could not find what was asked for."));
}

static void
respond_invalid (SoupServerMessage *message, const char *parameter, const char *detail)
{
  respond_json (message, SOUP_STATUS_BAD_REQUEST, comms_practice_wire_invalid (parameter, detail));
}

static void
respond_duplicate (SoupServerMessage *message)
{
  respond_problem (message, SOUP_STATUS_FORBIDDEN, "Forbidden",
                   "You are not allowed to create a Tweet with duplicate content.");
}

/* An answer that is kept back for a time. */
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
keep_back (CommsPracticeServer *self,
           SoupServerMessage *message,
           guint milliseconds,
           GSourceFunc then)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->server = self;
  wait->message = g_object_ref (message);
  wait->source_id = g_timeout_add (milliseconds, then, wait);
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

static void
close_connection (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
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

static gboolean
give_up_cb (gpointer user_data)
{
  Wait *wait = user_data;

  wait->source_id = 0;
  close_connection (wait->message);
  end_wait (wait);
  return G_SOURCE_REMOVE;
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
      respond_problem (posting->message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "Internal Error",
                       error->message);
    }
  else if (post != NULL)
    respond_json (posting->message, SOUP_STATUS_CREATED, comms_practice_wire_created (post));
  else
    respond_not_found (posting->message);

  if (error == NULL && posting->fault == COMMS_PRACTICE_FAULT_DROP)
    drop_connection (posting->message);
  else if (error == NULL && posting->fault == COMMS_PRACTICE_FAULT_TIMEOUT)
    keep_back (posting->server, posting->message, GIVE_UP, give_up_cb);
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
      self->fault = COMMS_PRACTICE_FAULT_NONE;
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
  respond_problem (message, TOO_MANY_REQUESTS, "Too Many Requests", "Too Many Requests");
}

/* The faults that refuse at once. FALSE where the post is to be stored. */
static gboolean
respond_fault (CommsPracticeServer *self, SoupServerMessage *message, CommsPracticeFault fault)
{
  switch ((int) fault)
    {
    case COMMS_PRACTICE_FAULT_SIGN_IN:
      respond_problem (message, SOUP_STATUS_UNAUTHORIZED, "Unauthorized", "Unauthorized");
      return TRUE;
    case COMMS_PRACTICE_FAULT_CREDIT:
      respond_problem (message, SOUP_STATUS_PAYMENT_REQUIRED, "CreditsDepleted",
                       "Your account does not have any credits to fulfill this request.");
      return TRUE;
    case COMMS_PRACTICE_FAULT_DUPLICATE:
      respond_duplicate (message);
      return TRUE;
    case COMMS_PRACTICE_FAULT_LIMIT:
      respond_limit (self, message);
      return TRUE;
    case COMMS_PRACTICE_FAULT_SERVER:
      respond (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "text/html",
               g_strdup ("<html><body><h1>500 Internal Server Error</h1></body></html>"));
      return TRUE;
    default:
      return FALSE;
    }
}

static CommsPracticeAccount *
authenticate (CommsPracticeServer *self, SoupServerMessage *message)
{
  const char *header =
    soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                  "Authorization");
  CommsPracticeAccount *account = NULL;

  if (header != NULL && g_str_has_prefix (header, "Bearer "))
    account = comms_practice_state_by_token (self->state, header + strlen ("Bearer "));
  if (account == NULL)
    respond_problem (message, SOUP_STATUS_UNAUTHORIZED, "Unauthorized", "Unauthorized");
  return account;
}

static JsonNode *
parse_body (SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return comms_net_json_parse (data, (gssize) size);
}

/* Whether X would take the body; else answers why not. */
static gboolean
check_body (SoupServerMessage *message, JsonObject *body)
{
  const char *text = comms_net_json_string (body, "text");
  JsonObject *reply = comms_net_json_object (body, "reply");

  if (text == NULL || text[strspn (text, " \t\r\n")] == '\0')
    {
      respond_invalid (message, "text", "Your request must have a text that is not empty.");
      return FALSE;
    }
  if (comms_net_json_has (body, "reply") &&
      comms_net_json_id (reply, "in_reply_to_tweet_id") == NULL)
    {
      respond_invalid (message, "reply", "[reply.in_reply_to_tweet_id] must be an id.");
      return FALSE;
    }
  if (comms_text_count (text, CHARACTER_LIMIT).weight > CHARACTER_LIMIT)
    {
      respond_problem (message, SOUP_STATUS_FORBIDDEN, "Forbidden",
                       "You are not permitted to perform this action.");
      return FALSE;
    }
  return TRUE;
}

static void
create_post (CommsPracticeServer *self, SoupServerMessage *message)
{
  g_autoptr (JsonNode) root = NULL;
  CommsPracticeAccount *account;
  CommsPracticeFault fault;
  JsonObject *body;
  const char *text;
  const char *reply_to;

  self->n_creates++;
  account = authenticate (self, message);
  if (account == NULL)
    return;
  root = parse_body (message);
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
      Wait *wait = keep_back (self, message, self->delay, slow_cb);

      wait->wanted.user_id = g_strdup (account->user_id);
      wait->wanted.text = g_strdup (text);
      wait->wanted.reply_to = g_strdup (reply_to);
    }
  else
    store_post (self, message, account->user_id, text, reply_to, fault);
}

static void
delete_post (CommsPracticeServer *self, SoupServerMessage *message, const char *id)
{
  CommsPracticeAccount *account = authenticate (self, message);
  CommsPracticePost *post = comms_practice_state_by_id (self->state, id);
  g_autoptr (GError) error = NULL;

  if (account == NULL)
    return;
  if (post == NULL)
    {
      respond_not_found (message);
      return;
    }
  if (!g_str_equal (post->user_id, account->user_id))
    {
      respond_problem (message, SOUP_STATUS_FORBIDDEN, "Forbidden",
                       "You are not permitted to perform this action.");
      return;
    }

  comms_practice_state_remove_post (self->state, id);
  if (comms_practice_state_save (self->state, &error))
    respond_json (message, SOUP_STATUS_OK, comms_practice_wire_deleted ());
  else
    respond_problem (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "Internal Error", error->message);
}

static const char *
get_parameter (GHashTable *query, const char *name)
{
  return query != NULL ? g_hash_table_lookup (query, name) : NULL;
}

static void
list_posts (CommsPracticeServer *self,
            SoupServerMessage *message,
            const char *user_id,
            GHashTable *query)
{
  const char *since = get_parameter (query, "since_id");
  const char *until = get_parameter (query, "pagination_token");
  const char *max_results = get_parameter (query, "max_results");
  guint64 max = DEFAULT_RESULTS;

  if (authenticate (self, message) == NULL)
    return;
  if (comms_practice_state_by_user_id (self->state, user_id) == NULL)
    respond_not_found (message);
  else if (since != NULL && !comms_net_is_id (since))
    respond_invalid (message, "since_id", "The `since_id` query parameter value is not valid.");
  else if (until != NULL && !comms_net_is_id (until))
    respond_invalid (message, "pagination_token",
                     "The `pagination_token` query parameter value is not valid.");
  else if (max_results != NULL &&
           !g_ascii_string_to_unsigned (max_results, 10, MIN_RESULTS, MAX_RESULTS, &max, NULL))
    respond_invalid (message, "max_results",
                     "The `max_results` query parameter value is not between 5 and 100.");
  else
    respond_json (message, SOUP_STATUS_OK,
                  comms_practice_wire_timeline (self->state, user_id,
                                                since != NULL ? g_ascii_strtoull (since, NULL, 10)
                                                              : 0,
                                                until != NULL ? g_ascii_strtoull (until, NULL, 10)
                                                              : 0,
                                                (guint) max,
                                                get_parameter (query, "post.fields") != NULL));
}

static void
show_user (CommsPracticeServer *self, SoupServerMessage *message)
{
  CommsPracticeAccount *account = authenticate (self, message);

  if (account != NULL)
    respond_json (message, SOUP_STATUS_OK, comms_practice_wire_user (account));
}

static void
show_page (CommsPracticeServer *self, SoupServerMessage *message, const char *id)
{
  CommsPracticePost *post = comms_practice_state_by_id (self->state, id);
  CommsPracticeAccount *account =
    post != NULL ? comms_practice_state_by_user_id (self->state, post->user_id) : NULL;

  if (account == NULL)
    {
      respond_not_found (message);
      return;
    }

  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'");
  respond (message, SOUP_STATUS_OK, "text/html; charset=utf-8",
           comms_practice_wire_page (account, post));
}

static void
show_state (CommsPracticeServer *self, SoupServerMessage *message)
{
  respond_json (message, SOUP_STATUS_OK,
                comms_practice_wire_state (self->state, self->n_requests, self->n_creates,
                                           fault_nicks[self->fault], rate_nicks[self->rate]));
}

static void
choose_fault (CommsPracticeServer *self, SoupServerMessage *message)
{
  g_autoptr (JsonNode) root = parse_body (message);
  JsonObject *body = comms_net_json_root (root);
  const char *rate_nick = comms_net_json_string (body, "rate");
  CommsPracticeRate rate = COMMS_PRACTICE_ONCE;
  CommsPracticeFault fault;

  if (!comms_practice_fault_from_nick (comms_net_json_string (body, "fault"), &fault))
    respond_invalid (message, "fault", "There is no such fault.");
  else if (comms_net_json_has (body, "rate") && !comms_practice_rate_from_nick (rate_nick, &rate))
    respond_invalid (message, "rate", "There is no such rate.");
  else
    {
      comms_practice_server_set_fault (self, fault, rate);
      show_state (self, message);
    }
}

static void
take_account (CommsPracticeServer *self, SoupServerMessage *message)
{
  g_autoptr (JsonNode) root = parse_body (message);
  JsonObject *body = comms_net_json_root (root);
  const char *user_id = comms_net_json_id (body, "user_id");
  const char *handle = comms_net_json_string (body, "handle");
  const char *token = comms_net_json_string (body, "token");

  if (user_id == NULL || handle == NULL || token == NULL || *token == '\0')
    {
      respond_invalid (message, "user_id", "An account has a user_id, a handle and a token.");
      return;
    }

  comms_practice_server_add_account (self, user_id, handle,
                                     comms_net_json_string (body, "display_name"), token);
  show_state (self, message);
}

/* A page in a browser can make it speak to this port, but then the browser names the host that
 * it thought of, and the page's origin. */
static gboolean
is_from_here (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *host = soup_message_headers_get_one (headers, "Host");
  const char *origin = soup_message_headers_get_one (headers, "Origin");
  g_autofree char *uri = host != NULL ? g_strconcat ("http://", host, "/", NULL) : NULL;

  return comms_uri_is_loopback (uri) && (origin == NULL || comms_uri_is_loopback (origin));
}

static gboolean
is (SoupServerMessage *message, const char *method)
{
  return g_str_equal (soup_server_message_get_method (message), method);
}

static gboolean
route_control (CommsPracticeServer *self, SoupServerMessage *message, char **parts)
{
  if (g_strv_length (parts) != 2 || !g_str_equal (parts[0], "practice"))
    return FALSE;

  if (is (message, "GET") && g_str_equal (parts[1], "state"))
    show_state (self, message);
  else if (is (message, "POST") && g_str_equal (parts[1], "fault"))
    choose_fault (self, message);
  else if (is (message, "POST") && g_str_equal (parts[1], "accounts"))
    take_account (self, message);
  else
    return FALSE;
  return TRUE;
}

static gboolean
route_x (CommsPracticeServer *self, SoupServerMessage *message, char **parts, GHashTable *query)
{
  guint n_parts = g_strv_length (parts);

  if (n_parts < 2 || !g_str_equal (parts[0], "2"))
    return FALSE;

  self->n_requests++;
  if (n_parts == 2 && is (message, "POST") && g_str_equal (parts[1], "tweets"))
    create_post (self, message);
  else if (n_parts == 3 && is (message, "DELETE") && g_str_equal (parts[1], "tweets"))
    delete_post (self, message, parts[2]);
  else if (n_parts == 3 && is (message, "GET") && g_str_equal (parts[1], "users") &&
           g_str_equal (parts[2], "me"))
    show_user (self, message);
  else if (n_parts == 4 && is (message, "GET") && g_str_equal (parts[1], "users") &&
           g_str_equal (parts[3], "tweets"))
    list_posts (self, message, parts[2], query);
  else
    return FALSE;
  return TRUE;
}

/* "HANDLE/status/ID", and "i/web/status/ID" */
static gboolean
route_page (CommsPracticeServer *self, SoupServerMessage *message, char **parts)
{
  guint n_parts = g_strv_length (parts);

  if (n_parts < 3 || n_parts > 4 || !is (message, "GET") ||
      !g_str_equal (parts[n_parts - 2], "status"))
    return FALSE;

  show_page (self, message, parts[n_parts - 1]);
  return TRUE;
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  CommsPracticeServer *self = COMMS_PRACTICE_SERVER (user_data);
  g_auto (GStrv) parts = g_strsplit (*path == '/' ? path + 1 : path, "/", -1);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (comms_clock_now (self->clock) / 1000);
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", date);
  if (!is_from_here (message))
    respond_problem (message, SOUP_STATUS_FORBIDDEN, "Forbidden",
                     "The practice network answers programs on this computer only.");
  else if (!route_control (self, message, parts) && !route_x (self, message, parts, query) &&
           !route_page (self, message, parts))
    respond_not_found (message);
}

static void
comms_practice_server_dispose (GObject *object)
{
  CommsPracticeServer *self = COMMS_PRACTICE_SERVER (object);

  g_list_free_full (g_steal_pointer (&self->waits), (GDestroyNotify) wait_free);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);

  G_OBJECT_CLASS (comms_practice_server_parent_class)->dispose (object);
}

static void
comms_practice_server_finalize (GObject *object)
{
  CommsPracticeServer *self = COMMS_PRACTICE_SERVER (object);

  g_clear_pointer (&self->state, comms_practice_state_free);
  g_clear_object (&self->clock);
  g_free (self->uri);

  G_OBJECT_CLASS (comms_practice_server_parent_class)->finalize (object);
}

static void
comms_practice_server_class_init (CommsPracticeServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = comms_practice_server_dispose;
  object_class->finalize = comms_practice_server_finalize;
}

static void
comms_practice_server_init (CommsPracticeServer *self)
{
  self->clock = comms_system_clock_new ();
  self->delay = DEFAULT_DELAY;
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
}

static gboolean
listen_on (CommsPracticeServer *self, guint16 port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GError) why = NULL;
  GSList *uris;

  if (!soup_server_listen (self->soup, address, 0, &why))
    {
      g_set_error (error, G_IO_ERROR, why->domain == G_IO_ERROR ? why->code : G_IO_ERROR_FAILED,
                   /* Translators: %u is the number of a port, %s the system's own message. */
                   C_ ("practice network", "The practice network cannot use port %u: %s. Choose "
                                           "another port, or none to take a free one."),
                   port, why->message);
      return FALSE;
    }

  uris = soup_server_get_uris (self->soup);
  self->uri = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

CommsPracticeServer *
comms_practice_server_new (const char *state_path, guint16 port, GError **error)
{
  g_autoptr (CommsPracticeServer) self = g_object_new (COMMS_TYPE_PRACTICE_SERVER, NULL);

  self->state = comms_practice_state_new (state_path, error);
  if (self->state == NULL || !listen_on (self, port, error) ||
      !comms_practice_state_announce (self->state, self->uri, error))
    return NULL;
  return g_steal_pointer (&self);
}

char *
comms_practice_server_running_at (const char *state_path)
{
  g_return_val_if_fail (state_path != NULL, NULL);

  return comms_practice_state_dup_holder (state_path);
}

const char *
comms_practice_server_get_uri (CommsPracticeServer *self)
{
  g_return_val_if_fail (COMMS_IS_PRACTICE_SERVER (self), NULL);

  return self->uri;
}

void
comms_practice_server_add_account (CommsPracticeServer *self,
                                   const char *user_id,
                                   const char *handle,
                                   const char *display_name,
                                   const char *token)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (COMMS_IS_PRACTICE_SERVER (self));
  g_return_if_fail (user_id != NULL && handle != NULL && token != NULL);

  /* An account that is not on the disk is made known again by whoever needs it. */
  if (comms_practice_state_set_account (self->state, user_id, handle, display_name, token) &&
      !comms_practice_state_save (self->state, &error))
    g_info ("The practice network could not keep an account: %s", error->message);
}

void
comms_practice_server_set_fault (CommsPracticeServer *self,
                                 CommsPracticeFault fault,
                                 CommsPracticeRate rate)
{
  g_return_if_fail (COMMS_IS_PRACTICE_SERVER (self));
  g_return_if_fail ((guint) fault < G_N_ELEMENTS (fault_nicks));
  g_return_if_fail ((guint) rate < G_N_ELEMENTS (rate_nicks));

  self->fault = fault;
  self->rate = rate;
  self->n_chances = 0;
}

CommsPracticeFault
comms_practice_server_get_fault (CommsPracticeServer *self, CommsPracticeRate *rate)
{
  g_return_val_if_fail (COMMS_IS_PRACTICE_SERVER (self), COMMS_PRACTICE_FAULT_NONE);

  if (rate != NULL)
    *rate = self->rate;
  return self->fault;
}

void
comms_practice_server_set_delay (CommsPracticeServer *self, guint milliseconds)
{
  g_return_if_fail (COMMS_IS_PRACTICE_SERVER (self));

  self->delay = milliseconds;
}

void
comms_practice_server_set_clock (CommsPracticeServer *self, CommsClock *clock)
{
  g_return_if_fail (COMMS_IS_PRACTICE_SERVER (self));
  g_return_if_fail (COMMS_IS_CLOCK (clock));

  g_set_object (&self->clock, clock);
}

guint
comms_practice_server_get_n_posts (CommsPracticeServer *self)
{
  g_return_val_if_fail (COMMS_IS_PRACTICE_SERVER (self), 0);

  return self->state->posts->len;
}

guint
comms_practice_server_get_n_creates (CommsPracticeServer *self)
{
  g_return_val_if_fail (COMMS_IS_PRACTICE_SERVER (self), 0);

  return self->n_creates;
}
