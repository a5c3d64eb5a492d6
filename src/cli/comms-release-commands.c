/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-document.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-releases.h"
#include "comms-zone.h"

static char *option_kind;
static char *option_language;
static char *option_title;
static char *option_number;
static char *option_link;
static char **option_variants;
static gboolean option_no_variants;
static char *option_embargo;
static char *option_publish;
static char *option_search;
static char *option_type;
static char **option_hashtags;

static const GOptionEntry add_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &option_kind,
    NC_ ("cli", "press-release (the default), op-ed, report, letter or statement"),
    NC_ ("cli", "KIND") },
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language,
    NC_ ("cli", "The language of its text, such as en or ur"), NC_ ("cli", "TAG") },
  { "title", 0, 0, G_OPTION_ARG_STRING, &option_title,
    NC_ ("cli", "A short working title; without it, the headline"), NC_ ("cli", "TEXT") },
  { "number", 0, 0, G_OPTION_ARG_STRING, &option_number, NC_ ("cli", "The registry number"),
    NC_ ("cli", "TEXT") },
  { "link", 0, 0, G_OPTION_ARG_STRING, &option_link, NC_ ("cli", "The page that its posts link to"),
    NC_ ("cli", "URL") },
  { "variant", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_variants,
    NC_ ("cli",
         "Another link within some hours of the day, in the desk’s time zone; may be given again"),
    NC_ ("cli", "“FROM-UNTIL NAME URL”") },
  { "hashtag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_hashtags,
    NC_ ("cli", "A hashtag of its posts; may be given again"), NC_ ("cli", "TAG") },
  { "embargo", 0, 0, G_OPTION_ARG_STRING, &option_embargo,
    NC_ ("cli", "Nothing of it leaves before this time"), NC_ ("cli", "“DATE TIME”") },
  { "publish", 0, 0, G_OPTION_ARG_STRING, &option_publish, NC_ ("cli", "When it appears"),
    NC_ ("cli", "“DATE TIME”") },
  { "type", 0, 0, G_OPTION_ARG_STRING, &option_type,
    NC_ ("cli", "docx, odt, html, md or txt; without it, as the content and the name say"),
    NC_ ("cli", "TYPE") },
  { NULL },
};

static const GOptionEntry set_options[] = {
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language,
    NC_ ("cli", "The language of its text, such as en or ur"), NC_ ("cli", "TAG") },
  { "title", 0, 0, G_OPTION_ARG_STRING, &option_title,
    NC_ ("cli", "A short working title; without it, the headline"), NC_ ("cli", "TEXT") },
  { "number", 0, 0, G_OPTION_ARG_STRING, &option_number, NC_ ("cli", "The registry number"),
    NC_ ("cli", "TEXT") },
  { "link", 0, 0, G_OPTION_ARG_STRING, &option_link, NC_ ("cli", "The page that its posts link to"),
    NC_ ("cli", "URL") },
  { "variant", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_variants,
    NC_ ("cli",
         "Another link within some hours of the day, in the desk’s time zone; may be given again"),
    NC_ ("cli", "“FROM-UNTIL NAME URL”") },
  { "no-variants", 0, 0, G_OPTION_ARG_NONE, &option_no_variants,
    NC_ ("cli", "The same link at every hour"), NULL },
  { "hashtag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_hashtags,
    NC_ ("cli", "A hashtag of its posts; may be given again"), NC_ ("cli", "TAG") },
  { "embargo", 0, 0, G_OPTION_ARG_STRING, &option_embargo,
    NC_ ("cli", "Nothing of it leaves before this time"), NC_ ("cli", "“DATE TIME”") },
  { "publish", 0, 0, G_OPTION_ARG_STRING, &option_publish, NC_ ("cli", "When it appears"),
    NC_ ("cli", "“DATE TIME”") },
  { NULL },
};

static const GOptionEntry split_options[] = {
  { "type", 0, 0, G_OPTION_ARG_STRING, &option_type,
    NC_ ("cli", "docx, odt, html, md or txt; without it, as the content and the name say"),
    NC_ ("cli", "TYPE") },
  { NULL },
};

static const GOptionEntry list_options[] = {
  { "search", 0, 0, G_OPTION_ARG_STRING, &option_search, NC_ ("cli", "Only those with these words"),
    NC_ ("cli", "WORDS") },
  { NULL },
};

/* A document on its way to the store's thread. */
typedef struct
{
  CommsCli *cli;
  CommsReleaseKind kind;
  const char *language;
  const CommsSplit *split;
} ReleaseSplit;

static gpointer
list_releases (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_releases_list (tx, 0, 0, option_search, error);
}

