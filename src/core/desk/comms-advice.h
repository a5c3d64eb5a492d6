/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"

G_BEGIN_DECLS

/* The table of advice: what the desk can notice in a post, how bad that is, where the rule comes
 * from, and whether it may be set otherwise. */

typedef enum
{
  COMMS_CHECK_BLOCKS, /* it cannot go out like this */
  COMMS_CHECK_WARNS,  /* it can, and a person should look */
  COMMS_CHECK_HINTS,  /* it might be better */
  COMMS_CHECK_FINE,   /* looked at, in order */
  COMMS_CHECK_OFF,    /* not looked at: a level to set, never one of a check */
} CommsCheckLevel;

typedef enum
{
  COMMS_CHECK_ACCOUNT,
  COMMS_CHECK_TEXT,
  COMMS_CHECK_LENGTH,
  COMMS_CHECK_CONTROL,
  COMMS_CHECK_EMBARGO,
  COMMS_CHECK_TIME,
  COMMS_CHECK_SAME,              /* the account said exactly this */
  COMMS_CHECK_ALIKE,             /* the account said nearly this */
  COMMS_CHECK_ALIKE_ELSEWHERE,   /* another account on X says nearly this */
  COMMS_CHECK_LINK,              /* no link */
  COMMS_CHECK_LINK_USES,
  COMMS_CHECK_LINK_HOUR,         /* not the variant for its hour */
  COMMS_CHECK_LINK_DEAD,
  COMMS_CHECK_LEGAL_LINK,
  COMMS_CHECK_HASHTAGS,
  COMMS_CHECK_OCCASION,
  COMMS_CHECK_HASHTAG_TWIN,
  COMMS_CHECK_HASHTAG_OLD,
  COMMS_CHECK_CADENCE,
  COMMS_CHECK_LANGUAGE,          /* not what the post is marked as */
  COMMS_CHECK_ACCOUNT_LANGUAGE,  /* not what the account speaks */
  COMMS_CHECK_FIGURES,
  COMMS_CHECK_DATES,
  COMMS_CHECK_TWIN_FIGURES,
  COMMS_CHECK_TWIN_STALE,
  COMMS_CHECK_LINE_EXPIRED,
  COMMS_CHECK_LURKER,
  COMMS_CHECK_NO_CONTACT,
  COMMS_CHECK_REPLY,             /* begins with a mention */
  COMMS_CHECK_ID_CARD,
  COMMS_CHECK_TELEPHONE,
  COMMS_CHECK_EMAIL,
  COMMS_CHECK_CASE_NUMBER,
  COMMS_CHECK_PROTECTED_NAME,
  COMMS_CHECK_AT_RISK,
  COMMS_CHECK_PICTURE_POSITION,
  COMMS_CHECK_ALT_TEXT,
  COMMS_CHECK_FORMS,             /* presentation forms */
  COMMS_CHECK_MARKS,             /* direction marks */
  COMMS_CHECK_CAPITALS,
  COMMS_CHECK_SHORTER,           /* house abbreviations */
  COMMS_CHECK_DROP,              /* words to leave out */
  COMMS_CHECK_N_OF_POST,
  /* Of a release only; they are not of the table. */
  COMMS_CHECK_HEADLINE = COMMS_CHECK_N_OF_POST,
  COMMS_CHECK_QUOTES,
  COMMS_CHECK_HANDLE,
  COMMS_CHECK_CONTACT,
} CommsCheckKind;

/**
 * CommsAdvice:
 * @code: its name in the store, the log and the CLI, such as "id-card"; never changes
 * @level: how bad it is where nobody set otherwise
 * @sentence: what is noticed, in general terms; translatable, context "advice"
 * @source: the requirement behind it
 * @is_rule: the store holds it as a rule, so that it can be neither set nor dismissed
 *
 * One row.
 */
typedef struct
{
  const char *code;
  CommsCheckLevel level;
  const char *sentence;
  const char *source;
  gboolean is_rule;
} CommsAdvice;

/* The row of @kind, below COMMS_CHECK_N_OF_POST. Not owned. */
const CommsAdvice * comms_advice_get          (CommsCheckKind kind);
gboolean            comms_advice_from_code    (const char *code, CommsCheckKind *kind);
/* The row's sentence, translated. Not owned. */
const char        * comms_advice_sentence     (CommsCheckKind kind);
/* Why the level of @kind cannot be set, translated, or NULL where a manager may. Not owned. */
const char        * comms_advice_why_fixed    (CommsCheckKind kind);

/* "block", "warn", "hint", "off". */
const char        * comms_advice_level_nick   (CommsCheckLevel level);
gboolean            comms_advice_level_from_nick (const char *nick, CommsCheckLevel *level);

/**
 * CommsAdviceLevels:
 *
 * The level of each row, as a manager set it or as the table has it.
 */
typedef struct
{
  CommsCheckLevel levels[COMMS_CHECK_N_OF_POST];
} CommsAdviceLevels;

/* (transfer full): free with g_free() */
CommsAdviceLevels * comms_advice_levels_load  (CommsTx *tx, GError **error);

/* Sets a level. For managers; COMMS_ERROR_INVALID for a rule of the store. */
gboolean            comms_advice_set_level    (CommsTx *tx, CommsCheckKind kind,
                                               CommsCheckLevel level, GError **error);

/* COMMS_RULE_ADVICE with the sentence of the first piece of advice that blocks @post, by the levels
 * of now, and that nobody decided against. */
gboolean            comms_advice_enforce      (CommsTx *tx, CommsPost *post, GError **error);

/* The acting person decides against a piece of advice for the post's present text, or with
 * !@dismissed takes that back. It is an entry of the log, and void once the text changes. */
gboolean            comms_advice_dismiss      (CommsTx *tx, gint64 post_id, const char *code,
                                               gboolean dismissed, GError **error);

G_END_DECLS
