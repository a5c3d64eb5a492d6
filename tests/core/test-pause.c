/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-outbox.h"
#include "comms-posts.h"
#include "comms-publisher.h"
#include "comms-record-table.h"
#include "comms-release.h"
#include "comms-test-async.h"
#include "comms-test-network.h"
#include "publisher-fixture.h"

/* What a person stops or changes while a post is on its way. The fixture's now is Wednesday 9
 * December 2026, 14:02. */
#define SOON "2026-12-09T14:10"
#define TODAY "2026-12-09T18:00"

static void
must_run (PublisherFixture *f, CommsTxFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, func, data, &error);
  g_assert_no_error (error);
}

/* A person pauses the account while a post is on its way, and the network then says "too many". */
static gpointer
pause_account_run (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_accounts_pause (tx, *(gint64 *) data, "Hacked", error));
}

static void
pause_when_created_cb (const char *step, gpointer user_data)
{
  PublisherFixture *f = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (step, "created"))
    return;
  comms_desk_run_sync (f->desk.desk, pause_account_run, &f->account_id, &error);
  g_assert_no_error (error);
}

static void
test_pause_while_sending (void)
{
  const guint statuses[] = { 401, 429, 201 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      PublisherFixture f = { 0 };
      g_autoptr (CommsAccount) account = NULL;

      g_test_message ("%u", statuses[i]);
      publisher_fixture_open (&f, TRUE);
      publisher_fixture_queued (&f, "One in four children", TODAY);
      desk_fixture_advance (&f.desk, 4 * 60 * 60);
      comms_fake_x_answer (f.x, statuses[i], "application/json", NULL,
                           statuses[i] == 201 ? "{\"data\":{\"id\":\"77\"}}"
                                              : "{\"title\":\"Problem\"}");
      comms_outbox_set_watch (pause_when_created_cb, &f);
      g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
      comms_outbox_set_watch (NULL, NULL);
      account = publisher_fixture_account (&f);
      g_assert_cmpint (account->state, ==, COMMS_ACCOUNT_STATE_PAUSED);
      g_assert_cmpint (account->paused_until, ==, 0);
      g_assert_cmpstr (account->pause_reason, ==, "Hacked");
      publisher_fixture_close (&f);
    }
}

/* All sending is paused when a post has begun to leave, and its request is not written yet. */
static gpointer
pause_run (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_policy_pause (tx, data, error));
}

static void
pause_when_begun_cb (const char *step, gpointer user_data)
{
  PublisherFixture *f = user_data;

  if (!g_str_equal (step, "begun"))
    return;
  must_run (f, pause_run, (gpointer) "A day of mourning");
  while (comms_desk_get_policy (f->desk.desk)->paused_reason == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_pause_when_begun (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPost) post = NULL;
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  comms_outbox_set_watch (pause_when_begun_cb, &f);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  comms_outbox_set_watch (NULL, NULL);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_QUEUED);
  g_assert_nonnull (strstr (post->problem, "paused"));
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);

  /* Where the pause is let go in time, it leaves after all. */
  must_run (&f, pause_run, NULL);
  publisher_fixture_created (&f, "77");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

/* Another process hears of a pause while its post is on its way. */
typedef struct
{
  CommsTxFunc func;
  CommsOutboxStep *step;
  int value;
} Listening;

static gpointer
listen_run (CommsTx *tx, gpointer data, GError **error)
{
  Listening *self = data;
  const gpointer value = self->func (tx, self->step, error);

  self->value = GPOINTER_TO_INT (value);
  return value;
}

static int
run_once (PublisherFixture *f, CommsTxFunc func)
{
  Listening self = { .func = func, .step = comms_outbox_step_new (f->account_id, 0, "one") };

  must_run (f, listen_run, &self);
  comms_outbox_step_free (self.step);
  return self.value;
}

static void
test_pause_is_heard (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (GError) error = NULL;

  publisher_fixture_open (&f, TRUE);
  g_assert_cmpint (run_once (&f, comms_outbox_listen), ==, TRUE);
  g_assert_cmpint (desk_fixture_count (&f.desk, "lease"), ==, 0);
  g_assert_cmpint (run_once (&f, comms_outbox_renew), ==, TRUE);
  g_assert_cmpint (desk_fixture_count (&f.desk, "lease"), ==, 1);
  must_run (&f, pause_account_run, &f.account_id);
  g_assert_cmpint (run_once (&f, comms_outbox_listen), ==, COMMS_OUTBOX_STOPPED);
  g_assert_cmpint (run_once (&f, comms_outbox_renew), ==, COMMS_OUTBOX_STOPPED);

  /* Nobody stops everything without a word. */
  g_assert_null (comms_desk_run_sync (f.desk.desk, pause_run, (gpointer) " ", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  publisher_fixture_close (&f);
}

/* The next post's body is made while one is on its way. What becomes of it in that time counts. */

typedef struct
{
  PublisherFixture *f;
  gint64 id;
} Meanwhile;

static gpointer
unqueue_run (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_posts_unqueue (tx, *(gint64 *) data, error));
}

static void
unqueue_when_creating_cb (const char *step, gpointer user_data)
{
  Meanwhile *what = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (step, "creating") || what->id == 0)
    return;
  comms_desk_run_sync (what->f->desk.desk, unqueue_run, &what->id, &error);
  g_assert_no_error (error);
  what->id = 0;
}

