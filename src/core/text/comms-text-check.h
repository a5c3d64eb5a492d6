/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-count.h"

G_BEGIN_DECLS

/* What each network makes of a text, by one call for all of them: how long it is there, whether
 * it may be sent, where it stops fitting, what stands in it and what is wrong with it. */

typedef enum
{
  COMMS_TEXT_RULE_X,        /* weighted characters, twitter-text configuration version 3 */
  COMMS_TEXT_RULE_MASTODON, /* characters as readers see them; links and remote names shortened */
  COMMS_TEXT_RULE_BLUESKY,  /* characters as readers see them, and 3000 bytes */
  COMMS_TEXT_RULE_SMS,      /* septets, or UTF-16 units where GSM 7-bit does not have a letter (R71) */
  COMMS_TEXT_N_RULES,
} CommsTextRule;

typedef enum
{
  COMMS_TEXT_NOTE,    /* worth knowing */
  COMMS_TEXT_WARNING, /* can be sent, but hardly meant so */
  COMMS_TEXT_ERROR,   /* the network refuses it */
} CommsTextSeverity;

typedef struct
{
  const char *code; /* such as "too-long"; stays as it is between versions */
  CommsTextSeverity severity;
  char *sentence;   /* for a person, translated */
  gsize start;      /* bytes of the text that it is about; both 0 for the whole */
  gsize end;
} CommsTextProblem;

/**
 * CommsTextOptions:
 * @limit: what the account may post, in the rule's own measure; 0 for the rule's usual limit
 * @url_length: what a link counts where the rule counts all alike; 0 for 23
 * @warning: (nullable): Mastodon's content warning, which counts too
 * @size: bytes of the text where it has zeros within or none after it; 0 where a zero ends it
 */
typedef struct
{
  int limit;
  int url_length;
  const char *warning;
  gsize size;
} CommsTextOptions;

/**
 * CommsTextCheck:
 * @length: in the rule's own measure. SMS: of septets, or of UTF-16 units where @unicode
 * @limit: what that may be. SMS: what @parts messages hold
 * @valid: may be sent: neither empty, nor too long, nor with characters that are refused
 * @fits: bytes of the text that stay within the limit; never cuts a character in two
 * @parts: how many messages it takes. SMS only, 1 otherwise
 * @unicode: SMS: has letters beyond the GSM alphabet
 * @entities: CommsEntity, in the order of the text, not overlapping
 * @problems: CommsTextProblem
 *
 * Starts as zeros, can be used again for any number of texts, and is cleared at the end.
 */
typedef struct
{
  int length;
  int limit;
  gboolean valid;
  gsize fits;
  int parts;
  gboolean unicode;
  GArray *entities;
  GArray *problems;
  gpointer scratch; /* what a check needs again for the next */
} CommsTextCheck;

/* Checks @text, which may be NULL, in place of what @check held. @options may be NULL. */
void         comms_text_check           (const char             *text,
                                         CommsTextRule           rule,
                                         const CommsTextOptions *options,
                                         CommsTextCheck         *check);
void         comms_text_check_clear     (CommsTextCheck         *check);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommsTextCheck, comms_text_check_clear)

/* "x", "mastodon", "bluesky", "sms". */
const char * comms_text_rule_to_nick    (CommsTextRule           rule);
gboolean     comms_text_rule_from_nick  (const char             *nick,
                                         CommsTextRule          *rule);

/* Arabic presentation forms (U+FB50 to U+FDFF, U+FE70 to U+FEFC) as the letters they show, which
 * count half on X and can be searched (G11, R14). Ligatures that are a phrase of their own, such
 * as the honorific U+FDFA or the sign of the rial, stay unless @phrases. @n_changed, which may be
 * NULL, counts the characters replaced; @saved, which may be NULL, is how many weighted
 * characters the text has become shorter on X (below 0: longer). (transfer full) */
char       * comms_text_normalise_presentation_forms
                                        (const char             *text,
                                         gboolean                phrases,
                                         guint                  *n_changed,
                                         int                    *saved);

/* The text without the marks that only set the direction of writing, each of which counts two on
 * X (G11). (transfer full) */
char       * comms_text_strip_direction_marks
                                        (const char             *text,
                                         guint                  *n_changed,
                                         int                    *saved);

G_END_DECLS
