/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-network.h"

G_BEGIN_DECLS

/**
 * CommsBluesky:
 *
 * Bluesky, through the account's own server (networks, section 3). A post's id is its address,
 * "at://DID/app.bsky.feed.post/KEY".
 */
#define COMMS_TYPE_BLUESKY (comms_bluesky_get_type ())
G_DECLARE_FINAL_TYPE (CommsBluesky, comms_bluesky, COMMS, BLUESKY, CommsNetwork)

G_END_DECLS
