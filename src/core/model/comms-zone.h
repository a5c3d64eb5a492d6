/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Time zones and plans (design, decision 2). A wall time is text, "2026-12-10T15:00";
 * a zone is an IANA name; an instant is UTC milliseconds. */

/**
 * CommsWallFit:
 * @COMMS_WALL_EXACT: the wall time comes once on that day
 * @COMMS_WALL_GAP: the clocks skip it; the instant is the same span after the change
 * @COMMS_WALL_FOLD: it comes twice; the instant is the earlier one
 */
typedef enum
{
  COMMS_WALL_EXACT,
  COMMS_WALL_GAP,
  COMMS_WALL_FOLD,
} CommsWallFit;

/* Whether the zone database of this computer knows @zone. */
gboolean    comms_zone_exists     (const char    *zone);

/* The instant of a wall time, COMMS_ERROR_INVALID where either makes no sense.
 * @fit may be NULL. */
gboolean    comms_zone_to_instant (const char    *zone,
                                   const char    *wall,
                                   gint64        *instant,
                                   CommsWallFit  *fit,
                                   GError       **error);

/* The wall time of an instant, to the minute. (transfer full) */
char      * comms_zone_to_wall    (const char    *zone,
                                   gint64         instant);

/* The instant in the zone as a GDateTime; falls back to UTC for an unknown zone. (transfer full) */
GDateTime * comms_zone_date_time  (const char    *zone,
                                   gint64         instant);

/* First instant of the zone's calendar day that holds @instant, and of the day @days later. */
gint64      comms_zone_day_start  (const char    *zone,
                                   gint64         instant,
                                   int            days);

/* First instant of a calendar date in the zone. */
gint64      comms_zone_date_start (const char    *zone,
                                   int            year,
                                   int            month,
                                   int            day);

/* The zone's offset from UTC in minutes at that instant. */
int         comms_zone_offset     (const char    *zone,
                                   gint64         instant);

/* The city that a person knows the zone by, translated: "Islamabad" for Asia/Karachi,
 * "Geneva" for Europe/Zurich, else the last part of the name. (transfer full) */
char      * comms_zone_dup_city   (const char    *zone);

/* The zone of this computer, as an IANA name. (transfer full) */
char      * comms_zone_dup_local  (void);

G_END_DECLS
