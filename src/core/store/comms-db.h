/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "comms-db-cache.h"

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

/* Opens a desk file and sets the connection up: foreign keys on, write-ahead log, full
 * synchronisation, two seconds of patience with other programs. With @create, an empty file is
 * made where there is none, readable by its owner only. COMMS_STORE_ERROR_DAMAGED where it is
 * no desk. The calling thread owns the connection. */
CommsDb    * comms_db_open         (const char   *path,
                                    gboolean      create,
                                    GError      **error);

/* For looking only, such as at a backup, or for copying a desk that is open elsewhere. */
CommsDb    * comms_db_open_to_read (const char   *path,
                                    GError      **error);
void         comms_db_close        (CommsDb      *self);
const char * comms_db_get_path     (CommsDb      *self);

/* Hands the connection over to the calling thread. */
void         comms_db_adopt        (CommsDb      *self);

/* How long to wait for another program that is writing. */
void         comms_db_set_patience (CommsDb      *self,
                                    int           milliseconds);

/* From now on, statements end with G_IO_ERROR_CANCELLED once @cancellable, which may be NULL,
 * is cancelled. */
void         comms_db_set_cancellable (CommsDb      *self,
                                       GCancellable *cancellable);

/* A transaction that may write, or, where another program is writing and does not end, one that
 * may read: writing in it is COMMS_STORE_ERROR_BUSY. */
gboolean     comms_db_begin        (CommsDb      *self,
                                    GError      **error);
gboolean     comms_db_commit       (CommsDb      *self,
                                    GError      **error);
void         comms_db_rollback     (CommsDb      *self);

/* Within a transaction, one at a time: what is done from here on can be taken back alone. Where
 * that fails, the whole transaction is gone. */
gboolean     comms_db_set_savepoint         (CommsDb      *self,
                                             GError      **error);
gboolean     comms_db_release_savepoint     (CommsDb      *self,
                                             GError      **error);
gboolean     comms_db_rollback_to_savepoint (CommsDb      *self,
                                             GError      **error);

/**
 * comms_db_do_late:
 * @func: what is to be done right before this transaction is committed
 *
 * For what is cheaper when it is done together: once, however often it is asked for. Not done where
 * the transaction, or the savepoint that it was first asked for in, is rolled back. An error of
 * @func makes comms_db_commit() fail.
 */
typedef gboolean (*CommsDbFunc) (CommsDb *self, GError **error);
void         comms_db_do_late      (CommsDb        *self,
                                    CommsDbFunc     func);

/**
 * comms_db_put_off:
 * @func: what is to be done in a later transaction, when nobody waits for this connection
 *
 * For what can be made up for by whoever needs it: once, however often it is asked for. Whoever
 * runs the transactions sees to it that comms_db_do_put_off() is called in one.
 */
void         comms_db_put_off      (CommsDb        *self,
                                    CommsDbFunc     func);
gboolean     comms_db_has_put_off  (CommsDb        *self);
gboolean     comms_db_do_put_off   (CommsDb        *self,
                                    GError        **error);

/* The sentence for @code about this file. */
void         comms_db_set_error    (CommsDb         *self,
                                    CommsStoreError  code,
                                    GError         **error);

/* Runs statements that take no values; for schema steps and pragmas. */
gboolean     comms_db_exec_script  (CommsDb      *self,
                                    const char   *sql,
                                    GError      **error);

/* Runs one statement with its values bound in order. @types has a letter a value: "i" gint64
 * (cast what is none), "d" double, "s" UTF-8 or NULL, "b" GBytes. */
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

/* The same two with the values in an array: of "i", "d", "s" and "b" the one that @type names. */
typedef struct
{
  char type;
  gint64 i;
  double d;
  const char *s;
  GBytes *b;
} CommsValue;

gboolean     comms_db_exec_values  (CommsDb          *self,
                                    const char       *sql,
                                    const CommsValue *values,
                                    guint             n_values,
                                    GError          **error);
CommsRows  * comms_db_query_values (CommsDb          *self,
                                    const char       *sql,
                                    const CommsValue *values,
                                    guint             n_values,
                                    GError          **error);

/* The values of a variable argument list. (transfer full) (element-type CommsValue) */
GArray     * comms_values_new      (const char   *types,
                                    va_list       arguments);

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
GBytes     * comms_rows_dup_bytes  (CommsRows    *rows,
                                    int           column);
gboolean     comms_rows_is_null    (CommsRows    *rows,
                                    int           column);
void         comms_rows_free       (CommsRows    *rows);

/* What the statements that are kept have cost so far, in steps of SQLite's machine: about ten for a
 * row that is read. The same work on the same file takes the same number, on any computer. */
gint64       comms_db_n_steps      (CommsDb      *self);

gint64       comms_db_last_id      (CommsDb      *self);
gint64       comms_db_n_changed    (CommsDb      *self);

/* Rows that are read all the time. What this connection writes is noticed by itself; what others
 * write, by whoever looks whether there was something (comms_db_cache_drop()). (transfer none) */
CommsDbCache * comms_db_get_cache  (CommsDb      *self);

/* A bit for each kind that was changed in this transaction; see comms_store_mark_changed(). */
void         comms_db_mark         (CommsDb      *self,
                                    guint         bit);
guint        comms_db_take_marks   (CommsDb      *self);

/* Whether every page of the file makes sense: COMMS_STORE_ERROR_DAMAGED otherwise. Reads the
 * whole file. */
gboolean     comms_db_check        (CommsDb      *self,
                                    GError      **error);

/* Copies the file as it is at this moment to @path, checks the copy, and only then gives it its
 * name. Others can go on writing. */
gboolean     comms_db_copy_to      (CommsDb      *self,
                                    const char   *path,
                                    GError      **error);

/* Waits until the name @path has reached the disk. */
void         comms_db_sync_folder  (const char   *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsDb, comms_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsRows, comms_rows_free)

G_END_DECLS
