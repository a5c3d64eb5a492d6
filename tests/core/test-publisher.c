/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-posts.h"
#include "comms-releases.h"
#include "publisher-fixture.h"

/* The fixture's now is Wednesday 9 December 2026, 14:02. */
#define SOON "2026-12-09T14:10"

static void
test_happy_path (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);

  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "1866000000000000001");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
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
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  publisher_fixture_close (&f);
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
answer_with (PublisherFixture *f, const Answer *answer)
{
  if (answer->status == 0)
    comms_fake_x_drop (f->x, "");
  else
    comms_fake_x_answer (f->x, answer->status,
                         *answer->body == '<' ? "text/html" : "application/json", answer->headers,
                         answer->body);
}

static void
test_answer (gconstpointer data)
{
  const Answer *answer = data;
  PublisherFixture f = { 0 };
  gint64 next_due = 0;
  gint64 id;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsAccount) account = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", "2026-12-09T14:05");
  desk_fixture_advance (&f.desk, 5 * 60);
  answer_with (&f, answer);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);

  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, answer->state);
  g_assert_cmpstr (post->problem_code, ==, answer->code);
  g_assert_true (g_str_has_suffix (post->problem, "."));
  g_assert_cmpint (post->retry_at, ==,
                   answer->retry_seconds == 0
                     ? 0
                     : comms_desk_now (f.desk.desk) + answer->retry_seconds * 1000);
  account = publisher_fixture_account (&f);
  g_assert_cmpint (account->state, ==, answer->account_state);

  /* Whatever it was, it is not tried again by itself, nor is it said to leave any moment. */
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  g_object_get (f.publisher, "next-due", &next_due, NULL);
  g_assert_true (next_due == 0 || next_due > comms_desk_now (f.desk.desk));
  publisher_fixture_close (&f);
}

/* A limit passes by itself, and the account goes on. */
static void
test_limit_passes (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (CommsAccount) account = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", "2026-12-09T14:05");
  desk_fixture_advance (&f.desk, 5 * 60);
  answer_with (&f, &answers[2]);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  desk_fixture_advance (&f.desk, 5 * 60);
  publisher_fixture_created (&f, "77");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  account = publisher_fixture_account (&f);
  g_assert_cmpint (account->state, ==, COMMS_ACCOUNT_STATE_READY);
  publisher_fixture_close (&f);
}

/* One account that is held does not hold another. */
static void
test_accounts_are_apart (void)
{
  PublisherFixture f = { 0 };
  gint64 mine;
  gint64 other_account;
  gint64 other;
  g_autoptr (CommsFakeX) other_x = comms_fake_x_new ();

  publisher_fixture_open (&f, TRUE);
  other_account = desk_fixture_add_account (&f.desk, "mohr_urdu", "1002",
                                            comms_fake_x_get_uri (other_x), "token-of-urdu");
  mine = publisher_fixture_queued (&f, "One in four children", SOON);
  other = desk_fixture_add_post (&f.desk, other_account, "Another", SOON);
  desk_fixture_queue (&f.desk, other);
  desk_fixture_advance (&f.desk, 10 * 60);

  answer_with (&f, &answers[0]);
  comms_fake_x_answer (other_x, 201, "application/json", NULL, "{\"data\":{\"id\":\"5\"}}");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 2);
  g_assert_cmpint (desk_fixture_state (&f.desk, mine), ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpint (desk_fixture_state (&f.desk, other), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

/* However many accounts wait for a network that takes its time, the next does not wait for them. */
static void
test_accounts_side_by_side (void)
{
  PublisherFixture f = { 0 };
  gint64 ids[12];

  publisher_fixture_open (&f, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *handle = g_strdup_printf ("mohr_%u", i);
      g_autofree char *user_id = g_strdup_printf ("%u", 2000 + i);
      g_autofree char *text = g_strdup_printf ("Post number %u", i);
      g_autofree char *remote_id = g_strdup_printf ("%u", 7000 + i);
      const gint64 account_id = desk_fixture_add_account (
        &f.desk, handle, user_id, comms_fake_x_get_uri (f.x), "token-of-one");

      ids[i] = desk_fixture_add_post (&f.desk, account_id, text, SOON);
      desk_fixture_queue (&f.desk, ids[i]);
      publisher_fixture_created (&f, remote_id);
    }
  desk_fixture_advance (&f.desk, 10 * 60);
  comms_fake_x_answer_together (f.x, G_N_ELEMENTS (ids));
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpint (desk_fixture_state (&f.desk, ids[i]), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

static void
test_missed (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  /* 14:10 and twenty minutes: at 14:30 it may still leave, a second later it may not. */
  desk_fixture_advance (&f.desk, 28 * 60 + 1);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_MISSED);
  g_assert_cmpstr (post->problem_code, ==, "late");
  g_assert_cmpuint (f.settled->len, ==, 1);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);
  publisher_fixture_close (&f);
}

static void
test_just_in_time (void)
{
  PublisherFixture f = { 0 };
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 28 * 60);
  publisher_fixture_created (&f, "77");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
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
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 8 * 60 - 1);
  comms_desk_run_sync (f.desk.desk, pause_run, (gpointer) "A day of mourning", NULL);
  desk_fixture_advance (&f.desk, 1);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_QUEUED);

  desk_fixture_advance (&f.desk, 30 * 60);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_nonnull (strstr (post->problem, "A day of mourning"));
  comms_desk_run_sync (f.desk.desk, pause_run, NULL, NULL);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_MISSED);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);
  publisher_fixture_close (&f);
}

