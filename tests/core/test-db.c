/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "comms-db.h"
#include "comms-schema.h"
#include "comms-test-store.h"

/* The account that owns nothing, as which a child looks at what root may not be refused. */
#define NOBODY 65534

static char *
dup_desk_path (const char *folder)
{
  return g_build_filename (folder, "desk.db", NULL);
}

static void
assert_opens_with (const char *path, gboolean create, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDb) db = comms_db_open (path, create, &error);

  g_assert_error (error, COMMS_STORE_ERROR, code);
  g_assert_null (db);
}

static void
exec (CommsDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  comms_db_exec_script (db, sql, &error);
  g_assert_no_error (error);
}

static gint64
query_int (CommsDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  comms_db_query_int (db, &value, -1, &error, sql, "");
  g_assert_no_error (error);
  return value;
}

/* Opening */

static void
test_files_are_private (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *inner = g_build_filename (folder, "new", NULL);
  g_autofree char *path = dup_desk_path (inner);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (CommsDb) db = comms_test_db_new (inner);
  GStatBuf status;

  exec (db, "INSERT INTO meta VALUES ('a', 'b'); COMMIT");
  g_assert_no_errno (g_stat (inner, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_no_errno (g_stat (log, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_missing (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = dup_desk_path (folder);

  assert_opens_with (path, FALSE, COMMS_STORE_ERROR_MISSING);
  g_assert_cmpuint (comms_test_count_files (folder), ==, 0);
}

static void
test_not_a_desk (void)
{
  static const struct
  {
    const char *content;
    gssize length;
  } rows[] = {
    { "", 0 },
    { "Dear sir or madam,\n", -1 },
    { "SQLite format 3\0 and then nothing that makes sense", 50 },
  };
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = dup_desk_path (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *after = NULL;
      gsize length = rows[i].length >= 0 ? (gsize) rows[i].length : strlen (rows[i].content);
      gsize after_length;

      g_assert_true (g_file_set_contents (path, rows[i].content, (gssize) length, NULL));
      assert_opens_with (path, FALSE, COMMS_STORE_ERROR_DAMAGED);

      /* It may be somebody's file: it stays as it is. */
      g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
      g_assert_cmpmem (after, after_length, rows[i].content, length);
    }
}

static void
test_database_of_another_program (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = dup_desk_path (folder);
  CommsDb *db = comms_test_db_new (folder);

  exec (db, "COMMIT; PRAGMA application_id = 7");
  comms_db_close (db);
  assert_opens_with (path, FALSE, COMMS_STORE_ERROR_DAMAGED);
  assert_opens_with (path, TRUE, COMMS_STORE_ERROR_DAMAGED);
}

static void
test_truncated (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = dup_desk_path (folder);
  GStatBuf status;

  comms_db_close (comms_test_db_new (folder));
  g_assert_no_errno (g_stat (path, &status));
  for (goffset size = status.st_size / 2; size > 0; size /= 2)
    {
      g_assert_no_errno (truncate (path, size));
      assert_opens_with (path, FALSE, COMMS_STORE_ERROR_DAMAGED);
    }
}

static void
test_folder_is_no_desk (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();

  assert_opens_with (folder, FALSE, COMMS_STORE_ERROR_FAILED);
}

/* Root may write everywhere, so the looking is done by somebody else. */
static void
test_read_only (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = dup_desk_path (folder);

  comms_db_close (comms_test_db_new (folder));
  g_assert_no_errno (g_chmod (path, 0444));
  g_assert_no_errno (g_chmod (folder, 0555));

  if (getuid () == 0)
    {
      pid_t child = fork ();
      int status;

      if (child == 0)
        {
          g_autoptr (GError) error = NULL;

          if (setuid (NOBODY) != 0)
            _exit (2);
          _exit (comms_db_open (path, FALSE, &error) == NULL &&
                     g_error_matches (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_READ_ONLY)
                   ? 0
                   : 1);
        }
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_cmpint (status, ==, 0);
    }
  else
    assert_opens_with (path, FALSE, COMMS_STORE_ERROR_READ_ONLY);
  g_assert_no_errno (g_chmod (folder, 0700));
}

/* Statements and rows */

static void
test_values_come_back (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsRows) rows = NULL;

  rows = comms_db_query (db, &error, "SELECT ?, ?, ?, ?", "idss", G_MAXINT64, 0.5, "“ہم”", NULL);
  g_assert_no_error (error);
  g_assert_true (comms_rows_next (rows, &error));
  g_assert_cmpint (comms_rows_get_int (rows, 0), ==, G_MAXINT64);
  g_assert_cmpstr (comms_rows_get_text (rows, 1), ==, "0.5");
  g_assert_cmpstr (comms_rows_get_text (rows, 2), ==, "“ہم”");
  g_assert_true (comms_rows_is_null (rows, 3));
  g_assert_null (comms_rows_get_text (rows, 3));
  g_assert_false (comms_rows_next (rows, &error));
  g_assert_no_error (error);
}

static void
test_same_statement_within_its_rows (void)
{
  const char *sql = "WITH n (i) AS (VALUES (1), (2), (3)) SELECT i FROM n";
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  gint64 sum = 0;

  /* The second time, the statement comes from the cache. */
  for (int turn = 0; turn < 2; turn++)
    {
      g_autoptr (CommsRows) outer = comms_db_query (db, NULL, sql, "");

      while (comms_rows_next (outer, NULL))
        {
          g_autoptr (CommsRows) inner = comms_db_query (db, NULL, sql, "");

          while (comms_rows_next (inner, NULL))
            sum += comms_rows_get_int (outer, 0) * comms_rows_get_int (inner, 0);
        }
    }
  g_assert_cmpint (sum, ==, 2 * 36);
}

static void
test_many_statements (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  g_autoptr (CommsRows) rows = comms_db_query (db, NULL, "VALUES (1), (2)", "");

  g_assert_true (comms_rows_next (rows, NULL));
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %d", i);

      g_assert_cmpint (query_int (db, sql), ==, i);
    }
  g_assert_true (comms_rows_next (rows, NULL));
  g_assert_cmpint (comms_rows_get_int (rows, 0), ==, 2);
}

static void
test_no_row (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);

  g_assert_cmpint (query_int (db, "SELECT id FROM post"), ==, -1);
}

static void
test_error_has_a_sentence (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_db_query (db, &error, "SELECT nonsense", ""));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "desk.db"));
  g_assert_nonnull (strstr (error->message, "nonsense"));
}

