/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A menu of comms-menus.ui, read anew, so that it is in the language of now. (transfer full) */
GMenuModel * comms_menu_new          (const char    *id);

/* Gives @button that menu once it is opened for the first time: a menu costs the start of the
 * program a millisecond. @id must live as long as the program. */
void         comms_menu_button_lazy  (GtkMenuButton *button,
                                      const char    *id);

G_END_DECLS
