/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-fake-x.h"
#include "comms-lease-table.h"
#include "comms-network.h"
#include "comms-post-table.h"
#include "comms-posts.h"
#include "comms-publisher.h"
#include "comms-record-table.h"
#include "comms-test-async.h"
#include "comms-zone.h"
#include "desk-fixture.h"

/* The fixture's now is Wednesday 9 December 2026, 14:02. */
#define SOON "2026-12-09T14:10"
#define TODAY "2026-12-09T18:00"

typedef struct
{
  DeskFixture desk;
  CommsFakeX *x;
  gint64 account_id;
  CommsPublisher *publisher;
  GArray *settled;
} Fixture;

static void
settled_cb (CommsPublisher *publisher, gint64 post_id, gpointer user_data)
{
  g_array_append_val ((GArray *) user_data, post_id);
}

static void
new_publisher (Fixture *f)
{
  f->publisher = comms_publisher_new (f->desk.desk);
  g_signal_connect (f->publisher, "settled", G_CALLBACK (settled_cb), f->settled);
}

static void
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  f->x = comms_fake_x_new ();
  desk_fixture_open (&f->desk, TRUE);
  f->account_id = desk_fixture_add_account (&f->desk, "mohr_example", "1001",
                                            comms_fake_x_get_uri (f->x), "token-of-mohr");
  f->settled = g_array_new (FALSE, FALSE, sizeof (gint64));
  new_publisher (f);
}

static void
tear_down (Fixture *f)
{
  g_clear_object (&f->publisher);
  desk_fixture_close (&f->desk);
  g_clear_pointer (&f->x, comms_fake_x_free);
  g_clear_pointer (&f->settled, g_array_unref);
}

static void
answer_created (Fixture *f, const char *id)
{
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"id\":\"%s\",\"text\":\"x\"}}", id);

  comms_fake_x_answer (f->x, 201, "application/json", NULL, body);
}

static gpointer
queue_run (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_posts_queue (tx, *(gint64 *) data, FALSE, error));
}

static gint64
queued (Fixture *f, const char *text, const char *wall)
{
  gint64 id = desk_fixture_add_post (&f->desk, f->account_id, text, wall);
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, queue_run, &id, &error);
  g_assert_no_error (error);
  return id;
}

static guint
send_due (Fixture *f)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_tried;

  comms_publisher_send_due_async (f->publisher, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  n_tried = comms_publisher_send_due_finish (f->publisher, result, &error);
  g_assert_no_error (error);
  return n_tried;
}

static void
test_happy_path (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f);
  id = queued (&f, "One in four children", SOON);
  g_assert_cmpuint (send_due (&f), ==, 0);

  desk_fixture_advance (&f.desk, 9 * 60);
  answer_created (&f, "1866000000000000001");
  g_assert_cmpuint (send_due (&f), ==, 1);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpstr (post->remote_id, ==, "1866000000000000001");
  g_assert_nonnull (post->remote_url);
  g_assert_cmpint (post->posted_at, ==, comms_desk_now (f.desk.desk));
  g_assert_cmpint (post->attempt, ==, 1);
  g_assert_cmpuint (f.settled->len, ==, 1);
  g_assert_cmpint (desk_fixture_count (&f.desk, "engagement WHERE kind = 'post' AND post_id <> 0"),
                   ==, 1);
  g_assert_cmpint (desk_fixture_count (&f.desk, "lease"), ==, 0);

  /* It never leaves again. */
  g_assert_cmpuint (send_due (&f), ==, 0);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  tear_down (&f);
}

/* Every answer of the network, and what it makes of the post and of its account. */

#define PROBLEM(detail) "{\"title\":\"Forbidden\",\"detail\":\"" detail "\"}"

typedef struct
{
  const char *name;
  guint status; /* 0: the connection drops */
  const char *headers;
  const char *body;
  CommsPostState state;
  const char *code;
  CommsAccountState account_state;
  int retry_seconds; /* from now, 0 for none */
} Answer;

