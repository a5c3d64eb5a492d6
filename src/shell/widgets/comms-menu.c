/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-menu.h"

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

static void
create_menu_cb (GtkMenuButton *button,
                gpointer       id)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  menu = comms_menu_new (id);
  gtk_menu_button_set_menu_model (button, menu);
}

/**
 * comms_menu_button_lazy:
 * @id: of a menu in comms-menus.ui
 *
 * Gives @button that menu once it is opened.
 */
void
comms_menu_button_lazy (GtkMenuButton *button,
                        const char    *id)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (id != NULL);

  gtk_menu_button_set_create_popup_func (button, create_menu_cb, (gpointer) id, NULL);
}
