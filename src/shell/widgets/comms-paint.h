/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What widgets that draw themselves have in common. */

/* The CSS "color" of the widget. */
void comms_widget_get_colour (GtkWidget *widget,
                              GdkRGBA   *colour);

/* A colour of the style by its name, as in style.css; the text colour where there is none. */
void comms_widget_lookup_colour (GtkWidget  *widget,
                                 const char *name,
                                 GdkRGBA    *colour);

/* Adds the CSS class, or takes it away. */
void comms_widget_toggle_class (GtkWidget  *widget,
                                const char *name,
                                gboolean    on);

/* The same colour with its opacity multiplied. */
void comms_colour_fade       (GdkRGBA   *colour,
                              float      factor);

G_END_DECLS
