/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-desk.h"
#include "comms-target.h"

G_BEGIN_DECLS

/**
 * CommsPersonView:
 *
 * The page of one person: how to engage them, what is known and from where, and every exchange.
 * Signal "edit": the pencil was pressed.
 */
#define COMMS_TYPE_PERSON_VIEW (comms_person_view_get_type ())
G_DECLARE_FINAL_TYPE (CommsPersonView, comms_person_view, COMMS, PERSON_VIEW, GtkWidget)

/* Shows @target, with its exchanges (element-type CommsEngagement) in the desk's zone. */
void comms_person_view_show  (CommsPersonView *self,
                              CommsTarget     *target,
                              GPtrArray       *engagements,
                              CommsDesk       *desk);

/* Puts the focus on the first thing that can be done with them. */
void comms_person_view_focus (CommsPersonView *self);

G_END_DECLS
