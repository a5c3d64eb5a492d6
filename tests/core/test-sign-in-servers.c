/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-error.h"
#include "comms-test-network.h"
#include "sign-in-fixture.h"

/* Connecting an account whose server is any: Mastodon and Bluesky. Numbers are those of the cases
 * in the networks' fact sheet, section 7. */

#define JSON "application/json"

/* Mastodon */

#define METADATA                                                                                   \
  "{\"authorization_endpoint\":\"https://elsewhere.example/authorize\","                           \
  "\"code_challenge_methods_supported\":[\"S256\"],"                                               \
  "\"scopes_supported\":[\"read\",\"profile\",\"write\"]}"
#define APP "{\"id\":\"1\",\"client_id\":\"planted-id\",\"client_secret\":\"planted-secret\"}"
#define TOKEN                                                                                      \
  "{\"access_token\":\"planted-access\",\"token_type\":\"Bearer\",\"created_at\":1796806920,"      \
  "\"scope\":\"profile read:statuses write:statuses write:media\"}"
#define CREDENTIALS "{\"id\":\"109\",\"username\":\"mohr\",\"acct\":\"mohr\",\"display_name\":\"\"}"

static CommsGrant *
run_mastodon (SignInFixture *self, gboolean by_hand, GError **error)
{
  CommsSignInRequest request = { .network = "mastodon", .by_hand = by_hand };

  return sign_in_fixture_run (self, &request, error);
}

/* Mastodon 1 and 3: the server says what it knows; an array of addresses; PKCE. */
static void
test_mastodon_new (SignInFixture *self, gconstpointer data)
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
  g_assert_nonnull (
    strstr (sign_in_fixture_asked (self, 1)->body, "\"redirect_uris\":[\"urn:ietf:wg"));
  g_assert_true (g_str_has_prefix (self->last_uri, "https://elsewhere.example/authorize?"));
  g_assert_nonnull (strstr (self->last_uri, "code_challenge_method=S256"));
  g_assert_nonnull (strstr (self->last_uri, "scope=profile%20"));
  g_assert_nonnull (strstr (sign_in_fixture_asked (self, 2)->body, "code_verifier="));
  g_assert_nonnull (strstr (sign_in_fixture_asked (self, 2)->body, "client_secret=planted-secret"));
  g_assert_cmpstr (sign_in_fixture_asked (self, 3)->path, ==,
                   "/api/v1/accounts/verify_credentials");
  comms_grant_fill (grant, account);
  g_assert_true (g_str_has_prefix (account->handle, "mohr@127.0.0.1:"));
  g_assert_cmpstr (account->user_id, ==, "109");
  g_assert_cmpstr (account->display_name, ==, "mohr");
  g_assert_cmpint (account->token_until, ==, 0);
  client = sign_in_fixture_lookup (self, account, "client");
  g_assert_nonnull (strstr (client, "planted-secret"));
}

/* Mastodon 2, 4, 5 and 8: an old server, one string of addresses, a pasted code with spaces,
 * fewer scopes. */
static void
test_mastodon_old (SignInFixture *self, gconstpointer data)
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
  g_assert_nonnull (
    strstr (sign_in_fixture_asked (self, 2)->body, "\"redirect_uris\":\"urn:ietf:wg"));
  g_assert_nonnull (strstr (self->last_uri, "/oauth/authorize?"));
  g_assert_null (strstr (self->last_uri, "code_challenge"));
  g_assert_nonnull (strstr (self->last_uri, "scope=read%3Aaccounts%20"));
  g_assert_nonnull (strstr (self->last_uri, "redirect_uri=urn%3Aietf"));
  g_assert_nonnull (strstr (sign_in_fixture_asked (self, 3)->body, "&code=plantedcode&"));
  g_assert_null (strstr (sign_in_fixture_asked (self, 3)->body, "code_verifier"));
  comms_grant_fill (grant, account);
  g_assert_cmpstr (account->scopes[0], ==, "write");
  g_assert_null (account->scopes[1]);
  client = sign_in_fixture_lookup (self, account, "client");
  g_assert_nonnull (strstr (client, "planted-secret"));
  sign_in_fixture_keep (self, grant);
  kept = sign_in_fixture_lookup (self, account, "session");
  g_assert_nonnull (strstr (kept, "planted-access"));
}

/* Mastodon 6: the code was used already. */
static void
test_mastodon_used_code (SignInFixture *self, gconstpointer data)
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
  sign_in_fixture_assert_nothing_kept (self, "mastodon", "109");
}

/* Mastodon 7: the server forgot the desk: it registers again, and the person goes there again.
 * Once: a server that forgets every time is refused. */
static void
test_mastodon_forgotten (SignInFixture *self, gconstpointer data)
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
  sign_in_fixture_assert_nothing_kept (self, "mastodon", "109");
}

