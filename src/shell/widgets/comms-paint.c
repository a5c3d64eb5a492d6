/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-paint.h"

/* In GTK 4.8 the style context is the only way to a colour. No other file asks it, so that there is
 * one place to change when the floor rises. */
void
comms_widget_get_colour (GtkWidget *widget,
                         GdkRGBA   *colour)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), colour);
}

void
comms_widget_lookup_colour (GtkWidget  *widget,
                            const char *name,
                            GdkRGBA    *colour)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, colour))
    comms_widget_get_colour (widget, colour);
}

void
comms_widget_toggle_class (GtkWidget  *widget,
                           const char *name,
                           gboolean    on)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
comms_colour_fade (GdkRGBA *colour,
                   float    factor)
{
  colour->alpha *= factor;
}
