/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "comms-fake-x.h"
#include "comms-session.h"
#include "comms-test-async.h"
#include "comms-test-network.h"

/* The sign-in of an account: renewed once, kept before it is used. Numbers are those of the cases
 * in the networks' fact sheet, section 7. */

#define JSON "application/json"
#define NOW G_GINT64_CONSTANT (1796806920000)
#define HOUR G_GINT64_CONSTANT (3600000)
#define PAIR                                                                                       \
  "{\"token_type\":\"bearer\",\"expires_in\":7200,\"access_token\":\"new-access\","                \
  "\"refresh_token\":\"new-refresh\"}"
#define CREATED "{\"data\":{\"id\":\"1445880548472328192\",\"text\":\"x\"}}"

typedef struct
{
  CommsFakeX *server;
  CommsSecrets *secrets;
  CommsClock *clock;
  CommsAccount *account;
  CommsNetwork *network;
} Fixture;

static void
store (Fixture *self, const char *kind, const char *json)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  CommsSecretKey key;

  comms_network_session_key (self->account, &key, &host);
  key.kind = kind;
  comms_secrets_store_async (self->secrets, &key, "Test", json, NULL, comms_test_result_cb,
                             &result);
  result = comms_test_wait (&result);
  comms_secrets_store_finish (self->secrets, result, &error);
  g_assert_no_error (error);
}

static char *
lookup (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *host = NULL;
  CommsSecretKey key;

  comms_network_session_key (self->account, &key, &host);
  comms_secrets_lookup_async (self->secrets, &key, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_secrets_lookup_finish (self->secrets, result, NULL);
}

/* A pair that ends in @lasts milliseconds. */
static void
store_pair (Fixture *self, gint64 lasts)
{
  g_autofree char *json =
    g_strdup_printf ("{\"access_token\":\"old-access\",\"refresh_token\":\"old-refresh\","
                     "\"client_id\":\"ministry\",\"expires_at\":%" G_GINT64_FORMAT
                     ",\"issued_at\":%" G_GINT64_FORMAT "}",
                     NOW + lasts, NOW - HOUR);

  store (self, "session", json);
}

static void
set_up (Fixture *self, gconstpointer network)
{
  g_autoptr (GError) error = NULL;

  self->server = comms_fake_x_new ();
  self->secrets = comms_memory_secrets_new ();
  self->clock = comms_fixed_clock_new (NOW);
  self->account = comms_test_account (comms_fake_x_get_uri (self->server));
  store_pair (self, HOUR);
  self->network = comms_network_new (self->account, self->secrets, FALSE, &error);
  g_assert_no_error (error);
  comms_network_set_clock (self->network, self->clock);
}

static void
tear_down (Fixture *self, gconstpointer network)
{
  g_object_unref (self->network);
  g_object_unref (self->account);
  g_object_unref (self->clock);
  g_object_unref (self->secrets);
  comms_fake_x_free (self->server);
}

static const char *
authorization (Fixture *self, guint index)
{
  return comms_fake_x_request (self->server, index)->authorization;
}

static void
assert_kept (Fixture *self, const char *access)
{
  g_autofree char *json = lookup (self);

  g_assert_nonnull (strstr (json, access));
}

static CommsReply *
create (Fixture *self)
{
  g_autofree char *body = comms_test_freeze (self->network, "Good morning", NULL);

  return comms_test_create (self->network, body);
}

/* A token that is good is sent as it is. */
static void
test_good (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_x_answer (self->server, 201, JSON, NULL, CREATED);
  reply = create (self);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpstr (authorization (self, 0), ==, "Bearer old-access");
}

/* X 6: a 401, one renewal, the create again, and it is out once. */
static void
test_rejected (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_x_answer (self->server, 401, JSON, NULL, "{\"title\":\"Unauthorized\"}");
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  comms_fake_x_answer (self->server, 201, JSON, NULL, CREATED);
  reply = create (self);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 3);
  g_assert_cmpstr (comms_fake_x_request (self->server, 1)->path, ==, "/2/oauth2/token");
  g_assert_cmpstr (comms_fake_x_request (self->server, 1)->body, ==,
                   "grant_type=refresh_token&refresh_token=old-refresh&client_id=ministry");
  g_assert_cmpstr (comms_fake_x_request (self->server, 1)->content_type, ==,
                   "application/x-www-form-urlencoded");
  g_assert_null (authorization (self, 1));
  g_assert_cmpstr (authorization (self, 2), ==, "Bearer new-access");
  assert_kept (self, "new-access");
  assert_kept (self, "new-refresh");
  assert_kept (self, "ministry");
}

