/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsLane:
 *
 * What one account has to do, one thing after the other: an account that fails or waits holds
 * nobody else up. Inside the folder only.
 *
 * Signals: "settled" (gint64 post id).
 */
#define COMMS_TYPE_LANE (comms_lane_get_type ())
G_DECLARE_FINAL_TYPE (CommsLane, comms_lane, COMMS, LANE, GObject)

typedef enum
{
  COMMS_LANE_SEND_DUE,  /* all that is due on the account; post id 0 */
  COMMS_LANE_SEND_ONE,
  COMMS_LANE_LOOK,
  COMMS_LANE_WITHDRAW,
} CommsLaneKind;

/* @holder is the name of this sender in the store's leases. */
CommsLane * comms_lane_new       (CommsDesk *desk, gint64 account_id, const char *holder);

/* Whether it sends what is due, or will after what it is doing. */
gboolean    comms_lane_is_sending (CommsLane *self);

/* Does it after those asked for before. The result of COMMS_LANE_SEND_DUE is the number of posts
 * that were tried; the others fail where the post is not posted, found, or withdrawn. */
void        comms_lane_do_async  (CommsLane *self, CommsLaneKind kind, gint64 post_id,
                                  const char *reason, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gssize      comms_lane_do_finish (CommsLane *self, GAsyncResult *result, GError **error);

G_END_DECLS
