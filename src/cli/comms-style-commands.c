/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCli"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-cli.h"

#include "comms-advice.h"
#include "comms-checks.h"
#include "comms-error.h"
#include "comms-house-style.h"
#include "comms-posts.h"
#include "comms-zone.h"

static char *option_language;
static char *option_twin;
static char *option_meaning;
static char *option_used_by;
static char *option_short;
static char *option_topic;
static char *option_until;
static char *option_account;
static char *option_says;
static char *option_avoids;
static char *option_reason;
static char **option_forms;
static gboolean option_checked;

#define LANGUAGE_OPTION                                                                            \
  {                                                                                                \
    "language", 0, 0, G_OPTION_ARG_STRING, &option_language,                                       \
      NC_ ("cli", "The language that it is for; without it, that of its letters"),                 \
      NC_ ("cli", "TAG")                                                                           \
  }

static const GOptionEntry hashtag_options[] = {
  LANGUAGE_OPTION,
  { "twin", 0, 0, G_OPTION_ARG_STRING, &option_twin,
    NC_ ("cli", "The same hashtag in the other language"), NC_ ("cli", "HASHTAG") },
  { "meaning", 0, 0, G_OPTION_ARG_STRING, &option_meaning, NC_ ("cli", "What it stands for"),
    NC_ ("cli", "TEXT") },
  { "used-by", 0, 0, G_OPTION_ARG_STRING, &option_used_by, NC_ ("cli", "Who uses it"),
    NC_ ("cli", "TEXT") },
  { "checked", 0, 0, G_OPTION_ARG_NONE, &option_checked,
    NC_ ("cli", "You looked today at what is said under it"), NULL },
  { NULL },
};

static const GOptionEntry abbreviation_options[] = {
  LANGUAGE_OPTION,
  { "short", 0, 0, G_OPTION_ARG_STRING, &option_short,
    NC_ ("cli", "What may stand in its place; without it, the words can be left out"),
    NC_ ("cli", "TEXT") },
  { NULL },
};

static const GOptionEntry line_options[] = {
  LANGUAGE_OPTION,
  { "topic", 0, 0, G_OPTION_ARG_STRING, &option_topic,
    NC_ ("cli", "What it answers, in a few words"), NC_ ("cli", "TEXT") },
  { "until", 0, 0, G_OPTION_ARG_STRING, &option_until, NC_ ("cli", "Not to be used from then on"),
    NC_ ("cli", "“DATE TIME”") },
  { NULL },
};

static const GOptionEntry voice_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account,
    NC_ ("cli", "The account: its id, handle or name"), NC_ ("cli", "ACCOUNT") },
  LANGUAGE_OPTION,
  { "says", 0, 0, G_OPTION_ARG_STRING, &option_says, NC_ ("cli", "What it likes to say"),
    NC_ ("cli", "TEXT") },
  { "avoids", 0, 0, G_OPTION_ARG_STRING, &option_avoids, NC_ ("cli", "What it never says"),
    NC_ ("cli", "TEXT") },
  { NULL },
};

static const GOptionEntry name_options[] = {
  { "form", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_forms,
    NC_ ("cli", "Another spelling; may be given again"), NC_ ("cli", "TEXT") },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &option_reason, NC_ ("cli", "Why it may not appear"),
    NC_ ("cli", "TEXT") },
  { NULL },
};

/* --- the records --- */

static gpointer
list_records (CommsTx *tx, gpointer type, GError **error)
{
  return comms_house_style_list (tx, *(GType *) type, error);
}

static gboolean
print_list (CommsCli *cli, GType type, const char *const *columns, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;
  records = comms_desk_run_sync (cli->desk, list_records, &type, error);
  if (records == NULL)
    return FALSE;
  comms_cli_print_records (cli, records, columns);
  return TRUE;
}

static gboolean
save (CommsCli *cli, gpointer record, GError **error)
{
  g_autofree char *id = NULL;

  if (!comms_desk_run_record_sync (cli->desk, comms_house_style_save, record, error))
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, comms_record_get_id (record));
  comms_cli_print_values (cli, "id", id, NULL);
  return TRUE;
}

