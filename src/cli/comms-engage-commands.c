/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-engage.h"
#include "comms-network.h"

#define MOST 1000

static int option_limit = 40;

static const GOptionEntry mentions_options[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &option_limit,
    NC_ ("cli", "No more than this many, the newest"), NC_ ("cli", "NUMBER") },
  { NULL },
};

/* The account that @word names, once the desk is open and its network answers. 0 on error. */
static gint64
open_account (CommsCli *cli, const char *word, GError **error)
{
  g_autoptr (CommsAccount) account = NULL;

  if (!comms_cli_open_network (cli, error))
    return 0;
  account = comms_cli_find_account (cli, word, error);
  return account != NULL ? comms_record_get_id (COMMS_RECORD (account)) : 0;
}

static void
print_notice (CommsCli *cli, const CommsNotice *notice)
{
  static const char *const kinds[] = {
    [COMMS_NOTICE_MENTION] = "mention",
    [COMMS_NOTICE_REPLY] = "reply",
    [COMMS_NOTICE_QUOTE] = "quote",
    [COMMS_NOTICE_REPOST] = "repost",
  };
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (notice->at / 1000);
  g_autofree char *time =
    notice->at != 0 && at != NULL ? g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  comms_cli_print_values (cli, "at", time, "kind", kinds[notice->kind], "handle", notice->handle,
                          "link", notice->link, "text", notice->text, NULL);
}

static gboolean
mentions (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) notices = NULL;
  gint64 id;

  if (option_limit < 1 || option_limit > MOST)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "How many is a number from 1 to 1000."));
      return FALSE;
    }
  id = open_account (cli, args[0], error);
  if (id == 0)
    return FALSE;
  comms_engage_mentions_async (cli->desk, id, (guint) option_limit, NULL, comms_cli_wait_cb,
                               &result);
  comms_cli_wait (&result);
  notices = comms_engage_mentions_finish (cli->desk, result, error);
  if (notices == NULL)
    return FALSE;
  for (guint i = 0; i < notices->len; i++)
    print_notice (cli, g_ptr_array_index (notices, i));
  return TRUE;
}

/* The entry of the log that stands for what was done. */
static gboolean
print_entry (CommsCli *cli, GAsyncResult **result, GError **error)
{
  g_autoptr (CommsEngagement) entry = NULL;
  g_autofree char *id = NULL;

  comms_cli_wait (result);
  entry = comms_engage_finish (cli->desk, *result, error);
  if (entry == NULL)
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, comms_record_get_id (COMMS_RECORD (entry)));
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

static gboolean
like (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const gint64 id = open_account (cli, args[0], error);

  if (id == 0)
    return FALSE;
  comms_engage_like_async (cli->desk, id, args[1], NULL, comms_cli_wait_cb, &result);
  return print_entry (cli, &result, error);
}

static gboolean
unlike (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const gint64 id = open_account (cli, args[0], error);

  if (id == 0)
    return FALSE;
  comms_engage_unlike_async (cli->desk, id, args[1], NULL, comms_cli_wait_cb, &result);
  return print_entry (cli, &result, error);
}

static gboolean
list_add (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const gint64 id = open_account (cli, args[0], error);

  if (id == 0)
    return FALSE;
  comms_engage_list_add_async (cli->desk, id, args[1], args[2], NULL, comms_cli_wait_cb, &result);
  return print_entry (cli, &result, error);
}

const CommsCommand comms_engage_commands[] = {
  { "account mentions", "ACCOUNT",
    NC_ ("cli", "Who mentioned, answered, quoted or reposted an account, the newest first"),
    mentions_options, 1, mentions },
  { "account like", "ACCOUNT LINK",
    NC_ ("cli", "Like one post from an account; prints the id of the log’s entry"), NULL, 2, like },
  { "account unlike", "ACCOUNT LINK",
    NC_ ("cli", "Take the like of one post back; prints the id of the log’s entry"), NULL, 2,
    unlike },
  { "account list-add", "ACCOUNT LIST HANDLE",
    NC_ ("cli", "Put one person on a list of an account; prints the id of the log’s entry"), NULL,
    3, list_add },
  { NULL },
};
