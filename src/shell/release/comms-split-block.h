/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-split.h"

G_BEGIN_DECLS

/* "Headline", "Quote 2", "Left out". (transfer full) */
char * comms_split_part_dup_word (CommsSplitPart part,
                                  int            part_index);

/**
 * CommsSplitBlock:
 *
 * One block of a text that is split: what it is taken for, as a colour, a word and a menu, beside
 * its text. The menu's actions are those of the view around it: "split.take" (uu), row and part;
 * "split.cut" (u), "split.join" (u).
 */
#define COMMS_TYPE_SPLIT_BLOCK (comms_split_block_get_type ())
G_DECLARE_FINAL_TYPE (CommsSplitBlock, comms_split_block, COMMS, SPLIT_BLOCK, GtkWidget)

GtkWidget * comms_split_block_new        (guint               index);
/* Shows the row of that index in @split. @first: whether the one above is another part. */
void        comms_split_block_show       (CommsSplitBlock    *self,
                                          const CommsSplit   *split,
                                          gboolean            first,
                                          const char         *language);
void        comms_split_block_set_folded (CommsSplitBlock    *self,
                                          gboolean            folded);

G_END_DECLS
