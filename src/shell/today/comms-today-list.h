/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-today-data.h"

G_BEGIN_DECLS

/* Makes a row of one thing in a list. (transfer floating) */
typedef GtkWidget * (*CommsTodayRowFunc) (gconstpointer thing, const CommsTodayData *data);

/**
 * CommsTodayList:
 *
 * A titled list of the page Today. It says what is done where nothing is left. Properties
 * "title", "empty-text". Signal "row-activated" (GtkListBoxRow).
 */
#define COMMS_TYPE_TODAY_LIST (comms_today_list_get_type ())
G_DECLARE_FINAL_TYPE (CommsTodayList, comms_today_list, COMMS, TODAY_LIST, GtkWidget)

/* Posts that need someone: rows are kept by their post, so that focus and popovers stay. At most
 * a few are shown until the person asks for all. @urgent: whose button is suggested, or NULL. */
void comms_today_list_fill_posts (CommsTodayList       *self,
                                  GPtrArray            *posts,
                                  const CommsTodayData *data,
                                  gboolean              folded,
                                  const CommsTodayPost *urgent);
/* Anything else: rows are made anew. */
void comms_today_list_fill       (CommsTodayList       *self,
                                  GPtrArray            *things,
                                  const CommsTodayData *data,
                                  CommsTodayRowFunc     make_row);
/* At the end of the title's line. */
void comms_today_list_set_caption (CommsTodayList      *self,
                                   const char          *caption);

G_END_DECLS
