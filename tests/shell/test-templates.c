/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "comms-foot-line.h"
#include "comms-help-window.h"
#include "comms-menu.h"
#include "comms-navigation.h"
#include "comms-practice-bar.h"
#include "comms-preferences.h"
#include "comms-shell-test.h"
#include "comms-trouble.h"
#include "comms-welcome.h"

/* Everything with a template that lives without a desk; the pages come with theirs in
 * test-window.c. A name that is wrong in a template is a warning, and a warning is fatal. */
static GType (*const types[]) (void) = {
  comms_foot_line_get_type,  comms_help_window_get_type, comms_navigation_get_type,
  comms_practice_bar_get_type, comms_preferences_get_type, comms_trouble_get_type,
  comms_welcome_get_type,    comms_window_get_type,
};

static void
test_template (gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);
  GtkWidget *widget = g_object_ref_sink (g_object_new (type, NULL));

  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  g_assert_finalize_object (widget);
}

static void
test_builder_files (void)
{
  g_autoptr (GMenuModel) menu = comms_menu_new ("primary");
  g_autoptr (GtkBuilder) shortcuts =
    gtk_builder_new_from_resource ("/org/mohr/CommsDesk/ui/comms-shortcuts.ui");

  g_assert_cmpint (g_menu_model_get_n_items (menu), >, 0);
  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (gtk_builder_get_object (shortcuts, "shortcuts")));
  gtk_window_destroy (GTK_WINDOW (gtk_builder_get_object (shortcuts, "shortcuts")));
}

int
main (int   argc,
      char *argv[])
{
  comms_shell_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = g_strconcat ("/templates/", g_type_name (types[i] ()), NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (types[i] ()), test_template);
    }
  g_test_add_func ("/templates/builder-files", test_builder_files);

  return g_test_run ();
}
