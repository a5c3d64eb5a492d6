/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pixels an hour, in the bands and beside them. */
#define COMMS_HOUR_HEIGHT 38
#define COMMS_BAND_WIDTH 76

/**
 * CommsZoneBands:
 *
 * One day of the desk's zone as a band for each zone: its hours, in three tones for working
 * hours, the edges of the day, and night. Drawn, not built; a screen reader hears the zones'
 * times with each card.
 */
#define COMMS_TYPE_ZONE_BANDS (comms_zone_bands_get_type ())
G_DECLARE_FINAL_TYPE (CommsZoneBands, comms_zone_bands, COMMS, ZONE_BANDS, GtkWidget)

/* @zones: the desk's own first. */
void comms_zone_bands_set_day  (CommsZoneBands    *self,
                                const char *const *zones,
                                guint              day);

/* While a post is dragged: a pill at that minute in every band. -1 takes it away. */
void comms_zone_bands_set_pill (CommsZoneBands    *self,
                                int                minute,
                                gboolean           legal);

G_END_DECLS
