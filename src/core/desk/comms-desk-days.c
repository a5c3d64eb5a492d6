/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-accounts.h"

#include "comms-record-table.h"
#include "comms-zone.h"

/* The days that come every year. */

/* As far as 29 February is from itself, over a century that has no leap day. */
#define MAX_YEARS 8

GPtrArray *
comms_occasions_list (CommsTx *tx, GError **error)
{
  return comms_record_table_select (tx->db, COMMS_TYPE_OCCASION, error,
                                    "ORDER BY month, day, name, id", "");
}

gint64
comms_occasion_next (CommsOccasion *occasion, const char *zone, gint64 now)
{
  g_autoptr (GDateTime) today = NULL;
  const gint64 start = comms_zone_day_start (zone, now, 0);
  int year;

  g_return_val_if_fail (COMMS_IS_OCCASION (occasion), 0);

  today = comms_zone_date_time (zone, now);
  year = occasion->year != 0 ? (int) occasion->year : g_date_time_get_year (today);
  for (int i = 0; i <= MAX_YEARS; i++)
    {
      gint64 at;

      if (!g_date_valid_dmy ((GDateDay) occasion->day, (GDateMonth) occasion->month,
                             (GDateYear) (year + i)))
        continue;
      at = comms_zone_date_start (zone, year + i, (int) occasion->month, (int) occasion->day);
      if (at >= start)
        return at;
      if (occasion->year != 0)
        return 0;
    }
  return 0;
}
