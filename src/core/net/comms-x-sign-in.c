/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-net-json.h"
#include "comms-session-private.h"
#include "comms-sign-in-private.h"

/* X: OAuth 2.0 with PKCE, for a program that can keep no secret (networks, section 1.1). The
 * scopes are those of writing; reading adds none that posting does not need. */
#define SCOPES "tweet.read tweet.write users.read media.write offline.access"

static char *
dup_identity_string (JsonObject *data, const char *name)
{
  const char *text = comms_net_json_string (data, name);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (CommsHttpReply) reply = comms_sign_in_take_reply (task, source, result);
  g_autoptr (JsonNode) node = NULL;
  CommsIdentity *identity;
  JsonObject *data;
  GError *error = NULL;

  if (reply == NULL)
    return;
  data = comms_net_json_object (comms_sign_in_parse (reply, &node), "data");
  if (reply->status >= 400)
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED, "%s",
                        C_ ("sign-in", "X does not tell the desk whose account it is. Ask whoever "
                                       "manages the ministry’s access at X whether it is paid and "
                                       "allows posting."));
  else if (comms_net_json_id (data, "id") == NULL ||
           comms_net_json_string (data, "username") == NULL)
    {
      comms_oauth_set_unclear (self->host, &error);
      g_task_return_error (task, error);
    }
  else
    {
      identity = self->grant->identity = g_new0 (CommsIdentity, 1);
      identity->user_id = g_strdup (comms_net_json_id (data, "id"));
      identity->handle = dup_identity_string (data, "username");
      identity->display_name = dup_identity_string (data, "name");
      comms_sign_in_done (task);
    }
}

static gboolean
take_scopes (CommsSignIn *self, CommsHttpReply *reply)
{
  g_autoptr (JsonNode) node = NULL;
  const char *scope = comms_net_json_string (comms_sign_in_parse (reply, &node), "scope");

  self->grant->scopes = g_strsplit (scope != NULL ? scope : SCOPES, " ", -1);
  return g_strv_contains ((const char *const *) self->grant->scopes, "tweet.write");
}

static void
exchanged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (CommsHttpReply) reply = comms_sign_in_take_reply (task, source, result);
  g_auto (CommsCall) call = { 0 };
  CommsSessionSecret *session;
  GError *error = NULL;

  if (reply == NULL)
    return;
  session = comms_oauth_read_pair (reply, self->host, comms_clock_now (self->clock), &error);
  self->grant->session = session;
  if (g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN))
    {
      g_error_free (error);
      comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED, "%s",
                          C_ ("sign-in", "X did not accept the sign-in; what the browser brings "
                                         "back is good for thirty seconds only. Start again."));
    }
  else if (session == NULL)
    g_task_return_error (task, error);
  else if (!take_scopes (self, reply))
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED, "%s",
                        C_ ("sign-in", "X did not give the desk leave to post. Look whether the "
                                       "ministry’s app at X may read and write, and start "
                                       "again."));
  else
    {
      session->client_id = g_strdup (self->client_id);
      self->grant->api_base = g_strdup (self->api_base);
      comms_call_plain (&call, "GET", self->api_base, "/2/users/me", session->access);
      comms_call_send_async (self->http, &call, g_task_get_cancellable (task), identified_cb,
                             g_object_ref (task));
    }
}

/* The code is good for thirty seconds: nothing comes before this. */
static void
returned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_auto (CommsCall) call = { 0 };
  char *code = comms_sign_in_take_code (task, source, result);

  if (code == NULL)
    return;
  comms_call_form (&call, self->api_base, "/2/oauth2/token", "grant_type", "authorization_code",
                   "code", code, "redirect_uri", comms_redirect_get_uri (self->redirect),
                   "code_verifier", self->verifier, "client_id", self->client_id, NULL);
  comms_secret_free (code);
  comms_call_send_async (self->http, &call, g_task_get_cancellable (task), exchanged_cb,
                         g_object_ref (task));
}

void
comms_x_sign_in (GTask *task)
{
  g_autoptr (GTask) owned = task;
  CommsSignIn *self = g_task_get_source_object (task);
  const char *web = comms_uri_is_loopback (self->api_base) ? self->api_base : "https://x.com";
  g_autofree char *endpoint = g_strconcat (web, "/i/oauth2/authorize", NULL);

  /* X knows no code that is pasted; whoever has no browser here pastes the address that the
   * browser elsewhere was sent to. */
  self->by_hand = FALSE;
  self->challenge = TRUE;
  comms_sign_in_browse (task, endpoint, SCOPES, NULL, returned_cb);
}

void
comms_x_sign_out (CommsCall *calls, const char *api_base, const CommsSessionSecret *session)
{
  /* A token that was pasted belongs to a program that is not ours to speak for. */
  if (session->client_id == NULL)
    return;
  if (session->refresh != NULL)
    comms_call_form (&calls[0], api_base, "/2/oauth2/revoke", "token", session->refresh,
                     "client_id", session->client_id, NULL);
  comms_call_form (&calls[session->refresh != NULL ? 1 : 0], api_base, "/2/oauth2/revoke", "token",
                   session->access, "client_id", session->client_id, NULL);
}
