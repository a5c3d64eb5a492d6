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
static char *option_server;
static char *option_client_id;
static char *option_language;
static char *option_profile;
static char *option_reading;
static int option_colour;
static char *option_owner;
static gboolean option_no_owner;
static gboolean option_no_reading;
static char *option_permission;
static int option_port;
static gboolean option_token_stdin;
static gboolean option_print_url;
static gboolean option_official;
static gboolean option_keep_password;
static gboolean option_engage;

static const GOptionEntry add_options[] = {
  { "handle", 0, 0, G_OPTION_ARG_STRING, &option_handle, NC_ ("cli", "Its handle, without the “@”"),
    NC_ ("cli", "HANDLE") },
  { "server", 0, 0, G_OPTION_ARG_STRING, &option_server,
    NC_ ("cli", "The Mastodon server that it is on, or the server of a Bluesky account"),
    NC_ ("cli", "HOST") },
  { "official", 0, 0, G_OPTION_ARG_NONE, &option_official,
    NC_ ("cli", "Confirm that it is an official account of the ministry"), NULL },
  { "name", 0, 0, G_OPTION_ARG_STRING, &option_name,
    NC_ ("cli", "What the desk calls it; without it, the handle"), NC_ ("cli", "TEXT") },
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language,
    NC_ ("cli", "The language that it usually speaks"), NC_ ("cli", "TAG") },
  { "colour", 0, 0, G_OPTION_ARG_INT, &option_colour,
    NC_ ("cli", "1 blue, 2 green, 3 purple, 4 orange, 5 brown, 6 slate"), NC_ ("cli", "NUMBER") },
  { "profile", 0, 0, G_OPTION_ARG_STRING, &option_profile,
    NC_ ("cli", "The ministry’s access at X: self-serve or enterprise"), NC_ ("cli", "PROFILE") },
  { "reading-confirmed-by", 0, 0, G_OPTION_ARG_STRING, &option_reading,
    NC_ ("cli", "Who confirmed that the desk may read from the network"), NC_ ("cli", "NAME") },
  { "print-url", 0, 0, G_OPTION_ARG_NONE, &option_print_url,
    NC_ ("cli", "Open no browser; read what it shows from standard input"), NULL },
  { "port", 0, 0, G_OPTION_ARG_INT, &option_port,
    NC_ ("cli", "The port that the browser comes back to, where another one is registered"),
    NC_ ("cli", "NUMBER") },
  { "client-id", 0, 0, G_OPTION_ARG_STRING, &option_client_id,
    NC_ ("cli", "The ministry’s client id at X, where the desk does not have it"),
    NC_ ("cli", "ID") },
  { "keep-password", 0, 0, G_OPTION_ARG_NONE, &option_keep_password,
    NC_ ("cli", "Leave the app password in the keyring, to sign in again by itself"), NULL },
  { "engage", 0, 0, G_OPTION_ARG_NONE, &option_engage,
    NC_ ("cli", "Ask Mastodon also for the right to like posts and to keep lists"), NULL },
  { "api-base", 0, 0, G_OPTION_ARG_STRING, &option_api_base,
    NC_ ("cli", "Where the network’s API is; plain http only on this computer"),
    NC_ ("cli", "URL") },
  { "token-stdin", 0, 0, G_OPTION_ARG_NONE, &option_token_stdin,
    NC_ ("cli", "Read a token that you have from standard input"), NULL },
  { "user-id", 0, 0, G_OPTION_ARG_STRING, &option_user_id,
    NC_ ("cli", "Its id on the network, which goes with a token"), NC_ ("cli", "ID") },
  { NULL },
};

/* The same, without what is known of an account already. */
static const GOptionEntry sign_in_options[] = {
  { "print-url", 0, 0, G_OPTION_ARG_NONE, &option_print_url,
    NC_ ("cli", "Open no browser; read what it shows from standard input"), NULL },
  { "port", 0, 0, G_OPTION_ARG_INT, &option_port,
    NC_ ("cli", "The port that the browser comes back to, where another one is registered"),
    NC_ ("cli", "NUMBER") },
  { "client-id", 0, 0, G_OPTION_ARG_STRING, &option_client_id,
    NC_ ("cli", "The ministry’s client id at X, where the desk does not have it"),
    NC_ ("cli", "ID") },
  { "keep-password", 0, 0, G_OPTION_ARG_NONE, &option_keep_password,
    NC_ ("cli", "Leave the app password in the keyring, to sign in again by itself"), NULL },
  { "engage", 0, 0, G_OPTION_ARG_NONE, &option_engage,
    NC_ ("cli", "Ask Mastodon also for the right to like posts and to keep lists"), NULL },
  { NULL },
};

