/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-tokens.h"

G_BEGIN_DECLS

#define COMMS_WORDING_SIGNS 4

/**
 * CommsWording:
 * @terms: hashes of its words and pairs of neighbours, in order of size
 * @n_terms: how many, each as often as it stands
 * @norm: the square root of the sum of the squares of their counts
 * @signs: on which side of random planes its terms lie: the more alike two wordings are, the fewer
 *   of these bits differ
 * @exact: a hash of the text as it is but for white space
 *
 * How a text says what it says, made ready for being compared with many others. Words alone say
 * what a text is about, the pairs how it says it. Links and hashtags, which the posts of a day
 * share by intent, case and punctuation are left out.
 */
typedef struct
{
  guint32 *terms;
  guint n_terms;
  double norm;
  guint64 signs[COMMS_WORDING_SIGNS];
  guint64 exact;
} CommsWording;

/* @text may be NULL. */
void     comms_wording_init     (CommsWording       *self,
                                 const char         *text);
/* The same for a text whose words and entities are known. (element-type CommsEntity) */
void     comms_wording_init_read (CommsWording      *self,
                                  const char        *text,
                                  const CommsTokens *tokens,
                                  GArray            *entities);
void     comms_wording_clear    (CommsWording       *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommsWording, comms_wording_clear)

/* The cosine between the counts of their terms, 0.0 to 1.0; 1.0 for the same text. */
double   comms_wording_likeness (const CommsWording *a,
                                 const CommsWording *b);

/* How many of their signs differ. */
guint    comms_wording_distance (const CommsWording *a,
                                 const CommsWording *b);

/* The most signs that differ between wordings alike by @likeness or more, but for one pair in a
 * hundred thousand. */
guint    comms_wording_reach    (double              likeness);

G_END_DECLS