static gboolean
remove_record (CommsCli *cli, GType type, const char *word, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  gint64 id;

  if (!comms_cli_parse_id (word, &id, error) || !comms_cli_open (cli, error))
    return FALSE;
  records = comms_desk_run_sync (cli->desk, list_records, &type, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (comms_record_get_id (g_ptr_array_index (records, i)) == id)
      return comms_desk_run_record_sync (cli->desk, comms_house_style_remove,
                                         g_ptr_array_index (records, i), error);
  if (records != NULL)
    g_set_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND,
                 /* Translators: %s is a number that was typed */
                 C_ ("cli", "There is no entry %s in that part of the house style; list it to see "
                            "which there are."),
                 word);
  return FALSE;
}

/* A kind of record whose list shows the columns named. */
#define LIST_AND_REMOVE(name, TYPE, ...)                                                           \
  static gboolean name##_list (CommsCli *cli, char **args, GError **error)                         \
  {                                                                                                \
    static const char *const columns[] = { __VA_ARGS__, NULL };                                    \
                                                                                                   \
    return print_list (cli, TYPE, columns, error);                                                 \
  }                                                                                                \
                                                                                                   \
  static gboolean name##_remove (CommsCli *cli, char **args, GError **error)                       \
  {                                                                                                \
    return remove_record (cli, TYPE, args[0], error);                                              \
  }

LIST_AND_REMOVE (hashtag, COMMS_TYPE_HASHTAG, "tag", "twin", "checked-at", "meaning")
LIST_AND_REMOVE (abbreviation, COMMS_TYPE_ABBREVIATION, "language", "short-form", "long-form")
LIST_AND_REMOVE (line, COMMS_TYPE_APPROVED_LINE, "language", "topic", "valid-until", "text")
LIST_AND_REMOVE (voice, COMMS_TYPE_VOICE_CARD, "account-id", "language", "tone")
LIST_AND_REMOVE (name, COMMS_TYPE_PROTECTED_NAME, "name", "reason")

static gboolean
hashtag_add (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsHashtag) hashtag = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;
  hashtag =
    g_object_new (COMMS_TYPE_HASHTAG, "tag", args[0], "twin", option_twin, "language",
                  option_language, "meaning", option_meaning, "used-by", option_used_by,
                  "checked-at", option_checked ? comms_desk_now (cli->desk) : G_GINT64_CONSTANT (0),
                  NULL);
  return save (cli, hashtag, error);
}

static gboolean
abbreviation_add (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsAbbreviation) abbreviation =
    g_object_new (COMMS_TYPE_ABBREVIATION, "long-form", args[0], "short-form", option_short,
                  "language", option_language, NULL);

  return comms_cli_open (cli, error) && save (cli, abbreviation, error);
}

static gboolean
line_add (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsApprovedLine) line =
    g_object_new (COMMS_TYPE_APPROVED_LINE, "text", args[0], "topic", option_topic, "language",
                  option_language, NULL);
  const char *zone;
  gint64 until = 0;

  if (!comms_cli_open (cli, error))
    return FALSE;
  zone = comms_desk_get_policy (cli->desk)->zone;
  if (option_until != NULL)
    {
      g_autofree char *wall = comms_cli_parse_wall (cli, option_until, zone, error);

      if (wall == NULL || !comms_zone_to_instant (zone, wall, &until, NULL, error))
        return FALSE;
    }
  g_object_set (line, "valid-until", until, NULL);
  return save (cli, line, error);
}

static gboolean
voice_add (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsVoiceCard) card = NULL;
  g_autoptr (CommsAccount) account = NULL;

  if (option_account == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           C_ ("cli", "Whose voice is it? Name the account with --account."));
      return FALSE;
    }
  if (!comms_cli_open (cli, error))
    return FALSE;
  account = comms_cli_find_account (cli, option_account, error);
  if (account == NULL)
    return FALSE;
  card =
    g_object_new (COMMS_TYPE_VOICE_CARD, "account-id", comms_record_get_id (COMMS_RECORD (account)),
                  "language", option_language != NULL ? option_language : account->language, "tone",
                  args[0], "says", option_says, "avoids", option_avoids, NULL);
  return save (cli, card, error);
}

