/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-log.h"

static char *option_target;
static char *option_kind;
static char *option_channel;
static char *option_outcome;
static char *option_reason;
static char *option_link;
static char *option_search;
static int option_limit = 100;

static const GOptionEntry add_options[] = {
  { "target", 0, 0, G_OPTION_ARG_STRING, &option_target,
    NC_ ("cli", "With whom: an id of the directory"), NC_ ("cli", "TARGET") },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &option_kind,
    NC_ ("cli", "contact (the default), question, reply, interview, coverage, pitch, embargo-copy"),
    NC_ ("cli", "KIND") },
  { "channel", 0, 0, G_OPTION_ARG_STRING, &option_channel,
    NC_ ("cli", "x, email (the default), telephone, meeting, letter, press, other"),
    NC_ ("cli", "CHANNEL") },
  { "outcome", 0, 0, G_OPTION_ARG_STRING, &option_outcome,
    NC_ ("cli", "open, answered, held, noted (the default), left, missed"),
    NC_ ("cli", "OUTCOME") },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &option_reason, NC_ ("cli", "Why it was left"),
    NC_ ("cli", "TEXT") },
  { "link", 0, 0, G_OPTION_ARG_STRING, &option_link, NC_ ("cli", "Where it can be read"),
    NC_ ("cli", "URL") },
  { NULL },
};

static const GOptionEntry list_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &option_kind,
    NC_ ("cli", "all (the default), engagements, posts or missed"), NC_ ("cli", "KIND") },
  { "search", 0, 0, G_OPTION_ARG_STRING, &option_search, NC_ ("cli", "Only those with these words"),
    NC_ ("cli", "WORDS") },
  { "limit", 0, 0, G_OPTION_ARG_INT, &option_limit,
    NC_ ("cli", "No more than this many, the newest; 0 for all"), NC_ ("cli", "NUMBER") },
  { NULL },
};

static gboolean
engagement_from_options (CommsCli *cli, CommsEngagement *engagement, GError **error)
{
  gint64 target_id = 0;
  int kind, channel, outcome;

  if ((option_target != NULL && !comms_cli_parse_id (option_target, &target_id, error)) ||
      !comms_cli_parse_enum (COMMS_TYPE_ENGAGEMENT_KIND, option_kind, COMMS_ENGAGEMENT_KIND_CONTACT,
                             &kind, error) ||
      !comms_cli_parse_enum (COMMS_TYPE_CHANNEL, option_channel, COMMS_CHANNEL_EMAIL, &channel,
                             error) ||
      !comms_cli_parse_enum (COMMS_TYPE_OUTCOME, option_outcome, COMMS_OUTCOME_NOTED, &outcome,
                             error))
    return FALSE;

  g_object_set (engagement, "at", comms_desk_now (cli->desk), "target-id", target_id, "kind", kind,
                "channel", channel, "outcome", outcome, "reason", option_reason, "link",
                option_link, NULL);
  return TRUE;
}

static gboolean
log_add (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsEngagement) engagement = comms_engagement_new ();
  g_autofree char *summary = NULL;
  g_autofree char *id = NULL;

  if (!comms_cli_open (cli, error) || !engagement_from_options (cli, engagement, error))
    return FALSE;
  summary = comms_cli_read_words (error);
  if (summary == NULL)
    return FALSE;

  g_object_set (engagement, "summary", g_strstrip (summary), NULL);
  if (!comms_desk_run_record_sync (cli->desk, comms_log_save_engagement, engagement, error))
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, comms_record_get_id (COMMS_RECORD (engagement)));
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

static gpointer
list_entries (CommsTx *tx, gpointer query, GError **error)
{
  g_autoptr (GArray) ids = comms_log_ids (tx, query, error);
  guint n;

  if (ids == NULL)
    return NULL;
  n = option_limit > 0 ? MIN (ids->len, (guint) option_limit) : ids->len;
  return comms_log_load (tx, (const gint64 *) ids->data, n, error);
}

static void
print_entry (CommsAuditEntry *entry)
{
  g_autofree char *sentence = comms_audit_dup_sentence (entry);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (entry->at / 1000);
  g_autofree char *time = g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ");

  g_print ("%8" G_GINT64_FORMAT "  %s  %s: %s\n", comms_record_get_id (COMMS_RECORD (entry)), time,
           entry->actor, sentence);
}

static gboolean
parse_kind (CommsLogKind *kind, GError **error)
{
  static const char *const nicks[] = { "all", "engagements", "posts", "missed", NULL };

  *kind = COMMS_LOG_ALL;
  if (option_kind == NULL)
    return TRUE;
  for (guint i = 0; nicks[i] != NULL; i++)
    if (g_str_equal (nicks[i], option_kind))
      {
        *kind = (CommsLogKind) i;
        return TRUE;
      }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               C_ ("cli", "“%s” is not known here; it can be: %s"), option_kind,
               "all, engagements, posts, missed");
  return FALSE;
}

static gboolean
log_list (CommsCli *cli, char **args, GError **error)
{
  static const char *const columns[] = { "at", NULL };
  g_autoptr (GPtrArray) entries = NULL;
  CommsLogQuery query = { .search = option_search };

  if (!parse_kind (&query.kind, error) || !comms_cli_open (cli, error))
    return FALSE;
  entries = comms_desk_run_sync (cli->desk, list_entries, &query, error);
  if (entries == NULL)
    return FALSE;

  if (cli->json)
    comms_cli_print_records (cli, entries, columns);
  else
    for (guint i = 0; i < entries->len; i++)
      print_entry (entries->pdata[i]);
  return TRUE;
}

static gboolean
log_verify (CommsCli *cli, char **args, GError **error)
{
  g_autofree CommsLogVerdict *verdict = NULL;
  g_autofree char *n_entries = NULL;
  g_autofree char *broken = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;
  verdict = comms_desk_run_sync (cli->desk, comms_log_verify, NULL, error);
  if (verdict == NULL)
    return FALSE;

  n_entries = g_strdup_printf ("%" G_GINT64_FORMAT, verdict->n_entries);
  broken =
    verdict->broken_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, verdict->broken_id) : NULL;
  if (cli->json)
    comms_cli_print_values (cli, "entries", n_entries, "broken", broken, NULL);
  else if (broken == NULL)
    g_print (C_ ("cli", "Unbroken: %s entries\n"), n_entries);
  if (broken == NULL)
    return TRUE;

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_FAILED,
               C_ ("cli",
                   "The log is broken at entry %s: it was changed after it was written. Compare it "
                   "with a backup."),
               broken);
  return FALSE;
}

const CommsCommand comms_log_commands[] = {
  { "log add", NULL, NC_ ("cli", "Add an engagement, its summary on standard input; prints its id"),
    add_options, 0, log_add },
  { "log list", NULL, NC_ ("cli", "List the log, newest first"), list_options, 0, log_list },
  { "log verify", NULL, NC_ ("cli", "Check that no entry of the log was changed"), NULL, 0,
    log_verify },
  { NULL },
};
