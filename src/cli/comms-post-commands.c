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
#include "comms-zone.h"

static char *option_account;
static char *option_language;
static char *option_release;
static char *option_part;
static char *option_at;
static char *option_zone;
static char *option_state;
static char *option_search;
static char *option_comment;
static char *option_reason;
static gint64 option_version;
static char *option_url;
static gboolean option_no_link;

#define AT_OPTION                                                                                   \
  { "at", 0, 0, G_OPTION_ARG_STRING, &option_at, NC_ ("cli", "When it is to leave"),                \
    NC_ ("cli", "“DATE TIME”") },                                                                   \
  { "zone", 0, 0, G_OPTION_ARG_STRING, &option_zone,                                                \
    NC_ ("cli", "The time zone of that time; without it, the desk’s own"), NC_ ("cli", "ZONE") }

static const GOptionEntry add_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account,
    NC_ ("cli", "The account: its id, handle or name"), NC_ ("cli", "ACCOUNT") },
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language,
    NC_ ("cli", "The language of its text; without it, the account’s"), NC_ ("cli", "TAG") },
  { "release", 0, 0, G_OPTION_ARG_STRING, &option_release,
    NC_ ("cli", "The release that it comes from"), NC_ ("cli", "RELEASE") },
  { "part", 0, 0, G_OPTION_ARG_STRING, &option_part, NC_ ("cli", "The part of that release"),
    NC_ ("cli", "PART") },
  { "no-link", 0, 0, G_OPTION_ARG_NONE, &option_no_link,
    NC_ ("cli", "It carries no link on purpose"), NULL },
  AT_OPTION,
  { NULL },
};

static const GOptionEntry schedule_options[] = { AT_OPTION, { NULL } };

static const GOptionEntry list_options[] = {
  { "state", 0, 0, G_OPTION_ARG_STRING, &option_state, NC_ ("cli", "Only those in this state"),
    NC_ ("cli", "STATE") },
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, NC_ ("cli", "Only those of this account"),
    NC_ ("cli", "ACCOUNT") },
  { "release", 0, 0, G_OPTION_ARG_STRING, &option_release, NC_ ("cli", "Only those of this release"),
    NC_ ("cli", "RELEASE") },
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
load_post (CommsTx  *tx,
           gpointer  id,
           GError  **error)
{
  return comms_posts_load (tx, *(gint64 *) id, error);
}

static gpointer
move_post (CommsTx  *tx,
           gpointer  data,
           GError  **error)
{
  PostPlan *plan = data;

  return GINT_TO_POINTER (comms_posts_move (tx, plan->id, plan->wall, plan->zone, error));
}

static gpointer
move_and_queue (CommsTx  *tx,
                gpointer  data,
                GError  **error)
{
  PostPlan *plan = data;

  if (plan->wall != NULL && !comms_posts_move (tx, plan->id, plan->wall, plan->zone, error))
    return NULL;
  return GINT_TO_POINTER (comms_posts_queue (tx, plan->id, FALSE, error));
}

/* The command itself is the decision to send, so nothing is held back for an Undo. */
static gboolean
queue_now (CommsTx  *tx,
           gint64    id,
           GError  **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL)
    return FALSE;
  if (post->state != COMMS_POST_STATE_QUEUED && !comms_posts_queue (tx, id, TRUE, error))
    return FALSE;
  return comms_posts_end_hold (tx, id, error);
}

static gpointer
return_post (CommsTx  *tx,
             gpointer  id,
             GError  **error)
{
  return GINT_TO_POINTER (comms_posts_return (tx, *(gint64 *) id, option_comment, error));
}

static gpointer
list_posts (CommsTx  *tx,
            gpointer  query,
            GError  **error)
{
  return comms_posts_list (tx, query, error);
}

static gboolean
plan_from_options (CommsCli *cli,
                   PostPlan *plan,
                   GError  **error)
{
  const char *own_zone = comms_desk_get_policy (cli->desk)->zone;

  if (option_zone != NULL && !comms_zone_exists (option_zone))
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("cli", "This computer knows no time zone “%s”; an example is Asia/Karachi."),
                   option_zone);
      return FALSE;
    }
  plan->zone = g_strdup (option_zone != NULL ? option_zone : own_zone);
  if (option_at == NULL)
    return TRUE;
  plan->wall = comms_cli_parse_wall (cli, option_at, plan->zone, error);
  return plan->wall != NULL;
}

