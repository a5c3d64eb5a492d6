/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the child of a menu button have its whole width; GTK 4.8 puts it into the middle. */
void         comms_menu_button_fill        (GtkMenuButton     *button);

/**
 * CommsWhenButton:
 *
 * A planned time: a button that says it, with a popover to choose date, time and zone or none.
 *
 * Properties: "icon-name"; "none-label": what it says without a time, also the label of the button
 * in the popover that takes the time away. Signal "changed" when a person has chosen.
 */
#define COMMS_TYPE_WHEN_BUTTON (comms_when_button_get_type ())
G_DECLARE_FINAL_TYPE (CommsWhenButton, comms_when_button, COMMS, WHEN_BUTTON, GtkWidget)

/* The desk's own zone and those of its audiences; a plan may name another. */
void         comms_when_button_set_zones   (CommsWhenButton   *self,
                                            const char        *own,
                                            const char *const *others);

/* A wall time "2026-12-10T15:00" in @zone (NULL: the desk's own); NULL or "" for no time. */
void         comms_when_button_set_plan    (CommsWhenButton   *self,
                                            const char        *wall,
                                            const char        *zone);

/* NULL where there is no time. */
const char * comms_when_button_get_wall    (CommsWhenButton   *self);
const char * comms_when_button_get_zone    (CommsWhenButton   *self);
/* 0 where there is no time. */
gint64       comms_when_button_get_instant (CommsWhenButton   *self);

/* What the calendar shows while there is no time yet. */
void         comms_when_button_set_today   (CommsWhenButton   *self,
                                            gint64             now);

G_END_DECLS
