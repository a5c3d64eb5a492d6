/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CommsStamp:
 * @actor_id: who acts, 0 for the desk itself
 * @actor: their name
 * @now: UTC milliseconds
 *
 * Who does something, and when; every write that is recorded takes one.
 */
typedef struct
{
  gint64 actor_id;
  const char *actor;
  gint64 now;
} CommsStamp;

G_END_DECLS
