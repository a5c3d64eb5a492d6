/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-carry.h"
#include "comms-error.h"
#include "comms-outlook.h"
#include "comms-post-group.h"
#include "comms-posts.h"
#include "comms-targets.h"
#include "publisher-fixture.h"

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

/* A post for another account, on its way to the store's thread. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 added;
} Carry;

static gpointer
carry_run (CommsTx *tx, gpointer data, GError **error)
{
  Carry *carry = data;

  return GINT_TO_POINTER (
    comms_posts_carry (tx, carry->id, carry->account_id, &carry->added, error));
}

static gpointer
bin_run (CommsTx *tx, gpointer id, GError **error)
{
  return GINT_TO_POINTER (comms_posts_bin (tx, *(gint64 *) id, error));
}

static void
assert_refused (PublisherFixture *f, Carry *carry, int rule)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_desk_run_sync (f->desk.desk, carry_run, carry, &error));
  g_assert_error (error, COMMS_RULE_ERROR, rule);
}

/* G9: what will not go out is carried by another network, in words of its own; what is carried
 * stays where it is and says so; with the draft in the bin it is as it was. */
static void
test_carry (void)
{
  PublisherFixture f = { 0 };
  g_autofree char *padding = g_strnfill (210, 'b');
  g_autofree char *text =
    g_strdup_printf ("Thank you @Zain_Example and @stranger_example. We go on. %s", padding);
  g_autoptr (CommsTarget) person =
    g_object_new (COMMS_TYPE_TARGET, "name", "Zain Baloch", "x-handle", "zain_example",
                  "mastodon-handle", "zain@press.example", "source", "His card", NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (CommsPost) post = NULL, carrier = NULL;
  g_autoptr (GError) error = NULL;
  Carry carry = { 0 }, twice;
  gint64 urdu, social;

  publisher_fixture_open (&f, TRUE);
  urdu = desk_fixture_add_account (&f.desk, "mohr_urdu", "1002", comms_fake_x_get_uri (f.x),
                                   "token-of-urdu");
  social = desk_fixture_add_account (&f.desk, "mohr_social", "1003", comms_fake_x_get_uri (f.x),
                                     "token-of-social");
  desk_fixture_execute (&f.desk, "UPDATE account SET network = 'mastodon', character_limit = 200"
                                 " WHERE user_id = '1003'");
  desk_fixture_save (&f.desk, comms_targets_save, person);
  carry.id = publisher_fixture_queued (&f, text, SOON);
  desk_fixture_execute (&f.desk, "UPDATE account SET state = 'sign-in' WHERE user_id = '1001'");

  carry.account_id = urdu;
  assert_refused (&f, &carry, COMMS_RULE_DUPLICATE);
  carry.account_id = social;
  comms_desk_run_sync (f.desk.desk, carry_run, &carry, &error);
  g_assert_no_error (error);
  twice = carry;
  assert_refused (&f, &twice, COMMS_RULE_DUPLICATE);
  carrier = desk_fixture_load_post (&f.desk, carry.added);
  g_assert_cmpint (carrier->state, ==, COMMS_POST_STATE_DRAFT);
  g_assert_cmpint (carrier->carries_id, ==, carry.id);
  g_assert_cmpint (carrier->lead_id, ==, carry.id);
  g_assert_true (carrier->own_wording);
  g_assert_cmpstr (carrier->text, ==, "Thank you @zain@press.example and stranger_example.");
  g_assert_cmpstr (carrier->due_wall, ==, SOON);
  twice.id = carry.added;
  assert_refused (&f, &twice, COMMS_RULE_STATE);

  post = desk_fixture_load_post (&f.desk, carry.id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpstr (post->text, ==, text);
  rows = load_outlook (&f);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((CommsOutlook *) g_ptr_array_index (rows, 0))->carried, ==,
                   "A draft for @mohr_social is to carry it.");
  g_assert_cmpuint (((CommsOutlook *) g_ptr_array_index (rows, 0))->others->len, ==, 0);
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry WHERE action = 'carry' AND to_value = "
                                                "'@mohr_social'"),
                   ==, 1);

  comms_desk_run_sync (f.desk.desk, bin_run, &carry.added, &error);
  g_assert_no_error (error);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = load_outlook (&f);
  g_assert_null (((CommsOutlook *) g_ptr_array_index (rows, 0))->carried);
  g_assert_cmpuint (((CommsOutlook *) g_ptr_array_index (rows, 0))->others->len, ==, 1);
  publisher_fixture_close (&f);
}

/* One whose time is over is due soon. */
static void
test_carry_missed (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPost) carrier = NULL;
  g_autoptr (GError) error = NULL;
  Carry carry = { 0 };

  publisher_fixture_open (&f, TRUE);
  carry.account_id = desk_fixture_add_account (&f.desk, "mohr_social", "1003",
                                               comms_fake_x_get_uri (f.x), "token-of-social");
  desk_fixture_execute (&f.desk, "UPDATE account SET network = 'mastodon' WHERE user_id = '1003'");
  carry.id = publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 3 * 3600);
  publisher_fixture_send_due (&f);
  comms_desk_run_sync (f.desk.desk, carry_run, &carry, &error);
  g_assert_no_error (error);
  carrier = desk_fixture_load_post (&f.desk, carry.added);
  g_assert_cmpstr (carrier->text, ==, "One in four children");
  g_assert_cmpstr (carrier->due_wall, ==, "2026-12-09T17:30");
  publisher_fixture_close (&f);
}

static gpointer
add_run (CommsTx *tx, gpointer data, GError **error)
{
  Carry *carry = data;

  return GINT_TO_POINTER (
    comms_post_group_add (tx, carry->id, carry->account_id, &carry->added, error));
}

/* What the lawyer signs there is signed here as well, though the piece that it is of is not (R69).
 */
static void
test_carry_legal (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPost) carrier = NULL;
  g_autoptr (GError) error = NULL;
  Carry carry = { 0 };

  publisher_fixture_open (&f, TRUE);
  carry.account_id = desk_fixture_add_account (&f.desk, "mohr_social", "1003",
                                               comms_fake_x_get_uri (f.x), "token-of-social");
  desk_fixture_execute (&f.desk, "UPDATE account SET network = 'mastodon' WHERE user_id = '1003'");
  carry.id = publisher_fixture_queued (&f, "One in four children", SOON);
  comms_desk_run_sync (f.desk.desk, add_run, &carry, &error);
  g_assert_no_error (error);
  desk_fixture_execute (&f.desk, "UPDATE post SET legal = 1, state = 'refused' WHERE id = 2");
  g_assert_cmpint (carry.added, ==, 2);

  carry.id = carry.added;
  carry.account_id = desk_fixture_add_account (&f.desk, "mohr_blue", "1004",
                                               comms_fake_x_get_uri (f.x), "token-of-blue");
  desk_fixture_execute (&f.desk, "UPDATE account SET network = 'bluesky' WHERE user_id = '1004'");
  comms_desk_run_sync (f.desk.desk, carry_run, &carry, &error);
  g_assert_no_error (error);
  carrier = desk_fixture_load_post (&f.desk, carry.added);
  g_assert_true (carrier->legal);
  publisher_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/carry/by-another-network", test_carry);
  g_test_add_func ("/carry/missed", test_carry_missed);
  g_test_add_func ("/carry/legal", test_carry_legal);
  return g_test_run ();
}