static void
clear_plan (PostPlan *plan)
{
  g_clear_pointer (&plan->wall, g_free);
  g_clear_pointer (&plan->zone, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostPlan, clear_plan)

static CommsPost *
post_from_options (CommsCli     *cli,
                   CommsAccount *account,
                   const char   *text,
                   GError      **error)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autofree char *clean = g_strdup (text);
  gint64 release_id = 0;
  int part;

  if ((option_release != NULL && !comms_cli_parse_id (option_release, &release_id, error)) ||
      !comms_cli_parse_enum (COMMS_TYPE_PART, option_part, COMMS_PART_NONE, &part, error))
    return NULL;

  g_object_set (post, "text", g_strstrip (clean), "account-id",
                comms_record_get_id (COMMS_RECORD (account)), "language",
                option_language != NULL ? option_language : account->language, "release-id",
                release_id, "part", part, "no-link", option_no_link, NULL);
  return g_steal_pointer (&post);
}

static gboolean
save_planned (CommsCli  *cli,
              CommsPost *post,
              GError   **error)
{
  g_auto (PostPlan) plan = { 0 };

  if (!plan_from_options (cli, &plan, error) ||
      !comms_desk_run_record_sync (cli->desk, comms_posts_save, post, error))
    return FALSE;

  plan.id = comms_record_get_id (COMMS_RECORD (post));
  return plan.wall == NULL || comms_desk_run_sync (cli->desk, move_post, &plan, error) != NULL;
}

static gboolean
post_add (CommsCli *cli,
          char    **args,
          GError  **error)
{
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (CommsPost) post = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;

  if (option_account == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "From which account? Name it with --account."));
      return FALSE;
    }
  if (!comms_cli_open (cli, error))
    return FALSE;
  account = comms_cli_find_account (cli, option_account, error);
  text = account != NULL ? comms_cli_read_words (error) : NULL;
  post = text != NULL ? post_from_options (cli, account, text, error) : NULL;
  if (post == NULL || !save_planned (cli, post, error))
    return FALSE;

  id = g_strdup_printf ("%" G_GINT64_FORMAT, comms_record_get_id (COMMS_RECORD (post)));
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

static gboolean
query_from_options (CommsCli       *cli,
                    CommsPostQuery *query,
                    GError        **error)
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
post_list (CommsCli *cli,
           char    **args,
           GError  **error)
{
  static const char *const columns[] = { "state", "due-wall", "language", "account-id", "text", NULL };
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
post_show (CommsCli *cli,
           char    **args,
           GError  **error)
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

/* Opens the desk and does the one thing to the post that the parameter names. */
static gboolean
do_to_post (CommsCli   *cli,
            char      **args,
            CommsIdFunc func,
            GError    **error)
{
  gint64 id;

  return comms_cli_parse_id (args[0], &id, error) && comms_cli_open (cli, error) &&
         comms_desk_run_id_sync (cli->desk, func, id, error);
}

static gboolean
post_submit (CommsCli *cli,
             char    **args,
             GError  **error)
{
  return do_to_post (cli, args, comms_posts_submit, error);
}

/* With --version, only what was read is approved. */
static gboolean
approve_as_read (CommsTx *tx,
                 gint64   id,
                 GError **error)
{
  return (option_version == 0 || comms_posts_check_read (tx, id, option_version, error)) &&
         comms_posts_approve (tx, id, error);
}

static gboolean
post_approve (CommsCli *cli,
              char    **args,
              GError  **error)
{
  return do_to_post (cli, args, approve_as_read, error);
}

static gboolean
post_cancel (CommsCli *cli,
             char    **args,
             GError  **error)
{
  return do_to_post (cli, args, comms_posts_cancel, error);
}

static gboolean
post_reopen (CommsCli *cli,
             char    **args,
             GError  **error)
{
  return do_to_post (cli, args, comms_posts_reopen, error);
}

static gboolean
post_return (CommsCli *cli,
             char    **args,
             GError  **error)
{
  gint64 id;

  return comms_cli_parse_id (args[0], &id, error) && comms_cli_open (cli, error) &&
         comms_desk_run_sync (cli->desk, return_post, &id, error) != NULL;
}

static gboolean
post_schedule (CommsCli *cli,
               char    **args,
               GError  **error)
{
  g_auto (PostPlan) plan = { 0 };

  return comms_cli_parse_id (args[0], &plan.id, error) && comms_cli_open (cli, error) &&
         plan_from_options (cli, &plan, error) &&
         comms_desk_run_sync (cli->desk, move_and_queue, &plan, error) != NULL;
}

/* Prints where the post stands now; anything but "posted" is an error that says why. */
static gboolean
report_sent (CommsCli *cli,
             gint64    id,
             GError  **error)
{
  g_autoptr (CommsPost) post = comms_desk_run_sync (cli->desk, load_post, &id, error);

  if (post == NULL)
    return FALSE;
  if (post->state == COMMS_POST_STATE_POSTED)
    {
      comms_cli_print_values (cli, "id", post->remote_id, "url", post->remote_url, NULL);
      return TRUE;
    }

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_FAILED,
               /* Translators: the state of a post, then the reason as a sentence */
               C_ ("cli", "%s. %s"), comms_post_state_word (post->state),
               post->problem != NULL ? post->problem : "");
  return FALSE;
}

