/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-network-private.h"

#include "comms-clock.h"
#include "comms-error.h"
#include "comms-net-json.h"
#include "comms-session-secret.h"
#include "comms-session.h"

#define SESSION_KIND "session"
#define DEFAULT_TIMEOUT (60 * 1000)
#define RETRY_TOKEN (60 * 1000)

typedef struct
{
  char *network;
  char *handle;
  char *user_id;
  char *api_base;
  char *host;
  gboolean loopback;
  gboolean may_read;
  guint timeout;
  CommsSession *session;
  CommsClock *clock;
  CommsHttp *http;
} CommsNetworkPrivate;

G_DEFINE_QUARK (comms - net - error - quark, comms_net_error)
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CommsNetwork, comms_network, G_TYPE_OBJECT)

void
comms_reply_free (CommsReply *reply)
{
  if (reply == NULL)
    return;

  g_free (reply->remote_id);
  g_free (reply->remote_url);
  g_free (reply->code);
  g_free (reply->sentence);
  g_free (reply->detail);
  g_free (reply->request_id);
  g_free (reply);
}

void
comms_identity_free (CommsIdentity *identity)
{
  if (identity == NULL)
    return;

  g_free (identity->user_id);
  g_free (identity->handle);
  g_free (identity->display_name);
  g_free (identity);
}

static gboolean
host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* Programs do not agree on where the host of an address with a user name or a backslash begins,
 * so such an address is never taken for one of this computer. */
gboolean
comms_uri_is_loopback (const char *uri)
{
  g_autoptr (GUri) parsed = NULL;

  if (uri == NULL || strpbrk (uri, "\\@") != NULL)
    return FALSE;

  parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  return parsed != NULL && host_is_loopback (g_uri_get_host (parsed));
}

/* "api.x.com", "127.0.0.1:8080", "[::1]:8080" */
static char *
dup_host (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  gboolean is_v6 = strchr (host, ':') != NULL;
  int port = g_uri_get_port (uri);
  int usual = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
  g_autofree char *name = g_strdup_printf (is_v6 ? "[%s]" : "%s", host);

  return port <= 0 || port == usual ? g_steal_pointer (&name)
                                    : g_strdup_printf ("%s:%d", name, port);
}

static void
comms_network_finalize (GObject *object)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (COMMS_NETWORK (object));

  g_free (priv->network);
  g_free (priv->handle);
  g_free (priv->user_id);
  g_free (priv->api_base);
  g_free (priv->host);
  g_clear_object (&priv->session);
  g_clear_object (&priv->clock);
  g_clear_object (&priv->http);

  G_OBJECT_CLASS (comms_network_parent_class)->finalize (object);
}

static void
comms_network_class_init (CommsNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_network_finalize;
}

static void
comms_network_init (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  priv->clock = comms_system_clock_new ();
  priv->timeout = DEFAULT_TIMEOUT;
}

static const char *
account_api_base (CommsAccount *account)
{
  const CommsNetworkInfo *info = comms_network_info (account->network);

  if (account->api_base != NULL && *account->api_base != '\0')
    return account->api_base;
  return info != NULL ? info->api_base : NULL;
}

/* Parses the address of an API, which may be https anywhere and http on this computer. */
static GUri *
parse_api_base (const char *api_base, gboolean loopback_only, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (api_base, G_URI_FLAGS_NONE, NULL);
  gboolean loopback = comms_uri_is_loopback (api_base);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    {
      g_set_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_ADDRESS,
                   /* Translators: %s is a web address. */
                   C_ ("network", "“%s” is not the address of a network. Write it as in "
                                  "https://api.x.com."),
                   api_base);
      return NULL;
    }
  if (loopback_only && !loopback)
    {
      g_set_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_ADDRESS,
                   /* Translators: %s is a web address. */
                   C_ ("network", "A practice desk speaks only to this computer, not to “%s”. "
                                  "Use your own desk for a real network."),
                   api_base);
      return NULL;
    }
  if (!g_str_equal (g_uri_get_scheme (uri), "https") &&
      !(loopback && g_str_equal (g_uri_get_scheme (uri), "http")))
    {
      g_set_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_ADDRESS,
                   /* Translators: %s is a web address. */
                   C_ ("network", "The address “%s” is not secure. Write it with https://."),
                   api_base);
      return NULL;
    }
  return g_steal_pointer (&uri);
}

static char *
dup_without_slash (const char *uri)
{
  char *copy = g_strdup (uri);
  gsize length = strlen (copy);

  while (length > 0 && copy[length - 1] == '/')
    copy[--length] = '\0';
  return copy;
}

