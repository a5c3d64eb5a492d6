/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-releases.h"
#include "comms-zone.h"

static char *option_kind;
static char *option_language;
static char *option_title;
static char *option_number;
static char *option_link;
static char *option_evening_link;
static char *option_embargo;
static char *option_publish;
static char *option_search;
static char **option_hashtags;

static const GOptionEntry add_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &option_kind,
    NC_ ("cli", "press-release (the default), op-ed, report, letter or statement"), NC_ ("cli", "KIND") },
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language,
    NC_ ("cli", "The language of its text, such as en or ur"), NC_ ("cli", "TAG") },
  { "title", 0, 0, G_OPTION_ARG_STRING, &option_title,
    NC_ ("cli", "A short working title; without it, the headline"), NC_ ("cli", "TEXT") },
  { "number", 0, 0, G_OPTION_ARG_STRING, &option_number, NC_ ("cli", "The registry number"),
    NC_ ("cli", "TEXT") },
  { "link", 0, 0, G_OPTION_ARG_STRING, &option_link, NC_ ("cli", "The page that its posts link to"),
    NC_ ("cli", "URL") },
  { "evening-link", 0, 0, G_OPTION_ARG_STRING, &option_evening_link,
    NC_ ("cli", "The page that they link to from 17:00 on"), NC_ ("cli", "URL") },
  { "hashtag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_hashtags,
    NC_ ("cli", "A hashtag of its posts; may be given again"), NC_ ("cli", "TAG") },
  { "embargo", 0, 0, G_OPTION_ARG_STRING, &option_embargo,
    NC_ ("cli", "Nothing of it leaves before this time"), NC_ ("cli", "“DATE TIME”") },
  { "publish", 0, 0, G_OPTION_ARG_STRING, &option_publish, NC_ ("cli", "When it appears"),
    NC_ ("cli", "“DATE TIME”") },
  { NULL },
};

static const GOptionEntry list_options[] = {
  { "search", 0, 0, G_OPTION_ARG_STRING, &option_search, NC_ ("cli", "Only those with these words"),
    NC_ ("cli", "WORDS") },
  { NULL },
};

/* A text on its way to the store's thread. */
typedef struct
{
  CommsReleaseKind kind;
  const char *text;
  gsize length;
} ReleaseText;

static gpointer
release_from_text (CommsTx  *tx,
                   gpointer  data,
                   GError  **error)
{
  ReleaseText *input = data;

  return comms_releases_from_text (tx, input->kind,
                                   option_language != NULL ? option_language : "en", input->text,
                                   (gssize) input->length, error);
}

static gpointer
list_releases (CommsTx  *tx,
               gpointer  unused,
               GError  **error)
{
  return comms_releases_list (tx, 0, 0, option_search, error);
}

static gpointer
load_release (CommsTx  *tx,
              gpointer  id,
              GError  **error)
{
  return comms_releases_load (tx, *(gint64 *) id, error);
}

/* Sets the three fields of a planned time: "embargo" or "publish". */
static gboolean
set_plan (CommsCli     *cli,
          CommsRelease *release,
          const char   *name,
          const char   *text,
          GError      **error)
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
apply_options (CommsCli     *cli,
               CommsRelease *release,
               GError      **error)
{
  if (option_title != NULL)
    g_object_set (release, "title", option_title, NULL);
  if (option_number != NULL)
    g_object_set (release, "number", option_number, NULL);
  if (option_link != NULL)
    g_object_set (release, "link", option_link, NULL);
  if (option_evening_link != NULL)
    g_object_set (release, "evening-link", option_evening_link, NULL);
  if (option_hashtags != NULL)
    g_object_set (release, "hashtags", option_hashtags, NULL);
  return set_plan (cli, release, "embargo", option_embargo, error) &&
         set_plan (cli, release, "publish", option_publish, error);
}

static gboolean
add_text (CommsCli   *cli,
          const char *text,
          gsize       length,
          GError    **error)
{
  g_autoptr (CommsRelease) release = NULL;
  g_autofree char *id = NULL;
  ReleaseText input = { .text = text, .length = length };
  int kind;

  if (!comms_cli_parse_enum (COMMS_TYPE_RELEASE_KIND, option_kind, COMMS_RELEASE_KIND_PRESS_RELEASE,
                             &kind, error))
    return FALSE;
  input.kind = kind;
  release = comms_desk_run_sync (cli->desk, release_from_text, &input, error);
  if (release == NULL || !apply_options (cli, release, error) ||
      !comms_desk_run_record_sync (cli->desk, comms_releases_save, release, error))
    return FALSE;

  id = g_strdup_printf ("%" G_GINT64_FORMAT, comms_record_get_id (COMMS_RECORD (release)));
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

static gboolean
release_add (CommsCli *cli,
             char    **args,
             GError  **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!comms_cli_open (cli, error))
    return FALSE;

  text = comms_cli_read_stdin (&length, error);
  return text != NULL && add_text (cli, text, length, error);
}

static gboolean
release_import (CommsCli *cli,
                char    **args,
                GError  **error)
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
      g_autofree char *text = NULL;
      gsize length;

      if (!g_file_get_contents (*args, &text, &length, error) ||
          !add_text (cli, text, length, error))
        {
          g_prefix_error (error, "%s: ", *args);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
release_list (CommsCli *cli,
              char    **args,
              GError  **error)
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
release_show (CommsCli *cli,
              char    **args,
              GError  **error)
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

const CommsCommand comms_release_commands[] = {
  { "release add", NULL,
    NC_ ("cli", "Add a release from a text on standard input, split into its parts; prints its id"),
    add_options, 0, release_add },
  { "release import", "FILE...", NC_ ("cli", "Add a release from each text file"), add_options, -1,
    release_import },
  { "release list", NULL, NC_ ("cli", "List the releases"), list_options, 0, release_list },
  { "release show", "RELEASE", NC_ ("cli", "Print a release whole"), NULL, 1, release_show },
  { NULL },
};
