/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"
#include "comms-enums.h"

G_BEGIN_DECLS

/* What a person does about twins, from whichever page: done at the desk in the background, told in
 * the window, and taken back by Undo. @widget is anywhere in the window. */

/* Opens the twin of a post in the other language; drafts it first where there is none. */
void comms_twin_acts_make        (GtkWidget *widget, CommsDesk *desk, gint64 id);

/* The post or document is still right beside its twin; @since: since when it was stale. */
void comms_twin_acts_still_right (GtkWidget *widget, CommsDesk *desk, CommsSubject subject,
                                  gint64 id, gint64 since);

/* Lets the two go their own ways. */
void comms_twin_acts_untie       (GtkWidget *widget, CommsDesk *desk, CommsSubject subject,
                                  gint64 id, gint64 twin_id);

G_END_DECLS
