/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-account.h"
#include "comms-approval.h"
#include "comms-audit-table.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-lease-table.h"
#include "comms-policy.h"
#include "comms-post-table.h"
#include "comms-record-table.h"
#include "comms-release.h"
#include "comms-test-store.h"
#include "comms-words.h"

#define MINUTE_MS (G_GINT64_CONSTANT (60) * 1000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

#define AUTHOR G_GINT64_CONSTANT (3)
#define REVIEWER G_GINT64_CONSTANT (4)
#define LAWYER G_GINT64_CONSTANT (9)
#define HOLDER "this process"

typedef struct
{
  char *folder;
  CommsDb *db;
  CommsAccount *account;
  CommsPolicy *policy;
  CommsRelease *release;
} Fixture;

static void
save (Fixture *fixture, gpointer record)
{
  g_autoptr (GError) error = NULL;

  comms_record_table_save (fixture->db, record, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  gboolean held;

  fixture->folder = comms_test_folder_new ();
  fixture->db = comms_test_db_new (fixture->folder);
  fixture->account = g_object_new (COMMS_TYPE_ACCOUNT, "handle", "mohr_example", NULL);
  save (fixture, fixture->account);
  fixture->policy = g_object_new (COMMS_TYPE_POLICY, "approvals", G_GINT64_CONSTANT (1),
                                  "grace-minutes", G_GINT64_CONSTANT (20), NULL);
  save (fixture, fixture->policy);
  fixture->release = g_object_new (COMMS_TYPE_RELEASE, "title", "Who is missing", NULL);
  save (fixture, fixture->release);
  g_assert_true (comms_lease_table_take (fixture->db, 1, HOLDER, COMMS_TEST_NOW,
                                         COMMS_TEST_NOW + DAY_MS, &held, NULL));
  g_assert_true (held);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  comms_db_close (fixture->db);
  g_object_unref (fixture->account);
  g_object_unref (fixture->policy);
  g_object_unref (fixture->release);
  comms_test_folder_free (fixture->folder);
}

/* Approved for the day and re-read, due now. */
static CommsPost *
new_post (void)
{
  CommsPost *post = comms_post_new ();
  g_autofree char *hash = NULL;

  g_object_set (post, "text", "Who is missing is not forgotten.", "language", "en", "account-id",
                G_GINT64_CONSTANT (1), "release-id", G_GINT64_CONSTANT (1), "due-at",
                COMMS_TEST_NOW, "author-id", AUTHOR, NULL);
  hash = comms_post_dup_hash (post, COMMS_TEST_NOW - HOUR_MS, COMMS_TEST_NOW + HOUR_MS);
  g_object_set (post, "reviewer-id", REVIEWER, "approved-at", COMMS_TEST_NOW - HOUR_MS,
                "approved-hash", hash, "approved-from", COMMS_TEST_NOW - HOUR_MS, "approved-until",
                COMMS_TEST_NOW + HOUR_MS, "rereader-id", AUTHOR, "reread-at",
                COMMS_TEST_NOW - HOUR_MS, NULL);
  return post;
}

static void
sign (Fixture *fixture, CommsPost *post, gint64 person_id, const char *capacity)
{
  g_autoptr (CommsApproval) approval =
    g_object_new (COMMS_TYPE_APPROVAL, "post-id", comms_record_get_id (COMMS_RECORD (post)),
                  "person-id", person_id, "at", COMMS_TEST_NOW - HOUR_MS, "hash",
                  post->approved_hash, "capacity", capacity, NULL);

  save (fixture, approval);
}

static CommsPost *
add_post (Fixture *fixture, CommsPostState state)
{
  CommsPost *post = new_post ();

  g_object_set (post, "state", state, NULL);
  if (state == COMMS_POST_STATE_SENDING || state == COMMS_POST_STATE_POSTED ||
      state == COMMS_POST_STATE_UNKNOWN)
    g_object_set (post, "attempt", G_GINT64_CONSTANT (1), NULL);
  save (fixture, post);
  sign (fixture, post, REVIEWER, "manager");
  return post;
}

static CommsPost *
reload (Fixture *fixture, CommsPost *post)
{
  g_autoptr (GError) error = NULL;
  CommsPost *row = comms_record_table_load (fixture->db, COMMS_TYPE_POST,
                                            comms_record_get_id (COMMS_RECORD (post)), &error);

  g_assert_no_error (error);
  return row;
}

static gboolean
step (Fixture *fixture, CommsPost *post, CommsPostState state, GError **error)
{
  return comms_post_table_set_state (fixture->db, &comms_test_stamp, post, state, "step", "a note",
                                     error);
}

static CommsAttempt *
begin (Fixture *fixture, CommsPost *post, GError **error)
{
  return comms_post_table_begin_attempt (fixture->db, &comms_test_stamp, post, HOLDER,
                                         "{\"text\":\"...\"}", "a note", error);
}

static gint64
count_entries (Fixture *fixture)
{
  gint64 n_entries;
  gint64 broken_id;

  /* The end of the chain is written with the commit. */
  g_assert_true (comms_db_commit (fixture->db, NULL));
  g_assert_true (comms_db_begin (fixture->db, NULL));
  g_assert_true (comms_audit_table_verify (fixture->db, &n_entries, &broken_id, NULL));
  g_assert_cmpint (broken_id, ==, 0);
  return n_entries;
}

/* Steps */

/* From each state to each: the store allows what the model allows, less the way through
 * "sending", and writes one entry for a step and none for a refusal. */
static void
test_every_step (Fixture *fixture, gconstpointer unused)
{
  for (int from = COMMS_POST_STATE_DRAFT; from <= COMMS_POST_STATE_CANCELLED; from++)
    for (int to = COMMS_POST_STATE_DRAFT; to <= COMMS_POST_STATE_CANCELLED; to++)
      {
        g_autoptr (CommsPost) post = add_post (fixture, from);
        g_autoptr (CommsPost) row = NULL;
        g_autoptr (GError) error = NULL;
        gint64 n_entries = count_entries (fixture);
        gboolean allowed = comms_post_state_may_become (from, to) &&
                           from != COMMS_POST_STATE_SENDING && to != COMMS_POST_STATE_SENDING;

        g_test_message ("%s to %s", comms_enum_nick (COMMS_TYPE_POST_STATE, from),
                        comms_enum_nick (COMMS_TYPE_POST_STATE, to));
        g_assert_cmpint (step (fixture, post, to, &error), ==, allowed);
        row = reload (fixture, post);
        g_assert_cmpint (row->state, ==, allowed ? to : from);
        g_assert_cmpint (post->state, ==, row->state);
        g_assert_cmpint (count_entries (fixture), ==, n_entries + (allowed ? 1 : 0));
        if (!allowed)
          g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
      }
}

static void
test_entry_of_a_step (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsPost) post = add_post (fixture, COMMS_POST_STATE_IN_REVIEW);
  g_autoptr (CommsRows) rows = NULL;

  g_assert_true (step (fixture, post, COMMS_POST_STATE_DRAFT, NULL));
  rows = comms_db_query (fixture->db, NULL,
                         "SELECT subject, from_value, to_value, note, actor FROM audit_entry"
                         " ORDER BY id DESC",
                         "");
  g_assert_true (comms_rows_next (rows, NULL));
  g_assert_cmpstr (comms_rows_get_text (rows, 0), ==, "post");
  g_assert_cmpstr (comms_rows_get_text (rows, 1), ==, "in-review");
  g_assert_cmpstr (comms_rows_get_text (rows, 2), ==, "draft");
  g_assert_cmpstr (comms_rows_get_text (rows, 3), ==, "a note");
  g_assert_cmpstr (comms_rows_get_text (rows, 4), ==, comms_test_stamp.actor);
}