/* An embargo that was set after the post was queued holds it, and says so. */
static void
test_embargo_set_later (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsRelease) release =
    g_object_new (COMMS_TYPE_RELEASE, "title", "The report", "language", "en", NULL);
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) held = NULL;
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  desk_fixture_save (&f.desk, comms_releases_save, release);
  post = g_object_new (COMMS_TYPE_POST, "account-id", f.account_id, "text", "The report says",
                       "due-wall", SOON, "release-id", comms_record_get_id (COMMS_RECORD (release)),
                       NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  id = comms_record_get_id (COMMS_RECORD (post));
  desk_fixture_queue (&f.desk, id);
  g_object_set (release, "embargo-wall", "2026-12-09T15:00", "embargo-zone", "Asia/Karachi",
                "embargo-at", comms_desk_now (f.desk.desk) + 58 * 60 * 1000, NULL);
  desk_fixture_save (&f.desk, comms_releases_save, release);

  desk_fixture_advance (&f.desk, 10 * 60);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  held = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (held->state, ==, COMMS_POST_STATE_QUEUED);
  g_assert_nonnull (strstr (held->problem, "embargo"));
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);
  publisher_fixture_close (&f);
}

/* Threads. */

static gint64
queued_part (PublisherFixture *f, const char *text, gint64 thread_id, gint64 position)
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
  desk_fixture_queue (&f->desk, id);
  return id;
}

static void
test_thread (void)
{
  PublisherFixture f = { 0 };
  gint64 first;
  gint64 second;

  publisher_fixture_open (&f, TRUE);
  first = queued_part (&f, "Part one", 0, 1);
  second = queued_part (&f, "Part two", first, 2);
  desk_fixture_advance (&f.desk, 10 * 60);
  publisher_fixture_created (&f, "71");
  publisher_fixture_created (&f, "72");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 2);
  g_assert_cmpint (desk_fixture_state (&f.desk, second), ==, COMMS_POST_STATE_POSTED);
  g_assert_nonnull (strstr (comms_fake_x_request (f.x, 0)->body, "Part one"));
  g_assert_nonnull (
    strstr (comms_fake_x_request (f.x, 1)->body, "\"in_reply_to_tweet_id\":\"71\""));
  publisher_fixture_close (&f);
}

static void
test_thread_stops (void)
{
  PublisherFixture f = { 0 };
  gint64 first;
  gint64 second;

  publisher_fixture_open (&f, TRUE);
  first = queued_part (&f, "Part one", 0, 1);
  second = queued_part (&f, "Part two", first, 2);
  desk_fixture_advance (&f.desk, 10 * 60);
  answer_with (&f, &answers[3]);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, first), ==, COMMS_POST_STATE_REFUSED);
  g_assert_cmpint (desk_fixture_state (&f.desk, second), ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  publisher_fixture_close (&f);
}

