/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-outbox.h"
#include "comms-posts.h"
#include "comms-test-async.h"
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
  return g_test_run ();
}
