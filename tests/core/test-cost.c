/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-cost.h"
#include "comms-error.h"
#include "comms-metric.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "desk-fixture.h"

/* The clock of the fixture stands on 9 December 2026. */
static const struct
{
  const char *name;
  const char *network;
  const char *text;
  guint n_pictures;
  gint64 at;
  gint64 micros;
} prices[] = {
  { "plain", "x", "Without a link", 0, 1796886000000, 15000 },
  { "link", "x", "See https://mohr.example.org/118", 0, 1796886000000, 200000 },
  { "bare-link", "x", "See mohr.org/118 now", 0, 1796886000000, 200000 },
  { "pictures", "x", "Two pictures", 2, 1796886000000, 25000 },
  { "before-the-table", "x", "Without a link", 0, 1000, 0 },
  { "free", "mastodon", "See https://mohr.example.org/118", 1, 1796886000000, 0 },
};

static gpointer
list_func (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_tariffs_list (tx, error);
}

static void
test_prices (void)
{
  DeskFixture f = { NULL };
  g_autoptr (GPtrArray) tariffs = NULL;

  desk_fixture_open (&f, TRUE);
  tariffs = comms_desk_run_sync (f.desk, list_func, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      g_autoptr (CommsPost) post = g_object_new (COMMS_TYPE_POST, "text", prices[i].text, NULL);
      g_autoptr (CommsAccount) account =
        g_object_new (COMMS_TYPE_ACCOUNT, "network", prices[i].network, NULL);

      g_test_message ("%s", prices[i].name);
      g_assert_cmpint (comms_cost_of_post (tariffs, post, account, prices[i].n_pictures,
                                           prices[i].at),
                       ==, prices[i].micros);
    }
  desk_fixture_close (&f);
}

static gpointer
forecast_func (CommsTx *tx, gpointer data, GError **error)
{
  CommsCost *cost = g_new0 (CommsCost, 1);

  if (comms_cost_forecast (tx, data, cost, error))
    return cost;
  g_free (cost);
  return NULL;
}

static CommsCost *
forecast (DeskFixture *f, CommsPost *post)
{
  g_autoptr (GError) error = NULL;
  CommsCost *cost = comms_desk_run_sync (f->desk, forecast_func, post, &error);

  g_assert_no_error (error);
  return cost;
}

/* Part D, idea 3: five linked posts a day are a dollar. */
static void
test_five_linked_posts (void)
{
  DeskFixture f = { NULL };
  g_autoptr (CommsPost) last = NULL;
  g_autofree CommsCost *cost = NULL;
  gint64 account;
  gint64 id = 0;

  desk_fixture_open (&f, TRUE);
  account = desk_fixture_add_account (&f, "mohr_example", "1001", "http://127.0.0.1:9", "t");
  for (int hour = 15; hour < 20; hour++)
    {
      g_autofree char *wall = g_strdup_printf ("2026-12-10T%d:00", hour);
      g_autofree char *text = g_strdup_printf ("At %d https://mohr.example.org/118", hour);

      id = desk_fixture_add_post (&f, account, text, wall);
    }
  last = desk_fixture_load_post (&f, id);
  cost = forecast (&f, last);
  g_assert_cmpint (cost->post, ==, 200000);
  g_assert_cmpint (cost->day, ==, 1000000);
  g_assert_cmpint (cost->month_spent, ==, 0);
  g_assert_cmpint (cost->month_planned, ==, 1000000);
  desk_fixture_close (&f);
}

