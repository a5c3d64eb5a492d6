/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-media-desk.h"
#include "comms-network.h"
#include "comms-posts.h"
#include "comms-publisher.h"
#include "comms-test-async.h"
#include "comms-test-network.h"
#include "comms-zone.h"
#include "network-fixture.h"
#include "publisher-fixture.h"

/* What the desk has stored in the end, for the cases of the networks' fact sheet, section 7, in
 * which something is sent: a test is called after its case. What the network itself is asked is for
 * the tests of each network. */

#define JSON "application/json"
#define HTML "text/html"
#define TEXT "One in four children"
#define X_CREATE "POST /2/tweets"
#define M_CREATE "POST /api/v1/statuses"
#define B_CREATE "POST /xrpc/com.atproto.repo.putRecord"

/* The desk's time is Wednesday 9 December 2026, 14:02 in Islamabad; what is sent is due at 14:07.
 */
#define DUE_AT G_GINT64_CONSTANT (1796807220)

typedef struct
{
  NetworkFixture net;
  CommsPublisher *publisher;
  gint64 post_id;
} Fixture;

typedef struct
{
  gint64 post_id;
  GPtrArray *media;
} Pictures;

static gpointer
set_media_run (CommsTx *tx, gpointer data, GError **error)
{
  Pictures *pictures = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, pictures->post_id, error);

  return GINT_TO_POINTER (post != NULL && comms_media_set (tx, post, pictures->media, error));
}

/* @name: of a network, or of a case, which begins with that of its network. */
static void
fixture_begin (Fixture *f, const char *name)
{
  g_autofree char *network = g_strndup (name, strcspn (name, "/"));

  *f = (Fixture){ 0 };
  network_fixture_open (&f->net, network);
  f->publisher = comms_publisher_new (f->net.desk.desk);
  f->post_id = desk_fixture_add_post (&f->net.desk, f->net.account_id, TEXT, "2026-12-09T14:07");
}

/* @bytes, which may be NULL, is what the post shows. */
static void
fixture_open (Fixture *f, const char *name, const char *mime, GBytes *bytes)
{
  fixture_begin (f, name);
  if (bytes != NULL)
    {
      Pictures pictures = { f->post_id, g_ptr_array_new_with_free_func (g_object_unref) };
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (pictures.media, comms_test_media (mime, bytes, "A hall"));
      comms_desk_run_sync (f->net.desk.desk, set_media_run, &pictures, &error);
      g_assert_no_error (error);
      g_ptr_array_unref (pictures.media);
    }
  desk_fixture_queue (&f->net.desk, f->post_id);
  desk_fixture_advance (&f->net.desk, 5 * 60);
}

static void
fixture_close (Fixture *f)
{
  g_clear_object (&f->publisher);
  network_fixture_close (&f->net);
}

static guint
send_due (Fixture *f)
{
  return publisher_send_due (f->publisher);
}

/* Looks as often as the desk does by itself, and sends again what it may. */
static void
go_on (Fixture *f)
{
  static const int waits[] = { 10, 50, 240 };

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      desk_fixture_advance (&f->net.desk, waits[i]);
      send_due (f);
    }
}

static CommsPost *
load (Fixture *f)
{
  return desk_fixture_load_post (&f->net.desk, f->post_id);
}

static gint64
count (Fixture *f, const char *tail)
{
  return desk_fixture_count (&f->net.desk, tail);
}

/* What is out stands in the row, in its attempt, in the engagement log and in the audit log, each
 * of them once. */
static void
assert_posted (Fixture *f, guint n_posts)
{
  g_autoptr (CommsPost) post = load (f);
  g_autoptr (CommsAccount) account = network_fixture_account (&f->net);

  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_POSTED);
  g_assert_nonnull (post->remote_id);
  g_assert_nonnull (post->remote_url);
  g_assert_null (post->problem);
  g_assert_null (post->problem_code);
  g_assert_cmpint (post->retry_at, ==, 0);
  g_assert_cmpint (account->state, ==, COMMS_ACCOUNT_STATE_READY);
  g_assert_cmpuint (comms_fake_network_n_posts (f->net.network), ==, n_posts);
  g_assert_cmpuint (comms_fake_network_n_doubles (f->net.network), ==, 0);
  g_assert_cmpint (count (f, "attempt WHERE ended_at = 0"), ==, 0);
  g_assert_cmpint (count (f, "engagement WHERE kind = 'post' AND post_id <> 0"), ==, 1);
  g_assert_cmpint (count (f, "audit_entry WHERE subject = 'post' AND to_value = 'posted'"), ==, 1);
}

