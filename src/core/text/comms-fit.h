/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-text-check.h"

G_BEGIN_DECLS

/* What an account may post: where, and in its own limits. */
typedef struct
{
  CommsTextRule rule;
  CommsTextOptions options;
} CommsTextMeasure;

/* Fits a part of a release into a post: the text, then the link, then the hashtags. Whole sentences
 * are kept where they fit, then whole words with an ellipsis; a quotation is closed, and is
 * shortened inside its marks so that who said it stays. @link may be NULL; at most @max_hashtags of
 * @hashtags are used, and one that already stands in the text is not said twice. (transfer full) */
char    * comms_text_fit        (const char             *text,
                                 const char             *link,
                                 const char *const      *hashtags,
                                 guint                   max_hashtags,
                                 const CommsTextMeasure *measure);

/* How alike two texts are, 0.0 to 1.0, by their words without links, hashtags, case and
 * punctuation (R3, G5). */
#define COMMS_TEXT_ALIKE 0.8 /* from here on two texts say the same */
double    comms_text_similarity (const char        *a,
                                 const char        *b);

/* Takes a text as it was pasted: NFC, line ends as "\n", control and direction-override
 * characters dropped, invalid UTF-8 replaced. @n_removed, which may be NULL, counts what was
 * dropped. (transfer full) */
char    * comms_text_clean      (const char        *text,
                                 gssize             length,
                                 guint             *n_removed);

/* Whether there is nothing to drop or replace in it. */
gboolean  comms_text_is_clean   (const char        *text);

/* The same on one line: every run of white space is one space, ends trimmed. (transfer full) */
char    * comms_text_clean_line (const char        *text);

/* For search: case and diacritics folded, Arabic and Urdu letter variants and presentation
 * forms made equal, Urdu digits as ASCII. (transfer full) */
char    * comms_text_fold       (const char        *text);

/* Whether the first strong character is right to left. */
gboolean  comms_text_is_rtl     (const char        *text);

/* The text in at most @max_characters characters, whole words and an ellipsis. (transfer full) */
char    * comms_text_excerpt    (const char        *text,
                                 guint              max_characters);

/* One piece of the difference between two texts, by words. */
typedef enum
{
  COMMS_DIFF_SAME,
  COMMS_DIFF_REMOVED,
  COMMS_DIFF_ADDED,
} CommsDiffKind;

typedef struct
{
  CommsDiffKind kind;
  char *text;
} CommsDiff;

/* (transfer full) (element-type CommsDiff) */
GPtrArray * comms_text_diff (const char *before,
                             const char *after);

G_END_DECLS
