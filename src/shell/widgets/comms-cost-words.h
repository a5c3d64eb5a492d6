/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-cost.h"

G_BEGIN_DECLS

/* Sentences about what posts cost (G2), the same wherever they stand. (transfer full) */

/* "$0.20", in the digits of the interface's language. */
char * comms_format_money     (gint64 micros);

/* "This month: $8.20 spent, $3.20 planned, of $20.00". */
char * comms_cost_dup_month   (const CommsCost *cost);

/* comms_cost_dup_cap_warning() in the digits of the interface's language. */
char * comms_cost_dup_warning (const CommsCost *cost);

/* "5 posts, $1.00; December: $11.40 of $20.00": posts that are planned together for a day of the
 * month that holds @at, of which @cost is the forecast with them. NULL where they cost nothing. */
char * comms_cost_dup_plan    (guint n_posts, gint64 micros, const CommsCost *cost, gint64 at);

G_END_DECLS
