/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsLanguageDrop:
 *
 * Chooses the language of a text: "EN English". Property "language": its BCP 47 tag.
 */
#define COMMS_TYPE_LANGUAGE_DROP (comms_language_drop_get_type ())
G_DECLARE_FINAL_TYPE (CommsLanguageDrop, comms_language_drop, COMMS, LANGUAGE_DROP, GtkWidget)

const char * comms_language_drop_get_language (CommsLanguageDrop *self);
void         comms_language_drop_set_language (CommsLanguageDrop *self,
                                               const char        *language);

G_END_DECLS
