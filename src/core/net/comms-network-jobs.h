/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-network.h"

G_BEGIN_DECLS

/* What each of a network's jobs begins and ends with. For the base class only. */

/* The task that a subclass does the job on. @tag says which job it is: the function that finishes
 * it, or the one that began it. (transfer full) */
GTask  * comms_network_job_new    (CommsNetwork *self, gpointer tag, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);

/* What the job returned, where that is a pointer; @tag is that of its beginning. (transfer full) */
gpointer comms_network_job_finish (CommsNetwork *self, gpointer tag, GAsyncResult *result,
                                   GError **error);

G_END_DECLS