/**
 * comms_network_new:
 * @account: the account; nothing of it is kept but copies
 * @secrets: where its token lies
 * @loopback_only: whether only this computer may be spoken to, as on a practice desk
 * @error: return location
 *
 * Returns: (transfer full): the network of @account
 */
CommsNetwork *
comms_network_new (CommsAccount *account,
                   CommsSecrets *secrets,
                   gboolean loopback_only,
                   GError **error)
{
  const CommsNetworkInfo *info;
  g_autoptr (GUri) uri = NULL;
  CommsNetworkPrivate *priv;
  CommsNetwork *self;
  CommsSecretKey key;

  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (COMMS_IS_SECRETS (secrets), NULL);

  info = comms_network_info (account->network);
  if (info == NULL)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   /* Translators: %s is a word that a person wrote, such as "x". */
                   C_ ("network", "There is no network “%s”. Choose one that the desk knows."),
                   account->network != NULL ? account->network : "");
      return NULL;
    }

  uri = parse_api_base (account_api_base (account), loopback_only, error);
  if (uri == NULL)
    return NULL;

  self = g_object_new (info->type (), NULL);
  priv = comms_network_get_instance_private (self);
  priv->network = g_strdup (account->network);
  priv->handle = g_strdup (account->handle != NULL ? account->handle : "");
  priv->user_id = g_strdup (account->user_id != NULL ? account->user_id : "");
  priv->api_base = dup_without_slash (account_api_base (account));
  priv->host = dup_host (uri);
  priv->loopback = host_is_loopback (g_uri_get_host (uri));
  priv->may_read = priv->loopback || account->reading_confirmed_by != NULL;
  key = (CommsSecretKey){ priv->network, priv->host, priv->user_id, SESSION_KIND };
  priv->session = comms_session_dup (secrets, &key, priv->api_base, priv->handle);
  priv->http = comms_http_dup_default (priv->loopback);
  return self;
}

void
comms_network_set_clock (CommsNetwork *self, CommsClock *clock)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (COMMS_IS_CLOCK (clock));

  g_set_object (&priv->clock, clock);
  comms_session_set_clock (priv->session, clock);
}

void
comms_network_set_timeout (CommsNetwork *self, guint milliseconds)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  g_return_if_fail (COMMS_IS_NETWORK (self));

  priv->timeout = milliseconds;
}

const char *
comms_network_get_handle (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return priv->handle;
}

const char *
comms_network_get_user_id (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return priv->user_id;
}

const char *
comms_network_get_api_base (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return priv->api_base;
}

gboolean
comms_network_is_loopback (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return priv->loopback;
}

const char *
comms_network_get_host (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return priv->host;
}

gboolean
comms_network_may_read (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return priv->may_read;
}

gint64
comms_network_now (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return comms_clock_now (priv->clock);
}

void
comms_network_session_key (CommsAccount *account, CommsSecretKey *key, char **host)
{
  const char *api_base;
  g_autoptr (GUri) uri = NULL;

  g_return_if_fail (COMMS_IS_ACCOUNT (account));
  g_return_if_fail (key != NULL && host != NULL);

  api_base = account_api_base (account);
  uri = api_base != NULL ? g_uri_parse (api_base, G_URI_FLAGS_NONE, NULL) : NULL;
  *host = uri != NULL && g_uri_get_host (uri) != NULL ? dup_host (uri) : g_strdup ("");
  key->network = account->network != NULL ? account->network : "";
  key->host = *host;
  key->account = account->user_id != NULL ? account->user_id : "";
  key->kind = SESSION_KIND;
}

char *
comms_network_session_secret (const char *token)
{
  g_autoptr (CommsSessionSecret) secret = NULL;

  g_return_val_if_fail (token != NULL, NULL);

  secret = comms_session_secret_new (token, NULL, 0, 0);
  return comms_session_secret_print (secret);
}

typedef struct
{
  char *method;
  char *uri;
  char *body;
  char *token;           /* that it was sent with */
  CommsHttpReply *first; /* which says that the token is not taken */
} Request;

static void
request_free (Request *request)
{
  g_free (request->method);
  g_free (request->uri);
  g_free (request->body);
  comms_secret_free (request->token);
  comms_http_reply_free (request->first);
  g_free (request);
}

static void token_cb (GObject *object, GAsyncResult *result, gpointer user_data);

/* A request whose token was not taken had no effect: it is sent once more, with another token. */
static void
request_sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsNetworkPrivate *priv;
  Request *request;
  GError *error = NULL;
  CommsHttpReply *reply;

  g_assert (G_IS_TASK (task));

  priv = comms_network_get_instance_private (g_task_get_source_object (task));
  request = g_task_get_task_data (task);
  reply = comms_http_send_finish (COMMS_HTTP (object), result, &error);
  if (reply == NULL)
    g_task_return_error (task, error);
  else if (request->first == NULL && comms_session_is_rejected (priv->session, reply))
    {
      request->first = reply;
      comms_session_get_token_async (priv->session, request->token, g_task_get_cancellable (task),
                                     token_cb, g_object_ref (task));
    }
  else
    g_task_return_pointer (task, reply, (GDestroyNotify) comms_http_reply_free);
}

