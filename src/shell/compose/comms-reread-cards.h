/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-reread-data.h"

G_BEGIN_DECLS

/* The posts that are read together as a column of CommsRereadCard in @cards, which holds nothing
 * else. Cards that are there are kept, with the focus that may be in one of them. Links open in the
 * browser; the pair of toggles on the first card turns them all. */
void comms_reread_cards_fill    (GtkBox          *cards,
                                 CommsRereadData *all);

/* After the style was changed: the colours of the texts follow it. */
void comms_reread_cards_restyle (GtkBox          *cards);

G_END_DECLS
