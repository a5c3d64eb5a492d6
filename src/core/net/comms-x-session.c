/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-session-private.h"

#include "comms-net-json.h"
#include "comms-network.h"

/* X's pairs: two hours, and a renewal token that works once (networks, section 1.1). */

static void
renew (CommsCall *call, const char *api_base, const CommsSessionSecret *old)
{
  comms_call_form (call, api_base, "/2/oauth2/token", "grant_type", "refresh_token",
                   "refresh_token", old->refresh, "client_id", old->client_id, NULL);
}

CommsSessionSecret *
comms_oauth_read_pair (CommsHttpReply *reply, const char *host, gint64 now, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (reply->body, &size);
  g_autoptr (JsonNode) node = comms_net_json_parse (text, (gssize) size);
  JsonObject *root = comms_net_json_root (node);
  const char *access = comms_net_json_string (root, "access_token");
  const char *refresh = comms_net_json_string (root, "refresh_token");
  const gint64 lasts = comms_net_json_int (root, "expires_in");

  if (reply->status >= 400 && reply->status <= 403)
    {
      /* What it says is not for a person: whoever asks knows what ended. */
      g_set_error_literal (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN, "");
      return NULL;
    }
  if (reply->status >= 300 || !comms_session_is_token (access) || lasts < 0)
    {
      comms_oauth_set_unclear (host, error);
      return NULL;
    }
  return comms_session_secret_new (access, comms_session_is_token (refresh) ? refresh : NULL,
                                   lasts > 0 ? now + MIN (lasts, G_MAXINT) * 1000 : 0, now);
}

static CommsSessionSecret *
read_pair (CommsHttpReply *reply, const CommsSessionSecret *old, gint64 now, GError **error)
{
  CommsSessionSecret *secret = comms_oauth_read_pair (reply, "X", now, error);

  if (secret == NULL)
    return NULL;
  secret->client_id = g_strdup (old->client_id);
  /* A server that sends no new one goes on with the old one (RFC 6749, section 6). */
  if (secret->refresh == NULL)
    secret->refresh = g_strdup (old->refresh);
  return secret;
}

const CommsSessionKind comms_x_session_kind = {
  .network = "x",
  .renew = renew,
  .read = read_pair,
};
