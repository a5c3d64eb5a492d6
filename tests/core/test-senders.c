/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-lease-table.h"
#include "comms-network.h"
#include "comms-outbox.h"
#include "comms-post-table.h"
#include "comms-posts.h"
#include "comms-posts-private.h"
#include "comms-test-async.h"
#include "comms-zone.h"
#include "publisher-fixture.h"
#include "comms-withdrawals.h"

/* The fixture's now is Wednesday 9 December 2026, 14:02. */
#define SOON "2026-12-09T14:10"
#define TODAY "2026-12-09T18:00"

/* Other senders, and those that died. */

typedef struct
{
  gint64 post_id;
  gint64 account_id;
} Dead;

/* Takes the lease, and leaves the post in "sending" where there is one. */
static gpointer
die_run (CommsTx *tx, gpointer data, GError **error)
{
  Dead *dead = data;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsAttempt) attempt = NULL;
  gboolean held;

  if (!comms_lease_table_take (tx->db, dead->account_id, "another", tx->stamp.now,
                               tx->stamp.now + 45 * 1000, &held, error))
    return NULL;
  if (dead->post_id == 0)
    return GINT_TO_POINTER (TRUE);
  post = comms_posts_load (tx, dead->post_id, error);
  attempt = comms_post_table_begin_attempt (tx->db, &tx->stamp, post, "another",
                                            "{\"text\":\"One in four children\"}", "note", error);
  return GINT_TO_POINTER (attempt != NULL);
}

static void
die (PublisherFixture *f, gint64 post_id)
{
  Dead dead = { post_id, f->account_id };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, die_run, &dead, &error);
  g_assert_no_error (error);
}

static void
test_one_sender_at_a_time (void)
{
  PublisherFixture f = { 0 };
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  die (&f, 0);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_QUEUED);

  /* Its lease ends by itself. */
  desk_fixture_advance (&f.desk, 45);
  publisher_fixture_created (&f, "77");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  publisher_fixture_close (&f);
}

static void
test_recovers_what_was_left (void)
{
  PublisherFixture f = { 0 };
  gint64 left;
  gint64 next;
  g_autoptr (CommsPost) post = NULL;

  publisher_fixture_open (&f, TRUE);
  left = publisher_fixture_queued (&f, "One in four children", SOON);
  next = publisher_fixture_queued (&f, "Another text", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  die (&f, left);

  /* While that sender may be alive, its post is its own. */
  publisher_fixture_send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, left), ==, COMMS_POST_STATE_SENDING);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);

  desk_fixture_advance (&f.desk, 45);
  publisher_fixture_created (&f, "78");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  post = desk_fixture_load_post (&f.desk, left);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_UNKNOWN);
  g_assert_cmpstr (post->problem_code, ==, "crash");
  g_assert_cmpint (desk_fixture_state (&f.desk, next), ==, COMMS_POST_STATE_POSTED);

  desk_fixture_advance (&f.desk, 10);
  publisher_fixture_timeline (&f, TIMELINE ("One in four children"));
  publisher_fixture_send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, left), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

/* What was changed after it was queued is not what is sent. */
static void
test_changed_after_queueing (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  post = desk_fixture_load_post (&f.desk, id);
  g_object_set (post, "text", "One in five children", NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  desk_fixture_advance (&f.desk, 9 * 60);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);
  publisher_fixture_close (&f);
}

/* One post, for someone who waits. */

