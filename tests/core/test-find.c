/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-audit-entry.h"
#include "comms-audit-table.h"
#include "comms-engagement-table.h"
#include "comms-engagement.h"
#include "comms-log-table.h"
#include "comms-record-table.h"
#include "comms-release-table.h"
#include "comms-release.h"
#include "comms-target-table.h"
#include "comms-target.h"
#include "comms-test-store.h"

typedef struct
{
  char *folder;
  CommsDb *db;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = comms_test_folder_new ();
  fixture->db = comms_test_db_new (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  comms_db_close (fixture->db);
  comms_test_folder_free (fixture->folder);
}

static gint64
save (Fixture *fixture, gpointer record)
{
  g_autoptr (GError) error = NULL;

  comms_record_table_save (fixture->db, record, &error);
  g_assert_no_error (error);
  return comms_record_get_id (record);
}

/* The ids of the records, "3 1 2". */
static char *
dup_ids (GPtrArray *records)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            comms_record_get_id (g_ptr_array_index (records, i)));
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/* Targets */

static const struct
{
  CommsTargetKind kind;
  const char *name;
  const char *organisation;
  const char *x_handle;
  gint64 contacted_at;
} people[] = {
  { COMMS_TARGET_KIND_JOURNALIST, "Zainab Qureshi", "Dawn", "zainabq", 300 },
  { COMMS_TARGET_KIND_JOURNALIST, "ahmed Müller", "Der Spiegel", "amueller", 0 },
  { COMMS_TARGET_KIND_DECISION_MAKER, "Ahmed Khan", "Senate", NULL, 500 },
  { COMMS_TARGET_KIND_POLICY_MAKER, "فاطمہ علی", "وزارتِ انسانی حقوق", NULL, 100 },
  { COMMS_TARGET_KIND_PEER, "Bilal al-Khalid", "UNHCR \"field\" office", NULL, 400 },
};

static void
add_people (Fixture *fixture)
{
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (CommsTarget) target =
        g_object_new (COMMS_TYPE_TARGET, "kind", people[i].kind, "name", people[i].name,
                      "organisation", people[i].organisation, "x-handle", people[i].x_handle,
                      "contacted-at", people[i].contacted_at, NULL);

      g_assert_cmpint (save (fixture, target), ==, (gint64) i + 1);
    }
}

static void
test_targets (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *search;
    guint classes;
    gboolean by_contact;
    guint limit;
    const char *ids;
  } rows[] = {
    { NULL, 0, FALSE, 0, "3 2 5 1 4" },
    { "", 0, FALSE, 0, "3 2 5 1 4" },
    { " - ", 0, FALSE, 0, "3 2 5 1 4" },
    { NULL, 0, TRUE, 0, "3 5 1 4 2" },
    { NULL, 0, FALSE, 2, "3 2" },
    { NULL, 1 << COMMS_TARGET_KIND_JOURNALIST, FALSE, 0, "2 1" },
    { NULL, 1 << COMMS_TARGET_KIND_JOURNALIST | 1 << COMMS_TARGET_KIND_PEER, TRUE, 0, "5 1 2" },
    { "ahm", 0, FALSE, 0, "3 2" },
    { "AHM KH", 0, FALSE, 0, "3" },
    { "ahm", 1 << COMMS_TARGET_KIND_JOURNALIST, FALSE, 0, "2" },
    { "muller", 0, FALSE, 0, "2" },
    { "Müll", 0, FALSE, 0, "2" },
    { "x", 0, FALSE, 0, "" },
    { "khan dawn", 0, FALSE, 0, "" },
    { "dawn", 0, FALSE, 0, "1" },
    { "@zainabq", 0, FALSE, 0, "1" },
    { "al-kha", 0, FALSE, 0, "5" },
    { "khalid", 0, FALSE, 0, "5" },
    { "\"field", 0, FALSE, 0, "5" },
    { "NOT field", 0, FALSE, 0, "" },
    { "field* OR x", 0, FALSE, 0, "" },
    { "words:field", 0, FALSE, 0, "" },
    { "(((", 0, FALSE, 0, "3 2 5 1 4" },
    { "انساني", 0, FALSE, 0, "4" }, /* with the Arabic yeh */
    { "فاطمة", 0, FALSE, 0, "4" },
    { "وزارت", 0, FALSE, 0, "4" },
  };

  add_people (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = NULL;
      g_autofree char *ids = NULL;

      g_test_message ("%s", rows[i].search);
      found = comms_target_table_find (fixture->db, rows[i].search, rows[i].classes,
                                       rows[i].by_contact, rows[i].limit, &error);
      g_assert_no_error (error);
      ids = dup_ids (found);
      g_assert_cmpstr (ids, ==, rows[i].ids);
    }
}