/* A part that stands on another account answers nothing: the number is that account's. */
static void
test_thread_elsewhere (void)
{
  PublisherFixture f = { 0 };
  gint64 first;
  gint64 second;
  g_autofree char *sql = NULL;

  publisher_fixture_open (&f, TRUE);
  first = queued_part (&f, "Part one", 0, 1);
  second = queued_part (&f, "Part two", first, 2);
  sql = g_strdup_printf ("UPDATE post SET state = 'posted', remote_id = '71', account_id = 99"
                         " WHERE id = %d",
                         (int) first);
  desk_fixture_execute (&f.desk, sql);
  desk_fixture_advance (&f.desk, 10 * 60);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  g_assert_cmpint (desk_fixture_state (&f.desk, second), ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);
  publisher_fixture_close (&f);
}

/* Unknown outcomes. */

#define EMPTY "{\"meta\":{\"result_count\":0}}"

static void
test_look_finds_it (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_unknown (&f, "One in four children");
  /* Not at once. */
  publisher_fixture_send_due (&f);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  desk_fixture_advance (&f.desk, 10);
  publisher_fixture_timeline (&f, TIMELINE ("One in four children"));
  publisher_fixture_send_due (&f);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpstr (post->remote_id, ==, "1866000000000000009");
  g_assert_null (post->problem);
  g_assert_cmpint (desk_fixture_count (&f.desk, "engagement WHERE kind = 'post'"), ==, 1);
  publisher_fixture_close (&f);
}

/* After three looks a person decides; nothing is sent again by itself. */
static void
test_look_finds_nothing (void)
{
  const int waits[] = { 10, 50, 240 };
  PublisherFixture f = { 0 };
  gint64 id;
  g_autoptr (CommsPost) post = NULL;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_unknown (&f, "One in four children");
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      desk_fixture_advance (&f.desk, waits[i]);
      publisher_fixture_timeline (&f, EMPTY);
      publisher_fixture_send_due (&f);
    }
  desk_fixture_advance (&f.desk, 60 * 60);
  publisher_fixture_send_due (&f);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 4);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_UNKNOWN);
  g_assert_cmpint (post->retry_at, ==, 0);
  publisher_fixture_close (&f);
}

/* Equal words that belong to another post are not taken for this one. */
static void
test_look_knows_its_own (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  gint64 twin;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_unknown (&f, "Caf\u00e9 talk");
  desk_fixture_advance (&f.desk, 10);
  publisher_fixture_timeline (&f, TIMELINE ("Caf\\u00e9 talk"));
  publisher_fixture_send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);

  twin = publisher_fixture_unknown (&f, "Cafe\u0301 talk");
  desk_fixture_advance (&f.desk, 10);
  publisher_fixture_timeline (&f, TIMELINE ("Caf\\u00e9 talk"));
  publisher_fixture_send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, twin), ==, COMMS_POST_STATE_UNKNOWN);
  publisher_fixture_close (&f);
}

static void
test_duplicate_is_looked_for_at_once (void)
{
  PublisherFixture f = { 0 };
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", "2026-12-09T14:05");
  desk_fixture_advance (&f.desk, 5 * 60);
  comms_fake_x_answer (f.x, 403, "application/json", NULL,
                       PROBLEM ("You are not allowed to create a Tweet with duplicate content."));
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_UNKNOWN);
  publisher_fixture_timeline (&f, TIMELINE ("One in four children"));
  publisher_fixture_send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

static gpointer
load_policy_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_record_copy (tx->policy);
}

static CommsPolicy *
load_policy (PublisherFixture *f)
{
  CommsPolicy *policy = comms_desk_run_sync (f->desk.desk, load_policy_run, NULL, NULL);

  g_assert_nonnull (policy);
  return policy;
}

/* Spacing: the account's next post waits, other accounts and the parts of a thread do not. */
static void
test_spacing (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPolicy) policy = NULL;

  publisher_fixture_open (&f, TRUE);
  policy = load_policy (&f);
  g_object_set (policy, "spacing-seconds", G_GINT64_CONSTANT (120), NULL);
  desk_fixture_save (&f.desk, comms_policy_save, policy);
  publisher_fixture_queued (&f, "One in four children", SOON);
  publisher_fixture_queued (&f, "Two hundred schools", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "1");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  desk_fixture_advance (&f.desk, 119);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  desk_fixture_advance (&f.desk, 1);
  publisher_fixture_created (&f, "2");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  publisher_fixture_close (&f);
}

