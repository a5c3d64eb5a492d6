/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include <glib-unix.h>

#include "comms-error.h"
#include "comms-practice-server.h"
#include "comms-practice.h"

static int serve_port;

static const GOptionEntry serve_options[] = {
  { "port", 0, 0, G_OPTION_ARG_INT, &serve_port,
    NC_ ("cli", "Listen there; without it, any free port is taken"), NC_ ("cli", "PORT") },
  { NULL },
};

static gboolean
practice_init (CommsCli *cli,
               char    **args,
               GError  **error)
{
  g_autofree char *path = comms_cli_dup_path (cli, TRUE);
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();

  cli->desk = comms_practice_create (path, clock, secrets, error);
  if (cli->desk == NULL)
    return FALSE;

  comms_cli_print_values (cli, "desk", path, NULL);
  return TRUE;
}

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
serve_until_told_to_stop (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_unix_signal_add (SIGINT, stop_cb, loop);
  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_main_loop_run (loop);
}

static gboolean
practice_serve (CommsCli *cli,
                char    **args,
                GError  **error)
{
  g_autofree char *path = comms_cli_dup_path (cli, TRUE);
  g_autofree char *state = comms_practice_state_path (path);
  g_autoptr (CommsPracticeServer) server = NULL;

  if (serve_port < 0 || serve_port > G_MAXUINT16)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "A port is a number from 1 to 65535."));
      return FALSE;
    }
  if (cli->desk_path == NULL)
    cli->desk_path = g_strdup (path);
  if (!comms_cli_open (cli, error))
    return FALSE;

  server = comms_practice_server_new (state, (guint16) serve_port, error);
  if (server == NULL ||
      !comms_practice_attach (cli->desk, comms_practice_server_get_uri (server), error))
    return FALSE;

  comms_cli_print_values (cli, "uri", comms_practice_server_get_uri (server), NULL);
  serve_until_told_to_stop ();
  return TRUE;
}

const CommsCommand comms_practice_commands[] = {
  { "practice init", NULL, NC_ ("cli", "Make a practice desk with a month of made-up work"), NULL, 0,
    practice_init },
  { "practice serve", NULL, NC_ ("cli", "Run the practice network until stopped; prints its address"),
    serve_options, 0, practice_serve },
  { NULL },
};
