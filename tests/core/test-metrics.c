/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-cost.h"
#include "comms-error.h"
#include "comms-metrics.h"
#include "comms-network.h"
#include "comms-posts.h"
#include "network-fixture.h"

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* 9 December 2026, 9:00 UTC: a full quarter of an hour. */
#define T0 G_GINT64_CONSTANT (1796806800000)

static const struct
{
  const char *name;
  gint64 posted_at;
  gint64 read_at;
  gint64 due;
} dues[] = {
  { "first-after-an-hour", T0, 0, T0 + HOUR },
  { "full-quarter", T0 + MINUTE, 0, T0 + HOUR + 15 * MINUTE },
  { "same-quarter", T0 + 14 * MINUTE, 0, T0 + HOUR + 15 * MINUTE },
  { "by-hand-before", T0, T0 + 10 * MINUTE, T0 + HOUR },
  { "then-a-day", T0, T0 + HOUR, T0 + DAY },
  { "then-a-week", T0, T0 + DAY + HOUR, T0 + 7 * DAY },
  { "missed-two", T0, T0 + 8 * DAY, T0 + 28 * DAY },
  { "never-again", T0, T0 + 28 * DAY, 0 },
  { "long-after", T0, T0 + 90 * DAY, 0 },
};

static void
test_due (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dues); i++)
    {
      g_test_message ("%s", dues[i].name);
      g_assert_cmpint (comms_metrics_next_due (dues[i].posted_at, dues[i].read_at), ==,
                       dues[i].due);
    }
}

static const struct
{
  CommsMetric metric;
  const char *words;
} words[] = {
  { { .likes = 12, .reposts = 3, .replies = 2, .quotes = -1, .bookmarks = -1, .impressions = 340 },
    "12 likes, 3 reposts, 2 replies, 340 views" },
  { { .likes = 1, .reposts = 0, .replies = 1, .quotes = 1, .bookmarks = 1, .impressions = 1 },
    "1 like, 0 reposts, 1 reply, 1 quote, 1 bookmark, 1 view" },
  { { .likes = -1, .reposts = -1, .replies = -1, .quotes = -1, .bookmarks = -1, .impressions = -1 },
    "The network told nothing" },
  { { .likes = -1, .gone = TRUE }, "Not there any more" },
};

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const CommsMetric *row = &words[i].metric;
      g_autoptr (CommsMetric) metric =
        g_object_new (COMMS_TYPE_METRIC, "likes", row->likes, "reposts", row->reposts, "replies",
                      row->replies, "quotes", row->quotes, "bookmarks", row->bookmarks,
                      "impressions", row->impressions, "gone", row->gone, NULL);
      g_autofree char *told = comms_metrics_dup_words (metric);

      g_assert_cmpstr (told, ==, words[i].words);
    }
}

/* A desk with an account on a server that keeps posts, and that may be read. */

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
fixture_open (NetworkFixture *f, const char *network)
{
  network_fixture_open (f, network);
  network_fixture_allow_reading (f, "S. Haider");
}

/* A post that went out @ago, with an id of the server's or one that is gone there. */
static gint64
add_posted (NetworkFixture *f, const char *remote_id, gint64 ago)
{
  const gint64 id = desk_fixture_add_post (&f->desk, f->account_id, "What became of it", NULL);
  g_autofree char *sql =
    g_strdup_printf ("UPDATE post SET state = 'posted', remote_id = '%s', posted_at = "
                     "%" G_GINT64_FORMAT " WHERE id = %" G_GINT64_FORMAT,
                     remote_id, comms_desk_now (f->desk.desk) - ago, id);

  desk_fixture_execute (&f->desk, sql);
  return id;
}

/* One for each post that stands at the server. */
static void
add_posted_all (NetworkFixture *f, guint n, gint64 ago)
{
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("Post %u", i);

      comms_fake_network_add_post (f->network, text);
    }
  ids = comms_fake_network_dup_ids (f->network);
  g_assert_cmpuint (g_strv_length (ids), ==, n);
  for (guint i = 0; i < n; i++)
    add_posted (f, ids[i], ago);
}

