/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-posts.h"
#include "comms-withdrawals.h"

/* What is said about a post, who signed it, and taking it back once it is out. */

static char *option_reason;

static const GOptionEntry reason_options[] = {
  { "reason", 0, 0, G_OPTION_ARG_STRING, &option_reason, NC_ ("cli", "Why; it goes into the log"),
    NC_ ("cli", "TEXT") },
  { NULL },
};

/* A post and some words about it, on the store's thread. */
typedef struct
{
  gint64 id;
  char *words;
  gboolean (*func) (CommsTx *tx, gint64 id, const char *words, GError **error);
} Saying;

static gpointer
say_func (CommsTx *tx, gpointer data, GError **error)
{
  Saying *saying = data;

  return GINT_TO_POINTER (saying->func (tx, saying->id, saying->words, error));
}

static gboolean
say (CommsCli *cli, Saying *saying, GError **error)
{
  return comms_desk_run_sync (cli->desk, say_func, saying, error) != NULL;
}

static gboolean
say_reason (CommsCli *cli,
            const char *id,
            gboolean (*func) (CommsTx *, gint64, const char *, GError **),
            GError **error)
{
  Saying saying = { .words = option_reason, .func = func };

  return comms_cli_parse_id (id, &saying.id, error) && comms_cli_open (cli, error) &&
         say (cli, &saying, error);
}

static gboolean
post_comment (CommsCli *cli, char **args, GError **error)
{
  g_autofree char *words = NULL;
  Saying saying = { .func = comms_posts_comment };

  if (!comms_cli_parse_id (args[0], &saying.id, error) || !comms_cli_open (cli, error))
    return FALSE;
  words = comms_cli_read_words (error);
  if (words == NULL)
    return FALSE;
  saying.words = g_strstrip (words);
  return say (cli, &saying, error);
}

static gboolean
post_settle_comment (CommsCli *cli, char **args, GError **error)
{
  return comms_cli_run_id (cli, args[0], comms_posts_settle_comment, error);
}

typedef struct
{
  gint64 id;
  GPtrArray *(*func) (CommsTx *tx, gint64 id, GError **error);
} Listing;

static gpointer
list_func (CommsTx *tx, gpointer data, GError **error)
{
  Listing *listing = data;

  return listing->func (tx, listing->id, error);
}

static gboolean
list (CommsCli *cli,
      const char *id,
      GPtrArray *(*func) (CommsTx *, gint64, GError **),
      const char *const *columns,
      GError **error)
{
  Listing listing = { .func = func };
  g_autoptr (GPtrArray) records = NULL;

  if (!comms_cli_parse_id (id, &listing.id, error) || !comms_cli_open (cli, error))
    return FALSE;
  records = comms_desk_run_sync (cli->desk, list_func, &listing, error);
  if (records == NULL)
    return FALSE;
  comms_cli_print_records (cli, records, columns);
  return TRUE;
}

static gboolean
post_comments (CommsCli *cli, char **args, GError **error)
{
  static const char *const columns[] = { "at", "person-id", "version", "settled-at", "text", NULL };

  return list (cli, args[0], comms_posts_comments, columns, error);
}

static gboolean
post_approvals (CommsCli *cli, char **args, GError **error)
{
  static const char *const columns[] = { "at", "person-id", "capacity", "version", NULL };

  return list (cli, args[0], comms_posts_approvals, columns, error);
}

static gboolean
post_urgent (CommsCli *cli, char **args, GError **error)
{
  return say_reason (cli, args[0], comms_posts_submit_urgent, error);
}

static gboolean
post_ask_withdraw (CommsCli *cli, char **args, GError **error)
{
  return say_reason (cli, args[0], comms_withdrawals_ask, error);
}

static gboolean
post_keep (CommsCli *cli, char **args, GError **error)
{
  return say_reason (cli, args[0], comms_withdrawals_refuse, error);
}

static gpointer
correct_func (CommsTx *tx, gpointer data, GError **error)
{
  gint64 id = comms_withdrawals_correct (tx, *(gint64 *) data, error);

  return id != 0 ? g_memdup2 (&id, sizeof id) : NULL;
}

static gboolean
post_correct (CommsCli *cli, char **args, GError **error)
{
  g_autofree gint64 *correction = NULL;
  g_autofree char *text = NULL;
  gint64 id;

  if (!comms_cli_parse_id (args[0], &id, error) || !comms_cli_open (cli, error))
    return FALSE;
  correction = comms_desk_run_sync (cli->desk, correct_func, &id, error);
  if (correction == NULL)
    return FALSE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, *correction);
  comms_cli_print_values (cli, "id", text, NULL);
  return TRUE;
}

const CommsCommand comms_review_commands[] = {
  { "post comment", "POST", NC_ ("cli", "Say something about a post, from standard input"), NULL, 1,
    post_comment },
  { "post comments", "POST", NC_ ("cli", "What was said about a post"), NULL, 1, post_comments },
  { "post settle-comment", "COMMENT",
    NC_ ("cli", "Say that a comment is settled, or is not after all"), NULL, 1,
    post_settle_comment },
  { "post approvals", "POST", NC_ ("cli", "Who signed what a post says now"), NULL, 1,
    post_approvals },
  { "post urgent", "POST", NC_ ("cli", "Submit a draft to the duty officer"), reason_options, 1,
    post_urgent },
  { "post ask-withdraw", "POST", NC_ ("cli", "Ask a manager to take a post off the network"),
    reason_options, 1, post_ask_withdraw },
  { "post keep", "POST", NC_ ("cli", "Let a post stay whose withdrawal was asked for"),
    reason_options, 1, post_keep },
  { "post correct", "POST", NC_ ("cli", "Begin the correction of a post; prints its id"), NULL, 1,
    post_correct },
  { NULL },
};
