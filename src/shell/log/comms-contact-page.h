/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsContactPage:
 *
 * Writes an exchange into the log by hand: with whom, by which way, what was said, what came of it.
 */
#define COMMS_TYPE_CONTACT_PAGE (comms_contact_page_get_type ())
G_DECLARE_FINAL_TYPE (CommsContactPage, comms_contact_page, COMMS, CONTACT_PAGE, CommsPage)

/* Begins a new entry; @target_id is with whom, or 0. */
void comms_contact_page_open (CommsContactPage *self,
                              gint64            target_id);

G_END_DECLS