static gpointer
load_release (CommsTx *tx, gpointer id, GError **error)
{
  return comms_releases_load (tx, *(gint64 *) id, error);
}

/* Sets the three fields of a planned time: "embargo" or "publish". */
static gboolean
set_plan (CommsCli *cli, CommsRelease *release, const char *name, const char *text, GError **error)
{
  const char *zone = comms_desk_get_policy (cli->desk)->zone;
  g_autofree char *wall = NULL;
  g_autofree char *at_name = g_strconcat (name, "-at", NULL);
  g_autofree char *wall_name = g_strconcat (name, "-wall", NULL);
  g_autofree char *zone_name = g_strconcat (name, "-zone", NULL);
  gint64 instant;

  if (text == NULL)
    return TRUE;
  wall = comms_cli_parse_wall (cli, text, zone, error);
  if (wall == NULL || !comms_zone_to_instant (zone, wall, &instant, NULL, error))
    return FALSE;

  g_object_set (release, at_name, instant, wall_name, wall, zone_name, zone, NULL);
  return TRUE;
}

static gboolean
apply_options (CommsCli *cli, CommsRelease *release, GError **error)
{
  if (option_language != NULL)
    g_object_set (release, "language", option_language, NULL);
  if (option_title != NULL)
    g_object_set (release, "title", option_title, NULL);
  if (option_number != NULL)
    g_object_set (release, "number", option_number, NULL);
  if (option_link != NULL)
    g_object_set (release, "link", option_link, NULL);
  if (option_variants != NULL || option_no_variants)
    g_object_set (release, "link-variants", option_variants, NULL);
  if (option_hashtags != NULL)
    g_object_set (release, "hashtags", option_hashtags, NULL);
  return set_plan (cli, release, "embargo", option_embargo, error) &&
         set_plan (cli, release, "publish", option_publish, error);
}

/* The whole of it, with the options, or nothing. */
static gpointer
release_from_split (CommsTx *tx, gpointer data, GError **error)
{
  ReleaseSplit *input = data;
  g_autoptr (CommsRelease) release =
    comms_releases_from_split (tx, input->kind, input->language, NULL, input->split, error);

  return release != NULL && apply_options (input->cli, release, error) &&
             comms_releases_save (tx, release, error)
           ? g_steal_pointer (&release)
           : NULL;
}

/* A release and the options on their way to the store's thread. */
typedef struct
{
  CommsCli *cli;
  gint64 id;
} ReleaseChange;

static gpointer
change_release (CommsTx *tx, gpointer data, GError **error)
{
  ReleaseChange *change = data;
  g_autoptr (CommsRelease) release = comms_releases_load (tx, change->id, error);

  return release != NULL && apply_options (change->cli, release, error) &&
             comms_releases_save (tx, release, error)
           ? g_steal_pointer (&release)
           : NULL;
}

static gboolean
add_document (CommsCli *cli, CommsDocument *document, GError **error)
{
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (CommsSplit) split = comms_split_propose (document->blocks);
  g_autofree char *id = NULL;
  ReleaseSplit input = { .cli = cli, .split = split, .language = document->language };
  int kind;

  if (!comms_cli_parse_enum (COMMS_TYPE_RELEASE_KIND, option_kind, COMMS_RELEASE_KIND_PRESS_RELEASE,
                             &kind, error))
    return FALSE;
  input.kind = kind;
  release = comms_desk_run_sync (cli->desk, release_from_split, &input, error);
  if (release == NULL)
    return FALSE;

  if (document->note != NULL)
    g_printerr ("%s\n", document->note);
  id = g_strdup_printf ("%" G_GINT64_FORMAT, comms_record_get_id (COMMS_RECORD (release)));
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

static gboolean
parse_type (CommsDocumentType *type, GError **error)
{
  *type = comms_document_type_from_suffix (option_type);
  if (option_type == NULL || *type != COMMS_DOCUMENT_AUTO)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               C_ ("cli", "“%s” is no type of document; choose docx, odt, html, md or txt."),
               option_type);
  return FALSE;
}

/* The document of that name; "-" is standard input. */
static CommsDocument *
load_document (const char *name, GError **error)
{
  g_autoptr (GFile) file = NULL;
  CommsDocumentType type;

  if (!parse_type (&type, error))
    return NULL;
  if (g_str_equal (name, "-"))
    {
      gsize length;
      char *data = comms_cli_read_stdin (&length, error);
      g_autoptr (GBytes) bytes = data != NULL ? g_bytes_new_take (data, length) : NULL;

      return bytes != NULL ? comms_document_load_bytes (bytes, type, NULL, error) : NULL;
    }
  file = g_file_new_for_commandline_arg (name);
  return comms_document_load (file, type, NULL, error);
}

