/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-posts.h"
#include "comms-publisher.h"
#include "comms-words.h"

static char *option_account;
static char *option_release;
static char *option_at;
static char *option_zone;
static char *option_state;
static char *option_search;
static char *option_comment;
static char *option_reason;
static gint64 option_version;
static char *option_url;

static const GOptionEntry schedule_options[] = {
  { "at", 0, 0, G_OPTION_ARG_STRING, &option_at, NC_ ("cli", "When it is to leave"),
    NC_ ("cli", "“DATE TIME”") },
  { "zone", 0, 0, G_OPTION_ARG_STRING, &option_zone,
    NC_ ("cli", "The time zone of that time; without it, the desk’s own"), NC_ ("cli", "ZONE") },
  { NULL },
};

static const GOptionEntry list_options[] = {
  { "state", 0, 0, G_OPTION_ARG_STRING, &option_state, NC_ ("cli", "Only those in this state"),
    NC_ ("cli", "STATE") },
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account,
    NC_ ("cli", "Only those of this account"), NC_ ("cli", "ACCOUNT") },
  { "release", 0, 0, G_OPTION_ARG_STRING, &option_release,
    NC_ ("cli", "Only those of this release"), NC_ ("cli", "RELEASE") },
  { "search", 0, 0, G_OPTION_ARG_STRING, &option_search, NC_ ("cli", "Only those with these words"),
    NC_ ("cli", "WORDS") },
  { NULL },
};

static const GOptionEntry approve_options[] = {
  { "version", 0, 0, G_OPTION_ARG_INT64, &option_version,
    NC_ ("cli", "Approve only what “post show” printed as that version"), NC_ ("cli", "N") },
  { NULL },
};

static const GOptionEntry return_options[] = {
  { "comment", 0, 0, G_OPTION_ARG_STRING, &option_comment, NC_ ("cli", "What is to be changed"),
    NC_ ("cli", "TEXT") },
  { NULL },
};

static const GOptionEntry withdraw_options[] = {
  { "reason", 0, 0, G_OPTION_ARG_STRING, &option_reason, NC_ ("cli", "Why it is taken back"),
    NC_ ("cli", "TEXT") },
  { NULL },
};

static const GOptionEntry by_hand_options[] = {
  { "url", 0, 0, G_OPTION_ARG_STRING, &option_url, NC_ ("cli", "Its address on the network"),
    NC_ ("cli", "URL") },
  { NULL },
};

/* What a command does with one post, on the store's thread. */
typedef struct
{
  gint64 id;
  char *wall;
  char *zone;
} PostPlan;

static gpointer
load_post (CommsTx *tx, gpointer id, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) id, error);
}

static gpointer
move_and_queue (CommsTx *tx, gpointer data, GError **error)
{
  PostPlan *plan = data;

  if (plan->wall != NULL && !comms_posts_move (tx, plan->id, plan->wall, plan->zone, error))
    return NULL;
  return GINT_TO_POINTER (comms_posts_queue (tx, plan->id, FALSE, error));
}

/* The command itself is the decision to send, so nothing is held back for an Undo. */
static gboolean
queue_now (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL)
    return FALSE;
  if (post->state != COMMS_POST_STATE_QUEUED && !comms_posts_queue (tx, id, TRUE, error))
    return FALSE;
  return comms_posts_end_hold (tx, id, error);
}

static gpointer
return_post (CommsTx *tx, gpointer id, GError **error)
{
  return GINT_TO_POINTER (comms_posts_return (tx, *(gint64 *) id, option_comment, error));
}

static gpointer
list_posts (CommsTx *tx, gpointer query, GError **error)
{
  return comms_posts_list (tx, query, error);
}

