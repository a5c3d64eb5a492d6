/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-sign-in.h"

#include "comms-error.h"
#include "comms-net-json.h"
#include "comms-session.h"
#include "comms-sign-in-private.h"

enum
{
  BROWSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CommsSignIn, comms_sign_in, G_TYPE_OBJECT)

static const guint16 usual_ports[] = {
  COMMS_SIGN_IN_PORT_1,
  COMMS_SIGN_IN_PORT_2,
  COMMS_SIGN_IN_PORT_3,
  0,
};

/* How each network is signed in to. */
static const struct
{
  const char *network;
  const char *server; /* where it begins, or NULL */
  void (*run) (GTask *task);
} kinds[] = {
  { "x", "https://api.x.com", comms_x_sign_in },
  { "mastodon", NULL, comms_mastodon_sign_in },
  { "bluesky", "https://bsky.social", comms_bluesky_sign_in },
};

/* What the networks' own files use. */

JsonObject *
comms_sign_in_parse (CommsHttpReply *reply, JsonNode **node)
{
  gsize size;
  const char *text = g_bytes_get_data (reply->body, &size);

  *node = comms_net_json_parse (text, (gssize) size);
  return comms_net_json_root (*node);
}

char *
comms_sign_in_dup_problem (CommsHttpReply *reply)
{
  g_autoptr (JsonNode) node = NULL;
  const char *problem = comms_net_json_string (comms_sign_in_parse (reply, &node), "error");

  return g_strdup (problem != NULL ? problem : "");
}

