/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-card.h"
#include "comms-calendar-move.h"

G_BEGIN_DECLS

/* What a pointer does with the cards of a view, in one place: a press focuses, a click opens, the
 * second button brings up the menu, a drag takes the card along. Everything is asked of the page
 * by action name. */

void     comms_calendar_input_attach (GtkWidget         *view);

/* Asks the page for the move; FALSE where something stands against it, which the page says. */
gboolean comms_calendar_input_drop   (GtkWidget         *view,
                                      CommsCalendarItem *item,
                                      const CommsMove   *move);

G_END_DECLS
