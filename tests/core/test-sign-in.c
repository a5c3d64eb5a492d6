/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "comms-error.h"
#include "comms-fake-x.h"
#include "comms-oauth.h"
#include "comms-sign-in.h"
#include "comms-test-async.h"
#include "comms-test-network.h"

/* Connecting an account. Numbers are those of the cases in the networks' fact sheet, section 7. */

#define JSON "application/json"
#define NOW G_GINT64_CONSTANT (1796806920000)
#define PAIR \
  "{\"token_type\":\"bearer\",\"expires_in\":7200,\"access_token\":\"planted-access\"," \
  "\"refresh_token\":\"planted-refresh\",\"scope\":\"tweet.read tweet.write users.read " \
  "media.write offline.access\"}"
#define ME "{\"data\":{\"id\":\"2244994945\",\"username\":\"mohr_example\",\"name\":\"MoHR\"}}"

typedef struct
{
  CommsFakeX *server;
  CommsSecrets *secrets;
  CommsClock *clock;
  SoupSession *browser;
  guint16 ports[4];
  CommsSignIn *sign_in;
  guint n_trips;
  char *last_uri;   /* where the person was sent */
  char *page;       /* what the browser showed in the end */
  const char *answer; /* what the browser brings back; %s is the state */
  const char *paste;
} Fixture;

/* A port that is free now. */
static guint16
find_port (GSocket **keep)
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

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = comms_fake_x_new ();
  self->secrets = comms_memory_secrets_new ();
  self->clock = comms_fixed_clock_new (NOW);
  self->browser = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  for (guint i = 0; i < 3; i++)
    self->ports[i] = find_port (NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->sign_in);
  g_object_unref (self->browser);
  g_object_unref (self->clock);
  g_object_unref (self->secrets);
  comms_fake_x_free (self->server);
  g_free (self->last_uri);
  g_free (self->page);
}

static char *
query_value (const char *uri, const char *name)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GHashTable) query = soup_form_decode (g_uri_get_query (parsed));

  return g_strdup (g_hash_table_lookup (query, name));
}

static void
browsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_free (self->page);
  self->page = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                             : g_strdup ("");
}

static char *
dup_answer (Fixture *self, const char *state)
{
  GString *answer = g_string_new (self->answer);

  g_string_replace (answer, "%s", state, 0);
  return g_string_free (answer, FALSE);
}

/* The person and the browser. */
static void
browse_cb (CommsSignIn *sign_in, const char *uri, gboolean by_hand, Fixture *self)
{
  g_autofree char *state = query_value (uri, "state");
  g_autofree char *redirect = query_value (uri, "redirect_uri");
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

static CommsGrant *
run (Fixture *self, CommsSignInRequest *request, GError **error)
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

static CommsGrant *
run_x (Fixture *self, GError **error)
{
  CommsSignInRequest request = { .network = "x", .client_id = "ministry-client" };

  return run (self, &request, error);
}

static const CommsFakeRequest *
asked (Fixture *self, guint index)
{
  return comms_fake_x_request (self->server, index);
}

static void
keep (Fixture *self, CommsGrant *grant)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  comms_grant_keep_async (grant, self->secrets, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  comms_grant_keep_finish (self->secrets, result, &error);
  g_assert_no_error (error);
}

static char *
lookup (Fixture *self, CommsAccount *account, const char *kind)
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
static void
assert_nothing_kept (Fixture *self, const char *network, const char *user_id)
{
  static const char *const kinds[] = { "session", "app-password" };
  g_autoptr (CommsAccount) account = comms_account_new ();

  g_object_set (account, "network", network, "user-id", user_id, "api-base",
                comms_fake_x_get_uri (self->server), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_null (lookup (self, account, kinds[i]));
}

/* X */

static const struct
{
  const char *name;
  const char *answer;
  const char *sentence; /* part of it */
} refusals[] = {
  { "1-wrong-state", "?code=abc&state=another", "does not belong" },
  { "1-no-state", "?code=abc", "does not belong" },
  { "2-access-denied", "?error=access_denied&state=%s", "declined" },
  { "other-error", "?error=invalid_scope&state=%s", "(invalid_scope)" },
  { "odd-error", "?error=%3Cb%3Eplease%20call&state=%s", "(no_code)" },
  { "no-code", "?state=%s", "(no_code)" },
};

/* X 1 and 2: nothing is asked of X. */
static void
test_x_refused (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CommsGrant) grant = NULL;

      g_test_message ("%s", refusals[i].name);
      g_clear_pointer (&self->page, g_free);
      self->answer = refusals[i].answer;
      grant = run_x (self, &error);
      g_assert_null (grant);
      g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, refusals[i].sentence));
      g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 0);
      g_assert_nonnull (strstr (self->page, "Not signed in"));
      g_assert_null (strstr (self->page, "please"));
      assert_nothing_kept (self, "x", "2244994945");
    }
}