/* What the preferences window sets of an account. */
static const GOptionEntry set_options[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &option_name, NC_ ("cli", "What the desk calls it"),
    NC_ ("cli", "TEXT") },
  { "colour", 0, 0, G_OPTION_ARG_INT, &option_colour,
    NC_ ("cli", "1 blue, 2 green, 3 purple, 4 orange, 5 brown, 6 slate"), NC_ ("cli", "NUMBER") },
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language,
    NC_ ("cli", "The language that it usually speaks"), NC_ ("cli", "TAG") },
  { "owner", 0, 0, G_OPTION_ARG_STRING, &option_owner, NC_ ("cli", "Who looks after it"),
    NC_ ("cli", "PERSON") },
  { "no-owner", 0, 0, G_OPTION_ARG_NONE, &option_no_owner, NC_ ("cli", "Nobody does"), NULL },
  { "profile", 0, 0, G_OPTION_ARG_STRING, &option_profile,
    NC_ ("cli", "The ministry’s access at X: self-serve or enterprise"), NC_ ("cli", "PROFILE") },
  { "reading-confirmed-by", 0, 0, G_OPTION_ARG_STRING, &option_reading,
    NC_ ("cli", "Who confirmed that the desk may read from the network"), NC_ ("cli", "NAME") },
  { "no-reading", 0, 0, G_OPTION_ARG_NONE, &option_no_reading,
    NC_ ("cli", "The desk reads nothing from the network"), NULL },
  { "permission", 0, 0, G_OPTION_ARG_STRING, &option_permission,
    NC_ ("cli", "The number of the paper that allows the account; empty for none"),
    NC_ ("cli", "NUMBER") },
  { NULL },
};

static gpointer
list_accounts (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_accounts_list (tx, error);
}

static gboolean
check_options (GError **error)
{
  const char *problem = NULL;

  if (option_token_stdin && option_handle == NULL)
    problem = C_ ("cli", "Which handle? Name it with --handle.");
  else if (option_token_stdin && option_user_id == NULL)
    problem = C_ ("cli", "Which id does the network give it? Name it with --user-id.");
  else if (option_colour < 0 || option_colour > 6)
    problem = C_ ("cli", "A colour is a number from 1 to 6.");
  else if (option_port < 0 || option_port > G_MAXUINT16)
    problem = C_ ("cli", "A port is a number from 1 to 65535.");
  else if (option_profile != NULL && !g_str_equal (option_profile, "self-serve") &&
           !g_str_equal (option_profile, "enterprise"))
    problem = C_ ("cli", "The access at X is self-serve or enterprise.");
  if (problem == NULL)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, problem);
  return FALSE;
}

/* What a person chooses of an account. The rest the network says, or it is left to the desk. */
static CommsAccount *
account_from_options (const CommsNetworkInfo *network)
{
  CommsAccount *account = comms_account_new ();
  const char *handle =
    option_handle != NULL && *option_handle == '@' ? option_handle + 1 : option_handle;

  g_object_set (account, "network", network->key, "handle", handle, "user-id", option_user_id,
                "name", option_name, "api-base",
                option_api_base != NULL ? option_api_base : network->api_base, "language",
                option_language, "colour", (gint64) option_colour, "character-limit",
                (gint64) network->character_limit, "profile", option_profile,
                "reading-confirmed-by", option_reading, "official-confirmed-by",
                option_official ? "--official" : NULL, NULL);
  return account;
}

/* Signing in. */

typedef struct
{
  CommsSignIn *sign_in;
  GCancellable *cancellable;
  GIOChannel *channel;
  gboolean waits; /* for what the person pastes, and nothing else */
  guint watch_id;
} Trip;

