/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-compose-data.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsPartChips:
 *
 * The parts of the post's release, its own marked. A part opens its post; one that is not used is
 * picked for this one by the action "post.use-part". Hidden for a post of its own.
 */
#define COMMS_TYPE_PART_CHIPS (comms_part_chips_get_type ())
G_DECLARE_FINAL_TYPE (CommsPartChips, comms_part_chips, COMMS, PART_CHIPS, GtkWidget)

/* @open: whether the post can say another part. */
void comms_part_chips_set (CommsPartChips   *self,
                           CommsComposeData *data,
                           gboolean          open);

G_END_DECLS