/* X 3: the pair is two hours good and lies in the keyring; the account is whom X names. */
static void
test_x_good (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autofree char *challenge = NULL;
  g_autofree char *verifier = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *form = NULL;
  g_autofree char *kept = NULL;

  self->answer = "?state=%s&code=planted-code";
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  comms_fake_x_answer (self->server, 200, JSON, NULL, ME);
  grant = run_x (self, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (self->page, "Back to the desk"));
  g_assert_cmpstr (asked (self, 0)->path, ==, "/2/oauth2/token");
  g_assert_null (asked (self, 0)->authorization);
  form = g_strconcat ("http://x/?", asked (self, 0)->body, NULL);
  verifier = query_value (form, "code_verifier");
  challenge = comms_oauth_challenge (verifier);
  sent = query_value (self->last_uri, "code_challenge");
  g_assert_cmpstr (challenge, ==, sent);
  g_assert_cmpuint (strlen (verifier), ==, 43);
  g_assert_nonnull (strstr (asked (self, 0)->body, "&code=planted-code&"));
  g_assert_nonnull (strstr (self->last_uri, "offline.access"));
  g_assert_cmpstr (asked (self, 1)->authorization, ==, "Bearer planted-access");

  comms_grant_fill (grant, account);
  g_assert_cmpstr (account->user_id, ==, "2244994945");
  g_assert_cmpstr (account->handle, ==, "mohr_example");
  g_assert_cmpint (account->signed_in_at, ==, NOW);
  g_assert_true (g_strv_contains ((const char *const *) account->scopes, "tweet.write"));
  keep (self, grant);
  kept = lookup (self, account, "session");
  g_assert_nonnull (strstr (kept, "planted-refresh"));
  g_assert_nonnull (strstr (kept, "1796814120000"));
  g_assert_nonnull (strstr (kept, "ministry-client"));
}

/* X 4: the code was too old. */
static void
test_x_late (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;

  self->answer = "?state=%s&code=planted-code";
  comms_fake_x_answer (self->server, 400, JSON, NULL,
                       "{\"error\":\"invalid_request\",\"error_description\":\"planted-code\"}");
  grant = run_x (self, &error);
  g_assert_null (grant);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "thirty seconds"));
  g_assert_null (strstr (error->message, "planted"));
  assert_nothing_kept (self, "x", "2244994945");
}

/* X 5: the first port is busy, the second is used, and named the same in both places. */
static void
test_x_busy (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocket) busy = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *form = NULL;
  g_autofree char *again = NULL;
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autofree char *kept = NULL;

  self->ports[0] = find_port (&busy);
  expected = g_strdup_printf ("http://127.0.0.1:%u/callback", (guint) self->ports[1]);
  self->answer = "?state=%s&code=c";
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  comms_fake_x_answer (self->server, 200, JSON, NULL, ME);
  grant = run_x (self, &error);
  g_assert_no_error (error);
  sent = query_value (self->last_uri, "redirect_uri");
  form = g_strconcat ("http://x/?", asked (self, 0)->body, NULL);
  again = query_value (form, "redirect_uri");
  g_assert_cmpstr (sent, ==, expected);
  g_assert_cmpstr (again, ==, expected);
  comms_grant_fill (grant, account);
  keep (self, grant);
  kept = lookup (self, account, "session");
  g_assert_nonnull (strstr (kept, "planted-refresh"));
}

