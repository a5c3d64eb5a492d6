/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-audit-entry.h"
#include "comms-desk.h"

G_BEGIN_DECLS

/* All that one entry of the log says: what changed, word by word, and its place in the chain. */
#define COMMS_TYPE_ENTRY_VIEW (comms_entry_view_get_type ())
G_DECLARE_FINAL_TYPE (CommsEntryView, comms_entry_view, COMMS, ENTRY_VIEW, GtkWidget)

void comms_entry_view_show (CommsEntryView  *self,
                            CommsAuditEntry *entry,
                            CommsDesk       *desk);

G_END_DECLS
