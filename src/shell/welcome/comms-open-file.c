/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-open-file.h"

#include <glib/gi18n-lib.h>

#include "comms-dialogs.h"
#include "comms-opener.h"
#include "comms-page.h"

typedef struct
{
  GtkWidget *widget;
  char *path;
} Restore;

static void
restore_free (Restore *restore)
{
  g_object_unref (restore->widget);
  g_free (restore->path);
  g_free (restore);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Restore, restore_free)

static void
open_path (GtkWidget  *widget,
           const char *path)
{
  gtk_widget_activate_action_variant (widget, "app.open", g_variant_new_bytestring (path));
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Restore) restore = user_data;
  g_autoptr (GError) error = NULL;

  if (comms_opener_restore_finish (result, &error))
    open_path (restore->widget, restore->path);
  else
    comms_show_error (restore->widget, error);
}

/* The desk that a file in the folder "backups" is a backup of: its name without the time stamp,
 * in the folder above. NULL for any other file. */
static char *
desk_of_backup (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *folder_name = g_path_get_basename (folder);
  g_autofree char *above = g_path_get_dirname (folder);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GRegex) stamp = g_regex_new ("-\\d{8}T\\d{6}Z(-v\\d+)?", 0, 0, NULL);
  g_autofree char *desk_name = NULL;

  if (strcmp (folder_name, "backups") != 0 || !g_regex_match (stamp, name, 0, NULL))
    return NULL;
  desk_name = g_regex_replace_literal (stamp, name, -1, 0, "", 0, NULL);
  return g_build_filename (above, desk_name, NULL);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = comms_dialogs_file_finish (result, &error);
  g_autofree char *desk = NULL;
  Restore *restore;

  if (file == NULL)
    {
      comms_show_error (widget, error);
      return;
    }
  desk = desk_of_backup (g_file_peek_path (file));
  if (desk == NULL)
    {
      open_path (widget, g_file_peek_path (file));
      return;
    }
  restore = g_new0 (Restore, 1);
  restore->widget = g_object_ref (widget);
  restore->path = g_steal_pointer (&desk);
  comms_opener_restore_async (restore->path, g_file_peek_path (file), NULL, restored_cb, restore);
}

/**
 * comms_open_file_ask:
 * @widget: within the window that asks
 *
 * Asks for a desk file and opens it. A backup is first put into the place of its desk, where what
 * stood there is kept beside it.
 */
void
comms_open_file_ask (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  comms_dialogs_open_file_async (GTK_WINDOW (gtk_widget_get_root (widget)),
                                 C_("welcome", "Open a Desk or a Backup"),
                                 C_("welcome", "Desks and backups"), "*.desk", NULL, chosen_cb,
                                 g_object_ref (widget));
}