static void
test_next_changed_meanwhile (void)
{
  PublisherFixture f = { 0 };
  Meanwhile what = { &f, 0 };
  gint64 third;
  gint64 second;

  publisher_fixture_open (&f, TRUE);
  publisher_fixture_queued (&f, "One in four children", SOON);
  what.id = second = publisher_fixture_queued (&f, "Three in four grown-ups", SOON);
  third = publisher_fixture_queued (&f, "All of them", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "77");
  publisher_fixture_created (&f, "78");
  comms_outbox_set_watch (unqueue_when_creating_cb, &what);
  publisher_fixture_send_due (&f);
  comms_outbox_set_watch (NULL, NULL);
  g_assert_cmpint (what.id, ==, 0);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 2);
  g_assert_cmpint (desk_fixture_state (&f.desk, second), ==, COMMS_POST_STATE_DRAFT);
  g_assert_cmpint (desk_fixture_state (&f.desk, third), ==, COMMS_POST_STATE_POSTED);
  publisher_fixture_close (&f);
}

/* While this process slept, another one thought it dead, and a person said that the post is not
 * out. Then the network's answer comes. */
static const struct
{
  const char *what;
  const char *meanwhile; /* SQL */
  const char *and_then;
  CommsPostState state;
  gboolean logged;
} late_answers[] = {
  { "unknown", "UPDATE post SET state = 'unknown'", NULL, COMMS_POST_STATE_POSTED, FALSE },
  { "queued-again", "UPDATE post SET state = 'queued'", NULL, COMMS_POST_STATE_POSTED, FALSE },
  { "draft-again", "UPDATE post SET state = 'draft'", NULL, COMMS_POST_STATE_POSTED, FALSE },
  { "other-words", "UPDATE post SET state = 'draft'", "UPDATE post SET text = 'Better words'",
    COMMS_POST_STATE_DRAFT, TRUE },
  { "out-as-another", "UPDATE post SET state = 'posted', remote_id = '76'", NULL,
    COMMS_POST_STATE_POSTED, TRUE },
  { "found-meanwhile", "UPDATE post SET state = 'posted', remote_id = '77'", NULL,
    COMMS_POST_STATE_POSTED, FALSE },
};

typedef struct
{
  PublisherFixture *f;
  gsize answer;
} Settling;

static void
settle_when_creating_cb (const char *step, gpointer user_data)
{
  Settling *settling = user_data;

  if (!g_str_equal (step, "creating"))
    return;
  desk_fixture_execute (&settling->f->desk, "UPDATE attempt SET ended_at = 5, outcome = 'unknown'");
  desk_fixture_execute (&settling->f->desk, "UPDATE post SET state = 'unknown'");
  desk_fixture_execute (&settling->f->desk, late_answers[settling->answer].meanwhile);
  if (late_answers[settling->answer].and_then != NULL)
    desk_fixture_execute (&settling->f->desk, late_answers[settling->answer].and_then);
}

static void
test_late_answer (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  PublisherFixture f = { 0 };
  Settling settling = { &f, i };
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "77");
  comms_outbox_set_watch (settle_when_creating_cb, &settling);
  publisher_fixture_send_due (&f);
  comms_outbox_set_watch (NULL, NULL);
  publisher_fixture_send_due (&f);
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f.desk, id), ==, late_answers[i].state);
  g_assert_cmpint (desk_fixture_count (&f.desk, "audit_entry WHERE action = 'late-answer'"
                                                " AND to_value LIKE '%/77'"),
                   ==, late_answers[i].logged);
  publisher_fixture_close (&f);
}

/* Before the request that makes it, the post stays here then. */
static gpointer
begin_run (CommsTx *tx, gpointer data, GError **error)
{
  CommsOutboxStep *step = data;

  step->body = g_strdup ("{}");
  return comms_outbox_take (tx, step, error) != NULL ? comms_outbox_begin (tx, step, error) : NULL;
}