CommsHttpReply *
comms_sign_in_take_reply (GTask *task, GObject *http, GAsyncResult *result)
{
  CommsSignIn *self = g_task_get_source_object (task);
  g_autoptr (CommsHttpReply) reply = NULL;
  GError *error = NULL;

  reply = comms_http_request_finish (COMMS_HTTP (http), result, &error);
  if (reply != NULL && g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    g_clear_pointer (&reply, comms_http_reply_free);
  if (reply != NULL && comms_oauth_answered (reply, self->host, &error))
    return g_steal_pointer (&reply);
  g_task_return_error (task, error);
  return NULL;
}

char *
comms_sign_in_take_code (GTask *task, GObject *redirect, GAsyncResult *result)
{
  GError *error = NULL;
  char *code = comms_redirect_wait_finish (COMMS_REDIRECT (redirect), result, &error);

  if (code == NULL)
    g_task_return_error (task, error);
  return code;
}

gboolean
comms_sign_in_has_scope (char **scopes, const char *scope)
{
  g_autofree char *wide = g_strndup (scope, strcspn (scope, ":"));

  return g_strv_contains ((const char *const *) scopes, scope) ||
         g_strv_contains ((const char *const *) scopes, wide);
}

void
comms_sign_in_done (GTask *task)
{
  CommsSignIn *self = g_task_get_source_object (task);

  g_task_return_pointer (task, g_steal_pointer (&self->grant), (GDestroyNotify) comms_grant_unref);
}

void
comms_sign_in_fail (GTask *task, CommsNetError code, const char *format, ...)
{
  va_list args;
  GError *error;

  va_start (args, format);
  error = g_error_new_valist (COMMS_NET_ERROR, (int) code, format, args);
  va_end (args);
  g_task_return_error (task, error);
}

void
comms_sign_in_browse (
  GTask *task, const char *endpoint, const char *scope, const char *extra, GAsyncReadyCallback next)
{
  CommsSignIn *self = g_task_get_source_object (task);
  g_autofree char *challenge = NULL;
  g_autofree char *uri = NULL;
  GError *error = NULL;

  if (self->redirect == NULL)
    self->redirect =
      comms_redirect_new (self->ports, self->by_hand ? "urn:ietf:wg:oauth:2.0:oob" : NULL, &error);
  if (self->redirect == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  comms_secret_free (self->state);
  comms_secret_free (self->verifier);
  self->state = comms_oauth_random ();
  self->verifier = comms_oauth_random ();
  challenge = comms_oauth_challenge (self->verifier);
  uri =
    comms_oauth_dup_uri (endpoint, "response_type", "code", "client_id", self->client_id,
                         "redirect_uri", comms_redirect_get_uri (self->redirect), "scope", scope,
                         "state", self->state, "code_challenge", self->challenge ? challenge : NULL,
                         "code_challenge_method", self->challenge ? "S256" : NULL,
                         extra != NULL ? extra : "-", extra != NULL ? "true" : NULL, NULL);
  comms_redirect_wait_async (self->redirect, self->state, g_task_get_cancellable (task), next,
                             g_object_ref (task));
  g_signal_emit (self, signals[BROWSE], 0, uri, self->by_hand);
}

/* Grants. */

static void
grant_clear (CommsGrant *grant)
{
  g_free (grant->network);
  g_free (grant->api_base);
  g_clear_pointer (&grant->identity, comms_identity_free);
  g_strfreev (grant->scopes);
  comms_session_secret_free (grant->session);
  comms_secret_free (grant->app_password);
  comms_secret_free (grant->client);
}

CommsGrant *
comms_grant_ref (CommsGrant *grant)
{
  return g_rc_box_acquire (grant);
}

void
comms_grant_unref (CommsGrant *grant)
{
  g_rc_box_release_full (grant, (GDestroyNotify) grant_clear);
}

const CommsIdentity *
comms_grant_get_identity (CommsGrant *grant)
{
  g_return_val_if_fail (grant != NULL, NULL);

  return grant->identity;
}

void
comms_grant_fill (CommsGrant *grant, CommsAccount *account)
{
  g_return_if_fail (grant != NULL);
  g_return_if_fail (COMMS_IS_ACCOUNT (account));

  g_object_set (account, "network", grant->network, "api-base", grant->api_base, "user-id",
                grant->identity->user_id, "handle", grant->identity->handle, "display-name",
                grant->identity->display_name, "scopes", grant->scopes, "signed-in-at",
                grant->session->issued_at, "token-until", grant->token_until, NULL);
}

typedef struct
{
  CommsGrant *grant;
  CommsAccount *account;
  char *app_password; /* still to be stored */
  char *access;       /* that must be there in the end */
} Keep;

static void
keep_free (Keep *keep)
{
  comms_grant_unref (keep->grant);
  g_clear_object (&keep->account);
  comms_secret_free (keep->app_password);
  comms_secret_free (keep->access);
  g_free (keep);
}

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Keep *keep = g_task_get_task_data (task);
  g_autoptr (CommsSessionSecret) kept = NULL;
  GError *error = NULL;
  char *json = comms_secrets_lookup_finish (COMMS_SECRETS (source), result, &error);

  kept = json != NULL ? comms_session_secret_parse (json) : NULL;
  comms_secret_free (json);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (kept == NULL || g_strcmp0 (kept->access, keep->access) != 0)
    g_task_return_new_error (task, COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_FAILED, "%s",
                             C_ ("keyring", "The keyring did not keep the sign-in. Look at the "
                                            "keyring, and sign in again."));
  else
    {
      keep->grant->kept = TRUE;
      g_task_return_boolean (task, TRUE);
    }
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSecrets *secrets = COMMS_SECRETS (source);
  Keep *keep = g_task_get_task_data (task);
  char *app_password = g_steal_pointer (&keep->app_password);
  g_autofree char *host = NULL;
  g_autofree char *label = comms_session_dup_label (keep->account->handle);
  CommsSecretKey key;
  GError *error = NULL;

  comms_network_session_key (keep->account, &key, &host);
  if (!comms_secrets_store_finish (secrets, result, &error))
    g_task_return_error (task, error);
  else if (app_password != NULL)
    {
      key.kind = "app-password";
      comms_secrets_store_async (secrets, &key, label, app_password, NULL, kept_cb,
                                 g_object_ref (task));
    }
  else
    comms_secrets_lookup_async (secrets, &key, NULL, read_back_cb, g_object_ref (task));
  comms_secret_free (app_password);
}

void
comms_grant_keep_async (CommsGrant *grant,
                        CommsSecrets *secrets,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  g_autofree char *host = NULL;
  g_autofree char *label = NULL;
  CommsSecretKey key;
  Keep *keep;
  char *json;

  g_return_if_fail (grant != NULL);
  g_return_if_fail (COMMS_IS_SECRETS (secrets));

  keep = g_new0 (Keep, 1);
  keep->grant = comms_grant_ref (grant);
  keep->account = comms_account_new ();
  comms_grant_fill (grant, keep->account);
  keep->app_password = g_strdup (grant->app_password);
  keep->access = g_strdup (grant->session->access);
  g_task_set_source_tag (task, comms_grant_keep_async);
  g_task_set_task_data (task, keep, (GDestroyNotify) keep_free);
  label = comms_session_dup_label (keep->account->handle);
  comms_network_session_key (keep->account, &key, &host);
  json = comms_session_secret_print (grant->session);
  comms_secrets_store_async (secrets, &key, label, json, cancellable, kept_cb,
                             g_steal_pointer (&task));
  comms_secret_free (json);
}

gboolean
comms_grant_keep_finish (CommsSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The sign-in. */

static void
comms_sign_in_finalize (GObject *object)
{
  CommsSignIn *self = COMMS_SIGN_IN (object);

  g_free (self->network);
  g_free (self->api_base);
  g_free (self->host);
  g_free (self->client_id);
  comms_secret_free (self->client_secret);
  g_free (self->handle);
  comms_secret_free (self->password);
  g_free (self->ports);
  g_clear_object (&self->secrets);
  g_clear_object (&self->clock);
  g_clear_object (&self->http);
  g_clear_object (&self->redirect);
  comms_secret_free (self->state);
  comms_secret_free (self->verifier);
  g_free (self->authorize_uri);
  g_free (self->token_uri);
  g_clear_pointer (&self->grant, comms_grant_unref);

  G_OBJECT_CLASS (comms_sign_in_parent_class)->finalize (object);
}

static void
comms_sign_in_class_init (CommsSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_sign_in_finalize;

  signals[BROWSE] = g_signal_new ("browse", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
comms_sign_in_init (CommsSignIn *self)
{
}

/* Letters of any script, digits, dots and hyphens; ":" in an address of IPv6. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;
  for (const char *at = host; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_isalnum (g_utf8_get_char (at)) && strchr (".-:", *at) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* "ministry.social", "@desk@ministry.social", "https://ministry.social/about" and the like, as an
 * address. (transfer full) */
static char *
dup_server (const char *text)
{
  g_autofree char *line = g_strstrip (g_strdup (text));
  g_autoptr (GUri) uri = NULL;
  const char *at;
  char *whole;

  if (strstr (line, "://") == NULL)
    {
      at = strrchr (line, '@');
      whole = g_strconcat ("https://", at != NULL ? at + 1 : line, NULL);
      g_free (g_steal_pointer (&line));
      line = whole;
    }
  uri = g_uri_parse (line, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || !is_host (g_uri_get_host (uri)) || g_uri_get_userinfo (uri) != NULL)
    return NULL;
  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), "", NULL, NULL);
}

/* Plain http only on this computer, and a practice desk only to it. */
static gboolean
check_server (const char *text, const char *server, gboolean loopback_only, GError **error)
{
  const gboolean loopback = server != NULL && comms_uri_is_loopback (server);

  if (server != NULL && loopback_only && !loopback)
    g_set_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_ADDRESS,
                 /* Translators: %s is a web address. */
                 C_ ("network", "A practice desk speaks only to this computer, not to “%s”. "
                                "Use your own desk for a real network."),
                 text);
  else if (server == NULL || !(g_str_has_prefix (server, "https://") ||
                               (loopback && g_str_has_prefix (server, "http://"))))
    g_set_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_ADDRESS,
                 /* Translators: %s is what a person wrote */
                 C_ ("sign-in", "“%s” is not a server. Write it as in ministry.social."), text);
  else
    return TRUE;
  return FALSE;
}

