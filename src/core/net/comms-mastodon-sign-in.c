/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-net-json.h"
#include "comms-session-private.h"
#include "comms-sign-in-private.h"

/* Mastodon and its relatives: ask the server what it knows, register the desk there once, send
 * the person to it, exchange the code (networks, section 2.1). */

#define OUT_OF_BAND "urn:ietf:wg:oauth:2.0:oob"
#define CLIENT_ACCOUNT "app"
/* Servers before 4.3 do not know the narrow "profile". */
#define SCOPES \
  " read:statuses read:notifications read:search read:lists write:statuses write:media"
/* What is asked for only where a person wants it; the registration allows it, and gives nothing. */
#define ENGAGE_SCOPES " write:favourites write:lists"
#define MAX_CLIENTS 2

static void register_client (GTask *task, gboolean as_string);
static char * dup_client (CommsSignIn *self);

static const char *
get_all_scopes (CommsSignIn *self)
{
  return self->profile ? "profile" SCOPES ENGAGE_SCOPES : "read:accounts" SCOPES ENGAGE_SCOPES;
}

static const char *
get_scopes (CommsSignIn *self)
{
  if (self->engage)
    return get_all_scopes (self);
  return self->profile ? "profile" SCOPES : "read:accounts" SCOPES;
}

static CommsSecretKey
get_client_key (CommsSignIn *self)
{
  const CommsSecretKey key = { self->network, self->host, CLIENT_ACCOUNT, "client" };

  return key;
}

/* Whose account it is. */

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (CommsHttpReply) reply = comms_sign_in_take_reply (task, source, result);
  g_autoptr (JsonNode) node = NULL;
  CommsIdentity *identity;
  JsonObject *root;
  const char *name;
  GError *error = NULL;

  if (reply == NULL)
    return;
  root = comms_sign_in_parse (reply, &node);
  if (reply->status >= 400)
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                        /* Translators: %s is a host name */
                        C_ ("sign-in", "%s does not tell the desk whose account it is. The "
                                       "account may be waiting to be confirmed there, or be "
                                       "switched off."),
                        self->host);
  else if (comms_net_json_string (root, "id") == NULL ||
           comms_net_json_string (root, "username") == NULL)
    {
      comms_oauth_set_unclear (self->host, &error);
      g_task_return_error (task, error);
    }
  else
    {
      name = comms_net_json_string (root, "display_name");
      identity = self->grant->identity = g_new0 (CommsIdentity, 1);
      identity->user_id = g_utf8_make_valid (comms_net_json_string (root, "id"), -1);
      identity->handle =
        g_strdup_printf ("%s@%s", comms_net_json_string (root, "username"), self->host);
      identity->display_name = g_utf8_make_valid (
        name != NULL && *name != '\0' ? name : comms_net_json_string (root, "username"), -1);
      self->grant->client = dup_client (self);
      comms_sign_in_done (task);
    }
}

/* The code. */

/* A server before 4.3 forgets a program that nobody used for a while. */
static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  comms_secrets_remove_finish (COMMS_SECRETS (source), result, NULL);
  register_client (task, FALSE);
}

static void
refused_code (GTask *task, CommsHttpReply *reply)
{
  CommsSignIn *self = g_task_get_source_object (task);
  g_autofree char *problem = comms_sign_in_dup_problem (reply);
  const CommsSecretKey key = get_client_key (self);

  if (g_str_equal (problem, "invalid_client") && self->n_clients < MAX_CLIENTS)
    comms_secrets_remove_async (self->secrets, &key, NULL, forgotten_cb, g_object_ref (task));
  else
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                        /* Translators: %s is a host name */
                        C_ ("sign-in", "%s did not accept the sign-in; a code works once, and only "
                                       "for a few minutes. Start again."),
                        self->host);
}

static void
exchanged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (CommsHttpReply) reply = comms_sign_in_take_reply (task, source, result);
  g_auto (CommsCall) call = { 0 };
  g_autoptr (JsonNode) node = NULL;
  const char *scope;
  GError *error = NULL;

  if (reply == NULL)
    return;
  if (reply->status >= 400)
    {
      refused_code (task, reply);
      return;
    }
  scope = comms_net_json_string (comms_sign_in_parse (reply, &node), "scope");
  self->grant->session =
    comms_oauth_read_pair (reply, self->host, comms_clock_now (self->clock), &error);
  if (self->grant->session == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->grant->scopes = g_strsplit (scope != NULL ? scope : get_scopes (self), " ", -1);
  if (!comms_sign_in_has_scope (self->grant->scopes, "write:statuses"))
    {
      comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                          /* Translators: %s is a host name */
                          C_ ("sign-in", "%s did not give the desk leave to post. Start again and "
                                         "allow it to write."),
                          self->host);
      return;
    }
  self->grant->api_base = g_strdup (self->api_base);
  comms_call_plain (&call, "GET", self->api_base, "/api/v1/accounts/verify_credentials",
                    self->grant->session->access);
  comms_call_send_async (self->http, &call, g_task_get_cancellable (task), identified_cb,
                         g_object_ref (task));
}