/* A no, or a wait: the words stay, with a sentence, and nothing is out. */
static void
assert_kept (Fixture *f, CommsPostState state, const char *code)
{
  g_autoptr (CommsPost) post = load (f);
  g_autofree char *engagements =
    g_strdup_printf ("engagement WHERE post_id = %" G_GINT64_FORMAT, f->post_id);
  g_autofree char *attempts =
    g_strdup_printf ("attempt WHERE ended_at <> 0 AND post_id = %" G_GINT64_FORMAT, f->post_id);

  g_assert_cmpint (post->state, ==, state);
  g_assert_cmpstr (post->problem_code, ==, code);
  g_assert_true (g_str_has_suffix (post->problem, "."));
  g_assert_cmpstr (post->text, ==, TEXT);
  g_assert_null (post->remote_id);
  g_assert_cmpint (post->posted_at, ==, 0);
  g_assert_cmpuint (comms_fake_network_n_posts (f->net.network), ==, 0);
  g_assert_cmpint (count (f, engagements), ==, 0);
  g_assert_cmpint (count (f, attempts), ==, 1);
}

/* One answer of the server. */

static const struct
{
  const char *name; /* network and number of the case */
  const char *create;
  guint status;
  const char *type;
  const char *headers;
  const char *body;
  CommsPostState state;
  const char *code;
  CommsAccountState account_state;
  gint64 paused_until; /* seconds after the post was due; 0 for none */
} answers[] = {
  { "x/18", X_CREATE, 403, JSON, NULL,
    "{\"detail\":\"You are not permitted to perform this action.\",\"type\":\"about:blank\"}",
    COMMS_POST_STATE_REFUSED, "refused", COMMS_ACCOUNT_STATE_READY, 0 },
  { "x/19", X_CREATE, 402, JSON, NULL, "{\"title\":\"CreditsDepleted\"}", COMMS_POST_STATE_QUEUED,
    "credit", COMMS_ACCOUNT_STATE_PAUSED, 0 },
  { "x/20", X_CREATE, 429, JSON,
    "x-rate-limit-remaining: 0\nx-rate-limit-reset: 1796807310\n"
    "x-user-limit-24hour-remaining: 0\nx-user-limit-24hour-reset: 1796847220",
    "{\"title\":\"Too Many Requests\"}", COMMS_POST_STATE_QUEUED, "limit",
    COMMS_ACCOUNT_STATE_PAUSED, 40000 },
  { "mastodon/19", M_CREATE, 422, JSON, NULL, "{\"error\":\"Der Text ist zu lang\"}",
    COMMS_POST_STATE_REFUSED, "refused", COMMS_ACCOUNT_STATE_READY, 0 },
  { "mastodon/20", M_CREATE, 429, JSON,
    "X-RateLimit-Limit: 300\nX-RateLimit-Remaining: 0\n"
    "X-RateLimit-Reset: 2026-12-09T09:10:20.123456Z",
    "{}", COMMS_POST_STATE_QUEUED, "limit", COMMS_ACCOUNT_STATE_PAUSED, 200 },
  { "mastodon/21", M_CREATE, 401, JSON, NULL, "{\"error\":\"Das Token wurde widerrufen\"}",
    COMMS_POST_STATE_QUEUED, "sign-in", COMMS_ACCOUNT_STATE_SIGN_IN, 0 },
  { "mastodon/22", M_CREATE, 403, JSON, NULL, "{\"error\":\"Konto deaktiviert\"}",
    COMMS_POST_STATE_REFUSED, "refused", COMMS_ACCOUNT_STATE_READY, 0 },
  { "bluesky/18", B_CREATE, 400, JSON, NULL,
    "{\"error\":\"InvalidRequest\",\"message\":\"Invalid app.bsky.feed.post record: text\"}",
    COMMS_POST_STATE_REFUSED, "refused", COMMS_ACCOUNT_STATE_READY, 0 },
  { "bluesky/25", B_CREATE, 429, JSON,
    "RateLimit-Limit: 5000\nRateLimit-Remaining: 0\nRateLimit-Reset: 1796809020\n"
    "RateLimit-Policy: 5000;w=3600",
    "{\"error\":\"RateLimitExceeded\"}", COMMS_POST_STATE_QUEUED, "limit",
    COMMS_ACCOUNT_STATE_PAUSED, 1800 },
  { "bluesky/25-policy", B_CREATE, 429, JSON,
    "RateLimit-Remaining: 0\nRateLimit-Policy: 5000;w=3600", "{\"error\":\"RateLimitExceeded\"}",
    COMMS_POST_STATE_QUEUED, "limit", COMMS_ACCOUNT_STATE_PAUSED, 3600 },
};