/* Barriers before a state */

typedef struct
{
  const char *name;
  void (*spoil) (Fixture *fixture, CommsPost *post);
  int rule; /* COMMS_RULE_*, -1 for COMMS_STORE_ERROR_STALE, -2 for none */
} Barrier;

#define STALE (-1)
#define ALLOWED (-2)

static void
spoil_nothing (Fixture *fixture, CommsPost *post)
{
}

static void
spoil_text (Fixture *fixture, CommsPost *post)
{
  g_object_set (post, "text", "Who is missing is forgotten.", NULL);
}

static void
spoil_account (Fixture *fixture, CommsPost *post)
{
  g_object_set (post, "account-id", G_GINT64_CONSTANT (2), NULL);
}

static void
spoil_approval (Fixture *fixture, CommsPost *post)
{
  g_object_set (post, "approved-hash", NULL, NULL);
}

static void
spoil_window (Fixture *fixture, CommsPost *post)
{
  g_object_set (post, "approved-until", COMMS_TEST_NOW + DAY_MS, NULL);
}

static void
spoil_due (Fixture *fixture, CommsPost *post)
{
  g_object_set (post, "due-at", COMMS_TEST_NOW + HOUR_MS, NULL);
}

static void
spoil_no_reviewer (Fixture *fixture, CommsPost *post)
{
  g_assert_true (comms_db_exec (fixture->db, NULL, "UPDATE approval SET voided_at = 1", ""));
}

