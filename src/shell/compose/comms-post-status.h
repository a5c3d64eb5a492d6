/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-compose-data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsPostStatus:
 *
 * Where a post stands that is no plain draft: its state, what that means, and what can be done
 * about it. What needs words first (an address, a reason) opens a form in place.
 *
 * Signal "act" (const char *verb, const char *words): "reopen", "let-go", "take-back", "look",
 * "settle-posted" with the address or "", "settle-not", "return", "ask-withdraw" and "withdraw" with the reason, "keep", "correct",
 * "submit-urgent" with the reason, "copy-open", "by-hand" with the address, and "keep-mine" and
 * "take-theirs" where somebody else has changed the same.
 */
#define COMMS_TYPE_POST_STATUS (comms_post_status_get_type ())
G_DECLARE_FINAL_TYPE (CommsPostStatus, comms_post_status, COMMS, POST_STATUS, GtkWidget)

void     comms_post_status_set       (CommsPostStatus  *self,
                                      CommsDesk        *desk,
                                      CommsComposeData *data);
/* Opens the form of "settle-posted", "ask-withdraw", "withdraw", "submit-urgent" or "by-hand"; also on a
 * draft, where nothing else is shown. */
void     comms_post_status_ask       (CommsPostStatus  *self,
                                      const char       *verb);
/* Closes the form; FALSE where none was open. */
gboolean comms_post_status_close     (CommsPostStatus  *self);

G_END_DECLS
