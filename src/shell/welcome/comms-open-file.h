/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for a desk file or a backup, puts a backup back into its place, and asks for app.open. */
void comms_open_file_ask (GtkWidget *widget);

G_END_DECLS
