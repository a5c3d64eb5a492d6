/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-calendar-data.h"

G_BEGIN_DECLS

/**
 * CommsFilterChips:
 *
 * What the calendar shows, as a row of chips with counts: one kind at a time, an account, and
 * what is searched for.
 * Signal "changed": another choice was made.
 */
#define COMMS_TYPE_FILTER_CHIPS (comms_filter_chips_get_type ())
G_DECLARE_FINAL_TYPE (CommsFilterChips, comms_filter_chips, COMMS, FILTER_CHIPS, GtkWidget)

const CommsCalendarFilter * comms_filter_chips_get    (CommsFilterChips        *self);
/* Chooses another kind, as a click on its chip does, and searches no more. */
void                        comms_filter_chips_choose (CommsFilterChips        *self,
                                                       CommsCalendarKind        kind,
                                                       gint64                   account_id);
/* Puts the focus into the search. */
void                        comms_filter_chips_search (CommsFilterChips        *self);
/* The counts and the accounts of what was read. */
void                        comms_filter_chips_update (CommsFilterChips        *self,
                                                       const CommsCalendarData *data);
/* The label of the kind that is chosen, for "nothing matches". Not owned. */
const char                * comms_filter_chips_word   (CommsFilterChips        *self);

G_END_DECLS
