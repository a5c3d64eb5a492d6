/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-releases.h"

G_BEGIN_DECLS

/* The parts of a release as a version keeps them: a GVariant text of type a{ss}. (transfer full) */
char * comms_release_dup_content (CommsRelease *release);

/* Computes the embargo and the publication of @release anew from their wall times. */
gboolean comms_releases_replan   (CommsTx *tx, CommsRelease *release, GError **error);

G_END_DECLS
