/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <string.h>

#include "comms-session-private.h"

#include "comms-net-json.h"
#include "comms-network.h"
#include "comms-secrets.h"

/* Bluesky's pairs: two hours, renewed with a token that goes on working for two hours after it was
 * used, so that a lost answer can be asked for again (networks, section 3.1). */

static gboolean
is_rejected (CommsHttpReply *reply)
{
  gsize size;
  const char *text = g_bytes_get_data (reply->body, &size);
  g_autoptr (JsonNode) node = NULL;
  const char *problem;

  if (reply->status != 400 && reply->status != 401)
    return FALSE;
  node = comms_net_json_parse (text, (gssize) size);
  problem = comms_net_json_string (comms_net_json_root (node), "error");
  return g_strcmp0 (problem, "ExpiredToken") == 0 || g_strcmp0 (problem, "InvalidToken") == 0;
}

static void
renew (CommsCall *call, const char *api_base, const CommsSessionSecret *old)
{
  comms_call_plain (call, "POST", api_base, "/xrpc/com.atproto.server.refreshSession",
                    old->refresh);
  /* A server may go on with the same one. */
  call->brings_secrets = TRUE;
}

/* When a token ends, UTC milliseconds, or 0: the one thing in it that is ours to read. */
static gint64
find_end (const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 4);
  g_autofree char *padded = NULL;
  g_autoptr (JsonNode) node = NULL;
  char *text;
  gsize size = 0;
  gint64 end;

  if (g_strv_length (parts) != 3 || *parts[1] == '\0')
    return 0;
  g_strdelimit (parts[1], "-", '+');
  g_strdelimit (parts[1], "_", '/');
  padded = g_strconcat (parts[1], &"==="[(strlen (parts[1]) + 3) % 4], NULL);
  text = (char *) g_base64_decode (padded, &size);
  node = comms_net_json_parse (text, (gssize) size);
  end = comms_net_json_int (comms_net_json_root (node), "exp");
  g_free (text);
  return end > 0 && end < G_MAXINT64 / 1000 ? end * 1000 : 0;
}

CommsSessionSecret *
comms_bluesky_read_pair (JsonObject *root, gint64 now)
{
  const char *access = comms_net_json_string (root, "accessJwt");
  const char *refresh = comms_net_json_string (root, "refreshJwt");

  if (!comms_session_is_token (access) || !comms_session_is_token (refresh))
    return NULL;
  return comms_session_secret_new (access, refresh, find_end (access), now);
}

static CommsSessionSecret *
read_pair (CommsHttpReply *reply, const CommsSessionSecret *old, gint64 now, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (reply->body, &size);
  g_autoptr (JsonNode) node = comms_net_json_parse (text, (gssize) size);
  CommsSessionSecret *secret = NULL;

  if (reply->status < 300)
    secret = comms_bluesky_read_pair (comms_net_json_root (node), now);
  if (secret == NULL && (reply->status == 400 || reply->status == 401 || reply->status == 403))
    g_set_error_literal (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN, "");
  else if (secret == NULL)
    comms_oauth_set_unclear ("Bluesky", error);
  return secret;
}

char *
comms_bluesky_dup_log_in (const char *identifier, const char *password)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "identifier");
  json_builder_add_string_value (builder, identifier);
  json_builder_set_member_name (builder, "password");
  json_builder_add_string_value (builder, password);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

static void
log_in (CommsCall *call, const char *api_base, const char *user_id, const char *app_password)
{
  char *json = comms_bluesky_dup_log_in (user_id, app_password);

  comms_call_json (call, api_base, "/xrpc/com.atproto.server.createSession", json);
  comms_secret_free (json);
}

const CommsSessionKind comms_bluesky_session_kind = {
  .network = "bluesky",
  .is_rejected = is_rejected,
  .renew = renew,
  .read = read_pair,
  .log_in = log_in,
};