/* What the person pastes, as soon as it is there. */
static gboolean
stdin_cb (GIOChannel *channel, GIOCondition condition, gpointer user_data)
{
  Trip *trip = user_data;
  char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) == G_IO_STATUS_NORMAL)
    {
      trip->waits = FALSE;
      comms_sign_in_paste (trip->sign_in, line);
      comms_secret_free (line);
      return G_SOURCE_CONTINUE;
    }
  trip->watch_id = 0;
  if (trip->waits)
    g_cancellable_cancel (trip->cancellable);
  return G_SOURCE_REMOVE;
}

static void
browse_cb (CommsSignIn *sign_in, const char *uri, gboolean by_hand, Trip *trip)
{
  g_autoptr (GError) error = NULL;

  trip->waits = by_hand;
  if (option_print_url && trip->watch_id == 0)
    trip->watch_id = g_io_add_watch (trip->channel, G_IO_IN | G_IO_HUP, stdin_cb, trip);
  g_printerr (C_ ("cli", "Open this address in a browser and sign in as the ministry:\n"));
  g_printerr ("%s\n", uri);
  if (by_hand)
    g_printerr (C_ ("cli", "Then paste the code that it shows here.\n"));
  else if (option_print_url)
    g_printerr (C_ ("cli", "If that browser is on another computer, paste the address here that it "
                           "ends at.\n"));
  else if (!g_app_info_launch_default_for_uri (uri, NULL, &error))
    g_printerr (C_ ("cli", "No browser could be opened on this computer: %s\n"), error->message);
}

/* Nobody signs in at a network for what the desk refuses in the end. */
static gboolean
check_before (CommsCli *cli, CommsAccount *account, CommsSignInRequest *request, GError **error)
{
  g_autoptr (CommsAccount) known = comms_record_copy (account);

  if (known->api_base == NULL)
    g_object_set (known, "api-base", request->server, NULL);
  return comms_desk_run_record_sync (cli->desk, comms_accounts_may_connect, known, error);
}

static CommsGrant *
run_sign_in (CommsCli *cli, CommsAccount *account, CommsSignInRequest *request, GError **error)
{
  const guint16 ports[] = { (guint16) option_port, 0 };
  g_autoptr (CommsSignIn) sign_in = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Trip trip = { .channel = channel, .cancellable = cancellable };
  CommsGrant *grant;

  request->client_id = option_client_id;
  request->keep_password = option_keep_password;
  request->engage = option_engage;
  request->by_hand = option_print_url;
  request->ports = option_port != 0 ? ports : NULL;
  sign_in = comms_accounts_sign_in_new (cli->desk, request, error);
  if (sign_in == NULL || !check_before (cli, account, request, error))
    return NULL;
  trip.sign_in = sign_in;
  g_signal_connect (sign_in, "browse", G_CALLBACK (browse_cb), &trip);
  comms_sign_in_run_async (sign_in, cancellable, comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  g_clear_handle_id (&trip.watch_id, g_source_remove);
  grant = comms_sign_in_run_finish (sign_in, result, error);
  if (grant == NULL && g_cancellable_is_cancelled (cancellable))
    {
      g_clear_error (error);
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("cli", "There was no code on standard input. Start again and paste "
                                      "what the browser shows."));
    }
  return grant;
}

/* Bluesky's app password is the one secret that is there before the sign-in. (transfer full) */
static gboolean
read_password (const char *network, char **password, GError **error)
{
  if (!g_str_equal (network, "bluesky"))
    return TRUE;
  *password = comms_cli_read_stdin (NULL, error);
  if (*password == NULL)
    return FALSE;
  g_strstrip (*password);
  return TRUE;
}

/* What was granted and is not taken does not stay behind at the network; the program waits until
 * that knows. */
static gboolean
end_sign_in (CommsGrant *grant, gboolean taken)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (taken)
    return TRUE;
  comms_grant_discard_async (grant, comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  comms_grant_discard_finish (result);
  return FALSE;
}