static gboolean
post_send (CommsCli *cli,
           char    **args,
           GError  **error)
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
  return comms_publisher_send_finish (publisher, result, error) && report_sent (cli, id, error);
}

static gboolean
post_reconcile (CommsCli *cli,
                char    **args,
                GError  **error)
{
  g_autoptr (CommsPublisher) publisher = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 id;

  if (!comms_cli_parse_id (args[0], &id, error) || !comms_cli_open_network (cli, error))
    return FALSE;

  publisher = comms_publisher_new (cli->desk);
  comms_publisher_reconcile_async (publisher, id, NULL, comms_cli_wait_cb, &result);
  comms_cli_wait (&result);
  return comms_publisher_reconcile_finish (publisher, result, error) && report_sent (cli, id, error);
}

static gboolean
post_withdraw (CommsCli *cli,
               char    **args,
               GError  **error)
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
  { "post add", NULL, NC_ ("cli", "Add a draft from a text on standard input; prints its id"),
    add_options, 0, post_add },
  { "post list", NULL, NC_ ("cli", "List the posts"), list_options, 0, post_list },
  { "post show", "POST", NC_ ("cli", "Print a post whole"), NULL, 1, post_show },
  { "post submit", "POST", NC_ ("cli", "Submit a draft for review"), NULL, 1, post_submit },
  { "post approve", "POST", NC_ ("cli", "Approve a post as it stands"), approve_options, 1,
    post_approve },
  { "post return", "POST", NC_ ("cli", "Return a post to its author"), return_options, 1,
    post_return },
  { "post schedule", "POST", NC_ ("cli", "Queue an approved post for its time"), schedule_options, 1,
    post_schedule },
  { "post send", "POST", NC_ ("cli", "Send an approved post now; prints the network’s id and address"),
    NULL, 1, post_send },
  { "post cancel", "POST", NC_ ("cli", "Take a post out of the plan"), NULL, 1, post_cancel },
  { "post reopen", "POST", NC_ ("cli", "Make a refused, missed or cancelled post a draft again"), NULL,
    1, post_reopen },
  { "post by-hand", "POST", NC_ ("cli", "Say that a person posted an approved post themselves"),
    by_hand_options, 1, post_by_hand },
  { "post reconcile", "POST", NC_ ("cli", "Look whether a post of unknown outcome is out"), NULL, 1,
    post_reconcile },
  { "post withdraw", "POST", NC_ ("cli", "Take a post off the network; the record stays"),
    withdraw_options, 1, post_withdraw },
  { NULL },
};