static void
spoil_reviewer (Fixture *fixture, CommsPost *post)
{
  spoil_no_reviewer (fixture, post);
  sign (fixture, post, AUTHOR, "manager");
}

static void
set_policy (Fixture *fixture, const char *name, gint64 value)
{
  g_object_set (fixture->policy, name, value, NULL);
  save (fixture, fixture->policy);
}

static void
spoil_one_of_two (Fixture *fixture, CommsPost *post)
{
  set_policy (fixture, "approvals", 2);
}

static void
spoil_twice_by_one (Fixture *fixture, CommsPost *post)
{
  spoil_one_of_two (fixture, post);
  sign (fixture, post, REVIEWER, "manager");
}

static void
spoil_two_of_two (Fixture *fixture, CommsPost *post)
{
  spoil_one_of_two (fixture, post);
  sign (fixture, post, LAWYER, "manager");
}

static void
spoil_legal (Fixture *fixture, CommsPost *post)
{
  g_object_set (post, "legal", TRUE, NULL);
}

static void
spoil_legal_by_a_manager (Fixture *fixture, CommsPost *post)
{
  spoil_legal (fixture, post);
  sign (fixture, post, LAWYER, "manager");
}

static void
spoil_legal_by_the_lawyer (Fixture *fixture, CommsPost *post)
{
  spoil_legal (fixture, post);
  sign (fixture, post, LAWYER, "legal");
}

static void
spoil_urgent (Fixture *fixture, CommsPost *post)
{
  spoil_one_of_two (fixture, post);
  spoil_no_reviewer (fixture, post);
  g_object_set (post, "urgent", TRUE, NULL);
  sign (fixture, post, LAWYER, "duty");
}

static void
spoil_reviewer_of_one (Fixture *fixture, CommsPost *post)
{
  spoil_reviewer (fixture, post);
  g_object_set (fixture->policy, "single-person", TRUE, NULL);
  save (fixture, fixture->policy);
}

static void
spoil_embargo (Fixture *fixture, CommsPost *post)
{
  g_object_set (fixture->release, "embargo-at", COMMS_TEST_NOW + 1, NULL);
  save (fixture, fixture->release);
}

static void
spoil_lifted_embargo (Fixture *fixture, CommsPost *post)
{
  g_object_set (fixture->release, "embargo-at", COMMS_TEST_NOW, NULL);
  save (fixture, fixture->release);
}

static void
spoil_reread (Fixture *fixture, CommsPost *post)
{
  g_object_set (post, "rereader-id", G_GINT64_CONSTANT (0), NULL);
}

static void
assert_outcome (const Barrier *barrier, gboolean done, const GError *error)
{
  g_test_message ("%s", barrier->name);
  g_assert_cmpint (done, ==, barrier->rule == ALLOWED);
  if (barrier->rule == STALE)
    g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);
  else if (barrier->rule != ALLOWED)
    g_assert_error (error, COMMS_RULE_ERROR, barrier->rule);
  else
    g_assert_no_error (error);
}

/* The transaction is undone between two rows. */
static void
run_barriers (Fixture *fixture,
              const Barrier *barriers,
              gsize n_barriers,
              CommsPostState from,
              CommsPostState to)
{
  g_assert_true (comms_db_commit (fixture->db, NULL));
  for (gsize i = 0; i < n_barriers; i++)
    {
      g_autoptr (CommsPolicy) policy = comms_record_copy (fixture->policy);
      g_autoptr (CommsRelease) release = comms_record_copy (fixture->release);
      g_autoptr (CommsPost) post = NULL;
      g_autoptr (GError) error = NULL;
      gboolean done;

      g_assert_true (comms_db_begin (fixture->db, NULL));
      post = add_post (fixture, from);
      barriers[i].spoil (fixture, post);
      done = step (fixture, post, to, &error);
      assert_outcome (&barriers[i], done, error);
      comms_db_rollback (fixture->db);
      comms_record_assign (fixture->policy, policy);
      comms_record_assign (fixture->release, release);
    }
}

