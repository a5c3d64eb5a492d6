/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A post's text as Pango markup for a label, as a network shows it: handles, hashtags and links in
 * the colours that the style has for @widget, each isolated, so that a Latin handle does not turn
 * its Urdu neighbours around; every paragraph from right to left with @rtl, else from left to
 * right. @text may be NULL. (transfer full) */
char * comms_post_dup_markup (GtkWidget  *widget,
                              const char *text,
                              gboolean    rtl);

/* Puts a label that wraps to the side at which its text begins, whichever way the window runs. */
void   comms_label_follow_text (GtkLabel   *label,
                                const char *text);

G_END_DECLS
