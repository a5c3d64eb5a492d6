/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-metrics.h"
#include "comms-posts.h"

static char *option_account;

static const GOptionEntry options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account,
    NC_ ("cli", "Only this account, and say why where it may not be read"), NC_ ("cli", "ACCOUNT") },
  { NULL },
};

/* Without a post, what is due; that post otherwise. */
static gboolean
read_figures (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *n_words = NULL;
  gint64 post_id = 0;
  gssize n;

  if (args[0] != NULL && args[1] != NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "Name one post, or none for all that is due"));
      return FALSE;
    }
  if ((args[0] != NULL && !comms_cli_parse_id (args[0], &post_id, error)) ||
      !comms_cli_open_network (cli, error))
    return FALSE;
  if (option_account != NULL)
    {
      account = comms_cli_find_account (cli, option_account, error);
      if (account == NULL)
        return FALSE;
    }
  comms_metrics_read_async (cli->desk,
                            account != NULL ? comms_record_get_id (COMMS_RECORD (account)) : 0,
                            post_id, NULL, comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  n = comms_metrics_read_finish (cli->desk, result, error);
  if (n < 0)
    return FALSE;
  n_words = g_strdup_printf ("%" G_GSSIZE_FORMAT, n);
  comms_cli_print_values (cli, "read", n_words, NULL);
  return TRUE;
}

static gpointer
list_func (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  return post != NULL ? comms_metrics_list (tx, *(gint64 *) id, error) : NULL;
}

static gboolean
list (CommsCli *cli, char **args, GError **error)
{
  static const char *const columns[] = { "at",        "likes",       "reposts", "replies", "quotes",
                                         "bookmarks", "impressions", "gone",    NULL };
  g_autoptr (GPtrArray) series = NULL;
  gint64 id;

  if (!comms_cli_parse_id (args[0], &id, error) || !comms_cli_open (cli, error))
    return FALSE;
  series = comms_desk_run_sync (cli->desk, list_func, &id, error);
  if (series == NULL)
    return FALSE;
  comms_cli_print_records (cli, series, columns);
  return TRUE;
}

const CommsCommand comms_metrics_commands[] = {
  { "metrics read", "[POST]",
    NC_ ("cli", "Read what became of posts that are due to be read, or of one"), options, -1,
    read_figures },
  { "metrics list", "POST",
    NC_ ("cli", "The figures of a post, each with its date; -1 is what was not told"), NULL, 1,
    list },
  { NULL },
};
