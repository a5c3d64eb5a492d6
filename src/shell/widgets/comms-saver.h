/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsSaveState:
 * @COMMS_SAVE_CLEAN: nothing was changed yet
 * @COMMS_SAVE_PENDING: changed, and about to be saved
 * @COMMS_SAVE_SAVED: everything is in the store
 * @COMMS_SAVE_FAILED: it could not be saved; it is tried again
 */
typedef enum
{
  COMMS_SAVE_CLEAN,
  COMMS_SAVE_PENDING,
  COMMS_SAVE_SAVED,
  COMMS_SAVE_FAILED,
} CommsSaveState;

/**
 * CommsSaver:
 *
 * Saves one record by itself, a second after the last change and two seconds after the first. One
 * at a time, so that a new record is not made twice. It outlives its page, and the program its last
 * window, until everything is in the store.
 *
 * Signal "state" when the state has changed.
 */
#define COMMS_TYPE_SAVER (comms_saver_get_type ())
G_DECLARE_FINAL_TYPE (CommsSaver, comms_saver, COMMS, SAVER, GObject)

/* The record is changed by the caller, and only its id by the saver. */
CommsSaver     * comms_saver_new       (CommsDesk           *desk,
                                        CommsRecordFunc      save,
                                        gpointer             record);
/* The record was changed. */
void             comms_saver_touch     (CommsSaver          *self);
/* Saves now what was changed. */
void             comms_saver_flush     (CommsSaver          *self);
/* Throws away what was changed and not saved yet. */
void             comms_saver_drop      (CommsSaver          *self);
CommsSaveState   comms_saver_get_state (CommsSaver          *self);
CommsDesk      * comms_saver_get_desk  (CommsSaver          *self);
/* Why it failed. */
const GError   * comms_saver_get_error (CommsSaver          *self);
/* Whether something is not in the store yet. */
gboolean         comms_saver_is_dirty  (CommsSaver          *self);

/* Saves what was changed and calls back when all is in the store, with what comms_saver_run_async()
 * was asked for before, or something of it could not be saved. */
void             comms_saver_flush_async  (CommsSaver          *self,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
gboolean         comms_saver_flush_finish (CommsSaver          *self,
                                           GAsyncResult        *result,
                                           GError             **error);

/* How much of all savers is on its way to the store. */
guint            comms_saver_n_at_work (void);

/* Something else that is done with the record at the desk: @record is a copy, and what becomes of it
 * is carried over as after a save. */
typedef gboolean (*CommsSaverFunc) (CommsTx *tx, gpointer record, gpointer data, GError **error);

/* Saves what was changed and does @func, in one transaction; what is changed meanwhile is saved
 * after it. A record that was never saved is saved first. */
void             comms_saver_run_async    (CommsSaver          *self,
                                           CommsSaverFunc       func,
                                           gpointer             data,
                                           GDestroyNotify       data_free,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
gboolean         comms_saver_run_finish   (CommsSaver          *self,
                                           GAsyncResult        *result,
                                           GError             **error);

/**
 * CommsSavedLabel:
 *
 * The word for it: “Saving”, “Saved 14:02”, “Not saved: the disk is full”.
 */
#define COMMS_TYPE_SAVED_LABEL (comms_saved_label_get_type ())
G_DECLARE_FINAL_TYPE (CommsSavedLabel, comms_saved_label, COMMS, SAVED_LABEL, GtkWidget)

/* Follows a saver; NULL: says nothing. */
void             comms_saved_label_follow   (CommsSavedLabel *self,
                                             CommsSaver      *saver);
/* A second sentence after “Saved 14:02”, or NULL. */
void             comms_saved_label_set_note (CommsSavedLabel *self,
                                             const char      *note);

G_END_DECLS