static const Answer answers[] = {
  { "sign-in", 401, NULL, PROBLEM ("Unauthorized"), COMMS_POST_STATE_QUEUED, "sign-in",
    COMMS_ACCOUNT_STATE_SIGN_IN, 0 },
  { "credit", 402, NULL, PROBLEM ("credits"), COMMS_POST_STATE_QUEUED, "credit",
    COMMS_ACCOUNT_STATE_PAUSED, 0 },
  { "limit", 429,
    "x-rate-limit-remaining: 0\nx-rate-limit-reset: 1796807520\n"
    "Date: Wed, 09 Dec 2026 09:07:00 GMT",
    "{\"title\":\"Too Many Requests\"}", COMMS_POST_STATE_QUEUED, "limit",
    COMMS_ACCOUNT_STATE_PAUSED, 300 },
  { "refused", 403, NULL, PROBLEM ("You are not permitted to perform this action."),
    COMMS_POST_STATE_REFUSED, "refused", COMMS_ACCOUNT_STATE_READY, 0 },
  { "invalid", 400, NULL, PROBLEM ("Invalid Request"), COMMS_POST_STATE_REFUSED, "refused",
    COMMS_ACCOUNT_STATE_READY, 0 },
  { "server", 500, NULL, "<html>oops</html>", COMMS_POST_STATE_UNKNOWN, "server",
    COMMS_ACCOUNT_STATE_READY, 10 },
  { "unreadable", 201, NULL, "<html>thanks</html>", COMMS_POST_STATE_UNKNOWN, "server",
    COMMS_ACCOUNT_STATE_READY, 10 },
  { "drop", 0, NULL, NULL, COMMS_POST_STATE_UNKNOWN, "dropped", COMMS_ACCOUNT_STATE_READY, 10 },
};

static void
answer_with (Fixture *f, const Answer *answer)
{
  if (answer->status == 0)
    comms_fake_x_drop (f->x, "");
  else
    comms_fake_x_answer (f->x, answer->status,
                         *answer->body == '<' ? "text/html" : "application/json", answer->headers,
                         answer->body);
}

static gpointer
load_account_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_accounts_load (tx, *(gint64 *) data, error);
}

static CommsAccount *
load_account (Fixture *f, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CommsAccount *account = comms_desk_run_sync (f->desk.desk, load_account_run, &id, &error);

  g_assert_no_error (error);
  return account;
}

static void
test_answer (gconstpointer data)
{
  const Answer *answer = data;
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsAccount) account = NULL;

  set_up (&f);
  id = queued (&f, "One in four children", "2026-12-09T14:05");
  desk_fixture_advance (&f.desk, 5 * 60);
  answer_with (&f, answer);
  g_assert_cmpuint (send_due (&f), ==, 1);

  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, answer->state);
  g_assert_cmpstr (post->problem_code, ==, answer->code);
  g_assert_true (g_str_has_suffix (post->problem, "."));
  g_assert_cmpint (post->retry_at, ==,
                   answer->retry_seconds == 0
                     ? 0
                     : comms_desk_now (f.desk.desk) + answer->retry_seconds * 1000);
  account = load_account (&f, f.account_id);
  g_assert_cmpint (account->state, ==, answer->account_state);

  /* Whatever it was, it is not tried again by itself. */
  g_assert_cmpuint (send_due (&f), ==, 0);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  tear_down (&f);
}

/* A limit passes by itself, and the account goes on. */
static void
test_limit_passes (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsAccount) account = NULL;

  set_up (&f);
  id = queued (&f, "One in four children", "2026-12-09T14:05");
  desk_fixture_advance (&f.desk, 5 * 60);
  answer_with (&f, &answers[2]);
  g_assert_cmpuint (send_due (&f), ==, 1);
  desk_fixture_advance (&f.desk, 5 * 60);
  answer_created (&f, "77");
  g_assert_cmpuint (send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  account = load_account (&f, f.account_id);
  g_assert_cmpint (account->state, ==, COMMS_ACCOUNT_STATE_READY);
  tear_down (&f);
}

