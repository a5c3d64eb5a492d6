/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsTodayPage:
 *
 * The opening page: what needs a decision, what waits for the acting person, the next days, and
 * how the day stands. Its count is what needs a decision and what waits.
 */
#define COMMS_TYPE_TODAY_PAGE (comms_today_page_get_type ())
G_DECLARE_FINAL_TYPE (CommsTodayPage, comms_today_page, COMMS, TODAY_PAGE, CommsPage)

/* CommsTxFunc; takes no data. What needs a decision and what waits, as a CommsPageCount. */
gpointer comms_today_page_count (CommsTx  *tx,
                                 gpointer  unused,
                                 GError  **error);

G_END_DECLS
