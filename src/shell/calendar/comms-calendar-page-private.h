/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-agenda-view.h"
#include "comms-calendar-page.h"
#include "comms-day-view.h"
#include "comms-filter-chips.h"
#include "comms-fold-bin.h"
#include "comms-month-grid.h"
#include "comms-undated-tray.h"

G_BEGIN_DECLS

/* What the page's own files share: comms-calendar-page.c reads and fills, -actions.c acts. */

struct _CommsCalendarPage
{
  CommsPage parent_instance;

  char *view;                 /* "month", "week", "day" or "agenda" */
  guint day;                  /* the date that is looked at, or worked on */
  guint month;                /* a date of the month that is shown; the focus may be beyond it */
  CommsCalendarData *data;    /* NULL before the first reading */
  CommsCalendarItem *current; /* has the focus, or had it when its menu came up */
  CommsCalendarItem *follow;  /* is being moved: the focus goes with it */
  gboolean follow_done;       /* it has been moved: the next reading is the last to follow */
  gboolean loading;
  gboolean load_again;
  gboolean grab;              /* the next filling gives the day the focus */
  GtkPopover *popover;
  gulong focus_handler;

  CommsFoldBin *date_room;
  GtkLabel *period;
  GtkLabel *narrow_period;
  CommsFilterChips *chips;
  GtkStack *stack;
  GtkWidget *month_box;
  CommsMonthGrid *grid;
  CommsAgendaView *day_list;
  CommsDayView *day_view;
  CommsAgendaView *agenda;
  GtkLabel *hint;
  GtkWidget *nothing;
  GtkLabel *nothing_label;
  CommsUndatedTray *tray;
  GMenuModel *card_menu;
};

/* Another date, or another view of it: shows it, reading what is not known yet. */
void comms_calendar_page_set_day       (CommsCalendarPage      *self,
                                        guint                   day,
                                        gboolean                grab);
void comms_calendar_page_set_view      (CommsCalendarPage      *self,
                                        const char             *view);
/* A sentence in a toast. */
void comms_calendar_page_say           (CommsCalendarPage      *self,
                                        const char             *sentence);
/* Installs the actions and their keys. */
void comms_calendar_page_class_actions (CommsCalendarPageClass *klass);

G_END_DECLS
