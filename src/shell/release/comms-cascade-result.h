/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsCascadeResult:
 *
 * What became of each part after "Make the Day's Posts", in words. A row opens its post.
 */
#define COMMS_TYPE_CASCADE_RESULT (comms_cascade_result_get_type ())
G_DECLARE_FINAL_TYPE (CommsCascadeResult, comms_cascade_result, COMMS, CASCADE_RESULT, GtkWidget)

/* @rows (element-type CommsCascadeRow); times in @zone. */
void     comms_cascade_result_show  (CommsCascadeResult *self,
                                     GPtrArray          *rows,
                                     const char         *zone,
                                     gint64              now);
/* FALSE where it was not shown. */
gboolean comms_cascade_result_hide  (CommsCascadeResult *self);

/* "4 drafts made, 2 parts have theirs already". (transfer full) */
char   * comms_cascade_dup_summary  (GPtrArray          *rows);

G_END_DECLS
