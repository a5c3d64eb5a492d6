/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-fake-x.h"
#include "comms-network.h"
#include "comms-posts.h"
#include "comms-publisher.h"
#include "comms-record-table.h"
#include "comms-test-async.h"
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publisher/happy-path", test_happy_path);
  return g_test_run ();
}
