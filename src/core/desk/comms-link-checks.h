/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-link-check.h"

G_BEGIN_DECLS

/* Looks where a link leads (R67): one request without cookies, at most a day ago, a few
 * forwardings followed. The answer is kept for the advice of posts and shown on the re-read page.
 * A practice desk asks this computer only: of other links its answer says that nobody looked. For
 * the main thread only. */
void             comms_link_check_async  (CommsDesk *desk, const char *url,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
/* Status 0 with a problem where there was no answer. (transfer full) */
CommsLinkCheck * comms_link_check_finish (CommsDesk *desk, GAsyncResult *result, GError **error);

/* The title of an HTML page, on one line, or NULL. (transfer full) */
char           * comms_html_dup_title    (const char *html, gsize length);

G_END_DECLS
