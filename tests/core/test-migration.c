/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-abbreviation.h"
#include "comms-advice-rule.h"
#include "comms-approved-line.h"
#include "comms-comment.h"
#include "comms-hashtag.h"
#include "comms-link-check.h"
#include "comms-media.h"
#include "comms-metric.h"
#include "comms-protected-name.h"
#include "comms-tariff.h"
#include "comms-voice-card.h"
#include "comms-account.h"
#include "comms-attempt.h"
#include "comms-audit-entry.h"
#include "comms-audit-table.h"
#include "comms-engagement.h"
#include "comms-log-table.h"
#include "comms-occasion.h"
#include "comms-person.h"
#include "comms-policy.h"
#include "comms-post.h"
#include "comms-record-table.h"
#include "comms-release-table.h"
#include "comms-release-version.h"
#include "comms-release.h"
#include "comms-schema.h"
#include "comms-store.h"
#include "comms-target-table.h"
#include "comms-target.h"
#include "comms-test-store.h"

/* What each version of the schema left behind is opened by this one. A row a version: the file in
 * tests/fixtures with the rows that it brought; a desk of that version has those of all before. */
static const char *const versions[] = {
  "desk-001.sql", "desk-002.sql", "desk-003.sql", "desk-004.sql",
  "desk-005.sql", "desk-006.sql", "desk-007.sql", "desk-008.sql",
};

static void
run_fixture (CommsDb *db, const char *name)
{
  g_autofree char *fixture = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (fixture, &sql, NULL, &error);
  g_assert_no_error (error);
  comms_db_exec_script (db, sql, &error);
  g_assert_no_error (error);
}

/* A desk as that version wrote it. */
static void
write_desk (const char *path, guint version)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autoptr (CommsDb) db = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < version; i++)
    g_ptr_array_add (steps, (gpointer) comms_schema_steps ()[i]);
  g_ptr_array_add (steps, NULL);

  db = comms_db_open (path, TRUE, &error);
  g_assert_no_error (error);
  comms_schema_migrate (db, (const char *const *) steps->pdata, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < version; i++)
    run_fixture (db, versions[i]);
}

static void
assert_loads (CommsDb *db, GType type, guint n_rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = comms_record_table_select (db, type, &error, "", "");

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, n_rows);
}

static void
assert_finds (GPtrArray *found)
{
  g_assert_nonnull (found);
  g_assert_cmpuint (found->len, ==, 1);
  g_ptr_array_unref (found);
}

/* What came after the first version, and with which. */
static const struct
{
  guint version;
  GType (*type) (void);
} later[] = {
  { 2, comms_media_get_type },        { 2, comms_hashtag_get_type },
  { 2, comms_abbreviation_get_type }, { 2, comms_approved_line_get_type },
  { 2, comms_voice_card_get_type },   { 2, comms_protected_name_get_type },
  { 2, comms_advice_rule_get_type },  { 2, comms_link_check_get_type },
  { 3, comms_metric_get_type },       { 3, comms_comment_get_type },
};

