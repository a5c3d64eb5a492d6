/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/* Asks where, copies the desk there, and says so in a toast of @parent. */
void comms_backup_dialog_ask (GtkWindow *parent,
                              CommsDesk *desk);

G_END_DECLS
