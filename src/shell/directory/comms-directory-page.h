/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsDirectoryPage:
 *
 * The directory: who is known to the desk, found as one types, and the page of each person.
 */
#define COMMS_TYPE_DIRECTORY_PAGE (comms_directory_page_get_type ())
G_DECLARE_FINAL_TYPE (CommsDirectoryPage, comms_directory_page, COMMS, DIRECTORY_PAGE, CommsPage)

/* Shows that person; 0 begins a new one. */
void comms_directory_page_open   (CommsDirectoryPage *self,
                                  gint64              target_id);
/* Shows what @file would change, and asks whether to import it. */
void comms_directory_page_import (CommsDirectoryPage *self,
                                  GFile              *file);
/* Writes the people that the search and the chips leave into @file, as CSV. */
void comms_directory_page_export (CommsDirectoryPage *self,
                                  GFile              *file);

G_END_DECLS
