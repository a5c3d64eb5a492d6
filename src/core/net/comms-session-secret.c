/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-session-secret.h"

#include "comms-net-json.h"
#include "comms-secrets.h"

void
comms_session_secret_free (CommsSessionSecret *secret)
{
  if (secret == NULL)
    return;

  comms_secret_free (secret->access);
  comms_secret_free (secret->refresh);
  g_free (secret->client_id);
  g_free (secret);
}

CommsSessionSecret *
comms_session_secret_new (const char *access,
                          const char *refresh,
                          gint64 expires_at,
                          gint64 issued_at)
{
  CommsSessionSecret *secret = g_new0 (CommsSessionSecret, 1);

  secret->access = g_strdup (access);
  secret->refresh = g_strdup (refresh);
  secret->expires_at = expires_at;
  secret->issued_at = issued_at;
  return secret;
}

gboolean
comms_session_is_token (const char *token)
{
  if (token == NULL || *token == '\0')
    return FALSE;
  for (const char *at = token; *at != '\0'; at++)
    {
      if (!g_ascii_isgraph (*at))
        return FALSE;
    }
  return TRUE;
}

CommsSessionSecret *
comms_session_secret_parse (const char *json)
{
  g_autoptr (JsonNode) node = comms_net_json_parse (json, -1);
  JsonObject *root = comms_net_json_root (node);
  const char *access = comms_net_json_string (root, "access_token");
  const char *refresh = comms_net_json_string (root, "refresh_token");
  CommsSessionSecret *secret;

  if (!comms_session_is_token (access))
    return NULL;
  secret = comms_session_secret_new (access, comms_session_is_token (refresh) ? refresh : NULL,
                                     comms_net_json_int (root, "expires_at"),
                                     comms_net_json_int (root, "issued_at"));
  secret->client_id = g_strdup (comms_net_json_string (root, "client_id"));
  return secret;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  if (value == 0)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

char *
comms_session_secret_print (const CommsSessionSecret *secret)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (secret != NULL, NULL);

  json_builder_begin_object (builder);
  add_string (builder, "access_token", secret->access);
  add_string (builder, "refresh_token", secret->refresh);
  add_string (builder, "client_id", secret->client_id);
  add_int (builder, "expires_at", secret->expires_at);
  add_int (builder, "issued_at", secret->issued_at);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}
