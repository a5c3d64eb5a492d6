/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A word of a text: letters and digits in a run. What comms_text_fold() drops (vowel signs,
 * joiners) does not end it. */
typedef struct
{
  gsize start;        /* bytes of the text as given */
  gsize end;
  guint32 at;         /* byte of the folded words where it begins; it ends there with a zero */
  guint32 hash;       /* of the folded word */
  guint first_upper : 1; /* begins with a capital letter */
  guint all_upper : 1;   /* has no small letter and is of a script that has them */
  guint digits : 1;      /* has digits only */
  guint latin : 1;       /* has Latin letters only */
} CommsToken;

/**
 * CommsTokens:
 * @words: CommsToken, in the order of the text
 * @folded: the folded words, a zero after each
 *
 * The words of a text, folded as comms_text_fold() folds them, with their places.
 */
typedef struct
{
  GArray *words;
  GString *folded;
} CommsTokens;

/* @text may be NULL. (transfer full) */
CommsTokens * comms_tokens_new  (const char  *text);
void          comms_tokens_free (CommsTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsTokens, comms_tokens_free)

static inline const CommsToken *
comms_tokens_get (const CommsTokens *self,
                  guint              i)
{
  return &g_array_index (self->words, CommsToken, i);
}

/* The folded word. Not owned. */
static inline const char *
comms_tokens_word (const CommsTokens *self,
                   guint              i)
{
  return self->folded->str + comms_tokens_get (self, i)->at;
}

/**
 * CommsPhrases:
 *
 * Words and phrases to look for in a text, all at once.
 */
typedef struct _CommsPhrases CommsPhrases;

CommsPhrases * comms_phrases_new  (void);
void           comms_phrases_free (CommsPhrases *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsPhrases, comms_phrases_free)

/* @data comes back where the phrase is found. An empty phrase is left out. */
void           comms_phrases_add  (CommsPhrases      *self,
                                   const char        *phrase,
                                   gconstpointer      data);

/* Whether a phrase begins at word @i: the longest, its @data, and how many words it has, or 0. */
guint          comms_phrases_find (const CommsPhrases *self,
                                   const CommsTokens  *tokens,
                                   guint               i,
                                   gconstpointer      *data);

G_END_DECLS