static void
clear_plan (PostPlan *plan)
{
  g_clear_pointer (&plan->wall, g_free);
  g_clear_pointer (&plan->zone, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostPlan, clear_plan)

static gboolean
query_from_options (CommsCli *cli, CommsPostQuery *query, GError **error)
{
  int state;

  if (option_account != NULL)
    {
      g_autoptr (CommsAccount) account = comms_cli_find_account (cli, option_account, error);

      if (account == NULL)
        return FALSE;
      query->account_id = comms_record_get_id (COMMS_RECORD (account));
    }
  if (!comms_cli_parse_enum (COMMS_TYPE_POST_STATE, option_state, -1, &state, error))
    return FALSE;
  if (state >= 0)
    query->states = 1u << state;
  query->search = option_search;
  return option_release == NULL || comms_cli_parse_id (option_release, &query->release_id, error);
}

static gboolean
post_list (CommsCli *cli, char **args, GError **error)
{
  static const char *const columns[] = {
    "state", "due-wall", "language", "account-id", "text", NULL
  };
  g_autoptr (GPtrArray) posts = NULL;
  CommsPostQuery query = { 0 };

  if (!comms_cli_open (cli, error) || !query_from_options (cli, &query, error))
    return FALSE;
  posts = comms_desk_run_sync (cli->desk, list_posts, &query, error);
  if (posts == NULL)
    return FALSE;

  comms_cli_print_records (cli, posts, columns);
  return TRUE;
}

static gboolean
post_show (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsPost) post = NULL;
  gint64 id;

  if (!comms_cli_parse_id (args[0], &id, error) || !comms_cli_open (cli, error))
    return FALSE;
  post = comms_desk_run_sync (cli->desk, load_post, &id, error);
  if (post == NULL)
    return FALSE;

  comms_cli_print_record (cli, post);
  return TRUE;
}

static gboolean
post_submit (CommsCli *cli, char **args, GError **error)
{
  return comms_cli_run_id (cli, args[0], comms_posts_submit, error);
}

/* With --version, only what was read is approved. */
static gboolean
approve_as_read (CommsTx *tx, gint64 id, GError **error)
{
  return (option_version == 0 || comms_posts_check_read (tx, id, option_version, error)) &&
         comms_posts_approve (tx, id, error);
}

static gboolean
post_approve (CommsCli *cli, char **args, GError **error)
{
  return comms_cli_run_id (cli, args[0], approve_as_read, error);
}

static gboolean
post_cancel (CommsCli *cli, char **args, GError **error)
{
  return comms_cli_run_id (cli, args[0], comms_posts_cancel, error);
}

static gboolean
post_reopen (CommsCli *cli, char **args, GError **error)
{
  return comms_cli_run_id (cli, args[0], comms_posts_reopen, error);
}

static gboolean
post_return (CommsCli *cli, char **args, GError **error)
{
  gint64 id;

  return comms_cli_parse_id (args[0], &id, error) && comms_cli_open (cli, error) &&
         comms_desk_run_sync (cli->desk, return_post, &id, error) != NULL;
}

static gboolean
post_schedule (CommsCli *cli, char **args, GError **error)
{
  g_auto (PostPlan) plan = { 0 };

  return comms_cli_parse_id (args[0], &plan.id, error) && comms_cli_open (cli, error) &&
         comms_cli_parse_plan (cli, option_at, option_zone, &plan.wall, &plan.zone, error) &&
         comms_desk_run_sync (cli->desk, move_and_queue, &plan, error) != NULL;
}

/* Prints where the post stands now; anything but "posted" is an error that says why. */
static gboolean
report_sent (CommsCli *cli, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_desk_run_sync (cli->desk, load_post, &id, error);

  if (post == NULL)
    return FALSE;
  if (post->state == COMMS_POST_STATE_POSTED)
    {
      comms_cli_print_values (cli, "id", post->remote_id, "url", post->remote_url, NULL);
      return TRUE;
    }

  if (post->problem != NULL)
    g_set_error (error, COMMS_ERROR, COMMS_ERROR_FAILED,
                 /* Translators: the state of a post, then the reason as a sentence */
                 C_ ("cli", "%s: %s"), comms_post_state_word (post->state), post->problem);
  else
    g_set_error (error, COMMS_ERROR, COMMS_ERROR_FAILED,
                 /* Translators: the state of a post, such as “Queued” */
                 C_ ("cli", "This post is not out. It stands at: %s."),
                 comms_post_state_word (post->state));
  return FALSE;
}

