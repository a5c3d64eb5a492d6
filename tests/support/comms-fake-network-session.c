/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-fake-network-private.h"

/* Sign-ins that end, once a test wants any (networks, sections 1.1, 2.1 and 3.1): X's renewal
 * token works once, and is the end of the sign-in where it comes a second time; Bluesky's works on
 * for a while; Mastodon has none. */

#define LASTS 7200

static gboolean
has_renewals (CommsFakeNetwork *self)
{
  return self->answer != comms_fake_mastodon_answer_call;
}

/* A pair that nobody had before. */
static void
make_pair (CommsFakeNetwork *self)
{
  CommsFakeSession *session = &self->session;
  const guint n = ++session->n_pairs;

  g_free (session->used);
  session->used = g_steal_pointer (&session->refresh);
  g_free (session->access);
  session->access = g_strdup_printf ("access-%u-%s", n, self->user);
  session->refresh = has_renewals (self) ? g_strdup_printf ("refresh-%u-%s", n, self->user) : NULL;
  session->expired = session->over = FALSE;
}

void
comms_fake_session_clear (CommsFakeSession *session)
{
  g_free (session->access);
  g_free (session->refresh);
  g_free (session->used);
}

static void
say_pair (CommsFakeCall *call)
{
  const CommsFakeSession *session = &call->server->session;

  if (call->server->answer == comms_fake_x_answer_call)
    comms_fake_say (call, 200,
                    "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":%d}",
                    session->access, session->refresh, LASTS);
  else
    comms_fake_say (call, 200, "{\"accessJwt\":\"%s\",\"refreshJwt\":\"%s\",\"did\":\"%s\"}",
                    session->access, session->refresh, call->server->user);
}

static void
end (CommsFakeCall *call, guint status, const char *name)
{
  call->server->session.over = TRUE;
  comms_fake_say (call, status, "{\"error\":\"%s\"}", name);
}

static void
renew_x (CommsFakeCall *call)
{
  CommsFakeSession *session = &call->server->session;
  gsize size;
  const char *data = g_bytes_get_data (call->body, &size);
  g_autofree char *text = g_strndup (data, size);
  g_autoptr (GHashTable) form = soup_form_decode (text);

  if (session->over ||
      g_strcmp0 (g_hash_table_lookup (form, "refresh_token"), session->refresh) != 0)
    {
      end (call, 400, "invalid_request");
      return;
    }
  make_pair (call->server);
  say_pair (call);
}

static void
renew_bluesky (CommsFakeCall *call, const char *token)
{
  CommsFakeSession *session = &call->server->session;

  if (!session->over && g_strcmp0 (token, session->refresh) == 0)
    make_pair (call->server);
  else if (session->over || g_strcmp0 (token, session->used) != 0)
    {
      end (call, 400, "ExpiredToken");
      return;
    }
  say_pair (call);
}

gboolean
comms_fake_session_answer (CommsFakeCall *call)
{
  CommsFakeSession *session = &call->server->session;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");
  const char *token = authorization != NULL && g_str_has_prefix (authorization, "Bearer ")
                        ? authorization + strlen ("Bearer ")
                        : NULL;

  /* What anybody may ask is asked without. */
  if (session->access == NULL || (token == NULL && g_str_equal (call->method, "GET")))
    return FALSE;
  if (g_str_equal (call->path, "/2/oauth2/token"))
    renew_x (call);
  else if (g_str_equal (call->path, "/xrpc/com.atproto.server.refreshSession"))
    renew_bluesky (call, token);
  else if (!session->over && !session->expired && g_strcmp0 (token, session->access) == 0)
    return FALSE;
  else if (call->server->answer == comms_fake_bluesky_answer_call)
    comms_fake_say (call, 400, "{\"error\":\"ExpiredToken\"}");
  else
    comms_fake_say (call, 401, "{\"title\":\"Unauthorized\",\"error\":\"revoked\"}");
  return TRUE;
}

char *
comms_fake_network_dup_sign_in (CommsFakeNetwork *self)
{
  const gint64 now = comms_fake_now (self);
  CommsFakeSession *session = &self->session;

  make_pair (self);
  g_clear_pointer (&session->used, g_free);
  if (session->refresh == NULL)
    return g_strdup_printf ("{\"access_token\":\"%s\"}", session->access);
  return g_strdup_printf ("{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"client_id\":\"app\","
                          "\"expires_at\":%" G_GINT64_FORMAT ",\"issued_at\":%" G_GINT64_FORMAT "}",
                          session->access, session->refresh, now + LASTS * 1000, now);
}

void
comms_fake_network_end_session (CommsFakeNetwork *self, gboolean for_good)
{
  self->session.expired = TRUE;
  self->session.over |= for_good || !has_renewals (self);
}

gboolean
comms_fake_network_can_renew (CommsFakeNetwork *self, const char *sign_in)
{
  const CommsFakeSession *session = &self->session;
  const gboolean bluesky = self->answer == comms_fake_bluesky_answer_call;

  return !session->over && sign_in != NULL && session->refresh != NULL &&
         (strstr (sign_in, session->refresh) != NULL ||
          (bluesky && session->used != NULL && strstr (sign_in, session->used) != NULL));
}
