/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-post.h"
#include "comms-today-page.h"

G_BEGIN_DECLS

/**
 * CommsDecidePopover:
 *
 * What to do about a post of unknown outcome: look on the network, look in the browser, then say
 * that it is out or that it is not.
 */
#define COMMS_TYPE_DECIDE_POPOVER (comms_decide_popover_get_type ())
G_DECLARE_FINAL_TYPE (CommsDecidePopover, comms_decide_popover, COMMS, DECIDE_POPOVER, GtkPopover)

/* @account may be NULL. */
GtkWidget * comms_decide_popover_new (CommsTodayPage *page,
                                      CommsPost      *post,
                                      CommsAccount   *account);

G_END_DECLS