/* One account that is held does not hold another. */
static void
test_accounts_are_apart (void)
{
  Fixture f;
  gint64 mine;
  gint64 other_account;
  gint64 other;
  g_autoptr (CommsFakeX) other_x = comms_fake_x_new ();

  set_up (&f);
  other_account = desk_fixture_add_account (&f.desk, "mohr_urdu", "1002",
                                            comms_fake_x_get_uri (other_x), "token-of-urdu");
  mine = queued (&f, "One in four children", SOON);
  other = desk_fixture_add_post (&f.desk, other_account, "Another", SOON);
  comms_desk_run_sync (f.desk.desk, queue_run, &other, NULL);
  desk_fixture_advance (&f.desk, 10 * 60);

  answer_with (&f, &answers[0]);
  comms_fake_x_answer (other_x, 201, "application/json", NULL, "{\"data\":{\"id\":\"5\"}}");
  g_assert_cmpuint (send_due (&f), ==, 2);
  g_assert_cmpint (desk_fixture_state (&f.desk, mine), ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpint (desk_fixture_state (&f.desk, other), ==, COMMS_POST_STATE_POSTED);
  tear_down (&f);
}

static void
test_missed (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f);
  id = queued (&f, "One in four children", SOON);
  /* 14:10 and twenty minutes: at 14:30 it may still leave, a second later it may not. */
  desk_fixture_advance (&f.desk, 28 * 60 + 1);
  g_assert_cmpuint (send_due (&f), ==, 0);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_MISSED);
  g_assert_cmpstr (post->problem_code, ==, "late");
  g_assert_cmpuint (f.settled->len, ==, 1);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);
  tear_down (&f);
}

static void
test_just_in_time (void)
{
  Fixture f;
  gint64 id;

  set_up (&f);
  id = queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 28 * 60);
  answer_created (&f, "77");
  g_assert_cmpuint (send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  tear_down (&f);
}

static gpointer
pause_run (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_policy_pause (tx, data, error));
}

/* A freeze in the last second holds, and what was held is not sent late by itself. */
static void
test_freeze (void)
{
  Fixture f;
  gint64 id;

  set_up (&f);
  id = queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 8 * 60 - 1);
  comms_desk_run_sync (f.desk.desk, pause_run, (gpointer) "A day of mourning", NULL);
  desk_fixture_advance (&f.desk, 1);
  g_assert_cmpuint (send_due (&f), ==, 0);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_QUEUED);

  desk_fixture_advance (&f.desk, 30 * 60);
  g_assert_cmpuint (send_due (&f), ==, 0);
  comms_desk_run_sync (f.desk.desk, pause_run, NULL, NULL);
  g_assert_cmpuint (send_due (&f), ==, 0);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_MISSED);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);
  tear_down (&f);
}

/* Threads. */

static gint64
queued_part (Fixture *f, const char *text, gint64 thread_id, gint64 position)
{
  g_autoptr (CommsPost) post =
    g_object_new (COMMS_TYPE_POST, "account-id", f->account_id, "text", text, "language", "en",
                  "due-wall", SOON, "thread-id", thread_id, "thread-position", position, NULL);
  g_autoptr (GError) error = NULL;
  gint64 id;

  desk_fixture_save (&f->desk, comms_posts_save, post);
  id = comms_record_get_id (COMMS_RECORD (post));
  if (thread_id == 0)
    {
      g_object_set (post, "thread-id", id, NULL);
      desk_fixture_save (&f->desk, comms_posts_save, post);
    }
  comms_desk_run_sync (f->desk.desk, queue_run, &id, &error);
  g_assert_no_error (error);
  return id;
}