static void
test_answer (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  Fixture f;
  g_autoptr (CommsAccount) account = NULL;

  fixture_open (&f, answers[i].name, NULL, NULL);
  comms_fake_network_answer (f.net.network, answers[i].create, answers[i].status, answers[i].type,
                             answers[i].headers, answers[i].body);
  g_assert_cmpuint (send_due (&f), ==, 1);
  assert_kept (&f, answers[i].state, answers[i].code);
  account = network_fixture_account (&f.net);
  g_assert_cmpint (account->state, ==, answers[i].account_state);
  g_assert_cmpint (account->paused_until, ==,
                   answers[i].paused_until != 0 ? (DUE_AT + answers[i].paused_until) * 1000 : 0);
  if (answers[i].account_state != COMMS_ACCOUNT_STATE_READY)
    g_assert_true (g_str_has_suffix (account->pause_reason, "."));
  g_assert_cmpuint (comms_fake_network_n_creates (f.net.network), ==, 1);
  fixture_close (&f);
}

/* No clear answer, and what the looks that follow make of it. */

static const struct
{
  const char *name;
  CommsFakeFault fault;
  const char *code;
  CommsPostState state;
  guint n_creates;
  gboolean ignores_key;
  gboolean new_names;
} faults[] = {
  { "x/14", COMMS_FAKE_FAULT_DROP_AFTER, "dropped", COMMS_POST_STATE_POSTED, 1, FALSE, FALSE },
  { "x/14-new-names", COMMS_FAKE_FAULT_DROP_AFTER, "dropped", COMMS_POST_STATE_POSTED, 1, FALSE,
    TRUE },
  { "x/15", COMMS_FAKE_FAULT_DROP_BEFORE, "dropped", COMMS_POST_STATE_UNKNOWN, 1, FALSE, FALSE },
  { "x/16", COMMS_FAKE_FAULT_ERROR_BEFORE, "server", COMMS_POST_STATE_UNKNOWN, 1, FALSE, FALSE },
  { "x/16-stored", COMMS_FAKE_FAULT_ERROR_AFTER, "server", COMMS_POST_STATE_POSTED, 1, FALSE,
    FALSE },
  { "mastodon/12", COMMS_FAKE_FAULT_DROP_AFTER, "dropped", COMMS_POST_STATE_POSTED, 1, FALSE,
    FALSE },
  { "mastodon/13", COMMS_FAKE_FAULT_CUT_AFTER, "dropped", COMMS_POST_STATE_POSTED, 1, TRUE, FALSE },
  { "mastodon/13-not-stored", COMMS_FAKE_FAULT_DROP_BEFORE, "dropped", COMMS_POST_STATE_POSTED, 2,
    TRUE, FALSE },
  { "mastodon/15", COMMS_FAKE_FAULT_ERROR_AFTER, "server", COMMS_POST_STATE_POSTED, 1, FALSE,
    FALSE },
  { "bluesky/12", COMMS_FAKE_FAULT_DROP_AFTER, "dropped", COMMS_POST_STATE_POSTED, 1, FALSE,
    FALSE },
  { "bluesky/13", COMMS_FAKE_FAULT_DROP_BEFORE, "dropped", COMMS_POST_STATE_POSTED, 2, FALSE,
    FALSE },
};

