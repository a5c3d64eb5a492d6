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

/* A number that is kept as soon as it is set. (transfer floating) */
GtkWidget * comms_prefs_spin_new   (double      lower,
                                    double      upper,
                                    guint       digits);

/* Keeps what stands in an entry or a number while a person writes in it; else puts there what the
 * desk has. What was sent, by "apply" or where comms_prefs_entry_sent() says so, is no longer being
 * written: the desk's answer stands there next. */
void        comms_prefs_entry_fill (GtkWidget  *entry,
                                    const char *text);
void        comms_prefs_spin_fill  (GtkWidget  *spin,
                                    double      value);
void        comms_prefs_entry_sent (GtkWidget  *entry);

/* Sets one field of the desk's rules, of an account or of a person over what the desk has at that
 * moment, so that nobody's change is lost, by whoever acts; tells an error in a toast and calls
 * @again, with @page swapped in, where it was not kept. Takes @value. */
void        comms_prefs_set_policy (GtkWidget  *page,
                                    CommsDesk  *desk,
                                    const char *property,
                                    GValue     *value,
                                    void      (*again) (gpointer page));
void        comms_prefs_set_record (GtkWidget  *page,
                                    CommsDesk  *desk,
                                    gpointer    record,
                                    const char *property,
                                    GValue     *value,
                                    void      (*again) (gpointer page));
/* The same with a string, which may be NULL, and with a number. */
void        comms_prefs_set_string (GtkWidget  *page,
                                    CommsDesk  *desk,
                                    gpointer    record,
                                    const char *property,
                                    const char *string,
                                    void      (*again) (gpointer page));
void        comms_prefs_set_number (GtkWidget  *page,
                                    CommsDesk  *desk,
                                    gpointer    record,
                                    const char *property,
                                    gint64      number,
                                    void      (*again) (gpointer page));

/* Why whoever acts may not change the desk's rules, or NULL. */
const char * comms_prefs_why_not   (CommsDesk  *desk);

G_END_DECLS
