/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/* The two commonest steps of a history (comms-history.h): something done to rows by their id, and
 * a record that was saved. They run at the desk in the background and tell their errors in the
 * window. */

/* @redo may be NULL. */
void comms_undo_push_ids    (GtkWidget       *widget,
                             const char      *label,
                             CommsIdFunc      undo,
                             CommsIdFunc      redo,
                             const gint64    *ids,
                             guint            n_ids);

/* Undo saves a copy of @before, redo a copy of @after, both through @save. */
void comms_undo_push_record (GtkWidget       *widget,
                             const char      *label,
                             CommsRecordFunc  save,
                             gpointer         before,
                             gpointer         after);

/* Runs @func, which returns nothing to free, at the desk in the background, and tells its error in
 * whichever window is there: what a step of a history does, which outlives its page. Takes @data. */
void comms_undo_run         (CommsDesk       *desk,
                             CommsTxFunc      func,
                             gpointer         data,
                             GDestroyNotify   data_free);

/* The window that is there, for what has outlived its page; NULL where there is none. */
GtkWidget * comms_undo_window (void);
/* Tells an error in whichever window is there, for what has outlived its page. */
void comms_undo_show_error  (const GError    *error);

G_END_DECLS
