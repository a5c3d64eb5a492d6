/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-http.h"
#include "comms-network.h"

G_BEGIN_DECLS

/* The one place where what X answers, or does not, becomes the desk's own words (networks,
 * sections 1.8 and 4). */

/* What a create came to that gave no id. (transfer full) */
CommsReply * comms_x_reply_new     (CommsNetwork *network, CommsHttpReply *http);

/* Whether X took a request that is no create; else sets @error. */
gboolean     comms_x_check         (CommsNetwork *network, CommsHttpReply *http, GError **error);

/* An answer that X gave, but that makes no sense. */
void         comms_x_set_unclear   (GError **error);

G_END_DECLS