/* On the store's thread. */
static gpointer
look_through (CommsDb *db, gpointer data, GError **error)
{
  guint version = GPOINTER_TO_UINT (data);
  const CommsLogFilter filter = { .search = "inquiry" };
  g_autoptr (GArray) ids = NULL;
  gint64 n_entries;
  gint64 broken_id;

  assert_loads (db, COMMS_TYPE_PERSON, 2);
  assert_loads (db, COMMS_TYPE_POLICY, 1);
  assert_loads (db, COMMS_TYPE_ACCOUNT, 1);
  assert_loads (db, COMMS_TYPE_RELEASE, 1);
  assert_loads (db, COMMS_TYPE_RELEASE_VERSION, 1);
  assert_loads (db, COMMS_TYPE_POST, 2);
  assert_loads (db, COMMS_TYPE_ATTEMPT, 1);
  assert_loads (db, COMMS_TYPE_TARGET, 1);
  /* The fourth brought likes, as further rows. */
  assert_loads (db, COMMS_TYPE_ENGAGEMENT, version < 4 ? 1 : 2);
  assert_loads (db, COMMS_TYPE_OCCASION, 1);
  assert_loads (db, COMMS_TYPE_AUDIT_ENTRY, 4);
  /* The third version brought the prices of its day with it. */
  assert_loads (db, COMMS_TYPE_TARIFF, 5);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    assert_loads (db, later[i].type (), later[i].version <= version ? 1 : 0);

  g_assert_true (comms_audit_table_verify (db, &n_entries, &broken_id, error));
  g_assert_cmpint (n_entries, ==, 4);
  g_assert_cmpint (broken_id, ==, 0);

  assert_finds (comms_target_table_find (db, "zain cour", 0, FALSE, 0, error));
  assert_finds (comms_release_table_find (db, 0, 0, "2026-118", error));
  ids = comms_log_table_ids (db, &filter, error);
  g_assert_cmpuint (ids->len, ==, 1);
  return NULL;
}

static void
test_opens (gconstpointer data)
{
  guint version = GPOINTER_TO_UINT (data);
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (COMMS_TEST_NOW);
  g_autoptr (CommsStore) store = NULL;
  g_autoptr (GError) error = NULL;

  write_desk (path, version);
  store = comms_store_open (path, FALSE, clock, &error);
  g_assert_no_error (error);
  comms_store_run_sync (store, look_through, GUINT_TO_POINTER (version), &error);
  g_assert_no_error (error);
  comms_store_close (store);
}

/* On the store's thread. */
static gpointer
look_at_evening (CommsDb *db, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) releases =
    comms_record_table_select (db, COMMS_TYPE_RELEASE, error, "ORDER BY id", "");
  g_autoptr (GPtrArray) saved =
    comms_record_table_select (db, COMMS_TYPE_RELEASE_VERSION, error, "ORDER BY id", "");
  static const char *const expected[] = { "17:00-24:00 https://mohr.example/film", NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      CommsRelease *release = g_ptr_array_index (releases, i);

      if (expected[i] == NULL)
        g_assert_null (release->link_variants);
      else
        g_assert_cmpstr (release->link_variants[0], ==, expected[i]);
    }
  g_assert_cmpstr (((CommsReleaseVersion *) g_ptr_array_index (saved, 1))->content, ==,
                   "{'link': 'https://a.example', 'link-variants': '17:00-24:00 "
                   "https://b.example'}");
  g_assert_cmpstr (((CommsReleaseVersion *) g_ptr_array_index (saved, 2))->content, ==,
                   "{'link-variants': \"17:00-24:00 https://b.example/it's\"}");
  return NULL;
}

/* The evening's link is the variant from 17:00 on, also in what was saved before; versions stay as
 * they are from then on. */
