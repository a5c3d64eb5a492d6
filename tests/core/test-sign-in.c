/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-error.h"
#include "comms-file-lock.h"
#include "comms-oauth.h"
#include "comms-session.h"
#include "comms-test-async.h"
#include "sign-in-fixture.h"

/* Connecting an account: X, and what all networks have in common. Numbers are those of the cases in
 * the networks' fact sheet, section 7. */

#define JSON "application/json"
#define NOW SIGN_IN_FIXTURE_NOW
#define PAIR                                                                                       \
  "{\"token_type\":\"bearer\",\"expires_in\":7200,\"access_token\":\"planted-access\","            \
  "\"refresh_token\":\"planted-refresh\",\"scope\":\"tweet.read tweet.write users.read "           \
  "media.write offline.access\"}"
#define ME "{\"data\":{\"id\":\"2244994945\",\"username\":\"mohr_example\",\"name\":\"MoHR\"}}"

static CommsGrant *
run_x (SignInFixture *self, GError **error)
{
  CommsSignInRequest request = { .network = "x", .client_id = "ministry-client" };

  return sign_in_fixture_run (self, &request, error);
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
test_x_refused (SignInFixture *self, gconstpointer data)
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
      sign_in_fixture_assert_nothing_kept (self, "x", "2244994945");
    }
}

/* X 3: the pair is two hours good and lies in the keyring; the account is whom X names. */
static void
test_x_good (SignInFixture *self, gconstpointer data)
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
  g_assert_cmpstr (sign_in_fixture_asked (self, 0)->path, ==, "/2/oauth2/token");
  g_assert_null (sign_in_fixture_asked (self, 0)->authorization);
  form = g_strconcat ("http://x/?", sign_in_fixture_asked (self, 0)->body, NULL);
  verifier = sign_in_fixture_query_value (form, "code_verifier");
  challenge = comms_oauth_challenge (verifier);
  sent = sign_in_fixture_query_value (self->last_uri, "code_challenge");
  g_assert_cmpstr (challenge, ==, sent);
  g_assert_cmpuint (strlen (verifier), ==, 43);
  g_assert_nonnull (strstr (sign_in_fixture_asked (self, 0)->body, "&code=planted-code&"));
  g_assert_nonnull (strstr (self->last_uri, "offline.access"));
  g_assert_cmpstr (sign_in_fixture_asked (self, 1)->authorization, ==, "Bearer planted-access");

  comms_grant_fill (grant, account);
  g_assert_cmpstr (account->user_id, ==, "2244994945");
  g_assert_cmpstr (account->handle, ==, "mohr_example");
  g_assert_cmpint (account->signed_in_at, ==, NOW);
  g_assert_true (g_strv_contains ((const char *const *) account->scopes, "tweet.write"));
  sign_in_fixture_keep (self, grant);
  kept = sign_in_fixture_lookup (self, account, "session");
  g_assert_nonnull (strstr (kept, "planted-refresh"));
  g_assert_nonnull (strstr (kept, "1796814120000"));
  g_assert_nonnull (strstr (kept, "ministry-client"));
}

/* X 4: the code was too old. */
static void
test_x_late (SignInFixture *self, gconstpointer data)
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
  sign_in_fixture_assert_nothing_kept (self, "x", "2244994945");
}

/* X 5: the first port is busy, the second is used, and named the same in both places. */
static void
test_x_busy (SignInFixture *self, gconstpointer data)
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

  self->ports[0] = sign_in_fixture_find_port (&busy);
  expected = g_strdup_printf ("http://127.0.0.1:%u/callback", (guint) self->ports[1]);
  self->answer = "?state=%s&code=c";
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  comms_fake_x_answer (self->server, 200, JSON, NULL, ME);
  grant = run_x (self, &error);
  g_assert_no_error (error);
  sent = sign_in_fixture_query_value (self->last_uri, "redirect_uri");
  form = g_strconcat ("http://x/?", sign_in_fixture_asked (self, 0)->body, NULL);
  again = sign_in_fixture_query_value (form, "redirect_uri");
  g_assert_cmpstr (sent, ==, expected);
  g_assert_cmpstr (again, ==, expected);
  comms_grant_fill (grant, account);
  sign_in_fixture_keep (self, grant);
  kept = sign_in_fixture_lookup (self, account, "session");
  g_assert_nonnull (strstr (kept, "planted-refresh"));
}

static void
test_x_all_busy (SignInFixture *self, gconstpointer data)
{
  GSocket *busy[3] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;

  for (guint i = 0; i < 3; i++)
    self->ports[i] = sign_in_fixture_find_port (&busy[i]);
  grant = run_x (self, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  for (guint i = 0; i < 3; i++)
    g_object_unref (busy[i]);
}

/* No browser here: the address that the browser elsewhere ended at is pasted. */
static void
test_x_pasted (SignInFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsGrant) grant = NULL;

  self->paste = " http://127.0.0.1:23971/callback?state=another&code=abc\n";
  grant = run_x (self, &error);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 0);
}

static void
test_x_no_write (SignInFixture *self, gconstpointer data)
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
test_x_cancelled (SignInFixture *self, gconstpointer data)
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
test_bad (SignInFixture *self, gconstpointer data)
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

#define APP "{\"id\":\"1\",\"client_id\":\"planted-id\",\"client_secret\":\"planted-secret\"}"