static void
test_fault (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  Fixture f;
  g_autoptr (CommsPost) unknown = NULL;
  g_autoptr (CommsPost) end = NULL;

  fixture_open (&f, faults[i].name, NULL, NULL);
  network_fixture_allow_reading (&f.net, "S. Haider");
  comms_fake_network_get_ways (f.net.network)->ignores_key = faults[i].ignores_key;
  comms_fake_network_get_ways (f.net.network)->new_names = faults[i].new_names;
  comms_fake_network_fault (f.net.network, "POST ", faults[i].fault);
  g_assert_cmpuint (send_due (&f), ==, 1);
  unknown = load (&f);
  g_assert_cmpint (unknown->state, ==, COMMS_POST_STATE_UNKNOWN);
  g_assert_cmpstr (unknown->problem_code, ==, faults[i].code);
  g_assert_null (unknown->remote_id);
  g_assert_cmpint (count (&f, "attempt WHERE ended_at <> 0 AND body <> ''"), ==, 1);
  go_on (&f);
  g_assert_cmpuint (comms_fake_network_n_creates (f.net.network), ==, faults[i].n_creates);
  if (faults[i].state == COMMS_POST_STATE_POSTED)
    {
      assert_posted (&f, 1);
      /* A second try has the words, the key and the record of the first. */
      g_assert_cmpint (count (&f, "attempt GROUP BY body, coalesce (network_key, '')"), ==,
                       faults[i].n_creates);
    }
  else
    {
      /* A person says what it is. */
      end = load (&f);
      g_assert_cmpint (end->state, ==, faults[i].state);
      g_assert_cmpint (end->retry_at, ==, 0);
      g_assert_true (g_str_has_suffix (end->problem, "."));
      desk_fixture_advance (&f.net.desk, 60 * 60);
      send_due (&f);
      g_assert_cmpuint (comms_fake_network_n_creates (f.net.network), ==, faults[i].n_creates);
    }
  fixture_close (&f);
}

/* X 13: data and errors together are a yes. */
static void
test_x_data_and_errors (void)
{
  Fixture f;
  g_autoptr (CommsPost) post = NULL;

  fixture_open (&f, "x", NULL, NULL);
  comms_fake_network_answer (f.net.network, X_CREATE, 201, JSON, NULL,
                             "{\"data\":{\"id\":\"1866000000000000001\",\"text\":\"t\"},"
                             "\"errors\":[{\"title\":\"Field\"}]}");
  g_assert_cmpuint (send_due (&f), ==, 1);
  post = load (&f);
  g_assert_cmpstr (post->remote_id, ==, "1866000000000000001");
  assert_posted (&f, 0);
  fixture_close (&f);
}

/* X 17: what is there already is bound to its row. */
static void
test_x_duplicate (void)
{
  Fixture f;
  g_autoptr (CommsPost) post = NULL;
  g_auto (GStrv) ids = NULL;

  fixture_open (&f, "x", NULL, NULL);
  network_fixture_allow_reading (&f.net, "S. Haider");
  comms_fake_network_fault (f.net.network, X_CREATE, COMMS_FAKE_FAULT_DROP_AFTER);
  send_due (&f);
  /* A person who is sure that it is not out is mistaken. */
  desk_fixture_execute (&f.net.desk, "DROP TRIGGER post_is_sent_from_the_queue");
  desk_fixture_execute (&f.net.desk,
                        "UPDATE post SET state = 'queued', retry_at = 0, problem = NULL, "
                        "problem_code = NULL");
  send_due (&f);
  go_on (&f);
  post = load (&f);
  ids = comms_fake_network_dup_ids (f.net.network);
  g_assert_cmpstr (post->remote_id, ==, ids[0]);
  assert_posted (&f, 1);
  g_assert_cmpuint (comms_fake_network_n_creates (f.net.network), ==, 2);
  fixture_close (&f);
}