static gssize
read_figures (NetworkFixture *f, gint64 account_id, gint64 post_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_metrics_read_async (f->desk.desk, account_id, post_id, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return comms_metrics_read_finish (f->desk.desk, result, error);
}

static gpointer
list_func (CommsTx *tx, gpointer id, GError **error)
{
  return comms_metrics_list (tx, *(gint64 *) id, error);
}

static CommsMetric *
last_of (NetworkFixture *f, gint64 id)
{
  g_autoptr (GPtrArray) series = comms_desk_run_sync (f->desk.desk, list_func, &id, NULL);

  g_assert_cmpuint (series->len, >, 0);
  return g_object_ref (g_ptr_array_index (series, series->len - 1));
}

static gpointer
month_func (CommsTx *tx, gpointer cost, GError **error)
{
  return comms_cost_month (tx, tx->stamp.now, cost, error) ? cost : NULL;
}

/* 230 posts are three questions; a second look finds nothing due and asks nothing. */
static void
test_fewest_calls (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  CommsCost cost;

  fixture_open (&f, "x");
  add_posted_all (&f, 230, 2 * HOUR);
  add_posted (&f, "1866000000000000001", 10 * MINUTE);
  add_posted (&f, "1866000000000000002", 31 * DAY);

  g_assert_cmpint (read_figures (&f, 0, 0, &error), ==, 230);
  g_assert_no_error (error);
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, "GET /2/tweets"), ==, 3);
  g_assert_cmpint (desk_fixture_count (&f.desk, "metric"), ==, 230);
  comms_desk_run_sync (f.desk.desk, month_func, &cost, NULL);
  g_assert_cmpint (cost.month_read, ==, 230 * 5000);
  g_assert_cmpint (cost.month_spent, ==, 230 * 5000);

  g_assert_cmpint (read_figures (&f, 0, 0, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, "GET /2/tweets"), ==, 3);
  network_fixture_close (&f);
}

/* Both of X's spellings say the same (networks, section 1.5). */
static void
test_spellings (void)
{
  for (int new_names = 0; new_names < 2; new_names++)
    {
      NetworkFixture f;
      g_autoptr (CommsMetric) metric = NULL;
      g_autoptr (GError) error = NULL;

      fixture_open (&f, "x");
      comms_fake_network_get_ways (f.network)->new_names = new_names == 1;
      add_posted_all (&f, 1, 2 * HOUR);
      g_assert_cmpint (read_figures (&f, 0, 0, &error), ==, 1);
      g_assert_no_error (error);
      metric = last_of (&f, 1);
      g_assert_cmpint (metric->at, ==, comms_desk_now (f.desk.desk));
      g_assert_cmpint (metric->likes, ==, 7);
      g_assert_cmpint (metric->reposts, ==, 3);
      g_assert_cmpint (metric->replies, ==, 2);
      g_assert_cmpint (metric->quotes, ==, 1);
      g_assert_cmpint (metric->bookmarks, ==, 4);
      g_assert_cmpint (metric->impressions, ==, 900);
      network_fixture_close (&f);
    }
}

/* Marked, not billed, not asked for again, and the post stays what it is: a person decides. */
static void
test_gone (void)
{
  NetworkFixture f;
  g_autoptr (CommsMetric) metric = NULL;
  gint64 id;

  fixture_open (&f, "x");
  id = add_posted (&f, "1866000000000000001", 2 * HOUR);
  comms_fake_network_answer (f.network, "GET /2/tweets", 200, "application/json", NULL,
                             "{\"errors\":[{\"resource_id\":\"1866000000000000001\",\"type\":"
                             "\"https://api.x.com/2/problems/resource-not-found\"}]}");
  g_assert_cmpint (read_figures (&f, 0, 0, NULL), ==, 1);
  metric = last_of (&f, id);
  g_assert_true (metric->gone);
  g_assert_cmpint (metric->likes, ==, -1);
  g_assert_cmpint (metric->cost_micros, ==, 0);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);

  desk_fixture_advance (&f.desk, 2 * DAY / 1000);
  g_assert_cmpint (read_figures (&f, 0, 0, NULL), ==, 0);
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, "GET /2/tweets"), ==, 1);
  network_fixture_close (&f);
}

/* X 25: what it told is kept, what it says is not there is marked, and a field that the account may
 * not see says nothing of the post. */
