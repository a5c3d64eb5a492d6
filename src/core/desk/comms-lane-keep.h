/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-attempt.h"
#include "comms-desk.h"
#include "comms-network.h"

G_BEGIN_DECLS

/**
 * CommsLaneKeep:
 *
 * What goes on beside a post that is on its way: its lease is renewed, and it is watched whether a
 * person stops the sending before the request that makes the post.
 */
typedef struct _CommsLaneKeep CommsLaneKeep;

/* Begins, for the account @account_id, whose lease @holder has, and the create that is about to begin
 * on @network. (transfer full) */
CommsLaneKeep * comms_lane_keep_new         (CommsDesk *desk, gint64 account_id, const char *holder,
                                             CommsNetwork *network);

/* The try whose post is on its way now; NULL where its outcome is being written, for it would then
 * be taken for one that was settled elsewhere. */
void            comms_lane_keep_set_attempt (CommsLaneKeep *self, CommsAttempt *attempt);

/* Whether the sending is to stop: a person asked for it, or the post was settled elsewhere. */
gboolean        comms_lane_keep_is_braked   (CommsLaneKeep *self);

/* Ends. */
void            comms_lane_keep_free        (CommsLaneKeep *self);

G_END_DECLS
