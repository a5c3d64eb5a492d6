/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "comms-publisher.h"

G_BEGIN_DECLS

/**
 * CommsBackground:
 *
 * Desks that go on sending without a window. Each keeps the program alive while something of it
 * waits to go out, says so in a notice, and is let go when nothing does.
 */
#define COMMS_TYPE_BACKGROUND (comms_background_get_type ())
G_DECLARE_FINAL_TYPE (CommsBackground, comms_background, COMMS, BACKGROUND, GObject)

/* @application has the actions "app.open" (path) and "app.end-background". */
CommsBackground * comms_background_new  (GApplication    *application);

/* Goes on with @desk, whose window is gone, for as long as something waits. */
void              comms_background_keep (CommsBackground *self,
                                         CommsDesk       *desk);

/* Ends it for the desk at @path, which has a window again; for all of them where it is NULL. */
void              comms_background_end  (CommsBackground *self,
                                         const char      *path);

/* How many desks go on. */
guint             comms_background_size (CommsBackground *self);

G_END_DECLS