static void
token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsNetworkPrivate *priv;
  Request *request;
  GError *error = NULL;
  char *token;

  g_assert (G_IS_TASK (task));

  priv = comms_network_get_instance_private (g_task_get_source_object (task));
  request = g_task_get_task_data (task);
  token = comms_session_get_token_finish (COMMS_SESSION (object), result, &error);
  if (token != NULL)
    {
      comms_secret_free (request->token);
      request->token = token;
      comms_http_send_async (priv->http, request->method, request->uri, token, request->body,
                             priv->timeout, g_task_get_cancellable (task), request_sent_cb,
                             g_object_ref (task));
    }
  else if (request->first != NULL &&
           g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN))
    {
      /* The network's own answer says it best. */
      g_error_free (error);
      g_task_return_pointer (task, g_steal_pointer (&request->first),
                             (GDestroyNotify) comms_http_reply_free);
    }
  else
    g_task_return_error (task, error);
}

void
comms_network_request_async (CommsNetwork *self,
                             const char *method,
                             const char *path,
                             const char *body,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_assert (*path == '/');

  request->method = g_strdup (method);
  request->uri = g_strconcat (priv->api_base, path, NULL);
  request->body = g_strdup (body);
  g_task_set_source_tag (task, comms_network_request_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  /* Once it was written, a cancelled request still has an outcome that must be heard. */
  g_task_set_check_cancellable (task, FALSE);
  comms_session_get_token_async (priv->session, NULL, cancellable, token_cb,
                                 g_steal_pointer (&task));
}

CommsReply *
comms_network_reply_no_token (CommsNetwork *self, const GError *error)
{
  CommsReply *reply = g_new0 (CommsReply, 1);

  reply->verdict = COMMS_VERDICT_HELD;
  reply->sentence = g_strdup (error->message);
  if (error->domain == COMMS_SECRETS_ERROR ||
      g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN))
    reply->code = g_strdup ("sign-in");
  else
    {
      reply->code = g_strdup ("unreachable");
      reply->retry_at = comms_network_now (self) + RETRY_TOKEN;
    }
  return reply;
}

CommsHttpReply *
comms_network_request_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
comms_network_freeze (CommsNetwork *self, CommsPost *post, const char *reply_to, GError **error)
{
  g_return_val_if_fail (COMMS_IS_NETWORK (self), NULL);
  g_return_val_if_fail (COMMS_IS_POST (post), NULL);

  return COMMS_NETWORK_GET_CLASS (self)->freeze (self, post, reply_to, error);
}

void
comms_network_create_async (CommsNetwork *self,
                            const char *body,
                            const char *key,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (body != NULL);

  COMMS_NETWORK_GET_CLASS (self)->create_async (self, body, key, cancellable, callback, user_data);
}

CommsReply *
comms_network_create_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (COMMS_IS_NETWORK (self), NULL);

  return COMMS_NETWORK_GET_CLASS (self)->create_finish (self, result, error);
}

void
comms_network_reconcile_async (CommsNetwork *self,
                               const char *body,
                               const char *key,
                               gint64 started_at,
                               const char *const *bound_ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (body != NULL);

  COMMS_NETWORK_GET_CLASS (self)->reconcile_async (self, body, key, started_at, bound_ids,
                                                   cancellable, callback, user_data);
}

CommsReply *
comms_network_reconcile_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (COMMS_IS_NETWORK (self), NULL);

  return COMMS_NETWORK_GET_CLASS (self)->reconcile_finish (self, result, error);
}

void
comms_network_withdraw_async (CommsNetwork *self,
                              const char *remote_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (remote_id != NULL);

  COMMS_NETWORK_GET_CLASS (self)->withdraw_async (self, remote_id, cancellable, callback,
                                                  user_data);
}

gboolean
comms_network_withdraw_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (COMMS_IS_NETWORK (self), FALSE);

  return COMMS_NETWORK_GET_CLASS (self)->withdraw_finish (self, result, error);
}

void
comms_network_identify_async (CommsNetwork *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (COMMS_IS_NETWORK (self));

  COMMS_NETWORK_GET_CLASS (self)->identify_async (self, cancellable, callback, user_data);
}

CommsIdentity *
comms_network_identify_finish (CommsNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (COMMS_IS_NETWORK (self), NULL);

  return COMMS_NETWORK_GET_CLASS (self)->identify_finish (self, result, error);
}
