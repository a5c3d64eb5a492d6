/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The pictures of a post as networks lay them out: one over the width, two beside each other, three
 * with the first at full height, four in a square; each with its words as tooltip and label. They
 * appear as they are decoded. (element-type CommsMedia) (transfer floating) */
GtkWidget * comms_reread_pictures_new (GPtrArray *media);

G_END_DECLS
