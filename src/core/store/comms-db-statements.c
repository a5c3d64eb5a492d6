/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-db-statements.h"

#include <string.h>

/* Filters put statements together, so there is no end to their number. */
#define MAX_STATEMENTS 200

/* Statements begin alike, and some are long: the end tells them apart. */
#define HASHED_BYTES 32

struct _CommsDbStatements
{
  sqlite3 *db;
  GHashTable *kept; /* SQL to CommsDbStatement */
};

static guint
sql_hash (gconstpointer sql)
{
  const gsize length = strlen (sql);

  return g_str_hash ((const char *) sql + length - MIN (length, HASHED_BYTES)) + (guint) length;
}

static void
statement_free (CommsDbStatement *statement)
{
  sqlite3_finalize (statement->handle);
  g_free (statement);
}

CommsDbStatements *
comms_db_statements_new (sqlite3 *db)
{
  CommsDbStatements *self = g_new0 (CommsDbStatements, 1);

  self->db = db;
  self->kept =
    g_hash_table_new_full (sql_hash, g_str_equal, g_free, (GDestroyNotify) statement_free);
  return self;
}

void
comms_db_statements_free (CommsDbStatements *self)
{
  g_hash_table_unref (self->kept);
  g_free (self);
}

static gboolean
is_idle (gpointer key, gpointer value, gpointer user_data)
{
  return !((CommsDbStatement *) value)->busy;
}

static void
keep (CommsDbStatements *self, const char *sql, CommsDbStatement *statement)
{
  if (g_hash_table_size (self->kept) >= MAX_STATEMENTS)
    g_hash_table_foreach_remove (self->kept, is_idle, NULL);
  g_hash_table_insert (self->kept, g_strdup (sql), statement);
  statement->kept = TRUE;
}

CommsDbStatement *
comms_db_statements_take (CommsDbStatements *self, const char *sql, int *rc)
{
  CommsDbStatement *kept = g_hash_table_lookup (self->kept, sql);
  CommsDbStatement *statement = kept;

  if (kept == NULL || kept->busy)
    {
      sqlite3_stmt *handle;

      *rc = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
      if (*rc != SQLITE_OK)
        return NULL;
      statement = g_new0 (CommsDbStatement, 1);
      statement->handle = handle;
      if (kept == NULL)
        keep (self, sql, statement);
    }
  statement->busy = TRUE;
  return statement;
}

void
comms_db_statement_give_back (CommsDbStatement *statement)
{
  sqlite3_reset (statement->handle);
  sqlite3_clear_bindings (statement->handle);
  statement->busy = FALSE;
  if (!statement->kept)
    statement_free (statement);
}

gint64
comms_db_statements_n_steps (CommsDbStatements *self)
{
  GHashTableIter iter;
  gpointer value;
  gint64 n = 0;

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n +=
      sqlite3_stmt_status (((CommsDbStatement *) value)->handle, SQLITE_STMTSTATUS_VM_STEP, FALSE);
  return n;
}
