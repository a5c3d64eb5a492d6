/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-http.h"
#include "comms-network.h"

G_BEGIN_DECLS

/* What a subclass may ask of its base class. */

const char     * comms_network_get_handle      (CommsNetwork *self);
const char     * comms_network_get_user_id     (CommsNetwork *self);
/* Without a "/" at its end. */
const char     * comms_network_get_api_base    (CommsNetwork *self);
gboolean         comms_network_is_loopback     (CommsNetwork *self);
/* The host with its port, as a sentence names the place. */
const char     * comms_network_get_host        (CommsNetwork *self);
/* Whether reading is recorded as allowed; always on this computer. */
gboolean         comms_network_may_read        (CommsNetwork *self);
gint64           comms_network_now             (CommsNetwork *self);

/* Sends one request with the account's token. Where the network says that the token is not taken,
 * which it does before it acts, the request is sent once more with a new one.
 * @path begins with "/" and may have a query. */
void             comms_network_request_async   (CommsNetwork *self, const char *method,
                                                const char *path, const char *body,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
/* Fails where it was cancelled before anything was written (G_IO_ERROR_CANCELLED), and where no
 * token was to be had (any other domain): then comms_network_reply_no_token() is what a create
 * answers. (transfer full) */
CommsHttpReply * comms_network_request_finish  (CommsNetwork *self, GAsyncResult *result,
                                                GError **error);
/* That a post waits, since there was no token for it. (transfer full) */
CommsReply     * comms_network_reply_no_token  (CommsNetwork *self, const GError *error);

G_END_DECLS
