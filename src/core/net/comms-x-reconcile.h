/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-x.h"

G_BEGIN_DECLS

/* X has no key that would make a repeated create harmless, so a post of unknown outcome is
 * looked for in the account's own timeline (networks, section 4). */
void         comms_x_reconcile_async  (CommsNetwork *network, const char *body, const char *key,
                                       gint64 started_at, const char *const *bound_ids,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
CommsReply * comms_x_reconcile_finish (CommsNetwork *network, GAsyncResult *result,
                                       GError **error);

/* The name of the parameter that chooses a post's fields: X renamed it once. */
const char * comms_x_get_fields_name  (CommsX *self);
void         comms_x_use_new_names    (CommsX *self);

G_END_DECLS
