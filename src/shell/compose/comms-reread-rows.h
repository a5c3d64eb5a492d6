/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-compose-data.h"

G_BEGIN_DECLS

/* What the re-read page and the review of a post both show. */

/* "Hira Manzar, Manager". (transfer full) */
char      * comms_reread_dup_person     (CommsComposeData *data,
                                         gint64            id);
/* A row about a person: @first (a state or a role), a name, and a line about it or NULL. */
void        comms_reread_add_person     (GtkListBox       *list,
                                         GtkWidget        *first,
                                         const char       *name,
                                         const char       *detail);
/* (transfer floating) */
GtkWidget * comms_reread_role_label_new (const char       *role);

/* A row for each who signed what it says now. (element-type CommsApproval) */
void        comms_reread_add_approvals  (GtkListBox       *list,
                                         CommsComposeData *data,
                                         GPtrArray        *approvals);

/* What a reviewer saw last, beside what it says now; @box is hidden where that is the same. To be
 * called again when the style is another one. */
void        comms_reread_show_diff      (GtkWidget        *box,
                                         GtkLabel         *title,
                                         GtkLabel         *label,
                                         CommsPost        *post);

G_END_DECLS
