/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-enums.h"

G_BEGIN_DECLS

/**
 * CommsStageLine:
 *
 * The life of a release in a line; when narrow, as one button with a list.
 *
 * Property "folded". Signal "choose" (guint CommsReleaseStage).
 */
#define COMMS_TYPE_STAGE_LINE (comms_stage_line_get_type ())
G_DECLARE_FINAL_TYPE (CommsStageLine, comms_stage_line, COMMS, STAGE_LINE, GtkWidget)

/* @last: the last stage that the acting person may set, -1 where they may set none. @embargo:
 * "Embargoed to 10 Dec, 10:00", or NULL. */
void comms_stage_line_set        (CommsStageLine    *self,
                                  CommsReleaseStage  stage,
                                  int                last,
                                  const char        *embargo);
void comms_stage_line_set_folded (CommsStageLine    *self,
                                  gboolean           folded);

G_END_DECLS
