/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"
#include "comms-publisher.h"

G_BEGIN_DECLS

/**
 * CommsFootLine:
 * @folded: shows only the own clock, the worst connection and the next send
 *
 * What is always true: the time, the connections, what is on hold, what is sent next. It wakes
 * once a minute, on the minute, and each second only while a post is on hold.
 *
 * Signal "minute": the minute has changed.
 */
#define COMMS_TYPE_FOOT_LINE (comms_foot_line_get_type ())
G_DECLARE_FINAL_TYPE (CommsFootLine, comms_foot_line, COMMS, FOOT_LINE, AdwBin)

/* @accounts: of CommsAccount. */
void     comms_foot_line_bind (CommsFootLine  *self,
                               CommsDesk      *desk,
                               CommsPublisher *publisher,
                               GListModel     *accounts);
/* Takes the post on hold that would leave first back, and opens it; FALSE where none is. */
gboolean comms_foot_line_undo (CommsFootLine  *self);

G_END_DECLS
