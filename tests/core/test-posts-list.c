/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-posts.h"
#include "comms-zone.h"
#include "desk-fixture.h"

/* The fixture's now is Wednesday 9 December 2026, 14:02. */
#define TODAY "2026-12-09T18:00"
#define TOMORROW "2026-12-10T10:00"

typedef struct
{
  CommsPostQuery query;
  gint64 account_id;
  guint n_posted;
  guint n_planned;
} Listing;

static gpointer
list_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_posts_list (tx, &((Listing *) data)->query, error);
}

static gpointer
count_day_run (CommsTx *tx, gpointer data, GError **error)
{
  Listing *listing = data;

  return GINT_TO_POINTER (
    comms_posts_count_day (tx, listing->account_id,
                           comms_zone_date_start ("Asia/Karachi", 2026, 12, 9),
                           comms_zone_date_start ("Asia/Karachi", 2026, 12, 10), &listing->n_posted,
                           &listing->n_planned, error));
}

static void
must_list (DeskFixture *f, CommsPostQuery query, guint expected)
{
  Listing listing = { .query = query };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) posts = comms_desk_run_sync (f->desk, list_run, &listing, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (posts->len, ==, expected);
}

static void
test_list (void)
{
  const gint64 today = comms_zone_date_start ("Asia/Karachi", 2026, 12, 9);
  const gint64 tomorrow = comms_zone_date_start ("Asia/Karachi", 2026, 12, 10);
  Listing listing = { .query = { 0 } };
  DeskFixture f = { NULL };
  gint64 account;
  gint64 binned;
  gint64 out;
  g_autofree char *sql = NULL;

  desk_fixture_open (&f, TRUE);
  account = desk_fixture_add_account (&f, "mohr_example", "1001", "http://127.0.0.1:1", "token");
  desk_fixture_add_post (&f, account, "Children", TODAY);
  desk_fixture_add_post (&f, account, "Women, 100% of them", TOMORROW);
  desk_fixture_add_post (&f, account, "Undated", NULL);
  binned = desk_fixture_add_post (&f, account, "Binned", TODAY);
  g_assert_true (comms_desk_run_id_sync (f.desk, comms_posts_bin, binned, NULL));
  out = desk_fixture_add_post (&f, account, "Out", TODAY);
  sql = g_strdup_printf ("UPDATE post SET state = 'posted', attempt = 1, posted_at = due_at"
                         " WHERE id = %" G_GINT64_FORMAT,
                         out);
  desk_fixture_execute (&f, sql);

  must_list (&f, (CommsPostQuery){ 0 }, 4);
  must_list (&f, (CommsPostQuery){ .undated = TRUE }, 1);
  desk_fixture_execute (&f, "UPDATE post SET hold_until = 50 WHERE text = 'Undated'");
  must_list (&f, (CommsPostQuery){ .held_after = 49 }, 1);
  must_list (&f, (CommsPostQuery){ .held_after = 50 }, 0);
  must_list (&f, (CommsPostQuery){ .due_from = today, .due_until = tomorrow }, 2);
  must_list (&f, (CommsPostQuery){ .due_until = tomorrow }, 2);
  must_list (&f, (CommsPostQuery){ .due_from = tomorrow }, 1);
  must_list (&f, (CommsPostQuery){ .states = 1u << COMMS_POST_STATE_POSTED }, 1);
  must_list (&f, (CommsPostQuery){ .account_id = account, .limit = 2 }, 2);
  must_list (&f, (CommsPostQuery){ .account_id = 99 }, 0);
  must_list (&f, (CommsPostQuery){ .language = "ur" }, 0);
  must_list (&f, (CommsPostQuery){ .language = "en", .search = "women" }, 1);
  must_list (&f, (CommsPostQuery){ .search = "100%" }, 1);
  must_list (&f, (CommsPostQuery){ .search = "%Children" }, 0);
  must_list (&f, (CommsPostQuery){ .search = "o", .limit = 1 }, 1);

  listing.account_id = account;
  comms_desk_run_sync (f.desk, count_day_run, &listing, NULL);
  g_assert_cmpuint (listing.n_posted, ==, 1);
  g_assert_cmpuint (listing.n_planned, ==, 1);
  desk_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/posts-list/list", test_list);
  return g_test_run ();
}