static void
test_thread (void)
{
  Fixture f;
  gint64 first;
  gint64 second;

  set_up (&f);
  first = queued_part (&f, "Part one", 0, 1);
  second = queued_part (&f, "Part two", first, 2);
  desk_fixture_advance (&f.desk, 10 * 60);
  answer_created (&f, "71");
  answer_created (&f, "72");
  g_assert_cmpuint (send_due (&f), ==, 2);
  g_assert_cmpint (desk_fixture_state (&f.desk, second), ==, COMMS_POST_STATE_POSTED);
  g_assert_nonnull (strstr (comms_fake_x_request (f.x, 0)->body, "Part one"));
  g_assert_nonnull (
    strstr (comms_fake_x_request (f.x, 1)->body, "\"in_reply_to_tweet_id\":\"71\""));
  tear_down (&f);
}

static void
test_thread_stops (void)
{
  Fixture f;
  gint64 first;
  gint64 second;

  set_up (&f);
  first = queued_part (&f, "Part one", 0, 1);
  second = queued_part (&f, "Part two", first, 2);
  desk_fixture_advance (&f.desk, 10 * 60);
  answer_with (&f, &answers[3]);
  g_assert_cmpuint (send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, first), ==, COMMS_POST_STATE_REFUSED);
  g_assert_cmpint (desk_fixture_state (&f.desk, second), ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  tear_down (&f);
}

/* Unknown outcomes. */

#define TIMELINE(text)                                                                             \
  "{\"data\":[{\"id\":\"1866000000000000009\",\"text\":\"" text                                    \
  "\"}],\"meta\":{\"result_count\":1}}"
#define EMPTY "{\"meta\":{\"result_count\":0}}"

/* The network's clock agrees with the desk's. */
static void
answer_timeline (Fixture *f, const char *body)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (comms_desk_now (f->desk.desk) / 1000);
  g_autofree char *date = g_date_time_format (now, "Date: %a, %d %b %Y %H:%M:%S GMT");

  comms_fake_x_answer (f->x, 200, "application/json", date, body);
}

static gint64
unknown (Fixture *f, const char *text)
{
  const gint64 in_five_minutes = comms_desk_now (f->desk.desk) + 5 * 60 * 1000;
  g_autofree char *wall = comms_zone_to_wall ("Asia/Karachi", in_five_minutes);
  const gint64 id = queued (f, text, wall);

  desk_fixture_advance (&f->desk, 5 * 60);
  answer_with (f, &answers[7]);
  send_due (f);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_UNKNOWN);
  return id;
}

static void
test_look_finds_it (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f);
  id = unknown (&f, "One in four children");
  /* Not at once. */
  send_due (&f);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  desk_fixture_advance (&f.desk, 10);
  answer_timeline (&f, TIMELINE ("One in four children"));
  send_due (&f);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpstr (post->remote_id, ==, "1866000000000000009");
  g_assert_null (post->problem);
  g_assert_cmpint (desk_fixture_count (&f.desk, "engagement WHERE kind = 'post'"), ==, 1);
  tear_down (&f);
}

/* After three looks a person decides; nothing is sent again by itself. */
static void
test_look_finds_nothing (void)
{
  const int waits[] = { 10, 50, 240 };
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f);
  id = unknown (&f, "One in four children");
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      desk_fixture_advance (&f.desk, waits[i]);
      answer_timeline (&f, EMPTY);
      send_due (&f);
    }
  desk_fixture_advance (&f.desk, 60 * 60);
  send_due (&f);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 4);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_UNKNOWN);
  g_assert_cmpint (post->retry_at, ==, 0);
  tear_down (&f);
}

/* Equal words that belong to another post are not taken for this one. */
static void
test_look_knows_its_own (void)
{
  Fixture f;
  gint64 id;
  gint64 twin;

  set_up (&f);
  id = unknown (&f, "Caf\u00e9 talk");
  desk_fixture_advance (&f.desk, 10);
  answer_timeline (&f, TIMELINE ("Caf\\u00e9 talk"));
  send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);

  twin = unknown (&f, "Cafe\u0301 talk");
  desk_fixture_advance (&f.desk, 10);
  answer_timeline (&f, TIMELINE ("Caf\\u00e9 talk"));
  send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, twin), ==, COMMS_POST_STATE_UNKNOWN);
  tear_down (&f);
}

