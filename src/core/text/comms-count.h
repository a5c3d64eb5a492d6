/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What X makes of a text: its length and its parts, by the rules of twitter-text 3.1.0,
 * configuration version 3. comms_text_check() answers for every network. Positions are in UTF-8
 * bytes of the text as given, ends are exclusive. */

typedef enum
{
  COMMS_ENTITY_MENTION,
  COMMS_ENTITY_HASHTAG,
  COMMS_ENTITY_CASHTAG,
  COMMS_ENTITY_URL,
  COMMS_ENTITY_LIST, /* "@name/list", which mentions nobody */
  COMMS_N_ENTITY_KINDS,
} CommsEntityKind;

typedef struct
{
  CommsEntityKind kind;
  gsize start;
  gsize end;
  gsize char_start; /* the same in code points */
  gsize char_end;
} CommsEntity;

typedef struct
{
  int weight;       /* weighted characters */
  gboolean valid;   /* neither empty, nor too long, nor with forbidden characters */
  gsize fits;       /* bytes of the text that stay within the limit */
} CommsCount;

/* URLs, mentions, lists, hashtags and cashtags, in the order of the text, not overlapping.
 * (transfer full): GArray of CommsEntity */
GArray   * comms_text_find_entities (const char *text);

/* X's weighted length of @text against @limit. */
CommsCount comms_text_count         (const char *text,
                                     int         limit);

/* Whether @link stands in @text as a whole URL, not as the beginning of a longer one. */
gboolean   comms_text_has_link      (const char *text,
                                     const char *link);

G_END_DECLS
