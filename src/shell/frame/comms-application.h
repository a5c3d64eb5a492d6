/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-opener.h"

G_BEGIN_DECLS

/**
 * CommsApplication:
 *
 * The program: its command line, its windows, one for each desk that is open, and the actions
 * that need no desk.
 */
#define COMMS_TYPE_APPLICATION (comms_application_get_type ())
G_DECLARE_FINAL_TYPE (CommsApplication, comms_application, COMMS, APPLICATION, AdwApplication)

CommsApplication * comms_application_new      (void);

/* Opens a desk in a window of its own, in the place of @from where that shows none. */
void               comms_application_open     (CommsApplication *self,
                                               const char       *path,
                                               CommsOpenMode     mode,
                                               GtkWindow        *from);

/* Tells the desktop, where it takes notices; a later one with the same id takes the place of the
 * earlier, NULL takes it back. */
void               comms_application_tell     (CommsApplication *self,
                                               const char       *id,
                                               GNotification    *notice);

/* How many desks go on sending without a window. */
guint              comms_application_n_background (CommsApplication *self);

/* What is kept between two starts; NULL where its schema is not installed. */
GSettings        * comms_application_settings (CommsApplication *self);

G_END_DECLS