static void
assert_counts (Fixture *fixture,
               const char *search,
               guint journalists,
               guint decision_makers,
               guint policy_makers,
               guint peers)
{
  g_autoptr (GError) error = NULL;
  guint counts[4];

  comms_target_table_count (fixture->db, search, counts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts[COMMS_TARGET_KIND_JOURNALIST], ==, journalists);
  g_assert_cmpuint (counts[COMMS_TARGET_KIND_DECISION_MAKER], ==, decision_makers);
  g_assert_cmpuint (counts[COMMS_TARGET_KIND_POLICY_MAKER], ==, policy_makers);
  g_assert_cmpuint (counts[COMMS_TARGET_KIND_PEER], ==, peers);
}

static void
test_target_counts (Fixture *fixture, gconstpointer unused)
{
  add_people (fixture);
  assert_counts (fixture, NULL, 2, 1, 1, 1);
  assert_counts (fixture, "ahmed", 1, 1, 0, 0);
  assert_counts (fixture, "nobody", 0, 0, 0, 0);
}

/* What is searched follows a change, and the bin. */
static void
test_targets_change (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsTarget) target = NULL;

  add_people (fixture);
  target = comms_record_table_load (fixture->db, COMMS_TYPE_TARGET, 1, NULL);
  g_object_set (target, "name", "Aaliya Qureshi", "kind", COMMS_TARGET_KIND_PEER, NULL);
  save (fixture, target);
  assert_counts (fixture, "zainab", 0, 0, 0, 1); /* by the handle, that of a peer now */
  assert_counts (fixture, "aaliya", 0, 0, 0, 1);
}

static void
test_target_in_the_bin (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsTarget) target = NULL;
  g_autoptr (GPtrArray) found = NULL;

  add_people (fixture);
  target = comms_record_table_load (fixture->db, COMMS_TYPE_TARGET, 1, NULL);
  g_object_set (target, "deleted-at", G_GINT64_CONSTANT (1), NULL);
  save (fixture, target);
  assert_counts (fixture, NULL, 1, 1, 1, 1);
  found = comms_target_table_find (fixture->db, "zainab", 0, FALSE, 0, NULL);
  g_assert_cmpuint (found->len, ==, 0);

  g_object_set (target, "deleted-at", G_GINT64_CONSTANT (0), NULL);
  save (fixture, target);
  assert_counts (fixture, "zainab", 1, 0, 0, 0);
}

static void
test_touch (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsTarget) target = NULL;

  add_people (fixture);
  g_assert_true (comms_target_table_touch (fixture->db, 4, 900, NULL));
  g_assert_true (comms_target_table_touch (fixture->db, 4, 800, NULL));
  target = comms_record_table_load (fixture->db, COMMS_TYPE_TARGET, 4, NULL);
  g_assert_cmpint (target->contacted_at, ==, 900);
}

static void
count_key_cb (gint64 id,
              const char *name,
              const char *organisation,
              const char *x_handle,
              const char *email,
              gpointer user_data)
{
  guint *n_keys = user_data;

  g_assert_cmpint (id, ==, ++*n_keys);
  g_assert_cmpstr (name, ==, people[id - 1].name);
  g_assert_cmpstr (organisation, ==, people[id - 1].organisation);
  g_assert_cmpstr (x_handle, ==, people[id - 1].x_handle);
  g_assert_null (email);
}

static void
test_each_key (Fixture *fixture, gconstpointer unused)
{
  guint n_keys = 0;

  add_people (fixture);
  g_assert_true (comms_target_table_each_key (fixture->db, count_key_cb, &n_keys, NULL));
  g_assert_cmpuint (n_keys, ==, G_N_ELEMENTS (people));
}

/* FTS5 of SQLite 3.40 would spoil its index here. */
static void
test_search_between_two_writes (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsTarget) target = NULL;

  add_people (fixture);
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GError) error = NULL;

      g_clear_object (&target);
      target = comms_record_table_load (fixture->db, COMMS_TYPE_TARGET, 1, NULL);
      g_object_set (target, "deleted-at", i % 2 == 0 ? 1 : G_GINT64_CONSTANT (0), NULL);
      save (fixture, target);
      found = comms_target_table_find (fixture->db, "zai", 0, FALSE, 0, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, i % 2);
    }
  g_assert_true (comms_db_exec (fixture->db, NULL,
                                "INSERT INTO target_search (target_search)"
                                " VALUES ('integrity-check')",
                                ""));
}

