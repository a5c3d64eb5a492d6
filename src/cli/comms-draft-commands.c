/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-accounts.h"
#include "comms-draft-options.h"
#include "comms-enum-types.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-media-desk.h"
#include "comms-post-group.h"
#include "comms-post-settings.h"
#include "comms-posts.h"
#include "comms-releases.h"
#include "comms-thread-text.h"
#include "comms-threads.h"

/* Writing posts: a text, or several for a thread, with all that goes out with it, from one account
 * or as one piece from several. All of it is in the desk then, or nothing is. */

#define MOST_PARTS 50

static char **option_accounts;
static char **option_wordings;
static gboolean option_thread;
static gboolean option_split;
static gboolean option_numbered;
static char *option_release;
static char *option_part;

static const GOptionEntry add_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_accounts,
    NC_ ("cli", "The account: its id, handle or name; may be given again for other networks"),
    NC_ ("cli", "ACCOUNT") },
  { "wording", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_wordings,
    NC_ ("cli", "What a further account says instead; may be given again"),
    NC_ ("cli", "ACCOUNT:TEXT") },
  { "thread", 0, 0, G_OPTION_ARG_NONE, &option_thread,
    NC_ ("cli", "The text is a thread: a line of --- stands between two parts"), NULL },
  { "split", 0, 0, G_OPTION_ARG_NONE, &option_split,
    NC_ ("cli", "Split a text that is too long into a thread"), NULL },
  { "numbered", 0, 0, G_OPTION_ARG_NONE, &option_numbered,
    NC_ ("cli", "Number the parts of the thread"), NULL },
  { "release", 0, 0, G_OPTION_ARG_STRING, &option_release,
    NC_ ("cli", "The release that it comes from"), NC_ ("cli", "RELEASE") },
  { "part", 0, 0, G_OPTION_ARG_STRING, &option_part, NC_ ("cli", "The part of that release"),
    NC_ ("cli", "PART") },
  COMMS_DRAFT_OPTIONS,
  { NULL },
};

/**
 * Draft:
 * @post: the first, to be added
 * @accounts: (element-type CommsAccount): that of the first, then the further ones
 * @wordings: (element-type utf8): beside each of them what it says, NULL where that is the same
 * @parts: (element-type CommsThreadPart): one where it is no thread
 * @media: (element-type CommsMedia): of the first, and so of the whole piece
 * @ids: (element-type gint64): of all posts, as they are added
 *
 * What is to be added, on its way to the store's thread.
 */
typedef struct
{
  CommsPost *post;
  GPtrArray *accounts;
  GPtrArray *wordings;
  GPtrArray *parts;
  GPtrArray *media;
  CommsRepliers repliers;
  GArray *ids;
} Draft;

static void
clear_draft (Draft *draft)
{
  g_clear_object (&draft->post);
  g_clear_pointer (&draft->accounts, g_ptr_array_unref);
  g_clear_pointer (&draft->wordings, g_ptr_array_unref);
  g_clear_pointer (&draft->parts, g_ptr_array_unref);
  g_clear_pointer (&draft->media, g_ptr_array_unref);
  g_clear_pointer (&draft->ids, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, clear_draft)

/* On the store's thread. */

static gboolean
any_account (GPtrArray *accounts, gboolean (*has) (CommsAccount *account))
{
  for (guint i = 0; i < accounts->len; i++)
    if (has (accounts->pdata[i]))
      return TRUE;
  return FALSE;
}

/* What was said of the whole piece stands on each of its posts whose network knows it; where none
 * of them does, the first says so. */
static gboolean
set_extras (Draft *draft, CommsPost *post, CommsAccount *account, GError **error)
{
  const gboolean warns = comms_draft_options.warning != NULL &&
                         (comms_account_has_warnings (account) ||
                          !any_account (draft->accounts, comms_account_has_warnings));
  const gboolean limits = comms_draft_options.replies != NULL && post->thread_position <= 1 &&
                          (comms_account_has_repliers (account) ||
                           !any_account (draft->accounts, comms_account_has_repliers));

  g_object_set (post, "legal", comms_draft_options.legal, NULL);
  return (!warns ||
          comms_post_set_content_warning (post, account, comms_draft_options.warning, error)) &&
         (!limits || comms_post_set_repliers (post, account, draft->repliers, error));
}

static gboolean
check_release (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsRelease) release = id != 0 ? comms_releases_load (tx, id, error) : NULL;

  return id == 0 || release != NULL;
}