static void
send_one (PublisherFixture *f, gint64 id, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  comms_publisher_send_async (f->publisher, id, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  comms_publisher_send_finish (f->publisher, result, error);
}

static void
test_send_one (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (GError) error = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  send_one (&f, id, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_TIME);
  g_clear_error (&error);
  send_one (&f, 99, &error);
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  desk_fixture_advance (&f.desk, 9 * 60);
  comms_fake_x_answer (f.x, 429, "application/json",
                       "x-rate-limit-remaining: 0\nx-rate-limit-reset: 1796807520\n"
                       "Date: Wed, 09 Dec 2026 09:07:00 GMT",
                       "{\"title\":\"Too Many Requests\"}");
  send_one (&f, id, &error);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_LIMITED);
  g_clear_error (&error);
  send_one (&f, id, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_TIME);
  g_clear_error (&error);
  desk_fixture_advance (&f.desk, 10 * 60);
  publisher_fixture_created (&f, "77");
  send_one (&f, id, &error);
  g_assert_no_error (error);
  send_one (&f, id, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  publisher_fixture_close (&f);
}

/* What went over to another account before its turn came is not sent from the old one. */
static void
test_asked_for_elsewhere (void)
{
  PublisherFixture f = { 0 };
  gint64 other;
  gint64 id;
  g_autoptr (CommsOutboxStep) step = NULL;
  g_autoptr (GError) error = NULL;

  publisher_fixture_open (&f, TRUE);
  other = desk_fixture_add_account (&f.desk, "mohr_second", "1009", "http://127.0.0.1:1", "token");
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  step = comms_outbox_step_new (other, id, "this one");
  g_assert_null (comms_desk_run_sync (f.desk.desk, comms_outbox_take, step, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  publisher_fixture_close (&f);
}

static void
withdraw (PublisherFixture *f, gint64 id, const char *reason, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  comms_publisher_withdraw_async (f->publisher, id, reason, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  comms_publisher_withdraw_finish (f->publisher, result, error);
}

static void
test_withdraw (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  withdraw (&f, id, "Wrong figure", &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  g_clear_error (&error);

  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "77");
  publisher_fixture_send_due (&f);
  withdraw (&f, id, "", &error);
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);
  comms_fake_x_answer (f.x, 200, "application/json", NULL, "{\"data\":{\"deleted\":true}}");
  withdraw (&f, id, "Wrong figure", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (comms_fake_x_request (f.x, 1)->method, ==, "DELETE");

  /* The record stays, with who and why. */
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpstr (post->text, ==, "One in four children");
  g_assert_cmpint (post->withdrawn_at, !=, 0);
  g_assert_cmpint (post->withdrawn_by, ==, 1);
  g_assert_cmpstr (post->withdraw_reason, ==, "Wrong figure");
  /* What is right is a draft already. */
  g_assert_cmpint (desk_fixture_count (&f.desk, "post WHERE state = 'draft' AND corrects_id <> 0"
                                                " AND text = 'One in four children'"),
                   ==, 1);
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry WHERE action = 'withdraw' "
                                                "AND actor_id = 1"),
                   ==, 1);
  withdraw (&f, id, "Again", &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  publisher_fixture_close (&f);
}

/* What says right what was legal is legal as well (R69). */
static void
test_withdraw_legal (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (GError) error = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "77");
  publisher_fixture_send_due (&f);
  desk_fixture_execute (&f.desk, "UPDATE post SET legal = 1");
  comms_fake_x_answer (f.x, 200, "application/json", NULL, "{\"data\":{\"deleted\":true}}");
  withdraw (&f, id, "Wrong figure", &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_fixture_count (&f.desk, "post WHERE corrects_id <> 0 AND legal = 1"), ==,
                   1);
  publisher_fixture_close (&f);
}

static gboolean
ask (CommsTx *tx, gint64 id, GError **error)
{
  return comms_withdrawals_ask (tx, id, "Wrong figure", error);
}

static gboolean
keep (CommsTx *tx, gint64 id, GError **error)
{
  return comms_withdrawals_refuse (tx, id, "The figure is right", error);
}

/* One asks, a manager does it; asking is no step of its own. */
static void
test_withdraw_by_two (void)
{
  PublisherFixture f = { 0 };
  gint64 officer;
  gint64 manager;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "77");
  publisher_fixture_send_due (&f);
  desk_fixture_need_approval (&f.desk);
  officer = desk_fixture_add_person (&f.desk, "Omar", COMMS_ROLE_OFFICER);
  manager = desk_fixture_add_person (&f.desk, "Mina", COMMS_ROLE_MANAGER);

  desk_fixture_act_as (&f.desk, manager);
  withdraw (&f, id, "Wrong figure", &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL);
  g_clear_error (&error);
  desk_fixture_act_as (&f.desk, officer);
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, ask, id, NULL));
  withdraw (&f, id, NULL, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  g_clear_error (&error);

  /* Refused, and asked for once more. */
  desk_fixture_act_as (&f.desk, manager);
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, keep, id, NULL));
  desk_fixture_act_as (&f.desk, officer);
  g_assert_true (comms_desk_run_id_sync (f.desk.desk, ask, id, NULL));
  desk_fixture_act_as (&f.desk, manager);
  comms_fake_x_answer (f.x, 200, "application/json", NULL, "{\"data\":{\"deleted\":true}}");
  withdraw (&f, id, NULL, &error);
  g_assert_no_error (error);

  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->withdraw_asked_by, ==, officer);
  g_assert_cmpint (post->withdrawn_by, ==, manager);
  g_assert_cmpstr (post->withdraw_reason, ==, "Wrong figure");
  publisher_fixture_close (&f);
}

