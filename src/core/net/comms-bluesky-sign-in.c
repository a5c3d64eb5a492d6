/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-net-json.h"
#include "comms-session-private.h"
#include "comms-sign-in-private.h"

/* Bluesky: from the handle to the DID, which never changes, from the DID to the server that holds
 * the account, and there a session with an app password (networks, section 3.1). */
#define PLC_DIRECTORY "https://plc.directory"

/* Where the document of @did says the account lives, if that may be talked to. (transfer full) */
static char *
dup_pds (CommsSignIn *self, JsonObject *document)
{
  JsonArray *services = comms_net_json_array (document, "service");

  for (guint i = 0; i < comms_net_json_n (services); i++)
    {
      JsonObject *service = comms_net_json_element (services, i);
      const char *id = comms_net_json_string (service, "id");
      const char *endpoint = comms_net_json_string (service, "serviceEndpoint");
      g_autofree char *host = comms_oauth_dup_host (endpoint);
      gsize length;

      if (id == NULL || endpoint == NULL || !g_str_has_suffix (id, "#atproto_pds") || *host == '\0')
        continue;
      /* A server of the world may not send the desk to this computer. */
      if (comms_uri_is_loopback (endpoint) ? !comms_uri_is_loopback (self->api_base)
                                           : !g_str_has_prefix (endpoint, "https://"))
        continue;
      if (self->loopback_only && !comms_uri_is_loopback (endpoint))
        continue;
      length = strlen (endpoint);
      while (length > 0 && endpoint[length - 1] == '/')
        length--;
      return g_strndup (endpoint, length);
    }
  return NULL;
}

static void
set_base (CommsSignIn *self, char *api_base)
{
  if (api_base == NULL)
    return;
  g_free (self->api_base);
  g_free (self->host);
  self->api_base = api_base;
  self->host = comms_oauth_dup_host (api_base);
}

/* Why a session was not made, as one sentence with what to do. */
static void
fail_login (GTask *task, CommsHttpReply *reply)
{
  CommsSignIn *self = g_task_get_source_object (task);
  g_autofree char *problem = comms_sign_in_dup_problem (reply);

  if (g_str_equal (problem, "AuthFactorTokenRequired"))
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED, "%s",
                        C_ ("sign-in", "That is the account’s main password, which asks for a "
                                       "code by email. Make an app password on Bluesky under "
                                       "Settings, Privacy and Security, and use that."));
  else if (g_str_equal (problem, "AccountTakedown"))
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                        /* Translators: %s is a handle */
                        C_ ("sign-in", "Bluesky has taken @%s down. Sign in on Bluesky itself to "
                                       "see why."),
                        self->handle);
  else if (reply->status == 401)
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                        /* Translators: %s is a handle */
                        C_ ("sign-in", "Bluesky does not accept this password for @%s. Make a new "
                                       "app password there and use that."),
                        self->handle);
  else
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                        /* Translators: %s is a host name, then a handle */
                        C_ ("sign-in", "%s does not sign @%s in. Check the handle and the "
                                       "server."),
                        self->host, self->handle);
}

/* Whether the account may speak. Bluesky signs accounts in that it has closed. */
static gboolean
check_status (GTask *task, JsonObject *root)
{
  const char *status = comms_net_json_string (root, "status");
  CommsSignIn *self = g_task_get_source_object (task);

  if (g_strcmp0 (status, "takendown") == 0 || g_strcmp0 (status, "suspended") == 0)
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                        C_ ("sign-in", "Bluesky has taken @%s down. Sign in on Bluesky itself to "
                                       "see why."),
                        self->handle);
  else if (g_strcmp0 (status, "deactivated") == 0)
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                        /* Translators: %s is a handle */
                        C_ ("sign-in", "@%s is switched off. Switch the account on again on "
                                       "Bluesky itself, and start again."),
                        self->handle);
  else
    return TRUE;
  return FALSE;
}

static char *
dup_kept_password (const char *password)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "password");
  json_builder_add_string_value (builder, password);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

static void
logged_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (CommsHttpReply) reply = comms_sign_in_take_reply (task, source, result);
  g_autoptr (JsonNode) node = NULL;
  CommsGrant *grant = self->grant;
  const char *did;
  JsonObject *root;
  GError *error = NULL;

  if (reply == NULL)
    return;
  if (reply->status >= 300)
    {
      fail_login (task, reply);
      return;
    }
  root = comms_sign_in_parse (reply, &node);
  did = comms_net_json_string (root, "did");
  grant->session = comms_bluesky_read_pair (root, comms_clock_now (self->clock));
  if (grant->session == NULL || did == NULL || !g_str_has_prefix (did, "did:"))
    {
      comms_oauth_set_unclear (self->host, &error);
      g_task_return_error (task, error);
      return;
    }
  if (!check_status (task, root))
    return;
  set_base (self, dup_pds (self, comms_net_json_object (root, "didDoc")));
  grant->api_base = g_strdup (self->api_base);
  grant->identity = g_new0 (CommsIdentity, 1);
  grant->identity->user_id = g_strdup (did);
  grant->identity->handle =
    g_utf8_make_valid (comms_net_json_string (root, "handle") != NULL
                         ? comms_net_json_string (root, "handle")
                         : self->handle,
                       -1);
  grant->identity->display_name = g_strdup (grant->identity->handle);
  if (self->keep_password)
    grant->app_password = dup_kept_password (self->password);
  comms_sign_in_done (task);
}

