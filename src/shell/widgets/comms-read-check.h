/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsReadCheck:
 *
 * The tick of a person who has read what stands on the page. It is for that alone: when anything of
 * it changes that an approval signs, the tick goes.
 */
#define COMMS_TYPE_READ_CHECK (comms_read_check_get_type ())
G_DECLARE_FINAL_TYPE (CommsReadCheck, comms_read_check, COMMS, READ_CHECK, GtkCheckButton)

/* Nothing stands there yet. */
void comms_read_check_begin (CommsReadCheck *self);

/* What stands on the page now, in its order. (element-type CommsPost) */
void comms_read_check_show  (CommsReadCheck *self,
                             GPtrArray      *posts);

G_END_DECLS