static void
reconcile (PublisherFixture *f, gint64 id, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  comms_publisher_reconcile_async (f->publisher, id, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  comms_publisher_reconcile_finish (f->publisher, result, error);
}

static void
test_reconcile (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (GError) error = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_unknown (&f, "One in four children");
  comms_fake_x_answer (f.x, 503, "text/html", NULL, "<html>");
  reconcile (&f, id, &error);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR);
  g_clear_error (&error);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_UNKNOWN);
  publisher_fixture_timeline (&f, TIMELINE ("One in four children"));
  reconcile (&f, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

/* Reading a real network needs someone who confirmed that it is allowed (G1). */
static void
test_reading_has_to_be_allowed (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  publisher_fixture_open (&f, FALSE);
  id = publisher_fixture_unknown (&f, "One in four children");
  account = publisher_fixture_account (&f);
  g_object_set (account, "api-base", "https://api.x.com", NULL);
  desk_fixture_save (&f.desk, comms_accounts_save, account);

  reconcile (&f, id, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  publisher_fixture_close (&f);
}

/* A sender died, and the clock was an hour wrong before: the account waits no hour for it. */
static gpointer
take_lease_ahead_run (CommsTx *tx, gpointer data, GError **error)
{
  const gint64 ahead = tx->stamp.now + 60 * 60 * 1000;
  gboolean held;

  return GINT_TO_POINTER (comms_lease_table_take (tx->db, *(gint64 *) data, "another", ahead,
                                                  ahead + 45 * 1000, &held, error));
}

static void
test_clock_set_back (void)
{
  PublisherFixture f = { 0 };
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 10 * 60);
  g_assert_nonnull (comms_desk_run_sync (f.desk.desk, take_lease_ahead_run, &f.account_id, NULL));
  publisher_fixture_created (&f, "77");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

/* A post that can never leave is refused; not so when somebody has taken it back and changed it
 * between the look and the refusal. */
static gpointer
take_back_run (CommsTx *tx, gpointer data, GError **error)
{
  const gint64 id = *(gint64 *) data;
  g_autoptr (CommsPost) post = NULL;

  if (!comms_posts_unqueue (tx, id, error))
    return NULL;
  post = comms_posts_load (tx, id, error);
  g_object_set (post, "text", "Better words", NULL);
  return GINT_TO_POINTER (comms_posts_save (tx, post, error) &&
                          comms_posts_queue (tx, id, FALSE, error));
}

typedef struct
{
  PublisherFixture *f;
  gint64 id;
} TakeBack;

static void
take_back_when_taken_cb (const char *step, gpointer user_data)
{
  TakeBack *what = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (step, "taken") || what->id == 0)
    return;
  comms_desk_run_sync (what->f->desk.desk, take_back_run, &what->id, &error);
  g_assert_no_error (error);
  what->id = 0;
}

static void
test_changed_before_refusal (void)
{
  PublisherFixture f = { 0 };
  TakeBack what = { &f, 0 };
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", TODAY);
  desk_fixture_execute (&f.desk, "UPDATE account SET api_base = 'http://192.0.2.1'");
  desk_fixture_advance (&f.desk, 4 * 60 * 60 - 2 * 60);
  what.id = id;
  comms_outbox_set_watch (take_back_when_taken_cb, &what);
  publisher_fixture_send_due (&f);
  comms_outbox_set_watch (NULL, NULL);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpstr (post->text, ==, "Better words");
  g_assert_cmpint (what.id, ==, 0);
  publisher_fixture_close (&f);
}

/* By itself. */

static void
set_flag_cb (CommsPublisher *publisher, gint64 post_id, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gpointer
send_now_run (CommsTx *tx, gpointer data, GError **error)
{
  const gint64 id = *(gint64 *) data;

  return GINT_TO_POINTER (comms_posts_queue (tx, id, TRUE, error) &&
                          comms_posts_end_hold (tx, id, error));
}

static void
test_started (void)
{
  PublisherFixture f = { 0 };
  gboolean settled = FALSE;
  gint64 id;
  gint64 later;
  const gint64 at_six = comms_zone_date_start ("Asia/Karachi", 2026, 12, 9) + 18 * 60 * 60 * 1000;
  gint64 next_due = 0;

  publisher_fixture_open (&f, TRUE);
  later = publisher_fixture_queued (&f, "Later", TODAY);
  g_signal_connect (f.publisher, "settled", G_CALLBACK (set_flag_cb), &settled);
  comms_publisher_start (f.publisher);
  id = desk_fixture_add_post (&f.desk, f.account_id, "One in four children", NULL);
  publisher_fixture_created (&f, "77");
  comms_desk_run_sync (f.desk.desk, send_now_run, &id, NULL);
  /* Nobody calls for a pass: the change itself wakes it. */
  desk_fixture_wait (&settled);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpint (desk_fixture_state (&f.desk, later), ==, COMMS_POST_STATE_QUEUED);
  g_object_get (f.publisher, "next-due", &next_due, NULL);
  while (next_due != at_six)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (f.publisher, "next-due", &next_due, NULL);
    }
  comms_publisher_stop (f.publisher);
  publisher_fixture_close (&f);
}

/* The computer sleeps while a pass is under way: what was due when it went to sleep is too late. */
static void
sleep_when_ended_cb (const char *step, gpointer user_data)
{
  PublisherFixture *f = user_data;

  if (g_str_equal (step, "ended"))
    desk_fixture_advance (&f->desk, 2 * 60 * 60);
}

static void
test_sleep_within_a_pass (void)
{
  PublisherFixture f = { 0 };
  gint64 next;
  g_autoptr (CommsPost) post = NULL;

  publisher_fixture_open (&f, TRUE);
  publisher_fixture_queued (&f, "One in four children", SOON);
  next = publisher_fixture_queued (&f, "Another text", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "77");
  publisher_fixture_created (&f, "78");
  comms_outbox_set_watch (sleep_when_ended_cb, &f);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  comms_outbox_set_watch (NULL, NULL);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);

  publisher_fixture_send_due (&f);
  post = desk_fixture_load_post (&f.desk, next);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_MISSED);
  g_assert_cmpstr (post->problem_code, ==, "late");
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  publisher_fixture_close (&f);
}

