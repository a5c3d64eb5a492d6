/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CommsSecretRow:
 *
 * A row to enter a password in. Its text, as GtkEditable has it, is a dot for each character: GTK
 * tells every program on the accessibility bus what is in an entry and what is being typed there,
 * also of one that shows dots (seen in 4.8 and 4.18). A screen reader says the row's name and how
 * many characters there are. Setting the text to "" empties it.
 */
#define COMMS_TYPE_SECRET_ROW (comms_secret_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsSecretRow, comms_secret_row, COMMS, SECRET_ROW, AdwEntryRow)

/* What was entered, without blanks around it; never NULL. Free it with comms_secret_free(). */
char * comms_secret_row_dup_secret (CommsSecretRow *self);

G_END_DECLS