/* Less than five minutes left: renewed first. */
static void
test_ending (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsReply) reply = NULL;

  store_pair (self, 4 * 60 * 1000);
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  comms_fake_x_answer (self->server, 201, JSON, NULL, CREATED);
  reply = create (self);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpstr (authorization (self, 1), ==, "Bearer new-access");
}

/* The renewal fails, but the token is good for some minutes more. */
static void
test_ending_server_down (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsReply) reply = NULL;

  store_pair (self, 4 * 60 * 1000);
  comms_fake_x_answer (self->server, 503, "text/html", NULL, "<h1>Over capacity</h1>");
  comms_fake_x_answer (self->server, 201, JSON, NULL, CREATED);
  reply = create (self);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpstr (authorization (self, 1), ==, "Bearer old-access");
}

/* X 7: two at once are told no: the server sees one renewal. */
static void
test_parallel (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (CommsReply) one = NULL;
  g_autoptr (CommsReply) two = NULL;
  g_autoptr (CommsNetwork) other = NULL;
  g_autofree char *body = comms_test_freeze (self->network, "Good morning", NULL);
  guint n_renewals = 0;

  other = comms_network_new (self->account, self->secrets, FALSE, NULL);
  comms_network_set_clock (other, self->clock);
  comms_fake_x_answer (self->server, 401, JSON, NULL, "{}");
  comms_fake_x_answer (self->server, 401, JSON, NULL, "{}");
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  comms_fake_x_answer (self->server, 201, JSON, NULL, CREATED);
  comms_fake_x_answer (self->server, 201, JSON, NULL, CREATED);
  comms_network_create_async (self->network, body, NULL, NULL, NULL, comms_test_result_cb, &first);
  comms_network_create_async (other, body, NULL, NULL, NULL, comms_test_result_cb, &second);
  first = comms_test_wait (&first);
  second = comms_test_wait (&second);
  one = comms_network_create_finish (self->network, first, NULL);
  two = comms_network_create_finish (other, second, NULL);
  g_assert_cmpint (one->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpint (two->verdict, ==, COMMS_VERDICT_POSTED);
  for (guint i = 0; i < comms_fake_x_n_requests (self->server); i++)
    n_renewals += g_str_equal (comms_fake_x_request (self->server, i)->path, "/2/oauth2/token");
  g_assert_cmpuint (n_renewals, ==, 1);
  assert_kept (self, "new-access");
  assert_kept (self, "new-refresh");
}

/* X 8: a renewal token that was used: the sign-in is over, the post waits. */
static void
test_used (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsReply) reply = NULL;

  store_pair (self, -HOUR);
  comms_fake_x_answer (self->server, 400, JSON, NULL, "{\"error\":\"invalid_request\"}");
  reply = create (self);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_HELD);
  g_assert_cmpstr (reply->code, ==, "sign-in");
  g_assert_cmpint (reply->retry_at, ==, 0);
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 1);
}

/* The answer to a renewal is lost: nothing is concluded from that. What the server says the next
 * time is. */
static void
test_lost (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsReply) waits = NULL;
  g_autoptr (CommsReply) ended = NULL;

  store_pair (self, -HOUR);
  comms_fake_x_drop (self->server, "");
  comms_fake_x_answer (self->server, 401, JSON, NULL, "{\"error\":\"invalid_grant\"}");
  waits = create (self);
  g_assert_cmpint (waits->verdict, ==, COMMS_VERDICT_HELD);
  g_assert_cmpstr (waits->code, ==, "unreachable");
  g_assert_cmpint (waits->retry_at, >, NOW);
  ended = create (self);
  g_assert_cmpstr (ended->code, ==, "sign-in");
}

