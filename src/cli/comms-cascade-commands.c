/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-cascade.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-words.h"
#include "comms-zone.h"

static char *option_date;
static char *option_account;
static char **option_zones;
static gboolean option_dry_run;

static const GOptionEntry options[] = {
  { "date", 0, 0, G_OPTION_ARG_STRING, &option_date, NC_ ("cli", "The day; without it, today"),
    NC_ ("cli", "YYYY-MM-DD") },
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account,
    NC_ ("cli", "The account: its id, handle or name"), NC_ ("cli", "ACCOUNT") },
  { "zone", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_zones,
    NC_ ("cli", "Prefer hours at which people there are awake; may be given again"),
    NC_ ("cli", "ZONE") },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &option_dry_run,
    NC_ ("cli", "Print the plan and make nothing"), NULL },
  { NULL },
};

static const GOptionEntry variant_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account,
    NC_ ("cli", "For another account than the post’s: its id, handle or name"),
    NC_ ("cli", "ACCOUNT") },
  { NULL },
};

static gpointer
run_cascade (CommsTx  *tx,
             gpointer  request,
             GError  **error)
{
  return option_dry_run ? comms_cascade_plan (tx, request, error)
                        : comms_cascade_run (tx, request, error);
}

static gboolean
parse_date (CommsCli            *cli,
            CommsCascadeRequest *request,
            GError             **error)
{
  const char *zone = comms_desk_get_policy (cli->desk)->zone;
  g_autoptr (GDateTime) today = comms_zone_date_time (zone, comms_desk_now (cli->desk));
  char rest;

  g_date_time_get_ymd (today, &request->year, &request->month, &request->day);
  if (option_date == NULL)
    return TRUE;
  if (sscanf (option_date, "%4d-%2d-%2d%c", &request->year, &request->month, &request->day, &rest) == 3 &&
      g_date_valid_dmy ((GDateDay) request->day, (GDateMonth) request->month, (GDateYear) request->year))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               C_ ("cli", "“%s” is no date; write it as year, month and day: 2026-12-10."), option_date);
  return FALSE;
}

static gboolean
check_zones (GError **error)
{
  for (guint i = 0; option_zones != NULL && option_zones[i] != NULL; i++)
    if (!comms_zone_exists (option_zones[i]))
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     C_ ("cli", "“%s” is no time zone; write it as Europe/Zurich."),
                     option_zones[i]);
        return FALSE;
      }
  return TRUE;
}

static const char *
verdict_nick (CommsCascadeVerdict verdict)
{
  switch (verdict)
    {
    case COMMS_CASCADE_DRAFT:
      return "draft";
    case COMMS_CASCADE_USED:
      return "used";
    case COMMS_CASCADE_DAY_FULL:
      return "day-full";
    case COMMS_CASCADE_NO_TIME:
      return "no-time";
    case COMMS_CASCADE_TOO_ALIKE:
      return "too-alike";
    default:
      g_assert_not_reached ();
    }
}

static void
print_row (CommsCli              *cli,
           const CommsCascadeRow *row)
{
  g_autofree char *id = row->post_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, row->post_id) : NULL;
  g_autofree char *index = g_strdup_printf ("%d", row->part_index);
  const char *part = comms_enum_nick (COMMS_TYPE_PART, row->part);

  if (cli->json)
    comms_cli_print_values (cli, "id", id, "part", part, "part-index", index, "verdict",
                            verdict_nick (row->verdict), "due-wall", row->due_wall, "day",
                            row->next_day ? "next" : "asked", "link", row->link_word, "text",
                            row->text, NULL);
  else
    {
      g_autofree char *word = comms_part_dup_word (row->part, row->part_index);
      g_autofree char *line = g_strdelimit (g_strdup (row->text != NULL ? row->text : ""), "\n", ' ');

      g_print ("%6s  %-16s  %-10s  %-9s  %s\n", id != NULL ? id : "-",
               row->due_wall != NULL ? row->due_wall : "-", word, verdict_nick (row->verdict), line);
    }
}

/* FALSE where none of the parts has a time: then nothing is done, and a script has to hear of it. */
static gboolean
check_time (GPtrArray *rows,
            GError   **error)
{
  for (guint i = 0; i < rows->len; i++)
    if (((const CommsCascadeRow *) g_ptr_array_index (rows, i))->verdict != COMMS_CASCADE_NO_TIME)
      return TRUE;

  g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_EMBARGO,
                       C_ ("cli", "Nothing was made: that day is over, or the embargo lifts after "
                                  "it. Choose a later --date."));
  return FALSE;
}

static gboolean
cascade (CommsCli *cli,
         char    **args,
         GError  **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (CommsAccount) account = NULL;
  CommsCascadeRequest request = { 0 };

  if (option_account == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "From which account? Name it with --account."));
      return FALSE;
    }
  if (!comms_cli_parse_id (args[0], &request.release_id, error) || !comms_cli_open (cli, error) ||
      !parse_date (cli, &request, error) || !check_zones (error))
    return FALSE;
  request.zones = (const char *const *) option_zones;
  account = comms_cli_find_account (cli, option_account, error);
  if (account == NULL)
    return FALSE;

  request.account_id = comms_record_get_id (COMMS_RECORD (account));
  rows = comms_desk_run_sync (cli->desk, run_cascade, &request, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    print_row (cli, rows->pdata[i]);
  return check_time (rows, error);
}

static gpointer
find_variants (CommsTx  *tx,
               gpointer  request,
               GError  **error)
{
  return comms_cascade_variants (tx, request, error);
}

static gboolean
post_variants (CommsCli *cli,
               char    **args,
               GError  **error)
{
  static const char *const sources[] = { "part", "further", "order", "document" };
  g_autoptr (GPtrArray) variants = NULL;
  g_autoptr (CommsAccount) account = NULL;
  CommsVariantRequest request = { 0 };

  if (!comms_cli_parse_id (args[0], &request.post_id, error) || !comms_cli_open (cli, error))
    return FALSE;
  if (option_account != NULL)
    {
      account = comms_cli_find_account (cli, option_account, error);
      if (account == NULL)
        return FALSE;
      request.account_id = comms_record_get_id (COMMS_RECORD (account));
    }
  variants = comms_desk_run_sync (cli->desk, find_variants, &request, error);
  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      const CommsVariant *variant = g_ptr_array_index (variants, i);

      if (cli->json)
        comms_cli_print_values (cli, "source", sources[variant->source], "text", variant->text, NULL);
      else
        g_print ("%s%s\n", i > 0 ? "\n" : "", variant->text);
    }
  return variants != NULL;
}

const CommsCommand comms_cascade_commands[] = {
  { "cascade", "RELEASE", NC_ ("cli", "Make the day’s drafts out of a release"), options, 1, cascade },
  { "post variants", "POST", NC_ ("cli", "Print other wordings for a post out of its document"),
    variant_options, 1, post_variants },
  { NULL },
};
