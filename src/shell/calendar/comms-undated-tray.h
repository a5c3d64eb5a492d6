/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-data.h"

G_BEGIN_DECLS

/**
 * CommsUndatedTray:
 *
 * The drafts without a time, in a row under the calendar; drag one out to plan it, one in to take
 * its time away. Property "unfolded": whether the cards are shown.
 */
#define COMMS_TYPE_UNDATED_TRAY (comms_undated_tray_get_type ())
G_DECLARE_FINAL_TYPE (CommsUndatedTray, comms_undated_tray, COMMS, UNDATED_TRAY, GtkWidget)

/* @items: those that are to be shown. The focus stays with its item. */
void     comms_undated_tray_fill       (CommsUndatedTray  *self,
                                        CommsCalendarData *data,
                                        GPtrArray         *items);
/* FALSE where the tray does not show it. */
gboolean comms_undated_tray_focus_item (CommsUndatedTray  *self,
                                        CommsCalendarItem *item);

G_END_DECLS
