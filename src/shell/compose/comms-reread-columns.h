/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The two columns of the pages on which a post is re-read or reviewed: what it says, and in @clamp
 * its @side with checks and people. Beside each other, or one under the other with @folded. */
void comms_reread_columns_fold (GtkBox    *columns,
                                AdwClamp  *clamp,
                                GtkWidget *side,
                                gboolean   folded);

G_END_DECLS
