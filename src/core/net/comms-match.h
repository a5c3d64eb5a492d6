/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-network.h"

G_BEGIN_DECLS

/* Looking for a post of unknown outcome among those of its account. */

/**
 * CommsMatch:
 * @COMMS_MATCH_NONE: another post
 * @COMMS_MATCH_ALIKE: perhaps the same: a person must look
 * @COMMS_MATCH_SAME: the same text
 */
typedef enum
{
  COMMS_MATCH_NONE,
  COMMS_MATCH_ALIKE,
  COMMS_MATCH_SAME,
} CommsMatch;

/* What two equal texts have in common: NFC, single blanks, links without their scheme and
 * without a slash at the end. (transfer full) */
char       * comms_match_dup_canonical (const char *text);
/* @text with @pattern, a regular expression without regard to case, replaced. (transfer full) */
char       * comms_match_dup_replaced  (const char *text, const char *pattern, const char *with);
/* Compares two canonical texts. Where nothing is left to compare, they are at most alike. */
CommsMatch   comms_match_compare       (const char *remote, const char *wanted);

/**
 * CommsSearch:
 * @n_same: posts that are it
 * @id: of the last of them
 * @url: of the last of them
 * @alike: something may be it
 * @unsure: something may have been overlooked
 *
 * What a look has found so far.
 */
typedef struct
{
  guint n_same;
  char *id;
  char *url;
  gboolean alike;
  gboolean unsure;
} CommsSearch;

void         comms_search_clear          (CommsSearch *look);
/* @id and @url are copied. */
void         comms_search_add            (CommsSearch *look, CommsMatch match, const char *id,
                                        const char *url);
/* What follows from it: POSTED, REFUSED "absent" or UNKNOWN "unclear". (transfer full) */
CommsReply * comms_search_reply          (CommsNetwork *network, CommsSearch *look);

G_END_DECLS
