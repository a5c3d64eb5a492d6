/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-clock.h"

G_DEFINE_INTERFACE (CommsClock, comms_clock, G_TYPE_OBJECT)

static void
comms_clock_default_init (CommsClockInterface *iface)
{
}

gint64
comms_clock_now (CommsClock *self)
{
  g_return_val_if_fail (COMMS_IS_CLOCK (self), 0);

  return COMMS_CLOCK_GET_IFACE (self)->now (self);
}

#define COMMS_TYPE_SYSTEM_CLOCK (comms_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (CommsSystemClock, comms_system_clock, COMMS, SYSTEM_CLOCK, GObject)

struct _CommsSystemClock
{
  GObject parent_instance;
};

static gint64
comms_system_clock_now (CommsClock *clock)
{
  return g_get_real_time () / 1000;
}

static void
comms_system_clock_iface_init (CommsClockInterface *iface)
{
  iface->now = comms_system_clock_now;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CommsSystemClock, comms_system_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COMMS_TYPE_CLOCK,
                                                      comms_system_clock_iface_init))

static void
comms_system_clock_class_init (CommsSystemClockClass *klass)
{
}

static void
comms_system_clock_init (CommsSystemClock *self)
{
}

CommsClock *
comms_system_clock_new (void)
{
  return g_object_new (COMMS_TYPE_SYSTEM_CLOCK, NULL);
}

struct _CommsFixedClock
{
  GObject parent_instance;

  GMutex lock;
  gint64 now;
};

static gint64
comms_fixed_clock_now (CommsClock *clock)
{
  CommsFixedClock *self = COMMS_FIXED_CLOCK (clock);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->now;
}

static void
comms_fixed_clock_iface_init (CommsClockInterface *iface)
{
  iface->now = comms_fixed_clock_now;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CommsFixedClock, comms_fixed_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COMMS_TYPE_CLOCK,
                                                      comms_fixed_clock_iface_init))

static void
comms_fixed_clock_finalize (GObject *object)
{
  g_mutex_clear (&COMMS_FIXED_CLOCK (object)->lock);

  G_OBJECT_CLASS (comms_fixed_clock_parent_class)->finalize (object);
}

static void
comms_fixed_clock_class_init (CommsFixedClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_fixed_clock_finalize;
}

static void
comms_fixed_clock_init (CommsFixedClock *self)
{
  g_mutex_init (&self->lock);
}

CommsClock *
comms_fixed_clock_new (gint64 now)
{
  CommsFixedClock *self = g_object_new (COMMS_TYPE_FIXED_CLOCK, NULL);

  self->now = now;
  return COMMS_CLOCK (self);
}

void
comms_fixed_clock_set (CommsFixedClock *self,
                       gint64           now)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (COMMS_IS_FIXED_CLOCK (self));

  locker = g_mutex_locker_new (&self->lock);
  self->now = now;
}

void
comms_fixed_clock_advance (CommsFixedClock *self,
                           gint64           milliseconds)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (COMMS_IS_FIXED_CLOCK (self));

  locker = g_mutex_locker_new (&self->lock);
  self->now += milliseconds;
}
