/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-engagement-table.h"

#include "comms-engagement.h"
#include "comms-record-table.h"

/* For LIMIT: less than none is all. */
static gint64
sql_limit (guint limit)
{
  return limit > 0 ? (gint64) limit : -1;
}

GPtrArray *
comms_engagement_table_of_target (CommsDb *db, gint64 target_id, guint limit, GError **error)
{
  return comms_record_table_select (db, COMMS_TYPE_ENGAGEMENT, error,
                                    "WHERE target_id = ? ORDER BY at DESC, id DESC LIMIT ?", "ii",
                                    target_id, sql_limit (limit));
}

GPtrArray *
comms_engagement_table_to_review (CommsDb *db, guint limit, GError **error)
{
  return comms_record_table_select (db, COMMS_TYPE_ENGAGEMENT, error,
                                    "WHERE review = 'waiting' ORDER BY at, id LIMIT ?", "i",
                                    sql_limit (limit));
}

GPtrArray *
comms_engagement_table_deadlines (CommsDb *db, guint limit, GError **error)
{
  return comms_record_table_select (db, COMMS_TYPE_ENGAGEMENT, error,
                                    "WHERE outcome = 'open' AND deadline_at <> 0"
                                    " ORDER BY deadline_at, id LIMIT ?",
                                    "i", sql_limit (limit));
}