/* A token that was pasted cannot be renewed: the network's own answer stands. */
static void
test_pasted (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsReply) reply = NULL;

  store (self, "session", "{\"access_token\":\"pasted\"}");
  comms_fake_x_answer (self->server, 401, JSON, NULL, "{}");
  reply = create (self);
  g_assert_cmpstr (reply->code, ==, "sign-in");
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 1);
}

static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsReply) reply = NULL;

  store (self, "session", "{\"access_token\":\"two words\"}");
  reply = create (self);
  g_assert_cmpstr (reply->code, ==, "sign-in");
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 0);
}

/* The keyring. One that does not take anything while "locked" is set. */

#define TEST_TYPE_SECRETS (test_secrets_get_type ())
G_DECLARE_FINAL_TYPE (TestSecrets, test_secrets, TEST, SECRETS, GObject)

struct _TestSecrets
{
  GObject parent_instance;

  CommsSecrets *inner;
  gboolean locked;
  char *swap; /* put there at the second look-up, as another program does */
  guint n_lookups;
};

static void test_secrets_iface_init (CommsSecretsInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (TestSecrets,
                               test_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COMMS_TYPE_SECRETS, test_secrets_iface_init))

static void
passed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, g_object_ref (result), g_object_unref);
}

static void
test_secrets_store_async (CommsSecrets *secrets,
                          const CommsSecretKey *key,
                          const char *label,
                          const char *secret,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  TestSecrets *self = TEST_SECRETS (secrets);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  if (self->locked)
    {
      g_task_return_new_error (task, COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_LOCKED, "Locked.");
      g_object_unref (task);
    }
  else
    comms_secrets_store_async (self->inner, key, label, secret, cancellable, passed_cb, task);
}

static gboolean
test_secrets_store_finish (CommsSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_autoptr (GAsyncResult) inner = g_task_propagate_pointer (G_TASK (result), error);

  return inner != NULL && comms_secrets_store_finish (TEST_SECRETS (secrets)->inner, inner, error);
}

static void
test_secrets_lookup_async (CommsSecrets *secrets,
                           const CommsSecretKey *key,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  TestSecrets *self = TEST_SECRETS (secrets);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  if (++self->n_lookups == 2 && self->swap != NULL)
    comms_secrets_store_async (self->inner, key, "Test", self->swap, NULL, NULL, NULL);
  comms_secrets_lookup_async (self->inner, key, cancellable, passed_cb, task);
}

static char *
test_secrets_lookup_finish (CommsSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_autoptr (GAsyncResult) inner = g_task_propagate_pointer (G_TASK (result), error);

  return inner != NULL ? comms_secrets_lookup_finish (TEST_SECRETS (secrets)->inner, inner, error)
                       : NULL;
}

static void
test_secrets_iface_init (CommsSecretsInterface *iface)
{
  iface->store_async = test_secrets_store_async;
  iface->store_finish = test_secrets_store_finish;
  iface->lookup_async = test_secrets_lookup_async;
  iface->lookup_finish = test_secrets_lookup_finish;
}

static void
test_secrets_finalize (GObject *object)
{
  TestSecrets *self = TEST_SECRETS (object);

  g_object_unref (self->inner);
  g_free (self->swap);

  G_OBJECT_CLASS (test_secrets_parent_class)->finalize (object);
}

static void
test_secrets_class_init (TestSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_secrets_finalize;
}

static void
test_secrets_init (TestSecrets *self)
{
}

static TestSecrets *
use_test_secrets (Fixture *self)
{
  TestSecrets *secrets = g_object_new (TEST_TYPE_SECRETS, NULL);

  secrets->inner = g_object_ref (self->secrets);
  g_object_unref (self->network);
  self->network = comms_network_new (self->account, COMMS_SECRETS (secrets), FALSE, NULL);
  comms_network_set_clock (self->network, self->clock);
  return secrets;
}