static void
test_x_all_busy (Fixture *self, gconstpointer data)
{
  GSocket *busy[3] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;

  for (guint i = 0; i < 3; i++)
    self->ports[i] = find_port (&busy[i]);
  grant = run_x (self, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  for (guint i = 0; i < 3; i++)
    g_object_unref (busy[i]);
}

/* No browser here: the address that the browser elsewhere ended at is pasted. */
static void
test_x_pasted (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;

  self->paste = " http://127.0.0.1:23971/callback?state=another&code=abc\n";
  grant = run_x (self, &error);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 0);
}

static void
test_x_no_write (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;

  self->answer = "?state=%s&code=c";
  comms_fake_x_answer (self->server, 200, JSON, NULL,
                       "{\"access_token\":\"a\",\"expires_in\":7200,\"scope\":\"tweet.read\"}");
  grant = run_x (self, &error);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_x_cancelled (Fixture *self, gconstpointer data)
{
  const CommsSignInRequest request = { .network = "x",
                                       .server = comms_fake_x_get_uri (self->server),
                                       .client_id = "c",
                                       .ports = self->ports };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->sign_in = comms_sign_in_new (&request, self->secrets, self->clock, NULL);
  comms_sign_in_run_async (self->sign_in, cancellable, comms_test_result_cb, &result);
  g_idle_add (cancel_cb, cancellable);
  result = comms_test_wait (&result);
  g_assert_null (comms_sign_in_run_finish (self->sign_in, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Mastodon */

#define METADATA \
  "{\"authorization_endpoint\":\"https://elsewhere.example/authorize\"," \
  "\"code_challenge_methods_supported\":[\"S256\"]," \
  "\"scopes_supported\":[\"read\",\"profile\",\"write\"]}"
#define APP "{\"id\":\"1\",\"client_id\":\"planted-id\",\"client_secret\":\"planted-secret\"}"
#define TOKEN \
  "{\"access_token\":\"planted-access\",\"token_type\":\"Bearer\",\"created_at\":1796806920," \
  "\"scope\":\"profile read:statuses write:statuses write:media\"}"
#define CREDENTIALS "{\"id\":\"109\",\"username\":\"mohr\",\"acct\":\"mohr\",\"display_name\":\"\"}"

static CommsGrant *
run_mastodon (Fixture *self, gboolean by_hand, GError **error)
{
  CommsSignInRequest request = { .network = "mastodon", .by_hand = by_hand };

  return run (self, &request, error);
}

/* Mastodon 1 and 3: the server says what it knows; an array of addresses; PKCE. */
static void
test_mastodon_new (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autofree char *client = NULL;

  self->answer = "?code=planted-code&state=%s";
  comms_fake_x_answer (self->server, 200, JSON, NULL, METADATA);
  comms_fake_x_answer (self->server, 200, JSON, NULL, APP);
  comms_fake_x_answer (self->server, 200, JSON, NULL, TOKEN);
  comms_fake_x_answer (self->server, 200, JSON, NULL, CREDENTIALS);
  grant = run_mastodon (self, FALSE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (asked (self, 1)->body, "\"redirect_uris\":[\"urn:ietf:wg"));
  g_assert_true (g_str_has_prefix (self->last_uri, "https://elsewhere.example/authorize?"));
  g_assert_nonnull (strstr (self->last_uri, "code_challenge_method=S256"));
  g_assert_nonnull (strstr (self->last_uri, "scope=profile%20"));
  g_assert_nonnull (strstr (asked (self, 2)->body, "code_verifier="));
  g_assert_nonnull (strstr (asked (self, 2)->body, "client_secret=planted-secret"));
  g_assert_cmpstr (asked (self, 3)->path, ==, "/api/v1/accounts/verify_credentials");
  comms_grant_fill (grant, account);
  g_assert_true (g_str_has_prefix (account->handle, "mohr@127.0.0.1:"));
  g_assert_cmpstr (account->user_id, ==, "109");
  g_assert_cmpstr (account->display_name, ==, "mohr");
  g_assert_cmpint (account->token_until, ==, 0);
  client = lookup (self, account, "client");
  g_assert_nonnull (strstr (client, "planted-secret"));
}

/* Mastodon 2, 4, 5 and 8: an old server, one string of addresses, a pasted code with spaces,
 * fewer scopes. */
static void
test_mastodon_old (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autofree char *client = NULL;
  g_autofree char *kept = NULL;

  self->paste = "  planted code \n";
  comms_fake_x_answer (self->server, 404, "text/html", NULL, "<h1>404</h1>");
  comms_fake_x_answer (self->server, 422, JSON, NULL, "{\"error\":\"Validation failed\"}");
  comms_fake_x_answer (self->server, 200, JSON, NULL, APP);
  comms_fake_x_answer (self->server, 200, JSON, NULL,
                       "{\"access_token\":\"planted-access\",\"scope\":\"write\"}");
  comms_fake_x_answer (self->server, 200, JSON, NULL, CREDENTIALS);
  grant = run_mastodon (self, TRUE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (asked (self, 2)->body, "\"redirect_uris\":\"urn:ietf:wg"));
  g_assert_nonnull (strstr (self->last_uri, "/oauth/authorize?"));
  g_assert_null (strstr (self->last_uri, "code_challenge"));
  g_assert_nonnull (strstr (self->last_uri, "scope=read%3Aaccounts%20"));
  g_assert_nonnull (strstr (self->last_uri, "redirect_uri=urn%3Aietf"));
  g_assert_nonnull (strstr (asked (self, 3)->body, "&code=plantedcode&"));
  g_assert_null (strstr (asked (self, 3)->body, "code_verifier"));
  comms_grant_fill (grant, account);
  g_assert_cmpstr (account->scopes[0], ==, "write");
  g_assert_null (account->scopes[1]);
  client = lookup (self, account, "client");
  g_assert_nonnull (strstr (client, "planted-secret"));
  keep (self, grant);
  kept = lookup (self, account, "session");
  g_assert_nonnull (strstr (kept, "planted-access"));
}

/* Mastodon 6: the code was used already. */
static void
test_mastodon_used_code (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;

  self->answer = "?code=c&state=%s";
  comms_fake_x_answer (self->server, 200, JSON, NULL, METADATA);
  comms_fake_x_answer (self->server, 200, JSON, NULL, APP);
  comms_fake_x_answer (self->server, 400, JSON, NULL, "{\"error\":\"invalid_grant\"}");
  grant = run_mastodon (self, FALSE, &error);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "works once"));
  assert_nothing_kept (self, "mastodon", "109");
}

/* Mastodon 7: the server forgot the desk: it registers again, and the person goes there again.
 * Once: a server that forgets every time is refused. */
static void
test_mastodon_forgotten (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;

  self->answer = "?code=c&state=%s";
  self->paste = "c";
  for (guint i = 0; i < 2; i++)
    {
      if (i == 0)
        comms_fake_x_answer (self->server, 200, JSON, NULL, METADATA);
      comms_fake_x_answer (self->server, 200, JSON, NULL, APP);
      comms_fake_x_answer (self->server, 401, JSON, NULL, "{\"error\":\"invalid_client\"}");
    }
  grant = run_mastodon (self, TRUE, &error);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_cmpuint (self->n_trips, ==, 2);
  assert_nothing_kept (self, "mastodon", "109");
}

/* Mastodon 7: registered again, the second trip succeeds, and the new registration is the one that
 * stays. */
static void
test_mastodon_registered_again (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autofree char *client = NULL;

  self->paste = "c";
  comms_fake_x_answer (self->server, 200, JSON, NULL, METADATA);
  comms_fake_x_answer (self->server, 200, JSON, NULL, APP);
  comms_fake_x_answer (self->server, 401, JSON, NULL, "{\"error\":\"invalid_client\"}");
  comms_fake_x_answer (self->server, 200, JSON, NULL,
                       "{\"client_id\":\"planted-second\",\"client_secret\":\"planted-new\"}");
  comms_fake_x_answer (self->server, 200, JSON, NULL, TOKEN);
  comms_fake_x_answer (self->server, 200, JSON, NULL, CREDENTIALS);
  grant = run_mastodon (self, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->n_trips, ==, 2);
  g_assert_nonnull (strstr (asked (self, 4)->body, "client_secret=planted-new"));
  comms_grant_fill (grant, account);
  client = lookup (self, account, "client");
  g_assert_nonnull (strstr (client, "planted-new"));
  g_assert_null (strstr (client, "planted-secret"));
}

/* The right to like and to keep lists is registered for, and asked for only where it is wanted. */
static void
test_mastodon_engage (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      CommsSignInRequest request = { .network = "mastodon", .by_hand = TRUE, .engage = i == 1 };
      g_autoptr (CommsGrant) grant = NULL;
      g_autoptr (GError) error = NULL;

      self->paste = "c";
      comms_fake_x_answer (self->server, 200, JSON, NULL, METADATA);
      if (i == 0)
        comms_fake_x_answer (self->server, 200, JSON, NULL, APP);
      comms_fake_x_answer (self->server, 200, JSON, NULL, TOKEN);
      comms_fake_x_answer (self->server, 200, JSON, NULL, CREDENTIALS);
      grant = run (self, &request, &error);
      g_assert_no_error (error);
      g_assert_cmpint (strstr (self->last_uri, "write%3Afavourites%20write%3Alists") != NULL, ==,
                       i == 1);
    }
  g_assert_nonnull (strstr (asked (self, 1)->body, "write:favourites write:lists"));
}

/* A second account on the same server: no second registration, and the browser asks which. */
static void
test_mastodon_again (Fixture *self, gconstpointer data)
{
  CommsSignInRequest request = { .network = "mastodon", .by_hand = TRUE, .another = TRUE };
  g_autoptr (CommsGrant) first = NULL;
  g_autoptr (CommsGrant) second = NULL;

  self->paste = "c";
  comms_fake_x_answer (self->server, 200, JSON, NULL, METADATA);
  comms_fake_x_answer (self->server, 200, JSON, NULL, APP);
  comms_fake_x_answer (self->server, 200, JSON, NULL, TOKEN);
  comms_fake_x_answer (self->server, 200, JSON, NULL, CREDENTIALS);
  first = run_mastodon (self, TRUE, NULL);
  g_assert_nonnull (first);
  comms_fake_x_answer (self->server, 200, JSON, NULL, METADATA);
  comms_fake_x_answer (self->server, 200, JSON, NULL, TOKEN);
  comms_fake_x_answer (self->server, 200, JSON, NULL, CREDENTIALS);
  second = run (self, &request, NULL);
  g_assert_nonnull (second);
  g_assert_nonnull (strstr (self->last_uri, "force_login=true"));
}

/* Bluesky */

#define DID "did:plc:z72i7hdynmk6r22z27h6tvur"

static CommsGrant *
run_bluesky (Fixture *self, GError **error)
{
  CommsSignInRequest request = { .network = "bluesky",
                                 .handle = "@mohr.example",
                                 .password = "planted-pass-word",
                                 .keep_password = TRUE };

  return run (self, &request, error);
}

/* From the handle to the server that holds the account: here twice the same. */
static void
answer_discovery (Fixture *self)
{
  g_autofree char *document = g_strdup_printf (
    "{\"id\":\"" DID "\",\"service\":[{\"id\":\"#atproto_pds\","
    "\"type\":\"AtprotoPersonalDataServer\",\"serviceEndpoint\":\"%s/\"}]}",
    comms_fake_x_get_uri (self->server));

  comms_fake_x_answer (self->server, 200, JSON, NULL, "{\"did\":\"" DID "\"}");
  comms_fake_x_answer (self->server, 200, JSON, NULL, document);
}

/* Bluesky 1: the session's document says where later calls go. */
static void
test_bluesky_good (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsFakeX) pds = comms_fake_x_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autofree char *kept = NULL;
  g_autoptr (CommsNetwork) network = NULL;
  g_autoptr (CommsIdentity) identity = NULL;
  g_autofree char *session = g_strdup_printf (
    "{\"accessJwt\":\"planted.access.jwt\",\"refreshJwt\":\"planted-refresh\",\"did\":\"" DID
    "\",\"handle\":\"mohr.example\",\"active\":true,\"didDoc\":{\"id\":\"" DID
    "\",\"service\":[{\"id\":\"#atproto_pds\",\"serviceEndpoint\":\"%s\"}]}}",
    comms_fake_x_get_uri (pds));

  answer_discovery (self);
  comms_fake_x_answer (self->server, 200, JSON, NULL, session);
  grant = run_bluesky (self, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (asked (self, 0)->path, ==,
                   "/xrpc/com.atproto.identity.resolveHandle?handle=mohr.example");
  g_assert_cmpstr (asked (self, 1)->path, ==, "/" DID);
  g_assert_cmpstr (asked (self, 2)->body, ==,
                   "{\"identifier\":\"" DID "\",\"password\":\"planted-pass-word\"}");
  comms_grant_fill (grant, account);
  g_assert_cmpstr (account->api_base, ==, comms_fake_x_get_uri (pds));
  g_assert_cmpstr (account->user_id, ==, DID);
  keep (self, grant);
  kept = lookup (self, account, "app-password");
  g_assert_nonnull (strstr (kept, "planted-pass-word"));

  network = comms_network_new (account, self->secrets, FALSE, &error);
  g_assert_no_error (error);
  comms_network_set_clock (network, self->clock);
  comms_fake_x_answer (pds, 200, JSON, NULL, "{\"did\":\"" DID "\",\"handle\":\"mohr.example\"}");
  comms_fake_x_answer (pds, 200, JSON, NULL, "{}");
  identity = comms_test_identify (network, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (identity->user_id, ==, DID);
  g_assert_cmpstr (comms_fake_x_request (pds, 0)->authorization, ==, "Bearer planted.access.jwt");
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 3);
}

static const struct
{
  const char *name;
  guint status;
  const char *headers;
  const char *body;
  CommsNetError code;
  const char *sentence;
} logins[] = {
  { "2-wrong", 401, NULL, "{\"error\":\"AuthenticationRequired\",\"message\":\"Invalid\"}",
    COMMS_NET_ERROR_REFUSED, "does not accept this password" },
  { "3-factor", 401, NULL, "{\"error\":\"AuthFactorTokenRequired\",\"message\":\"A code\"}",
    COMMS_NET_ERROR_REFUSED, "app password" },
  { "4-limit", 429, "Retry-After: 150", "{\"error\":\"RateLimitExceeded\"}",
    COMMS_NET_ERROR_LIMITED, "3 minutes" },
  { "5-takendown", 401, NULL, "{\"error\":\"AccountTakedown\"}", COMMS_NET_ERROR_REFUSED, "down" },
  { "5-status", 200, NULL,
    "{\"accessJwt\":\"a\",\"refreshJwt\":\"r\",\"did\":\"" DID "\",\"status\":\"takendown\"}",
    COMMS_NET_ERROR_REFUSED, "down" },
  { "5-deactivated", 200, NULL,
    "{\"accessJwt\":\"a\",\"refreshJwt\":\"r\",\"did\":\"" DID "\",\"status\":\"deactivated\"}",
    COMMS_NET_ERROR_REFUSED, "switched off" },
  { "fault", 502, NULL, "<html>", COMMS_NET_ERROR_UNCLEAR, "fault of its own" },
  { "no-json", 200, NULL, "<html>", COMMS_NET_ERROR_UNCLEAR, "makes no sense" },
};

static void
test_bluesky_login (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CommsGrant) grant = NULL;

      g_test_message ("%s", logins[i].name);
      answer_discovery (self);
      comms_fake_x_answer (self->server, logins[i].status, JSON, logins[i].headers, logins[i].body);
      grant = run_bluesky (self, &error);
      g_assert_null (grant);
      g_assert_error (error, COMMS_NET_ERROR, (int) logins[i].code);
      g_assert_nonnull (strstr (error->message, logins[i].sentence));
      g_assert_null (strstr (error->message, "planted"));
      assert_nothing_kept (self, "bluesky", DID);
    }
}