/* Mastodon 7: registered again, the second trip succeeds, and the new registration is the one that
 * stays. */
static void
test_mastodon_registered_again (SignInFixture *self, gconstpointer data)
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
  g_assert_nonnull (strstr (sign_in_fixture_asked (self, 4)->body, "client_secret=planted-new"));
  comms_grant_fill (grant, account);
  client = sign_in_fixture_lookup (self, account, "client");
  g_assert_nonnull (strstr (client, "planted-new"));
  g_assert_null (strstr (client, "planted-secret"));
}

/* The right to like and to keep lists is registered for, and asked for only where it is wanted. */
static void
test_mastodon_engage (SignInFixture *self, gconstpointer data)
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
      grant = sign_in_fixture_run (self, &request, &error);
      g_assert_no_error (error);
      g_assert_cmpint (strstr (self->last_uri, "write%3Afavourites%20write%3Alists") != NULL, ==,
                       i == 1);
    }
  g_assert_nonnull (strstr (sign_in_fixture_asked (self, 1)->body, "write:favourites write:lists"));
}

/* A second account on the same server: no second registration, and the browser asks which. */
static void
test_mastodon_again (SignInFixture *self, gconstpointer data)
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
  second = sign_in_fixture_run (self, &request, NULL);
  g_assert_nonnull (second);
  g_assert_nonnull (strstr (self->last_uri, "force_login=true"));
}

/* Bluesky */

#define DID "did:plc:z72i7hdynmk6r22z27h6tvur"

static CommsGrant *
run_bluesky (SignInFixture *self, GError **error)
{
  CommsSignInRequest request = { .network = "bluesky",
                                 .handle = "@mohr.example",
                                 .password = "planted-pass-word",
                                 .keep_password = TRUE };

  return sign_in_fixture_run (self, &request, error);
}

/* From the handle to the server that holds the account: here twice the same. */
static void
answer_discovery (SignInFixture *self)
{
  g_autofree char *document =
    g_strdup_printf ("{\"id\":\"" DID "\",\"service\":[{\"id\":\"#atproto_pds\","
                     "\"type\":\"AtprotoPersonalDataServer\",\"serviceEndpoint\":\"%s/\"}]}",
                     comms_fake_x_get_uri (self->server));

  comms_fake_x_answer (self->server, 200, JSON, NULL, "{\"did\":\"" DID "\"}");
  comms_fake_x_answer (self->server, 200, JSON, NULL, document);
}

/* Bluesky 1: the session's document says where later calls go. */
static void
test_bluesky_good (SignInFixture *self, gconstpointer data)
{
  g_autoptr (CommsFakeX) pds = comms_fake_x_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autofree char *kept = NULL;
  g_autoptr (CommsNetwork) network = NULL;
  g_autoptr (CommsIdentity) identity = NULL;
  g_autofree char *session =
    g_strdup_printf ("{\"accessJwt\":\"planted.access.jwt\",\"refreshJwt\":\"planted-refresh\","
                     "\"did\":\"" DID
                     "\",\"handle\":\"mohr.example\",\"active\":true,\"didDoc\":{\"id\":\"" DID
                     "\",\"service\":[{\"id\":\"#atproto_pds\",\"serviceEndpoint\":\"%s\"}]}}",
                     comms_fake_x_get_uri (pds));

  answer_discovery (self);
  comms_fake_x_answer (self->server, 200, JSON, NULL, session);
  grant = run_bluesky (self, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sign_in_fixture_asked (self, 0)->path, ==,
                   "/xrpc/com.atproto.identity.resolveHandle?handle=mohr.example");
  g_assert_cmpstr (sign_in_fixture_asked (self, 1)->path, ==, "/" DID);
  g_assert_cmpstr (sign_in_fixture_asked (self, 2)->body, ==,
                   "{\"identifier\":\"" DID "\",\"password\":\"planted-pass-word\"}");
  comms_grant_fill (grant, account);
  g_assert_cmpstr (account->api_base, ==, comms_fake_x_get_uri (pds));
  g_assert_cmpstr (account->user_id, ==, DID);
  sign_in_fixture_keep (self, grant);
  kept = sign_in_fixture_lookup (self, account, "app-password");
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
test_bluesky_login (SignInFixture *self, gconstpointer data)
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
      sign_in_fixture_assert_nothing_kept (self, "bluesky", DID);
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
test_bluesky_lost (SignInFixture *self, gconstpointer data)
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
        g_assert_cmpstr (sign_in_fixture_asked (self, at)->body, ==, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                            \
  g_test_add ("/sign-in/" name, SignInFixture, NULL, sign_in_fixture_set_up, func,                 \
              sign_in_fixture_tear_down)
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
  return g_test_run ();
}
