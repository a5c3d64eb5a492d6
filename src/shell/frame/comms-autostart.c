/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-autostart.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* The program may stand anywhere. */
#define ENTRY                                                                                      \
  "[Desktop Entry]\n"                                                                              \
  "Type=Application\n"                                                                             \
  "Name=%s\n"                                                                                      \
  "Exec=comms-desk --background\n"                                                                 \
  "Icon=" APPLICATION_ID "\n"                                                                      \
  "NoDisplay=true\n"

static char *
entry_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", APPLICATION_ID ".desktop", NULL);
}

static gboolean
write_entry (GError **error)
{
  g_autofree char *path = entry_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *entry = g_strdup_printf (ENTRY, _("Comms Desk"));

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  return g_file_set_contents (path, entry, -1, error);
}

static void
change_state_cb (GSimpleAction *action,
                 GVariant      *value)
{
  g_autofree char *path = entry_path ();
  g_autoptr (GError) error = NULL;
  gboolean is_on = g_variant_get_boolean (value);

  if (is_on && !write_entry (&error))
    g_message ("The entry %s could not be written: %s", path, error->message);
  if (!is_on)
    g_unlink (path);
  /* The switch shows what is, not what was asked for. */
  g_simple_action_set_state (action,
                             g_variant_new_boolean (g_file_test (path, G_FILE_TEST_EXISTS)));
}

/**
 * comms_autostart_action_new:
 *
 * Returns: (transfer full): the switch
 */
GAction *
comms_autostart_action_new (void)
{
  g_autofree char *path = entry_path ();
  GSimpleAction *action = g_simple_action_new_stateful (
    "autostart", NULL, g_variant_new_boolean (g_file_test (path, G_FILE_TEST_EXISTS)));

  g_signal_connect (action, "change-state", G_CALLBACK (change_state_cb), NULL);
  return G_ACTION (action);
}
