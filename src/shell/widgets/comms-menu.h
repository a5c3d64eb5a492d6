/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A menu of comms-menus.ui, read anew, so that it is in the language of now. (transfer full) */
GMenuModel * comms_menu_new (const char *id);

G_END_DECLS
