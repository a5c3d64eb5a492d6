/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-post.h"

G_BEGIN_DECLS

/**
 * CommsPartRow:
 *
 * One part of a release: its name and where its post stands, beside its text in the type of its
 * role. A part of one line takes Enter as a step to the next row.
 *
 * Signals "edited"; "removed", from the button of a quote.
 */
#define COMMS_TYPE_PART_ROW (comms_part_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsPartRow, comms_part_row, COMMS, PART_ROW, GtkWidget)

/* @part COMMS_PART_NONE is the body, which makes no post. */
GtkWidget * comms_part_row_new       (CommsPart     part,
                                      int           index);
CommsPart   comms_part_row_get_part  (CommsPartRow *self);
void        comms_part_row_set_index (CommsPartRow *self,
                                      int           index);
/* The text as it is kept: on one line where the part has one. (transfer full) */
char      * comms_part_row_dup_text  (CommsPartRow *self);
/* Leaves alone what says the same already. */
void        comms_part_row_set_text  (CommsPartRow *self,
                                      const char   *text);
void        comms_part_row_set_language (CommsPartRow *self,
                                      const char   *language);
/* @post is its post or NULL; times are shown in @zone. */
void        comms_part_row_set_post  (CommsPartRow *self,
                                      CommsPost    *post,
                                      const char   *zone,
                                      gint64        now);
void        comms_part_row_focus     (CommsPartRow *self);

G_END_DECLS
