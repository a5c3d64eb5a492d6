/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-db.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "comms-db-cache.h"
#include "comms-db-gathered.h"
#include "comms-db-statements.h"
#include "comms-store-error.h"

/* "CMDK", the mark of a desk in the file's header; schema/001.sql writes it. */
#define DESK_MARK 1129137995

#define PATIENCE_MS 2000

/* How many steps of SQLite's machine go by between two looks at the cancellable: some
 * milliseconds. */
#define STEPS_BETWEEN_LOOKS 20000

struct _CommsDb
{
  sqlite3 *handle;
  char *path;
  GThread *owner;
  CommsDbStatements *statements;
  GCancellable *cancellable;
  CommsDbGathered *gathered;
  CommsDbCache *cache;
  gboolean in_transaction; /* what runs belongs to one, if SQLite still has it */
};

struct _CommsRows
{
  CommsDb *db;
  CommsDbStatement *statement;
};

typedef sqlite3_stmt CommsSqliteStatement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsSqliteStatement, sqlite3_finalize)

/* Errors */

/* A quota and a limit on the size of files are to SQLite an error in writing like any other, and
 * where a commit meets them it does not even keep the system's reason. */
static gboolean
is_full (CommsDb *self, int rc)
{
  int reason;

  if ((rc & 0xff) == SQLITE_FULL)
    return TRUE;
  if ((rc & 0xff) != SQLITE_IOERR || self->handle == NULL)
    return FALSE;

  reason = sqlite3_system_errno (self->handle);
  if (reason == 0)
    reason = errno;
  return reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
}

static CommsStoreError
error_code (CommsDb *self, int rc)
{
  if (is_full (self, rc))
    return COMMS_STORE_ERROR_FULL;

  switch (rc & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return COMMS_STORE_ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return COMMS_STORE_ERROR_DAMAGED;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return COMMS_STORE_ERROR_READ_ONLY;
    default:
      return COMMS_STORE_ERROR_FAILED;
    }
}

void
comms_db_set_error (CommsDb *self, CommsStoreError code, GError **error)
{
  comms_store_error_set (error, code, self->path, NULL);
}

static gboolean
fail (CommsDb *self, int rc, GError **error)
{
  if ((rc & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                         C_ ("error", "This was cancelled, and nothing was changed."));
  else
    comms_store_error_set (error, error_code (self, rc), self->path,
                           self->handle != NULL ? sqlite3_errmsg (self->handle)
                                                : sqlite3_errstr (rc));
  return FALSE;
}

static gboolean
fail_errno (const char *path, int number, GError **error)
{
  comms_store_error_set_errno (error, number, path);
  return FALSE;
}

/* Running a statement */

static void
assert_owner (CommsDb *self)
{
  g_assert (self != NULL);
  g_assert (self->owner == g_thread_self ());
}

/* @keep is SQLITE_TRANSIENT, or SQLITE_STATIC where @value outlives the binding. */
static int
bind_value (sqlite3_stmt *handle,
            int position,
            const CommsValue *value,
            sqlite3_destructor_type keep)
{
  switch (value->type)
    {
    case 'i':
      return sqlite3_bind_int64 (handle, position, value->i);
    case 'd':
      return sqlite3_bind_double (handle, position, value->d);
    case 's':
      return sqlite3_bind_text (handle, position, value->s, -1, keep);
    case 'b':
      return sqlite3_bind_blob64 (handle, position, g_bytes_get_data (value->b, NULL),
                                  g_bytes_get_size (value->b), keep);
    default:
      g_assert_not_reached ();
    }
}

/* SQLite rolls back by itself where it fails badly, as on a full disk. What runs after that would
 * be committed by itself, a statement at a time. */
static gboolean
has_lost_transaction (CommsDb *self)
{
  return self->in_transaction && sqlite3_get_autocommit (self->handle);
}

static CommsRows *
rows_new (CommsDb *self,
          const char *sql,
          const CommsValue *values,
          guint n_values,
          sqlite3_destructor_type keep,
          GError **error)
{
  CommsDbStatement *statement;
  CommsRows *rows;
  int rc;

  assert_owner (self);

  if (has_lost_transaction (self))
    {
      comms_store_error_set (error, COMMS_STORE_ERROR_FAILED, self->path,
                             "the transaction was rolled back");
      return NULL;
    }
  statement = comms_db_statements_take (self->statements, sql, &rc);
  if (statement == NULL)
    {
      fail (self, rc, error);
      return NULL;
    }

  rows = g_new0 (CommsRows, 1);
  rows->db = self;
  rows->statement = statement;
  g_assert (sqlite3_bind_parameter_count (statement->handle) == (int) n_values);
  for (guint i = 0; i < n_values; i++)
    {
      rc = bind_value (statement->handle, (int) i + 1, &values[i], keep);
      if (rc != SQLITE_OK)
        {
          fail (self, rc, error);
          comms_rows_free (rows);
          return NULL;
        }
    }
  return rows;
}

/* Opening */

static void
row_changed_cb (
  gpointer user_data, int what, const char *database, const char *table, sqlite3_int64 id)
{
  comms_db_cache_drop_row (((CommsDb *) user_data)->cache, table, id);
}

static int
look_at_cancellable_cb (gpointer user_data)
{
  CommsDb *self = user_data;

  return g_cancellable_is_cancelled (self->cancellable);
}

/* Makes the file before SQLite does, which would leave it to the umask who may read it; the
 * files beside it get the same rights. */
static gboolean
create_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_errno (path, errno, error);

  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return errno == EEXIST ? TRUE : fail_errno (path, errno, error);
  close (fd);
  return TRUE;
}