static void
test_batch_x (void)
{
  NetworkFixture f;
  g_autoptr (CommsMetric) found = NULL;
  g_autoptr (CommsMetric) other = NULL;
  g_autoptr (CommsMetric) missing = NULL;
  gint64 ids[3];

  fixture_open (&f, "x");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *remote_id = g_strdup_printf ("186600000000000000%u", i + 1);

      ids[i] = add_posted (&f, remote_id, 2 * HOUR);
    }
  comms_fake_network_answer (
    f.network, "GET /2/tweets", 200, "application/json", NULL,
    "{\"data\":[{\"id\":\"1866000000000000001\",\"public_metrics\":{\"like_count\":5}},"
    "{\"id\":\"1866000000000000002\",\"public_metrics\":{\"like_count\":6}}],\"errors\":["
    "{\"resource_id\":\"1866000000000000001\",\"type\":\"https://api.x.com/2/problems/"
    "not-authorized-for-field\"},{\"resource_id\":\"1866000000000000003\",\"type\":\"https://"
    "api.x.com/2/problems/resource-not-found\"}]}");
  g_assert_cmpint (read_figures (&f, 0, 0, NULL), ==, 3);
  found = last_of (&f, ids[0]);
  other = last_of (&f, ids[1]);
  missing = last_of (&f, ids[2]);
  g_assert_cmpint (found->likes, ==, 5);
  g_assert_false (found->gone);
  g_assert_cmpint (other->likes, ==, 6);
  g_assert_true (missing->gone);
  g_assert_cmpint (missing->likes, ==, -1);
  g_assert_cmpint (desk_fixture_count (&f.desk, "post WHERE state = 'posted'"), ==, 3);
  network_fixture_close (&f);
}

#define BLUESKY_POST(key) "at://did:plc:mohrtest/app.bsky.feed.post/" key

/* Bluesky 24: what is left out is gone only where its own server says so. */
static void
test_batch_bluesky (void)
{
  NetworkFixture f;
  g_autoptr (CommsMetric) found = NULL;
  g_autoptr (CommsMetric) unseen = NULL;
  g_autoptr (CommsMetric) missing = NULL;
  gint64 ids[3];

  fixture_open (&f, "bluesky");
  ids[0] = add_posted (&f, BLUESKY_POST ("3mto7z36o2222"), 2 * HOUR);
  ids[1] = add_posted (&f, BLUESKY_POST ("3mto7z36o3333"), 2 * HOUR);
  ids[2] = add_posted (&f, BLUESKY_POST ("3mto7z36o4444"), 2 * HOUR);
  comms_fake_network_answer (f.network, "GET /xrpc/app.bsky.feed.getPosts", 200, "application/json",
                             NULL,
                             "{\"posts\":[{\"uri\":\"" BLUESKY_POST (
                               "3mto7z36o2222") "\",\"likeCount\":5}]}");
  comms_fake_network_answer (f.network,
                             "GET /xrpc/com.atproto.repo.getRecord?repo=did:plc:mohrtest"
                             "&collection=app.bsky.feed.post&rkey=3mto7z36o3333",
                             200, "application/json", NULL, "{\"value\":{}}");
  g_assert_cmpint (read_figures (&f, 0, 0, NULL), ==, 2);
  found = last_of (&f, ids[0]);
  unseen = last_of (&f, ids[1]);
  missing = last_of (&f, ids[2]);
  g_assert_cmpint (found->likes, ==, 5);
  g_assert_false (unseen->gone);
  g_assert_cmpint (unseen->likes, ==, -1);
  g_assert_true (missing->gone);
  network_fixture_close (&f);
}

/* What the network does not tell of is -1, costs nothing, and is not asked for every minute. */
static void
test_not_told (void)
{
  NetworkFixture f;
  g_autoptr (CommsMetric) metric = NULL;
  gint64 id;

  fixture_open (&f, "x");
  id = add_posted (&f, "1866000000000000001", 2 * HOUR);
  comms_fake_network_answer (f.network, "GET /2/tweets", 200, "application/json", NULL,
                             "{\"data\":[]}");
  g_assert_cmpint (read_figures (&f, 0, 0, NULL), ==, 0);
  metric = last_of (&f, id);
  g_assert_false (metric->gone);
  g_assert_cmpint (metric->likes, ==, -1);
  g_assert_cmpint (metric->impressions, ==, -1);
  g_assert_cmpint (metric->cost_micros, ==, 0);
  g_assert_cmpint (read_figures (&f, 0, 0, NULL), ==, 0);
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, "GET /2/tweets"), ==, 1);
  network_fixture_close (&f);
}