/* Another process sends the post, and does not know what became of it. */
static gpointer
send_elsewhere_run (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) data, error);
  g_autoptr (CommsAttempt) attempt = NULL;
  gboolean held;

  if (post == NULL || !comms_lease_table_take (tx->db, post->account_id, "another", tx->stamp.now,
                                               tx->stamp.now + 45 * 1000, &held, error))
    return NULL;
  attempt = comms_post_table_begin_attempt (tx->db, &tx->stamp, post, "another",
                                            "{\"text\":\"As it was frozen\"}", "note", error);
  if (attempt == NULL)
    return NULL;
  g_object_set (attempt, "outcome", "unknown", "ended-at", tx->stamp.now, NULL);
  return GINT_TO_POINTER (
    comms_posts_end (tx, post, attempt, COMMS_POST_STATE_UNKNOWN, "unknown", NULL, error));
}

static gpointer
send_again_elsewhere_run (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) data, error);

  if (post == NULL || !comms_posts_step (tx, post, COMMS_POST_STATE_QUEUED, "requeue", NULL, error))
    return NULL;
  return send_elsewhere_run (tx, data, error);
}

static gpointer
let_send_again_run (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsPolicy) policy = comms_record_copy (tx->policy);

  g_object_set (policy, "requeue-absent", TRUE, NULL);
  return GINT_TO_POINTER (comms_policy_save (tx, policy, error));
}

