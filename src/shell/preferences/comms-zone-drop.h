/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsZoneDrop:
 *
 * Chooses a time zone out of all that the computer knows, with a search. Signal "chosen" when a
 * person has chosen one.
 */
#define COMMS_TYPE_ZONE_DROP (comms_zone_drop_get_type ())
G_DECLARE_FINAL_TYPE (CommsZoneDrop, comms_zone_drop, COMMS, ZONE_DROP, GtkWidget)

GtkWidget  * comms_zone_drop_new      (const char    *zone);
const char * comms_zone_drop_get_zone (CommsZoneDrop *self);
void         comms_zone_drop_set_zone (CommsZoneDrop *self,
                                       const char    *zone);

G_END_DECLS
