/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-advice.h"

#include <glib/gi18n-lib.h>

#include "comms-advice-rule.h"
#include "comms-audit-words.h"
#include "comms-checks.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-post-rules.h"
#include "comms-post-table.h"
#include "comms-posts-private.h"
#include "comms-record-table.h"

#define BLOCKS COMMS_CHECK_BLOCKS
#define WARNS COMMS_CHECK_WARNS
#define HINTS COMMS_CHECK_HINTS

/* Translators: what the desk notices in a post, in general terms, as a line of a settings page. */
static const CommsAdvice rows[COMMS_CHECK_N_OF_POST] = {
  [COMMS_CHECK_ACCOUNT] = { "account", BLOCKS,
                            NC_ ("advice", "The account is missing, or cannot send"), "C19", TRUE },
  [COMMS_CHECK_TEXT] = { "text", BLOCKS, NC_ ("advice", "There is no text"), "R13", TRUE },
  [COMMS_CHECK_LENGTH] = { "length", BLOCKS, NC_ ("advice", "The text is over the limit"), "R6",
                           TRUE },
  [COMMS_CHECK_CONTROL] = { "control", BLOCKS,
                            NC_ ("advice", "The text has control characters, which are refused"),
                            "C23", TRUE },
  [COMMS_CHECK_EMBARGO] = { "embargo", BLOCKS,
                            NC_ ("advice", "It would leave before the embargo lifts"), "R31",
                            TRUE },
  [COMMS_CHECK_TIME] = { "time", WARNS, NC_ ("advice", "Its time is missing, or over"), "C5",
                         FALSE },
  [COMMS_CHECK_SAME] = { "same", BLOCKS, NC_ ("advice", "The account said exactly this before"),
                         "G5", FALSE },
  [COMMS_CHECK_ALIKE] = { "alike", WARNS, NC_ ("advice", "The account said nearly this before"),
                          "R3", FALSE },
  [COMMS_CHECK_ALIKE_ELSEWHERE] = { "alike-elsewhere", WARNS,
                                    NC_ ("advice", "Another account on X says nearly the same"),
                                    "G4", FALSE },
  [COMMS_CHECK_LINK] = { "link", WARNS, NC_ ("advice", "It comes from a release and has no link"),
                         "R5", FALSE },
  [COMMS_CHECK_LINK_USES] = { "link-uses", WARNS,
                              NC_ ("advice", "The link stands too often that day"), "R3", FALSE },
  [COMMS_CHECK_LINK_HOUR] = { "link-hour", HINTS,
                              NC_ ("advice", "The release has another link for its hour"), "R70",
                              FALSE },
  [COMMS_CHECK_LINK_DEAD] = { "link-dead", BLOCKS, NC_ ("advice", "The link leads nowhere"), "R67",
                              FALSE },
  [COMMS_CHECK_LEGAL_LINK] = { "legal-link", BLOCKS,
                               NC_ ("advice",
                                    "It is about the law, without a link to the full "
                                    "text"),
                               "R69", FALSE },
  [COMMS_CHECK_HASHTAGS] = { "hashtags", WARNS, NC_ ("advice", "There are too many hashtags"), "R7",
                             FALSE },
  [COMMS_CHECK_OCCASION] = { "occasion", HINTS,
                             NC_ ("advice", "The hashtag of the day is not used"), "R8", FALSE },
  [COMMS_CHECK_HASHTAG_TWIN] = { "hashtag-twin", HINTS,
                                 NC_ ("advice", "A hashtag has a twin in the post’s language"),
                                 "R66", FALSE },
  [COMMS_CHECK_HASHTAG_OLD] = { "hashtag-old", HINTS,
                                NC_ ("advice", "A hashtag was not looked at for 90 days"), "R9",
                                FALSE },
  [COMMS_CHECK_CADENCE] = { "cadence", WARNS, NC_ ("advice", "There are too many posts that day"),
                            "R20", FALSE },
  [COMMS_CHECK_LANGUAGE] = { "language", HINTS,
                             NC_ ("advice", "It is not written in the language it is marked as"),
                             "C24", FALSE },
  [COMMS_CHECK_ACCOUNT_LANGUAGE] = { "account-language", HINTS,
                                     NC_ ("advice", "It is not in the account’s language"), "C19",
                                     FALSE },
  [COMMS_CHECK_FIGURES] = { "figures", WARNS, NC_ ("advice", "A figure is not in the release"),
                            "R87", FALSE },
  [COMMS_CHECK_DATES] = { "dates", WARNS, NC_ ("advice", "A date is not in the release"), "R87",
                          FALSE },
  [COMMS_CHECK_TWIN_FIGURES] = { "twin-figures", WARNS,
                                 NC_ ("advice", "The twin has other figures or dates"), "R66",
                                 FALSE },
  [COMMS_CHECK_TWIN_STALE] = { "twin-stale", BLOCKS, NC_ ("advice", "The twin was changed since"),
                               "R66", FALSE },
  [COMMS_CHECK_LINE_EXPIRED] = { "line-expired", WARNS,
                                 NC_ ("advice", "The approved line is out of date"), "R34", FALSE },
  [COMMS_CHECK_LURKER] = { "lurker", WARNS, NC_ ("advice", "It mentions someone who only reads"),
                           "R27", FALSE },
  [COMMS_CHECK_NO_CONTACT] = { "no-contact", WARNS,
                               NC_ ("advice", "It mentions someone who asked not to be contacted"),
                               "R35", FALSE },
  [COMMS_CHECK_REPLY] = { "reply", WARNS,
                          NC_ ("advice", "It begins with a mention, as an answer does"), "R12",
                          FALSE },
  [COMMS_CHECK_ID_CARD] = { "id-card", BLOCKS, NC_ ("advice", "It has an identity card number"),
                            "R87", FALSE },
  [COMMS_CHECK_TELEPHONE] = { "telephone", WARNS, NC_ ("advice", "It has a telephone number"),
                              "R87", FALSE },
  [COMMS_CHECK_EMAIL] = { "email", WARNS, NC_ ("advice", "It has a person’s email address"), "R87",
                          FALSE },
  [COMMS_CHECK_CASE_NUMBER] = { "case-number", WARNS,
                                NC_ ("advice", "It has the number of a case or complaint"), "R87",
                                FALSE },
  [COMMS_CHECK_PROTECTED_NAME] = { "protected-name", BLOCKS,
                                   NC_ ("advice", "It has a name that may not appear"), "R92",
                                   FALSE },
  [COMMS_CHECK_AT_RISK] = { "at-risk", WARNS,
                            NC_ ("advice", "It may name a child, a victim or a witness"), "R92",
                            FALSE },
  [COMMS_CHECK_PICTURE_POSITION] = { "picture-position", WARNS,
                                     NC_ ("advice", "A picture says where it was taken"), "R87",
                                     FALSE },
  [COMMS_CHECK_ALT_TEXT] = { "alt-text", BLOCKS, NC_ ("advice", "A picture has no alt text"), "C22",
                             TRUE },
  [COMMS_CHECK_FORMS] = { "presentation-forms", HINTS,
                          NC_ ("advice", "It has letters of an old form, which no search finds"),
                          "G11", FALSE },
  [COMMS_CHECK_MARKS] = { "direction-marks", HINTS,
                          NC_ ("advice", "It has invisible direction marks"), "G11", FALSE },
  [COMMS_CHECK_CAPITALS] = { "capitals", WARNS, NC_ ("advice", "It is all in capitals"), "R104",
                             FALSE },
  [COMMS_CHECK_SHORTER] = { "shorter", HINTS, NC_ ("advice", "The house has a shorter form"), "R14",
                            FALSE },
  [COMMS_CHECK_DROP] = { "drop-words", HINTS,
                         NC_ ("advice", "Words can be left out of a long text"), "R14", FALSE },
};

