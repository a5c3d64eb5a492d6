/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsPractice"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "comms-practice-server-private.h"

#include "comms-network.h"

#define DEFAULT_DELAY (30 * 1000)

G_DEFINE_FINAL_TYPE (CommsPracticeServer, comms_practice_server, G_TYPE_OBJECT)

static guint fault_changed_signal;

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
    comms_practice_show_state (self, message);
  else if (is (message, "POST") && g_str_equal (parts[1], "fault"))
    comms_practice_choose_fault (self, message);
  else if (is (message, "POST") && g_str_equal (parts[1], "accounts"))
    comms_practice_take_account (self, message);
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
    comms_practice_create_post (self, message);
  else if (n_parts == 2 && is (message, "GET") && g_str_equal (parts[1], "tweets"))
    comms_practice_show_posts (self, message, query);
  else if (n_parts == 3 && is (message, "DELETE") && g_str_equal (parts[1], "tweets"))
    comms_practice_delete_post (self, message, parts[2]);
  else if (n_parts == 3 && is (message, "GET") && g_str_equal (parts[1], "users") &&
           g_str_equal (parts[2], "me"))
    comms_practice_show_user (self, message);
  else if (n_parts == 4 && is (message, "GET") && g_str_equal (parts[1], "users") &&
           g_str_equal (parts[3], "tweets"))
    comms_practice_list_posts (self, message, parts[2], query);
  else
    return g_str_equal (parts[1], "media") && comms_practice_take_media (self, message, parts);
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

  comms_practice_show_page (self, message, parts[n_parts - 1]);
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
    comms_practice_respond_problem (message, SOUP_STATUS_FORBIDDEN, "Forbidden",
                                    "The practice network answers programs on this computer only.");
  else if (!route_control (self, message, parts) && !route_x (self, message, parts, query) &&
           !route_page (self, message, parts))
    comms_practice_respond_not_found (message);
}

static void
comms_practice_server_dispose (GObject *object)
{
  CommsPracticeServer *self = COMMS_PRACTICE_SERVER (object);

  comms_practice_end_waits (self);
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

  fault_changed_signal =
    g_signal_new ("fault-changed", COMMS_TYPE_PRACTICE_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
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
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSList) listeners = NULL;
  g_autoptr (GError) why = NULL;

  if (!soup_server_listen (self->soup, address, 0, &why))
    {
      g_set_error (error, G_IO_ERROR, why->domain == G_IO_ERROR ? why->code : G_IO_ERROR_FAILED,
                   /* Translators: %u is the number of a port, %s the system's own message. */
                   C_ ("practice network", "The practice network cannot use port %u: %s. Choose "
                                           "another port, or none to take a free one."),
                   port, why->message);
      return FALSE;
    }

  listeners = soup_server_get_listeners (self->soup);
  bound = g_socket_get_local_address (listeners->data, NULL);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
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
  g_return_if_fail (comms_practice_fault_nick (fault) != NULL);
  g_return_if_fail (comms_practice_rate_nick (rate) != NULL);

  self->fault = fault;
  self->rate = rate;
  self->n_chances = 0;
  g_signal_emit (self, fault_changed_signal, 0);
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