static gpointer
cancel_soon_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancelled_while_running (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;
  gint64 value;

  /* It never ends by itself. */
  comms_db_set_cancellable (db, cancellable);
  thread = g_thread_new ("cancel", cancel_soon_cb, cancellable);
  g_assert_false (comms_db_query_int (db, &value, 0, &error,
                                      "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 "
                                      "FROM n) SELECT max (i) FROM n",
                                      ""));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);

  comms_db_set_cancellable (db, NULL);
  g_assert_cmpint (query_int (db, "SELECT 1"), ==, 1);
}

/* Others */

static void
test_rival_writer (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = dup_desk_path (folder);
  g_autoptr (CommsDb) rival = comms_test_db_new (folder);
  g_autoptr (CommsDb) db = NULL;
  g_autoptr (GError) error = NULL;

  exec (rival, "COMMIT; BEGIN IMMEDIATE; INSERT INTO meta VALUES ('a', 'rival')");
  db = comms_db_open (path, FALSE, &error);
  g_assert_no_error (error);
  comms_db_set_patience (db, 20);

  /* It may be read meanwhile, as it was. */
  g_assert_true (comms_db_begin (db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (query_int (db, "SELECT count (*) FROM meta"), ==, 0);
  g_assert_false (comms_db_exec (db, &error, "INSERT INTO meta VALUES ('a', 'b')", ""));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_BUSY);
  comms_db_rollback (db);

  exec (rival, "COMMIT");
  g_clear_error (&error);
  g_assert_true (comms_db_begin (db, &error));
  g_assert_cmpint (query_int (db, "SELECT count (*) FROM meta"), ==, 1);
  comms_db_rollback (db);
}

/* A limit on the size of files is the nearest thing to a full disk that every machine has. */
static int
fill_the_disk (const char *path)
{
  const struct rlimit limit = { 256 * 1024, 256 * 1024 };
  g_autofree char *text = g_strnfill (64 * 1024, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDb) db = comms_db_open (path, FALSE, &error);

  signal (SIGXFSZ, SIG_IGN);
  if (db == NULL || setrlimit (RLIMIT_FSIZE, &limit) != 0)
    return 2;

  for (int i = 0; i < 100; i++)
    {
      if (comms_db_begin (db, &error) &&
          comms_db_exec (db, &error, "INSERT INTO meta VALUES (hex (randomblob (8)), ?)", "s",
                         text) &&
          comms_db_commit (db, &error))
        continue;
      comms_db_rollback (db);
      /* Not that of the next statement: what was there can still be read. */
      return g_error_matches (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FULL) &&
                 query_int (db, "SELECT count (*) FROM meta") == i
               ? 0
               : 1;
    }
  return 3;
}

static void
test_full_disk (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = dup_desk_path (folder);
  g_autoptr (CommsDb) db = NULL;
  g_autoptr (GError) error = NULL;
  pid_t child;
  int status;

  comms_db_close (comms_test_db_new (folder));
  child = fork ();
  if (child == 0)
    _exit (fill_the_disk (path));
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);

  /* With room again, everything is as it was before the transaction that did not fit. */
  db = comms_db_open (path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (comms_db_check (db, &error));
  exec (db, "INSERT INTO meta VALUES ('a', 'b')");
}

/* Copies */

static void
test_copy_while_another_writes (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = dup_desk_path (folder);
  g_autofree char *copy_path = g_build_filename (folder, "copies", "copy.db", NULL);
  g_autofree char *copy_folder = g_path_get_dirname (copy_path);
  g_autoptr (CommsDb) writer = comms_test_db_new (folder);
  g_autoptr (CommsDb) source = NULL;
  g_autoptr (CommsDb) copy = NULL;
  g_autoptr (GError) error = NULL;

  exec (writer, "INSERT INTO meta VALUES ('a', '1'); COMMIT; BEGIN IMMEDIATE;"
                "INSERT INTO meta VALUES ('b', '2')");
  source = comms_db_open_to_read (path, &error);
  g_assert_no_error (error);
  g_assert_true (comms_db_copy_to (source, copy_path, &error));
  g_assert_no_error (error);
  exec (writer, "COMMIT");

  /* What was committed at that moment, in one file. */
  g_assert_cmpuint (comms_test_count_files (copy_folder), ==, 1);
  copy = comms_db_open_to_read (copy_path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query_int (copy, "SELECT count (*) FROM meta"), ==, 1);
}

/* Neither over itself nor over a desk that somebody works at. */
static void
test_copy_over_a_desk (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autoptr (CommsTestFolder) other_folder = comms_test_folder_new ();
  g_autofree char *path = dup_desk_path (folder);
  g_autofree char *other_path = dup_desk_path (other_folder);
  g_autoptr (CommsDb) db = comms_test_db_new (folder);
  g_autoptr (CommsDb) other = comms_test_db_new (other_folder);
  g_autoptr (GError) error = NULL;

  exec (other, "INSERT INTO meta VALUES ('a', 'b')");
  g_assert_true (comms_db_commit (other, NULL));
  g_assert_false (comms_db_copy_to (db, path, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (comms_db_copy_to (db, other_path, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED);
  g_assert_cmpint (query_int (other, "SELECT count (*) FROM meta"), ==, 1);
}

static void
test_copy_of_a_damaged_file (void)
{
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = dup_desk_path (folder);
  g_autofree char *copy_path = g_build_filename (folder, "copies", "copy.db", NULL);
  g_autofree char *copy_folder = g_path_get_dirname (copy_path);
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (CommsDb) db = NULL;
  g_autoptr (GError) error = NULL;

  comms_db_close (comms_test_db_new (folder));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + 2 * 4096, 0xff, 8 * 4096);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));

  db = comms_db_open_to_read (path, &error);
  g_assert_no_error (error);
  g_assert_false (comms_db_copy_to (db, copy_path, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_DAMAGED);
  g_assert_cmpuint (comms_test_count_files (copy_folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/files-are-private", test_files_are_private);
  g_test_add_func ("/db/missing", test_missing);
  g_test_add_func ("/db/not-a-desk", test_not_a_desk);
  g_test_add_func ("/db/database-of-another-program", test_database_of_another_program);
  g_test_add_func ("/db/truncated", test_truncated);
  g_test_add_func ("/db/folder-is-no-desk", test_folder_is_no_desk);
  g_test_add_func ("/db/read-only", test_read_only);
  g_test_add_func ("/db/values-come-back", test_values_come_back);
  g_test_add_func ("/db/same-statement-within-its-rows", test_same_statement_within_its_rows);
  g_test_add_func ("/db/many-statements", test_many_statements);
  g_test_add_func ("/db/no-row", test_no_row);
  g_test_add_func ("/db/error-has-a-sentence", test_error_has_a_sentence);
  g_test_add_func ("/db/cancelled-while-running", test_cancelled_while_running);
  g_test_add_func ("/db/rival-writer", test_rival_writer);
  g_test_add_func ("/db/full-disk", test_full_disk);
  g_test_add_func ("/db/copy-while-another-writes", test_copy_while_another_writes);
  g_test_add_func ("/db/copy-over-a-desk", test_copy_over_a_desk);
  g_test_add_func ("/db/copy-of-a-damaged-file", test_copy_of_a_damaged_file);

  return g_test_run ();
}