/* What is missing that the person has to give, or NULL. */
static const char *
find_missing (const CommsSignInRequest *request)
{
  if (g_str_equal (request->network, "x") &&
      (request->client_id == NULL || *request->client_id == '\0'))
    return C_ ("sign-in", "The ministry’s client id at X is missing. A manager copies it from "
                          "console.x.com and enters it once, when an account on X is connected.");
  if (g_str_equal (request->network, "mastodon") &&
      (request->server == NULL || *request->server == '\0'))
    return C_ ("sign-in", "Which Mastodon server is the account on? Write it as in "
                          "ministry.social.");
  if (!g_str_equal (request->network, "bluesky"))
    return NULL;
  if (request->handle == NULL || *request->handle == '\0')
    return C_ ("sign-in", "Which Bluesky account is it? Write its handle as in "
                          "ministry.bsky.social.");
  if (request->password == NULL || *request->password == '\0')
    return C_ ("sign-in", "The app password is missing. Make one on Bluesky under Settings, "
                          "Privacy and Security, App Passwords.");
  return NULL;
}

static gboolean
set_server (CommsSignIn *self, const CommsSignInRequest *request, guint kind, GError **error)
{
  const char *server =
    request->server != NULL && *request->server != '\0' ? request->server : kinds[kind].server;

  self->api_base = dup_server (server);
  self->found =
    request->server != NULL && *request->server != '\0' && !comms_uri_is_loopback (request->server);
  self->host = comms_oauth_dup_host (self->api_base);
  return check_server (server, self->api_base, request->loopback_only, error);
}

