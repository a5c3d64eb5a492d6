/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsAttempt:
 * @post_id: the post
 * @number: counted from 1
 * @body: the frozen request body
 * @network_key: what makes a repeat recognisable, or NULL
 * @started_at: committed before sending
 * @ended_at: when an outcome was known, or 0
 * @outcome: "posted", "refused", "unknown", "held", or NULL while it runs
 * @status: HTTP status, or 0
 * @request_id: the network's name for the request, for its support desk
 * @detail: the network's own words, secrets cut
 *
 * One try at sending a post, written down before its first byte leaves (networks, section 4).
 */
#define COMMS_TYPE_ATTEMPT (comms_attempt_get_type ())
G_DECLARE_FINAL_TYPE (CommsAttempt, comms_attempt, COMMS, ATTEMPT, CommsRecord)

struct _CommsAttempt
{
  CommsRecord parent_instance;

  gint64 post_id;
  gint64 number;
  char *body;
  char *network_key;
  gint64 started_at;
  gint64 ended_at;
  char *outcome;
  gint64 status;
  char *request_id;
  char *detail;
};

CommsAttempt * comms_attempt_new (void);

G_END_DECLS
