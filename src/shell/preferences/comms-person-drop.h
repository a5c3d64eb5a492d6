/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPersonDrop:
 * @person-id: who is chosen, 0 for nobody
 *
 * A choice among those who work at the desk, and nobody. Whoever is chosen and works there no more
 * stays in the list until another is, and is named as such.
 */
#define COMMS_TYPE_PERSON_DROP (comms_person_drop_get_type ())
G_DECLARE_FINAL_TYPE (CommsPersonDrop, comms_person_drop, COMMS, PERSON_DROP, AdwBin)

GtkWidget * comms_person_drop_new       (CommsDesk       *desk);
gint64      comms_person_drop_get_id    (CommsPersonDrop *self);
/* Says nothing of it: only a person's choice notifies. */
void        comms_person_drop_set_id    (CommsPersonDrop *self,
                                         gint64           id);

G_END_DECLS
