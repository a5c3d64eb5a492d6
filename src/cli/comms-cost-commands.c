/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-cost.h"
#include "comms-error.h"
#include "comms-zone.h"

static char *option_month;
static char *option_from;
static char *option_source;

static const GOptionEntry cost_options[] = {
  { "month", 0, 0, G_OPTION_ARG_STRING, &option_month,
    NC_ ("cli", "The month, such as 2026-12; without it, this one"), NC_ ("cli", "MONTH") },
  { NULL },
};

static const GOptionEntry tariff_options[] = {
  { "from", 0, 0, G_OPTION_ARG_STRING, &option_from,
    NC_ ("cli", "The first day of the price, such as 2026-12-01; without it, today"),
    NC_ ("cli", "DATE") },
  { "source", 0, 0, G_OPTION_ARG_STRING, &option_source, NC_ ("cli", "Where the price was read"),
    NC_ ("cli", "TEXT") },
  { NULL },
};

/* The first instant of "2026-12" or "2026-12-01" in UTC; now where @text is NULL. */
static gboolean
parse_day (CommsCli *cli, const char *text, gint64 *at, GError **error)
{
  g_autofree char *wall = NULL;

  if (text == NULL)
    {
      *at = comms_desk_now (cli->desk);
      return TRUE;
    }
  wall = g_strdup_printf ("%s%sT00:00", text, strlen (text) == strlen ("2026-12") ? "-01" : "");
  return comms_zone_to_instant ("UTC", wall, at, NULL, error);
}

static gpointer
month_func (CommsTx *tx, gpointer data, GError **error)
{
  const gint64 *at = data;
  CommsCost *cost = g_new0 (CommsCost, 1);

  if (comms_cost_month (tx, *at, cost, error))
    return cost;
  g_free (cost);
  return NULL;
}

static gboolean
cost (CommsCli *cli, char **args, GError **error)
{
  g_autofree CommsCost *sums = NULL;
  g_autofree char *spent = NULL;
  g_autofree char *planned = NULL;
  g_autofree char *cap = NULL;
  g_autofree char *warning = NULL;
  gint64 at;

  if (!comms_cli_open (cli, error) || !parse_day (cli, option_month, &at, error))
    return FALSE;
  sums = comms_desk_run_sync (cli->desk, month_func, &at, error);
  if (sums == NULL)
    return FALSE;

  spent = comms_cost_dup_words (sums->month_spent);
  planned = comms_cost_dup_words (sums->month_planned);
  cap = sums->cap > 0 ? comms_cost_dup_words (sums->cap) : NULL;
  comms_cli_print_values (cli, "spent", spent, "planned", planned, "cap", cap, NULL);
  warning = comms_cost_dup_cap_warning (sums);
  if (warning != NULL)
    g_printerr ("comms: %s\n", warning);
  return TRUE;
}

static gpointer
list_func (CommsTx *tx, gpointer data, GError **error)
{
  return comms_tariffs_list (tx, error);
}

static gboolean
list (CommsCli *cli, char **args, GError **error)
{
  static const char *const columns[] = {
    "network", "item", "micros", "valid-from", "source", NULL
  };
  g_autoptr (GPtrArray) tariffs = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;
  tariffs = comms_desk_run_sync (cli->desk, list_func, NULL, error);
  if (tariffs == NULL)
    return FALSE;
  comms_cli_print_records (cli, tariffs, columns);
  return TRUE;
}

static gboolean
set (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsTariff) tariff = NULL;
  gint64 micros;
  gint64 from;

  if (!comms_cli_parse_dollars (args[2], &micros, error) || !comms_cli_open (cli, error) ||
      !parse_day (cli, option_from, &from, error))
    return FALSE;

  tariff = g_object_new (COMMS_TYPE_TARIFF, "network", args[0], "item", args[1], "micros", micros,
                         "valid-from", from, "source", option_source, NULL);
  return comms_desk_run_record_sync (cli->desk, comms_tariffs_add, tariff, error);
}

const CommsCommand comms_cost_commands[] = {
  { "cost", NULL, NC_ ("cli", "What a month costs on X: spent, planned, cap"), cost_options, 0,
    cost },
  { "tariff list", NULL, NC_ ("cli", "The prices of the networks, with their dates"), NULL, 0,
    list },
  { "tariff set", "NETWORK ITEM DOLLARS", NC_ ("cli", "A new price from a day on"), tariff_options,
    3, set },
  { NULL },
};
