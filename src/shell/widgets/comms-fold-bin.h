/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsFoldBin:
 * @child: what it holds
 * @threshold: the width under which it is folded
 * @folded: whether it is narrower than that
 *
 * Tells its content when it becomes narrow, and lets the window become that narrow. Without a child
 * it takes no room, and only tells how much there is across. The stand-in for libadwaita's
 * breakpoints, which come after our floor.
 */
#define COMMS_TYPE_FOLD_BIN (comms_fold_bin_get_type ())
G_DECLARE_FINAL_TYPE (CommsFoldBin, comms_fold_bin, COMMS, FOLD_BIN, GtkWidget)

gboolean comms_fold_bin_get_folded (CommsFoldBin *self);

G_END_DECLS
