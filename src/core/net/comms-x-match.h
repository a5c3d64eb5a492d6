/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "comms-match.h"

G_BEGIN_DECLS

/* Compares a post as X gives it back with a frozen body. X shortens links, escapes HTML and may
 * put mentions before a reply, none of which makes it another post. */
CommsMatch comms_x_match (JsonObject *post, JsonObject *frozen);

G_END_DECLS