/* A post that went out by a clock that has been set back since is no reason to wait for hours. */
static void
test_spacing_and_a_clock_set_back (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPolicy) policy = NULL;

  publisher_fixture_open (&f, TRUE);
  policy = load_policy (&f);
  g_object_set (policy, "spacing-seconds", G_GINT64_CONSTANT (60), NULL);
  desk_fixture_save (&f.desk, comms_policy_save, policy);
  publisher_fixture_queued (&f, "One", SOON);
  desk_fixture_advance (&f.desk, 8 * 60);
  publisher_fixture_created (&f, "71");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);

  desk_fixture_advance (&f.desk, -60 * 60);
  publisher_fixture_queued (&f, "Two", "2026-12-09T13:12");
  desk_fixture_advance (&f.desk, 3 * 60);
  publisher_fixture_created (&f, "72");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  publisher_fixture_close (&f);
}

/* The last request of the window was this one: the next waits, and the account says why. */
static void
test_budget (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsAccount) account = NULL;

  publisher_fixture_open (&f, TRUE);
  publisher_fixture_queued (&f, "One in four children", "2026-12-09T14:05");
  publisher_fixture_queued (&f, "Two hundred schools", "2026-12-09T14:05");
  desk_fixture_advance (&f.desk, 5 * 60);
  /* 14:12 in Islamabad */
  comms_fake_x_answer (f.x, 201, "application/json",
                       "x-rate-limit-limit: 100\nx-rate-limit-remaining: 0\n"
                       "x-rate-limit-reset: 1796807520",
                       "{\"data\":{\"id\":\"1\"}}");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  account = publisher_fixture_account (&f);
  g_assert_cmpint (account->state, ==, COMMS_ACCOUNT_STATE_PAUSED);
  g_assert_cmpint (account->rate_limit, ==, 100);
  g_assert_cmpint (account->rate_reset_at, ==, account->paused_until);
  g_assert_true (g_str_has_suffix (account->pause_reason, "."));
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);

  desk_fixture_advance (&f.desk, 5 * 60);
  publisher_fixture_created (&f, "2");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  publisher_fixture_close (&f);
}

/* A clock that is far off sends nothing at its time, until it is set. */
static void
test_clock (void)
{
  PublisherFixture f = { 0 };
  gint64 second;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsAccount) account = NULL;
  g_autofree char *warning = NULL;

  publisher_fixture_open (&f, TRUE);
  publisher_fixture_queued (&f, "One in four children", "2026-12-09T14:05");
  second = publisher_fixture_queued (&f, "Two hundred schools", "2026-12-09T14:05");
  desk_fixture_advance (&f.desk, 5 * 60);
  /* By the network it is 14:00 in Islamabad, by the desk 14:07. */
  comms_fake_x_answer (f.x, 201, "application/json", "Date: Wed, 09 Dec 2026 09:00:00 GMT",
                       "{\"data\":{\"id\":\"1\"}}");
  comms_fake_x_answer (f.x, 200, "application/json", "Date: Wed, 09 Dec 2026 09:00:00 GMT",
                       "{\"data\":{\"id\":\"1001\",\"username\":\"mohr_example\"}}");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  post = desk_fixture_load_post (&f.desk, second);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpstr (post->problem_code, ==, "clock");
  account = publisher_fixture_account (&f);
  warning = comms_account_dup_clock_warning (account);
  g_assert_cmpstr (warning, ==, post->problem);
  /* Asked once, not at each pass. */
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);

  desk_fixture_advance (&f.desk, 60);
  comms_fake_x_answer (f.x, 200, "application/json", NULL,
                       "{\"data\":{\"id\":\"1001\",\"username\":\"mohr_example\"}}");
  publisher_fixture_created (&f, "2");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, second), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

