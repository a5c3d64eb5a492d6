/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/* The rows that the pages of the preferences are made of. (transfer floating) */
GtkWidget * comms_prefs_row        (const char *title,
                                    const char *subtitle,
                                    GtkWidget  *suffix);
GtkWidget * comms_prefs_entry_row  (const char *title,
                                    const char *text);
AdwPreferencesGroup * comms_prefs_group (GtkWidget  *page,
                                         const char *title,
                                         const char *description);

/* Sets one field of the desk's rules and keeps them, by whoever acts; tells an error in a toast
 * and calls @again, with @page swapped in, where they were not kept. Takes @value. */
void        comms_prefs_set_policy (GtkWidget  *page,
                                    CommsDesk  *desk,
                                    const char *property,
                                    GValue     *value,
                                    void      (*again) (gpointer page));

/* Why whoever acts may not change the desk's rules, or NULL. */
const char * comms_prefs_why_not   (CommsDesk  *desk);

G_END_DECLS