static const struct
{
  const char *did;      /* what the handle leads to, or NULL for 400 */
  const char *document; /* what that leads to, or NULL: it is not asked for */
} lost[] = {
  { NULL, NULL },
  { "did:evil:x", NULL },
  { "did:plc:a/../b", NULL },
  { "did:web:a:b", NULL },
  { DID, "{\"id\":\"did:plc:another\",\"service\":[]}" },
  { DID, "{\"id\":\"" DID "\"}" },
  { DID, "{\"id\":\"" DID "\",\"service\":[{\"id\":\"#atproto_pds\","
         "\"serviceEndpoint\":\"http://pds.example\"}]}" },
  { DID, "[]" },
};

/* The password goes nowhere before it is certain where the account lives. */
static void
test_bluesky_lost (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    {
      g_autofree char *resolved = g_strdup_printf ("{\"did\":\"%s\"}", lost[i].did);
      g_autoptr (GError) error = NULL;
      g_autoptr (CommsGrant) grant = NULL;
      const guint before = comms_fake_x_n_requests (self->server);

      comms_fake_x_answer (self->server, lost[i].did != NULL ? 200 : 400, JSON, NULL, resolved);
      if (lost[i].document != NULL)
        comms_fake_x_answer (self->server, 200, JSON, NULL, lost[i].document);
      grant = run_bluesky (self, &error);
      g_assert_null (grant);
      g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
      for (guint at = before; at < comms_fake_x_n_requests (self->server); at++)
        g_assert_cmpstr (asked (self, at)->body, ==, "");
    }
}

