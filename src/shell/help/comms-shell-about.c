/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-shell-about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "comms-language.h"

/**
 * comms_shell_show_about:
 *
 * Shows what the program is and whose.
 */
void
comms_shell_show_about (GtkWindow *parent)
{
  GtkWidget *window = g_object_new (
    ADW_TYPE_ABOUT_WINDOW,
    "transient-for", parent,
    "application-icon", APPLICATION_ID,
    "application-name", C_("window", "Comms Desk"),
    "version", PACKAGE_VERSION,
    "developer-name", C_("about", "The Comms Desk contributors"),
    "comments", C_("about", "From one press release to a day of posts, re-read, approved, sent once "
                            "and on the record."),
    "license-type", GTK_LICENSE_GPL_3_0,
    /* Translators: your name, and your address if you like; one a line. */
    "translator-credits", C_("about", "translator-credits"),
    NULL);

  comms_language_style (window);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * comms_shell_show_shortcuts:
 *
 * Shows the keys.
 */
void
comms_shell_show_shortcuts (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/mohr/CommsDesk/ui/comms-shortcuts.ui");
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));

  comms_language_style (window);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_present (GTK_WINDOW (window));
}
