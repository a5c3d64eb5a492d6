/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsComposePane:
 *
 * One post, beside the page: account, language, time, text under a true counter, checks. A
 * draft saves itself and nothing is lost by closing. It is a #CommsPage, so the window sets
 * "desk" and "folded", and tells it of changes; folded, it has a Back button.
 *
 * Signal "close": the person is done with it; the window hides it and puts the focus back.
 */
#define COMMS_TYPE_COMPOSE_PANE (comms_compose_pane_get_type ())
G_DECLARE_FINAL_TYPE (CommsComposePane, comms_compose_pane, COMMS, COMPOSE_PANE, CommsPage)

/* Shows the post with that id. What was open before is saved. */
void     comms_compose_pane_open     (CommsComposePane *self,
                                      gint64            id);
/* The same, at what follows from withdrawing it. */
void     comms_compose_pane_open_withdraw (CommsComposePane *self,
                                      gint64            id);
/* An empty draft, planned for the wall time "2026-12-10T15:00" in the desk's zone, or undated
 * where @wall is "". It is in the store as soon as it says something. */
void     comms_compose_pane_open_new (CommsComposePane *self,
                                      const char       *wall);
/* The post it shows, 0 while that was never saved. */
gint64   comms_compose_pane_get_id   (CommsComposePane *self);

G_END_DECLS
