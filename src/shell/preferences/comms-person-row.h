/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPersonRow:
 *
 * One person: name, role, sign-in name, whether they still work here. A new person is kept with
 * the button; one that is there by each change.
 */
#define COMMS_TYPE_PERSON_ROW (comms_person_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsPersonRow, comms_person_row, COMMS, PERSON_ROW, AdwExpanderRow)

/* @person: NULL for a new one. */
GtkWidget * comms_person_row_new (CommsDesk   *desk,
                                  CommsPerson *person);

G_END_DECLS
