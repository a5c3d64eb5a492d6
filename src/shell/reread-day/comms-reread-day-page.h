/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsRereadDayPage:
 *
 * Several posts one under the other, read once more by a person, ticked once and scheduled with
 * one key (R15); each is recorded as re-read by them. Where the approval of someone else is
 * missing, they are submitted instead.
 */
#define COMMS_TYPE_REREAD_DAY_PAGE (comms_reread_day_page_get_type ())
G_DECLARE_FINAL_TYPE (CommsRereadDayPage, comms_reread_day_page, COMMS, REREAD_DAY_PAGE, CommsPage)

void comms_reread_day_page_open (CommsRereadDayPage *self,
                                 const gint64       *ids,
                                 gsize               n_ids);

G_END_DECLS
