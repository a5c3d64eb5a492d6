/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-plan-row.h"

G_BEGIN_DECLS

/* Puts the next of the other wordings into the row of a plan: the plan's own, then those that the
 * release has (comms_cascade_variants), and from the beginning again. They are looked for once. */
void comms_plan_wording_next (CommsPlanRow *row,
                              CommsDesk    *desk,
                              gint64        release_id,
                              gint64        account_id,
                              GCancellable *cancellable);

G_END_DECLS