static const char *const nicks[] = {
  [COMMS_CHECK_BLOCKS] = "block",
  [COMMS_CHECK_WARNS] = "warn",
  [COMMS_CHECK_HINTS] = "hint",
  [COMMS_CHECK_OFF] = "off",
};

const CommsAdvice *
comms_advice_get (CommsCheckKind kind)
{
  g_return_val_if_fail (kind < COMMS_CHECK_N_OF_POST, NULL);

  return &rows[kind];
}

gboolean
comms_advice_from_code (const char *code, CommsCheckKind *kind)
{
  for (guint i = 0; i < COMMS_CHECK_N_OF_POST; i++)
    if (g_strcmp0 (rows[i].code, code) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

const char *
comms_advice_sentence (CommsCheckKind kind)
{
  g_return_val_if_fail (kind < COMMS_CHECK_N_OF_POST, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "advice", rows[kind].sentence);
}

const char *
comms_advice_why_fixed (CommsCheckKind kind)
{
  g_return_val_if_fail (kind < COMMS_CHECK_N_OF_POST, NULL);

  return rows[kind].is_rule
           ? C_ ("advice", "A rule of the desk itself: without it, nothing could be sent safely.")
           : NULL;
}

const char *
comms_advice_level_nick (CommsCheckLevel level)
{
  g_return_val_if_fail (level < G_N_ELEMENTS (nicks) && nicks[level] != NULL, NULL);

  return nicks[level];
}

gboolean
comms_advice_level_from_nick (const char *nick, CommsCheckLevel *level)
{
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (nicks[i] != NULL && g_strcmp0 (nick, nicks[i]) == 0)
      {
        *level = i;
        return TRUE;
      }
  return FALSE;
}

/* --- levels --- */

CommsAdviceLevels *
comms_advice_levels_load (CommsTx *tx, GError **error)
{
  g_autofree CommsAdviceLevels *levels = g_new (CommsAdviceLevels, 1);
  g_autoptr (GPtrArray) set =
    comms_record_table_select (tx->db, COMMS_TYPE_ADVICE_RULE, error, "", "");

  if (set == NULL)
    return NULL;
  for (guint i = 0; i < COMMS_CHECK_N_OF_POST; i++)
    levels->levels[i] = rows[i].level;
  for (guint i = 0; i < set->len; i++)
    {
      CommsAdviceRule *rule = g_ptr_array_index (set, i);
      CommsCheckLevel level;
      CommsCheckKind kind;

      if (comms_advice_from_code (rule->code, &kind) && !rows[kind].is_rule &&
          comms_advice_level_from_nick (rule->level, &level))
        levels->levels[kind] = level;
    }
  return g_steal_pointer (&levels);
}

/* The row that keeps what was set for @code, new where there is none. (transfer full) */
static CommsAdviceRule *
load_rule (CommsTx *tx, const char *code, GError **error)
{
  g_autoptr (GPtrArray) found =
    comms_record_table_select (tx->db, COMMS_TYPE_ADVICE_RULE, error, "WHERE code = ?", "s", code);

  if (found == NULL)
    return NULL;
  return found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0))
                        : g_object_new (COMMS_TYPE_ADVICE_RULE, "code", code, NULL);
}