static gboolean
adopt_account (CommsCli *cli, CommsAccount *account, GError **error)
{
  CommsSignInRequest request = { .network = account->network,
                                 .server =
                                   option_api_base != NULL ? option_api_base : option_server,
                                 .handle = option_handle,
                                 .another = TRUE };
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  char *password = NULL;

  if (!read_password (account->network, &password, error))
    return FALSE;
  request.password = password;
  grant = run_sign_in (cli, account, &request, error);
  comms_secret_free (password);
  if (grant == NULL)
    return FALSE;
  comms_accounts_adopt_async (cli->desk, account, grant, NULL, comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  return end_sign_in (grant, comms_accounts_adopt_finish (cli->desk, result, error));
}

static gboolean
connect_account (CommsCli *cli, CommsAccount *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  char *token = comms_cli_read_stdin (NULL, error);
  gboolean connected;

  if (token == NULL)
    return FALSE;

  comms_accounts_connect_async (cli->desk, account, g_strstrip (token), NULL, comms_cli_wait_cb,
                                &result);
  comms_secret_free (token);
  comms_cli_wait (&result);
  connected = comms_accounts_connect_finish (cli->desk, result, error);
  return connected;
}

/* Asks the network whose the token is. Only one that says so makes it a wrong one: the account then
 * waits for another token, and nothing is sent from it. */
static gboolean
check_token (CommsCli *cli, CommsAccount *account, GError **error)
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
account_add (CommsCli *cli, char **args, GError **error)
{
  const CommsNetworkInfo *network = comms_network_info (args[0]);
  g_autoptr (CommsAccount) account = NULL;
  g_autofree char *id = NULL;

  if (network == NULL)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("network", "There is no network “%s”. Choose one that the desk knows."),
                   args[0]);
      return FALSE;
    }
  if (!check_options (error) || !comms_cli_open (cli, error))
    return FALSE;

  account = account_from_options (network);
  if (option_token_stdin
        ? !connect_account (cli, account, error) || !check_token (cli, account, error)
        : !adopt_account (cli, account, error))
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, comms_record_get_id (COMMS_RECORD (account)));
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

