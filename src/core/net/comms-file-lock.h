/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A lock that only one of this user's programs holds at a time, and that ends with its holder,
 * however that ends. The files beside the user's desk have nothing in them, and stay. */

/* Waits for the lock called @name, a name that may stand in a path. It asks again every tenth of
 * a second, for at most two minutes. */
void comms_file_lock_take_async  (const char *name, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* What is to be closed to let it go; -1 with an error where it was not had. */
int  comms_file_lock_take_finish (GAsyncResult *result, GError **error);
void comms_file_lock_release     (int lock);

G_END_DECLS
