/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The pictures of a post as networks lay them out: one over the width, two beside each other, three
 * with the first at full height, four in a square; each with its words as tooltip and label. They
 * appear as they are decoded. (element-type CommsMedia) (transfer floating) */
GtkWidget * comms_post_pictures_new       (GPtrArray *media);

/* Fills @box with a line for each: what a screen reader says of it. (element-type CommsMedia) */
void        comms_post_pictures_fill_alts (GtkBox    *box,
                                           GPtrArray *media);

G_END_DECLS