static const struct
{
  const char *network;
  const char *session;
  const char *paths; /* that are asked for, parted by blanks */
  guint status;      /* of the first; the others are well */
  gboolean told;
} outs[] = {
  { "x", "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"client_id\":\"c\"}",
    "/2/oauth2/revoke /2/oauth2/revoke", 200, TRUE },
  { "x", "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"client_id\":\"c\"}",
    "/2/oauth2/revoke /2/oauth2/revoke", 503, FALSE },
  { "x", "{\"access_token\":\"pasted\"}", "", 200, FALSE },
  { "x", "{\"access_token\":\"a\",\"client_id\":\"c\"}", "/2/oauth2/revoke", 503, FALSE },
  { "mastodon", "{\"access_token\":\"a\"}", "/oauth/revoke", 200, TRUE },
  { "bluesky", "{\"access_token\":\"a\",\"refresh_token\":\"r\"}",
    "/xrpc/com.atproto.server.deleteSession", 200, TRUE },
};

static void
store (SignInFixture *self, const CommsSecretKey *key, const char *json)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_secrets_store_async (self->secrets, key, "Test", json, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  g_assert_true (comms_secrets_store_finish (self->secrets, result, NULL));
}

static void
test_out (SignInFixture *self, gconstpointer data)
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
        comms_fake_x_answer (self->server, at == 0 ? outs[i].status : 200, JSON, NULL, "{}");
      comms_sign_out_async (account, self->secrets, NULL, comms_test_result_cb, &result);
      result = comms_test_wait (&result);
      g_assert_true (comms_sign_out_finish (self->secrets, result, &told, NULL));
      g_assert_cmpint (told, ==, outs[i].told);
      for (guint at = 0; paths[at] != NULL && *paths[at] != '\0'; at++)
        g_assert_cmpstr (sign_in_fixture_asked (self, before + at)->path, ==, paths[at]);
      left = sign_in_fixture_lookup (self, account, "session");
      g_assert_null (left);
    }
}

/* A pair that another program is just renewing is revoked as well, and does not come back. */
static void
test_out_while_renewing (SignInFixture *self, gconstpointer data)
{
  g_autoptr (CommsAccount) account = comms_account_new ();
  g_autoptr (GAsyncResult) locked = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *host = NULL;
  g_autofree char *name = NULL;
  g_autofree char *left = NULL;
  CommsSecretKey key;
  int lock;

  g_object_set (account, "network", "x", "user-id", "1", "api-base",
                comms_fake_x_get_uri (self->server), NULL);
  comms_network_session_key (account, &key, &host);
  store (self, &key, "{\"access_token\":\"old\",\"client_id\":\"c\"}");
  name = comms_session_dup_lock (&key);
  comms_file_lock_take_async (name, NULL, comms_test_result_cb, &locked);
  locked = comms_test_wait (&locked);
  lock = comms_file_lock_take_finish (locked, NULL);
  g_assert_cmpint (lock, >=, 0);

  comms_fake_x_answer (self->server, 200, JSON, NULL, "{}");
  comms_sign_out_async (account, self->secrets, NULL, comms_test_result_cb, &result);
  store (self, &key, "{\"access_token\":\"new\",\"client_id\":\"c\"}");
  comms_file_lock_release (lock);
  result = comms_test_wait (&result);
  g_assert_true (comms_sign_out_finish (self->secrets, result, NULL, NULL));
  g_assert_nonnull (strstr (sign_in_fixture_asked (self, 0)->body, "token=new"));
  left = sign_in_fixture_lookup (self, account, "session");
  g_assert_null (left);
}

/* A sign-in that nobody takes is ended at the network. */
static void
test_discard (SignInFixture *self, gconstpointer data)
{
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  self->answer = "?state=%s&code=c";
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  comms_fake_x_answer (self->server, 200, JSON, NULL, ME);
  grant = run_x (self, NULL);
  comms_fake_x_answer (self->server, 200, JSON, NULL, "{}");
  comms_fake_x_answer (self->server, 200, JSON, NULL, "{}");
  comms_grant_discard_async (grant, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  comms_grant_discard_finish (result);
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 4);
  g_assert_cmpstr (sign_in_fixture_asked (self, 2)->path, ==, "/2/oauth2/revoke");
  g_assert_cmpstr (sign_in_fixture_asked (self, 3)->path, ==, "/2/oauth2/revoke");
}

/* What the keyring has is somebody's sign-in, whatever became of the rest. */
static void
test_discard_kept (SignInFixture *self, gconstpointer data)
{
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  self->answer = "?state=%s&code=c";
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  comms_fake_x_answer (self->server, 200, JSON, NULL, ME);
  grant = run_x (self, NULL);
  sign_in_fixture_keep (self, grant);
  comms_grant_discard_async (grant, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  comms_grant_discard_finish (result);
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 2);
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

#define ADD(name, func)                                                                            \
  g_test_add ("/sign-in/" name, SignInFixture, NULL, sign_in_fixture_set_up, func,                 \
              sign_in_fixture_tear_down)
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
  ADD ("out", test_out);
  ADD ("out-while-renewing", test_out_while_renewing);
  ADD ("discard", test_discard);
  ADD ("discard-kept", test_discard_kept);
  return g_test_run ();
}
