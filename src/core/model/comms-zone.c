/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-zone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-error.h"

#define HOUR 3600
#define MINUTE 60

/* How far around a wall time, read as UTC, its instant and one change of the clocks can lie:
 * zones go from -12 to +14 hours, and the largest change skipped a whole day. */
#define PROBE_BEFORE (40 * HOUR)
#define PROBE_AFTER (16 * HOUR)

/* A name, not a rule such as "EST5EDT4" or an offset, nor a way out of the database. */
static gboolean
is_name (const char *zone)
{
  return zone != NULL && g_ascii_isupper (zone[0]) && strstr (zone, "..") == NULL
         && strspn (zone, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "/_+-") == strlen (zone);
}

/* Keeps each zone that was asked for: GLib reads its file anew whenever nobody holds it, and a
 * calendar asks for thousands of times. Any thread may. (transfer full) (nullable) */
static GTimeZone *
find_zone (const char *zone)
{
  static GMutex mutex;
  static GHashTable *zones = NULL;
  g_autoptr (GMutexLocker) locker = NULL;
  GTimeZone *found;

  if (!is_name (zone))
    return NULL;

  locker = g_mutex_locker_new (&mutex);
  if (zones == NULL)
    zones = g_hash_table_new (g_str_hash, g_str_equal);
  found = g_hash_table_lookup (zones, zone);
  if (found == NULL && (found = g_time_zone_new_identifier (zone)) != NULL)
    g_hash_table_insert (zones, g_strdup (zone), found);
  return found != NULL ? g_time_zone_ref (found) : NULL;
}

static GTimeZone *
find_zone_or_utc (const char *zone)
{
  GTimeZone *found = find_zone (zone);

  return found != NULL ? found : g_time_zone_new_utc ();
}

static gint64
floor_seconds (gint64 instant)
{
  return instant / 1000 - (instant % 1000 < 0 ? 1 : 0);
}

/* Seconds east of UTC at a second of UTC. */
static gint64
offset_at (GTimeZone *zone,
           gint64     second)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, second);

  return g_time_zone_get_offset (zone, MAX (interval, 0));
}

/* The first second from which on the offset is no longer what it is at @before. */
static gint64
find_change (GTimeZone *zone,
             gint64     before,
             gint64     after)
{
  gint64 offset = offset_at (zone, before);

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (offset_at (zone, middle) == offset)
        before = middle;
      else
        after = middle;
    }
  return after;
}

/* The second of UTC for a wall time given as if it were UTC. */
static gint64
resolve (GTimeZone    *zone,
         gint64        wall,
         CommsWallFit *fit)
{
  gint64 early = offset_at (zone, wall - PROBE_BEFORE);
  gint64 late = offset_at (zone, wall + PROBE_AFTER);
  gboolean is_early = offset_at (zone, wall - early) == early;
  gboolean is_late = offset_at (zone, wall - late) == late;

  if (is_early && is_late && early != late)
    *fit = COMMS_WALL_FOLD;
  else if (is_early || is_late)
    *fit = COMMS_WALL_EXACT;
  else
    *fit = COMMS_WALL_GAP;
  return is_late && !is_early ? wall - late : wall - early;
}

static gboolean
take_number (const char *text,
             gsize       length,
             int        *number)
{
  *number = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + (text[i] - '0');
    }
  return TRUE;
}

/* Reads "2026-12-10T15:00" as seconds, as if it were UTC. */
static gboolean
parse_wall (const char *wall,
            gint64     *second)
{
  int year, month, day, hour, minute;
  g_autoptr (GDateTime) time = NULL;

  if (wall == NULL || strlen (wall) != strlen ("2026-12-10T15:00") || wall[4] != '-'
      || wall[7] != '-' || wall[10] != 'T' || wall[13] != ':')
    return FALSE;
  if (!take_number (wall, 4, &year) || !take_number (wall + 5, 2, &month)
      || !take_number (wall + 8, 2, &day) || !take_number (wall + 11, 2, &hour)
      || !take_number (wall + 14, 2, &minute))
    return FALSE;
  time = g_date_time_new_utc (year, month, day, hour, minute, 0);
  if (time == NULL)
    return FALSE;
  *second = g_date_time_to_unix (time);
  return TRUE;
}

gboolean
comms_zone_exists (const char *zone)
{
  g_autoptr (GTimeZone) found = find_zone (zone);

  return found != NULL;
}

gboolean
comms_zone_to_instant (const char   *zone,
                       const char   *wall,
                       gint64       *instant,
                       CommsWallFit *fit,
                       GError      **error)
{
  g_autoptr (GTimeZone) found = find_zone (zone);
  CommsWallFit ignored;
  gint64 second;

  g_return_val_if_fail (instant != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (found == NULL)
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   /* Translators: %s is the name of a time zone. */
                   C_ ("zone", "This computer knows no time zone “%s”. Use a name such as "
                               "Asia/Karachi."),
                   zone != NULL ? zone : "");
      return FALSE;
    }
  if (!parse_wall (wall, &second))
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   /* Translators: %s is what was typed. */
                   C_ ("zone", "“%s” is no date and time. Write it like 2026-12-10T15:00."),
                   wall != NULL ? wall : "");
      return FALSE;
    }
  *instant = resolve (found, second, fit != NULL ? fit : &ignored) * 1000;
  return TRUE;
}

