/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-backup-dialog.h"

#include <glib/gi18n-lib.h>

#include "comms-dialogs.h"
#include "comms-page.h"

typedef struct
{
  GtkWindow *parent;
  CommsDesk *desk;
} Backup;

static void
backup_free (Backup *backup)
{
  g_object_unref (backup->parent);
  g_object_unref (backup->desk);
  g_free (backup);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Backup, backup_free)

static void
copy_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (comms_store_backup (comms_desk_get_store (source_object), task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWindow) parent = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *name = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      comms_show_error (GTK_WIDGET (parent), error);
      return;
    }
  name = g_filename_display_name (g_task_get_task_data (G_TASK (result)));
  sentence = g_strdup_printf (C_("backup", "The whole desk is copied to %s."), name);
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.notify", "s", sentence);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Backup) backup = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = comms_dialogs_file_finish (result, &error);
  g_autoptr (GTask) task = NULL;

  if (file == NULL)
    {
      comms_show_error (GTK_WIDGET (backup->parent), error);
      return;
    }
  task = g_task_new (backup->desk, NULL, copied_cb, g_object_ref (backup->parent));
  g_task_set_source_tag (task, comms_backup_dialog_ask);
  g_task_set_task_data (task, g_file_get_path (file), g_free);
  g_task_run_in_thread (task, copy_worker);
}

/**
 * comms_backup_dialog_ask:
 *
 * Asks where, copies the desk there, and says so in a toast of @parent.
 */
void
comms_backup_dialog_ask (GtkWindow *parent,
                         CommsDesk *desk)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *name = NULL;
  Backup *backup;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (COMMS_IS_DESK (desk));

  date = g_date_time_new_from_unix_utc (comms_desk_now (desk) / 1000);
  name = g_date_time_format (date, "comms-desk-%Y-%m-%d.desk");
  backup = g_new0 (Backup, 1);
  backup->parent = g_object_ref (parent);
  backup->desk = g_object_ref (desk);
  comms_dialogs_save_file_async (parent, C_("backup", "Back Up the Desk"), name, NULL, chosen_cb,
                                 backup);
}
