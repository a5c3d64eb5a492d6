/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-directory-data.h"
#include "comms-page.h"

G_BEGIN_DECLS

/* Writes everyone whom @query finds into @file as CSV, and says so. Takes @query. */
void comms_directory_export (CommsPage           *page,
                             CommsDirectoryQuery *query,
                             GFile               *file);

G_END_DECLS
