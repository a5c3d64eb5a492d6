/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-approval-table.h"

#include "comms-record-table.h"

gboolean
comms_approval_table_sign (CommsDb *db,
                           const CommsStamp *stamp,
                           gint64 post_id,
                           const char *hash,
                           gint64 version,
                           const char *capacity,
                           GError **error)
{
  g_autoptr (CommsApproval) approval =
    g_object_new (COMMS_TYPE_APPROVAL, "post-id", post_id, "person-id", stamp->actor_id, "at",
                  stamp->now, "hash", hash, "version", version, "capacity", capacity, NULL);

  return comms_record_table_save (db, COMMS_RECORD (approval), error);
}

gboolean
comms_approval_table_void (CommsDb *db, const CommsStamp *stamp, gint64 post_id, GError **error)
{
  return comms_db_exec (db, error,
                        "UPDATE approval SET voided_at = ? WHERE post_id = ? AND voided_at = 0",
                        "ii", stamp->now, post_id);
}

GPtrArray *
comms_approval_table_list (CommsDb *db, gint64 post_id, const char *hash, GError **error)
{
  return comms_record_table_select (db, COMMS_TYPE_APPROVAL, error,
                                    "WHERE post_id = ?"
                                    " AND (? IS NULL OR (hash = ? AND voided_at = 0)) ORDER BY id",
                                    "iss", post_id, hash, hash);
}

gboolean
comms_approval_table_count (CommsDb *db,
                            CommsPost *post,
                            gint64 person_id,
                            const char *capacity,
                            gint64 *n_people,
                            GError **error)
{
  return comms_db_query_int (db, n_people, 0, error,
                             "SELECT count(DISTINCT person_id) FROM approval"
                             " WHERE post_id = ? AND hash = ? AND voided_at = 0"
                             " AND person_id NOT IN (?, ?) AND (? = 0 OR person_id = ?)"
                             " AND (? IS NULL OR capacity = ?)",
                             "isiiiiss", comms_record_get_id (COMMS_RECORD (post)),
                             post->approved_hash, post->author_id, post->writer_id, person_id,
                             person_id, capacity, capacity);
}
