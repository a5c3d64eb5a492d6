/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-post-table.h"
#include "comms-posts.h"
#include "desk-fixture.h"

/* The fixture's now is Wednesday 9 December 2026, 14:02. */
#define TODAY "2026-12-09T18:00"
#define DAY_SECONDS (24 * 60 * 60)

static gboolean
queue (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_queue (tx, id, FALSE, error);
}

static gboolean
send (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_queue (tx, id, TRUE, error);
}

/* What the scan of the outbox does to one that is late. */
static gboolean
miss (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  g_object_set (post, "problem", "Too late.", "problem-code", "late", NULL);
  return comms_post_table_set_state (tx->db, &tx->stamp, post, COMMS_POST_STATE_MISSED, "missed",
                                     NULL, error);
}

static void
must (DeskFixture *f, CommsIdFunc func, gint64 id)
{
  g_autoptr (GError) error = NULL;

  comms_desk_run_id_sync (f->desk, func, id, &error);
  g_assert_no_error (error);
}

/* A post in that state, a minute later. */
static gint64
post_in (DeskFixture *f, CommsPostState state)
{
  const gint64 account_id =
    desk_fixture_add_account (f, "mohr_example", "1001", "http://127.0.0.1:1", "token");
  const gint64 id = desk_fixture_add_post (f, account_id, "As it was", TODAY);

  if (state == COMMS_POST_STATE_IN_REVIEW)
    must (f, comms_posts_submit, id);
  if (state == COMMS_POST_STATE_APPROVED)
    must (f, comms_posts_approve, id);
  if (state == COMMS_POST_STATE_MISSED)
    {
      must (f, queue, id);
      desk_fixture_advance (f, DAY_SECONDS);
      must (f, miss, id);
    }
  desk_fixture_advance (f, 60);
  g_assert_cmpint (desk_fixture_state (f, id), ==, state);
  return id;
}

/* What led to the first queueing of one that was missed is over with its time. */
static const char *const names[] = { "text",          "state",       "due-at",      "due-wall",
                                     "due-zone",      "reviewer-id", "approved-at", "approved-hash",
                                     "approved-from", "hold-until",  "rereader-id", "version",
                                     "problem-code" };

static void
assert_same (CommsPost *before, CommsPost *after, guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    {
      g_autoptr (CommsPost) same = comms_record_copy (after);

      comms_record_copy_property (same, before, names[i]);
      g_test_message ("%s", names[i]);
      g_assert_true (comms_record_equal (same, after));
    }
}

static const struct
{
  CommsPostState state;
  CommsIdFunc queue;
  guint n_names;
} rows[] = {
  { COMMS_POST_STATE_DRAFT, queue, G_N_ELEMENTS (names) },
  { COMMS_POST_STATE_DRAFT, send, G_N_ELEMENTS (names) },
  { COMMS_POST_STATE_IN_REVIEW, queue, G_N_ELEMENTS (names) },
  { COMMS_POST_STATE_IN_REVIEW, send, G_N_ELEMENTS (names) },
  { COMMS_POST_STATE_APPROVED, queue, G_N_ELEMENTS (names) },
  { COMMS_POST_STATE_APPROVED, send, G_N_ELEMENTS (names) },
  { COMMS_POST_STATE_MISSED, send, 5 },
};

/* Undo brings back what was there, wherever it stood: text, time, state and approval. */
static void
test_undo_is_exact (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DeskFixture f = { 0 };
      gint64 id;
      g_autoptr (CommsPost) before = NULL;
      g_autoptr (CommsPost) after = NULL;

      desk_fixture_open (&f, TRUE);
      id = post_in (&f, rows[i].state);
      before = desk_fixture_load_post (&f, id);
      must (&f, rows[i].queue, id);
      g_assert_cmpint (desk_fixture_state (&f, id), ==, COMMS_POST_STATE_QUEUED);
      must (&f, comms_posts_unqueue, id);
      after = desk_fixture_load_post (&f, id);
      assert_same (before, after, rows[i].n_names);
      desk_fixture_close (&f);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unqueue/undo-is-exact", test_undo_is_exact);
  return g_test_run ();
}