static gboolean
release_add (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsDocument) document = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;

  document = load_document ("-", error);
  return document != NULL && add_document (cli, document, error);
}

static gboolean
release_import (CommsCli *cli, char **args, GError **error)
{
  if (args[0] == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "Which file? Usage: comms release import FILE..."));
      return FALSE;
    }
  if (!comms_cli_open (cli, error))
    return FALSE;

  for (; *args != NULL; args++)
    {
      g_autoptr (CommsDocument) document = load_document (*args, error);

      if (document == NULL || !add_document (cli, document, error))
        {
          g_prefix_error (error, "%s: ", *args);
          return FALSE;
        }
    }
  return TRUE;
}

static const char *
split_part_nick (CommsSplitPart part)
{
  static const char *const nicks[COMMS_SPLIT_N_PARTS] = { "headline", "subhead",    "lede",
                                                          "body",     "conclusion", "quote",
                                                          "left-out" };

  return nicks[part];
}

static void
print_split_row (CommsCli *cli, const CommsSplitRow *row)
{
  g_autofree char *index = g_strdup_printf ("%d", row->part_index);
  const char *part = split_part_nick (row->part);

  if (cli->json)
    comms_cli_print_values (cli, "part", part, "part-index", index, "pulled",
                            row->pulled ? "yes" : "no", "text", row->text, NULL);
  else
    g_print ("%-10s  %s%s\n", part, row->pulled ? "+ " : "", row->text);
}

static void
print_found (CommsCli *cli, const char *what, const char *text)
{
  if (cli->json)
    comms_cli_print_values (cli, "part", what, "text", text, NULL);
  else
    g_print ("%-10s  %s\n", what, text);
}

static gboolean
release_split (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsDocument) document = load_document (args[0], error);
  g_autoptr (CommsSplit) split = NULL;

  if (document == NULL)
    {
      g_prefix_error (error, "%s: ", args[0]);
      return FALSE;
    }
  split = comms_split_propose (document->blocks);
  for (guint i = 0; i < split->rows->len; i++)
    print_split_row (cli, g_ptr_array_index (split->rows, i));
  if (split->link != NULL)
    print_found (cli, "link", split->link);
  for (guint i = 0; split->hashtags[i] != NULL; i++)
    print_found (cli, "hashtag", split->hashtags[i]);
  if (document->note != NULL)
    g_printerr ("%s\n", document->note);
  return TRUE;
}

static gboolean
release_list (CommsCli *cli, char **args, GError **error)
{
  static const char *const columns[] = { "kind", "stage", "language", "publish-at", "title", NULL };
  g_autoptr (GPtrArray) releases = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;
  releases = comms_desk_run_sync (cli->desk, list_releases, NULL, error);
  if (releases == NULL)
    return FALSE;

  comms_cli_print_records (cli, releases, columns);
  return TRUE;
}

static gboolean
release_show (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsRelease) release = NULL;
  gint64 id;

  if (!comms_cli_parse_id (args[0], &id, error) || !comms_cli_open (cli, error))
    return FALSE;
  release = comms_desk_run_sync (cli->desk, load_release, &id, error);
  if (release == NULL)
    return FALSE;

  comms_cli_print_record (cli, release);
  return TRUE;
}

static gboolean
release_set (CommsCli *cli, char **args, GError **error)
{
  ReleaseChange change = { .cli = cli };
  g_autoptr (CommsRelease) release = NULL;

  if (option_variants != NULL && option_no_variants)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "Either --variant or --no-variants, not both."));
      return FALSE;
    }
  if (!comms_cli_parse_id (args[0], &change.id, error) || !comms_cli_open (cli, error))
    return FALSE;
  release = comms_desk_run_sync (cli->desk, change_release, &change, error);
  if (release == NULL)
    return FALSE;

  comms_cli_print_record (cli, release);
  return TRUE;
}

const CommsCommand comms_release_commands[] = {
  { "release add", NULL,
    NC_ ("cli",
         "Add a release from a document on standard input, split into its parts; prints its id"),
    add_options, 0, release_add },
  { "release import", "FILE...",
    NC_ ("cli", "Add a release from each document: Word, OpenDocument, HTML, Markdown or text"),
    add_options, -1, release_import },
  { "release split", "FILE", NC_ ("cli", "Show into which parts a document would be split"),
    split_options, 1, release_split },
  { "release set", "RELEASE",
    NC_ ("cli", "Change what is known about a release, such as its links"), set_options, 1,
    release_set },
  { "release list", NULL, NC_ ("cli", "List the releases"), list_options, 0, release_list },
  { "release show", "RELEASE", NC_ ("cli", "Print a release whole"), NULL, 1, release_show },
  { NULL },
};
