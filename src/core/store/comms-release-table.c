/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-release-table.h"

#include "comms-record-table.h"
#include "comms-release.h"
#include "comms-search-index.h"

#define APPEARS_AT                                                                                 \
  "CASE WHEN publish_at <> 0 THEN publish_at"                                                      \
  " WHEN embargo_at <> 0 THEN embargo_at ELSE created_at END"

GPtrArray *
comms_release_table_find (
  CommsDb *db, gint64 from, gint64 until, const char *search, GError **error)
{
  const gboolean always = from == 0 && until == 0;
  g_autofree char *match = NULL;

  if (!comms_search_index_match (db, search, &match, error))
    return NULL;

  return comms_record_table_select (db, COMMS_TYPE_RELEASE, error,
                                    "WHERE deleted_at = 0"
                                    " AND " APPEARS_AT " >= ? AND " APPEARS_AT " < ?"
                                    " AND (? IS NULL"
                                    "  OR id IN (SELECT rowid FROM release_search WHERE "
                                    "release_search MATCH ?))"
                                    " ORDER BY " APPEARS_AT ", id",
                                    "iiss", always ? G_MININT64 : from,
                                    always || until == 0 ? G_MAXINT64 : until, match, match);
}