/* Releases */

static void
test_releases (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    gint64 publish_at;
    gint64 embargo_at;
    gint64 created_at;
    gint64 deleted_at;
    const char *title;
    const char *body;
  } releases[] = {
    { 500, 100, 100, 0, "Who is missing", "The commission of inquiry met." },
    { 0, 300, 100, 0, "A day for women", NULL },
    { 0, 0, 100, 0, "انسانی حقوق کا دن", NULL },
    { 200, 0, 0, 9, "In the bin", NULL },
  };
  static const struct
  {
    gint64 from;
    gint64 until;
    const char *search;
    const char *ids;
  } rows[] = {
    { 0, 0, NULL, "3 2 1" },   { 100, 500, NULL, "3 2" }, { 101, 501, NULL, "2 1" },
    { 300, 0, NULL, "2 1" },   { 0, 300, NULL, "3" },     { 0, 0, "missing", "1" },
    { 0, 0, "comm inq", "1" }, { 0, 0, "حقوق", "3" },     { 0, 0, "bin", "" },
    { 100, 400, "day", "2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (releases); i++)
    {
      g_autoptr (CommsRelease) release =
        g_object_new (COMMS_TYPE_RELEASE, "publish-at", releases[i].publish_at, "embargo-at",
                      releases[i].embargo_at, "created-at", releases[i].created_at, "deleted-at",
                      releases[i].deleted_at, "title", releases[i].title, "body", releases[i].body,
                      NULL);

      save (fixture, release);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = NULL;
      g_autofree char *ids = NULL;

      found =
        comms_release_table_find (fixture->db, rows[i].from, rows[i].until, rows[i].search, &error);
      g_assert_no_error (error);
      ids = dup_ids (found);
      g_test_message ("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " %s", rows[i].from,
                      rows[i].until, rows[i].search);
      g_assert_cmpstr (ids, ==, rows[i].ids);
    }
}

/* Engagements */

static void
test_engagements (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    gint64 target_id;
    gint64 at;
    CommsReview review;
    CommsOutcome outcome;
    gint64 deadline_at;
  } rows[] = {
    { 1, 100, COMMS_REVIEW_WAITING, COMMS_OUTCOME_OPEN, 900 },
    { 1, 300, COMMS_REVIEW_SIGNED_OFF, COMMS_OUTCOME_OPEN, 800 },
    { 2, 200, COMMS_REVIEW_WAITING, COMMS_OUTCOME_ANSWERED, 700 },
    { 1, 50, COMMS_REVIEW_WAITING, COMMS_OUTCOME_OPEN, 0 },
  };
  g_autoptr (GPtrArray) of_target = NULL;
  g_autoptr (GPtrArray) first_of_target = NULL;
  g_autoptr (GPtrArray) to_review = NULL;
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autofree char *of_target_ids = NULL;
  g_autofree char *to_review_ids = NULL;
  g_autofree char *deadline_ids = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CommsEngagement) engagement =
        g_object_new (COMMS_TYPE_ENGAGEMENT, "target-id", rows[i].target_id, "at", rows[i].at,
                      "review", rows[i].review, "outcome", rows[i].outcome, "deadline-at",
                      rows[i].deadline_at, NULL);

      save (fixture, engagement);
    }

  of_target = comms_engagement_table_of_target (fixture->db, 1, 0, NULL);
  of_target_ids = dup_ids (of_target);
  g_assert_cmpstr (of_target_ids, ==, "2 1 4");
  first_of_target = comms_engagement_table_of_target (fixture->db, 1, 1, NULL);
  g_assert_cmpuint (first_of_target->len, ==, 1);
  to_review = comms_engagement_table_to_review (fixture->db, 0, NULL);
  to_review_ids = dup_ids (to_review);
  g_assert_cmpstr (to_review_ids, ==, "4 1 3");
  deadlines = comms_engagement_table_deadlines (fixture->db, 0, NULL);
  deadline_ids = dup_ids (deadlines);
  g_assert_cmpstr (deadline_ids, ==, "2 1");
}

/* The log */

/* The words of the log are written with the commit. */
static void
commit (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (comms_db_commit (fixture->db, &error) && comms_db_begin (fixture->db, &error));
  g_assert_no_error (error);
}

