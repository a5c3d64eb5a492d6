/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-split.h"

G_BEGIN_DECLS

/* Inside the folder only: a split on its way, with what its blocks were in their document. */

typedef struct
{
  CommsBlockKind kind;
  int level;
  char *text;
  CommsSplitPart part;
  gboolean pulled;
} CommsSplitItem;

/* Inserts an item before @at, or at the end. */
CommsSplitItem * comms_split_items_insert (GPtrArray        *items,
                                           guint             at,
                                           CommsSplitPart    part,
                                           const char       *text);

/* Takes the quotations for quotes: a paragraph that is one as a whole, out of others the sentences
 * that hold it with who said it. Only lede and body are looked at. */
void             comms_split_pull_quotes  (GPtrArray        *items);

/* Where the parts are fewer than a day of posts needs, pulls sentences of the body that stand by
 * themselves: what somebody said in indirect speech, and what has figures. */
void             comms_split_pull_more    (GPtrArray        *items);

G_END_DECLS
