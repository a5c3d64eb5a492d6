/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * CommsDbStatements:
 *
 * The prepared statements of a connection, by their SQL. Part of a CommsDb, and used by its thread
 * only.
 */
typedef struct _CommsDbStatements CommsDbStatements;

typedef struct
{
  sqlite3_stmt *handle;
  gboolean busy;
  gboolean kept;
} CommsDbStatement;

/* @db is (transfer none), and is closed after this is freed. */
CommsDbStatements * comms_db_statements_new     (sqlite3           *db);
void                comms_db_statements_free    (CommsDbStatements *self);

/* A statement that nobody else is stepping through: the kept one, or a further one where a loop over
 * rows runs the same SQL once more. NULL with the reason in @rc, a result code of SQLite. */
CommsDbStatement  * comms_db_statements_take    (CommsDbStatements *self,
                                                 const char        *sql,
                                                 int               *rc);

/* Gives back what was taken, its bindings undone. */
void                comms_db_statement_give_back (CommsDbStatement *statement);

/* How many steps of SQLite's machine the kept statements have taken so far. */
gint64              comms_db_statements_n_steps (CommsDbStatements *self);

G_END_DECLS
