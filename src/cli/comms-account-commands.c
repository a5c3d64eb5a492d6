/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include <string.h>

#include "comms-accounts.h"
#include "comms-error.h"

static char *option_handle;
static char *option_user_id;
static char *option_name;
static char *option_api_base;
static char *option_language;
static int option_colour = 1;
static gboolean option_token_stdin;

static const GOptionEntry add_options[] = {
  { "handle", 0, 0, G_OPTION_ARG_STRING, &option_handle, NC_ ("cli", "Its handle, without the “@”"),
    NC_ ("cli", "HANDLE") },
  { "user-id", 0, 0, G_OPTION_ARG_STRING, &option_user_id, NC_ ("cli", "Its id on the network"),
    NC_ ("cli", "ID") },
  { "name", 0, 0, G_OPTION_ARG_STRING, &option_name,
    NC_ ("cli", "What the desk calls it; without it, the handle"), NC_ ("cli", "TEXT") },
  { "api-base", 0, 0, G_OPTION_ARG_STRING, &option_api_base,
    NC_ ("cli", "Where the network’s API is; plain http only on this computer"), NC_ ("cli", "URL") },
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language,
    NC_ ("cli", "The language that it usually speaks"), NC_ ("cli", "TAG") },
  { "colour", 0, 0, G_OPTION_ARG_INT, &option_colour,
    NC_ ("cli", "1 blue, 2 green, 3 purple, 4 orange, 5 brown, 6 slate"), NC_ ("cli", "NUMBER") },
  { "token-stdin", 0, 0, G_OPTION_ARG_NONE, &option_token_stdin,
    NC_ ("cli", "Read the token from standard input"), NULL },
  { NULL },
};

static gpointer
list_accounts (CommsTx  *tx,
               gpointer  unused,
               GError  **error)
{
  return comms_accounts_list (tx, error);
}

static gboolean
check_options (GError **error)
{
  const char *missing = NULL;

  if (option_handle == NULL)
    missing = C_ ("cli", "Which handle? Name it with --handle.");
  else if (option_user_id == NULL)
    missing = C_ ("cli", "Which id does the network give it? Name it with --user-id.");
  else if (!option_token_stdin)
    missing = C_ ("cli", "The token is read from standard input: say so with --token-stdin.");
  else if (option_colour < 1 || option_colour > 6)
    missing = C_ ("cli", "A colour is a number from 1 to 6.");
  if (missing == NULL)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, missing);
  return FALSE;
}

static CommsAccount *
account_from_options (const CommsNetworkInfo *network)
{
  CommsAccount *account = comms_account_new ();

  g_object_set (account, "network", network->key, "handle",
                *option_handle == '@' ? option_handle + 1 : option_handle, "user-id", option_user_id,
                "name", option_name != NULL ? option_name : option_handle, "api-base",
                option_api_base != NULL ? option_api_base : network->api_base, "language",
                option_language != NULL ? option_language : "en", "colour", (gint64) option_colour,
                "character-limit", (gint64) network->character_limit, NULL);
  return account;
}

static gboolean
connect_account (CommsCli     *cli,
                 CommsAccount *account,
                 GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  char *token = comms_cli_read_stdin (NULL, error);
  gboolean connected;

  if (token == NULL)
    return FALSE;

  comms_accounts_connect_async (cli->desk, account, g_strstrip (token), NULL, comms_cli_wait_cb, &result);
  comms_secret_free (token);
  comms_cli_wait (&result);
  connected = comms_accounts_connect_finish (cli->desk, result, error);
  return connected;
}

/* Asks the network whose the token is. Only one that says so makes it a wrong one: the account then
 * waits for another token, and nothing is sent from it. */
static gboolean
check_token (CommsCli     *cli,
             CommsAccount *account,
             GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CommsIdentity) identity = NULL;
  g_autoptr (GError) failure = NULL;

  comms_accounts_test_async (cli->desk, comms_record_get_id (COMMS_RECORD (account)), NULL,
                             comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  identity = comms_accounts_test_finish (cli->desk, result, &failure);
  if (identity != NULL)
    return TRUE;
  if (g_error_matches (failure, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* Translators: %s is a sentence */
  g_printerr (C_ ("cli", "comms: the account is kept, but could not be tested: %s\n"),
              failure->message);
  return TRUE;
}

static gboolean
account_add (CommsCli *cli,
             char    **args,
             GError  **error)
{
  const CommsNetworkInfo *network = comms_network_info (args[0]);
  g_autoptr (CommsAccount) account = NULL;
  g_autofree char *id = NULL;

  if (network == NULL)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("cli", "The desk does not know the network “%s”; it knows: x."), args[0]);
      return FALSE;
    }
  if (!check_options (error) || !comms_cli_open (cli, error))
    return FALSE;

  account = account_from_options (network);
  if (!connect_account (cli, account, error) || !check_token (cli, account, error))
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, comms_record_get_id (COMMS_RECORD (account)));
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

static gboolean
account_list (CommsCli *cli,
              char    **args,
              GError  **error)
{
  static const char *const columns[] = { "network", "handle", "name", "language", "state", NULL };
  g_autoptr (GPtrArray) accounts = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;
  accounts = comms_desk_run_sync (cli->desk, list_accounts, NULL, error);
  if (accounts == NULL)
    return FALSE;

  comms_cli_print_records (cli, accounts, columns);
  return TRUE;
}

static gboolean
account_test (CommsCli *cli,
              char    **args,
              GError  **error)
{
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CommsIdentity) identity = NULL;

  if (!comms_cli_open_network (cli, error))
    return FALSE;
  account = comms_cli_find_account (cli, args[0], error);
  if (account == NULL)
    return FALSE;

  comms_accounts_test_async (cli->desk, comms_record_get_id (COMMS_RECORD (account)), NULL,
                             comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  identity = comms_accounts_test_finish (cli->desk, result, error);
  if (identity == NULL)
    return FALSE;

  comms_cli_print_values (cli, "handle", identity->handle, "user-id", identity->user_id, "name",
                          identity->display_name, NULL);
  return TRUE;
}

static gboolean
account_remove (CommsCli *cli,
                char    **args,
                GError  **error)
{
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;
  account = comms_cli_find_account (cli, args[0], error);
  if (account == NULL)
    return FALSE;

  comms_accounts_remove_async (cli->desk, comms_record_get_id (COMMS_RECORD (account)), NULL,
                               comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  return comms_accounts_remove_finish (cli->desk, result, NULL, error);
}

const CommsCommand comms_account_commands[] = {
  { "account add", "NETWORK",
    NC_ ("cli", "Connect an account with a token that you have; prints its id"), add_options, 1,
    account_add },
  { "account list", NULL, NC_ ("cli", "List the accounts"), NULL, 0, account_list },
  { "account test", "ACCOUNT", NC_ ("cli", "Ask the network whose the token is"), NULL, 1,
    account_test },
  { "account remove", "ACCOUNT", NC_ ("cli", "Forget the token of an account"), NULL, 1,
    account_remove },
  { NULL },
};