static void
test_settled_is_heard (void)
{
  PublisherFixture f = { 0 };
  Listening listening = { .func = comms_outbox_listen };

  publisher_fixture_open (&f, TRUE);
  publisher_fixture_queued (&f, "One in four children", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  listening.step = comms_outbox_step_new (f.account_id, 0, "one");
  must_run (&f, begin_run, listening.step);
  must_run (&f, listen_run, &listening);
  g_assert_cmpint (listening.value, ==, TRUE);
  desk_fixture_execute (&f.desk, "UPDATE post SET state = 'unknown'");
  must_run (&f, listen_run, &listening);
  g_assert_cmpint (listening.value, ==, COMMS_OUTBOX_STOPPED);
  comms_outbox_step_free (listening.step);
  publisher_fixture_close (&f);
}

static const struct
{
  const char *what;
  int later; /* seconds after it began */
  const char *sql;
  int value;
} rules[] = {
  { "in time", 20 * 60, NULL, TRUE },
  { "too late", 20 * 60 + 1, NULL, COMMS_OUTBOX_STOPPED },
  { "embargo", 0, "UPDATE \"release\" SET embargo_at = 9999999999999", COMMS_OUTBOX_STOPPED },
};

static gpointer
save_release_run (CommsTx *tx, gpointer release, GError **error)
{
  return GINT_TO_POINTER (comms_record_table_save (tx->db, release, error));
}

/* What comes before that request may take long: a film, a keyring that waits for its password. */
static void
test_rules_are_heard (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  PublisherFixture f = { 0 };
  Listening listening = { .func = comms_outbox_listen };
  g_autoptr (CommsRelease) release = g_object_new (COMMS_TYPE_RELEASE, "title", "Water", NULL);

  publisher_fixture_open (&f, TRUE);
  publisher_fixture_queued (&f, "One in four children", SOON);
  must_run (&f, save_release_run, release);
  desk_fixture_execute (&f.desk, "UPDATE post SET release_id = (SELECT max(id) FROM \"release\")");
  desk_fixture_advance (&f.desk, 9 * 60);
  listening.step = comms_outbox_step_new (f.account_id, 0, "one");
  must_run (&f, begin_run, listening.step);
  desk_fixture_advance (&f.desk, rules[i].later);
  if (rules[i].sql != NULL)
    desk_fixture_execute (&f.desk, rules[i].sql);
  must_run (&f, listen_run, &listening);
  g_assert_cmpint (listening.value, ==, rules[i].value);
  comms_outbox_step_free (listening.step);
  publisher_fixture_close (&f);
}

/* It waits then for what the rule waits for, and says so. */
static void
forbid_when_begun_cb (const char *step, gpointer user_data)
{
  PublisherFixture *f = user_data;

  if (!g_str_equal (step, "begun"))
    return;
  desk_fixture_execute (&f->desk, "UPDATE \"release\" SET embargo_at = 9999999999999");
  desk_fixture_advance (&f->desk, 61);
}

static void
test_rule_says_why (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsRelease) release = g_object_new (COMMS_TYPE_RELEASE, "title", "Water", NULL);
  g_autoptr (CommsPost) post = NULL;
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  id = publisher_fixture_queued (&f, "One in four children", SOON);
  must_run (&f, save_release_run, release);
  desk_fixture_execute (&f.desk, "UPDATE post SET release_id = (SELECT max(id) FROM \"release\")");
  desk_fixture_advance (&f.desk, 9 * 60);
  comms_outbox_set_watch (forbid_when_begun_cb, &f);
  publisher_fixture_send_due (&f);
  comms_outbox_set_watch (NULL, NULL);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_QUEUED);
  g_assert_nonnull (strstr (post->problem, "embargo"));
  g_assert_cmpuint (comms_fake_x_n_requests (f.x), ==, 0);
  publisher_fixture_close (&f);
}

/* A post that does not leave gives nothing away of the time in which nobody else may send. */
static void
change_when_frozen_cb (const char *step, gpointer user_data)
{
  PublisherFixture *f = user_data;
  g_autofree char *rows = NULL;

  if (g_str_equal (step, "frozen"))
    {
      /* More than half of the lease, so that it is renewed; then all but the rest of the old one.
       */
      desk_fixture_advance (&f->desk,
                            desk_fixture_count (&f->desk, "post WHERE text = 'One'") > 0 ? 23 : 20);
      desk_fixture_execute (&f->desk, "UPDATE post SET text = 'Other words' WHERE text = 'One'");
    }
  else if (g_str_equal (step, "begun"))
    {
      rows = g_strdup_printf ("lease WHERE until > %" G_GINT64_FORMAT,
                              comms_desk_now (f->desk.desk) + 20 * 1000);
      g_assert_cmpint (desk_fixture_count (&f->desk, rows), ==, 1);
    }
}

static void
test_lease_after_refusal (void)
{
  PublisherFixture f = { 0 };

  publisher_fixture_open (&f, TRUE);
  publisher_fixture_queued (&f, "One", SOON);
  publisher_fixture_queued (&f, "Two", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "77");
  comms_outbox_set_watch (change_when_frozen_cb, &f);
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);
  comms_outbox_set_watch (NULL, NULL);
  publisher_fixture_close (&f);
}

