/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsReviewPage:
 *
 * A post as its reviewer sees it: its final look, what changed since the last review, what the desk
 * notices, the document it comes from, who has signed, and what was said about it. A approves, C
 * asks for a change, N goes on to what waits next.
 *
 * It asks for win.back when nothing else waits.
 */
#define COMMS_TYPE_REVIEW_PAGE (comms_review_page_get_type ())
G_DECLARE_FINAL_TYPE (CommsReviewPage, comms_review_page, COMMS, REVIEW_PAGE, CommsPage)

/* Shows the post with that id. */
void     comms_review_page_open   (CommsReviewPage *self,
                                   gint64           id);
gint64   comms_review_page_get_id (CommsReviewPage *self);

G_END_DECLS
