/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-engagement.h"

G_BEGIN_DECLS

/* One exchange on a person's timeline: when, by which way, what, and what came of it. (transfer full) */
GtkWidget  * comms_timeline_row_new (CommsEngagement *engagement,
                                     const char      *zone,
                                     gint64           now);

G_END_DECLS
