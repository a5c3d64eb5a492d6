/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-page.h"

G_BEGIN_DECLS

/**
 * CommsReleasePage:
 *
 * One release: its parts, link, hashtags, times and versions, and "Make the Day's Posts". It
 * saves itself. Its header bar has a Back button that asks for win.back.
 */
#define COMMS_TYPE_RELEASE_PAGE (comms_release_page_get_type ())
G_DECLARE_FINAL_TYPE (CommsReleasePage, comms_release_page, COMMS, RELEASE_PAGE, CommsPage)

/* Shows the release with that id; 0 asks for the kind of a new one first. What was open before is
 * saved. */
void     comms_release_page_open   (CommsReleasePage *self,
                                    gint64            id);
/* A new release from a file: shows its text in the split view. */
void     comms_release_page_open_file (CommsReleasePage *self,
                                       GFile            *file);
gint64   comms_release_page_get_id (CommsReleasePage *self);

G_END_DECLS
