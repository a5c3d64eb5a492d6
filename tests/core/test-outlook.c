/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-accounts.h"
#include "comms-outlook.h"
#include "comms-posts.h"
#include "publisher-fixture.h"

/* What will not go out as planned, and why. The fixture's now is Wednesday 9 December 2026,
 * 14:02. */
#define SOON "2026-12-09T14:10"

static gpointer
outlook_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_publisher_outlook (tx, error);
}

static GPtrArray *
load_outlook (PublisherFixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = comms_desk_run_sync (f->desk.desk, outlook_run, NULL, &error);

  g_assert_no_error (error);
  return rows;
}

/* What will not go out today, why, and who could carry it. */
static void
test_outlook (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  const CommsOutlook *row;
  gint64 today;
  gint64 other;

  publisher_fixture_open (&f, TRUE);
  desk_fixture_add_account (&f.desk, "mohr_urdu", "1002", comms_fake_x_get_uri (f.x),
                            "token-of-urdu");
  other = desk_fixture_add_account (&f.desk, "mohr_social", "1003", comms_fake_x_get_uri (f.x),
                                    "token-of-social");
  desk_fixture_execute (&f.desk, "UPDATE account SET network = 'mastodon' WHERE user_id = '1003'");
  today = publisher_fixture_queued (&f, "One in four children", SOON);
  publisher_fixture_queued (&f, "Tomorrow", "2026-12-10T14:10");
  rows = load_outlook (&f);
  g_assert_cmpuint (rows->len, ==, 0);
  g_clear_pointer (&rows, g_ptr_array_unref);

  desk_fixture_advance (&f.desk, 9 * 60);
  comms_fake_x_answer (f.x, 401, "application/json", NULL,
                       "{\"title\":\"Unauthorized\",\"detail\":\"Unauthorized\"}");
  publisher_fixture_send_due (&f);
  rows = load_outlook (&f);
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (comms_record_get_id (COMMS_RECORD (row->post)), ==, today);
  g_assert_cmpstr (row->sentence, ==, row->post->problem);
  /* Not the other account on X, which may not say the same. */
  g_assert_cmpuint (row->others->len, ==, 1);
  g_assert_cmpint (comms_record_get_id (g_ptr_array_index (row->others, 0)), ==, other);
  publisher_fixture_close (&f);
}

static gpointer
wait_run (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, post->account_id, error);
  char *wait = NULL;

  g_assert_true (comms_outlook_find_wait (tx, post, account, &wait, error));
  return wait != NULL ? wait : g_strdup ("");
}

static char *
dup_wait (PublisherFixture *f, gint64 id)
{
  g_autoptr (GError) error = NULL;
  char *wait = comms_desk_run_sync (f->desk.desk, wait_run, &id, &error);

  g_assert_no_error (error);
  return wait;
}

/* What is due after the one that met the limit waits as long, and says so. */
static void
test_limit (void)
{
  PublisherFixture f = { 0 };
  gint64 next;
  gint64 later;
  g_autofree char *next_waits = NULL;
  g_autofree char *later_waits = NULL;

  publisher_fixture_open (&f, TRUE);
  publisher_fixture_queued (&f, "One in four children", SOON);
  next = publisher_fixture_queued (&f, "Two hundred schools", SOON);
  later = publisher_fixture_queued (&f, "Three laws", "2026-12-09T14:30");
  desk_fixture_advance (&f.desk, 9 * 60);
  /* Until 14:20 in Islamabad. */
  comms_fake_x_answer (f.x, 429, "application/json",
                       "x-rate-limit-remaining: 0\nx-rate-limit-reset: 1796808000\n"
                       "Date: Wed, 09 Dec 2026 09:11:00 GMT",
                       "{\"title\":\"Too Many Requests\"}");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  next_waits = dup_wait (&f, next);
  g_assert_true (
    g_str_has_prefix (next_waits, "It leaves Wed 9 Dec, 14:20 at the earliest. X takes no more"));
  later_waits = dup_wait (&f, later);
  g_assert_cmpstr (later_waits, ==, "");
  publisher_fixture_close (&f);
}

/* The desk leaves time between two posts of an account: the second says until when. */
static void
test_spacing (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPolicy) policy = NULL;
  g_autofree char *waits = NULL;
  gint64 second;

  publisher_fixture_open (&f, TRUE);
  policy = comms_record_copy (comms_desk_get_policy (f.desk.desk));
  g_object_set (policy, "spacing-seconds", G_GINT64_CONSTANT (300), NULL);
  desk_fixture_save (&f.desk, comms_policy_save, policy);
  publisher_fixture_queued (&f, "One in four children", SOON);
  second = publisher_fixture_queued (&f, "Two hundred schools", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "1");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  waits = dup_wait (&f, second);
  g_assert_cmpstr (waits, ==,
                   "It leaves Wed 9 Dec, 14:16 at the earliest: the desk leaves time between two "
                   "posts of an account.");
  publisher_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outlook/posts", test_outlook);
  g_test_add_func ("/outlook/limit", test_limit);
  g_test_add_func ("/outlook/spacing", test_spacing);
  return g_test_run ();
}