/* A new pair that the keyring does not take is not used; it is kept, and not asked for twice. */
static void
test_not_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (TestSecrets) secrets = use_test_secrets (self);
  g_autoptr (CommsReply) waits = NULL;
  g_autoptr (CommsReply) out = NULL;

  store_pair (self, -HOUR);
  secrets->locked = TRUE;
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  waits = create (self);
  g_assert_cmpstr (waits->code, ==, "sign-in");
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 1);

  secrets->locked = FALSE;
  comms_fake_x_answer (self->server, 201, JSON, NULL, CREATED);
  out = create (self);
  g_assert_cmpint (out->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 2);
  g_assert_cmpstr (authorization (self, 1), ==, "Bearer new-access");
  assert_kept (self, "new-refresh");
}

/* The same, but the person signs in again meanwhile: that counts. */
static void
test_not_kept_signed_in (Fixture *self, gconstpointer data)
{
  g_autoptr (TestSecrets) secrets = use_test_secrets (self);
  g_autoptr (CommsReply) waits = NULL;
  g_autoptr (CommsReply) out = NULL;

  store_pair (self, -HOUR);
  secrets->locked = TRUE;
  comms_fake_x_answer (self->server, 200, JSON, NULL, PAIR);
  waits = create (self);

  secrets->locked = FALSE;
  store (self, "session",
         "{\"access_token\":\"latest\",\"refresh_token\":\"r\","
         "\"issued_at\":1896806920000,\"expires_at\":1996806920000}");
  comms_fake_x_answer (self->server, 201, JSON, NULL, CREATED);
  out = create (self);
  g_assert_cmpstr (authorization (self, 1), ==, "Bearer latest");
}

/* Another program was quicker while this one waited for the lock. */
static void
test_other_program (Fixture *self, gconstpointer data)
{
  g_autoptr (TestSecrets) secrets = use_test_secrets (self);
  g_autoptr (CommsReply) out = NULL;

  store_pair (self, -HOUR);
  secrets->swap = g_strdup ("{\"access_token\":\"theirs\",\"refresh_token\":\"r\","
                            "\"expires_at\":1996806920000}");
  comms_fake_x_answer (self->server, 201, JSON, NULL, CREATED);
  out = create (self);
  g_assert_cmpint (out->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_fake_x_n_requests (self->server), ==, 1);
  g_assert_cmpstr (authorization (self, 0), ==, "Bearer theirs");
}

/* Bluesky's tokens, asked for by the session itself. */

static char *
get_token (CommsSession *session, const char *rejected, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_session_get_token_async (session, rejected, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_session_get_token_finish (session, result, error);
}

static CommsSession *
bluesky_session (Fixture *self)
{
  g_autofree char *host = NULL;
  CommsSecretKey key;
  CommsSession *session;

  g_object_set (self->account, "network", "bluesky", "user-id", "did:plc:example", NULL);
  comms_network_session_key (self->account, &key, &host);
  session = comms_session_dup (self->secrets, &key, comms_fake_x_get_uri (self->server), "mohr");
  comms_session_set_clock (session, self->clock);
  store_pair (self, HOUR);
  return session;
}

/* {"exp":1796814120}, two hours after NOW */
#define JWT "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTY4MTQxMjB9.c2ln"
#define JWTS "{\"accessJwt\":\"" JWT "\",\"refreshJwt\":\"r2\",\"did\":\"did:plc:example\"}"

/* Bluesky 7 and 8: an ended token comes as a 400; a lost answer is asked for again with the same
 * renewal token. */
static void
test_bluesky_renewal (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsSession) session = bluesky_session (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *none = NULL;
  g_autofree char *token = NULL;

  comms_fake_x_drop (self->server, "");
  none = get_token (session, "old-access", &error);
  g_assert_null (none);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR);
  g_clear_error (&error);

  comms_fake_x_answer (self->server, 200, JSON, NULL, JWTS);
  token = get_token (session, "old-access", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, JWT);
  g_assert_cmpstr (authorization (self, 0), ==, "Bearer old-refresh");
  g_assert_cmpstr (authorization (self, 1), ==, "Bearer old-refresh");
  g_assert_cmpstr (comms_fake_x_request (self->server, 1)->path, ==,
                   "/xrpc/com.atproto.server.refreshSession");
  assert_kept (self, "1796814120000");
}

