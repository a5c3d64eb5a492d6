/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-carry.h"
#include "comms-outlook.h"

/* What will not go out today, and what is done about it (G9). */

static gpointer
load_outlook (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_publisher_outlook (tx, error);
}

/* "@one @two", or NULL. (transfer full) */
static char *
dup_handles (GPtrArray *accounts)
{
  g_autoptr (GString) handles = g_string_new (NULL);

  for (guint i = 0; i < accounts->len; i++)
    {
      const CommsAccount *account = g_ptr_array_index (accounts, i);

      g_string_append_printf (handles, "%s@%s", i > 0 ? " " : "", account->handle);
    }
  return handles->len > 0 ? g_string_free (g_steal_pointer (&handles), FALSE) : NULL;
}

static void
print_row (CommsCli *cli, const CommsOutlook *row)
{
  g_autofree char *id =
    g_strdup_printf ("%" G_GINT64_FORMAT, comms_record_get_id (COMMS_RECORD (row->post)));
  g_autofree char *handle = g_strconcat ("@", row->account->handle, NULL);
  g_autofree char *others = dup_handles (row->others);

  if (cli->json)
    {
      comms_cli_print_values (cli, "id", id, "due-wall", row->post->due_wall, "account", handle,
                              "problem", row->sentence, "carried", row->carried, "could-carry",
                              others, NULL);
      return;
    }
  g_print ("%6s  %-16s  %s  %s\n", id, row->post->due_wall != NULL ? row->post->due_wall : "-",
           handle, row->sentence);
  if (row->carried != NULL)
    g_print ("%6s  %s\n", "", row->carried);
  if (others != NULL)
    {
      /* Translators: the handles of accounts, and the number of a post */
      g_autofree char *offer =
        g_strdup_printf (C_ ("cli", "Could carry it: %s. Use: comms post carry %s ACCOUNT"), others,
                         id);

      g_print ("%6s  %s\n", "", offer);
    }
}

static gboolean
post_outlook (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;
  rows = comms_desk_run_sync (cli->desk, load_outlook, NULL, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    print_row (cli, g_ptr_array_index (rows, i));
  return rows != NULL;
}

/* On its way to the store's thread, and what came of it. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 added;
} Carry;

static gpointer
carry_run (CommsTx *tx, gpointer data, GError **error)
{
  Carry *carry = data;

  return GINT_TO_POINTER (
    comms_posts_carry (tx, carry->id, carry->account_id, &carry->added, error));
}

static gboolean
post_carry (CommsCli *cli, char **args, GError **error)
{
  Carry carry = { 0 };
  g_autoptr (CommsAccount) account = NULL;
  g_autofree char *id = NULL;

  if (!comms_cli_parse_id (args[0], &carry.id, error) || !comms_cli_open (cli, error))
    return FALSE;
  account = comms_cli_find_account (cli, args[1], error);
  if (account == NULL)
    return FALSE;
  carry.account_id = comms_record_get_id (COMMS_RECORD (account));
  if (comms_desk_run_sync (cli->desk, carry_run, &carry, error) == NULL)
    return FALSE;

  id = g_strdup_printf ("%" G_GINT64_FORMAT, carry.added);
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

const CommsCommand comms_carry_commands[] = {
  { "post outlook", NULL,
    NC_ ("cli", "Show what will not go out today as things are, and which account could carry it"),
    NULL, 0, post_outlook },
  { "post carry", "POST ACCOUNT",
    NC_ ("cli", "Draft a post for another network while its own is out of reach; prints the id"),
    NULL, 2, post_carry },
  { NULL },
};
