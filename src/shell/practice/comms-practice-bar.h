/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPracticeBar:
 *
 * The striped bar that marks a practice desk: who one acts as, and what the practice network
 * does next. It runs that network, or joins the one that another program runs for this desk.
 */
#define COMMS_TYPE_PRACTICE_BAR (comms_practice_bar_get_type ())
G_DECLARE_FINAL_TYPE (CommsPracticeBar, comms_practice_bar, COMMS, PRACTICE_BAR, AdwBin)

GtkWidget * comms_practice_bar_new   (CommsDesk        *desk);
/* Starts the practice network and tells the desk where it is. */
void        comms_practice_bar_start (CommsPracticeBar *self);
void        comms_practice_bar_stop  (CommsPracticeBar *self);
/* Opens the menu of failures. */
void        comms_practice_bar_popup (CommsPracticeBar *self);

G_END_DECLS
