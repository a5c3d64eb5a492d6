/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-network.h"

G_BEGIN_DECLS

/**
 * CommsMastodon:
 *
 * Mastodon's API, and what other servers understand of it (networks, section 2).
 */
#define COMMS_TYPE_MASTODON (comms_mastodon_get_type ())
G_DECLARE_FINAL_TYPE (CommsMastodon, comms_mastodon, COMMS, MASTODON, CommsNetwork)

G_END_DECLS