static void
test_barriers_of_approval (Fixture *fixture, gconstpointer unused)
{
  static const Barrier barriers[] = {
    { "as it is", spoil_nothing, ALLOWED },
    { "other text than signed", spoil_text, COMMS_RULE_APPROVAL },
    { "other account than signed", spoil_account, COMMS_RULE_APPROVAL },
    { "nothing signed", spoil_approval, COMMS_RULE_APPROVAL },
    { "other window than signed", spoil_window, COMMS_RULE_APPROVAL },
    { "due outside the window", spoil_due, COMMS_RULE_APPROVAL },
    { "the author's own", spoil_reviewer, COMMS_RULE_APPROVAL },
    { "nobody's", spoil_no_reviewer, COMMS_RULE_APPROVAL },
    { "the author's own, at a desk with one person", spoil_reviewer_of_one, ALLOWED },
    { "one of two", spoil_one_of_two, COMMS_RULE_APPROVAL },
    { "twice by the same", spoil_twice_by_one, COMMS_RULE_APPROVAL },
    { "two of two", spoil_two_of_two, ALLOWED },
    { "legal, without the lawyer", spoil_legal, COMMS_RULE_APPROVAL },
    { "legal, with a second manager", spoil_legal_by_a_manager, COMMS_RULE_APPROVAL },
    { "legal, with the lawyer", spoil_legal_by_the_lawyer, ALLOWED },
    { "urgent, by the duty officer alone", spoil_urgent, ALLOWED },
    { "under embargo then", spoil_embargo, COMMS_RULE_EMBARGO },
    { "when the embargo lifts", spoil_lifted_embargo, ALLOWED },
  };

  run_barriers (fixture, barriers, G_N_ELEMENTS (barriers), COMMS_POST_STATE_IN_REVIEW,
                COMMS_POST_STATE_APPROVED);
}

static void
test_barriers_of_the_queue (Fixture *fixture, gconstpointer unused)
{
  static const Barrier barriers[] = {
    { "as it is", spoil_nothing, ALLOWED },
    { "other text than signed", spoil_text, COMMS_RULE_APPROVAL },
    { "nothing signed", spoil_approval, COMMS_RULE_APPROVAL },
    { "due outside the window", spoil_due, COMMS_RULE_APPROVAL },
    { "the author's own", spoil_reviewer, COMMS_RULE_APPROVAL },
    { "not re-read", spoil_reread, COMMS_RULE_APPROVAL },
    { "under embargo then", spoil_embargo, COMMS_RULE_EMBARGO },
    { "when the embargo lifts", spoil_lifted_embargo, ALLOWED },
  };

  run_barriers (fixture, barriers, G_N_ELEMENTS (barriers), COMMS_POST_STATE_APPROVED,
                COMMS_POST_STATE_QUEUED);
}

/* An embargo that was set later keeps no post in the queue. */
static void
test_taking_back_is_always_allowed (Fixture *fixture, gconstpointer unused)
{
  static const Barrier barriers[] = {
    { "under embargo since", spoil_embargo, ALLOWED },
  };

  run_barriers (fixture, barriers, G_N_ELEMENTS (barriers), COMMS_POST_STATE_QUEUED,
                COMMS_POST_STATE_APPROVED);
}

/* Barriers before leaving: the rows themselves are spoilt, as by a script or another program */

static void
sign_row (Fixture *fixture, const char *setting)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE post SET %s", setting);
  g_autoptr (GPtrArray) posts = NULL;
  g_autofree char *hash = NULL;
  CommsPost *post;

  g_assert_true (comms_db_exec (fixture->db, NULL, sql, ""));
  posts = comms_record_table_select (fixture->db, COMMS_TYPE_POST, NULL, "", "");
  post = g_ptr_array_index (posts, 0);
  hash = comms_post_dup_hash (post, post->approved_from, post->approved_until);
  g_assert_true (comms_db_exec (fixture->db, NULL, "UPDATE post SET approved_hash = ?", "s", hash));
  g_object_set (post, "approved-hash", hash, NULL);
  sign (fixture, post, REVIEWER, "manager");
}