static gboolean
add_first (CommsTx *tx, Draft *draft, GError **error)
{
  gint64 id;

  if (!check_release (tx, draft->post->release_id, error) ||
      !set_extras (draft, draft->post, draft->accounts->pdata[0], error) ||
      !comms_post_set_reply_to (draft->post, draft->accounts->pdata[0],
                                comms_draft_options.reply_to, error) ||
      !comms_posts_save (tx, draft->post, error) ||
      (draft->media->len > 0 && !comms_media_set (tx, draft->post, draft->media, error)))
    return FALSE;
  id = comms_record_get_id (COMMS_RECORD (draft->post));
  g_array_append_val (draft->ids, id);
  return TRUE;
}

/* One that the desk made after the first: with the words of its own, if any. */
static gboolean
finish_one (
  CommsTx *tx, Draft *draft, gint64 id, CommsAccount *account, const char *wording, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL)
    return FALSE;
  g_array_append_val (draft->ids, id);
  if (wording != NULL)
    g_object_set (post, "text", wording, NULL);
  return set_extras (draft, post, account, error) && comms_posts_save (tx, post, error);
}

static gboolean
add_parts (CommsTx *tx, Draft *draft, GError **error)
{
  const gint64 first = g_array_index (draft->ids, gint64, 0);

  if (draft->parts->len < 2)
    return TRUE;
  ((CommsThreadPart *) draft->parts->pdata[0])->id = first;
  if (!comms_threads_set (tx, first, draft->parts, error))
    return FALSE;
  for (guint i = 1; i < draft->parts->len; i++)
    if (!finish_one (tx, draft, ((CommsThreadPart *) draft->parts->pdata[i])->id,
                     draft->accounts->pdata[0], NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_accounts (CommsTx *tx, Draft *draft, GError **error)
{
  const gint64 first = g_array_index (draft->ids, gint64, 0);

  for (guint i = 1; i < draft->accounts->len; i++)
    {
      CommsAccount *account = draft->accounts->pdata[i];
      gint64 added;

      if (!comms_post_group_add (tx, first, comms_record_get_id (COMMS_RECORD (account)), &added,
                                 error) ||
          !finish_one (tx, draft, added, account, draft->wordings->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Which of several it is that cannot go out. */
static void
name_one (Draft *draft, guint i, GError **error)
{
  g_autofree char *sentence = NULL;

  if (draft->ids->len < 2 || error == NULL)
    return;
  if (draft->parts->len > 1)
    /* Translators: the number of a part of a thread, and the sentence that says what is wrong with
     * it */
    sentence = g_strdup_printf (C_ ("cli", "Part %u of the thread: %s"), i + 1, (*error)->message);
  else
    /* Translators: a handle, and the sentence that says what is wrong with its post */
    sentence =
      g_strdup_printf (C_ ("cli", "@%s: %s"), ((CommsAccount *) draft->accounts->pdata[i])->handle,
                       (*error)->message);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&sentence);
}

static gboolean
check_all (CommsTx *tx, Draft *draft, GError **error)
{
  for (guint i = 0; i < draft->ids->len; i++)
    if (!comms_posts_check_ready (tx, g_array_index (draft->ids, gint64, i), error))
      {
        name_one (draft, i, error);
        return FALSE;
      }
  return TRUE;
}

static gpointer
add_func (CommsTx *tx, gpointer data, GError **error)
{
  Draft *draft = data;

  return GINT_TO_POINTER (add_first (tx, draft, error) && add_parts (tx, draft, error) &&
                          add_accounts (tx, draft, error) && check_all (tx, draft, error));
}

/* Out of the options. */

static gboolean
check_add_options (GError **error)
{
  const char *problem = NULL;

  if (option_accounts == NULL)
    problem = C_ ("cli", "From which account? Name it with --account.");
  else if (option_thread && option_split)
    problem = C_ ("cli", "A thread is either written with --thread or made with --split.");
  else if (option_numbered && !option_thread && !option_split)
    problem = C_ ("cli", "Only a thread is numbered: --thread or --split.");
  else if (comms_draft_options.reply_to != NULL && option_accounts[1] != NULL)
    problem = C_ ("cli", "A post is on one network, so the reply to it goes out from one account.");
  if (problem == NULL)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, problem);
  return FALSE;
}

/* Where the account stands among those of the piece, 0 where it is none of the further ones. */
static guint
place_of (GPtrArray *accounts, CommsAccount *account)
{
  for (guint i = 1; i < accounts->len; i++)
    if (comms_record_get_id (accounts->pdata[i]) == comms_record_get_id (COMMS_RECORD (account)))
      return i;
  return 0;
}

/* "@mohr_pk@mastodon.example:What it says". */
static gboolean
take_wording (CommsCli *cli, Draft *draft, const char *word, GError **error)
{
  const char *colon = strchr (word, ':');
  g_autofree char *name = colon != NULL ? g_strndup (word, (gsize) (colon - word)) : NULL;
  g_autoptr (CommsAccount) account = NULL;
  guint place;

  if (colon == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   /* Translators: %s is what was typed */
                   C_ ("cli", "“%s” does not say whose wording it is; write ACCOUNT:TEXT."), word);
      return FALSE;
    }
  account = comms_cli_find_account (cli, name, error);
  if (account == NULL)
    return FALSE;
  place = place_of (draft->accounts, account);
  if (place == 0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   /* Translators: %s is a handle */
                   C_ ("cli", "@%s is none of the further accounts of this post; name it with "
                              "--account after the first, which says what standard input says."),
                   account->handle);
      return FALSE;
    }
  g_free (draft->wordings->pdata[place]);
  draft->wordings->pdata[place] = g_strstrip (comms_text_clean (colon + 1, -1, NULL));
  return TRUE;
}

static gboolean
take_accounts (CommsCli *cli, Draft *draft, GError **error)
{
  draft->accounts = comms_draft_find_accounts (cli, option_accounts, error);
  if (draft->accounts == NULL)
    return FALSE;
  draft->wordings = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (draft->wordings, (int) draft->accounts->len);
  for (guint i = 0; option_wordings != NULL && option_wordings[i] != NULL; i++)
    if (!take_wording (cli, draft, option_wordings[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
is_rule (const char *line)
{
  g_autofree char *clean = g_strstrip (g_strdup (line));

  return g_str_equal (clean, "---");
}

/* The parts between the lines of "---". */
static char **
split_at_rules (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) part = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!is_rule (lines[i]))
        g_string_append_printf (part, "%s\n", lines[i]);
      if (is_rule (lines[i]) || lines[i + 1] == NULL)
        {
          g_ptr_array_add (parts, g_strdup (g_strstrip (part->str)));
          g_string_set_size (part, 0);
        }
    }
  g_ptr_array_add (parts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&parts), FALSE);
}

/* Where the text is too long for the account: at the end of sentences. */
static char **
split_by_length (CommsAccount *account, const char *text)
{
  CommsTextMeasure measure = comms_account_measure (account);

  if (comms_account_has_warnings (account))
    measure.options.warning = comms_draft_options.warning;
  return comms_thread_text_split (text, measure.rule, &measure.options, option_numbered);
}

static void
number_parts (char **texts)
{
  const guint n_texts = g_strv_length (texts);

  for (guint i = 0; n_texts > 1 && i < n_texts; i++)
    {
      g_autofree char *plain = texts[i];

      texts[i] = comms_thread_text_number (plain, i + 1, n_texts);
    }
}

/* About how many parts the text would have, before it is split, which takes long with a book. */
static guint
count_parts (CommsAccount *account, const char *text)
{
  const CommsTextMeasure measure = comms_account_measure (account);
  g_auto (CommsTextCheck) empty = { 0 };
  g_auto (GStrv) written = NULL;

  if (option_thread)
    {
      written = split_at_rules (text);
      return g_strv_length (written);
    }
  comms_text_check ("", measure.rule, &measure.options, &empty);
  return option_split ? (guint) (g_utf8_strlen (text, -1) / MAX (empty.limit, 1)) : 1;
}

/* Nobody reads such a thread to its end, and each of its parts is a post that somebody approves. */
static gboolean
check_length (CommsAccount *account, const char *text, GError **error)
{
  if (count_parts (account, text) <= MOST_PARTS)
    return TRUE;

  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT,
               /* Translators: a number of parts */
               C_ ("cli",
                   "This text would be a thread of more than %d parts; put it on a page, and "
                   "link to it."),
               MOST_PARTS);
  return FALSE;
}

/* The text as the parts of a thread, or as one where it is to be none. */
static GPtrArray *
parts_of (CommsAccount *account, const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_thread_part_free);
  g_auto (GStrv) texts = NULL;

  if (option_split)
    texts = split_by_length (account, text);
  else if (option_thread)
    texts = split_at_rules (text);
  if (option_thread && option_numbered)
    number_parts (texts);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    g_ptr_array_add (parts, comms_thread_part_new (0, texts[i]));
  /* Nothing has no parts. */
  if (parts->len == 0)
    g_ptr_array_add (parts, comms_thread_part_new (0, text));
  return parts;
}

static gboolean
take_post (CommsCli *cli, Draft *draft, GError **error)
{
  CommsAccount *account = draft->accounts->pdata[0];
  g_autofree char *wall = NULL;
  g_autofree char *zone = NULL;
  gint64 release_id = 0;
  int repliers;
  int part;

  if ((option_release != NULL && !comms_cli_parse_id (option_release, &release_id, error)) ||
      !comms_cli_parse_enum (COMMS_TYPE_PART, option_part, COMMS_PART_NONE, &part, error) ||
      !comms_cli_parse_enum (COMMS_TYPE_REPLIERS, comms_draft_options.replies,
                             COMMS_REPLIERS_EVERYONE, &repliers, error) ||
      !comms_cli_parse_plan (cli, comms_draft_options.at, comms_draft_options.zone, &wall, &zone,
                             error))
    return FALSE;

  draft->repliers = (CommsRepliers) repliers;
  draft->post =
    g_object_new (COMMS_TYPE_POST, "text", ((CommsThreadPart *) draft->parts->pdata[0])->text,
                  "account-id", comms_record_get_id (COMMS_RECORD (account)), "language",
                  comms_draft_options.language != NULL ? comms_draft_options.language
                                                       : account->language,
                  "release-id", release_id, "part", part, "no-link", comms_draft_options.no_link,
                  "due-wall", wall, "due-zone", wall != NULL ? zone : NULL, NULL);
  return TRUE;
}

static gboolean
post_add (CommsCli *cli, char **args, GError **error)
{
  g_auto (Draft) draft = { .ids = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_autofree char *text = NULL;

  if (!check_add_options (error) || !comms_cli_open (cli, error) ||
      !take_accounts (cli, &draft, error))
    return FALSE;
  draft.media = comms_draft_read_media (draft.accounts->pdata[0], error);
  text = draft.media != NULL ? comms_draft_read_text (error) : NULL;
  if (text == NULL || !check_length (draft.accounts->pdata[0], text, error))
    return FALSE;
  draft.parts = parts_of (draft.accounts->pdata[0], text);
  if (!take_post (cli, &draft, error) ||
      comms_desk_run_sync (cli->desk, add_func, &draft, error) == NULL)
    return FALSE;

  comms_draft_print_ids (cli, draft.ids);
  return TRUE;
}

const CommsCommand comms_draft_commands[] = {
  { "post add", NULL, NC_ ("cli", "Add a draft from a text on standard input; prints its id"),
    add_options, 0, post_add },
  { NULL },
};
