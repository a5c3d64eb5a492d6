/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-store.h"

G_BEGIN_DECLS

/* The end of the program: what was asked of a desk, and is not in its file yet, is waited for. */

/* For the stores of the desks that were opened, without holding them. (transfer full) */
GPtrArray * comms_closing_stores_new (void);
void        comms_closing_remember   (GPtrArray      *stores,
                                      CommsStore     *store);
/* Lets the windows that are still there go, has what was written in them saved, and closes the
 * stores, which first do what they were asked. No part of this waits longer than a store does for
 * another process. */
void        comms_closing_finish     (GtkApplication *application,
                                      GPtrArray      *stores);

G_END_DECLS
