/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* About the program, and its keys. */
void comms_shell_show_about     (GtkWindow *parent);
void comms_shell_show_shortcuts (GtkWindow *parent);

G_END_DECLS
