/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/* How the desk's networks are, in words: a shape and a few words for each into @box, or, with
 * @worst_only, only for the one that is worst. @accounts: of CommsAccount. */
void comms_connections_fill (GtkBox     *box,
                             CommsDesk  *desk,
                             GListModel *accounts,
                             gboolean    worst_only);

G_END_DECLS
