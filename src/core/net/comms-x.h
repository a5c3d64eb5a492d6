/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-network.h"

G_BEGIN_DECLS

/**
 * CommsX:
 *
 * X's API, version 2 (networks, section 1).
 */
#define COMMS_TYPE_X (comms_x_get_type ())
G_DECLARE_FINAL_TYPE (CommsX, comms_x, COMMS, X, CommsNetwork)

G_END_DECLS
