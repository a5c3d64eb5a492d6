/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"
#include "comms-twins.h"

G_BEGIN_DECLS

/**
 * CommsTwinBar:
 * @show-text: whether it shows what the twin says
 *
 * What there is to say of a post or document about its twin in the other language: whether it is
 * stale, which figures the two do not both say, and what a person can do about that. Invisible
 * without a twin.
 */
#define COMMS_TYPE_TWIN_BAR (comms_twin_bar_get_type ())
G_DECLARE_FINAL_TYPE (CommsTwinBar, comms_twin_bar, COMMS, TWIN_BAR, AdwBin)

/* Of the post or document with that id; @twin, which is copied from, may be NULL. @now: instant. */
void comms_twin_bar_set (CommsTwinBar *self, CommsDesk *desk, gint64 id, CommsTwin *twin,
                         gint64 now);

G_END_DECLS