/* A network that cannot be reached is tried after 1, 2, 4 and more minutes, for the whole grace. */
static void
test_out_of_reach (void)
{
  PublisherFixture f = { 0 };
  gint64 id;
  gint64 waited = 0;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsAccount) account = NULL;

  publisher_fixture_open (&f, TRUE);
  /* Nobody listens there. */
  f.account_id =
    desk_fixture_add_account (&f.desk, "mohr_urdu", "1002", "http://127.0.0.1:9", "token-of-urdu");
  id = publisher_fixture_queued (&f, "One in four children", "2026-12-09T14:05");
  desk_fixture_advance (&f.desk, 3 * 60);
  for (int i = 0; i < 4; i++)
    {
      g_clear_object (&post);
      g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
      post = desk_fixture_load_post (&f.desk, id);
      g_assert_cmpint (post->state, ==, COMMS_POST_STATE_QUEUED);
      g_assert_cmpstr (post->problem_code, ==, "unreachable");
      waited = post->retry_at - comms_desk_now (f.desk.desk);
      g_assert_cmpint (waited, ==, (i == 0 ? 1 : 1 << (i - 1)) * 60 * 1000);
      desk_fixture_advance (&f.desk, (int) (waited / 1000));
    }
  account = publisher_fixture_account (&f);
  g_assert_cmpint (account->state, ==, COMMS_ACCOUNT_STATE_READY);
  g_assert_cmpstr (account->pause_reason, ==, post->problem);
  desk_fixture_advance (&f.desk, 60 * 60);
  publisher_fixture_send_due (&f);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_MISSED);
  publisher_fixture_close (&f);
}

/* The policy may say that what was not found is sent again; without it a person decides. */
static void
test_absent_is_sent_again (void)
{
  const int waits[] = { 10, 50, 240 };
  PublisherFixture f = { 0 };
  g_autoptr (CommsPolicy) policy = NULL;
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  policy = load_policy (&f);
  g_object_set (policy, "requeue-absent", TRUE, NULL);
  desk_fixture_save (&f.desk, comms_policy_save, policy);
  id = publisher_fixture_unknown (&f, "One in four children");
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      desk_fixture_advance (&f.desk, waits[i]);
      publisher_fixture_timeline (&f, EMPTY);
      publisher_fixture_send_due (&f);
    }
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_QUEUED);
  publisher_fixture_created (&f, "7");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

/* The month's cap is asked once more at the moment of sending. */
static void
test_cap (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPolicy) policy = NULL;
  g_autoptr (CommsPost) post = NULL;
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", "2026-12-09T14:05");
  policy = load_policy (&f);
  g_object_set (policy, "x-cap-micros", G_GINT64_CONSTANT (1000), NULL);
  desk_fixture_save (&f.desk, comms_policy_save, policy);
  desk_fixture_advance (&f.desk, 5 * 60);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 0);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_QUEUED);
  g_assert_nonnull (strstr (post->problem, "$0.015"));
  publisher_fixture_close (&f);
}

/* The address of what is answered becomes the id that the network wants. */
static void
test_reply_by_link (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPost) post = NULL;
  g_autofree char *link = NULL;
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = desk_fixture_add_post (&f.desk, f.account_id, "Thank you for asking", "2026-12-09T14:05");
  post = desk_fixture_load_post (&f.desk, id);
  link = g_strconcat (comms_fake_x_get_uri (f.x), "/someone/status/1866000000000000003", NULL);
  g_object_set (post, "reply-to", link, NULL);
  desk_fixture_save (&f.desk, comms_posts_save, post);
  desk_fixture_queue (&f.desk, id);
  desk_fixture_advance (&f.desk, 5 * 60);
  publisher_fixture_created (&f, "7");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_nonnull (strstr (comms_fake_x_request (f.x, 0)->body,
                            "\"in_reply_to_tweet_id\":\"1866000000000000003\""));
  publisher_fixture_close (&f);
}

static gpointer
by_hand_run (CommsTx *tx, gpointer data, GError **error)
{
  const char *const *arguments = data;

  return GINT_TO_POINTER (
    comms_posts_done_by_hand (tx, g_ascii_strtoll (arguments[0], NULL, 10), arguments[1], error));
}

/* A reply that X takes from no program is posted by a person, and stands in the log as any other.
 */