/* What cannot be right is refused before anything is asked. */

static const struct
{
  CommsSignInRequest request;
  gboolean loopback_only;
} bad[] = {
  { { .network = "carrier-pigeon" }, FALSE },
  { { .network = "x" }, FALSE },
  { { .network = "x", .client_id = "" }, FALSE },
  { { .network = "mastodon" }, FALSE },
  { { .network = "mastodon", .server = "http://ministry.social" }, FALSE },
  { { .network = "mastodon", .server = "https://user@127.0.0.1" }, FALSE },
  { { .network = "mastodon", .server = "ministry social" }, FALSE },
  { { .network = "mastodon", .server = "ministry.social", .loopback_only = TRUE }, FALSE },
  { { .network = "bluesky" }, FALSE },
  { { .network = "bluesky", .handle = "mohr.example" }, FALSE },
  { { .network = "x", .client_id = "c", .loopback_only = TRUE }, FALSE },
};

static void
test_bad (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_null (comms_sign_in_new (&bad[i].request, self->secrets, self->clock, &error));
      g_assert_nonnull (error);
    }
}

/* Signing out. */

static const struct
{
  const char *network;
  const char *session;
  const char *paths; /* that are asked for, parted by blanks */
  guint status;
  gboolean told;
} outs[] = {
  { "x", "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"client_id\":\"c\"}",
    "/2/oauth2/revoke /2/oauth2/revoke", 200, TRUE },
  { "x", "{\"access_token\":\"pasted\"}", "", 200, FALSE },
  { "x", "{\"access_token\":\"a\",\"client_id\":\"c\"}", "/2/oauth2/revoke", 503, FALSE },
  { "mastodon", "{\"access_token\":\"a\"}", "/oauth/revoke", 200, TRUE },
  { "bluesky", "{\"access_token\":\"a\",\"refresh_token\":\"r\"}",
    "/xrpc/com.atproto.server.deleteSession", 200, TRUE },
};

