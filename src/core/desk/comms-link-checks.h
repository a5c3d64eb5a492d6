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

/* Looks where the links of @text lead, in the background; what is seen comes as a change of
 * COMMS_SUBJECT_LINK. Those in @asked, a set of owned strings, are left out, and those that are
 * looked at are added: who asks on every change keeps one set, so that a page that does not answer is
 * asked once. A link in which byte @typing of @text lies, or -1, is left for later: it may not be
 * whole. */
void             comms_links_look        (CommsDesk *desk, const char *text, gssize typing,
                                          GHashTable *asked, GCancellable *cancellable);

/* The title of an HTML page, on one line, or NULL. (transfer full) */
char           * comms_html_dup_title    (const char *html, gsize length);

G_END_DECLS