/* X 19: without credit there, the other networks go on. */
static void
test_x_credit (void)
{
  Fixture f;
  g_autoptr (CommsFakeNetwork) other = comms_fake_network_new ("mastodon");
  gint64 other_account;
  gint64 other_id;

  fixture_open (&f, "x", NULL, NULL);
  comms_fake_network_set_clock (other, f.net.desk.clock);
  other_account =
    desk_fixture_add_account_on (&f.net.desk, "mastodon", "mohr_social",
                                 comms_fake_network_get_user (other),
                                 comms_fake_network_get_uri (other), NETWORK_FIXTURE_TOKEN);
  other_id = desk_fixture_add_post (&f.net.desk, other_account, "Elsewhere", "2026-12-09T14:08");
  desk_fixture_queue (&f.net.desk, other_id);
  comms_fake_network_answer (f.net.network, X_CREATE, 402, JSON, NULL,
                             "{\"title\":\"CreditsDepleted\"}");
  send_due (&f);
  desk_fixture_advance (&f.net.desk, 60);
  send_due (&f);
  assert_kept (&f, COMMS_POST_STATE_QUEUED, "credit");
  g_assert_cmpint (count (&f, "account WHERE state = 'paused' AND network = 'x'"), ==, 1);
  g_assert_cmpint (count (&f, "account WHERE state = 'ready' AND network = 'mastodon'"), ==, 1);
  g_assert_cmpint (count (&f, "post WHERE state = 'posted' AND text = 'Elsewhere'"), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_posts (other), ==, 1);
  fixture_close (&f);
}

/* Sign-ins that are renewed, or over. */

static void
store_pair (Fixture *f, const char *expires)
{
  g_autoptr (CommsAccount) account = network_fixture_account (&f->net);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  g_autofree char *json =
    g_strdup_printf ("{\"access_token\":\"old-access\",\"refresh_token\":\"old-refresh\","
                     "\"client_id\":\"ministry\",\"issued_at\":1,\"expires_at\":%s}",
                     expires);
  CommsSecretKey key;

  comms_network_session_key (account, &key, &host);
  comms_secrets_store_async (f->net.desk.secrets, &key, "Test", json, NULL, comms_test_result_cb,
                             &result);
  result = comms_test_wait (&result);
  comms_secrets_store_finish (f->net.desk.secrets, result, &error);
  g_assert_no_error (error);
}