static void
store (Fixture *self, const CommsSecretKey *key, const char *json)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_secrets_store_async (self->secrets, key, "Test", json, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  g_assert_true (comms_secrets_store_finish (self->secrets, result, NULL));
}

static void
test_out (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (outs); i++)
    {
      g_autoptr (CommsAccount) account = comms_account_new ();
      g_auto (GStrv) paths = g_strsplit (outs[i].paths, " ", -1);
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *host = NULL;
      g_autofree char *left = NULL;
      const guint before = comms_fake_x_n_requests (self->server);
      gboolean told = FALSE;
      CommsSecretKey key;

      g_object_set (account, "network", outs[i].network, "user-id", "1", "api-base",
                    comms_fake_x_get_uri (self->server), NULL);
      comms_network_session_key (account, &key, &host);
      store (self, &key, outs[i].session);
      key.kind = "client";
      key.account = "app";
      store (self, &key, APP);
      for (guint at = 0; paths[at] != NULL && *paths[at] != '\0'; at++)
        comms_fake_x_answer (self->server, outs[i].status, JSON, NULL, "{}");
      comms_sign_out_async (account, self->secrets, NULL, comms_test_result_cb, &result);
      result = comms_test_wait (&result);
      g_assert_true (comms_sign_out_finish (self->secrets, result, &told, NULL));
      g_assert_cmpint (told, ==, outs[i].told);
      for (guint at = 0; paths[at] != NULL && *paths[at] != '\0'; at++)
        g_assert_cmpstr (asked (self, before + at)->path, ==, paths[at]);
      left = lookup (self, account, "session");
      g_assert_null (left);
    }
}

