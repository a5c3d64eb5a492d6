/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CommsXMatch:
 * @COMMS_X_MATCH_NONE: another post
 * @COMMS_X_MATCH_ALIKE: perhaps the same: a person must look
 * @COMMS_X_MATCH_SAME: the same text in answer to the same post
 */
typedef enum
{
  COMMS_X_MATCH_NONE,
  COMMS_X_MATCH_ALIKE,
  COMMS_X_MATCH_SAME,
} CommsXMatch;

/* Compares a post as X gives it back with a frozen body. X shortens links, escapes HTML and may
 * put mentions before a reply, none of which makes it another post. */
CommsXMatch comms_x_match (JsonObject *post, JsonObject *frozen);

G_END_DECLS
