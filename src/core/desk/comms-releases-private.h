/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-releases.h"

G_BEGIN_DECLS

/* The parts of a release as a version keeps them: a GVariant text of type a{ss}. (transfer full) */
char * comms_release_dup_content (CommsRelease *release);

G_END_DECLS
