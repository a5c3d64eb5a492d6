/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-directory-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-dialogs.h"
#include "comms-directory-page.h"

typedef struct
{
  CommsPage *page;
  GFile *file;
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->page);
  g_clear_object (&export->file);
  g_free (export);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static gpointer
write_csv (CommsTx  *tx,
           gpointer  data,
           GError  **error)
{
  CommsDirectoryQuery *query = data;
  CommsTargetQuery targets = {
    .search = query->search,
    .classes = query->kinds,
    .order = query->order,
  };

  return comms_targets_export_csv (tx, &targets, error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: the name of a file */
  g_autofree char *sentence = g_strdup_printf (C_ ("export", "Exported to “%s”"), shown);

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    gtk_widget_activate_action (GTK_WIDGET (export->page), "win.notify", "s", sentence);
  else
    comms_show_error (GTK_WIDGET (export->page), error);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GCancellable *cancellable = comms_page_get_cancellable (export->page);
  GFile *file = export->file;
  char *csv = comms_desk_run_finish (COMMS_DESK (object), result, &error);

  if (csv == NULL)
    {
      comms_show_error (GTK_WIDGET (export->page), error);
      return;
    }
  bytes = g_bytes_new_take (csv, strlen (csv));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable,
                                       saved_cb, g_steal_pointer (&export));
}

void
comms_directory_export (CommsPage           *page,
                        CommsDirectoryQuery *query,
                        GFile               *file)
{
  Export *export = g_new0 (Export, 1);

  g_return_if_fail (COMMS_IS_PAGE (page));
  g_return_if_fail (G_IS_FILE (file));

  export->page = g_object_ref (page);
  export->file = g_object_ref (file);
  comms_desk_run_async (comms_page_get_desk (page), write_csv, query,
                        (GDestroyNotify) comms_directory_query_free, g_free,
                        comms_page_get_cancellable (page), written_cb, export);
}

static void
import_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (CommsDirectoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = comms_dialogs_file_finish (result, &error);

  if (file != NULL)
    comms_directory_page_import (self, file);
  else
    comms_show_error (GTK_WIDGET (self), error);
}

void
comms_directory_import_cb (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  comms_dialogs_open_file_async (GTK_WINDOW (gtk_widget_get_root (widget)),
                                 C_ ("import", "Import People"), C_ ("import", "Tables (CSV)"),
                                 "*.csv", comms_page_get_cancellable (COMMS_PAGE (widget)),
                                 import_chosen_cb, g_object_ref (widget));
}

static void
export_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (CommsDirectoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = comms_dialogs_file_finish (result, &error);

  if (file != NULL)
    comms_directory_page_export (self, file);
  else
    comms_show_error (GTK_WIDGET (self), error);
}

void
comms_directory_export_cb (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  comms_dialogs_save_file_async (GTK_WINDOW (gtk_widget_get_root (widget)),
                                 C_ ("export", "Export People"), C_ ("export", "directory.csv"),
                                 comms_page_get_cancellable (COMMS_PAGE (widget)), export_chosen_cb,
                                 g_object_ref (widget));
}
