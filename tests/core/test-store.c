/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "comms-enum-types.h"
#include "comms-meta-table.h"
#include "comms-schema.h"
#include "comms-store.h"
#include "comms-test-store.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

typedef struct
{
  char *folder;
  char *path;
  CommsClock *clock;
  CommsStore *store;
  guint n_changed[16]; /* by subject */
  guint n_done;
} Fixture;

static CommsStore *
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  CommsStore *store = comms_store_open (fixture->path, TRUE, fixture->clock, &error);

  g_assert_no_error (error);
  return store;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = comms_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "desk.db", NULL);
  fixture->clock = comms_fixed_clock_new (COMMS_TEST_NOW);
  fixture->store = open_store (fixture);
}

static void
close_store (Fixture *fixture)
{
  if (fixture->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  close_store (fixture);
  g_assert_finalize_object (fixture->clock);
  g_free (fixture->path);
  comms_test_folder_free (fixture->folder);
}

static void
iterate_until (guint *counter, guint value)
{
  while (*counter < value)
    g_main_context_iteration (NULL, TRUE);
}

/* Pieces of work */

static gpointer
write_key (CommsDb *db, gpointer key, GError **error)
{
  comms_store_mark_changed (db, COMMS_SUBJECT_RELEASE);
  return GINT_TO_POINTER (comms_meta_table_set (db, key, "1", error));
}

static gpointer
write_key_and_fail (CommsDb *db, gpointer key, GError **error)
{
  write_key (db, key, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No.");
  return NULL;
}

static gpointer
read_key (CommsDb *db, gpointer key, GError **error)
{
  return comms_meta_table_get (db, key, error);
}

static gboolean
has_key (CommsStore *store, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = comms_store_run_sync (store, read_key, (gpointer) key, &error);

  g_assert_no_error (error);
  return value != NULL;
}

/* Running */

static void
test_commits_or_rolls_back (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (comms_store_run_sync (fixture->store, write_key, (gpointer) "a", &error));
  g_assert_no_error (error);
  g_assert_null (comms_store_run_sync (fixture->store, write_key_and_fail, (gpointer) "b", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);

  g_assert_true (has_key (fixture->store, "a"));
  g_assert_false (has_key (fixture->store, "b"));
}

static gpointer
note_order (CommsDb *db, gpointer data, GError **error)
{
  static int order;

  *(int *) data = ++order;
  return data;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  comms_store_run_finish (COMMS_STORE (source), result, &error);
  g_assert_no_error (error);
  fixture->n_done++;
}

static void
test_first_in_first_out (Fixture *fixture, gconstpointer unused)
{
  int orders[100] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    comms_store_run_async (fixture->store, COMMS_STORE_COMMIT_ALONE, note_order, &orders[i], NULL,
                           NULL, NULL, done_cb, fixture);
  iterate_until (&fixture->n_done, G_N_ELEMENTS (orders));
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    g_assert_cmpint (orders[i], ==, (int) i + 1);
}

/* Groups: a gate holds the store's thread until everything is in the queue. */

static gpointer
wait_at_gate (CommsDb *db, gpointer gate, GError **error)
{
  g_mutex_lock (gate);
  g_mutex_unlock (gate);
  return gate;
}

static void
failed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_store_run_finish (COMMS_STORE (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  fixture->n_done++;
}

typedef struct
{
  CommsStoreFunc func;
  const char *key;
  GAsyncReadyCallback callback;
} Piece;

static void
run_group (Fixture *fixture, const Piece *pieces, guint n_pieces)
{
  GMutex gate;

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  comms_store_run_async (fixture->store, COMMS_STORE_COMMIT_ALONE, wait_at_gate, &gate, NULL, NULL,
                         NULL, done_cb, fixture);
  for (guint i = 0; i < n_pieces; i++)
    comms_store_run_async (fixture->store, COMMS_STORE_COMMIT_TOGETHER, pieces[i].func,
                           (gpointer) pieces[i].key, NULL, NULL, NULL, pieces[i].callback, fixture);
  g_mutex_unlock (&gate);
  iterate_until (&fixture->n_done, n_pieces + 1);
  g_mutex_clear (&gate);
}

static void
test_group_keeps_what_worked (Fixture *fixture, gconstpointer unused)
{
  const Piece pieces[] = {
    { write_key, "a", done_cb },
    { write_key_and_fail, "b", failed_cb },
    { write_key, "c", done_cb },
  };

  run_group (fixture, pieces, G_N_ELEMENTS (pieces));
  g_assert_true (has_key (fixture->store, "a"));
  g_assert_false (has_key (fixture->store, "b"));
  g_assert_true (has_key (fixture->store, "c"));
}

/* As SQLite does by itself where the disk is full. */
static gpointer
lose_transaction (CommsDb *db, gpointer key, GError **error)
{
  comms_db_rollback (db);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No.");
  return NULL;
}

static void
test_group_fails_as_a_whole (Fixture *fixture, gconstpointer unused)
{
  const Piece pieces[] = {
    { write_key, "a", failed_cb },
    { lose_transaction, "b", failed_cb },
    { write_key, "c", failed_cb },
  };

  run_group (fixture, pieces, G_N_ELEMENTS (pieces));
  g_assert_false (has_key (fixture->store, "a"));
  g_assert_false (has_key (fixture->store, "c"));
}

/* As where SQLite has rolled back for a statement whose error was not looked at: what comes after
 * it must not go into the file by itself. */
static gpointer
write_on_without_transaction (CommsDb *db, gpointer key, GError **error)
{
  comms_db_exec_script (db, "ROLLBACK", NULL);
  return write_key (db, key, error);
}

static void
lost_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_store_run_finish (COMMS_STORE (source), result, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED);
  fixture->n_done++;
}

static void
test_nothing_without_a_transaction (Fixture *fixture, gconstpointer unused)
{
  const Piece pieces[] = {
    { write_key, "a", lost_cb },
    { write_on_without_transaction, "b", lost_cb },
    { write_key, "c", lost_cb },
  };
  g_autoptr (GError) error = NULL;

  run_group (fixture, pieces, G_N_ELEMENTS (pieces));
  g_assert_null (
    comms_store_run_sync (fixture->store, write_on_without_transaction, (gpointer) "d", &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED);
  for (const char *key = "abcd"; *key != '\0'; key++)
    {
      const char name[] = { *key, '\0' };

      g_assert_false (has_key (fixture->store, name));
    }
  g_assert_nonnull (comms_store_run_sync (fixture->store, write_key, (gpointer) "e", NULL));
}

/* How often each was done is what it writes. */

static gboolean
count (CommsDb *db, const char *key, GError **error)
{
  g_autofree char *before = comms_meta_table_get (db, key, error);
  const char *const after = before == NULL ? "once" : "again";

  return comms_meta_table_set (db, key, after, error);
}

static gboolean
write_a_late (CommsDb *db, GError **error)
{
  return count (db, "a", error);
}

static gboolean
write_b_late (CommsDb *db, GError **error)
{
  return count (db, "b", error);
}

static gpointer
ask_for_a (CommsDb *db, gpointer unused, GError **error)
{
  comms_db_do_late (db, write_a_late);
  return GINT_TO_POINTER (comms_meta_table_get (db, "a", error) == NULL);
}

static gpointer
ask_for_b_and_fail (CommsDb *db, gpointer unused, GError **error)
{
  comms_db_do_late (db, write_b_late);
  return write_key_and_fail (db, (gpointer) "-", error);
}

static gpointer
dup_value (CommsDb *db, gpointer key, GError **error)
{
  return comms_meta_table_get (db, key, error);
}

static void
test_late_work_goes_with_its_piece (Fixture *fixture, gconstpointer unused)
{
  const Piece pieces[] = {
    { ask_for_a, NULL, done_cb },
    { ask_for_b_and_fail, NULL, failed_cb },
    { ask_for_a, NULL, done_cb },
  };
  g_autofree char *value = NULL;

  run_group (fixture, pieces, G_N_ELEMENTS (pieces));
  value = comms_store_run_sync (fixture->store, dup_value, (gpointer) "a", NULL);
  g_assert_cmpstr (value, ==, "once");
  g_assert_false (has_key (fixture->store, "b"));
}

/* What was put off */

static gboolean
write_a_when_quiet (CommsDb *db, GError **error)
{
  comms_store_mark_changed (db, COMMS_SUBJECT_POST);
  return count (db, "a", error);
}

static gpointer
put_a_off (CommsDb *db, gpointer unused, GError **error)
{
  comms_db_put_off (db, write_a_when_quiet);
  return GINT_TO_POINTER (comms_meta_table_get (db, "a", error) == NULL);
}

static void
post_changed_cb (CommsStore *store, CommsSubject subject, guint *n_changed)
{
  if (subject == COMMS_SUBJECT_POST)
    (*n_changed)++;
}

static void
test_put_off_until_it_is_quiet (Fixture *fixture, gconstpointer unused)
{
  const Piece pieces[] = { { put_a_off, NULL, done_cb }, { put_a_off, NULL, done_cb } };
  guint n_changed = 0;
  g_autofree char *value = NULL;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (post_changed_cb), &n_changed);
  run_group (fixture, pieces, G_N_ELEMENTS (pieces));
  iterate_until (&n_changed, 1);
  value = comms_store_run_sync (fixture->store, read_key, (gpointer) "a", NULL);
  g_assert_cmpstr (value, ==, "once");
}

static void
test_put_off_is_done_at_the_end (Fixture *fixture, gconstpointer unused)
{
  g_assert_nonnull (comms_store_run_sync (fixture->store, put_a_off, NULL, NULL));
  close_store (fixture);
  fixture->store = open_store (fixture);
  g_assert_true (has_key (fixture->store, "a"));
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_store_run_finish (COMMS_STORE (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture->n_done++;
}

static void
test_cancelled_before_its_turn (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  comms_store_run_async (fixture->store, COMMS_STORE_COMMIT_ALONE, write_key, g_strdup ("a"),
                         g_free, NULL, cancellable, cancelled_cb, fixture);
  iterate_until (&fixture->n_done, 1);
  g_assert_false (has_key (fixture->store, "a"));
}

static gpointer
cancel_itself (CommsDb *db, gpointer cancellable, GError **error)
{
  g_cancellable_cancel (cancellable);
  return write_key (db, (gpointer) "a", error);
}

/* What was committed is never reported as cancelled: somebody would do it again. */
static void
test_cancelled_too_late (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  comms_store_run_async (fixture->store, COMMS_STORE_COMMIT_ALONE, cancel_itself, cancellable, NULL,
                         NULL, cancellable, done_cb, fixture);
  iterate_until (&fixture->n_done, 1);
  g_assert_true (has_key (fixture->store, "a"));
}

static void
test_last_unref_waits_for_the_work (Fixture *fixture, gconstpointer unused)
{
  comms_store_run_async (fixture->store, COMMS_STORE_COMMIT_ALONE, write_key, (gpointer) "a", NULL,
                         NULL, NULL, done_cb, fixture);
  comms_store_close (fixture->store);
  g_assert_cmpuint (fixture->n_done, ==, 0);
  iterate_until (&fixture->n_done, 1);
  close_store (fixture);

  fixture->store = open_store (fixture);
  g_assert_true (has_key (fixture->store, "a"));
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  comms_store_run_finish (COMMS_STORE (source), result, &error);
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED);
  fixture->n_done++;
}

static void
test_closed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  comms_store_close (fixture->store);
  comms_store_close (fixture->store);
  g_assert_null (comms_store_run_sync (fixture->store, write_key, (gpointer) "a", &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED);
  comms_store_run_async (fixture->store, COMMS_STORE_COMMIT_ALONE, write_key, (gpointer) "a", NULL,
                         NULL, NULL, closed_cb, fixture);
  iterate_until (&fixture->n_done, 1);
}

/* The "changed" signal */

static void
changed_cb (CommsStore *store, CommsSubject subject, Fixture *fixture)
{
  g_assert_cmpuint (subject, <, G_N_ELEMENTS (fixture->n_changed));
  fixture->n_changed[subject]++;
}

static void
test_changed_is_coalesced (Fixture *fixture, gconstpointer unused)
{
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
  for (int i = 0; i < 20; i++)
    comms_store_run_sync (fixture->store, write_key, (gpointer) "a", NULL);
  comms_store_run_sync (fixture->store, write_key_and_fail, (gpointer) "b", NULL);
  g_assert_cmpuint (fixture->n_changed[COMMS_SUBJECT_RELEASE], ==, 0);

  iterate_until (&fixture->n_changed[COMMS_SUBJECT_RELEASE], 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_changed[COMMS_SUBJECT_RELEASE], ==, 1);
  g_assert_cmpuint (fixture->n_changed[COMMS_SUBJECT_POST], ==, 0);
}

static void
test_failure_changes_nothing (Fixture *fixture, gconstpointer unused)
{
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
  comms_store_run_sync (fixture->store, write_key_and_fail, (gpointer) "b", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_changed[COMMS_SUBJECT_RELEASE], ==, 0);
}

static void
test_changed_elsewhere (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CommsStore) other = open_store (fixture);

  has_key (fixture->store, "a");
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
  comms_store_check_elsewhere (fixture->store);
  has_key (fixture->store, "a");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_changed[COMMS_SUBJECT_TARGET], ==, 0);

  g_assert_nonnull (comms_store_run_sync (other, write_key, (gpointer) "a", NULL));
  comms_store_check_elsewhere (fixture->store);
  iterate_until (&fixture->n_changed[COMMS_SUBJECT_TARGET], 1);
  g_assert_cmpuint (fixture->n_changed[COMMS_SUBJECT_RELEASE], ==, 1);
  comms_store_close (other);
}

/* Another version of the program */

static void
set_version (const char *path, int version)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", version);
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsDb) db = comms_db_open (path, FALSE, &error);

  g_assert_no_error (error);
  comms_db_exec_script (db, sql, &error);
  g_assert_no_error (error);
}