gboolean
comms_advice_set_level (CommsTx *tx, CommsCheckKind kind, CommsCheckLevel level, GError **error)
{
  g_autoptr (CommsAdviceRule) rule = NULL;
  g_autofree char *before = NULL;
  g_autofree char *note = NULL;

  g_return_val_if_fail (kind < COMMS_CHECK_N_OF_POST, FALSE);

  if (!comms_tx_check_manager (tx, error))
    return FALSE;
  if (rows[kind].is_rule)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID, "%s", comms_advice_why_fixed (kind));
      return FALSE;
    }
  rule = load_rule (tx, rows[kind].code, error);
  if (rule == NULL)
    return FALSE;
  before = g_strdup (rule->level != NULL ? rule->level : nicks[rows[kind].level]);
  if (g_str_equal (before, nicks[level]))
    return TRUE;
  g_object_set (rule, "level", nicks[level], NULL);
  note = comms_audit_dup_note (rows[kind].code, NULL, NULL);
  return comms_record_table_save (tx->db, COMMS_RECORD (rule), error) &&
         comms_tx_audit (tx, COMMS_SUBJECT_HOUSE_STYLE, comms_record_get_id (COMMS_RECORD (rule)),
                         "level", before, nicks[level], note, error);
}

/* --- deciding against --- */

/* @codes with @code, or without it; NULL where none is left. (transfer full) */
static char **
change_codes (char **codes, const char *code, gboolean with)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    if (!g_str_equal (codes[i], code))
      {
        g_strv_builder_add (builder, codes[i]);
        n++;
      }
  if (with)
    g_strv_builder_add (builder, code);
  return n + with > 0 ? g_strv_builder_end (builder) : NULL;
}

gboolean
comms_advice_dismiss (
  CommsTx *tx, gint64 post_id, const char *code, gboolean dismissed, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, post_id, error);
  g_auto (GStrv) codes = NULL;
  g_autofree char *note = NULL;
  CommsCheckKind kind;

  if (post == NULL || !comms_post_rules_check (tx, post, COMMS_POST_VERB_EDIT, error))
    return FALSE;
  if (!comms_advice_from_code (code, &kind) || rows[kind].is_rule)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   /* Translators: %s is the code of a piece of advice, such as id-card */
                   C_ ("advice", "Nobody can decide against “%s”: it is a rule, or no advice at "
                                 "all."),
                   code);
      return FALSE;
    }
  if (dismissed ==
      (post->dismissed != NULL && g_strv_contains ((const char *const *) post->dismissed, code)))
    return TRUE;

  codes = change_codes (post->dismissed, code, dismissed);
  g_object_set (post, "dismissed", codes, NULL);
  note = comms_posts_dup_note (tx, post, comms_advice_sentence (kind));
  return comms_post_table_save (tx->db, post, error) &&
         comms_tx_audit (tx, COMMS_SUBJECT_POST, post_id, dismissed ? "dismiss" : "heed", NULL,
                         code, note, error);
}

gboolean
comms_advice_enforce (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsPostContext) context = comms_post_context_load (tx, post, error);
  g_autoptr (GPtrArray) checks = NULL;

  if (context == NULL)
    return FALSE;
  /* The worst stand first. */
  checks = comms_checks_of_post (post, context);
  for (guint i = 0; i < checks->len; i++)
    {
      CommsCheck *check = g_ptr_array_index (checks, i);

      if (check->level != COMMS_CHECK_BLOCKS)
        continue;
      g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_ADVICE, check->sentence);
      return FALSE;
    }
  return TRUE;
}