/* The cap leaves room for two of three, then for none. */
static void
test_cap (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;

  fixture_open (&f, "x");
  add_posted_all (&f, 3, 2 * HOUR);
  desk_fixture_execute (&f.desk, "UPDATE policy SET x_cap_micros = 11000");
  g_assert_cmpint (read_figures (&f, 0, 0, &error), ==, -1);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT);
  g_clear_error (&error);
  g_assert_cmpint (desk_fixture_count (&f.desk, "metric"), ==, 2);

  g_assert_cmpint (read_figures (&f, 0, 1, &error), ==, -1);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT);
  g_clear_error (&error);
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, "GET /2/tweets"), ==, 1);

  desk_fixture_execute (&f.desk, "UPDATE policy SET x_cap_micros = 0");
  g_assert_cmpint (read_figures (&f, 0, 0, &error), ==, 1);
  g_assert_no_error (error);
  network_fixture_close (&f);
}

/* Off until it is confirmed, on every network; nothing is asked (G1). */
static void
test_off (gconstpointer network)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;

  fixture_open (&f, network);
  network_fixture_allow_reading (&f, NULL);
  add_posted_all (&f, 1, 2 * HOUR);
  g_assert_cmpint (read_figures (&f, 0, 0, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (read_figures (&f, f.account_id, 0, &error), ==, -1);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (read_figures (&f, 0, 1, &error), ==, -1);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_cmpuint (comms_fake_network_n_asked (f.network, "GET "), ==, 0);
  network_fixture_close (&f);
}

/* One that is asked for is read whether it is due or not; a draft has no figures. */
static void
test_one (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;
  gint64 draft;

  fixture_open (&f, "mastodon");
  add_posted_all (&f, 1, MINUTE);
  draft = desk_fixture_add_post (&f.desk, f.account_id, "Not out", NULL);
  g_assert_cmpint (read_figures (&f, 0, 1, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (read_figures (&f, 0, 1, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (desk_fixture_count (&f.desk, "metric WHERE cost_micros = 0"), ==, 2);
  g_assert_cmpint (read_figures (&f, 0, draft, &error), ==, -1);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  network_fixture_close (&f);
}

/* An account that fails does not keep the other from being read. */
static void
test_failing_account (void)
{
  NetworkFixture f;
  g_autoptr (GError) error = NULL;

  fixture_open (&f, "x");
  add_posted_all (&f, 1, 3 * HOUR);
  f.account_id = desk_fixture_add_account (&f.desk, "mohr_other", "1002", "http://127.0.0.1:9",
                                           NETWORK_FIXTURE_TOKEN);
  network_fixture_allow_reading (&f, "S. Haider");
  add_posted (&f, "1866000000000000001", 2 * HOUR);
  g_assert_cmpint (read_figures (&f, 0, 0, &error), ==, -1);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNREACHABLE);
  g_assert_cmpint (desk_fixture_count (&f.desk, "metric WHERE post_id = 1"), ==, 1);
  g_assert_cmpint (desk_fixture_count (&f.desk, "metric"), ==, 1);
  network_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  static const char *const networks[] = { "x", "mastodon", "bluesky" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metrics/due", test_due);
  g_test_add_func ("/metrics/words", test_words);
  g_test_add_func ("/metrics/fewest-calls", test_fewest_calls);
  g_test_add_func ("/metrics/spellings", test_spellings);
  g_test_add_func ("/metrics/gone", test_gone);
  g_test_add_func ("/metrics/batch/x", test_batch_x);
  g_test_add_func ("/metrics/batch/bluesky", test_batch_bluesky);
  g_test_add_func ("/metrics/not-told", test_not_told);
  g_test_add_func ("/metrics/cap", test_cap);
  g_test_add_func ("/metrics/one", test_one);
  g_test_add_func ("/metrics/failing-account", test_failing_account);
  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autofree char *path = g_strdup_printf ("/metrics/off/%s", networks[i]);

      g_test_add_data_func (path, networks[i], test_off);
    }
  return g_test_run ();
}