/* A sign-in that nobody takes is ended at the network. */
static void
test_discard (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsGrant) grant = NULL;

  self->answer = "?state=%s&code=c";
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  comms_fake_x_answer (self->server, 200, JSON, NULL, ME);
  grant = run_x (self, NULL);
  comms_fake_x_answer (self->server, 200, JSON, NULL, "{}");
  comms_fake_x_answer (self->server, 200, JSON, NULL, "{}");
  comms_grant_discard (grant);
  while (comms_fake_x_n_requests (self->server) < 4)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (asked (self, 2)->path, ==, "/2/oauth2/revoke");
  g_assert_cmpstr (asked (self, 3)->path, ==, "/2/oauth2/revoke");
}

/* RFC 7636, appendix B. */
static void
test_challenge (void)
{
  g_autofree char *challenge =
    comms_oauth_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *one = comms_oauth_random ();
  g_autofree char *two = comms_oauth_random ();

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  g_assert_cmpuint (strlen (one), ==, 43);
  g_assert_cmpstr (one, !=, two);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/sign-in/" name, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/sign-in/challenge", test_challenge);
  ADD ("bad", test_bad);
  ADD ("x/refused", test_x_refused);
  ADD ("x/good", test_x_good);
  ADD ("x/late", test_x_late);
  ADD ("x/busy", test_x_busy);
  ADD ("x/all-busy", test_x_all_busy);
  ADD ("x/pasted", test_x_pasted);
  ADD ("x/no-write", test_x_no_write);
  ADD ("x/cancelled", test_x_cancelled);
  ADD ("mastodon/new", test_mastodon_new);
  ADD ("mastodon/old", test_mastodon_old);
  ADD ("mastodon/used-code", test_mastodon_used_code);
  ADD ("mastodon/forgotten", test_mastodon_forgotten);
  ADD ("mastodon/registered-again", test_mastodon_registered_again);
  ADD ("mastodon/engage", test_mastodon_engage);
  ADD ("mastodon/again", test_mastodon_again);
  ADD ("bluesky/good", test_bluesky_good);
  ADD ("bluesky/login", test_bluesky_login);
  ADD ("bluesky/lost", test_bluesky_lost);
  ADD ("out", test_out);
  ADD ("discard", test_discard);
  return g_test_run ();
}