static char *
dup_secret (Fixture *f)
{
  g_autoptr (CommsAccount) account = network_fixture_account (&f->net);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *host = NULL;
  CommsSecretKey key;

  comms_network_session_key (account, &key, &host);
  comms_secrets_lookup_async (f->net.desk.secrets, &key, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_secrets_lookup_finish (f->net.desk.secrets, result, NULL);
}

/* {"exp":1796814120} */
#define JWT "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTY4MTQxMjB9.c2ln"
#define X_RENEW "POST /2/oauth2/token"
#define B_RENEW "POST /xrpc/com.atproto.server.refreshSession"
#define GOOD_UNTIL "1896806920000"

static const struct
{
  const char *name;
  const char *create;
  guint create_status; /* 0: the token is known to be over */
  const char *create_body;
  const char *renew;
  guint renew_status;
  const char *renew_body;
  const char *kept; /* part of the new secret; NULL where the sign-in is over */
} renewals[] = {
  { "x/6", X_CREATE, 401, "{\"title\":\"Unauthorized\"}", X_RENEW, 200,
    "{\"access_token\":\"new-access\",\"refresh_token\":\"new-refresh\",\"expires_in\":7200}",
    "new-refresh" },
  { "x/8", X_CREATE, 0, NULL, X_RENEW, 400, "{\"error\":\"invalid_request\"}", NULL },
  { "bluesky/7", B_CREATE, 400, "{\"error\":\"ExpiredToken\"}", B_RENEW, 200,
    "{\"accessJwt\":\"" JWT "\",\"refreshJwt\":\"new-refresh\",\"did\":\"did:plc:mohrtest\"}",
    "new-refresh" },
  { "bluesky/9", B_CREATE, 400, "{\"error\":\"ExpiredToken\"}", B_RENEW, 400,
    "{\"error\":\"ExpiredToken\"}", NULL },
};

/* X 6 and 8, Bluesky 7 and 9: renewed once, and sent once; or the sign-in is over and the queue
 * stays. */
static void
test_renewal (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  Fixture f;
  g_autoptr (CommsAccount) account = NULL;
  g_autofree char *secret = NULL;

  fixture_open (&f, renewals[i].name, NULL, NULL);
  store_pair (&f, renewals[i].create_status != 0 ? GOOD_UNTIL : "1");
  if (renewals[i].create_status != 0)
    comms_fake_network_answer (f.net.network, renewals[i].create, renewals[i].create_status, JSON,
                               NULL, renewals[i].create_body);
  comms_fake_network_answer (f.net.network, renewals[i].renew, renewals[i].renew_status, JSON, NULL,
                             renewals[i].renew_body);
  g_assert_cmpuint (send_due (&f), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (f.net.network, renewals[i].renew), ==, 1);
  secret = dup_secret (&f);
  account = network_fixture_account (&f.net);
  if (renewals[i].kept != NULL)
    {
      assert_posted (&f, 1);
      g_assert_nonnull (strstr (secret, renewals[i].kept));
      g_assert_cmpint (count (&f, "attempt"), ==, 1);
    }
  else
    {
      assert_kept (&f, COMMS_POST_STATE_QUEUED, "sign-in");
      g_assert_cmpint (account->state, ==, COMMS_ACCOUNT_STATE_SIGN_IN);
      g_assert_cmpint (count (&f, "audit_entry WHERE subject = 'account' AND action = 'sign-in'"),
                       ==, 1);
    }
  fixture_close (&f);
}

/* Mastodon 9, 10 and 19: the counter follows what the server allows, in the account itself. */
static void
test_mastodon_limits (void)
{
  Fixture f;
  g_autoptr (CommsAccount) before = NULL;
  g_autoptr (CommsAccount) after = NULL;

  fixture_open (&f, "mastodon", NULL, NULL);
  before = network_fixture_account (&f.net);
  g_assert_cmpint (before->character_limit, ==, 500);
  comms_fake_network_get_ways (f.net.network)->characters = 10;
  comms_fake_network_get_ways (f.net.network)->is_old = TRUE;
  g_assert_cmpuint (send_due (&f), ==, 1);
  assert_kept (&f, COMMS_POST_STATE_REFUSED, "refused");
  after = network_fixture_account (&f.net);
  g_assert_cmpint (after->character_limit, ==, 10);
  g_assert_cmpint (comms_account_measure (after).options.limit, ==, 10);
  fixture_close (&f);
}

/* Mastodon 23: the id of a plan is no post's. */
static void
test_mastodon_scheduled (void)
{
  Fixture f;
  g_autoptr (CommsPost) post = NULL;

  fixture_open (&f, "mastodon", NULL, NULL);
  comms_fake_network_answer (f.net.network, M_CREATE, 200, JSON, NULL,
                             "{\"id\":\"3221\",\"scheduled_at\":\"2026-12-09T09:17:00.000Z\","
                             "\"params\":{}}");
  send_due (&f);
  post = load (&f);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_UNKNOWN);
  g_assert_null (post->remote_id);
  g_assert_null (post->remote_url);
  g_assert_cmpint (count (&f, "engagement"), ==, 0);
  fixture_close (&f);
}

/* Bluesky 14: something else stands where it was to stand: a person looks. */
static void
test_bluesky_taken (void)
{
  Fixture f;
  g_autoptr (CommsPost) post = NULL;

  fixture_open (&f, "bluesky", NULL, NULL);
  comms_fake_network_answer (f.net.network, B_CREATE, 400, JSON, NULL,
                             "{\"error\":\"InvalidSwap\",\"message\":\"Record was at another\"}");
  for (guint i = 0; i < 3; i++)
    comms_fake_network_answer (f.net.network, "GET /xrpc/com.atproto.repo.getRecord", 200, JSON,
                               NULL,
                               "{\"uri\":\"at://did:plc:mohrtest/app.bsky.feed.post/"
                               "3mto7z36o222b\",\"value\":{\"text\":\"Not mine\"}}");
  send_due (&f);
  go_on (&f);
  post = load (&f);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_UNKNOWN);
  g_assert_cmpint (post->retry_at, ==, 0);
  g_assert_null (post->remote_id);
  g_assert_cmpuint (comms_fake_network_n_creates (f.net.network), ==, 1);
  fixture_close (&f);
}

