/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-practice-server.h"

G_BEGIN_DECLS

/**
 * CommsFaultMenu:
 *
 * What the practice network does next, and how often. Signal "chosen" when a person has chosen.
 */
#define COMMS_TYPE_FAULT_MENU (comms_fault_menu_get_type ())
G_DECLARE_FINAL_TYPE (CommsFaultMenu, comms_fault_menu, COMMS, FAULT_MENU, GtkPopover)

GtkWidget          * comms_fault_menu_new       (void);
CommsPracticeFault   comms_fault_menu_get_fault (CommsFaultMenu     *self);
CommsPracticeRate    comms_fault_menu_get_rate  (CommsFaultMenu     *self);
/* Shows what is chosen already; how often it happens stays as it was chosen last. */
void                 comms_fault_menu_set_fault (CommsFaultMenu     *self,
                                                 CommsPracticeFault  fault);

/* The fault in a few words: by itself, and as "Next post: ...". Not owned. */
const char         * comms_fault_title          (CommsPracticeFault  fault);
const char         * comms_fault_next           (CommsPracticeFault  fault);

G_END_DECLS