static void
test_newer_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  close_store (fixture);
  set_version (fixture->path, 9999);
  g_assert_null (comms_store_open (fixture->path, FALSE, fixture->clock, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_NEWER);
}

/* The file was opened by a newer version while this one had it open. */
static void
test_newer_in_the_meantime (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  has_key (fixture->store, "a");
  set_version (fixture->path, 9999);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
  for (int i = 0; i < 3; i++)
    {
      g_assert_null (comms_store_run_sync (fixture->store, write_key, (gpointer) "a", &error));
      g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_NEWER);
      g_clear_error (&error);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  /* Told once: who hears of it reads again, and that comes here too. */
  g_assert_cmpuint (fixture->n_changed[COMMS_SUBJECT_RELEASE], ==, 1);
}

typedef struct
{
  int versions[4];
  guint n_calls;
  gboolean fail;
} Before;

static gboolean
before_step_cb (CommsDb *db, int version, gpointer data, GError **error)
{
  Before *before = data;

  before->versions[before->n_calls++] = version;
  if (before->fail)
    g_set_error_literal (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FULL, "No room.");
  return !before->fail;
}

static gint64
version_of (CommsDb *db)
{
  gint64 version;

  g_assert_true (comms_db_query_int (db, &version, -1, NULL, "PRAGMA user_version", ""));
  return version;
}