/* Pictures and films. */

static const struct
{
  const char *name;
  CommsFakeWays ways;
  const char *match; /* that gets an answer of its own, or NULL */
  guint status;
  const char *code; /* NULL where it goes out */
  guint n_creates;
} pictures[] = {
  { "x/10", { 0 }, NULL, 0, NULL, 1 },
  { "x/12", { .processing_fails = TRUE }, NULL, 0, "media", 0 },
  { "mastodon/17", { 0 }, M_CREATE, 422, NULL, 2 },
  { "mastodon/18", { 0 }, "POST /api/v2/media", 422, "refused", 0 },
  { "bluesky/20", { .blobs_lost = 1 }, NULL, 0, NULL, 2 },
};

/* X 10 and 12, Mastodon 17 and 18, Bluesky 20. */
static void
test_pictures (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  const gboolean is_film = pictures[i].ways.processing_fails;
  g_autoptr (GBytes) bytes = is_film ? comms_test_film (1024) : comms_test_png (8, 6);
  Fixture f;

  fixture_open (&f, pictures[i].name, is_film ? "video/mp4" : "image/png", bytes);
  *comms_fake_network_get_ways (f.net.network) = pictures[i].ways;
  if (pictures[i].match != NULL)
    comms_fake_network_answer (f.net.network, pictures[i].match, pictures[i].status, JSON, NULL,
                               "{\"error\":\"Noch in Arbeit\"}");
  g_assert_cmpuint (send_due (&f), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_creates (f.net.network), ==, pictures[i].n_creates);
  if (pictures[i].code == NULL)
    assert_posted (&f, 1);
  else
    assert_kept (&f, COMMS_POST_STATE_REFUSED, pictures[i].code);
  g_assert_cmpint (count (&f, "media"), ==, 1);
  fixture_close (&f);
}

/* Bluesky 19: a server that takes less gets a smaller picture; the desk keeps the one that it was
 * given, and what was frozen. */
static void
test_bluesky_shrunk (void)
{
  g_autoptr (GBytes) noise = comms_test_noise (780, 780);
  Fixture f;

  fixture_open (&f, "bluesky", "image/png", noise);
  comms_fake_network_get_ways (f.net.network)->image_bytes = 1000000;
  g_assert_cmpuint (send_due (&f), ==, 1);
  assert_posted (&f, 1);
  g_assert_cmpuint (comms_fake_network_n_creates (f.net.network), ==, 2);
  g_assert_cmpint (count (&f, "attempt WHERE json_extract (body, '$.record.embed.images[0].image"
                              ".size') > 1000000"),
                   ==, 1);
  g_assert_cmpint (count (&f, "media WHERE size > 1000000"), ==, 1);
  fixture_close (&f);
}

/* Threads. */

static gint64
add_part (Fixture *f, const char *text, gint64 position)
{
  g_autoptr (CommsPost) post =
    g_object_new (COMMS_TYPE_POST, "account-id", f->net.account_id, "text", text, "language", "en",
                  "due-wall", "2026-12-09T14:07", "thread-id", f->post_id, "thread-position",
                  position, NULL);

  desk_fixture_save (&f->net.desk, comms_posts_save, post);
  desk_fixture_queue (&f->net.desk, comms_record_get_id (COMMS_RECORD (post)));
  return comms_record_get_id (COMMS_RECORD (post));
}

