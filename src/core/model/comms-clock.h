/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CommsClock:
 *
 * The only way to learn the time, so that tests and the practice desk can set it.
 */
#define COMMS_TYPE_CLOCK (comms_clock_get_type ())
G_DECLARE_INTERFACE (CommsClock, comms_clock, COMMS, CLOCK, GObject)

struct _CommsClockInterface
{
  GTypeInterface parent_iface;

  gint64 (*now) (CommsClock *self);
};

/* UTC milliseconds since 1970. May be called from any thread. */
gint64       comms_clock_now        (CommsClock     *self);

/* The computer's own clock. (transfer full) */
CommsClock * comms_system_clock_new (void);

/* A clock that stands still until it is set; for tests. */
#define COMMS_TYPE_FIXED_CLOCK (comms_fixed_clock_get_type ())
G_DECLARE_FINAL_TYPE (CommsFixedClock, comms_fixed_clock, COMMS, FIXED_CLOCK, GObject)
CommsClock * comms_fixed_clock_new     (gint64           now);
void         comms_fixed_clock_set     (CommsFixedClock *self,
                                        gint64           now);
void         comms_fixed_clock_advance (CommsFixedClock *self,
                                        gint64           milliseconds);

G_END_DECLS