GDateTime *
comms_zone_date_time (const char *zone,
                      gint64      instant)
{
  g_autoptr (GTimeZone) found = find_zone_or_utc (zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (floor_seconds (instant));

  if (utc == NULL)
    utc = g_date_time_new_from_unix_utc (0);
  return g_date_time_to_timezone (utc, found);
}

char *
comms_zone_to_wall (const char *zone,
                    gint64      instant)
{
  g_autoptr (GDateTime) time = comms_zone_date_time (zone, instant);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time));
}

gint64
comms_zone_date_start (const char *zone,
                       int         year,
                       int         month,
                       int         day)
{
  g_autoptr (GTimeZone) found = find_zone_or_utc (zone);
  g_autoptr (GDateTime) midnight = g_date_time_new_utc (year, month, day, 0, 0, 0);
  CommsWallFit fit;
  gint64 wall, second;

  g_return_val_if_fail (midnight != NULL, 0);

  wall = g_date_time_to_unix (midnight);
  second = resolve (found, wall, &fit);
  /* Where the clocks skip midnight, the day starts with the change. */
  if (fit == COMMS_WALL_GAP)
    second = find_change (found, wall - PROBE_BEFORE, wall + PROBE_AFTER);
  return second * 1000;
}

gint64
comms_zone_day_start (const char *zone,
                      gint64      instant,
                      int         days)
{
  g_autoptr (GDateTime) time = comms_zone_date_time (zone, instant);
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) day = NULL;
  int year, month, day_of_month;

  /* Days are counted in UTC, which skips none. */
  g_date_time_get_ymd (time, &year, &month, &day_of_month);
  date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);
  day = g_date_time_add_days (date, days);
  g_return_val_if_fail (day != NULL, instant);
  g_date_time_get_ymd (day, &year, &month, &day_of_month);
  return comms_zone_date_start (zone, year, month, day_of_month);
}

int
comms_zone_offset (const char *zone,
                   gint64      instant)
{
  g_autoptr (GTimeZone) found = find_zone_or_utc (zone);

  return (int) (offset_at (found, floor_seconds (instant)) / MINUTE);
}

/* Zones that a diplomat knows by another city than the one that names them, and the ones that
 * deserve a translation because the desk shows them every day. */
static const struct
{
  const char *zone;
  const char *city;
} cities[] = {
  { "Africa/Cairo", NC_ ("city", "Cairo") },
  { "Africa/Johannesburg", NC_ ("city", "Pretoria") },
  { "Africa/Nairobi", NC_ ("city", "Nairobi") },
  { "America/Los_Angeles", NC_ ("city", "Los Angeles") },
  { "America/New_York", NC_ ("city", "New York") },
  { "America/Sao_Paulo", NC_ ("city", "São Paulo") },
  { "America/Toronto", NC_ ("city", "Ottawa") },
  { "Asia/Calcutta", NC_ ("city", "New Delhi") },
  { "Asia/Dhaka", NC_ ("city", "Dhaka") },
  { "Asia/Dubai", NC_ ("city", "Abu Dhabi") },
  { "Asia/Jakarta", NC_ ("city", "Jakarta") },
  { "Asia/Kabul", NC_ ("city", "Kabul") },
  { "Asia/Karachi", NC_ ("city", "Islamabad") },
  { "Asia/Kathmandu", NC_ ("city", "Kathmandu") },
  { "Asia/Kolkata", NC_ ("city", "New Delhi") },
  { "Asia/Riyadh", NC_ ("city", "Riyadh") },
  { "Asia/Shanghai", NC_ ("city", "Beijing") },
  { "Asia/Tehran", NC_ ("city", "Tehran") },
  { "Asia/Tokyo", NC_ ("city", "Tokyo") },
  { "Australia/Sydney", NC_ ("city", "Sydney") },
  { "Etc/UTC", NC_ ("city", "UTC") },
  { "Europe/Berlin", NC_ ("city", "Berlin") },
  { "Europe/Brussels", NC_ ("city", "Brussels") },
  { "Europe/Istanbul", NC_ ("city", "Ankara") },
  { "Europe/London", NC_ ("city", "London") },
  { "Europe/Moscow", NC_ ("city", "Moscow") },
  { "Europe/Paris", NC_ ("city", "Paris") },
  { "Europe/Vienna", NC_ ("city", "Vienna") },
  { "Europe/Zurich", NC_ ("city", "Geneva") },
  { "UTC", NC_ ("city", "UTC") },
};

char *
comms_zone_dup_city (const char *zone)
{
  const char *last;

  if (zone == NULL)
    zone = "UTC";
  for (gsize i = 0; i < G_N_ELEMENTS (cities); i++)
    if (strcmp (cities[i].zone, zone) == 0)
      return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "city", cities[i].city));
  last = strrchr (zone, '/');
  return g_strdelimit (g_strdup (last != NULL ? last + 1 : zone), "_", ' ');
}

char *
comms_zone_dup_local (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (local);

  return g_strdup (comms_zone_exists (name) ? name : "UTC");
}
