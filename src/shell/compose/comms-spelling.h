/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsSpelling:
 *
 * Underlines in a text view what the dictionary of its language does not know, and offers other
 * spellings in its menu. Handles, hashtags, links and numbers are passed over, and so is the word
 * that is being written. Only the paragraphs that changed are looked at.
 *
 * GtkSourceView and gspell are for GTK 3 in Debian 12, and libspelling is not there; so this is
 * Enchant alone.
 */
#define COMMS_TYPE_SPELLING (comms_spelling_get_type ())
G_DECLARE_FINAL_TYPE (CommsSpelling, comms_spelling, COMMS, SPELLING, GObject)

/* @view must outlive it. */
CommsSpelling * comms_spelling_new          (GtkTextView   *view);
/* The BCP 47 tag of what is written. FALSE where there is no dictionary for it. */
gboolean        comms_spelling_set_language (CommsSpelling *self,
                                             const char    *language);

G_END_DECLS
