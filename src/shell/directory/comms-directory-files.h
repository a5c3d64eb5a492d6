/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-directory-data.h"
#include "comms-page.h"

G_BEGIN_DECLS

/* Writes everyone whom @query finds into @file as CSV, and says so. Takes @query. */
void comms_directory_export (CommsPage           *page,
                             CommsDirectoryQuery *query,
                             GFile               *file);

/* Actions of the page: ask for the file, and then have the page do it. */
void comms_directory_import_cb (GtkWidget *widget, const char *action_name, GVariant *parameter);
void comms_directory_export_cb (GtkWidget *widget, const char *action_name, GVariant *parameter);

G_END_DECLS
