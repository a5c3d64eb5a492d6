/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-account.h"
#include "comms-desk.h"
#include "comms-metric.h"
#include "comms-post.h"

G_BEGIN_DECLS

/**
 * CommsPostFigures:
 *
 * What became of a posted post: its last figures and when they were read, the readings before as a
 * table, and a button that reads them now; where reading is off, why and where to switch it on.
 * Reads from the store by itself. Invisible for a post that is not out.
 */
#define COMMS_TYPE_POST_FIGURES (comms_post_figures_get_type ())
G_DECLARE_FINAL_TYPE (CommsPostFigures, comms_post_figures, COMMS, POST_FIGURES, AdwBin)

/* @account is the post's, NULL while it has none. */
void   comms_post_figures_set      (CommsPostFigures *self, CommsDesk *desk, CommsPost *post,
                                    CommsAccount *account);

/* "12 likes, 3 reposts · read Thu 10 Dec, 15:00": what became of a post, and when that was read.
 * (transfer full) */
char * comms_format_metric         (CommsMetric *metric, const char *zone, gint64 now);

G_END_DECLS
