/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows in @label what changed between two texts, by words: what is gone is struck out and what is
 * new underlined, as well as tinted. Either may be NULL. To be called again when the style is
 * another one. */
void comms_label_show_diff (GtkLabel   *label,
                            const char *before,
                            const char *after);

G_END_DECLS
