/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsHistory:
 *
 * What can be undone, across the whole desk. The window owns one, shows a toast with Undo when
 * something is pushed, and binds Ctrl+Z and Ctrl+Shift+Z to it. From a widget, use
 * comms_history_of().
 */
#define COMMS_TYPE_HISTORY (comms_history_get_type ())
G_DECLARE_FINAL_TYPE (CommsHistory, comms_history, COMMS, HISTORY, GObject)

/* Does it, or takes it back. Must report its own errors. */
typedef void (*CommsHistoryFunc) (CommsDesk *desk, gpointer data);

CommsHistory * comms_history_new      (CommsDesk        *desk);

/* The history of the window that @widget is in. */
CommsHistory * comms_history_of       (GtkWidget        *widget);

/* Something was done that @undo takes back and @redo does again (NULL: cannot be redone). @label
 * is the sentence of the toast: "Moved to Thursday 15:00". Takes @data. */
void           comms_history_push     (CommsHistory     *self,
                                       const char       *label,
                                       CommsHistoryFunc  undo,
                                       CommsHistoryFunc  redo,
                                       gpointer          data,
                                       GDestroyNotify    data_free);
gboolean       comms_history_can_undo (CommsHistory     *self);
gboolean       comms_history_can_redo (CommsHistory     *self);
void           comms_history_undo     (CommsHistory     *self);
void           comms_history_redo     (CommsHistory     *self);

G_END_DECLS
