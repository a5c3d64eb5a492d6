/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsSwitcher:
 *
 * The pages at the bottom of a narrow window: icon over word, with their counts.
 */
#define COMMS_TYPE_SWITCHER (comms_switcher_get_type ())
G_DECLARE_FINAL_TYPE (CommsSwitcher, comms_switcher, COMMS, SWITCHER, GtkWidget)

/* @items: of CommsPageItem. */
void comms_switcher_bind        (CommsSwitcher *self,
                                 GListModel    *items);
/* Marks the page with that key; NULL for none. */
void comms_switcher_select_page (CommsSwitcher *self,
                                 const char    *key);

G_END_DECLS