static void
copy_request (CommsSignIn *self, const CommsSignInRequest *request)
{
  const guint16 *ports = request->ports != NULL ? request->ports : usual_ports;
  guint n_ports = 0;

  while (ports[n_ports] != 0)
    n_ports++;
  self->ports = g_memdup2 (ports, (n_ports + 1) * sizeof *ports);
  self->network = g_strdup (request->network);
  self->client_id = g_strdup (request->client_id);
  self->handle = g_strstrip (g_strdup (request->handle != NULL ? request->handle : ""));
  if (*self->handle == '@')
    memmove (self->handle, self->handle + 1, strlen (self->handle));
  self->password = g_strdup (request->password);
  self->keep_password = request->keep_password;
  self->by_hand = request->by_hand;
  self->engage = request->engage;
  self->another = request->another;
  self->loopback_only = request->loopback_only;
}

CommsSignIn *
comms_sign_in_new (const CommsSignInRequest *request,
                   CommsSecrets *secrets,
                   CommsClock *clock,
                   GError **error)
{
  g_autoptr (CommsSignIn) self = NULL;
  const char *missing;

  g_return_val_if_fail (request != NULL && request->network != NULL, NULL);
  g_return_val_if_fail (COMMS_IS_SECRETS (secrets), NULL);
  g_return_val_if_fail (COMMS_IS_CLOCK (clock), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_equal (kinds[i].network, request->network))
        continue;
      missing = find_missing (request);
      if (missing != NULL)
        {
          g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID, missing);
          return NULL;
        }
      self = g_object_new (COMMS_TYPE_SIGN_IN, NULL);
      copy_request (self, request);
      if (!set_server (self, request, i, error))
        return NULL;
      self->secrets = g_object_ref (secrets);
      self->clock = g_object_ref (clock);
      self->http = comms_http_new (comms_uri_is_loopback (self->api_base));
      return g_steal_pointer (&self);
    }
  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               C_ ("network", "There is no network “%s”. Choose one that the desk knows."),
               request->network);
  return NULL;
}

void
comms_sign_in_run_async (CommsSignIn *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (COMMS_IS_SIGN_IN (self));
  g_return_if_fail (self->grant == NULL);

  self->grant = g_rc_box_new0 (CommsGrant);
  self->grant->network = g_strdup (self->network);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, comms_sign_in_run_async);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].network, self->network))
        kinds[i].run (g_steal_pointer (&task));
      if (task == NULL)
        return;
    }
  g_assert_not_reached ();
}

CommsGrant *
comms_sign_in_run_finish (CommsSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
comms_sign_in_paste (CommsSignIn *self, const char *text)
{
  g_return_if_fail (COMMS_IS_SIGN_IN (self));
  g_return_if_fail (text != NULL);

  if (self->redirect != NULL)
    comms_redirect_paste (self->redirect, text);
}