static void
approve_for_yesterday (Fixture *fixture)
{
  sign_row (fixture, "due_at = due_at - 86400000, approved_from = approved_from - 86400000,"
                     " approved_until = approved_until - 86400000");
}

static void
approve_as_second_part (Fixture *fixture)
{
  sign_row (fixture, "thread_id = 1, thread_position = 2");
}

static const struct
{
  const char *name;
  void (*sign) (Fixture *fixture);
  const char *sql;
  int rule;
} leaving[] = {
  { "as it is", NULL, NULL, ALLOWED },
  { "other text than signed", NULL, "UPDATE post SET text = 'Something else'",
    COMMS_RULE_APPROVAL },
  { "nothing signed", NULL, "UPDATE post SET approved_hash = NULL", COMMS_RULE_APPROVAL },
  { "the author's own", NULL, "UPDATE approval SET voided_at = 1", COMMS_RULE_APPROVAL },
  { "not re-read", NULL, "UPDATE post SET reread_at = 0", COMMS_RULE_APPROVAL },
  { "before its time", NULL, "UPDATE post SET due_at = due_at + 1", COMMS_RULE_TIME },
  { "within the hold", NULL, "UPDATE post SET hold_until = due_at + 1", COMMS_RULE_TIME },
  { "at the end of the hold", NULL, "UPDATE post SET hold_until = due_at", ALLOWED },
  { "before the network's time", NULL, "UPDATE post SET retry_at = due_at + 1", COMMS_RULE_TIME },
  { "approved for yesterday", approve_for_yesterday, NULL, COMMS_RULE_TIME },
  { "not queued", NULL, "UPDATE post SET state = 'approved'", COMMS_RULE_STATE },
  { "in the bin", NULL, "UPDATE post SET deleted_at = 1", COMMS_RULE_STATE },
  { "under embargo", NULL, "UPDATE \"release\" SET embargo_at = (SELECT due_at + 1 FROM post)",
    COMMS_RULE_EMBARGO },
  { "when the embargo lifts", NULL, "UPDATE \"release\" SET embargo_at = (SELECT due_at FROM post)",
    ALLOWED },
  { "desk paused", NULL, "UPDATE policy SET paused_at = 1", COMMS_RULE_PAUSED },
  { "account paused for a while", NULL,
    "UPDATE account SET state = 'paused', paused_until = (SELECT due_at + 1 FROM post)",
    COMMS_RULE_PAUSED },
  { "account paused for good", NULL, "UPDATE account SET state = 'paused'", COMMS_RULE_PAUSED },
  { "account's pause is over", NULL,
    "UPDATE account SET state = 'paused', paused_until = (SELECT due_at FROM post)", ALLOWED },
  { "account signed out", NULL, "UPDATE account SET state = 'sign-in'", COMMS_RULE_PAUSED },
  { "account removed", NULL, "UPDATE account SET state = 'removed'", COMMS_RULE_STATE },
  { "another has the lease", NULL, "UPDATE lease SET holder = 'another'", COMMS_RULE_STATE },
  { "the lease has ended", NULL, "UPDATE lease SET until = (SELECT due_at FROM post)",
    COMMS_RULE_STATE },
  { "another post is leaving", NULL,
    "INSERT INTO post (account_id, part, state) VALUES (1, 'none', 'sending')", COMMS_RULE_STATE },
  { "the part before is not out", approve_as_second_part,
    "INSERT INTO post (account_id, thread_id, thread_position, part, state)"
    " VALUES (1, 1, 1, 'none', 'refused')",
    COMMS_RULE_STATE },
  { "the part before is out", approve_as_second_part,
    "INSERT INTO post (account_id, thread_id, thread_position, part, state)"
    " VALUES (1, 1, 1, 'none', 'posted')",
    ALLOWED },
  { "the part before is out elsewhere", approve_as_second_part,
    "INSERT INTO post (account_id, thread_id, thread_position, part, state)"
    " VALUES (2, 1, 1, 'none', 'posted')",
    COMMS_RULE_STATE },
};

