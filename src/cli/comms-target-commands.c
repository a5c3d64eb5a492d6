/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-targets.h"

static char *option_kind;
static char *option_name;
static char *option_organisation;
static char *option_beat;
static char *option_city;
static char *option_email;
static char *option_x;
static char *option_source;
static char *option_search;
static char **option_languages;
static int option_limit;
static gboolean option_dry_run;

static const GOptionEntry add_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &option_kind,
    NC_ ("cli", "journalist (the default), decision-maker, policy-maker or peer"), NC_ ("cli", "KIND") },
  { "name", 0, 0, G_OPTION_ARG_STRING, &option_name, NC_ ("cli", "As they write it"),
    NC_ ("cli", "TEXT") },
  { "organisation", 0, 0, G_OPTION_ARG_STRING, &option_organisation,
    NC_ ("cli", "Outlet, ministry or institution"), NC_ ("cli", "TEXT") },
  { "beat", 0, 0, G_OPTION_ARG_STRING, &option_beat, NC_ ("cli", "Their subjects"),
    NC_ ("cli", "TEXT") },
  { "city", 0, 0, G_OPTION_ARG_STRING, &option_city, NC_ ("cli", "Where they work"),
    NC_ ("cli", "TEXT") },
  { "language", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_languages,
    NC_ ("cli", "A language that they speak; may be given again"), NC_ ("cli", "TAG") },
  { "email", 0, 0, G_OPTION_ARG_STRING, &option_email, NC_ ("cli", "Email address"),
    NC_ ("cli", "ADDRESS") },
  { "x-handle", 0, 0, G_OPTION_ARG_STRING, &option_x, NC_ ("cli", "Handle on X"),
    NC_ ("cli", "HANDLE") },
  { "source", 0, 0, G_OPTION_ARG_STRING, &option_source, NC_ ("cli", "Where these facts come from"),
    NC_ ("cli", "TEXT") },
  { NULL },
};

#define QUERY_OPTIONS                                                                               \
  { "search", 0, 0, G_OPTION_ARG_STRING, &option_search,                                            \
    NC_ ("cli", "Only those with these words"), NC_ ("cli", "WORDS") },                             \
  { "kind", 0, 0, G_OPTION_ARG_STRING, &option_kind, NC_ ("cli", "Only those of this kind"),        \
    NC_ ("cli", "KIND") },                                                                          \
  { "limit", 0, 0, G_OPTION_ARG_INT, &option_limit, NC_ ("cli", "No more than this many"),          \
    NC_ ("cli", "NUMBER") }

static const GOptionEntry query_options[] = { QUERY_OPTIONS, { NULL } };

static const GOptionEntry import_options[] = {
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &option_dry_run,
    NC_ ("cli", "Say what would be done, and do nothing"), NULL },
  { NULL },
};

static gboolean
query_from_options (CommsTargetQuery *query,
                    GError          **error)
{
  int kind;

  if (!comms_cli_parse_enum (COMMS_TYPE_TARGET_KIND, option_kind, -1, &kind, error))
    return FALSE;
  query->classes = kind >= 0 ? 1u << kind : 0;
  query->search = option_search;
  query->limit = (guint) MAX (option_limit, 0);
  return TRUE;
}

static gpointer
list_targets (CommsTx  *tx,
              gpointer  query,
              GError  **error)
{
  return comms_targets_list (tx, query, error);
}

static gpointer
export_targets (CommsTx  *tx,
                gpointer  query,
                GError  **error)
{
  return comms_targets_export_csv (tx, query, error);
}

static gpointer
read_targets (CommsTx  *tx,
              gpointer  csv,
              GError  **error)
{
  return comms_targets_read_csv (tx, csv, error);
}

static gpointer
import_targets (CommsTx  *tx,
                gpointer  report,
                GError  **error)
{
  return GINT_TO_POINTER (comms_targets_import (tx, report, error));
}