static void
test_steps (void)
{
  const char *const steps[] = { comms_schema_steps ()[0],
                                "ALTER TABLE person ADD COLUMN telephone TEXT;",
                                "UPDATE person SET telephone = name;", NULL };
  const char *const broken[] = { steps[0], steps[1], steps[2],
                                 "CREATE TABLE extra (a TEXT); SELECT nonsense;", NULL };
  const char *const first[] = { steps[0], NULL };
  g_autoptr (CommsTestFolder) folder = comms_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
  g_autoptr (CommsDb) db = comms_db_open (path, TRUE, NULL);
  g_autoptr (GError) error = NULL;
  Before before = { .fail = TRUE };

  g_assert_true (comms_schema_migrate (db, first, NULL, NULL, NULL));
  comms_db_exec_script (db, "INSERT INTO person (name, role) VALUES ('A', 'officer')", &error);
  g_assert_no_error (error);

  /* No step without the copy before it. */
  g_assert_false (comms_schema_migrate (db, steps, before_step_cb, &before, &error));
  g_assert_error (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_cmpint (version_of (db), ==, 1);

  before = (Before){ .fail = FALSE };
  g_assert_true (comms_schema_migrate (db, steps, before_step_cb, &before, &error));
  g_assert_no_error (error);
  g_assert_cmpint (version_of (db), ==, 3);
  g_assert_cmpuint (before.n_calls, ==, 2);
  g_assert_cmpint (before.versions[0], ==, 1);
  g_assert_cmpint (before.versions[1], ==, 2);

  /* A step that does not work leaves the desk as it was. */
  g_assert_false (comms_schema_migrate (db, broken, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (version_of (db), ==, 3);
  comms_db_exec_script (db, "CREATE TABLE extra (a TEXT)", &error);
  g_assert_no_error (error);
}

/* Every table that a step of the schema made has its step in the library. */
static void
test_schema_is_built_in (void)
{
  const char *const *steps = comms_schema_steps ();

  g_assert_cmpuint (g_strv_length ((char **) steps), >=, 1);
  g_assert_nonnull (strstr (steps[0], "CREATE TABLE audit_entry"));
}

/* The day's backup */

static guint
count_backups (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "backups", NULL);

  return comms_test_count_files (folder);
}

static void
test_daily_backup (Fixture *fixture, gconstpointer unused)
{
  g_assert_nonnull (comms_store_run_sync (fixture->store, write_key, (gpointer) "a", NULL));
  close_store (fixture);
  /* There is nothing worth keeping in a new desk. */
  g_assert_cmpuint (count_backups (fixture), ==, 0);

  for (int day = 1; day <= 3; day++)
    {
      for (int turn = 0; turn < 2; turn++)
        {
          fixture->store = open_store (fixture);
          close_store (fixture);
        }
      g_assert_cmpuint (count_backups (fixture), ==, day);
      comms_fixed_clock_advance (COMMS_FIXED_CLOCK (fixture->clock), DAY_MS);
    }
}

/* A desk that stays open over midnight. */
static void
test_backup_when_looked_at (Fixture *fixture, gconstpointer unused)
{
  comms_store_check_elsewhere (fixture->store);
  comms_store_check_elsewhere (fixture->store);
  comms_store_close (fixture->store);
  g_assert_cmpuint (count_backups (fixture), ==, 1);
}

static void
backup_failed_cb (CommsStore *store, const char *sentence, guint *n_failed)
{
  g_assert_nonnull (sentence);
  (*n_failed)++;
}

static void
test_backup_that_fails_says_so (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "backups", NULL);
  guint n_failed = 0;

  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_signal_connect (fixture->store, "backup-failed", G_CALLBACK (backup_failed_cb), &n_failed);
  comms_store_check_elsewhere (fixture->store);
  iterate_until (&n_failed, 1);
}

static void
test_backup_by_hand (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autoptr (CommsStore) copy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (comms_store_run_sync (fixture->store, write_key, (gpointer) "a", NULL));
  g_assert_true (comms_store_backup (fixture->store, path, &error));
  g_assert_no_error (error);

  copy = comms_store_open (path, FALSE, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_true (has_key (copy, "a"));
  comms_store_close (copy);
}

/* The power fails */

static gpointer
write_and_die (CommsDb *db, gpointer data, GError **error)
{
  write_key (db, (gpointer) "half", error);
  kill (getpid (), SIGKILL);
  return NULL;
}

static int
be_killed (Fixture *fixture)
{
  CommsStore *store = comms_store_open (fixture->path, FALSE, fixture->clock, NULL);

  if (store == NULL || !comms_store_run_sync (store, write_key, (gpointer) "whole", NULL))
    return 1;
  comms_store_run_sync (store, write_and_die, NULL, NULL);
  return 2;
}

static void
test_killed_in_the_middle (Fixture *fixture, gconstpointer unused)
{
  pid_t child;
  int status;

  close_store (fixture);
  child = fork ();
  if (child == 0)
    _exit (be_killed (fixture));
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);

  fixture->store = open_store (fixture);
  g_assert_true (has_key (fixture->store, "whole"));
  g_assert_false (has_key (fixture->store, "half"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/store/commits-or-rolls-back", test_commits_or_rolls_back },
    { "/store/first-in-first-out", test_first_in_first_out },
    { "/store/group-keeps-what-worked", test_group_keeps_what_worked },
    { "/store/group-fails-as-a-whole", test_group_fails_as_a_whole },
    { "/store/late-work-goes-with-its-piece", test_late_work_goes_with_its_piece },
    { "/store/put-off-until-it-is-quiet", test_put_off_until_it_is_quiet },
    { "/store/put-off-is-done-at-the-end", test_put_off_is_done_at_the_end },
    { "/store/cancelled-before-its-turn", test_cancelled_before_its_turn },
    { "/store/cancelled-too-late", test_cancelled_too_late },
    { "/store/last-unref-waits-for-the-work", test_last_unref_waits_for_the_work },
    { "/store/closed", test_closed },
    { "/store/changed-is-coalesced", test_changed_is_coalesced },
    { "/store/failure-changes-nothing", test_failure_changes_nothing },
    { "/store/changed-elsewhere", test_changed_elsewhere },
    { "/store/nothing-without-a-transaction", test_nothing_without_a_transaction },
    { "/store/newer-is-refused", test_newer_is_refused },
    { "/store/newer-in-the-meantime", test_newer_in_the_meantime },
    { "/store/daily-backup", test_daily_backup },
    { "/store/backup-when-looked-at", test_backup_when_looked_at },
    { "/store/backup-that-fails-says-so", test_backup_that_fails_says_so },
    { "/store/backup-by-hand", test_backup_by_hand },
    { "/store/killed-in-the-middle", test_killed_in_the_middle },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/store/steps", test_steps);
  g_test_add_func ("/store/schema-is-built-in", test_schema_is_built_in);

  return g_test_run ();
}