/* It was queued before anything could stand in its way, and leaves when that is over. */
static void
tell_queued (CommsCli *cli, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_desk_run_sync (cli->desk, load_post, &id, NULL);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *sentence = NULL;

  if (post == NULL || post->state != COMMS_POST_STATE_QUEUED)
    return;
  /* Translators: a sentence that says why a post was not sent, then the number of the post */
  sentence = g_strdup_printf (C_ ("cli", "%s This post stays in the queue and leaves as soon as it "
                                         "may. Take it back with: comms post unqueue %s"),
                              (*error)->message, number);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&sentence);
}

static gboolean
post_send (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsPublisher) publisher = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 id;

  if (!comms_cli_parse_id (args[0], &id, error) || !comms_cli_open_network (cli, error) ||
      !comms_desk_run_id_sync (cli->desk, queue_now, id, error))
    return FALSE;

  publisher = comms_publisher_new (cli->desk);
  comms_publisher_send_async (publisher, id, NULL, comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  if (comms_publisher_send_finish (publisher, result, error))
    return report_sent (cli, id, error);
  tell_queued (cli, id, error);
  return FALSE;
}

static gboolean
post_reconcile (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsPublisher) publisher = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 id;

  if (!comms_cli_parse_id (args[0], &id, error) || !comms_cli_open_network (cli, error))
    return FALSE;

  publisher = comms_publisher_new (cli->desk);
  comms_publisher_reconcile_async (publisher, id, NULL, comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  return comms_publisher_reconcile_finish (publisher, result, error) &&
         report_sent (cli, id, error);
}

static gboolean
post_withdraw (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsPublisher) publisher = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 id;

  if (!comms_cli_parse_id (args[0], &id, error) || !comms_cli_open_network (cli, error))
    return FALSE;

  publisher = comms_publisher_new (cli->desk);
  comms_publisher_withdraw_async (publisher, id, option_reason, NULL, comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  return comms_publisher_withdraw_finish (publisher, result, error);
}

static gpointer
by_hand_run (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (comms_posts_done_by_hand (tx, *(gint64 *) data, option_url, error));
}

static gboolean
post_by_hand (CommsCli *cli, char **args, GError **error)
{
  gint64 id;

  return comms_cli_parse_id (args[0], &id, error) && comms_cli_open (cli, error) &&
         comms_desk_run_sync (cli->desk, by_hand_run, &id, error) != NULL;
}

const CommsCommand comms_post_commands[] = {
  { "post list", NULL, NC_ ("cli", "List the posts"), list_options, 0, post_list },
  { "post show", "POST", NC_ ("cli", "Print a post whole"), NULL, 1, post_show },
  { "post submit", "POST", NC_ ("cli", "Submit a draft for review"), NULL, 1, post_submit },
  { "post approve", "POST", NC_ ("cli", "Approve a post as it stands"), approve_options, 1,
    post_approve },
  { "post return", "POST", NC_ ("cli", "Return a post to its author"), return_options, 1,
    post_return },
  { "post schedule", "POST", NC_ ("cli", "Queue an approved post for its time"), schedule_options,
    1, post_schedule },
  { "post send", "POST",
    NC_ ("cli", "Send an approved post now; prints the network’s id and address"), NULL, 1,
    post_send },
  { "post cancel", "POST", NC_ ("cli", "Take a post out of the plan"), NULL, 1, post_cancel },
  { "post reopen", "POST", NC_ ("cli", "Make a refused, missed or cancelled post a draft again"),
    NULL, 1, post_reopen },
  { "post by-hand", "POST", NC_ ("cli", "Say that a person posted an approved post themselves"),
    by_hand_options, 1, post_by_hand },
  { "post reconcile", "POST", NC_ ("cli", "Look whether a post of unknown outcome is out"), NULL, 1,
    post_reconcile },
  { "post withdraw", "POST", NC_ ("cli", "Take a post off the network; the record stays"),
    withdraw_options, 1, post_withdraw },
  { NULL },
};