static gboolean
target_add (CommsCli *cli,
            char    **args,
            GError  **error)
{
  g_autoptr (CommsTarget) target = comms_target_new ();
  g_autofree char *id = NULL;
  int kind;

  if (option_name == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "Who is it? Give a name with --name."));
      return FALSE;
    }
  if (!comms_cli_parse_enum (COMMS_TYPE_TARGET_KIND, option_kind, COMMS_TARGET_KIND_JOURNALIST, &kind,
                             error) ||
      !comms_cli_open (cli, error))
    return FALSE;

  g_object_set (target, "kind", kind, "name", option_name, "organisation", option_organisation, "beat",
                option_beat, "city", option_city, "languages", option_languages, "email", option_email,
                "x-handle", option_x != NULL && *option_x == '@' ? option_x + 1 : option_x, "source",
                option_source, NULL);
  if (!comms_desk_run_record_sync (cli->desk, comms_targets_save, target, error))
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, comms_record_get_id (COMMS_RECORD (target)));
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

static gboolean
target_list (CommsCli *cli,
             char    **args,
             GError  **error)
{
  static const char *const columns[] = { "kind", "name", "organisation", "city", "beat", NULL };
  g_autoptr (GPtrArray) targets = NULL;
  CommsTargetQuery query = { 0 };

  if (!query_from_options (&query, error) || !comms_cli_open (cli, error))
    return FALSE;
  targets = comms_desk_run_sync (cli->desk, list_targets, &query, error);
  if (targets == NULL)
    return FALSE;

  comms_cli_print_records (cli, targets, columns);
  return TRUE;
}

static void
print_report (CommsCli          *cli,
              CommsImportReport *report)
{
  g_autofree char *n_new = g_strdup_printf ("%u", report->n_new);
  g_autofree char *n_changed = g_strdup_printf ("%u", report->n_changed);
  g_autofree char *n_same = g_strdup_printf ("%u", report->n_same);
  g_autofree char *n_problems = g_strdup_printf ("%u", report->problems->len);

  for (guint i = 0; i < report->problems->len; i++)
    {
      CommsImportProblem *problem = report->problems->pdata[i];

      /* Translators: a line of a file, then what is wrong with it */
      g_printerr (C_ ("cli", "line %u: %s\n"), problem->line, problem->sentence);
    }
  if (cli->json)
    comms_cli_print_values (cli, "new", n_new, "changed", n_changed, "same", n_same, "problems",
                            n_problems, NULL);
  else
    g_print (C_ ("cli", "%s new, %s changed, %s the same, %s left out\n"), n_new, n_changed, n_same,
             n_problems);
}

static gboolean
target_import (CommsCli *cli,
               char    **args,
               GError  **error)
{
  g_autoptr (CommsImportReport) report = NULL;
  g_autoptr (GBytes) csv = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (args[0], &contents, &length, error))
    return FALSE;
  csv = g_bytes_new_take (contents, length);
  if (!comms_cli_open (cli, error))
    return FALSE;
  report = comms_desk_run_sync (cli->desk, read_targets, csv, error);
  if (report == NULL)
    return FALSE;

  print_report (cli, report);
  return option_dry_run || comms_desk_run_sync (cli->desk, import_targets, report, error) != NULL;
}

static gboolean
target_export (CommsCli *cli,
               char    **args,
               GError  **error)
{
  g_autofree char *csv = NULL;
  CommsTargetQuery query = { 0 };

  if (!query_from_options (&query, error) || !comms_cli_open (cli, error))
    return FALSE;
  csv = comms_desk_run_sync (cli->desk, export_targets, &query, error);
  if (csv == NULL)
    return FALSE;
  if (args[0] != NULL)
    return g_file_set_contents (args[0], csv, -1, error);

  g_print ("%s", csv);
  return TRUE;
}

const CommsCommand comms_target_commands[] = {
  { "target add", NULL, NC_ ("cli", "Add someone to the directory; prints the id"), add_options, 0,
    target_add },
  { "target list", NULL, NC_ ("cli", "List or search the directory"), query_options, 0, target_list },
  { "target import", "FILE", NC_ ("cli", "Import people from a CSV file"), import_options, 1,
    target_import },
  { "target export", "[FILE]", NC_ ("cli", "Export people as CSV, to standard output or a file"),
    query_options, -1, target_export },
  { NULL },
};
