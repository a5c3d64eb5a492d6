/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*CommsRestyleFunc) (gpointer widget);

/* Calls @func with @widget whenever the window becomes light, dark or of high contrast, once the new
 * style sheets are there, until @widget is disposed of. For colours that were looked up. */
void comms_widget_follow_style (GtkWidget        *widget,
                                CommsRestyleFunc  func);

G_END_DECLS
