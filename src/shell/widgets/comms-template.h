/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For the dispose of a direct subclass of GtkWidget: gtk_widget_dispose_template(), which on GTK
 * 4.8 leaves the children that are bound to no field, and then those. */
void comms_widget_dispose_template (GtkWidget *widget,
                                    GType      type);

G_END_DECLS
