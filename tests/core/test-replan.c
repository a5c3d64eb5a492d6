/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-posts.h"
#include "comms-releases.h"
#include "desk-fixture.h"

/* A government changes its clocks after something was planned: the wall time stays, the instant
 * follows. The fixture's now is Wednesday 9 December 2026, 14:02 in Islamabad; a row with another
 * instant than its wall time's stands for what the older rules made of it. */

#define EVENING "2026-12-09T18:00"
#define HOUR "3600000"
#define DAY "86400000"

static gboolean
queue (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_queue (tx, id, FALSE, error);
}

static gint64
add_queued (DeskFixture *f, const char *text)
{
  const gint64 account_id =
    desk_fixture_add_account (f, text, text, "http://127.0.0.1:1", "token");
  const gint64 id = desk_fixture_add_post (f, account_id, text, EVENING);
  g_autoptr (GError) error = NULL;

  comms_desk_run_id_sync (f->desk, queue, id, &error);
  g_assert_no_error (error);
  return id;
}

static gint64
due_at (DeskFixture *f, gint64 id)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (f, id);

  g_assert_cmpstr (post->due_wall, ==, EVENING);
  return post->due_at;
}

static void
test_posts (void)
{
  DeskFixture f;
  gint64 moved, outside, same, due;

  desk_fixture_open (&f, TRUE);
  moved = add_queued (&f, "1001");
  outside = add_queued (&f, "1002");
  same = add_queued (&f, "1003");
  due = due_at (&f, moved);
  desk_fixture_execute (&f, "UPDATE post SET due_at = due_at + " HOUR " WHERE text = '1001'");
  desk_fixture_execute (&f, "UPDATE post SET due_at = due_at + " DAY ", approved_from = "
                            "approved_from + " DAY ", approved_until = approved_until + " DAY
                            " WHERE text = '1002'");
  desk_fixture_reopen (&f);

  g_assert_cmpint (due_at (&f, moved), ==, due);
  g_assert_cmpint (desk_fixture_state (&f, moved), ==, COMMS_POST_STATE_QUEUED);
  /* What was approved was another day. */
  g_assert_cmpint (due_at (&f, outside), ==, due);
  g_assert_cmpint (desk_fixture_state (&f, outside), ==, COMMS_POST_STATE_DRAFT);
  g_assert_cmpint (due_at (&f, same), ==, due);
  g_assert_cmpint (desk_fixture_state (&f, same), ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'replan'"), ==, 2);

  /* Nothing is left to do the next time. */
  desk_fixture_reopen (&f);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'replan'"), ==, 2);
  desk_fixture_close (&f);
}

/* What was to leave before now has its place in the past, whatever its wall time says. */
static void
test_past (void)
{
  DeskFixture f;
  gint64 id;

  desk_fixture_open (&f, TRUE);
  id = add_queued (&f, "1001");
  desk_fixture_execute (&f, "UPDATE post SET due_at = due_at - " DAY);
  desk_fixture_reopen (&f);
  g_assert_cmpint (desk_fixture_state (&f, id), ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'replan'"), ==, 0);
  desk_fixture_close (&f);
}

static void
test_release (void)
{
  DeskFixture f;
  g_autoptr (CommsRelease) release = NULL;

  desk_fixture_open (&f, TRUE);
  release = g_object_new (COMMS_TYPE_RELEASE, "headline", "Report on Rights", "publish-wall",
                          EVENING, "publish-zone", "Asia/Karachi", "embargo-wall", EVENING,
                          "embargo-zone", "Asia/Karachi", NULL);
  desk_fixture_save (&f, (CommsRecordFunc) comms_releases_save, release);
  desk_fixture_execute (&f, "UPDATE \"release\" SET publish_at = publish_at - " HOUR
                            ", embargo_at = embargo_at + " HOUR);
  desk_fixture_reopen (&f);
  g_assert_cmpint (desk_fixture_count (&f, "\"release\" WHERE publish_at = embargo_at"), ==, 1);
  g_assert_cmpint (desk_fixture_count (&f, "audit_entry WHERE action = 'replan'"), ==, 1);
  desk_fixture_close (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replan/posts", test_posts);
  g_test_add_func ("/replan/past", test_past);
  g_test_add_func ("/replan/release", test_release);
  return g_test_run ();
}