static void
log_in (GTask *task, const char *identifier)
{
  CommsSignIn *self = g_task_get_source_object (task);
  g_auto (CommsCall) call = { 0 };
  char *json = comms_bluesky_dup_log_in (identifier, self->password);

  comms_call_json (&call, self->api_base, "/xrpc/com.atproto.server.createSession", json);
  comms_secret_free (json);
  comms_call_send_async (self->http, &call, g_task_get_cancellable (task), logged_in_cb,
                         g_object_ref (task));
}

/* The document of the account's DID. */
static void
document_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (CommsHttpReply) reply = comms_sign_in_take_reply (task, source, result);
  g_autoptr (JsonNode) node = NULL;
  const char *did = g_task_get_task_data (task);
  JsonObject *root;
  char *pds = NULL;

  if (reply == NULL)
    return;
  root = comms_sign_in_parse (reply, &node);
  if (reply->status < 300 && g_strcmp0 (comms_net_json_string (root, "id"), did) == 0)
    pds = dup_pds (self, root);
  if (pds == NULL)
    {
      comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                          /* Translators: %s is a handle */
                          C_ ("sign-in", "It cannot be found out which server holds @%s. Name the "
                                         "server and start again."),
                          self->handle);
      return;
    }
  set_base (self, pds);
  log_in (task, did);
}

static gboolean
is_did (const char *did)
{
  return did != NULL &&
         (g_str_has_prefix (did, "did:plc:") ||
          (g_str_has_prefix (did, "did:web:") && strchr (did + strlen ("did:web:"), ':') == NULL)) &&
         strlen (did) > strlen ("did:web:") &&
         did[strspn (did, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:._-")] ==
           '\0';
}

/* Takes over @did, which is one. */
static void
find_document (GTask *task, char *did)
{
  CommsSignIn *self = g_task_get_source_object (task);
  const gboolean loopback = comms_uri_is_loopback (self->api_base);
  g_auto (CommsCall) call = { 0 };
  g_autofree char *base = NULL;
  g_autofree char *path = g_strconcat ("/", did, NULL);

  g_task_set_task_data (task, did, g_free);
  if (g_str_has_prefix (did, "did:web:") && !loopback)
    {
      base = g_strconcat ("https://", did + strlen ("did:web:"), NULL);
      comms_call_plain (&call, "GET", base, "/.well-known/did.json", NULL);
    }
  else
    comms_call_plain (&call, "GET", loopback ? self->api_base : PLC_DIRECTORY, path, NULL);
  comms_call_send_async (self->http, &call, g_task_get_cancellable (task), document_cb,
                         g_object_ref (task));
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (CommsHttpReply) reply = comms_sign_in_take_reply (task, source, result);
  g_autoptr (JsonNode) node = NULL;
  const char *did;

  if (reply == NULL)
    return;
  did = comms_net_json_string (comms_sign_in_parse (reply, &node), "did");
  if (reply->status < 300 && is_did (did))
    find_document (task, g_strdup (did));
  else
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                        /* Translators: %s is a handle */
                        C_ ("sign-in", "Bluesky does not know @%s. Write the whole handle, as in "
                                       "ministry.bsky.social."),
                        self->handle);
}

void
comms_bluesky_sign_in (GTask *task)
{
  g_autoptr (GTask) owned = task;
  CommsSignIn *self = g_task_get_source_object (task);
  g_auto (CommsCall) call = { 0 };
  g_autofree char *uri = NULL;

  if (self->found)
    {
      log_in (task, self->handle);
      return;
    }
  if (is_did (self->handle))
    {
      find_document (task, g_strdup (self->handle));
      return;
    }
  uri = comms_oauth_dup_uri ("/xrpc/com.atproto.identity.resolveHandle", "handle", self->handle,
                             NULL);
  comms_call_plain (&call, "GET", self->api_base, uri, NULL);
  comms_call_send_async (self->http, &call, g_task_get_cancellable (task), resolved_cb,
                         g_object_ref (task));
}

void
comms_bluesky_sign_out (CommsCall *calls, const char *api_base, const CommsSessionSecret *session)
{
  if (session->refresh != NULL)
    comms_call_plain (&calls[0], "POST", api_base, "/xrpc/com.atproto.server.deleteSession",
                      session->refresh);
}