/* A server that goes on with the renewal token that it was asked with says it back; it is kept
 * whole. */
static void
test_bluesky_same (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsSession) session = bluesky_session (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  comms_fake_x_answer (self->server, 200, JSON, NULL,
                       "{\"accessJwt\":\"" JWT "\",\"refreshJwt\":\"old-refresh\"}");
  token = get_token (session, "old-access", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, JWT);
  assert_kept (self, "old-refresh");
}

/* Bluesky 9: over, unless the person left the app password in the keyring. */
static void
test_bluesky_ended (Fixture *self, gconstpointer data)
{
  g_autoptr (CommsSession) session = bluesky_session (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *none = NULL;
  g_autofree char *token = NULL;

  comms_fake_x_answer (self->server, 400, JSON, NULL, "{\"error\":\"ExpiredToken\"}");
  none = get_token (session, "old-access", &error);
  g_assert_null (none);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN);
  g_clear_error (&error);

  store (self, "app-password", "{\"password\":\"abcd-efgh-ijkl-mnop\"}");
  comms_fake_x_answer (self->server, 400, JSON, NULL, "{\"error\":\"ExpiredToken\"}");
  comms_fake_x_answer (self->server, 200, JSON, NULL, JWTS);
  token = get_token (session, "old-access", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, JWT);
  g_assert_cmpstr (comms_fake_x_request (self->server, 2)->path, ==,
                   "/xrpc/com.atproto.server.createSession");
}

static const struct
{
  const char *network;
  guint status;
  const char *body;
  gboolean rejected;
} answers[] = {
  { "x", 401, "", TRUE },
  { "x", 400, "{\"error\":\"ExpiredToken\"}", FALSE },
  { "mastodon", 401, "", TRUE },
  { "bluesky", 400, "{\"error\":\"ExpiredToken\"}", TRUE },
  { "bluesky", 400, "{\"error\":\"InvalidToken\"}", TRUE },
  { "bluesky", 400, "{\"error\":\"InvalidRequest\"}", FALSE },
  { "bluesky", 401, "{\"error\":\"AuthMissing\"}", FALSE },
  { "bluesky", 400, "<html>", FALSE },
};

static void
test_is_rejected (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      const CommsSecretKey key = { answers[i].network, "127.0.0.1:1", "1", "session" };
      g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
      g_autoptr (CommsSession) session =
        comms_session_dup (secrets, &key, "http://127.0.0.1:1", "mohr");
      CommsHttpReply *reply = g_new0 (CommsHttpReply, 1);

      reply->outcome = COMMS_HTTP_ANSWERED;
      reply->status = answers[i].status;
      reply->body = g_bytes_new (answers[i].body, strlen (answers[i].body));
      reply->headers = g_hash_table_new (g_str_hash, g_str_equal);
      g_assert_cmpint (comms_session_is_rejected (session, reply), ==, answers[i].rejected);
      comms_http_reply_free (reply);
    }
}

/* The locks stay, empty. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_folder (child);
    }
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("comms-session-XXXXXX", NULL);
  int code;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/session/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("good", test_good);
  ADD ("rejected", test_rejected);
  ADD ("ending", test_ending);
  ADD ("ending-server-down", test_ending_server_down);
  ADD ("parallel", test_parallel);
  ADD ("used", test_used);
  ADD ("lost", test_lost);
  ADD ("pasted", test_pasted);
  ADD ("damaged", test_damaged);
  ADD ("not-kept", test_not_kept);
  ADD ("not-kept-signed-in", test_not_kept_signed_in);
  ADD ("other-program", test_other_program);
  ADD ("bluesky-renewal", test_bluesky_renewal);
  ADD ("bluesky-same", test_bluesky_same);
  ADD ("bluesky-ended", test_bluesky_ended);
  g_test_add_func ("/session/is-rejected", test_is_rejected);
  code = g_test_run ();
  remove_folder (folder);
  return code;
}