static gboolean
name_add (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (CommsProtectedName) name =
    g_object_new (COMMS_TYPE_PROTECTED_NAME, "name", args[0], "other-forms", option_forms, "reason",
                  option_reason, NULL);

  return comms_cli_open (cli, error) && save (cli, name, error);
}

/* --- advice --- */

static gpointer
load_levels (CommsTx *tx, gpointer unused, GError **error)
{
  return comms_advice_levels_load (tx, error);
}

static gboolean
advice_list (CommsCli *cli, char **args, GError **error)
{
  g_autofree CommsAdviceLevels *levels = NULL;

  if (!comms_cli_open (cli, error))
    return FALSE;
  levels = comms_desk_run_sync (cli->desk, load_levels, NULL, error);
  if (levels == NULL)
    return FALSE;
  for (guint i = 0; i < COMMS_CHECK_N_OF_POST; i++)
    {
      const CommsAdvice *advice = comms_advice_get (i);
      const char *level = comms_advice_level_nick (levels->levels[i]);

      if (cli->json)
        comms_cli_print_values (cli, "code", advice->code, "level", level, "rule",
                                advice->is_rule ? "yes" : "no", "source", advice->source,
                                "sentence", comms_advice_sentence (i), NULL);
      else
        g_print ("%-18s %-6s %-5s %s\n", advice->code, level, advice->source,
                 comms_advice_sentence (i));
    }
  return TRUE;
}

typedef struct
{
  CommsCheckKind kind;
  CommsCheckLevel level;
} Setting;

static gpointer
set_level (CommsTx *tx, gpointer data, GError **error)
{
  Setting *setting = data;

  return GINT_TO_POINTER (comms_advice_set_level (tx, setting->kind, setting->level, error));
}

static gboolean
advice_set (CommsCli *cli, char **args, GError **error)
{
  Setting setting;

  if (!comms_advice_from_code (args[0], &setting.kind))
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND,
                   C_ ("cli", "There is no advice “%s”; “comms advice list” shows them all."),
                   args[0]);
      return FALSE;
    }
  if (!comms_advice_level_from_nick (args[1], &setting.level))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   C_ ("cli", "“%s” is no level; write off, hint, warn or block."), args[1]);
      return FALSE;
    }
  return comms_cli_open (cli, error) &&
         comms_desk_run_sync (cli->desk, set_level, &setting, error) != NULL;
}

/* The advice for one post. The wording of all others is read first. */
static gpointer
check_post (CommsTx *tx, gpointer data, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, *(gint64 *) data, error);
  g_autoptr (CommsPostContext) context = NULL;
  gboolean more = TRUE;

  while (post != NULL && more)
    if (!comms_likeness_read (tx->likeness, tx, 5000, &more, error))
      return NULL;
  context = post != NULL ? comms_post_context_load (tx, post, error) : NULL;
  return context != NULL ? comms_checks_of_post (post, context) : NULL;
}

static void
print_check (CommsCli *cli, const CommsCheck *check)
{
  g_autofree char *start = g_strdup_printf ("%" G_GSIZE_FORMAT, check->start);
  g_autofree char *end = g_strdup_printf ("%" G_GSIZE_FORMAT, check->end);
  g_autofree char *twin = g_strdup_printf ("%" G_GINT64_FORMAT, check->twin_id);
  const char *level =
    check->level == COMMS_CHECK_FINE ? "fine" : comms_advice_level_nick (check->level);

  if (cli->json)
    comms_cli_print_values (cli, "code", check->code, "level", level, "sentence", check->sentence,
                            "source", check->source, "start", start, "end", end, "twin",
                            check->twin_id != 0 ? twin : NULL, "dismissed",
                            check->dismissed ? "yes" : "no", NULL);
  else
    g_print ("%-6s %-18s %s\n", level, check->code, check->sentence);
}

