/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CommsRedirect:
 *
 * Where the browser comes back to after a sign-in (RFC 8252, section 7.3): an address on this
 * computer alone, for one answer. Inside the folder only.
 */
#define COMMS_TYPE_REDIRECT (comms_redirect_get_type ())
G_DECLARE_FINAL_TYPE (CommsRedirect, comms_redirect, COMMS, REDIRECT, GObject)

/* Listens on the first of @ports, ended by 0, that is free; G_IO_ERROR_ADDRESS_IN_USE where none
 * is. With no port at all, it waits for comms_redirect_paste() alone. @fixed_uri is where the
 * browser goes instead of this computer, or NULL. (transfer full) */
CommsRedirect * comms_redirect_new         (const guint16 *ports, const char *fixed_uri,
                                            GError **error);

/* Such as "http://127.0.0.1:23971/callback": the same to the letter in all that is sent. */
const char    * comms_redirect_get_uri     (CommsRedirect *self);

/* Waits for an answer that belongs to @state, for at most ten minutes. COMMS_NET_ERROR_REFUSED
 * where the answer is another's, or a no. */
void            comms_redirect_wait_async  (CommsRedirect *self, const char *state,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
/* The code. Free it with comms_secret_free(). */
char          * comms_redirect_wait_finish (CommsRedirect *self, GAsyncResult *result,
                                            GError **error);

/* What a person copied from the browser: the code, with any spaces, or the whole address that
 * the browser was sent to. */
void            comms_redirect_paste       (CommsRedirect *self, const char *text);

G_END_DECLS
