/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-draft-options.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-media-desk.h"
#include "comms-post-group.h"
#include "comms-post-settings.h"
#include "comms-posts.h"

/* Changing a post: what it says and what goes out with it. */

static gboolean option_text;
static char *option_account;
static char **option_also;
static gboolean option_undated;
static gboolean option_no_media;
static gboolean option_not_legal;
static gint64 option_version;

static const GOptionEntry set_options[] = {
  { "text", 0, 0, G_OPTION_ARG_NONE, &option_text,
    NC_ ("cli", "Read what it says from standard input"), NULL },
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account,
    NC_ ("cli", "Another account for it: its id, handle or name"), NC_ ("cli", "ACCOUNT") },
  { "also", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_also,
    NC_ ("cli", "Let it go out from this account of another network as well; may be given again"),
    NC_ ("cli", "ACCOUNT") },
  COMMS_DRAFT_OPTIONS,
  { "undated", 0, 0, G_OPTION_ARG_NONE, &option_undated, NC_ ("cli", "It has no time"), NULL },
  { "no-media", 0, 0, G_OPTION_ARG_NONE, &option_no_media, NC_ ("cli", "It has no pictures"),
    NULL },
  { "not-legal", 0, 0, G_OPTION_ARG_NONE, &option_not_legal,
    NC_ ("cli", "It needs no legal reviewer"), NULL },
  { "version", 0, 0, G_OPTION_ARG_INT64, &option_version,
    NC_ ("cli", "Change only what “post show” printed as that version"), NC_ ("cli", "N") },
  { NULL },
};

/* A post and what becomes of it, on its way to the store's thread. */
typedef struct
{
  gint64 id;
  char *text;            /* NULL: as it is */
  CommsAccount *account; /* that it goes out from then */
  GPtrArray *also;       /* (element-type CommsAccount) */
  GPtrArray *media;      /* NULL: as they are */
  char *wall;
  char *zone;
  int repliers; /* -1: as it is */
  GArray *ids;  /* of those that were added */
} Change;

static void
clear_change (Change *change)
{
  g_clear_pointer (&change->text, g_free);
  g_clear_object (&change->account);
  g_clear_pointer (&change->also, g_ptr_array_unref);
  g_clear_pointer (&change->media, g_ptr_array_unref);
  g_clear_pointer (&change->wall, g_free);
  g_clear_pointer (&change->zone, g_free);
  g_clear_pointer (&change->ids, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, clear_change)

static gboolean
apply_options (Change *change, CommsPost *post, GError **error)
{
  if (change->text != NULL)
    g_object_set (post, "text", change->text, NULL);
  if (option_account != NULL)
    g_object_set (post, "account-id", comms_record_get_id (COMMS_RECORD (change->account)), NULL);
  if (comms_draft_options.language != NULL)
    g_object_set (post, "language", comms_draft_options.language, NULL);
  if (comms_draft_options.legal || option_not_legal)
    g_object_set (post, "legal", comms_draft_options.legal, NULL);
  if (comms_draft_options.no_link)
    g_object_set (post, "no-link", TRUE, NULL);
  return (comms_draft_options.reply_to == NULL ||
          comms_post_set_reply_to (post, change->account, comms_draft_options.reply_to, error)) &&
         (comms_draft_options.warning == NULL ||
          comms_post_set_content_warning (post, change->account, comms_draft_options.warning,
                                          error)) &&
         (change->repliers < 0 ||
          comms_post_set_repliers (post, change->account, (CommsRepliers) change->repliers,
                                   error)) &&
         (option_account == NULL || comms_post_check_settings (post, change->account, error));
}

/* Nobody is stopped from changing one thing by another that was wrong before. */
static gboolean
check_changed (CommsTx *tx, Change *change, GError **error)
{
  const gboolean fuller = change->text != NULL || change->media != NULL || option_account != NULL ||
                          comms_draft_options.warning != NULL;

  return !fuller || comms_posts_check_ready (tx, change->id, error);
}

static gboolean
add_also (CommsTx *tx, Change *change, GError **error)
{
  for (guint i = 0; i < change->also->len; i++)
    {
      gint64 added;

      if (!comms_post_group_add (tx, change->id, comms_record_get_id (change->also->pdata[i]),
                                 &added, error) ||
          !comms_posts_check_ready (tx, added, error))
        return FALSE;
      g_array_append_val (change->ids, added);
    }
  return TRUE;
}

static gpointer
set_func (CommsTx *tx, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (CommsPost) post = comms_posts_load (tx, change->id, error);

  return GINT_TO_POINTER (
    post != NULL &&
    (option_version == 0 || comms_posts_check_read (tx, change->id, option_version, error)) &&
    apply_options (change, post, error) && comms_posts_save (tx, post, error) &&
    (change->media == NULL || comms_media_set (tx, post, change->media, error)) &&
    ((comms_draft_options.at == NULL && !option_undated) ||
     comms_posts_move (tx, change->id, change->wall, change->zone, error)) &&
    check_changed (tx, change, error) && add_also (tx, change, error));
}

static gboolean
check_set_options (GError **error)
{
  const char *problem = NULL;

  if (comms_draft_options.at != NULL && option_undated)
    problem = C_ ("cli", "A post has a time or none: --at or --undated.");
  else if (comms_draft_has_media () && option_no_media)
    problem = C_ ("cli", "A post has pictures or none: --media or --no-media.");
  else if (comms_draft_options.legal && option_not_legal)
    problem = C_ ("cli", "A post is legal or not: --legal or --not-legal.");
  else if (!option_text && option_account == NULL && option_also == NULL &&
           comms_draft_options.language == NULL && comms_draft_options.reply_to == NULL &&
           comms_draft_options.warning == NULL && comms_draft_options.replies == NULL &&
           !comms_draft_options.legal && !option_not_legal && !comms_draft_options.no_link &&
           comms_draft_options.at == NULL && !option_undated && !comms_draft_has_media () &&
           !option_no_media)
    problem = C_ ("cli", "Say what is to change. See: comms post set --help");
  if (problem == NULL)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, problem);
  return FALSE;
}

