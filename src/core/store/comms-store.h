/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-clock.h"
#include "comms-db.h"
#include "comms-enums.h"

G_BEGIN_DECLS

/**
 * CommsStore:
 *
 * The desk file: one connection on one thread that takes work first in, first out. Each piece
 * of work commits or rolls back as a whole.
 *
 * After a commit the signal "changed" (CommsSubject) is emitted once per kind that was marked,
 * on the thread-default main context of the thread that opened the store, coalesced in an idle.
 * Changes by other processes are noticed by comms_store_check_elsewhere().
 *
 * The signal "backup-failed" (char *sentence) says that the day's backup could not be made; among
 * the reasons is that the desk is damaged.
 */
#define COMMS_TYPE_STORE (comms_store_get_type ())
G_DECLARE_FINAL_TYPE (CommsStore, comms_store, COMMS, STORE, GObject)

/**
 * CommsStoreFunc:
 * @db: the connection, inside a transaction
 * @data: what was handed to comms_store_run_async()
 *
 * Runs on the store's thread. What it returns is handed to the caller; an error rolls back.
 * It must not touch objects that another thread can see.
 */
typedef gpointer (*CommsStoreFunc) (CommsDb   *db,
                                    gpointer   data,
                                    GError   **error);

/**
 * CommsStoreCommit:
 * @COMMS_STORE_COMMIT_ALONE: in a transaction of its own
 * @COMMS_STORE_COMMIT_TOGETHER: with what waits beside it and says the same, so that it waits for
 *   the disk once: for short work of which much comes at once. An error takes back its own work
 *   alone; a commit that fails fails for all of it
 *
 * How a piece of work is committed.
 */
typedef enum
{
  COMMS_STORE_COMMIT_ALONE,
  COMMS_STORE_COMMIT_TOGETHER,
} CommsStoreCommit;

/* Opens a desk file; migrates an older one after a backup copy, refuses a newer one, and soon
 * after makes the day's backup where it is missing. With @create, makes a new one where there is
 * none, readable by its owner only. */
CommsStore * comms_store_open             (const char           *path,
                                           gboolean              create,
                                           CommsClock           *clock,
                                           GError              **error);

/* Runs @func; it is finished on the main context of the caller. */
void         comms_store_run_async        (CommsStore           *self,
                                           CommsStoreCommit      commit,
                                           CommsStoreFunc        func,
                                           gpointer              data,
                                           GDestroyNotify        data_free,
                                           GDestroyNotify        result_free,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gpointer     comms_store_run_finish       (CommsStore           *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/* The same, alone, waiting for it. For the CLI, tests and start-up. */
gpointer     comms_store_run_sync         (CommsStore           *self,
                                           CommsStoreFunc        func,
                                           gpointer              data,
                                           GError              **error);

/* Within a CommsStoreFunc: this kind has changed. Table functions do it themselves. */
void         comms_store_mark_changed     (CommsDb              *db,
                                           CommsSubject          subject);

/* Emits "changed" for every kind where another process has committed since, and makes the day's
 * backup where it is missing. Cheap: for when the window comes to the front, and a slow timer. */
void         comms_store_check_elsewhere  (CommsStore           *self);

const char * comms_store_get_path         (CommsStore           *self);

/* Copies the whole desk to @path while others go on working. Atomic: the file is there
 * complete or not at all. */
gboolean     comms_store_backup           (CommsStore           *self,
                                           const char           *path,
                                           GError              **error);

/* The newest backup of the desk at @path that opens and passes its integrity check, or NULL.
 * @at is its time. (transfer full) */
char       * comms_store_find_backup      (const char           *path,
                                           gint64               *at,
                                           GError              **error);

/* Puts a backup in the place of the desk at @path; what stood there is kept beside it under
 * a name with "damaged" and the time. */
gboolean     comms_store_restore          (const char           *path,
                                           const char           *backup,
                                           CommsClock           *clock,
                                           GError              **error);

/* Ends the thread when its queue is empty and closes the file. Also done by the last unref. */
void         comms_store_close            (CommsStore           *self);

G_END_DECLS
