/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-account.h"
#include "comms-desk.h"
#include "comms-house-style.h"

G_BEGIN_DECLS

/**
 * CommsCompletion:
 *
 * Offers the desk's other accounts and people of the directory after "@", by name and handle, these
 * with their class and posture, and a word of warning for those who are better not mentioned (R27,
 * R35); and the hashtags of the bank after "#", with their notes and their twin in the other
 * language (R9, R66). Up, Down, Enter, Tab and Escape while it is open; it never takes the focus.
 */
#define COMMS_TYPE_COMPLETION (comms_completion_get_type ())
G_DECLARE_FINAL_TYPE (CommsCompletion, comms_completion, COMMS, COMPLETION, GObject)

/* For that text view, which it must not outlive: comms_completion_close() comes first. */
CommsCompletion * comms_completion_new         (GtkTextView           *view,
                                                CommsDesk             *desk);
/* Which handles are offered: those of the network of @account, which it goes out from (NULL for X),
 * the desk's other @accounts first; and which tags, in the language first. @accounts and @style are
 * not owned and must stay until the next call; a @style of NULL offers nothing. */
void              comms_completion_set_context (CommsCompletion       *self,
                                                CommsAccount          *account,
                                                const GPtrArray       *accounts,
                                                const char            *language,
                                                const CommsHouseStyle *style,
                                                gint64                 now);
gboolean          comms_completion_is_open     (CommsCompletion       *self);
/* Takes the popover off the view; nothing is offered any more. */
void              comms_completion_close       (CommsCompletion       *self);

G_END_DECLS