static gboolean
check_access (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_access (path, F_OK) != 0 || g_access (path, R_OK | W_OK) != 0)
    return fail_errno (path, errno, error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail_errno (path, EISDIR, error);
  if (g_access (folder, W_OK) != 0)
    return fail_errno (path, errno, error);
  return TRUE;
}

/* Before anything is written to it: a file of another program stays as it is. */
static gboolean
check_is_desk (CommsDb *self, gboolean may_be_empty, GError **error)
{
  gint64 id = 0;
  gint64 n_pages = 0;

  if (!comms_db_query_int (self, &id, 0, error, "PRAGMA application_id", "") ||
      !comms_db_query_int (self, &n_pages, 0, error, "PRAGMA page_count", ""))
    return FALSE;

  if (id == DESK_MARK || (may_be_empty && n_pages == 0))
    return TRUE;
  comms_db_set_error (self, COMMS_STORE_ERROR_DAMAGED, error);
  return FALSE;
}

/* Nobody asks SQLite how much memory it has, and counting it takes a lock for each allocation. */
static void
configure_sqlite (void)
{
  static gsize is_configured;

  if (!g_once_init_enter (&is_configured))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&is_configured, TRUE);
}

static CommsDb *
open_handle (const char *path, int flags, GError **error)
{
  g_autoptr (CommsDb) self = g_new0 (CommsDb, 1);
  int rc;

  configure_sqlite ();
  self->path = g_strdup (path);
  self->owner = g_thread_self ();
  self->gathered = comms_db_gathered_new ();
  self->cache = comms_db_cache_new ();

  rc = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        NULL);
  if (rc != SQLITE_OK)
    {
      fail (self, rc, error);
      return NULL;
    }

  self->statements = comms_db_statements_new (self->handle);
  comms_db_set_patience (self, PATIENCE_MS);
  sqlite3_update_hook (self->handle, row_changed_cb, self);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return g_steal_pointer (&self);
}

/* Every commit waits for the disk (synchronous FULL). Only the outbox and the log need it, but
 * almost every transaction of a desk writes to the log, and thousands a second are more than
 * enough; one rule is easier to trust than two. */
static gboolean
configure (CommsDb *self, GError **error)
{
  return comms_db_exec_script (self,
                               "PRAGMA journal_mode = WAL;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA foreign_keys = ON;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA journal_size_limit = 16777216;",
                               error);
}