static gboolean
post_advice (CommsCli *cli, char **args, GError **error)
{
  g_autoptr (GPtrArray) checks = NULL;
  gint64 id;

  if (!comms_cli_parse_id (args[0], &id, error) || !comms_cli_open (cli, error))
    return FALSE;
  checks = comms_desk_run_sync (cli->desk, check_post, &id, error);
  if (checks == NULL)
    return FALSE;
  for (guint i = 0; i < checks->len; i++)
    print_check (cli, g_ptr_array_index (checks, i));
  return TRUE;
}

/* A piece of advice on one post, on its way to the store's thread. */
typedef struct
{
  gint64 id;
  const char *code;
  gboolean dismissed;
} Decision;

static gpointer
decide (CommsTx *tx, gpointer data, GError **error)
{
  const Decision *decision = data;

  return GINT_TO_POINTER (
    comms_advice_dismiss (tx, decision->id, decision->code, decision->dismissed, error));
}

static gboolean
run_decision (CommsCli *cli, char **args, gboolean dismissed, GError **error)
{
  Decision decision = { .code = args[1], .dismissed = dismissed };

  return comms_cli_parse_id (args[0], &decision.id, error) && comms_cli_open (cli, error) &&
         comms_desk_run_sync (cli->desk, decide, &decision, error) != NULL;
}

static gboolean
post_dismiss (CommsCli *cli, char **args, GError **error)
{
  return run_decision (cli, args, TRUE, error);
}

static gboolean
post_heed (CommsCli *cli, char **args, GError **error)
{
  return run_decision (cli, args, FALSE, error);
}

const CommsCommand comms_style_commands[] = {
  { "hashtag add", "HASHTAG", NC_ ("cli", "Add a hashtag to the bank; prints the id"),
    hashtag_options, 1, hashtag_add },
  { "hashtag list", NULL, NC_ ("cli", "List the hashtags of the bank"), NULL, 0, hashtag_list },
  { "hashtag remove", "ID", NC_ ("cli", "Remove a hashtag from the bank"), NULL, 1,
    hashtag_remove },
  { "abbreviation add", "LONG", NC_ ("cli", "Add a house abbreviation; prints the id"),
    abbreviation_options, 1, abbreviation_add },
  { "abbreviation list", NULL, NC_ ("cli", "List the house abbreviations"), NULL, 0,
    abbreviation_list },
  { "abbreviation remove", "ID", NC_ ("cli", "Remove a house abbreviation"), NULL, 1,
    abbreviation_remove },
  { "line add", "TEXT", NC_ ("cli", "Clear a line for answers; prints the id"), line_options, 1,
    line_add },
  { "line list", NULL, NC_ ("cli", "List the approved lines"), NULL, 0, line_list },
  { "line remove", "ID", NC_ ("cli", "Withdraw an approved line"), NULL, 1, line_remove },
  { "voice add", "TONE", NC_ ("cli", "Describe the voice of an account; prints the id"),
    voice_options, 1, voice_add },
  { "voice list", NULL, NC_ ("cli", "List the voices of the accounts"), NULL, 0, voice_list },
  { "voice remove", "ID", NC_ ("cli", "Remove the voice of an account"), NULL, 1, voice_remove },
  { "protected-name add", "NAME", NC_ ("cli", "Add a name that may not appear; prints the id"),
    name_options, 1, name_add },
  { "protected-name list", NULL, NC_ ("cli", "List the names that may not appear"), NULL, 0,
    name_list },
  { "protected-name remove", "ID", NC_ ("cli", "Take a name off the list"), NULL, 1, name_remove },
  { "advice list", NULL, NC_ ("cli", "List what is noticed in posts, and how bad it is"), NULL, 0,
    advice_list },
  { "advice set", "CODE LEVEL", NC_ ("cli", "Set a piece of advice to off, hint, warn or block"),
    NULL, 2, advice_set },
  { "post advice", "POST", NC_ ("cli", "Show what is noticed in a post"), NULL, 1, post_advice },
  { "post dismiss", "POST CODE",
    NC_ ("cli", "Decide against a piece of advice, for a post as it is worded now"), NULL, 2,
    post_dismiss },
  { "post heed", "POST CODE", NC_ ("cli", "Take that decision back"), NULL, 2, post_heed },
  { NULL },
};