/* The post is the first of a thread of three, and due. */
static void
open_thread (Fixture *f, const char *network)
{
  g_autoptr (CommsPost) first = NULL;

  fixture_begin (f, network);
  first = load (f);
  g_object_set (first, "thread-id", f->post_id, "thread-position", G_GINT64_CONSTANT (1), NULL);
  desk_fixture_save (&f->net.desk, comms_posts_save, first);
  desk_fixture_queue (&f->net.desk, f->post_id);
  add_part (f, "Two", 2);
  add_part (f, "Three", 3);
  desk_fixture_advance (&f->net.desk, 5 * 60);
}

/* X 21: X takes no answer from a program: the first stays, the second is refused, the third waits.
 */
static void
test_x_thread (void)
{
  Fixture f;

  open_thread (&f, "x");
  comms_fake_network_fault (f.net.network, X_CREATE, COMMS_FAKE_FAULT_NONE);
  comms_fake_network_answer (f.net.network, X_CREATE, 403, JSON, NULL,
                             "{\"detail\":\"Reply to this conversation is not allowed because you "
                             "have not been mentioned.\",\"type\":\"about:blank\"}");
  send_due (&f);
  desk_fixture_advance (&f.net.desk, 60);
  send_due (&f);
  assert_posted (&f, 1);
  g_assert_cmpint (count (&f, "post WHERE text = 'Two' AND state = 'refused' AND problem_code = "
                              "'reply' AND problem <> ''"),
                   ==, 1);
  g_assert_cmpint (count (&f, "post WHERE text = 'Three' AND state = 'queued' AND attempt = 0"), ==,
                   1);
  g_assert_cmpuint (comms_fake_network_n_creates (f.net.network), ==, 2);
  fixture_close (&f);
}

/* Bluesky 22: it goes on at the second, which names the first as its root. */
static void
test_bluesky_thread (void)
{
  Fixture f;
  g_auto (GStrv) ids = NULL;
  g_autofree char *tail = NULL;

  open_thread (&f, "bluesky");
  comms_fake_network_fault (f.net.network, B_CREATE, COMMS_FAKE_FAULT_NONE);
  comms_fake_network_fault (f.net.network, B_CREATE, COMMS_FAKE_FAULT_DROP_BEFORE);
  send_due (&f);
  g_assert_cmpint (count (&f, "post WHERE text = 'Two' AND state = 'unknown'"), ==, 1);
  g_assert_cmpint (count (&f, "post WHERE text = 'Three' AND state = 'queued'"), ==, 1);
  go_on (&f);
  g_assert_cmpint (count (&f, "post WHERE state = 'posted'"), ==, 3);
  g_assert_cmpuint (comms_fake_network_n_posts (f.net.network), ==, 3);
  g_assert_cmpuint (comms_fake_network_n_doubles (f.net.network), ==, 0);
  ids = comms_fake_network_dup_ids (f.net.network);
  tail =
    g_strdup_printf ("attempt WHERE json_extract (body, '$.record.reply.root.uri') = '%s'", ids[0]);
  g_assert_cmpint (count (&f, tail), ==, 3);
  fixture_close (&f);
}

#define ADD_TABLE(table, func)                                                                     \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                                                 \
    {                                                                                              \
      g_autofree char *path = g_strconcat ("/network-cases/", table[i].name, NULL);                \
      g_test_add_data_func (path, GUINT_TO_POINTER (i), func);                                     \
    }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TABLE (answers, test_answer)
  ADD_TABLE (faults, test_fault)
  ADD_TABLE (renewals, test_renewal)
  ADD_TABLE (pictures, test_pictures)
  g_test_add_func ("/network-cases/x/13", test_x_data_and_errors);
  g_test_add_func ("/network-cases/x/17", test_x_duplicate);
  g_test_add_func ("/network-cases/x/19-others", test_x_credit);
  g_test_add_func ("/network-cases/x/21", test_x_thread);
  g_test_add_func ("/network-cases/mastodon/9-10-19", test_mastodon_limits);
  g_test_add_func ("/network-cases/mastodon/23", test_mastodon_scheduled);
  g_test_add_func ("/network-cases/bluesky/14", test_bluesky_taken);
  g_test_add_func ("/network-cases/bluesky/19", test_bluesky_shrunk);
  g_test_add_func ("/network-cases/bluesky/22", test_bluesky_thread);
  return g_test_run ();
}
