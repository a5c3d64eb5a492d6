/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-audit-table.h"
#include "comms-test-store.h"

#define N_ENTRIES 20

static void
append (CommsDb *db, const char *from_value, const char *to_value, const char *note)
{
  g_autoptr (GError) error = NULL;

  comms_audit_table_append (db, &comms_test_stamp, COMMS_SUBJECT_POST, 3, "approve", from_value,
                            to_value, note, &error);
  g_assert_no_error (error);
}

static CommsDb *
open_log (const char *folder)
{
  CommsDb *db = comms_test_db_new (folder);

  for (int i = 0; i < N_ENTRIES; i++)
    append (db, i % 2 == 0 ? NULL : "draft", "approved", "“ہم” and\nan account");
  /* The end of the chain is written with the commit. */
  g_assert_true (comms_db_commit (db, NULL));
  g_assert_true (comms_db_begin (db, NULL));
  return db;
}

static gint64
verify (CommsDb *db, gint64 *n_entries)
{
  g_autoptr (GError) error = NULL;
  gint64 broken_id;

  comms_audit_table_verify (db, n_entries, &broken_id, &error);
  g_assert_no_error (error);
  return broken_id;
}

static void
test_empty (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  gint64 n_entries;

  g_assert_cmpint (verify (db, &n_entries), ==, 0);
  g_assert_cmpint (n_entries, ==, 0);
}

static void
test_whole (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = open_log (folder);
  gint64 n_entries;

  g_assert_cmpint (verify (db, &n_entries), ==, 0);
  g_assert_cmpint (n_entries, ==, N_ENTRIES);
}

/* The log's own triggers refuse all of this, so whoever does it drops them first. */
static void
test_broken (void)
{
  static const struct
  {
    const char *sql;
    gint64 broken_id;
  } rows[] = {
    { "UPDATE audit_entry SET note = note || ' ' WHERE id = 7", 7 },
    { "UPDATE audit_entry SET at = at + 1 WHERE id = 1", 1 },
    { "UPDATE audit_entry SET actor_id = 8 WHERE id = 20", 20 },
    { "UPDATE audit_entry SET actor = 'Ayesha Khah' WHERE id = 12", 12 },
    { "UPDATE audit_entry SET subject = 'policy' WHERE id = 4", 4 },
    { "UPDATE audit_entry SET subject_id = 30 WHERE id = 4", 4 },
    { "UPDATE audit_entry SET action = 'return' WHERE id = 4", 4 },
    { "UPDATE audit_entry SET from_value = '' WHERE id = 5", 5 },
    { "UPDATE audit_entry SET from_value = to_value, to_value = from_value WHERE id = 6", 6 },
    { "UPDATE audit_entry SET hash = upper (hash) WHERE id = 9", 9 },
    { "UPDATE audit_entry SET hash = NULL WHERE id = 9", 9 },
    { "UPDATE audit_entry SET \"before\" = hash WHERE id = 9", 9 },
    { "DELETE FROM audit_entry WHERE id = 1", 1 },
    { "DELETE FROM audit_entry WHERE id = 10", 10 },
    { "DELETE FROM audit_entry WHERE id = 20", 20 },
    { "DELETE FROM audit_entry WHERE id > 15", 16 },
    { "DELETE FROM audit_entry", 1 },
    { "UPDATE audit_entry SET id = 21 WHERE id = 20", 20 },
    { "INSERT INTO audit_entry (id, subject, hash) VALUES (21, 'post', 'x')", 21 },
    { "UPDATE audit_entry SET note = (SELECT note || 'x') WHERE id IN (3, 8)", 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
      g_autoptr (CommsDb) db = open_log (folder);
      g_autoptr (GError) error = NULL;
      gint64 n_entries;

      comms_db_exec_script (db,
                            "DROP TRIGGER audit_entry_never_changes;"
                            "DROP TRIGGER audit_entry_never_goes",
                            &error);
      g_assert_no_error (error);
      comms_db_exec_script (db, rows[i].sql, &error);
      g_assert_no_error (error);
      g_test_message ("%s", rows[i].sql);
      g_assert_cmpint (verify (db, &n_entries), ==, rows[i].broken_id);
    }
}

static void
test_is_only_added_to (void)
{
  static const char *const rows[] = {
    "UPDATE audit_entry SET note = 'other' WHERE id = 7",
    "DELETE FROM audit_entry WHERE id = 20",
    "INSERT OR REPLACE INTO audit_entry (id, subject) VALUES (7, 'post')",
  };
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = open_log (folder);
  gint64 n_entries;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (comms_db_exec_script (db, rows[i], &error));
      g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED);
    }
  g_assert_cmpint (verify (db, &n_entries), ==, 0);
  g_assert_cmpint (n_entries, ==, N_ENTRIES);
}

/* No two different entries are one and the same to the chain. */
static void
test_fields_do_not_run_together (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  gint64 n_entries;

  append (db, "ab", "c", NULL);
  comms_db_exec_script (db,
                        "DROP TRIGGER audit_entry_never_changes;"
                        "UPDATE audit_entry SET from_value = 'a', to_value = 'bc'",
                        NULL);
  g_assert_cmpint (verify (db, &n_entries), ==, 1);
}

/* A transaction that is rolled back leaves no gap. */
static void
test_rollback_leaves_no_gap (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = open_log (folder);
  gint64 n_entries;

  g_assert_true (comms_db_commit (db, NULL));
  g_assert_true (comms_db_begin (db, NULL));
  append (db, NULL, NULL, "never was");
  comms_db_rollback (db);
  g_assert_true (comms_db_begin (db, NULL));
  append (db, NULL, NULL, "is");
  g_assert_true (comms_db_commit (db, NULL));
  g_assert_true (comms_db_begin (db, NULL));
  g_assert_cmpint (verify (db, &n_entries), ==, 0);
  g_assert_cmpint (n_entries, ==, N_ENTRIES + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/audit/empty", test_empty);
  g_test_add_func ("/audit/whole", test_whole);
  g_test_add_func ("/audit/broken", test_broken);
  g_test_add_func ("/audit/is-only-added-to", test_is_only_added_to);
  g_test_add_func ("/audit/fields-do-not-run-together", test_fields_do_not_run_together);
  g_test_add_func ("/audit/rollback-leaves-no-gap", test_rollback_leaves_no_gap);

  return g_test_run ();
}
