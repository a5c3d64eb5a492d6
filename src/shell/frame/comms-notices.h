/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "comms-publisher.h"

G_BEGIN_DECLS

/**
 * CommsNotices:
 *
 * Tells the desktop what became of the posts of a publisher: posted, refused, unknown, missed.
 * Each notice names the account and opens its post.
 */
#define COMMS_TYPE_NOTICES (comms_notices_get_type ())
G_DECLARE_FINAL_TYPE (CommsNotices, comms_notices, COMMS, NOTICES, GObject)

/* @application has the action "app.open-post" (path, id). */
CommsNotices  * comms_notices_new (GApplication   *application,
                                   CommsDesk      *desk,
                                   CommsPublisher *publisher);

/* The notice about a post; NULL where its state is none to tell of. (transfer full) */
GNotification * comms_notice_of_post (CommsDesk  *desk,
                                      CommsPost  *post,
                                      const char *handle);

G_END_DECLS
