/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-checks.h"
#include "comms-likeness.h"
#include "comms-outbox.h"
#include "comms-metrics.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "comms-replan.h"
#include "desk-fixture.h"

/* What is done at every start, minute and key costs what it shows and not what the desk holds: the
 * same number of steps of SQLite's machine with thousands of posts from earlier months. */

#define N_MORE 3000
#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))
/* Longer ago than anything that is still watched. */
#define LONG_AGO (200 * 24 * HOUR)
/* For a level more in a tree of an index, and the like. */
#define SLACK 400

static gint64 account_id;

static gpointer
add_old_posts (CommsTx *tx, gpointer unused, GError **error)
{
  for (guint i = 0; i < N_MORE; i++)
    {
      const gint64 at = tx->stamp.now - LONG_AGO - i * HOUR;
      g_autofree char *text = g_strdup_printf ("Post %u of an earlier year", i);
      g_autofree char *remote_id = g_strdup_printf ("%u", 1000 + i);
      g_autoptr (CommsPost) post =
        g_object_new (COMMS_TYPE_POST, "text", text, "language", "en", "account-id", account_id,
                      "state", COMMS_POST_STATE_POSTED, "due-at", at, "posted-at", at, "remote-id",
                      remote_id, "due-zone", tx->policy->zone, "author-id", tx->stamp.actor_id,
                      "updated-at", at, "version", G_GINT64_CONSTANT (1), NULL);

      if (!comms_record_table_save (tx->db, COMMS_RECORD (post), error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static gpointer
scan (CommsTx *tx, GError **error)
{
  comms_outbox_scan_free (comms_outbox_scan (tx, NULL, error));
  return GINT_TO_POINTER (TRUE);
}

static gpointer
take (CommsTx *tx, GError **error)
{
  g_autoptr (CommsOutboxStep) step = comms_outbox_step_new (account_id, 0, "scale");

  return comms_outbox_take (tx, step, error);
}

static gpointer
replan (CommsTx *tx, GError **error)
{
  return comms_replan (tx, NULL, error);
}

static gpointer
metrics (CommsTx *tx, GError **error)
{
  CommsMetricsStep *step = comms_metrics_step_new (0, 0);
  gpointer done = comms_metrics_begin (tx, step, error);

  comms_metrics_step_free (step);
  return done;
}

static gpointer
day (CommsTx *tx, GError **error)
{
  const CommsPostQuery query = { .due_from = tx->stamp.now,
                                 .due_until = tx->stamp.now + 24 * HOUR };
  g_autoptr (GPtrArray) posts = comms_posts_list (tx, &query, error);
  guint n_posted, n_planned;

  return GINT_TO_POINTER (posts != NULL &&
                          comms_posts_count_day (tx, account_id, query.due_from, query.due_until,
                                                 &n_posted, &n_planned, error));
}

/* Opening the compose pane; the wording of old posts is read in pieces, beside it. */
static gpointer
compose (CommsTx *tx, GError **error)
{
  g_autoptr (CommsPost) post = g_object_new (COMMS_TYPE_POST, "account-id", account_id, "language",
                                             "en", "due-at", tx->stamp.now + HOUR, NULL);

  comms_post_context_free (comms_post_context_load (tx, post, error));
  return GINT_TO_POINTER (TRUE);
}

static const struct
{
  const char *name;
  gpointer (*work) (CommsTx *tx, GError **error);
} works[] = {
  { "the outbox looks for what is due", scan },
  { "an account’s next post is taken", take },
  { "what lies ahead is computed anew", replan },
  { "figures are looked for", metrics },
  { "a day is shown", day },
  { "a post is opened", compose },
};

/* The second time: what has to be read once only has been. */
static gpointer
measure (CommsTx *tx, gpointer user_data, GError **error)
{
  gint64 *steps = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    for (guint turn = 0; turn < 2; turn++)
      {
        const gint64 before = comms_db_n_steps (tx->db);

        if (works[i].work (tx, error) == NULL || (error != NULL && *error != NULL))
          return NULL;
        steps[i] = comms_db_n_steps (tx->db) - before;
      }
  return GINT_TO_POINTER (TRUE);
}

static gpointer
read_on (CommsTx *tx, gpointer more, GError **error)
{
  return GINT_TO_POINTER (comms_likeness_read (tx->likeness, tx, 5000, more, error));
}

static void
must (DeskFixture *f, CommsTxFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (comms_desk_run_sync (f->desk, func, data, &error));
  g_assert_no_error (error);
}

static void
test_posts (void)
{
  DeskFixture f;
  gint64 few[G_N_ELEMENTS (works)], many[G_N_ELEMENTS (works)];
  gboolean more = TRUE;

  desk_fixture_open (&f, TRUE);
  account_id = desk_fixture_add_account (&f, "mohr_example", "1001", "http://127.0.0.1:1", "token");
  desk_fixture_add_post (&f, account_id, "Today’s", "2026-12-09T18:00");
  must (&f, measure, few);
  must (&f, add_old_posts, NULL);
  while (more)
    must (&f, read_on, &more);
  must (&f, measure, many);

  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      g_test_message ("%s: %" G_GINT64_FORMAT " steps, then %" G_GINT64_FORMAT, works[i].name,
                      few[i], many[i]);
      g_assert_cmpint (many[i], <=, few[i] + SLACK);
    }
  desk_fixture_close (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale/posts", test_posts);
  return g_test_run ();
}