static gboolean
account_list (CommsCli *cli, char **args, GError **error)
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
account_test (CommsCli *cli, char **args, GError **error)
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
account_sign_in (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (CommsGrant) grant = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  CommsSignInRequest request = { 0 };
  char *password = NULL;

  if (!check_options (error) || !comms_cli_open (cli, error))
    return FALSE;
  account = comms_cli_find_account (cli, args[0], error);
  if (account == NULL || !read_password (account->network, &password, error))
    return FALSE;

  request.network = account->network;
  request.server = account->api_base;
  request.handle = account->user_id;
  request.password = password;
  grant = run_sign_in (cli, account, &request, error);
  comms_secret_free (password);
  if (grant == NULL)
    return FALSE;
  comms_accounts_renew_async (cli->desk, comms_record_get_id (COMMS_RECORD (account)), grant, NULL,
                              comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  return end_sign_in (grant, comms_accounts_renew_finish (cli->desk, result, error));
}

static gboolean
account_remove (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean told = FALSE;

  if (!comms_cli_open (cli, error))
    return FALSE;
  account = comms_cli_find_account (cli, args[0], error);
  if (account == NULL)
    return FALSE;

  comms_accounts_remove_async (cli->desk, comms_record_get_id (COMMS_RECORD (account)), NULL,
                               comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  if (!comms_accounts_remove_finish (cli->desk, result, &told, error))
    return FALSE;
  if (!told)
    /* Translators: %s is a handle */
    g_printerr (C_ ("cli", "comms: the network could not be told; end the sign-in of @%s there "
                           "as well\n"),
                account->handle);
  return TRUE;
}

/* What is known of an account besides its sign-in. */

static gboolean
is_anything_set (void)
{
  return option_name != NULL || option_colour != 0 || option_language != NULL ||
         option_owner != NULL || option_no_owner || option_profile != NULL ||
         option_reading != NULL || option_no_reading || option_permission != NULL;
}

static gboolean
check_set_options (GError **error)
{
  const char *problem = NULL;

  if (!is_anything_set ())
    problem = C_ ("cli", "Say what is to change. See: comms account set --help");
  else if (option_owner != NULL && option_no_owner)
    problem = C_ ("cli", "An account has an owner or none; give one of the two options.");
  else if (option_reading != NULL && option_no_reading)
    problem = C_ ("cli", "The desk reads from an account or not; give one of the two options.");
  if (problem == NULL)
    return check_options (error);

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, problem);
  return FALSE;
}

typedef struct
{
  gint64 id;
  gint64 owner_id;
} NewSettings;

static void
set_texts (CommsAccount *account)
{
  if (option_name != NULL)
    g_object_set (account, "name", option_name, NULL);
  if (option_language != NULL)
    g_object_set (account, "language", option_language, NULL);
  if (option_profile != NULL)
    g_object_set (account, "profile", option_profile, NULL);
  if (option_reading != NULL || option_no_reading)
    g_object_set (account, "reading-confirmed-by", option_reading, NULL);
  if (option_permission != NULL)
    g_object_set (account, "permission-number",
                  *option_permission != '\0' ? option_permission : NULL, NULL);
}

/* Over the account as it is in this transaction, so that nobody's change is lost. */
static gpointer
set_func (CommsTx *tx, gpointer data, GError **error)
{
  const NewSettings *settings = data;
  g_autoptr (CommsAccount) account = comms_accounts_load (tx, settings->id, error);

  if (account == NULL)
    return NULL;
  set_texts (account);
  if (option_colour != 0)
    g_object_set (account, "colour", (gint64) option_colour, NULL);
  if (option_owner != NULL || option_no_owner)
    g_object_set (account, "owner-id", settings->owner_id, NULL);
  return GINT_TO_POINTER (comms_accounts_save (tx, account, error));
}

static gboolean
account_set (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (CommsPerson) owner = NULL;
  NewSettings settings = { 0 };

  if (!check_set_options (error) || !comms_cli_open (cli, error))
    return FALSE;
  account = comms_cli_find_account (cli, args[0], error);
  if (account == NULL)
    return FALSE;
  if (option_owner != NULL)
    {
      owner = comms_cli_find_person (cli, option_owner, error);
      if (owner == NULL)
        return FALSE;
      settings.owner_id = comms_record_get_id (COMMS_RECORD (owner));
    }
  settings.id = comms_record_get_id (COMMS_RECORD (account));
  return comms_desk_run_sync (cli->desk, set_func, &settings, error) != NULL;
}

/* What is stopped by itself while the rest of the desk goes on. */

typedef struct
{
  gint64 id;
  const char *reason; /* NULL: goes on */
} Pause;

static gpointer
pause_func (CommsTx *tx, gpointer data, GError **error)
{
  const Pause *pause = data;

  return GINT_TO_POINTER (comms_accounts_pause (tx, pause->id, pause->reason, error));
}

static gboolean
pause_or_resume (CommsCli *cli, const char *word, const char *reason, GError **error)
{
  g_autoptr (CommsAccount) account = NULL;
  Pause pause = { .reason = reason };

  if (!comms_cli_open (cli, error))
    return FALSE;
  account = comms_cli_find_account (cli, word, error);
  if (account == NULL)
    return FALSE;
  pause.id = comms_record_get_id (COMMS_RECORD (account));
  return comms_desk_run_sync (cli->desk, pause_func, &pause, error) != NULL;
}

static gboolean
account_pause (CommsCli *cli, char **args, GError **error)
{
  return pause_or_resume (cli, args[0], args[1], error);
}

static gboolean
account_resume (CommsCli *cli, char **args, GError **error)
{
  return pause_or_resume (cli, args[0], NULL, error);
}

const CommsCommand comms_account_commands[] = {
  { "account add", "NETWORK",
    NC_ ("cli", "Connect an account: x, mastodon or bluesky; prints its id"), add_options, 1,
    account_add },
  { "account list", NULL, NC_ ("cli", "List the accounts"), NULL, 0, account_list },
  { "account set", "ACCOUNT",
    NC_ ("cli", "Change what the desk calls an account and knows of it; managers only"),
    set_options, 1, account_set },
  { "account pause", "ACCOUNT REASON",
    NC_ ("cli", "Stop what leaves from one account, and say why"), NULL, 2, account_pause },
  { "account resume", "ACCOUNT", NC_ ("cli", "Let the account go on that was stopped"), NULL, 1,
    account_resume },
  { "account test", "ACCOUNT", NC_ ("cli", "Ask the network whose the token is"), NULL, 1,
    account_test },
  { "account sign-in", "ACCOUNT", NC_ ("cli", "Sign in again"), sign_in_options, 1,
    account_sign_in },
  { "account remove", "ACCOUNT", NC_ ("cli", "Sign out at the network and forget the token"), NULL,
    1, account_remove },
  { NULL },
};
