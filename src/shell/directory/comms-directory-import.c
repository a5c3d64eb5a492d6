/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-directory-import.h"

#include <glib/gi18n-lib.h>

#include "comms-history.h"
#include "comms-marks.h"
#include "comms-targets.h"

/* One import on its way: file, dry run, decision, writing. */
typedef struct
{
  CommsPage *page;
  GtkStack *stack;
  CommsImportView *view;
  GFile *file;
  CommsImportReport *report;
  gulong decided_id;
} Import;

static void
import_free (Import *import)
{
  if (import->decided_id != 0)
    g_signal_handler_disconnect (import->view, import->decided_id);
  g_clear_pointer (&import->report, comms_import_report_free);
  g_clear_object (&import->file);
  g_clear_object (&import->stack);
  g_clear_object (&import->view);
  g_clear_object (&import->page);
  g_free (import);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

static void
fail (Import       *import,
      const GError *error)
{
  gtk_stack_set_visible_child_name (import->stack, "people");
  comms_show_error (GTK_WIDGET (import->page), error);
}

static gpointer
read_report (CommsTx  *tx,
             gpointer  csv,
             GError  **error)
{
  return comms_targets_read_csv (tx, csv, error);
}

static gpointer
write_report (CommsTx  *tx,
              gpointer  report,
              GError  **error)
{
  return GINT_TO_POINTER (comms_targets_import (tx, report, error));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Import) import = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  g_autofree char *sentence = NULL;
  guint n;

  if (comms_desk_run_finish (COMMS_DESK (object), result, &error) == NULL)
    {
      fail (import, error);
      return;
    }

  n = import->report->n_new + import->report->n_changed;
  number = comms_format_number (n);
  /* Translators: how many people were imported */
  sentence = g_strdup_printf (ngettext ("Imported %s person", "Imported %s people", n), number);
  gtk_stack_set_visible_child_name (import->stack, "people");
  gtk_widget_activate_action (GTK_WIDGET (import->page), "win.notify", "s", sentence);
}

static void
decided_cb (Import  *import,
            gboolean yes)
{
  if (!yes)
    {
      gtk_stack_set_visible_child_name (import->stack, "people");
      import_free (import);
      return;
    }

  /* An import that has begun is finished, even when its page is closed. */
  gtk_stack_set_visible_child_name (import->stack, "working");
  g_clear_signal_handler (&import->decided_id, import->view);
  comms_desk_run_async (comms_page_get_desk (import->page), write_report, import->report, NULL, NULL,
                        NULL, written_cb, import);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Import) import = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (import->file);
  g_autofree char *shown = g_filename_display_name (name);

  import->report = comms_desk_run_finish (COMMS_DESK (object), result, &error);
  if (import->report == NULL)
    {
      fail (import, error);
      return;
    }

  gtk_stack_set_visible_child_name (import->stack, "import");
  comms_import_view_show (import->view, shown, import->report);
  import->decided_id = g_signal_connect_swapped (import->view, "decided", G_CALLBACK (decided_cb), import);
  /* The view's signal ends it. */
  g_steal_pointer (&import);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Import) import = user_data;
  g_autoptr (GError) error = NULL;
  CommsDesk *desk = comms_page_get_desk (import->page);
  GCancellable *cancellable = comms_page_get_cancellable (import->page);
  GBytes *csv;

  csv = g_file_load_bytes_finish (G_FILE (object), result, NULL, &error);
  if (csv == NULL)
    {
      fail (import, error);
      return;
    }
  comms_desk_run_async (desk, read_report, csv, (GDestroyNotify) g_bytes_unref,
                        (GDestroyNotify) comms_import_report_free, cancellable, read_cb,
                        g_steal_pointer (&import));
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           gpointer         user_data)
{
  g_autoptr (Import) import = user_data;
  GCancellable *cancellable = comms_page_get_cancellable (import->page);

  import->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (response != GTK_RESPONSE_ACCEPT || import->file == NULL)
    return;

  gtk_stack_set_visible_child_name (import->stack, "working");
  g_file_load_bytes_async (import->file, cancellable, loaded_cb, import);
  g_steal_pointer (&import);
}

void
comms_directory_import (CommsPage       *page,
                        GtkStack        *stack,
                        CommsImportView *view)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *dialog;
  Import *import;

  g_return_if_fail (COMMS_IS_PAGE (page));

  import = g_new0 (Import, 1);
  import->page = g_object_ref (page);
  import->stack = g_object_ref (stack);
  import->view = g_object_ref (view);

  dialog = gtk_file_chooser_native_new (C_ ("import", "Import People"),
                                        GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))),
                                        GTK_FILE_CHOOSER_ACTION_OPEN, C_ ("import", "_Look Through"), NULL);
  gtk_file_filter_set_name (filter, C_ ("import", "Tables (CSV)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), import);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* What an edit or a removal of a person was, for Undo. */
typedef struct
{
  CommsTarget *before;
  CommsTarget *after;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_clear_object (&edit->before);
  g_clear_object (&edit->after);
  g_free (edit);
}

static void
put_back (CommsDesk   *desk,
          CommsTarget *target)
{
  comms_desk_run_record_async (desk, comms_targets_save, target, NULL, NULL, NULL);
}

static void
set_binned (CommsDesk   *desk,
            CommsTarget *target,
            gboolean     binned)
{
  comms_desk_run_id_async (desk, binned ? comms_targets_bin : comms_targets_unbin,
                           comms_record_get_id (COMMS_RECORD (target)), NULL, NULL, NULL);
}

/* Someone who was new goes into the bin; anyone else becomes who they were. */
static void
undo_edit (CommsDesk *desk,
           gpointer   data)
{
  Edit *edit = data;

  if (comms_record_get_id (COMMS_RECORD (edit->before)) == 0)
    set_binned (desk, edit->after, TRUE);
  else
    put_back (desk, edit->before);
}

static void
redo_edit (CommsDesk *desk,
           gpointer   data)
{
  Edit *edit = data;

  if (comms_record_get_id (COMMS_RECORD (edit->before)) == 0)
    set_binned (desk, edit->after, FALSE);
  else
    put_back (desk, edit->after);
}

static void
undo_bin (CommsDesk *desk,
          gpointer   data)
{
  set_binned (desk, data, FALSE);
}

static void
redo_bin (CommsDesk *desk,
          gpointer   data)
{
  set_binned (desk, data, TRUE);
}

void
comms_directory_push_edit (GtkWidget   *widget,
                           CommsTarget *before,
                           CommsTarget *after)
{
  Edit *edit = g_new0 (Edit, 1);
  g_autofree char *label = NULL;

  edit->before = g_object_ref (before);
  edit->after = g_object_ref (after);
  /* Translators: the name of a person */
  label = g_strdup_printf (comms_record_get_id (COMMS_RECORD (before)) == 0
                             ? C_ ("undo", "Added %s")
                             : C_ ("undo", "Changed the facts about %s"),
                           after->name);
  comms_history_push (comms_history_of (widget), label, undo_edit, redo_edit, edit, edit_free);
}

void
comms_directory_push_bin (GtkWidget   *widget,
                          CommsTarget *target)
{
  /* Translators: the name of a person */
  g_autofree char *label = g_strdup_printf (C_ ("undo", "Put %s into the bin"), target->name);

  comms_history_push (comms_history_of (widget), label, undo_bin, redo_bin, g_object_ref (target),
                      g_object_unref);
}
