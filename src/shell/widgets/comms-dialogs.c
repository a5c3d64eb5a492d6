/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-dialogs.h"

#include <glib/gi18n-lib.h>

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             GTask           *task)
{
  GFile *file = NULL;

  g_assert (GTK_IS_FILE_CHOOSER (dialog));
  g_assert (G_IS_TASK (task));

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_destroy (dialog);
  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file was chosen");
  g_object_unref (task);
}

static void
cancelled_cb (GCancellable    *cancellable,
              GtkNativeDialog *dialog)
{
  gtk_native_dialog_hide (dialog);
}

/* The task keeps the dialog: its parent does not. */
static void
ask (GtkFileChooserNative *dialog,
     GTask                *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_task_set_task_data (task, dialog, g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
add_filter (GtkFileChooser *chooser,
            const char     *title,
            const char     *pattern)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_auto (GStrv) globs = g_strsplit (pattern, ";", -1);

  gtk_file_filter_set_name (filter, title);
  for (guint i = 0; globs[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, globs[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

/**
 * comms_dialogs_open_file_async:
 * @filter_title: (nullable): what the files of @pattern are called
 * @pattern: (nullable): glob of the files that are offered first, or several parted by ";"
 *
 * Asks for a file to open.
 */
void
comms_dialogs_open_file_async (GtkWindow           *parent,
                               const char          *title,
                               const char          *filter_title,
                               const char          *pattern,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN,
                                 C_("file", "_Open"), C_("file", "_Cancel"));

  g_task_set_source_tag (task, comms_dialogs_open_file_async);
  if (pattern != NULL)
    {
      add_filter (GTK_FILE_CHOOSER (dialog), filter_title, pattern);
      add_filter (GTK_FILE_CHOOSER (dialog), C_("file", "All files"), "*");
    }
  ask (dialog, task);
}

/**
 * comms_dialogs_save_file_async:
 * @name: proposed for the file
 *
 * Asks where to save.
 */
void
comms_dialogs_save_file_async (GtkWindow           *parent,
                               const char          *title,
                               const char          *name,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                 C_("file", "_Save"), C_("file", "_Cancel"));

  g_task_set_source_tag (task, comms_dialogs_save_file_async);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  ask (dialog, task);
}

/**
 * comms_dialogs_file_finish:
 *
 * Returns: (transfer full): the file that was chosen
 */
GFile *
comms_dialogs_file_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
