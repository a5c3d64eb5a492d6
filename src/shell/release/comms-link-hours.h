/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsLinkHours:
 *
 * The variants of a release's link: a button that names them, with a popover to add, change and
 * remove them (R70). A row that has no address yet is kept on screen and nowhere else.
 *
 * Signals: "changed" when a person changed what is to be kept; "finished" when the popover was
 * closed after that.
 */
#define COMMS_TYPE_LINK_HOURS (comms_link_hours_get_type ())
G_DECLARE_FINAL_TYPE (CommsLinkHours, comms_link_hours, COMMS, LINK_HOURS, GtkWidget)

/* The variants as the record has them, a line each (comms-link-variant.h), or NULL; @zone is the
 * desk's. Leaves alone what says the same, and with it the cursor. */
void comms_link_hours_set (CommsLinkHours *self, const char *const *lines, const char *zone);

/* The same, as they stand now. (transfer full) */
char **comms_link_hours_dup_lines (CommsLinkHours *self);

G_END_DECLS