static void
returned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_auto (CommsCall) call = { 0 };
  char *code = comms_sign_in_take_code (task, source, result);

  if (code == NULL)
    return;
  comms_call_form (&call, self->token_uri, "", "grant_type", "authorization_code", "code", code,
                   "client_id", self->client_id, "client_secret", self->client_secret,
                   "redirect_uri", comms_redirect_get_uri (self->redirect), "code_verifier",
                   self->challenge ? self->verifier : NULL, NULL);
  comms_secret_free (code);
  comms_call_send_async (self->http, &call, g_task_get_cancellable (task), exchanged_cb,
                         g_object_ref (task));
}

static void
browse (GTask *task)
{
  CommsSignIn *self = g_task_get_source_object (task);

  comms_sign_in_browse (task, self->authorize_uri, get_scopes (self),
                        self->another ? "force_login" : NULL, returned_cb);
}

/* The registration. */

static gboolean
take_client (CommsSignIn *self, JsonObject *root)
{
  const char *id = comms_net_json_string (root, "client_id");
  const char *secret = comms_net_json_string (root, "client_secret");

  if (!comms_session_is_token (id) || !comms_session_is_token (secret))
    return FALSE;
  g_free (self->client_id);
  comms_secret_free (self->client_secret);
  self->client_id = g_strdup (id);
  self->client_secret = g_strdup (secret);
  return TRUE;
}

static char *
dup_client (CommsSignIn *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "client_id");
  json_builder_add_string_value (builder, self->client_id);
  json_builder_set_member_name (builder, "client_secret");
  json_builder_add_string_value (builder, self->client_secret);
  json_builder_set_member_name (builder, "scopes");
  json_builder_add_string_value (builder, get_all_scopes (self));
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

static void
client_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (comms_secrets_store_finish (COMMS_SECRETS (source), result, &error))
    browse (task);
  else
    g_task_return_error (task, error);
}

static void
keep_client (GTask *task)
{
  CommsSignIn *self = g_task_get_source_object (task);
  const CommsSecretKey key = get_client_key (self);
  g_autofree char *label = NULL;
  char *json = dup_client (self);

  /* Translators: the name of an item in the keyring; %s is a host name */
  label = g_strdup_printf (C_ ("keyring", "Comms Desk at %s"), self->host);
  comms_secrets_store_async (self->secrets, &key, label, json, g_task_get_cancellable (task),
                             client_kept_cb, g_object_ref (task));
  comms_secret_free (json);
}

static void
registered (GTask *task, GObject *source, GAsyncResult *result, gboolean as_string)
{
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (CommsHttpReply) reply = comms_sign_in_take_reply (task, source, result);
  g_autoptr (JsonNode) node = NULL;

  if (reply == NULL)
    return;
  if (reply->status < 300 && take_client (self, comms_sign_in_parse (reply, &node)))
    keep_client (task);
  else if (!as_string && reply->status >= 400)
    register_client (task, TRUE); /* servers before 4.3 take no array */
  else
    comms_sign_in_fail (task, COMMS_NET_ERROR_REFUSED,
                        /* Translators: %s is a host name */
                        C_ ("sign-in", "%s does not let the desk register. Check that it is a "
                                       "Mastodon server, or ask whoever runs it."),
                        self->host);
}

static void
registered_array_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  registered (task, source, result, FALSE);
}

static void
registered_string_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  registered (task, source, result, TRUE);
}