static void
test_by_hand (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsPost) post = NULL;
  g_autofree char *id_text = NULL;
  const char *arguments[2];
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", "2026-12-09T14:05");
  desk_fixture_advance (&f.desk, 5 * 60);
  comms_fake_x_answer (f.x, 403, "application/json", NULL,
                       PROBLEM ("You are not permitted to perform this action."));
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_REFUSED);

  id_text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  arguments[0] = id_text;
  arguments[1] = "https://example.org/";
  g_assert_null (comms_desk_run_sync (f.desk.desk, by_hand_run, arguments, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);
  arguments[1] = "https://x.com/mohr_example/status/1866000000000000011";
  comms_desk_run_sync (f.desk.desk, by_hand_run, arguments, &error);
  g_assert_no_error (error);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_POSTED);
  g_assert_true (post->by_hand);
  g_assert_cmpint (post->cost_micros, ==, 0);
  g_assert_cmpstr (post->remote_id, ==, "1866000000000000011");
  g_assert_cmpint (desk_fixture_count (&f.desk, "engagement WHERE kind = 'post'"), ==, 1);

  /* Once is enough. */
  g_assert_null (comms_desk_run_sync (f.desk.desk, by_hand_run, arguments, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
  publisher_fixture_close (&f);
}

/* One text never goes to several accounts on X (G4). */
static void
test_one_text_one_account (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 account;
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  account = desk_fixture_add_account (&f.desk, "mohr_urdu", "1002", comms_fake_x_get_uri (f.x),
                                      "token-of-urdu");
  publisher_fixture_queued (&f, "One in four children", SOON);
  id = desk_fixture_add_post (&f.desk, account, " One in four children", SOON);
  g_assert_false (desk_fixture_try_queue (&f.desk, id, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_DUPLICATE);
  g_assert_nonnull (strstr (error->message, "@mohr_example"));
  desk_fixture_execute (&f.desk, "UPDATE account SET network = 'mastodon' WHERE user_id = '1002'");
  desk_fixture_queue (&f.desk, id);
  publisher_fixture_close (&f);
}

/* Each network counts by its own rule. */
static void
test_network_counts (void)
{
  PublisherFixture f = { 0 };
  g_autofree char *text = g_strnfill (400, 'a');
  g_autoptr (GError) error = NULL;
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = desk_fixture_add_post (&f.desk, f.account_id, text, SOON);
  g_assert_false (desk_fixture_try_queue (&f.desk, id, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT);
  g_clear_error (&error);
  desk_fixture_execute (&f.desk, "UPDATE account SET network = 'mastodon', character_limit = 500");
  desk_fixture_queue (&f.desk, id);
  publisher_fixture_close (&f);
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
  g_test_add_func ("/publisher/accounts-side-by-side", test_accounts_side_by_side);
  g_test_add_func ("/publisher/missed", test_missed);
  g_test_add_func ("/publisher/just-in-time", test_just_in_time);
  g_test_add_func ("/publisher/freeze", test_freeze);
  g_test_add_func ("/publisher/embargo-set-later", test_embargo_set_later);
  g_test_add_func ("/publisher/thread", test_thread);
  g_test_add_func ("/publisher/thread-stops", test_thread_stops);
  g_test_add_func ("/publisher/thread-elsewhere", test_thread_elsewhere);
  g_test_add_func ("/publisher/look-finds-it", test_look_finds_it);
  g_test_add_func ("/publisher/look-finds-nothing", test_look_finds_nothing);
  g_test_add_func ("/publisher/look-knows-its-own", test_look_knows_its_own);
  g_test_add_func ("/publisher/duplicate-is-looked-for-at-once",
                   test_duplicate_is_looked_for_at_once);
  g_test_add_func ("/publisher/spacing", test_spacing);
  g_test_add_func ("/publisher/spacing-and-a-clock-set-back", test_spacing_and_a_clock_set_back);
  g_test_add_func ("/publisher/budget", test_budget);
  g_test_add_func ("/publisher/clock", test_clock);
  g_test_add_func ("/publisher/out-of-reach", test_out_of_reach);
  g_test_add_func ("/publisher/absent-is-sent-again", test_absent_is_sent_again);
  g_test_add_func ("/publisher/cap", test_cap);
  g_test_add_func ("/publisher/reply-by-link", test_reply_by_link);
  g_test_add_func ("/publisher/by-hand", test_by_hand);
  g_test_add_func ("/publisher/one-text-one-account", test_one_text_one_account);
  g_test_add_func ("/publisher/network-counts", test_network_counts);
  return g_test_run ();
}
