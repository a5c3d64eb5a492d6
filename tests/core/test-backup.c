/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "comms-backup.h"
#include "comms-meta-table.h"
#include "comms-store.h"
#include "comms-test-store.h"

#define HOUR_MS (G_GINT64_CONSTANT (60) * 60 * 1000)
#define DAY_MS (24 * HOUR_MS)

typedef struct
{
  char *folder;
  char *path;
  char *backups;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = comms_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "desk.db", NULL);
  fixture->backups = g_build_filename (fixture->folder, "backups", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->path);
  g_free (fixture->backups);
  comms_test_folder_free (fixture->folder);
}

/* A desk in which "mark" says @mark, closed. */
static void
write_desk (Fixture *fixture, const char *mark)
{
  g_autoptr (CommsDb) db = comms_test_db_new (fixture->folder);
  g_autoptr (GError) error = NULL;

  comms_meta_table_set (db, "mark", mark, &error);
  g_assert_no_error (error);
  comms_db_commit (db, &error);
  g_assert_no_error (error);
}

static void
back_up (Fixture *fixture, gint64 now, int version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDb) db = comms_db_open_to_read (fixture->path, &error);

  g_assert_no_error (error);
  g_assert_true (comms_backup_make (db, now, version, &error));
  g_assert_no_error (error);
}

static char *
dup_mark (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDb) db = comms_db_open_to_read (path, &error);

  g_assert_no_error (error);
  return comms_meta_table_get (db, "mark", NULL);
}

static void
touch (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->backups, name, NULL);

  g_mkdir_with_parents (fixture->backups, 0700);
  g_assert_true (g_file_set_contents (path, "x", -1, NULL));
}

static gboolean
has_backup (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->backups, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_names (Fixture *fixture, gconstpointer unused)
{
  write_desk (fixture, "1");
  g_assert_true (comms_backup_is_due (fixture->path, COMMS_TEST_NOW));
  back_up (fixture, COMMS_TEST_NOW, 0);
  g_assert_true (has_backup (fixture, "desk-20261210T070000Z.db"));
  g_assert_false (comms_backup_is_due (fixture->path, COMMS_TEST_NOW + HOUR_MS));
  g_assert_true (comms_backup_is_due (fixture->path, COMMS_TEST_NOW + DAY_MS));

  /* That before a step does not stand for the day's, and there is one of each version. */
  back_up (fixture, COMMS_TEST_NOW + DAY_MS, 1);
  g_assert_true (has_backup (fixture, "desk-20261211T070000Z-v1.db"));
  g_assert_true (comms_backup_is_due (fixture->path, COMMS_TEST_NOW + DAY_MS));
  back_up (fixture, COMMS_TEST_NOW + 2 * DAY_MS, 1);
  g_assert_false (has_backup (fixture, "desk-20261211T070000Z-v1.db"));
  g_assert_true (has_backup (fixture, "desk-20261212T070000Z-v1.db"));
}

/* A copy a day for two years, and what is left of them on the last day. */
static void
test_rotation (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) first = g_date_time_new_utc (2025, 1, 1, 6, 0, 0);

  touch (fixture, "desk-2-20250101T060000Z.db"); /* another desk's */
  touch (fixture, "desk-20250101T060000Z-v1.db");
  touch (fixture, "notes.txt");
  for (int day = 0; day < 710; day++)
    {
      g_autoptr (GDateTime) time = g_date_time_add_days (first, day);
      g_autofree char *name = g_date_time_format (time, "desk-%Y%m%dT%H%M%SZ.db");

      touch (fixture, name);
      comms_backup_rotate (fixture->path);
    }

  /* The last is Friday, 11 December 2026. */
  for (int day = 5; day <= 11; day++)
    {
      g_autofree char *name = g_strdup_printf ("desk-202612%02dT060000Z.db", day);

      g_assert_true (has_backup (fixture, name));
    }
  /* The newest of each of the weeks before, of Sundays; that of this week is the last day's. */
  g_assert_true (has_backup (fixture, "desk-20261129T060000Z.db"));
  g_assert_true (has_backup (fixture, "desk-20261122T060000Z.db"));
  g_assert_false (has_backup (fixture, "desk-20261115T060000Z.db"));
  g_assert_true (has_backup (fixture, "desk-20261031T060000Z.db"));
  g_assert_true (has_backup (fixture, "desk-20260131T060000Z.db"));
  g_assert_false (has_backup (fixture, "desk-20251231T060000Z.db"));
  /* 7 days; 2 further weeks (that of the 6th is among the days); 11 further months, of which
   * November's last is a day that no week keeps. */
  g_assert_cmpuint (comms_test_count_files (fixture->backups), ==, 7 + 2 + 11 + 3);
}