CommsDb *
comms_db_open (const char *path, gboolean create, GError **error)
{
  g_autoptr (CommsDb) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (create && !create_file (path, error))
    return NULL;
  if (!check_access (path, error))
    return NULL;

  self = open_handle (path, SQLITE_OPEN_READWRITE, error);
  if (self == NULL || !check_is_desk (self, create, error) || !configure (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

CommsDb *
comms_db_open_to_read (const char *path, GError **error)
{
  g_autoptr (CommsDb) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_access (path, R_OK) != 0)
    {
      fail_errno (path, errno, error);
      return NULL;
    }

  self = open_handle (path, SQLITE_OPEN_READONLY, error);
  if (self == NULL || !check_is_desk (self, FALSE, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
comms_db_close (CommsDb *self)
{
  if (self == NULL)
    return;

  assert_owner (self);

  g_clear_pointer (&self->statements, comms_db_statements_free);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("Rows of “%s” were not freed before it was closed", self->path);
  g_clear_object (&self->cancellable);
  comms_db_gathered_free (self->gathered);
  comms_db_cache_free (self->cache);
  g_free (self->path);
  g_free (self);
}

const char *
comms_db_get_path (CommsDb *self)
{
  return self->path;
}

void
comms_db_adopt (CommsDb *self)
{
  self->owner = g_thread_self ();
}

void
comms_db_set_patience (CommsDb *self, int milliseconds)
{
  assert_owner (self);

  sqlite3_busy_timeout (self->handle, milliseconds);
}

void
comms_db_set_cancellable (CommsDb *self, GCancellable *cancellable)
{
  assert_owner (self);

  g_set_object (&self->cancellable, cancellable);
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS,
                            cancellable != NULL ? look_at_cancellable_cb : NULL, self);
}

/* Transactions */

gboolean
comms_db_begin (CommsDb *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  comms_db_gathered_clear (self->gathered);
  self->in_transaction = comms_db_exec (self, &local_error, "BEGIN IMMEDIATE", "");
  if (self->in_transaction)
    return TRUE;

  /* Reading needs nobody's leave in a write-ahead log, so a busy neighbour stops only writers. */
  if (g_error_matches (local_error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_BUSY))
    {
      self->in_transaction = comms_db_exec (self, error, "BEGIN", "");
      return self->in_transaction;
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

void
comms_db_do_late (CommsDb *self, CommsDbFunc func)
{
  assert_owner (self);

  comms_db_gathered_add_late (self->gathered, func);
}

void
comms_db_put_off (CommsDb *self, CommsDbFunc func)
{
  assert_owner (self);

  comms_db_gathered_put_off (self->gathered, func);
}

gboolean
comms_db_has_put_off (CommsDb *self)
{
  assert_owner (self);

  return comms_db_gathered_has_put_off (self->gathered);
}

gboolean
comms_db_do_put_off (CommsDb *self, GError **error)
{
  assert_owner (self);

  return comms_db_gathered_do_put_off (self->gathered, self, error);
}

gboolean
comms_db_commit (CommsDb *self, GError **error)
{
  if (!comms_db_gathered_do_late (self->gathered, self, error) ||
      !comms_db_exec (self, error, "COMMIT", ""))
    return FALSE;
  self->in_transaction = FALSE;
  return TRUE;
}

void
comms_db_rollback (CommsDb *self)
{
  g_autoptr (GError) local_error = NULL;

  assert_owner (self);

  comms_db_gathered_clear (self->gathered);
  comms_db_cache_drop (self->cache);
  self->in_transaction = FALSE;
  /* After a full disk SQLite has rolled back by itself. */
  if (sqlite3_get_autocommit (self->handle))
    return;
  if (!comms_db_exec (self, &local_error, "ROLLBACK", ""))
    g_critical ("%s", local_error->message);
}

gboolean
comms_db_set_savepoint (CommsDb *self, GError **error)
{
  comms_db_gathered_set_savepoint (self->gathered);
  return comms_db_exec (self, error, "SAVEPOINT part", "");
}

gboolean
comms_db_release_savepoint (CommsDb *self, GError **error)
{
  return comms_db_exec (self, error, "RELEASE part", "");
}

gboolean
comms_db_rollback_to_savepoint (CommsDb *self, GError **error)
{
  comms_db_gathered_rollback (self->gathered);
  comms_db_cache_drop (self->cache);
  /* After a full disk SQLite has rolled everything back by itself, and this fails. */
  return comms_db_exec (self, error, "ROLLBACK TO part", "") &&
         comms_db_exec (self, error, "RELEASE part", "");
}

/* Running */

gboolean
comms_db_exec_script (CommsDb *self, const char *sql, GError **error)
{
  int rc;

  assert_owner (self);

  rc = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  return rc == SQLITE_OK || fail (self, rc, error);
}

GArray *
comms_values_new (const char *types, va_list arguments)
{
  GArray *values = g_array_new (FALSE, TRUE, sizeof (CommsValue));

  for (const char *type = types; *type != '\0'; type++)
    {
      CommsValue value = { .type = *type };

      if (*type == 'i')
        value.i = va_arg (arguments, gint64);
      else if (*type == 'd')
        value.d = va_arg (arguments, double);
      else if (*type == 'b')
        value.b = va_arg (arguments, GBytes *);
      else
        value.s = va_arg (arguments, const char *);
      g_array_append_val (values, value);
    }
  return values;
}

gboolean
comms_db_exec_values (
  CommsDb *self, const char *sql, const CommsValue *values, guint n_values, GError **error)
{
  g_autoptr (CommsRows) rows = rows_new (self, sql, values, n_values, SQLITE_STATIC, error);
  int rc;

  if (rows == NULL)
    return FALSE;

  do
    rc = sqlite3_step (rows->statement->handle);
  while (rc == SQLITE_ROW);
  return rc == SQLITE_DONE || fail (self, rc, error);
}

gboolean
comms_db_exec (CommsDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (GArray) values = NULL;
  va_list arguments;

  va_start (arguments, types);
  values = comms_values_new (types, arguments);
  va_end (arguments);
  return comms_db_exec_values (self, sql, (const CommsValue *) (gpointer) values->data, values->len,
                               error);
}

CommsRows *
comms_db_query_values (
  CommsDb *self, const char *sql, const CommsValue *values, guint n_values, GError **error)
{
  return rows_new (self, sql, values, n_values, SQLITE_TRANSIENT, error);
}

CommsRows *
comms_db_query (CommsDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (GArray) values = NULL;
  va_list arguments;

  va_start (arguments, types);
  values = comms_values_new (types, arguments);
  va_end (arguments);
  return rows_new (self, sql, (const CommsValue *) (gpointer) values->data, values->len,
                   SQLITE_TRANSIENT, error);
}

gboolean
comms_db_query_int (CommsDb *self,
                    gint64 *value,
                    gint64 fallback,
                    GError **error,
                    const char *sql,
                    const char *types,
                    ...)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GArray) values = NULL;
  g_autoptr (CommsRows) rows = NULL;
  va_list arguments;

  va_start (arguments, types);
  values = comms_values_new (types, arguments);
  va_end (arguments);

  rows = rows_new (self, sql, (const CommsValue *) (gpointer) values->data, values->len,
                   SQLITE_STATIC, error);
  if (rows == NULL)
    return FALSE;

  *value = comms_rows_next (rows, &local_error) ? comms_rows_get_int (rows, 0) : fallback;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Rows */

gboolean
comms_rows_next (CommsRows *rows, GError **error)
{
  int rc;

  assert_owner (rows->db);

  rc = sqlite3_step (rows->statement->handle);
  if (rc == SQLITE_ROW)
    return TRUE;
  if (rc != SQLITE_DONE)
    fail (rows->db, rc, error);
  return FALSE;
}

gint64
comms_rows_get_int (CommsRows *rows, int column)
{
  return sqlite3_column_int64 (rows->statement->handle, column);
}

const char *
comms_rows_get_text (CommsRows *rows, int column)
{
  return (const char *) sqlite3_column_text (rows->statement->handle, column);
}

GBytes *
comms_rows_dup_bytes (CommsRows *rows, int column)
{
  const void *bytes = sqlite3_column_blob (rows->statement->handle, column);

  return g_bytes_new (bytes, (gsize) sqlite3_column_bytes (rows->statement->handle, column));
}

gboolean
comms_rows_is_null (CommsRows *rows, int column)
{
  return sqlite3_column_type (rows->statement->handle, column) == SQLITE_NULL;
}

void
comms_rows_free (CommsRows *rows)
{
  if (rows == NULL)
    return;

  assert_owner (rows->db);

  comms_db_statement_give_back (rows->statement);
  g_free (rows);
}

gint64
comms_db_n_steps (CommsDb *self)
{
  assert_owner (self);

  return comms_db_statements_n_steps (self->statements);
}

gint64
comms_db_last_id (CommsDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

gint64
comms_db_n_changed (CommsDb *self)
{
  return sqlite3_changes64 (self->handle);
}

void
comms_db_mark (CommsDb *self, guint bit)
{
  assert_owner (self);

  comms_db_gathered_mark (self->gathered, bit);
}

guint
comms_db_take_marks (CommsDb *self)
{
  return comms_db_gathered_take_marks (self->gathered);
}

CommsDbCache *
comms_db_get_cache (CommsDb *self)
{
  assert_owner (self);

  return self->cache;
}

/* Checking and copying */

gboolean
comms_db_check (CommsDb *self, GError **error)
{
  g_autoptr (CommsRows) rows = NULL;
  g_autoptr (GError) local_error = NULL;

  rows = comms_db_query (self, error, "PRAGMA quick_check (1)", "");
  if (rows == NULL)
    return FALSE;

  if (comms_rows_next (rows, &local_error) && g_str_equal (comms_rows_get_text (rows, 0), "ok"))
    return TRUE;

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    comms_db_set_error (self, COMMS_STORE_ERROR_DAMAGED, error);
  return FALSE;
}

/* One step over all pages is one reading transaction: a copy of one moment, in whose way no
 * writer stands. */
static gboolean
copy_pages (CommsDb *self, CommsDb *copy, GError **error)
{
  sqlite3_backup *backup;
  int rc;

  backup = sqlite3_backup_init (copy->handle, "main", self->handle, "main");
  if (backup == NULL)
    return fail (copy, sqlite3_extended_errcode (copy->handle), error);

  rc = sqlite3_backup_step (backup, -1);
  if (rc == SQLITE_DONE)
    rc = sqlite3_backup_finish (backup);
  else
    sqlite3_backup_finish (backup);
  return rc == SQLITE_OK || fail (rc == SQLITE_CORRUPT ? self : copy, rc, error);
}

static gboolean
write_copy (CommsDb *self, const char *path, GError **error)
{
  g_autoptr (CommsDb) copy = NULL;

  if (!create_file (path, error))
    return FALSE;

  copy = open_handle (path, SQLITE_OPEN_READWRITE, error);
  /* A copy is one file, without a write-ahead log beside it. */
  return copy != NULL && copy_pages (self, copy, error) &&
         comms_db_exec_script (copy, "PRAGMA journal_mode = DELETE;", error) &&
         comms_db_check (copy, error);
}

/* A new name is safe only when its folder has reached the disk. */
void
comms_db_sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* A desk that is in use is not written over: not this one, nor one whose write-ahead log would then
 * be taken for the copy's. */
static gboolean
check_is_unused (CommsDb *self, const char *path, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf own;
  GStatBuf other;

  if (g_stat (path, &other) != 0 || g_stat (self->path, &own) != 0)
    return TRUE;
  if ((own.st_dev != other.st_dev || own.st_ino != other.st_ino) &&
      (g_stat (log, &other) != 0 || other.st_size == 0))
    return TRUE;

  g_set_error_literal (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_FAILED,
                       C_ ("error",
                           "There is a desk of that name, and it is in use. Choose another "
                           "name for the copy."));
  return FALSE;
}

gboolean
comms_db_copy_to (CommsDb *self, const char *path, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.%d.part", path, (int) getpid ());

  assert_owner (self);

  if (!check_is_unused (self, path, error))
    return FALSE;

  g_unlink (part);
  if (!write_copy (self, part, error))
    {
      g_unlink (part);
      return FALSE;
    }

  if (g_rename (part, path) != 0)
    {
      int reason = errno;

      g_unlink (part);
      return fail_errno (path, reason, error);
    }
  comms_db_sync_folder (path);
  return TRUE;
}