static void
test_barriers_of_leaving (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (comms_db_commit (fixture->db, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (leaving); i++)
    {
      const Barrier barrier = { .name = leaving[i].name, .rule = leaving[i].rule };
      g_autoptr (CommsAttempt) attempt = NULL;
      g_autoptr (CommsPost) post = NULL;
      g_autoptr (CommsPost) row = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (comms_db_begin (fixture->db, NULL));
      post = add_post (fixture, COMMS_POST_STATE_QUEUED);
      if (leaving[i].sign != NULL)
        leaving[i].sign (fixture);
      if (leaving[i].sql != NULL)
        g_assert_true (comms_db_exec (fixture->db, NULL, leaving[i].sql, ""));
      row = reload (fixture, post);
      attempt = begin (fixture, row, &error);
      assert_outcome (&barrier, attempt != NULL, error);
      comms_db_rollback (fixture->db);
    }
}

static void
test_changed_since_it_was_read (Fixture *fixture, gconstpointer unused)
{
  const Barrier barrier = { .name = "changed since it was read", .rule = STALE };
  g_autoptr (CommsPost) post = add_post (fixture, COMMS_POST_STATE_QUEUED);
  g_autoptr (GError) error = NULL;

  g_object_set (post, "remote-id", "17", NULL);
  g_assert_null (begin (fixture, post, &error));
  assert_outcome (&barrier, FALSE, error);
}

/* Attempts */

static void
test_attempt_is_written_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsPost) post = add_post (fixture, COMMS_POST_STATE_QUEUED);
  g_autoptr (CommsPost) row = NULL;
  g_autoptr (CommsAttempt) attempt = begin (fixture, post, NULL);
  g_autoptr (CommsAttempt) last = NULL;

  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_SENDING);
  row = reload (fixture, post);
  g_assert_true (comms_record_equal (row, post));
  last = comms_post_table_last_attempt (fixture->db, attempt->post_id, NULL);
  g_assert_true (comms_record_equal (last, attempt));
  g_assert_cmpint (last->number, ==, 1);
  g_assert_cmpint (last->started_at, ==, COMMS_TEST_NOW);
  g_assert_cmpint (last->ended_at, ==, 0);
  g_assert_cmpstr (last->body, ==, "{\"text\":\"...\"}");

  /* It leaves once. */
  g_assert_null (begin (fixture, post, NULL));
}

static void
test_outcomes (Fixture *fixture, gconstpointer unused)
{
  for (int state = COMMS_POST_STATE_DRAFT; state <= COMMS_POST_STATE_CANCELLED; state++)
    {
      g_autoptr (CommsPost) post = add_post (fixture, COMMS_POST_STATE_QUEUED);
      g_autoptr (CommsPost) row = NULL;
      g_autoptr (CommsAttempt) attempt = begin (fixture, post, NULL);
      g_autoptr (CommsAttempt) last = NULL;
      g_autoptr (GError) error = NULL;
      gboolean allowed = comms_post_state_may_become (COMMS_POST_STATE_SENDING, state);

      g_object_set (attempt, "outcome", "something", "status", G_GINT64_CONSTANT (201), NULL);
      g_assert_cmpint (comms_post_table_end_attempt (fixture->db, &comms_test_stamp, post, attempt,
                                                     state, "end", NULL, &error),
                       ==, allowed);
      row = reload (fixture, post);
      g_assert_cmpint (row->state, ==, allowed ? state : COMMS_POST_STATE_SENDING);
      last = comms_post_table_last_attempt (fixture->db, attempt->post_id, NULL);
      if (allowed)
        g_assert_cmpint (last->ended_at, ==, COMMS_TEST_NOW);
      if (state == COMMS_POST_STATE_POSTED)
        g_assert_cmpint (row->posted_at, ==, COMMS_TEST_NOW);
      comms_db_exec (fixture->db, NULL,
                     "UPDATE post SET state = 'unknown'"
                     " WHERE state = 'sending'",
                     "");
    }
}