static void
add_entries (Fixture *fixture)
{
  static const struct
  {
    gint64 at;
    gint64 actor_id;
    CommsSubject subject;
    gint64 subject_id;
    const char *to_value;
    const char *note;
  } rows[] = {
    { 100, 1, COMMS_SUBJECT_TARGET, 1, NULL, "Zainab Qureshi" },
    { 200, 2, COMMS_SUBJECT_POST, 1, "queued", "“Who is missing”\n@mohr" },
    { 300, 0, COMMS_SUBJECT_POST, 1, "missed", "“Who is missing”\n@mohr" },
    { 400, 1, COMMS_SUBJECT_ENGAGEMENT, 1, NULL, "Asked about the inquiry" },
    { 500, 1, COMMS_SUBJECT_ENGAGEMENT, 2, "missed", "انسانی حقوق" },
    { 600, 2, COMMS_SUBJECT_POLICY, 1, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CommsStamp stamp = { rows[i].actor_id, "Somebody", rows[i].at };
      g_autoptr (GError) error = NULL;

      comms_audit_table_append (fixture->db, &stamp, rows[i].subject, rows[i].subject_id, "edit",
                                NULL, rows[i].to_value, rows[i].note, &error);
      g_assert_no_error (error);
    }
  commit (fixture);
}

static char *
dup_log_ids (Fixture *fixture, const CommsLogFilter *filter)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = comms_log_table_ids (fixture->db, filter, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (ids, gint64, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_log (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    CommsLogFilter filter;
    const char *ids;
  } rows[] = {
    { { 0 }, "6 5 4 3 2 1" },
    { { .subjects = 1 << COMMS_SUBJECT_POST }, "3 2" },
    { { .subjects = 1 << COMMS_SUBJECT_POST | 1 << COMMS_SUBJECT_ENGAGEMENT }, "5 4 3 2" },
    { { .missed = TRUE }, "5 3" },
    { { .from = 200, .until = 400 }, "3 2" },
    { { .actor_id = 1 }, "5 4 1" },
    { { .after = 4 }, "6 5" },
    { { .search = "who miss" }, "3 2" },
    { { .search = "who miss", .missed = TRUE }, "3" },
    { { .search = "حقوق" }, "5" },
    { { .search = "who", .after = 2 }, "3" },
    { { .search = "nothing" }, "" },
    { { .classes = 1 << COMMS_TARGET_KIND_JOURNALIST }, "4 1" },
    { { .classes = 1 << COMMS_TARGET_KIND_PEER }, "5" },
    { { .classes = 1 << COMMS_TARGET_KIND_POLICY_MAKER }, "" },
  };

  add_people (fixture);
  for (gint64 target_id = 1; target_id <= 5; target_id += 4)
    {
      g_autoptr (CommsEngagement) engagement =
        g_object_new (COMMS_TYPE_ENGAGEMENT, "target-id", target_id, NULL);

      save (fixture, engagement);
    }
  add_entries (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *ids = dup_log_ids (fixture, &rows[i].filter);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (ids, ==, rows[i].ids);
    }
}

static void
test_log_load (Fixture *fixture, gconstpointer unused)
{
  const gint64 ids[] = { 4, 99, 2 };
  g_autoptr (GPtrArray) entries = NULL;
  CommsAuditEntry *entry;
  gint64 at;

  g_assert_true (comms_log_table_first (fixture->db, &at, NULL));
  g_assert_cmpint (at, ==, 0);
  add_entries (fixture);
  g_assert_true (comms_log_table_first (fixture->db, &at, NULL));
  g_assert_cmpint (at, ==, 100);

  entries = comms_log_table_load (fixture->db, ids, G_N_ELEMENTS (ids), NULL);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (comms_record_get_id (COMMS_RECORD (entry)), ==, 4);
  g_assert_cmpint (entry->subject, ==, COMMS_SUBJECT_ENGAGEMENT);
  g_assert_cmpstr (entry->note, ==, "Asked about the inquiry");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/find/targets", test_targets },
    { "/find/target-counts", test_target_counts },
    { "/find/targets-change", test_targets_change },
    { "/find/target-in-the-bin", test_target_in_the_bin },
    { "/find/search-between-two-writes", test_search_between_two_writes },
    { "/find/touch", test_touch },
    { "/find/each-key", test_each_key },
    { "/find/releases", test_releases },
    { "/find/engagements", test_engagements },
    { "/find/log", test_log },
    { "/find/log-load", test_log_load },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
