/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "comms-error.h"
#include "comms-zone.h"

/* An instant, written as UTC to the minute. */
static gint64
utc (const char *text)
{
  g_autofree char *whole = g_strconcat (text, ":00Z", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (whole, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * 1000;
}

static void
test_to_instant (void)
{
  static const struct
  {
    const char *zone;
    const char *wall;
    const char *instant;
    CommsWallFit fit;
    const char *back; /* where the wall time does not come back */
  } rows[] = {
    { "Asia/Karachi", "2026-12-10T15:00", "2026-12-10T10:00", COMMS_WALL_EXACT, NULL },
    { "UTC", "2026-12-10T15:00", "2026-12-10T15:00", COMMS_WALL_EXACT, NULL },
    /* R4: the same wall time in summer and in winter. */
    { "Europe/Zurich", "2026-07-01T15:00", "2026-07-01T13:00", COMMS_WALL_EXACT, NULL },
    { "Europe/Zurich", "2026-12-10T15:00", "2026-12-10T14:00", COMMS_WALL_EXACT, NULL },
    /* New York: forward 8 March, back 1 November 2026. */
    { "America/New_York", "2026-03-08T01:59", "2026-03-08T06:59", COMMS_WALL_EXACT, NULL },
    { "America/New_York", "2026-03-08T02:00", "2026-03-08T07:00", COMMS_WALL_GAP,
      "2026-03-08T03:00" },
    { "America/New_York", "2026-03-08T02:30", "2026-03-08T07:30", COMMS_WALL_GAP,
      "2026-03-08T03:30" },
    { "America/New_York", "2026-03-08T03:00", "2026-03-08T07:00", COMMS_WALL_EXACT, NULL },
    { "America/New_York", "2026-11-01T00:59", "2026-11-01T04:59", COMMS_WALL_EXACT, NULL },
    { "America/New_York", "2026-11-01T01:00", "2026-11-01T05:00", COMMS_WALL_FOLD, NULL },
    { "America/New_York", "2026-11-01T01:30", "2026-11-01T05:30", COMMS_WALL_FOLD, NULL },
    { "America/New_York", "2026-11-01T02:00", "2026-11-01T07:00", COMMS_WALL_EXACT, NULL },
    /* Zurich: forward 29 March, back 25 October 2026, at 01:00 UTC. */
    { "Europe/Zurich", "2026-03-29T02:15", "2026-03-29T01:15", COMMS_WALL_GAP, "2026-03-29T03:15" },
    { "Europe/Zurich", "2026-10-25T02:15", "2026-10-25T00:15", COMMS_WALL_FOLD, NULL },
    { "Europe/London", "2026-10-25T01:30", "2026-10-25T00:30", COMMS_WALL_FOLD, NULL },
    /* Odd offsets, and a change of half an hour. */
    { "Asia/Kathmandu", "2026-12-10T15:00", "2026-12-10T09:15", COMMS_WALL_EXACT, NULL },
    { "Asia/Kolkata", "2026-12-10T15:00", "2026-12-10T09:30", COMMS_WALL_EXACT, NULL },
    { "Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45", COMMS_WALL_GAP,
      "2026-10-04T02:45" },
    { "Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30", COMMS_WALL_EXACT, NULL },
    { "Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45", COMMS_WALL_FOLD, NULL },
    { "Australia/Lord_Howe", "2026-04-05T02:00", "2026-04-04T15:30", COMMS_WALL_EXACT, NULL },
    /* Both ends of the world, and a day that never was. */
    { "Pacific/Kiritimati", "2026-12-10T15:00", "2026-12-10T01:00", COMMS_WALL_EXACT, NULL },
    { "Pacific/Pago_Pago", "2026-12-10T15:00", "2026-12-11T02:00", COMMS_WALL_EXACT, NULL },
    { "Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00", COMMS_WALL_GAP, "2011-12-31T12:00" },
    /* Pakistan had summer time, for the last time in 2009. */
    { "Asia/Karachi", "2009-07-01T15:00", "2009-07-01T09:00", COMMS_WALL_EXACT, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *back = NULL;
      CommsWallFit fit;
      gint64 instant;

      g_test_message ("%s %s", rows[i].zone, rows[i].wall);
      g_assert_true (
        comms_zone_to_instant (rows[i].zone, rows[i].wall, &instant, &fit, &error));
      g_assert_no_error (error);
      g_assert_cmpint (instant, ==, utc (rows[i].instant));
      g_assert_cmpint (fit, ==, rows[i].fit);
      back = comms_zone_to_wall (rows[i].zone, instant);
      g_assert_cmpstr (back, ==, rows[i].back != NULL ? rows[i].back : rows[i].wall);
    }
}

static void
test_to_instant_refuses (void)
{
  static const struct
  {
    const char *zone;
    const char *wall;
  } rows[] = {
    { "Asia/Atlantis", "2026-12-10T15:00" },
    { "", "2026-12-10T15:00" },
    { NULL, "2026-12-10T15:00" },
    { "../etc/passwd", "2026-12-10T15:00" },
    { "Asia/../Asia/Karachi", "2026-12-10T15:00" },
    { "+05:00", "2026-12-10T15:00" },
    { "/etc/localtime", "2026-12-10T15:00" },
    { "Asia/Karachi", NULL },
    { "Asia/Karachi", "" },
    { "Asia/Karachi", "2026-12-10" },
    { "Asia/Karachi", "2026-12-10 15:00" },
    { "Asia/Karachi", "2026-02-29T15:00" },
    { "Asia/Karachi", "2026-13-01T15:00" },
    { "Asia/Karachi", "2026-12-10T24:00" },
    { "Asia/Karachi", "2026-12-10T15:60" },
    { "Asia/Karachi", "2026-12-10T15:00Z" },
    { "Asia/Karachi", "0000-12-10T15:00" },
    { "Asia/Karachi", "2026-1a-10T15:00" },
    { "Asia/Karachi", "-026-12-10T15:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 instant;

      g_test_message ("%s %s", rows[i].zone, rows[i].wall);
      g_assert_false (comms_zone_to_instant (rows[i].zone, rows[i].wall, &instant, NULL, &error));
      g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
    }
}

static void
test_day_start (void)
{
  static const struct
  {
    const char *zone;
    const char *instant;
    int days;
    const char *start;
  } rows[] = {
    { "Asia/Karachi", "2026-12-09T18:59", 0, "2026-12-08T19:00" },
    { "Asia/Karachi", "2026-12-09T19:00", 0, "2026-12-09T19:00" },
    { "Asia/Karachi", "2026-12-09T09:02", 1, "2026-12-09T19:00" },
    { "Asia/Karachi", "2026-12-09T09:02", -9, "2026-11-29T19:00" },
    { "Asia/Karachi", "2026-12-09T09:02", 31, "2027-01-08T19:00" },
    { "Asia/Kathmandu", "2026-12-09T18:15", 0, "2026-12-09T18:15" },
    /* Days of 23 and 25 hours. */
    { "America/New_York", "2026-03-08T12:00", 0, "2026-03-08T05:00" },
    { "America/New_York", "2026-03-08T12:00", 1, "2026-03-09T04:00" },
    { "America/New_York", "2026-11-01T12:00", 0, "2026-11-01T04:00" },
    { "America/New_York", "2026-11-01T12:00", 1, "2026-11-02T05:00" },
    /* Midnight itself is skipped: Beirut, 29 March 2026 starts at 01:00. */
    { "Asia/Beirut", "2026-03-29T12:00", 0, "2026-03-28T22:00" },
    /* Midnight comes after an hour was gone through twice: São Paulo in 2018. */
    { "America/Sao_Paulo", "2018-02-18T12:00", 0, "2018-02-18T03:00" },
    { "America/Sao_Paulo", "2018-11-04T12:00", 0, "2018-11-04T03:00" },
    /* Midnight comes twice: Havana, 1 November 2026. */
    { "America/Havana", "2026-11-01T12:00", 0, "2026-11-01T04:00" },
    /* The day after the one that Samoa skipped. */
    { "Pacific/Apia", "2011-12-29T20:00", 1, "2011-12-30T10:00" },
    { "Pacific/Apia", "2011-12-29T20:00", 2, "2011-12-30T10:00" },
    { "No/Such", "2026-12-09T09:02", 0, "2026-12-09T00:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s %s %+d", rows[i].zone, rows[i].instant, rows[i].days);
      g_assert_cmpint (comms_zone_day_start (rows[i].zone, utc (rows[i].instant), rows[i].days), ==,
                       utc (rows[i].start));
    }
  g_assert_cmpint (comms_zone_date_start ("Asia/Karachi", 2026, 12, 10), ==,
                   utc ("2026-12-09T19:00"));
}

/* Every day starts where the one before ends, and its first minute is on it. */
static void
test_days_join (void)
{
  static const char *const zones[] = { "Asia/Karachi",      "Europe/Zurich", "America/New_York",
                                       "Asia/Kathmandu",    "Asia/Beirut",   "America/Havana",
                                       "Australia/Lord_Howe", "Africa/Cairo" };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      gint64 start = comms_zone_date_start (zones[i], 2026, 1, 1);

      for (int day = 0; day < 366; day++)
        {
          gint64 next = comms_zone_day_start (zones[i], start, 1);

          g_assert_cmpint (next, >, start);
          g_assert_cmpint (comms_zone_day_start (zones[i], start, 0), ==, start);
          g_assert_cmpint (comms_zone_day_start (zones[i], next - 1, 0), ==, start);
          start = next;
        }
      g_assert_cmpint (start, ==, comms_zone_date_start (zones[i], 2027, 1, 2));
    }
}

static void
test_offset (void)
{
  g_assert_cmpint (comms_zone_offset ("Asia/Karachi", utc ("2026-12-10T10:00")), ==, 300);
  g_assert_cmpint (comms_zone_offset ("Asia/Kathmandu", utc ("2026-12-10T10:00")), ==, 345);
  g_assert_cmpint (comms_zone_offset ("America/New_York", utc ("2026-03-08T06:59")), ==, -300);
  g_assert_cmpint (comms_zone_offset ("America/New_York", utc ("2026-03-08T07:00")), ==, -240);
  g_assert_cmpint (comms_zone_offset ("America/New_York", utc ("2026-03-08T07:00") - 1), ==, -300);
  g_assert_cmpint (comms_zone_offset ("No/Such", 0), ==, 0);
}

static void
test_date_time (void)
{
  g_autoptr (GDateTime) time = comms_zone_date_time ("Europe/Zurich", utc ("2026-12-10T23:30") + 999);
  g_autoptr (GDateTime) before = comms_zone_date_time ("Asia/Karachi", -1);
  g_autoptr (GDateTime) absurd = comms_zone_date_time ("Asia/Karachi", G_MAXINT64);

  g_assert_cmpint (g_date_time_get_day_of_month (time), ==, 11);
  g_assert_cmpint (g_date_time_get_hour (time), ==, 0);
  g_assert_cmpint (g_date_time_get_second (before), ==, 59);
  g_assert_nonnull (absurd);
}

static void
test_city (void)
{
  static const struct
  {
    const char *zone;
    const char *city;
  } rows[] = {
    { "Asia/Karachi", "Islamabad" },
    { "Europe/Zurich", "Geneva" },
    { "Europe/London", "London" },
    { "America/New_York", "New York" },
    { "America/Argentina/Buenos_Aires", "Buenos Aires" },
    { "Australia/Lord_Howe", "Lord Howe" },
    { "UTC", "UTC" },
    { NULL, "UTC" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *city = comms_zone_dup_city (rows[i].zone);

      g_assert_cmpstr (city, ==, rows[i].city);
    }
}

static void
test_local (void)
{
  g_autofree char *before = g_strdup (g_getenv ("TZ"));
  g_autofree char *named = NULL;
  g_autofree char *rule = NULL;

  g_setenv ("TZ", "Europe/Zurich", TRUE);
  named = comms_zone_dup_local ();
  g_assert_cmpstr (named, ==, "Europe/Zurich");
  g_setenv ("TZ", "<+05>-5", TRUE);
  rule = comms_zone_dup_local ();
  g_assert_true (comms_zone_exists (rule));
  if (before != NULL)
    g_setenv ("TZ", before, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/to-instant", test_to_instant);
  g_test_add_func ("/zone/to-instant-refuses", test_to_instant_refuses);
  g_test_add_func ("/zone/day-start", test_day_start);
  g_test_add_func ("/zone/days-join", test_days_join);
  g_test_add_func ("/zone/offset", test_offset);
  g_test_add_func ("/zone/date-time", test_date_time);
  g_test_add_func ("/zone/city", test_city);
  g_test_add_func ("/zone/local", test_local);
  return g_test_run ();
}
