/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The dialogs for which there is no call that is neither too new for our floor nor deprecated
 * after it; in one file, so that a port is one file. */

/* Asks for a file. @pattern is a glob such as "*.csv", or "*.md;*.txt", or NULL for any file, and
 * @filter_title what it is called. G_IO_ERROR_CANCELLED where none was chosen. */
void    comms_dialogs_open_file_async  (GtkWindow           *parent,
                                        const char          *title,
                                        const char          *filter_title,
                                        const char          *pattern,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
/* Asks where to save, proposing @name. */
void    comms_dialogs_save_file_async  (GtkWindow           *parent,
                                        const char          *title,
                                        const char          *name,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
/* The result of either. (transfer full) */
GFile * comms_dialogs_file_finish      (GAsyncResult        *result,
                                        GError             **error);

G_END_DECLS