static void
must_run (PublisherFixture *f, CommsTxFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, func, data, &error);
  g_assert_no_error (error);
}

/* Two processes look for the same post. While the network answers the one, the other has found
 * nothing, has sent the post again, and does not know the outcome: what the first did not find says
 * nothing about that. */
static void
test_two_look (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPost) post = NULL;
  CommsOutboxStep *step;
  CommsOutboxStep *later;
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  must_run (&f, let_send_again_run, NULL);
  id = publisher_fixture_unknown (&f, "One in four children");
  desk_fixture_advance (&f.desk, 6 * 60);
  step = comms_outbox_step_new (f.account_id, id, "one");
  must_run (&f, comms_outbox_look_begin, step);
  must_run (&f, send_again_elsewhere_run, &id);

  step->reply = g_new0 (CommsReply, 1);
  step->reply->verdict = COMMS_VERDICT_UNKNOWN;
  step->reply->code = g_strdup ("absent");
  must_run (&f, comms_outbox_look_end, step);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->attempt, ==, 2);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_UNKNOWN);

  /* What the first try made may have come late: the next look goes back to that. */
  later = comms_outbox_step_new (f.account_id, id, "one");
  must_run (&f, comms_outbox_look_begin, later);
  g_assert_cmpint (later->attempt->number, ==, 2);
  g_assert_cmpint (later->started_at, ==, step->attempt->started_at);
  comms_outbox_step_free (later);
  comms_outbox_step_free (step);
  publisher_fixture_close (&f);
}

/* What may be out already goes again as it was frozen, whatever held a try in between. */
static void
test_frozen_after_a_limit (void)
{
  PublisherFixture f = { 0 };
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  must_run (&f, let_send_again_run, NULL);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  must_run (&f, send_elsewhere_run, &id);
  desk_fixture_advance (&f.desk, 6 * 60);
  publisher_fixture_timeline (&f, "{\"meta\":{\"result_count\":0}}");
  reconcile (&f, id, NULL);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_QUEUED);

  comms_fake_x_answer (f.x, 429, "application/json",
                       "x-rate-limit-remaining: 0\nx-rate-limit-reset: 1796807940\n"
                       "Date: Wed, 09 Dec 2026 09:17:00 GMT",
                       "{\"title\":\"Too Many Requests\"}");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_QUEUED);
  desk_fixture_advance (&f.desk, 3 * 60);
  publisher_fixture_created (&f, "77");
  publisher_fixture_send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  g_assert_nonnull (strstr (comms_fake_x_request (f.x, comms_fake_x_n_requests (f.x) - 1)->body,
                            "As it was frozen"));
  publisher_fixture_close (&f);
}

/* The next post is taken together with the outcome of the one before; where that cannot be, the
 * outcome is written all the same. */
static void
test_next_cannot_be_taken (void)
{
  PublisherFixture f = { 0 };
  gint64 first;
  gint64 second;

  publisher_fixture_open (&f, TRUE);
  first = publisher_fixture_queued (&f, "One in four children", SOON);
  second = publisher_fixture_queued (&f, "Three in four grown-ups", SOON);
  desk_fixture_execute (&f.desk, "UPDATE post SET part = 'none of the parts' WHERE id = 2");
  g_assert_cmpint (second, ==, 2);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "77");
  publisher_fixture_send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, first), ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);

  desk_fixture_execute (&f.desk, "UPDATE post SET part = 'none' WHERE id = 2");
  publisher_fixture_created (&f, "78");
  publisher_fixture_send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, second), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

/* What a person says of a post whose outcome is unknown is what a withdrawal will go by. */
static gpointer
say_out_run (CommsTx *tx, gpointer data, GError **error)
{
  const char *const *arguments = data;

  return GINT_TO_POINTER (
    comms_posts_settle_posted (tx, g_ascii_strtoll (arguments[0], NULL, 10), arguments[1], error));
}