static void
test_evening_link (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (COMMS_TEST_NOW);
  g_autoptr (CommsStore) store = NULL;
  g_autoptr (CommsDb) db = NULL;
  g_autoptr (GError) error = NULL;

  write_desk (path, 3);
  db = comms_db_open (path, FALSE, &error);
  g_assert_no_error (error);
  comms_db_exec_script (
    db,
    "UPDATE \"release\" SET evening_link = ' https://mohr.example/film';"
    "INSERT INTO \"release\" (id, kind, stage, evening_link) VALUES (2, 'op-ed', 'idea', '');"
    "INSERT INTO \"release\" (id, kind, stage, evening_link) VALUES (3, 'op-ed', 'idea', 'no "
    "link');"
    "INSERT INTO release_version (id, release_id, number, content) VALUES (2, 2, 1,"
    " '{''link'': ''https://a.example'', ''evening-link'': ''https://b.example''}');"
    "INSERT INTO release_version (id, release_id, number, content) VALUES (3, 3, 1,"
    " '{''evening-link'': \"https://b.example/it''s\"}');",
    &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, comms_db_close);

  store = comms_store_open (path, FALSE, clock, &error);
  g_assert_no_error (error);
  comms_store_run_sync (store, look_at_evening, NULL, &error);
  g_assert_no_error (error);
  comms_store_close (store);

  db = comms_db_open (path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (comms_db_exec_script (db, "UPDATE release_version SET summary = 'x'", &error));
  g_assert_nonnull (error);
}

/* On the store's thread. */
static gpointer
look_at_months (CommsDb *db, gpointer unused, GError **error)
{
  gint64 posts;
  gint64 reading;

  g_assert_true (comms_db_query_int (db, &posts, 0, error,
                                     "SELECT posts_micros FROM month_cost WHERE month = ?", "s",
                                     "2026-12"));
  g_assert_true (comms_db_query_int (db, &reading, 0, error,
                                     "SELECT reading_micros FROM month_cost WHERE month = ?", "s",
                                     "2026-12"));
  g_assert_cmpint (posts, ==, 200000);
  g_assert_cmpint (reading, ==, 5000);
  return NULL;
}

/* What was spent before the sums were kept is in them. */
static void
test_month_cost (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (COMMS_TEST_NOW);
  g_autoptr (CommsStore) store = NULL;
  g_autoptr (CommsDb) db = NULL;
  g_autoptr (GError) error = NULL;

  write_desk (path, 6);
  db = comms_db_open (path, FALSE, &error);
  g_assert_no_error (error);
  comms_db_exec_script (db, "UPDATE post SET cost_micros = 200000 WHERE id = 1", &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, comms_db_close);

  store = comms_store_open (path, FALSE, clock, &error);
  g_assert_no_error (error);
  comms_store_run_sync (store, look_at_months, NULL, &error);
  g_assert_no_error (error);
  comms_store_close (store);
}

/* On the store's thread. */
static gpointer
look_at_writers (CommsDb *db, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) posts =
    comms_record_table_select (db, COMMS_TYPE_POST, error, "ORDER BY id", "");
  CommsPost *urgent = g_ptr_array_index (posts, 1);

  for (guint i = 0; i < posts->len; i++)
    g_assert_cmpint (((CommsPost *) g_ptr_array_index (posts, i))->writer_id, ==, 2);
  g_assert_cmpint (urgent->state, ==, COMMS_POST_STATE_DRAFT);
  g_assert_false (urgent->urgent);
  return NULL;
}

/* What was there before was written by its author, and no draft is urgent any more. */
static void
test_writers (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (COMMS_TEST_NOW);
  g_autoptr (CommsStore) store = NULL;
  g_autoptr (CommsDb) db = NULL;
  g_autoptr (GError) error = NULL;

  write_desk (path, 7);
  db = comms_db_open (path, FALSE, &error);
  g_assert_no_error (error);
  comms_db_exec_script (db, "UPDATE post SET urgent = 1 WHERE id = 2", &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, comms_db_close);

  store = comms_store_open (path, FALSE, clock, &error);
  g_assert_no_error (error);
  comms_store_run_sync (store, look_at_writers, NULL, &error);
  g_assert_no_error (error);
  comms_store_close (store);
}

/* A step of the schema comes with its fixture. */
static void
test_every_version_has_its_fixture (void)
{
  g_assert_cmpuint (g_strv_length ((char **) comms_schema_steps ()), ==, G_N_ELEMENTS (versions));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autofree char *name = g_strdup_printf ("/migration/opens/%u", i + 1);

      g_test_add_data_func (name, GUINT_TO_POINTER (i + 1), test_opens);
    }
  g_test_add_func ("/migration/evening-link", test_evening_link);
  g_test_add_func ("/migration/month-cost", test_month_cost);
  g_test_add_func ("/migration/writers", test_writers);
  g_test_add_func ("/migration/every-version-has-its-fixture", test_every_version_has_its_fixture);

  return g_test_run ();
}
