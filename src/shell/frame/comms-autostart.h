/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The switch "autostart": whether the program starts with the session and sends, without a window,
 * what waits. It is on where the desktop's entry for that exists (the autostart specification of
 * freedesktop.org). (transfer full) */
GAction * comms_autostart_action_new (void);

G_END_DECLS