/* The cap stops the next one, and says what to do. */
static void
test_cap (void)
{
  DeskFixture f = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 account;
  gint64 first;
  gint64 second;
  gint64 plain;

  desk_fixture_open (&f, TRUE);
  account = desk_fixture_add_account (&f, "mohr_example", "1001", "http://127.0.0.1:9", "t");
  first = desk_fixture_add_post (&f, account, "One https://mohr.example.org/1", "2026-12-10T15:00");
  second =
    desk_fixture_add_post (&f, account, "Two https://mohr.example.org/2", "2026-12-10T16:00");
  plain = desk_fixture_add_post (&f, account, "Three has none", "2026-12-10T17:00");
  desk_fixture_execute (&f, "UPDATE policy SET x_cap_micros = 220000");

  g_assert_true (desk_fixture_try_queue (&f, first, &error));
  g_assert_no_error (error);
  g_assert_false (desk_fixture_try_queue (&f, second, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT);
  g_clear_error (&error);
  g_assert_cmpint (desk_fixture_state (&f, second), ==, COMMS_POST_STATE_DRAFT);
  g_assert_true (desk_fixture_try_queue (&f, plain, &error));
  g_assert_no_error (error);

  /* In the month after, there is room again. */
  desk_fixture_execute (&f, "UPDATE post SET due_at = 1799000000000, due_wall = '2027-01-03T20:33',"
                            " text = 'Two https://mohr.example.org/2' WHERE text LIKE 'Two%'");
  g_assert_true (desk_fixture_try_queue (&f, second, &error));
  g_assert_no_error (error);
  desk_fixture_close (&f);
}

#define N_POSTS 2000
#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))
/* For a level more in a tree of an index, and the like. */
#define SLACK 100

typedef struct
{
  gint64 account_id;
  gint64 leaving_id;
  gint64 n_steps;
  CommsCost month;
} Month;

static CommsPost *
add_posted (CommsTx *tx, gint64 account, gint64 at, gint64 micros, guint i, GError **error)
{
  g_autofree char *text = g_strdup_printf ("Post %u of this month", i);
  g_autofree char *remote_id = g_strdup_printf ("%u", 1000 + i);
  g_autoptr (CommsPost) post =
    g_object_new (COMMS_TYPE_POST, "text", text, "language", "en", "account-id", account, "state",
                  COMMS_POST_STATE_POSTED, "due-at", at, "posted-at", at, "remote-id", remote_id,
                  "due-zone", tx->policy->zone, "author-id", tx->stamp.actor_id, "cost-micros",
                  micros, "version", G_GINT64_CONSTANT (1), NULL);

  return comms_record_table_save (tx->db, COMMS_RECORD (post), error) ? g_steal_pointer (&post)
                                                                      : NULL;
}

static gpointer
add_posted_posts (CommsTx *tx, gpointer data, GError **error)
{
  Month *month = data;

  for (guint i = 0; i < N_POSTS; i++)
    {
      g_autoptr (CommsPost) post =
        add_posted (tx, month->account_id, tx->stamp.now - HOUR - i, 10, i, error);

      if (post == NULL)
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static gpointer
check_cap_func (CommsTx *tx, gpointer data, GError **error)
{
  Month *month = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, month->leaving_id, error);
  const gint64 before = comms_db_n_steps (tx->db);

  if (post == NULL || !comms_cost_check_cap_to_leave (tx, post, error))
    return NULL;
  month->n_steps = comms_db_n_steps (tx->db) - before;
  return GINT_TO_POINTER (TRUE);
}

/* Each post that leaves is held against the cap, so that costs the same at the end of a busy month
 * as at its beginning. */
static void
test_cap_of_a_busy_month (void)
{
  DeskFixture f = { NULL };
  Month month = { 0 };
  gint64 few;

  desk_fixture_open (&f, TRUE);
  month.account_id =
    desk_fixture_add_account (&f, "mohr_example", "1001", "http://127.0.0.1:9", "t");
  month.leaving_id = desk_fixture_add_post (&f, month.account_id, "Leaving", "2026-12-10T15:00");
  desk_fixture_execute (&f, "UPDATE policy SET x_cap_micros = 15000 + 10 * 2000");
  g_assert_nonnull (comms_desk_run_sync (f.desk, check_cap_func, &month, NULL));
  few = month.n_steps;
  g_assert_nonnull (comms_desk_run_sync (f.desk, add_posted_posts, &month, NULL));
  g_assert_nonnull (comms_desk_run_sync (f.desk, check_cap_func, &month, NULL));
  g_test_message ("%" G_GINT64_FORMAT " steps, then %" G_GINT64_FORMAT, few, month.n_steps);
  g_assert_cmpint (month.n_steps, <=, few + SLACK);

  /* They do count: one more cent is too much. */
  desk_fixture_execute (&f, "UPDATE policy SET x_cap_micros = x_cap_micros - 1");
  g_assert_null (comms_desk_run_sync (f.desk, check_cap_func, &month, NULL));
  desk_fixture_close (&f);
}

static gpointer
month_func (CommsTx *tx, gpointer data, GError **error)
{
  Month *month = data;

  return GINT_TO_POINTER (comms_cost_month (tx, tx->stamp.now, &month->month, error));
}

static gpointer
add_around_func (CommsTx *tx, gpointer data, GError **error)
{
  Month *month = data;
  g_autoptr (CommsPost) now = add_posted (tx, month->account_id, tx->stamp.now, 200000, 1, error);
  g_autoptr (CommsPost) then =
    add_posted (tx, month->account_id, tx->stamp.now - 9 * 24 * HOUR, 15000, 2, error);
  g_autoptr (CommsMetric) metric =
    g_object_new (COMMS_TYPE_METRIC, "post-id", comms_record_get_id (COMMS_RECORD (now)), "at",
                  tx->stamp.now, "cost-micros", G_GINT64_CONSTANT (5000), NULL);

  return GINT_TO_POINTER (then != NULL &&
                          comms_record_table_save (tx->db, COMMS_RECORD (metric), error));
}

/* What is spent is what the rows say, whenever they come and whatever becomes of them. */
static void
test_month_follows_its_posts (void)
{
  DeskFixture f = { NULL };
  Month month = { 0 };
  g_autofree CommsCost *cost = NULL;
  g_autoptr (CommsPost) post = NULL;

  desk_fixture_open (&f, TRUE);
  month.account_id =
    desk_fixture_add_account (&f, "mohr_example", "1001", "http://127.0.0.1:9", "t");
  g_assert_nonnull (comms_desk_run_sync (f.desk, month_func, &month, NULL));
  g_assert_cmpint (month.month.month_spent, ==, 0);
  g_assert_nonnull (comms_desk_run_sync (f.desk, add_around_func, &month, NULL));
  g_assert_nonnull (comms_desk_run_sync (f.desk, month_func, &month, NULL));
  g_assert_cmpint (month.month.month_spent, ==, 205000);
  g_assert_cmpint (month.month.month_read, ==, 5000);

  /* The forecast of one that is out leaves itself out. */
  post = desk_fixture_load_post (&f, 1);
  cost = forecast (&f, post);
  g_assert_cmpint (cost->month_spent, ==, 5000);

  /* One that turns out to be of another month takes its price there. */
  desk_fixture_execute (&f, "UPDATE post SET posted_at = posted_at - 9 * 86400000, cost_micros = 0"
                            " WHERE id = 1");
  g_assert_nonnull (comms_desk_run_sync (f.desk, month_func, &month, NULL));
  g_assert_cmpint (month.month.month_spent, ==, 5000);
  desk_fixture_close (&f);
}

static void
test_words (void)
{
  g_autofree char *cents = comms_cost_dup_words (200000);
  g_autofree char *tenths = comms_cost_dup_words (15000);

  g_assert_cmpstr (cents, ==, "$0.20");
  g_assert_cmpstr (tenths, ==, "$0.015");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cost/prices", test_prices);
  g_test_add_func ("/cost/five-linked-posts", test_five_linked_posts);
  g_test_add_func ("/cost/cap", test_cap);
  g_test_add_func ("/cost/cap-of-a-busy-month", test_cap_of_a_busy_month);
  g_test_add_func ("/cost/month-follows-its-posts", test_month_follows_its_posts);
  g_test_add_func ("/cost/words", test_words);
  return g_test_run ();
}
