/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-release.h"
#include "comms-split.h"

G_BEGIN_DECLS

/* Sets the parts of @release to those of the split, and its link and hashtags where the split has
 * any. What is left out stays at the end of the body, so that nothing is lost, but for bare labels
 * such as "For immediate release". Saves nothing. */
void         comms_split_apply        (const CommsSplit *split,
                                       CommsRelease     *release);

/* The parts of a release as a split, to be corrected: applied again, it gives the same release.
 * (transfer full) */
CommsSplit * comms_split_from_release (CommsRelease     *release);

G_END_DECLS
