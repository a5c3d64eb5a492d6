/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-network-private.h"

#include "comms-clock.h"
#include "comms-error.h"
#include "comms-net-json.h"
#include "comms-network-ask.h"
#include "comms-session-secret.h"
#include "comms-session.h"

#define SESSION_KIND "session"

typedef struct
{
  CommsAsker asker;
  char *handle;
  char *user_id;
  gboolean may_read;
  CommsNetworkLimits limits;
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
  g_free (reply->body);
  g_free (reply->request_id);
  g_free (reply->limits);
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

void
comms_metrics_free (CommsMetrics *metrics)
{
  if (metrics == NULL)
    return;

  g_free (metrics->remote_id);
  g_free (metrics);
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

/* What comes after the host need not be UTF-8 where it is decoded. */
#define URI_FLAGS                                                                                  \
  (G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT)

/* Programs do not agree on where the host of an address with a user name or a backslash begins,
 * so such an address is never taken for one of this computer. */
gboolean
comms_uri_is_loopback (const char *uri)
{
  g_autoptr (GUri) parsed = NULL;

  if (uri == NULL || strpbrk (uri, "\\@") != NULL)
    return FALSE;

  parsed = g_uri_parse (uri, URI_FLAGS, NULL);
  return parsed != NULL && host_is_loopback (g_uri_get_host (parsed));
}

gboolean
comms_uri_may_lead_to (const char *from, const char *to)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (to != NULL, FALSE);

  uri = g_uri_parse (to, URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return FALSE;
  if (comms_uri_is_loopback (to))
    return from == NULL || comms_uri_is_loopback (from);
  return g_str_equal (g_uri_get_scheme (uri), "https");
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

  comms_asker_clear (&priv->asker);
  g_free (priv->handle);
  g_free (priv->user_id);

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

  comms_asker_init (&priv->asker);
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

/* What the account was told by its server, and the usual for the rest. */
static CommsNetworkLimits
account_limits (CommsAccount *account, const CommsNetworkInfo *info)
{
  CommsNetworkLimits limits = info->limits;

  if (account->character_limit > 0)
    limits.characters = (int) account->character_limit;
  if (account->url_length > 0)
    limits.url_length = (int) account->url_length;
  if (account->media_max > 0)
    limits.media_max = (int) account->media_max;
  if (account->image_bytes_max > 0)
    limits.image_bytes = account->image_bytes_max;
  if (account->video_bytes_max > 0)
    limits.video_bytes = account->video_bytes_max;
  if (account->alt_max > 0)
    limits.alt_max = (int) account->alt_max;
  return limits;
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

  uri = parse_api_base (account_api_base (account) != NULL ? account_api_base (account) : "",
                        loopback_only, error);
  if (uri == NULL)
    return NULL;

  self = g_object_new (info->type (), NULL);
  priv = comms_network_get_instance_private (self);
  priv->handle = g_strdup (account->handle != NULL ? account->handle : "");
  priv->user_id = g_strdup (account->user_id != NULL ? account->user_id : "");
  priv->limits = account_limits (account, info);
  priv->asker.network = g_strdup (account->network);
  priv->asker.handle = priv->handle;
  priv->asker.api_base = dup_without_slash (account_api_base (account));
  priv->asker.host = dup_host (uri);
  priv->asker.loopback = host_is_loopback (g_uri_get_host (uri));
  key = (CommsSecretKey){ priv->asker.network, priv->asker.host, priv->user_id, SESSION_KIND };
  priv->asker.session = comms_session_dup (secrets, &key, priv->asker.api_base, priv->handle);
  priv->asker.http = comms_http_new (priv->asker.loopback);
  priv->may_read = priv->asker.loopback || account->reading_confirmed_by != NULL ||
                   (info->supports & COMMS_NETWORK_SUPPORTS_PAID_READING) == 0;
  return self;
}

void
comms_network_set_clock (CommsNetwork *self, CommsClock *clock)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  g_return_if_fail (COMMS_IS_NETWORK (self));
  g_return_if_fail (COMMS_IS_CLOCK (clock));

  g_set_object (&priv->asker.clock, clock);
  comms_session_set_clock (priv->asker.session, clock);
}

void
comms_network_set_brake (CommsNetwork *self, GCancellable *brake)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  g_return_if_fail (COMMS_IS_NETWORK (self));

  g_set_object (&priv->asker.brake, brake);
}

void
comms_network_set_timeout (CommsNetwork *self, guint milliseconds)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  g_return_if_fail (COMMS_IS_NETWORK (self));

  priv->asker.timeout = milliseconds;
}

guint
comms_network_get_waited (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  g_return_val_if_fail (COMMS_IS_NETWORK (self), 0);

  return priv->asker.waited;
}

gboolean
comms_network_get_skew (CommsNetwork *self, gint64 *skew)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  g_return_val_if_fail (COMMS_IS_NETWORK (self), FALSE);

  *skew = priv->asker.skew;
  return priv->asker.has_skew;
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

  return priv->asker.api_base;
}

gboolean
comms_network_is_loopback (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return priv->asker.loopback;
}

const char *
comms_network_get_host (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return priv->asker.host;
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

  return comms_clock_now (priv->asker.clock);
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

CommsAsker *
comms_network_get_asker (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return &priv->asker;
}

const CommsNetworkAnswers *
comms_network_get_answers (CommsNetwork *self)
{
  return COMMS_NETWORK_GET_CLASS (self)->answers;
}

const CommsNetworkLimits *
comms_network_get_limits (CommsNetwork *self)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  return &priv->limits;
}

void
comms_network_set_limits (CommsNetwork *self, const CommsNetworkLimits *limits)
{
  CommsNetworkPrivate *priv = comms_network_get_instance_private (self);

  priv->limits = *limits;
}
