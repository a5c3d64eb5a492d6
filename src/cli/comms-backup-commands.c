/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-error.h"

static gboolean
backup (CommsCli *cli,
        char    **args,
        GError  **error)
{
  if (!comms_cli_open (cli, error) ||
      !comms_store_backup (comms_desk_get_store (cli->desk), args[0], error))
    return FALSE;

  comms_cli_print_values (cli, "backup", args[0], NULL);
  return TRUE;
}

static gboolean
restore (CommsCli *cli,
         char    **args,
         GError  **error)
{
  g_autofree char *path = comms_cli_dup_path (cli, FALSE);
  g_autoptr (CommsClock) clock = comms_system_clock_new ();

  if (!comms_store_restore (path, args[0], clock, error))
    return FALSE;

  comms_cli_print_values (cli, "desk", path, NULL);
  return TRUE;
}

const CommsCommand comms_backup_commands[] = {
  { "backup", "FILE", NC_ ("cli", "Copy the whole desk to a file"), NULL, 1, backup },
  { "restore", "FILE", NC_ ("cli", "Put a backup in the place of the desk, which is kept beside it"),
    NULL, 1, restore },
  { NULL },
};
