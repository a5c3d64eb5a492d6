/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsRereadPage:
 *
 * The last look before a post is queued (R15): what the network will show, from which account,
 * when, and who stands behind it. The only way to schedule or send.
 *
 * It asks for win.back when it is done or left.
 */
#define COMMS_TYPE_REREAD_PAGE (comms_reread_page_get_type ())
G_DECLARE_FINAL_TYPE (CommsRereadPage, comms_reread_page, COMMS, REREAD_PAGE, CommsPage)

/* Shows the post with that id; with @now the button sends as soon as the hold is over, else at the
 * planned time. */
void     comms_reread_page_open   (CommsRereadPage *self,
                                   gint64           id,
                                   gboolean         now);

G_END_DECLS