static void
test_said_to_be_out (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id_text = NULL;
  const char *arguments[2];
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_unknown (&f, "One in four children");
  arguments[0] = id_text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  arguments[1] = "It is there, I saw it at 14/15";
  g_assert_null (comms_desk_run_sync (f.desk.desk, say_out_run, arguments, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_UNKNOWN);

  arguments[1] = "https://x.com/mohr_example/status/1866000000000000011/photo/1";
  must_run (&f, say_out_run, arguments);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpstr (post->remote_id, ==, "1866000000000000011");
  publisher_fixture_close (&f);
}

/* No part of a thread answers one that was taken back. */
static void
test_withdrawn_part (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPost) part = NULL;
  g_autoptr (CommsPost) first_part = NULL;
  g_autoptr (CommsPost) late = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first;
  gint64 second;

  publisher_fixture_open (&f, TRUE);
  first = desk_fixture_add_post (&f.desk, f.account_id, "Part one", SOON);
  first_part = desk_fixture_load_post (&f.desk, first);
  g_object_set (first_part, "thread-id", first, "thread-position", G_GINT64_CONSTANT (1), NULL);
  desk_fixture_save (&f.desk, comms_posts_save, first_part);
  desk_fixture_queue (&f.desk, first);
  part = g_object_new (COMMS_TYPE_POST, "account-id", f.account_id, "text", "Part two", "due-wall",
                       "2026-12-09T14:20", "thread-id", first, "thread-position",
                       G_GINT64_CONSTANT (2), NULL);
  desk_fixture_save (&f.desk, comms_posts_save, part);
  second = comms_record_get_id (COMMS_RECORD (part));
  desk_fixture_queue (&f.desk, second);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "77");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  comms_fake_x_answer (f.x, 200, "application/json", NULL, "{\"data\":{\"deleted\":true}}");
  withdraw (&f, first, "A wrong figure", &error);
  g_assert_no_error (error);

  desk_fixture_advance (&f.desk, 10 * 60);
  publisher_fixture_created (&f, "78");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  desk_fixture_advance (&f.desk, 30 * 60);
  publisher_fixture_send_due (&f);
  late = desk_fixture_load_post (&f.desk, second);
  g_assert_cmpint (late->state, ==, COMMS_POST_STATE_MISSED);
  g_assert_nonnull (strstr (late->problem, "part of the thread"));
  publisher_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/senders/one-sender-at-a-time", test_one_sender_at_a_time);
  g_test_add_func ("/senders/recovers-what-was-left", test_recovers_what_was_left);
  g_test_add_func ("/senders/changed-after-queueing", test_changed_after_queueing);
  g_test_add_func ("/senders/send-one", test_send_one);
  g_test_add_func ("/senders/asked-for-elsewhere", test_asked_for_elsewhere);
  g_test_add_func ("/senders/withdraw", test_withdraw);
  g_test_add_func ("/senders/withdraw-legal", test_withdraw_legal);
  g_test_add_func ("/senders/withdraw-by-two", test_withdraw_by_two);
  g_test_add_func ("/senders/reconcile", test_reconcile);
  g_test_add_func ("/senders/reading-has-to-be-allowed", test_reading_has_to_be_allowed);
  g_test_add_func ("/senders/clock-set-back", test_clock_set_back);
  g_test_add_func ("/senders/changed-before-refusal", test_changed_before_refusal);
  g_test_add_func ("/senders/sleep-within-a-pass", test_sleep_within_a_pass);
  g_test_add_func ("/senders/two-look", test_two_look);
  g_test_add_func ("/senders/frozen-after-a-limit", test_frozen_after_a_limit);
  g_test_add_func ("/senders/said-to-be-out", test_said_to_be_out);
  g_test_add_func ("/senders/next-cannot-be-taken", test_next_cannot_be_taken);
  g_test_add_func ("/senders/withdrawn-part", test_withdrawn_part);
  g_test_add_func ("/senders/started", test_started);
  return g_test_run ();
}