/* All the addresses that the browser may come back to, so that one registration serves. */
static char *
dup_registration (CommsSignIn *self, gboolean as_string)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GString) lines = g_string_new (OUT_OF_BAND);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "client_name");
  json_builder_add_string_value (builder, "Comms Desk");
  json_builder_set_member_name (builder, "scopes");
  json_builder_add_string_value (builder, get_all_scopes (self));
  json_builder_set_member_name (builder, "redirect_uris");
  if (!as_string)
    {
      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, OUT_OF_BAND);
    }
  for (guint i = 0; self->ports[i] != 0; i++)
    {
      g_autofree char *uri =
        g_strdup_printf ("http://127.0.0.1:%u/callback", (guint) self->ports[i]);

      if (as_string)
        g_string_append_printf (lines, "\n%s", uri);
      else
        json_builder_add_string_value (builder, uri);
    }
  if (as_string)
    json_builder_add_string_value (builder, lines->str);
  else
    json_builder_end_array (builder);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

static void
register_client (GTask *task, gboolean as_string)
{
  CommsSignIn *self = g_task_get_source_object (task);
  g_autofree char *json = dup_registration (self, as_string);
  g_auto (CommsCall) call = { 0 };

  if (!as_string)
    self->n_clients++;
  comms_call_json (&call, self->api_base, "/api/v1/apps", json);
  comms_call_send_async (self->http, &call, g_task_get_cancellable (task),
                         as_string ? registered_string_cb : registered_array_cb,
                         g_object_ref (task));
}

/* One registration for each server, unless it asks for other scopes than today's. */
static void
client_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root;
  GError *error = NULL;
  char *json = comms_secrets_lookup_finish (COMMS_SECRETS (source), result, &error);

  if (error != NULL && !g_error_matches (error, COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_MISSING))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  node = comms_net_json_parse (json, -1);
  comms_secret_free (json);
  root = comms_net_json_root (node);
  if (g_strcmp0 (comms_net_json_string (root, "scopes"), get_all_scopes (self)) == 0 &&
      take_client (self, root))
    browse (task);
  else
    register_client (task, FALSE);
}

/* The server. */

/* An address that the server names, if it may be talked to; else the usual one. */
static char *
dup_endpoint (CommsSignIn *self, JsonObject *root, const char *name, const char *usual)
{
  const char *uri = comms_net_json_string (root, name);
  g_autofree char *host = comms_oauth_dup_host (uri);

  if (*host != '\0' && strpbrk (uri, "#@") == NULL &&
      (comms_uri_is_loopback (uri) ? comms_uri_is_loopback (self->api_base)
                                   : g_str_has_prefix (uri, "https://") && !self->loopback_only))
    return g_strdup (uri);
  return g_strconcat (self->api_base, usual, NULL);
}

static gboolean
array_has (JsonArray *array, const char *word)
{
  for (guint i = 0; i < comms_net_json_n (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), word) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
metadata_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (CommsHttpReply) reply = comms_sign_in_take_reply (task, source, result);
  g_autoptr (JsonNode) node = NULL;
  const CommsSecretKey key = get_client_key (self);
  JsonObject *root = NULL;

  if (reply == NULL)
    return;
  if (reply->status < 300)
    root = comms_sign_in_parse (reply, &node);
  self->authorize_uri = dup_endpoint (self, root, "authorization_endpoint", "/oauth/authorize");
  self->token_uri = dup_endpoint (self, root, "token_endpoint", "/oauth/token");
  self->challenge =
    array_has (comms_net_json_array (root, "code_challenge_methods_supported"), "S256");
  self->profile = array_has (comms_net_json_array (root, "scopes_supported"), "profile");
  comms_secrets_lookup_async (self->secrets, &key, g_task_get_cancellable (task), client_found_cb,
                              g_object_ref (task));
}

void
comms_mastodon_sign_in (GTask *task)
{
  g_autoptr (GTask) owned = task;
  CommsSignIn *self = g_task_get_source_object (task);
  g_auto (CommsCall) call = { 0 };

  comms_call_plain (&call, "GET", self->api_base, "/.well-known/oauth-authorization-server", NULL);
  comms_call_send_async (self->http, &call, g_task_get_cancellable (task), metadata_cb,
                         g_object_ref (task));
}

void
comms_mastodon_sign_out (CommsCall *calls,
                         const char *api_base,
                         const CommsSessionSecret *session,
                         const char *client)
{
  g_autoptr (JsonNode) node = comms_net_json_parse (client, -1);
  JsonObject *root = comms_net_json_root (node);
  const char *id = comms_net_json_string (root, "client_id");
  const char *secret = comms_net_json_string (root, "client_secret");

  if (id != NULL && secret != NULL)
    comms_call_form (&calls[0], api_base, "/oauth/revoke", "client_id", id, "client_secret",
                     secret, "token", session->access, NULL);
}
