/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CommsStoreError:
 * @COMMS_STORE_ERROR_FAILED: the database said no; the message has its words
 * @COMMS_STORE_ERROR_NEWER: written by a newer version of the program
 * @COMMS_STORE_ERROR_DAMAGED: not a desk, or a broken one
 * @COMMS_STORE_ERROR_READ_ONLY: may not be written
 * @COMMS_STORE_ERROR_FULL: the disk is full
 * @COMMS_STORE_ERROR_BUSY: another program holds it
 * @COMMS_STORE_ERROR_MISSING: there is no such file
 * @COMMS_STORE_ERROR_STALE: the row was changed by someone else since it was read
 */
#define COMMS_STORE_ERROR (comms_store_error_quark ())
GQuark comms_store_error_quark (void);
typedef enum
{
  COMMS_STORE_ERROR_FAILED,
  COMMS_STORE_ERROR_NEWER,
  COMMS_STORE_ERROR_DAMAGED,
  COMMS_STORE_ERROR_READ_ONLY,
  COMMS_STORE_ERROR_FULL,
  COMMS_STORE_ERROR_BUSY,
  COMMS_STORE_ERROR_MISSING,
  COMMS_STORE_ERROR_STALE,
} CommsStoreError;

/**
 * CommsDb:
 *
 * One connection to a desk file, used by one thread, and the statements prepared on it. The
 * only code that knows SQLite.
 */
typedef struct _CommsDb CommsDb;
typedef struct _CommsRows CommsRows;

CommsDb    * comms_db_open         (const char   *path,
                                    gboolean      create,
                                    GError      **error);
void         comms_db_close        (CommsDb      *self);

/* Runs statements that take no values; for schema steps and pragmas. */
gboolean     comms_db_exec_script  (CommsDb      *self,
                                    const char   *sql,
                                    GError      **error);

/* Runs one statement with its values bound in order. @types has a letter a value: "i" gint64,
 * "d" double, "s" UTF-8 or NULL. */
gboolean     comms_db_exec         (CommsDb      *self,
                                    GError      **error,
                                    const char   *sql,
                                    const char   *types,
                                    ...);

/* The same for a statement with rows. (transfer full), NULL on error */
CommsRows  * comms_db_query        (CommsDb      *self,
                                    GError      **error,
                                    const char   *sql,
                                    const char   *types,
                                    ...);

/* One number: the first column of the first row, or @fallback where there is no row. */
gboolean     comms_db_query_int    (CommsDb      *self,
                                    gint64       *value,
                                    gint64        fallback,
                                    GError      **error,
                                    const char   *sql,
                                    const char   *types,
                                    ...);

/* Steps to the next row. FALSE at the end, or with @error set. Always free the rows. */
gboolean     comms_rows_next       (CommsRows    *rows,
                                    GError      **error);
gint64       comms_rows_get_int    (CommsRows    *rows,
                                    int           column);
const char * comms_rows_get_text   (CommsRows    *rows,
                                    int           column);
gboolean     comms_rows_is_null    (CommsRows    *rows,
                                    int           column);
void         comms_rows_free       (CommsRows    *rows);

gint64       comms_db_last_id      (CommsDb      *self);
gint64       comms_db_n_changed    (CommsDb      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsDb, comms_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsRows, comms_rows_free)

G_END_DECLS
