/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-data.h"

G_BEGIN_DECLS

/**
 * CommsAgendaView:
 *
 * Days one under the other, each with its cards; days with nothing are left out. Also the list of
 * one day, under the month of a narrow window.
 */
#define COMMS_TYPE_AGENDA_VIEW (comms_agenda_view_get_type ())
G_DECLARE_FINAL_TYPE (CommsAgendaView, comms_agenda_view, COMMS, AGENDA_VIEW, GtkWidget)

/* Shows those of @items that lie in @range. The focus stays with its item. */
void     comms_agenda_view_fill       (CommsAgendaView   *self,
                                       CommsCalendarData *data,
                                       GPtrArray         *items,
                                       CommsCalendarRange range);
gboolean comms_agenda_view_focus_item (CommsAgendaView   *self,
                                       CommsCalendarItem *item);
/* Scrolls to that day, or the next one that has something. */
void     comms_agenda_view_show_day   (CommsAgendaView   *self,
                                       guint              day);

G_END_DECLS
