/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign-in-fixture.h"

#include "comms-test-async.h"

/* A port that is free now. */
guint16
sign_in_fixture_find_port (GSocket **keep)
{
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  guint16 port;

  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  if (keep != NULL)
    *keep = g_steal_pointer (&socket);
  return port;
}

void
sign_in_fixture_set_up (SignInFixture *self, gconstpointer data)
{
  self->server = comms_fake_x_new ();
  self->secrets = comms_memory_secrets_new ();
  self->clock = comms_fixed_clock_new (SIGN_IN_FIXTURE_NOW);
  self->browser = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  for (guint i = 0; i < 3; i++)
    self->ports[i] = sign_in_fixture_find_port (NULL);
}

void
sign_in_fixture_tear_down (SignInFixture *self, gconstpointer data)
{
  g_clear_object (&self->sign_in);
  g_object_unref (self->browser);
  g_object_unref (self->clock);
  g_object_unref (self->secrets);
  comms_fake_x_free (self->server);
  g_free (self->last_uri);
  g_free (self->page);
}

char *
sign_in_fixture_query_value (const char *uri, const char *name)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GHashTable) query = soup_form_decode (g_uri_get_query (parsed));

  return g_strdup (g_hash_table_lookup (query, name));
}

static void
browsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SignInFixture *self = user_data;
  g_autoptr (GBytes) bytes =
    soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_free (self->page);
  self->page = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                             : g_strdup ("");
}

static char *
dup_answer (SignInFixture *self, const char *state)
{
  GString *answer = g_string_new (self->answer);

  g_string_replace (answer, "%s", state, 0);
  return g_string_free (answer, FALSE);
}

/* The person and the browser. */
static void
browse_cb (CommsSignIn *sign_in, const char *uri, gboolean by_hand, SignInFixture *self)
{
  g_autofree char *state = sign_in_fixture_query_value (uri, "state");
  g_autofree char *redirect = sign_in_fixture_query_value (uri, "redirect_uri");
  g_autofree char *answer = NULL;
  g_autofree char *back = NULL;
  g_autoptr (SoupMessage) message = NULL;

  self->n_trips++;
  g_free (self->last_uri);
  self->last_uri = g_strdup (uri);
  if (self->paste != NULL)
    {
      comms_sign_in_paste (sign_in, self->paste);
      return;
    }
  answer = dup_answer (self, state);
  back = g_strconcat (redirect, answer, NULL);
  message = soup_message_new ("GET", back);
  soup_session_send_and_read_async (self->browser, message, 0, NULL, browsed_cb, self);
}

CommsGrant *
sign_in_fixture_run (SignInFixture *self, CommsSignInRequest *request, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CommsGrant) grant = NULL;

  if (request->server == NULL)
    request->server = comms_fake_x_get_uri (self->server);
  request->ports = self->ports;
  g_clear_object (&self->sign_in);
  self->sign_in = comms_sign_in_new (request, self->secrets, self->clock, error);
  if (self->sign_in == NULL)
    return NULL;
  g_signal_connect (self->sign_in, "browse", G_CALLBACK (browse_cb), self);
  comms_sign_in_run_async (self->sign_in, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  grant = comms_sign_in_run_finish (self->sign_in, result, error);
  while (self->n_trips > 0 && self->paste == NULL && self->page == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&grant);
}

const CommsFakeRequest *
sign_in_fixture_asked (SignInFixture *self, guint index)
{
  return comms_fake_x_request (self->server, index);
}

void
sign_in_fixture_keep (SignInFixture *self, CommsGrant *grant)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  comms_grant_keep_async (grant, self->secrets, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  comms_grant_keep_finish (self->secrets, result, &error);
  g_assert_no_error (error);
}

char *
sign_in_fixture_lookup (SignInFixture *self, CommsAccount *account, const char *kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *host = NULL;
  CommsSecretKey key;

  comms_network_session_key (account, &key, &host);
  key.kind = kind;
  if (g_str_equal (kind, "client"))
    key.account = "app";
  comms_secrets_lookup_async (self->secrets, &key, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_secrets_lookup_finish (self->secrets, result, NULL);
}

/* A sign-in that came to nothing leaves nothing in the keyring. */
void
sign_in_fixture_assert_nothing_kept (SignInFixture *self, const char *network, const char *user_id)
{
  static const char *const kinds[] = { "session", "app-password" };
  g_autoptr (CommsAccount) account = comms_account_new ();

  g_object_set (account, "network", network, "user-id", user_id, "api-base",
                comms_fake_x_get_uri (self->server), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_null (sign_in_fixture_lookup (self, account, kinds[i]));
}
