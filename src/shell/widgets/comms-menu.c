/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-menu.h"

#include <gtk/gtk.h>

/**
 * comms_menu_new:
 * @id: of a menu in comms-menus.ui
 *
 * Returns: (transfer full): the menu, in the language of now
 */
GMenuModel *
comms_menu_new (const char *id)
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  builder = gtk_builder_new_from_resource ("/org/mohr/CommsDesk/ui/comms-menus.ui");
  return g_object_ref (G_MENU_MODEL (gtk_builder_get_object (builder, id)));
}
