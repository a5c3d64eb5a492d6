/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-accounts.h"
#include "comms-posts.h"

/* What a person decides about the queue where no window is open. */

static gboolean option_out;
static gboolean option_not_out;
static char *option_url;

static const GOptionEntry settle_options[] = {
  { "out", 0, 0, G_OPTION_ARG_NONE, &option_out, NC_ ("cli", "It is out"), NULL },
  { "not-out", 0, 0, G_OPTION_ARG_NONE, &option_not_out,
    NC_ ("cli", "It is not out, and becomes a draft again"), NULL },
  { "url", 0, 0, G_OPTION_ARG_STRING, &option_url, NC_ ("cli", "Its address on the network"),
    NC_ ("cli", "URL") },
  { NULL },
};

static gpointer
settle_run (CommsTx *tx, gpointer data, GError **error)
{
  const gint64 id = *(gint64 *) data;

  return GINT_TO_POINTER (option_out ? comms_posts_settle_posted (tx, id, option_url, error)
                                     : comms_posts_settle_not (tx, id, error));
}

static gboolean
post_settle (CommsCli *cli, char **args, GError **error)
{
  gint64 id;

  if (option_out == option_not_out || (option_not_out && option_url != NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "Say what became of the post: comms post settle POST --out "
                                      "[--url=URL], or comms post settle POST --not-out"));
      return FALSE;
    }
  return comms_cli_parse_id (args[0], &id, error) && comms_cli_open (cli, error) &&
         comms_desk_run_sync (cli->desk, settle_run, &id, error) != NULL;
}

static gboolean
post_unqueue (CommsCli *cli, char **args, GError **error)
{
  return comms_cli_run_id (cli, args[0], comms_posts_unqueue, error);
}

static gpointer
pause_run (CommsTx *tx, gpointer reason, GError **error)
{
  return GINT_TO_POINTER (comms_policy_pause (tx, reason, error));
}

static gboolean
pause_all (CommsCli *cli, char **args, GError **error)
{
  return comms_cli_open (cli, error) &&
         comms_desk_run_sync (cli->desk, pause_run, args[0], error) != NULL;
}

static gboolean
resume_all (CommsCli *cli, char **args, GError **error)
{
  return comms_cli_open (cli, error) &&
         comms_desk_run_sync (cli->desk, pause_run, NULL, error) != NULL;
}

const CommsCommand comms_outbox_commands[] = {
  { "pause", "REASON", NC_ ("cli", "Stop all sending, for everybody, and say why"), NULL, 1,
    pause_all },
  { "resume", NULL, NC_ ("cli", "Let the sending go on that was stopped"), NULL, 0, resume_all },
  { "post unqueue", "POST", NC_ ("cli", "Take a post back from the queue"), NULL, 1, post_unqueue },
  { "post settle", "POST", NC_ ("cli", "Say whether a post of unknown outcome is out"),
    settle_options, 1, post_settle },
  { NULL },
};