static void
test_half_written_copies_go (Fixture *fixture, gconstpointer unused)
{
  touch (fixture, "desk-20261201T070000Z.db.17.part");
  touch (fixture, "desk-20261210T065900Z.db.17.part");
  write_desk (fixture, "1");
  back_up (fixture, COMMS_TEST_NOW, 0);
  comms_backup_rotate (fixture->path);
  g_assert_false (has_backup (fixture, "desk-20261201T070000Z.db.17.part"));
  /* Somebody may still be writing that one. */
  g_assert_true (has_backup (fixture, "desk-20261210T065900Z.db.17.part"));
}

static void
test_find_passes_over_bad_ones (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *found = NULL;
  g_autofree char *none = NULL;
  g_autofree char *mark = NULL;
  g_autoptr (GError) error = NULL;
  gint64 at = 0;

  none = comms_store_find_backup (fixture->path, &at, &error);
  g_assert_null (none);
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_MISSING);
  g_clear_error (&error);

  write_desk (fixture, "older");
  back_up (fixture, COMMS_TEST_NOW - DAY_MS, 0);
  write_desk (fixture, "newer");
  back_up (fixture, COMMS_TEST_NOW, 0);
  touch (fixture, "desk-20261212T070000Z.db");

  found = comms_store_find_backup (fixture->path, &at, &error);
  g_assert_no_error (error);
  g_assert_cmpint (at, ==, COMMS_TEST_NOW);
  mark = dup_mark (found);
  g_assert_cmpstr (mark, ==, "newer");
}

static void
test_restore_keeps_the_damaged (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (COMMS_TEST_NOW + DAY_MS);
  g_autofree char *kept = g_strconcat (fixture->path, "-damaged-20261211T070000Z", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *backup = NULL;
  g_autofree char *mark = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (CommsStore) store = NULL;
  g_autoptr (GError) error = NULL;

  write_desk (fixture, "good");
  back_up (fixture, COMMS_TEST_NOW, 0);
  g_assert_true (g_file_set_contents (fixture->path, "rubbish", -1, NULL));
  g_assert_true (g_file_set_contents (log, "old log", -1, NULL));
  g_assert_null (comms_store_open (fixture->path, FALSE, clock, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_DAMAGED);
  g_clear_error (&error);

  backup = comms_store_find_backup (fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (comms_store_restore (fixture->path, backup, clock, &error));
  g_assert_no_error (error);

  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (kept, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "rubbish");
  store = comms_store_open (fixture->path, FALSE, clock, &error);
  g_assert_no_error (error);
  mark = dup_mark (fixture->path);
  g_assert_cmpstr (mark, ==, "good");
  comms_store_close (store);
}

static void
test_restore_of_a_bad_backup (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (COMMS_TEST_NOW);
  g_autofree char *bad = g_build_filename (fixture->backups, "bad.db", NULL);
  g_autofree char *mark = NULL;
  g_autoptr (GError) error = NULL;

  write_desk (fixture, "mine");
  touch (fixture, "bad.db");
  g_assert_false (comms_store_restore (fixture->path, bad, clock, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_DAMAGED);
  mark = dup_mark (fixture->path);
  g_assert_cmpstr (mark, ==, "mine");
}

/* The desk is gone altogether. */
static void
test_restore_of_a_missing_desk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (COMMS_TEST_NOW);
  g_autofree char *backup = NULL;
  g_autofree char *mark = NULL;
  g_autoptr (GError) error = NULL;

  write_desk (fixture, "good");
  back_up (fixture, COMMS_TEST_NOW, 0);
  g_unlink (fixture->path);
  backup = comms_store_find_backup (fixture->path, NULL, &error);
  g_assert_true (comms_store_restore (fixture->path, backup, clock, &error));
  g_assert_no_error (error);
  mark = dup_mark (fixture->path);
  g_assert_cmpstr (mark, ==, "good");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/backup/names", test_names },
    { "/backup/rotation", test_rotation },
    { "/backup/half-written-copies-go", test_half_written_copies_go },
    { "/backup/find-passes-over-bad-ones", test_find_passes_over_bad_ones },
    { "/backup/restore-keeps-the-damaged", test_restore_keeps_the_damaged },
    { "/backup/restore-of-a-bad-backup", test_restore_of_a_bad_backup },
    { "/backup/restore-of-a-missing-desk", test_restore_of_a_missing_desk },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