static gpointer
load_post (CommsTx *tx, gpointer id, GError **error)
{
  return comms_posts_load (tx, *(gint64 *) id, error);
}

/* The account that it goes out from after the change. (transfer full) */
static CommsAccount *
account_after (CommsCli *cli, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = NULL;
  g_autofree char *word = NULL;

  if (option_account != NULL)
    return comms_cli_find_account (cli, option_account, error);
  post = comms_desk_run_sync (cli->desk, load_post, &id, error);
  if (post == NULL)
    return NULL;
  if (post->account_id == 0)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("cli", "This post has no account yet; give it one with --account."));
      return NULL;
    }
  word = g_strdup_printf ("%" G_GINT64_FORMAT, post->account_id);
  return comms_cli_find_account (cli, word, error);
}

static gboolean
take_change (CommsCli *cli, Change *change, GError **error)
{
  change->account = account_after (cli, change->id, error);
  change->also =
    change->account != NULL ? comms_draft_find_accounts (cli, option_also, error) : NULL;
  if (change->also == NULL ||
      !comms_cli_parse_enum (COMMS_TYPE_REPLIERS, comms_draft_options.replies, -1,
                             &change->repliers, error) ||
      !comms_cli_parse_plan (cli, comms_draft_options.at, comms_draft_options.zone, &change->wall,
                             &change->zone, error))
    return FALSE;

  if (comms_draft_has_media () || option_no_media)
    {
      change->media = comms_draft_read_media (change->account, error);
      if (change->media == NULL)
        return FALSE;
    }
  if (option_text)
    change->text = comms_draft_read_text (error);
  return !option_text || change->text != NULL;
}

static gboolean
post_set (CommsCli *cli, char **args, GError **error)
{
  g_auto (Change) change = { .ids = g_array_new (FALSE, FALSE, sizeof (gint64)) };

  if (!check_set_options (error) || !comms_cli_parse_id (args[0], &change.id, error) ||
      !comms_cli_open (cli, error) || !take_change (cli, &change, error) ||
      comms_desk_run_sync (cli->desk, set_func, &change, error) == NULL)
    return FALSE;

  comms_draft_print_ids (cli, change.ids);
  return TRUE;
}

static gpointer
list_media (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) id, error);

  return post != NULL ? comms_media_of_post (tx, *(gint64 *) id, FALSE, error) : NULL;
}

static gboolean
post_media (CommsCli *cli, char **args, GError **error)
{
  static const char *const columns[] = { "mime", "size", "width", "height", "name", "alt", NULL };
  g_autoptr (GPtrArray) media = NULL;
  gint64 id;

  if (!comms_cli_parse_id (args[0], &id, error) || !comms_cli_open (cli, error))
    return FALSE;
  media = comms_desk_run_sync (cli->desk, list_media, &id, error);
  if (media == NULL)
    return FALSE;

  comms_cli_print_records (cli, media, columns);
  return TRUE;
}

static gboolean
post_bin (CommsCli *cli, char **args, GError **error)
{
  return comms_cli_run_id (cli, args[0], comms_posts_bin, error);
}

static gboolean
post_unbin (CommsCli *cli, char **args, GError **error)
{
  return comms_cli_run_id (cli, args[0], comms_posts_unbin, error);
}

const CommsCommand comms_edit_commands[] = {
  { "post set", "POST", NC_ ("cli", "Change what a post says and what goes out with it"),
    set_options, 1, post_set },
  { "post media", "POST", NC_ ("cli", "List the pictures of a post"), NULL, 1, post_media },
  { "post bin", "POST", NC_ ("cli", "Put a post into the bin"), NULL, 1, post_bin },
  { "post unbin", "POST", NC_ ("cli", "Take a post out of the bin"), NULL, 1, post_unbin },
  { NULL },
};
