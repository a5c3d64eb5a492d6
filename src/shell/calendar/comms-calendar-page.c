/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsCalendar"

#include "config.h"

#include "comms-calendar-page.h"

struct _CommsCalendarPage
{
  CommsPage parent_instance;
};

G_DEFINE_FINAL_TYPE (CommsCalendarPage, comms_calendar_page, COMMS_TYPE_PAGE)

static void
comms_calendar_page_class_init (CommsCalendarPageClass *klass)
{
}

static void
comms_calendar_page_init (CommsCalendarPage *self)
{
}
