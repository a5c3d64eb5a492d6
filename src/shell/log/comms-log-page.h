/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsLogPage:
 *
 * The log: every exchange and every change, newest first; what waits for the manager's review;
 * and whether the chain is unbroken.
 */
#define COMMS_TYPE_LOG_PAGE (comms_log_page_get_type ())
G_DECLARE_FINAL_TYPE (CommsLogPage, comms_log_page, COMMS, LOG_PAGE, CommsPage)

/* Shows one entry with all that it says. */
void comms_log_page_open (CommsLogPage *self,
                          gint64        entry_id);

/* CommsTxFunc; takes no data. What waits for the acting person's review, as a CommsPageCount. */
gpointer comms_log_page_count (CommsTx  *tx,
                               gpointer  unused,
                               GError  **error);

G_END_DECLS
