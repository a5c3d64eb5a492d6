/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-error.h"
#include "comms-publisher.h"

static gboolean option_due;

static const GOptionEntry options[] = {
  { "due", 0, 0, G_OPTION_ARG_NONE, &option_due, NC_ ("cli", "Send what is due now, and end"), NULL },
  { NULL },
};

static gboolean
publish (CommsCli *cli,
         char    **args,
         GError  **error)
{
  g_autoptr (CommsPublisher) publisher = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *n_tried = NULL;

  if (!option_due)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "Say what to publish: comms publish --due"));
      return FALSE;
    }
  if (!comms_cli_open_network (cli, error))
    return FALSE;

  publisher = comms_publisher_new (cli->desk);
  comms_publisher_send_due_async (publisher, NULL, comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  n_tried = g_strdup_printf ("%u", comms_publisher_send_due_finish (publisher, result, &failure));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  comms_cli_print_values (cli, "tried", n_tried, NULL);
  return TRUE;
}

const CommsCommand comms_publish_commands[] = {
  { "publish", NULL, NC_ ("cli", "Send what is due; for timers, with --due"), options, 0, publish },
  { NULL },
};
