/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsToday"

#include "config.h"

#include "comms-today-page.h"

struct _CommsTodayPage
{
  CommsPage parent_instance;
};

G_DEFINE_FINAL_TYPE (CommsTodayPage, comms_today_page, COMMS_TYPE_PAGE)

static void
comms_today_page_class_init (CommsTodayPageClass *klass)
{
}

static void
comms_today_page_init (CommsTodayPage *self)
{
}
