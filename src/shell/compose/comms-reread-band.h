/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-compose-data.h"

G_BEGIN_DECLS

/**
 * CommsRereadBand:
 *
 * From which account a post goes out, large and in the account's colour, and when.
 */
#define COMMS_TYPE_REREAD_BAND (comms_reread_band_get_type ())
G_DECLARE_FINAL_TYPE (CommsRereadBand, comms_reread_band, COMMS, REREAD_BAND, GtkBox)

/* Hides itself where the post has no account. @now: it leaves as soon as the hold is over. */
void comms_reread_band_set        (CommsRereadBand  *self,
                                   CommsComposeData *data,
                                   gboolean          now);
/* In a narrow window the time stands under the account. */
void comms_reread_band_set_folded (CommsRereadBand  *self,
                                   gboolean          folded);

G_END_DECLS