/* A sender that was thought dead comes back. */
static void
test_late_answers (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    CommsPostState state;
    CommsPostState expected;
    gboolean done;
  } rows[] = {
    { COMMS_POST_STATE_POSTED, COMMS_POST_STATE_POSTED, TRUE },
    { COMMS_POST_STATE_REFUSED, COMMS_POST_STATE_UNKNOWN, FALSE },
    { COMMS_POST_STATE_QUEUED, COMMS_POST_STATE_UNKNOWN, FALSE },
    { COMMS_POST_STATE_UNKNOWN, COMMS_POST_STATE_UNKNOWN, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CommsPost) post = add_post (fixture, COMMS_POST_STATE_QUEUED);
      g_autoptr (CommsAttempt) attempt = begin (fixture, post, NULL);
      g_autoptr (CommsPost) seen = reload (fixture, post);
      g_autoptr (CommsAttempt) last = NULL;
      g_autoptr (CommsPost) row = NULL;
      g_autoptr (GError) error = NULL;

      last = comms_post_table_last_attempt (fixture->db, attempt->post_id, NULL);
      g_object_set (last, "outcome", "unknown", NULL);
      g_assert_true (comms_post_table_end_attempt (fixture->db, &comms_test_stamp, seen, last,
                                                   COMMS_POST_STATE_UNKNOWN, "unknown", NULL,
                                                   NULL));

      g_object_set (attempt, "outcome", "late", NULL);
      g_assert_cmpint (comms_post_table_end_attempt (fixture->db, &comms_test_stamp, post, attempt,
                                                     rows[i].state, "late", NULL, &error),
                       ==, rows[i].done);
      if (!rows[i].done)
        g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);
      row = reload (fixture, post);
      g_assert_cmpint (row->state, ==, rows[i].expected);
    }
}

static void
test_second_attempt (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsPost) post = add_post (fixture, COMMS_POST_STATE_QUEUED);
  g_autoptr (CommsAttempt) first = begin (fixture, post, NULL);
  g_autoptr (CommsAttempt) second = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (first, "outcome", "held", NULL);
  g_assert_true (comms_post_table_end_attempt (fixture->db, &comms_test_stamp, post, first,
                                               COMMS_POST_STATE_QUEUED, "hold", NULL, NULL));
  second = begin (fixture, post, &error);
  g_assert_no_error (error);
  g_assert_cmpint (second->number, ==, 2);

  /* The first has its outcome, and none for the second counts as one for the first. */
  g_assert_false (comms_post_table_end_attempt (fixture->db, &comms_test_stamp, post, first,
                                                COMMS_POST_STATE_POSTED, "posted", NULL, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE);
}

static void
test_never_sent (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_post_table_last_attempt (fixture->db, 1, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND);
}

/* What no statement may do, whoever writes it. */
static void
test_records_stay (Fixture *fixture, gconstpointer unused)
{
  static const char *const rows[] = {
    "UPDATE post SET text = 'other' WHERE state = 'posted'",
    "UPDATE post SET text = 'other' WHERE state = 'unknown'",
    "UPDATE post SET text = 'other' WHERE state = 'sending'",
    "UPDATE post SET account_id = 9 WHERE state = 'posted'",
    "UPDATE post SET author_id = 9 WHERE state = 'posted'",
    "UPDATE post SET deleted_at = 1 WHERE state = 'posted'",
    "UPDATE post SET state = 'draft' WHERE state = 'posted'",
    "UPDATE post SET state = 'draft', text = 'other' WHERE state = 'unknown'",
    "UPDATE post SET state = 'sending' WHERE state = 'queued'",
    "UPDATE post SET state = 'sending', attempt = 1 WHERE state = 'draft'",
    "UPDATE post SET state = 'sending', attempt = 1, approved_hash = NULL WHERE state = 'queued'",
    "DELETE FROM post WHERE state = 'posted'",
    "DELETE FROM post WHERE state = 'sending'",
    "DELETE FROM post WHERE state = 'unknown'",
    "DELETE FROM post WHERE id IN (SELECT post_id FROM attempt)",
    "DELETE FROM attempt",
    "UPDATE attempt SET body = 'other'",
    "UPDATE attempt SET ended_at = 2 WHERE ended_at <> 0",
  };
  g_autoptr (CommsPost) draft = add_post (fixture, COMMS_POST_STATE_DRAFT);
  g_autoptr (CommsPost) posted = add_post (fixture, COMMS_POST_STATE_POSTED);
  g_autoptr (CommsPost) unknown = add_post (fixture, COMMS_POST_STATE_UNKNOWN);
  g_autoptr (CommsPost) queued = add_post (fixture, COMMS_POST_STATE_QUEUED);
  g_autoptr (CommsPost) sending = add_post (fixture, COMMS_POST_STATE_QUEUED);
  g_autoptr (CommsPost) refused = add_post (fixture, COMMS_POST_STATE_QUEUED);
  g_autoptr (CommsAttempt) first = begin (fixture, refused, NULL);
  g_autoptr (CommsAttempt) second = NULL;

  g_assert_true (comms_post_table_end_attempt (fixture->db, &comms_test_stamp, refused, first,
                                               COMMS_POST_STATE_REFUSED, "refused", NULL, NULL));
  second = begin (fixture, sending, NULL);
  g_assert_nonnull (second);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i]);
      g_assert_false (comms_db_exec (fixture->db, &error, rows[i], ""));
      g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED);
    }
}