/* What is held back a moment leaves after that, whatever else of the account cannot leave. */
static gpointer
scan_run (CommsTx *tx, gpointer next_wake, GError **error)
{
  g_autoptr (CommsOutboxScan) scan = comms_outbox_scan (tx, NULL, error);

  if (scan == NULL)
    return NULL;
  *(gint64 *) next_wake = scan->next_wake;
  return next_wake;
}

static gpointer
send_soon_run (CommsTx *tx, gpointer id, GError **error)
{
  return GINT_TO_POINTER (comms_posts_queue (tx, *(gint64 *) id, TRUE, error));
}

static void
test_wakes_for_the_next (void)
{
  PublisherFixture f = { 0 };
  g_autoptr (CommsPost) post = NULL;
  gint64 next_wake = 0;
  gint64 id;

  publisher_fixture_open (&f, TRUE);
  publisher_fixture_queued (&f, "It waits", SOON);
  desk_fixture_advance (&f.desk, 9 * 60);
  id = desk_fixture_add_post (&f.desk, f.account_id, "Another", NULL);
  must_run (&f, send_soon_run, &id);
  post = desk_fixture_load_post (&f.desk, id);
  g_assert_cmpint (post->hold_until, >, comms_desk_now (f.desk.desk));
  must_run (&f, scan_run, &next_wake);
  g_assert_cmpint (next_wake, ==, post->hold_until);
  publisher_fixture_close (&f);
}

/* What becomes due while the account is busy with something else leaves right after it. */
static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_false (comms_publisher_withdraw_finish (COMMS_PUBLISHER (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static void
answer_someone_else (PublisherFixture *f)
{
  g_autoptr (CommsNetwork) network = comms_test_network (comms_fake_x_get_uri (f->x));
  g_autoptr (CommsIdentity) identity = comms_test_identify (network, NULL);

  g_assert_nonnull (identity);
}

static void
test_due_while_busy (void)
{
  PublisherFixture f = { 0 };
  gint64 out;
  gint64 next;
  gint64 next_wake = 0;
  gboolean withdrawn = FALSE;

  publisher_fixture_open (&f, TRUE);
  out = publisher_fixture_queued (&f, "It is out", SOON);
  next = publisher_fixture_queued (&f, "It follows", TODAY);
  desk_fixture_advance (&f.desk, 9 * 60);
  publisher_fixture_created (&f, "77");
  g_assert_cmpuint (publisher_fixture_send_due (&f), ==, 1);

  /* The two answers come together: the network is slow to take it down, until another asks. */
  comms_fake_x_answer (f.x, 503, "application/json", NULL, "{}");
  comms_fake_x_answer (f.x, 200, "application/json", NULL,
                       "{\"data\":{\"id\":\"1\",\"username\":\"mohr\"}}");
  comms_fake_x_answer_together (f.x, 2);
  comms_publisher_withdraw_async (f.publisher, out, "Wrong", NULL, withdrawn_cb, &withdrawn);
  while (comms_fake_x_n_requests (f.x) < 2)
    g_main_context_iteration (NULL, TRUE);
  desk_fixture_advance (&f.desk, 4 * 60 * 60 - 9 * 60);
  comms_publisher_start (f.publisher);
  while (next_wake == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (f.publisher, "next-wake", &next_wake, NULL);
    }
  answer_someone_else (&f);
  publisher_fixture_created (&f, "78");
  desk_fixture_wait (&withdrawn);
  while (desk_fixture_state (&f.desk, next) != COMMS_POST_STATE_POSTED)
    g_main_context_iteration (NULL, TRUE);
  comms_publisher_stop (f.publisher);
  publisher_fixture_close (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pause/while-sending", test_pause_while_sending);
  g_test_add_func ("/pause/when-begun", test_pause_when_begun);
  g_test_add_func ("/pause/is-heard", test_pause_is_heard);

  g_test_add_func ("/pause/next-changed-meanwhile", test_next_changed_meanwhile);
  for (gsize i = 0; i < G_N_ELEMENTS (late_answers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pause/late-answer/%s", late_answers[i].what);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_late_answer);
    }
  g_test_add_func ("/pause/settled-is-heard", test_settled_is_heard);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pause/rules-are-heard/%s", rules[i].what);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_rules_are_heard);
    }
  g_test_add_func ("/pause/rule-says-why", test_rule_says_why);
  g_test_add_func ("/pause/lease-after-refusal", test_lease_after_refusal);
  g_test_add_func ("/pause/wakes-for-the-next", test_wakes_for_the_next);
  g_test_add_func ("/pause/due-while-busy", test_due_while_busy);
  return g_test_run ();
}
