/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsCalendarPage:
 *
 * Posts and releases over time: month, day and agenda, with the undated drafts under them.
 * Everything on it moves by drag, by key and by menu, and can be taken back.
 */
#define COMMS_TYPE_CALENDAR_PAGE (comms_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (CommsCalendarPage, comms_calendar_page, COMMS, CALENDAR_PAGE, CommsPage)

G_END_DECLS
