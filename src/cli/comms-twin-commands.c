/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-posts.h"
#include "comms-releases.h"
#include "comms-twins.h"

static char *option_language;

static const GOptionEntry twin_options[] = {
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language,
    NC_ ("cli", "Its language; without it, Urdu beside English and English beside the rest"),
    NC_ ("cli", "TAG") },
  { NULL },
};

/* What is done to two of a kind, or to one, on the store's thread. */
typedef struct
{
  CommsSubject subject;
  gint64 id;
  gint64 twin_id;
} Pair;

static gpointer
make_twin (CommsTx *tx, gpointer data, GError **error)
{
  Pair *pair = data;

  pair->twin_id = comms_twins_make_post (tx, pair->id, option_language, error);
  return GINT_TO_POINTER (pair->twin_id != 0);
}

static gpointer
tie (CommsTx *tx, gpointer data, GError **error)
{
  Pair *pair = data;

  return GINT_TO_POINTER (comms_twins_tie (tx, pair->subject, pair->id, pair->twin_id, error));
}

static gpointer
untie (CommsTx *tx, gpointer data, GError **error)
{
  Pair *pair = data;

  return GINT_TO_POINTER (comms_twins_untie (tx, pair->subject, pair->id, error));
}

static gpointer
still_right (CommsTx *tx, gpointer data, GError **error)
{
  Pair *pair = data;

  return GINT_TO_POINTER (comms_twins_still_right (tx, pair->subject, pair->id, error));
}

/* Sets the twin to NULL where there is none. */
static gpointer
load_twin (CommsTx *tx, gpointer data, GError **error)
{
  Pair *pair = data;
  g_autoptr (CommsRecord) record = NULL;
  CommsTwin *twin = NULL;

  if (pair->subject == COMMS_SUBJECT_POST)
    record = (CommsRecord *) comms_posts_load (tx, pair->id, error);
  else
    record = (CommsRecord *) comms_releases_load (tx, pair->id, error);
  if (record == NULL || !comms_twins_load (tx, record, &twin, error))
    return NULL;
  return twin;
}

static gboolean
run (CommsCli *cli, char **args, CommsSubject subject, CommsTxFunc func, GError **error)
{
  Pair pair = { .subject = subject };

  return comms_cli_parse_id (args[0], &pair.id, error) &&
         (args[1] == NULL || comms_cli_parse_id (args[1], &pair.twin_id, error)) &&
         comms_cli_open (cli, error) && comms_desk_run_sync (cli->desk, func, &pair, error) != NULL;
}

static gboolean
post_twin (CommsCli *cli, char **args, GError **error)
{
  Pair pair = { .subject = COMMS_SUBJECT_POST };
  g_autofree char *id = NULL;

  if (!comms_cli_parse_id (args[0], &pair.id, error) || !comms_cli_open (cli, error) ||
      comms_desk_run_sync (cli->desk, make_twin, &pair, error) == NULL)
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, pair.twin_id);
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

/* Prints each figure that the two say differently; nothing where they agree. */
static gboolean
compare (CommsCli *cli, char **args, CommsSubject subject, GError **error)
{
  Pair pair = { .subject = subject };
  g_autoptr (CommsTwin) twin = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!comms_cli_parse_id (args[0], &pair.id, error) || !comms_cli_open (cli, error))
    return FALSE;
  twin = comms_desk_run_sync (cli->desk, load_twin, &pair, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; twin != NULL && i < twin->differences->len; i++)
    {
      const CommsFigureDifference *difference = g_ptr_array_index (twin->differences, i);

      comms_cli_print_values (cli, "own", difference->a, "twin", difference->b, NULL);
    }
  return TRUE;
}

static gboolean
post_tie (CommsCli *cli, char **args, GError **error)
{
  return run (cli, args, COMMS_SUBJECT_POST, tie, error);
}

static gboolean
post_untie (CommsCli *cli, char **args, GError **error)
{
  return run (cli, args, COMMS_SUBJECT_POST, untie, error);
}

static gboolean
post_still_right (CommsCli *cli, char **args, GError **error)
{
  return run (cli, args, COMMS_SUBJECT_POST, still_right, error);
}

static gboolean
post_compare (CommsCli *cli, char **args, GError **error)
{
  return compare (cli, args, COMMS_SUBJECT_POST, error);
}

static gboolean
release_tie (CommsCli *cli, char **args, GError **error)
{
  return run (cli, args, COMMS_SUBJECT_RELEASE, tie, error);
}

static gboolean
release_untie (CommsCli *cli, char **args, GError **error)
{
  return run (cli, args, COMMS_SUBJECT_RELEASE, untie, error);
}

static gboolean
release_still_right (CommsCli *cli, char **args, GError **error)
{
  return run (cli, args, COMMS_SUBJECT_RELEASE, still_right, error);
}

static gboolean
release_compare (CommsCli *cli, char **args, GError **error)
{
  return compare (cli, args, COMMS_SUBJECT_RELEASE, error);
}

const CommsCommand comms_twin_commands[] = {
  { "post twin", "POST",
    NC_ ("cli", "Draft the twin of a post in the other language; prints its id"), twin_options, 1,
    post_twin },
  { "post tie", "POST TWIN", NC_ ("cli", "Tie two posts that say the same in two languages"), NULL,
    2, post_tie },
  { "post untie", "POST", NC_ ("cli", "Untie a post from its twin"), NULL, 1, post_untie },
  { "post still-right", "POST", NC_ ("cli", "Say that a stale post is right beside its twin"), NULL,
    1, post_still_right },
  { "post compare", "POST",
    NC_ ("cli", "Print the figures and dates that a post and its twin do not both say"), NULL, 1,
    post_compare },
  { "release tie", "RELEASE TWIN",
    NC_ ("cli", "Tie two releases that say the same in two languages"), NULL, 2, release_tie },
  { "release untie", "RELEASE", NC_ ("cli", "Untie a release from its twin"), NULL, 1,
    release_untie },
  { "release still-right", "RELEASE",
    NC_ ("cli", "Say that a stale release is right beside its twin"), NULL, 1,
    release_still_right },
  { "release compare", "RELEASE",
    NC_ ("cli", "Print the figures and dates that a release and its twin do not both say"), NULL, 1,
    release_compare },
  { NULL },
};