static void
test_duplicate_is_looked_for_at_once (void)
{
  Fixture f;
  gint64 id;

  set_up (&f);
  id = queued (&f, "One in four children", "2026-12-09T14:05");
  desk_fixture_advance (&f.desk, 5 * 60);
  comms_fake_x_answer (f.x, 403, "application/json", NULL,
                       PROBLEM ("You are not allowed to create a Tweet with duplicate content."));
  g_assert_cmpuint (send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_UNKNOWN);
  answer_timeline (&f, TIMELINE ("One in four children"));
  send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  tear_down (&f);
}

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
die (Fixture *f, gint64 post_id)
{
  Dead dead = { post_id, f->account_id };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, die_run, &dead, &error);
  g_assert_no_error (error);
}

static void
test_one_sender_at_a_time (void)
{
  Fixture f;
  gint64 id;

  set_up (&f);
  id = queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  die (&f, 0);
  g_assert_cmpuint (send_due (&f), ==, 0);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_QUEUED);

  /* Its lease ends by itself. */
  desk_fixture_advance (&f.desk, 45);
  answer_created (&f, "77");
  g_assert_cmpuint (send_due (&f), ==, 1);
  tear_down (&f);
}

static void
test_recovers_what_was_left (void)
{
  Fixture f;
  gint64 left;
  gint64 next;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f);
  left = queued (&f, "One in four children", SOON);
  next = queued (&f, "Another text", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  die (&f, left);

  /* While that sender may be alive, its post is its own. */
  send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, left), ==, COMMS_POST_STATE_SENDING);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);

  desk_fixture_advance (&f.desk, 45);
  answer_created (&f, "78");
  g_assert_cmpuint (send_due (&f), ==, 1);
  post = desk_fixture_load_post (&f.desk, left);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_UNKNOWN);
  g_assert_cmpstr (post->problem_code, ==, "crash");
  g_assert_cmpint (desk_fixture_state (&f.desk, next), ==, COMMS_POST_STATE_POSTED);

  desk_fixture_advance (&f.desk, 10);
  answer_timeline (&f, TIMELINE ("One in four children"));
  send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, left), ==, COMMS_POST_STATE_POSTED);
  tear_down (&f);
}

/* What was changed after it was queued is not what is sent. */
static void
test_changed_after_queueing (void)
{
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  set_up (&f);
  id = queued (&f, "One in four children", SOON);
  post = desk_fixture_load_post (&f.desk, id);
  g_object_set (post, "text", "One in five children", NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  desk_fixture_advance (&f.desk, 9 * 60);
  g_assert_cmpuint (send_due (&f), ==, 0);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);
  tear_down (&f);
}

/* One post, for someone who waits. */

static void
send_one (Fixture *f, gint64 id, GError **error)
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
  Fixture f;
  gint64 id;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  id = queued (&f, "One in four children", SOON);
  send_one (&f, id, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_TIME);
  g_clear_error (&error);
  send_one (&f, 99, &error);
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  desk_fixture_advance (&f.desk, 9 * 60);
  answer_with (&f, &answers[2]);
  send_one (&f, id, &error);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_LIMITED);
  g_clear_error (&error);
  send_one (&f, id, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_TIME);
  g_clear_error (&error);
  desk_fixture_advance (&f.desk, 10 * 60);
  answer_created (&f, "77");
  send_one (&f, id, &error);
  g_assert_no_error (error);
  send_one (&f, id, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  tear_down (&f);
}

static void
withdraw (Fixture *f, gint64 id, const char *reason, GError **error)
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
  Fixture f;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  id = queued (&f, "One in four children", SOON);
  withdraw (&f, id, "Wrong figure", &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  g_clear_error (&error);

  desk_fixture_advance (&f.desk, 9 * 60);
  answer_created (&f, "77");
  send_due (&f);
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
  g_assert_cmpstr (post->problem_code, ==, "withdrawn");
  g_assert_cmpstr (post->problem, ==, "Wrong figure");
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry WHERE action = 'withdraw' "
                                                "AND actor_id = 1"),
                   ==, 1);
  withdraw (&f, id, "Again", &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  tear_down (&f);
}