/* Saving */

static void
test_save (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsPost) post = new_post ();
  g_autoptr (CommsPost) row = NULL;
  g_autoptr (GError) error = NULL;

  /* A new one is a draft, whatever it says. */
  g_object_set (post, "state", COMMS_POST_STATE_POSTED, NULL);
  g_assert_true (comms_post_table_save (fixture->db, post, &error));
  g_assert_no_error (error);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_DRAFT);

  /* And stays one. */
  g_object_set (post, "state", COMMS_POST_STATE_QUEUED, "no-link", TRUE, NULL);
  g_assert_true (comms_post_table_save (fixture->db, post, &error));
  row = reload (fixture, post);
  g_assert_cmpint (row->state, ==, COMMS_POST_STATE_DRAFT);
  g_assert_true (row->no_link);

  /* No approval of other words than it has. */
  g_object_set (post, "text", "Other words", NULL);
  g_assert_false (comms_post_table_save (fixture->db, post, &error));
  g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_APPROVAL);
  g_clear_error (&error);
  g_object_set (post, "approved-hash", NULL, NULL);
  g_assert_true (comms_post_table_save (fixture->db, post, &error));
}

static void
test_save_what_has_left (Fixture *fixture, gconstpointer unused)
{
  static const CommsPostState states[] = { COMMS_POST_STATE_SENDING, COMMS_POST_STATE_POSTED,
                                           COMMS_POST_STATE_UNKNOWN };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (CommsPost) post = add_post (fixture, states[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (comms_post_table_save (fixture->db, post, &error));
      g_assert_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE);
    }
}

/* What is due */

static void
add_due (Fixture *fixture, gint64 due_at, gint64 hold_until, gint64 retry_at)
{
  g_autoptr (CommsPost) post = new_post ();

  g_object_set (post, "state", COMMS_POST_STATE_QUEUED, "due-at", due_at, "hold-until", hold_until,
                "retry-at", retry_at, NULL);
  save (fixture, post);
}

static void
test_due (Fixture *fixture, gconstpointer unused)
{
  const gint64 now = COMMS_TEST_NOW;
  static const gint64 order[] = { 7, 3, 2, 1 };
  g_autoptr (CommsPost) draft = NULL;
  g_autoptr (GPtrArray) due = NULL;

  add_due (fixture, now, 0, 0);           /* 1 */
  add_due (fixture, now - 1, now, 0);     /* 2 */
  add_due (fixture, now - 2, 0, now);     /* 3 */
  add_due (fixture, now + 1, 0, 0);       /* 4 */
  add_due (fixture, now - 4, now + 1, 0); /* 5 */
  add_due (fixture, now - 5, 0, now + 1); /* 6 */
  add_due (fixture, 0, 0, 0);             /* 7 */
  draft = add_post (fixture, COMMS_POST_STATE_APPROVED);

  due = comms_post_table_due (fixture->db, 1, now, 10, 0, NULL);
  g_assert_cmpuint (due->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < due->len; i++)
    g_assert_cmpint (comms_record_get_id (g_ptr_array_index (due, i)), ==, order[i]);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/post-table/every-step", test_every_step },
    { "/post-table/entry-of-a-step", test_entry_of_a_step },
    { "/post-table/barriers-of-approval", test_barriers_of_approval },
    { "/post-table/barriers-of-the-queue", test_barriers_of_the_queue },
    { "/post-table/taking-back-is-always-allowed", test_taking_back_is_always_allowed },
    { "/post-table/barriers-of-leaving", test_barriers_of_leaving },
    { "/post-table/changed-since-it-was-read", test_changed_since_it_was_read },
    { "/post-table/attempt-is-written-down", test_attempt_is_written_down },
    { "/post-table/outcomes", test_outcomes },
    { "/post-table/late-answers", test_late_answers },
    { "/post-table/second-attempt", test_second_attempt },
    { "/post-table/never-sent", test_never_sent },
    { "/post-table/records-stay", test_records_stay },
    { "/post-table/save", test_save },
    { "/post-table/save-what-has-left", test_save_what_has_left },
    { "/post-table/due", test_due },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
