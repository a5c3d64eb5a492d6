/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-cost.h"
#include "comms-error.h"
#include "comms-posts.h"
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
  g_test_add_func ("/cost/words", test_words);
  return g_test_run ();
}