static void
reconcile (Fixture *f, gint64 id, GError **error)
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
  Fixture f;
  gint64 id;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  id = unknown (&f, "One in four children");
  comms_fake_x_answer (f.x, 503, "text/html", NULL, "<html>");
  reconcile (&f, id, &error);
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR);
  g_clear_error (&error);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_UNKNOWN);
  answer_timeline (&f, TIMELINE ("One in four children"));
  reconcile (&f, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  tear_down (&f);
}

/* Reading a real network needs someone who confirmed that it is allowed (G1). */
static void
test_reading_has_to_be_allowed (void)
{
  Fixture f = { 0 };
  gint64 id;
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  f.x = comms_fake_x_new ();
  desk_fixture_open (&f.desk, FALSE);
  f.settled = g_array_new (FALSE, FALSE, sizeof (gint64));
  f.account_id = desk_fixture_add_account (&f.desk, "mohr_example", "1001",
                                           comms_fake_x_get_uri (f.x), "token-of-mohr");
  new_publisher (&f);
  id = unknown (&f, "One in four children");
  account = load_account (&f, f.account_id);
  g_object_set (account, "api-base", "https://api.x.com", NULL);
  desk_fixture_save (&f.desk, comms_accounts_save, account);

  reconcile (&f, id, &error);
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_ROLE);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  tear_down (&f);
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
  Fixture f;
  gboolean settled = FALSE;
  gint64 id;
  gint64 later;
  const gint64 at_six = comms_zone_date_start ("Asia/Karachi", 2026, 12, 9) + 18 * 60 * 60 * 1000;
  gint64 next_due = 0;

  set_up (&f);
  later = queued (&f, "Later", TODAY);
  g_signal_connect (f.publisher, "settled", G_CALLBACK (set_flag_cb), &settled);
  comms_publisher_start (f.publisher);
  id = desk_fixture_add_post (&f.desk, f.account_id, "One in four children", NULL);
  answer_created (&f, "77");
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
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publisher/happy-path", test_happy_path);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/publisher/answer/", answers[i].name, NULL);

      g_test_add_data_func (path, &answers[i], test_answer);
    }
  g_test_add_func ("/publisher/limit-passes", test_limit_passes);
  g_test_add_func ("/publisher/accounts-are-apart", test_accounts_are_apart);
  g_test_add_func ("/publisher/missed", test_missed);
  g_test_add_func ("/publisher/just-in-time", test_just_in_time);
  g_test_add_func ("/publisher/freeze", test_freeze);
  g_test_add_func ("/publisher/thread", test_thread);
  g_test_add_func ("/publisher/thread-stops", test_thread_stops);
  g_test_add_func ("/publisher/look-finds-it", test_look_finds_it);
  g_test_add_func ("/publisher/look-finds-nothing", test_look_finds_nothing);
  g_test_add_func ("/publisher/look-knows-its-own", test_look_knows_its_own);
  g_test_add_func ("/publisher/duplicate-is-looked-for-at-once",
                   test_duplicate_is_looked_for_at_once);
  g_test_add_func ("/publisher/one-sender-at-a-time", test_one_sender_at_a_time);
  g_test_add_func ("/publisher/recovers-what-was-left", test_recovers_what_was_left);
  g_test_add_func ("/publisher/changed-after-queueing", test_changed_after_queueing);
  g_test_add_func ("/publisher/send-one", test_send_one);
  g_test_add_func ("/publisher/withdraw", test_withdraw);
  g_test_add_func ("/publisher/reconcile", test_reconcile);
  g_test_add_func ("/publisher/reading-has-to-be-allowed", test_reading_has_to_be_allowed);
  g_test_add_func ("/publisher/started", test_started);
  return g_test_run ();
}
