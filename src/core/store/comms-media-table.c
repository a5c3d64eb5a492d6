/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-media-table.h"

#include <glib/gi18n-lib.h>

#include "comms-error.h"
#include "comms-record-table.h"

GBytes *
comms_media_table_bytes (CommsDb *db, const char *sha256, GError **error)
{
  g_autoptr (CommsRows) rows = NULL;
  g_autoptr (GError) local_error = NULL;

  rows = comms_db_query (db, error, "SELECT bytes FROM media_bytes WHERE sha256 = ?", "s", sha256);
  if (rows == NULL)
    return NULL;
  if (comms_rows_next (rows, &local_error))
    return comms_rows_dup_bytes (rows, 0);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_NOT_FOUND,
                         C_ ("media", "The picture is not in this desk. Add it again."));
  return NULL;
}

GPtrArray *
comms_media_table_list (CommsDb *db, gint64 post_id, gboolean with_bytes, GError **error)
{
  g_autoptr (GPtrArray) media = NULL;

  media = comms_record_table_select (db, COMMS_TYPE_MEDIA, error,
                                     "WHERE post_id = ? ORDER BY position", "i", post_id);
  for (guint i = 0; with_bytes && media != NULL && i < media->len; i++)
    {
      CommsMedia *item = g_ptr_array_index (media, i);
      g_autoptr (GBytes) bytes = comms_media_table_bytes (db, item->sha256, error);

      if (bytes == NULL)
        return NULL;
      comms_media_set_bytes (item, bytes);
    }
  return g_steal_pointer (&media);
}

static gboolean
put (CommsDb *db, CommsMedia *item, gint64 post_id, guint position, GError **error)
{
  g_autoptr (CommsMedia) row = comms_record_copy (item);

  if (item->bytes != NULL &&
      !comms_db_exec (db, error, "INSERT OR IGNORE INTO media_bytes (sha256, bytes) VALUES (?, ?)",
                      "sb", item->sha256, item->bytes))
    return FALSE;

  /* The rows are written anew, so that their order never collides with what it was. */
  comms_record_set_id (COMMS_RECORD (row), 0);
  g_object_set (row, "post-id", post_id, "position", (gint64) position, NULL);
  return comms_record_table_save (db, COMMS_RECORD (row), error);
}

gboolean
comms_media_table_replace (CommsDb *db, CommsPost *post, GPtrArray *media, GError **error)
{
  gint64 post_id = comms_record_get_id (COMMS_RECORD (post));
  g_autofree char *hash = NULL;

  g_return_val_if_fail (post_id != 0, FALSE);

  if (!comms_db_exec (db, error, "DELETE FROM media WHERE post_id = ?", "i", post_id))
    return FALSE;
  for (guint i = 0; i < media->len; i++)
    if (!put (db, g_ptr_array_index (media, i), post_id, i + 1, error))
      return FALSE;
  if (!comms_db_exec (db, error,
                      "DELETE FROM media_bytes"
                      " WHERE sha256 NOT IN (SELECT sha256 FROM media)",
                      ""))
    return FALSE;

  hash = comms_media_dup_hash (media);
  g_object_set (post, "media-hash", hash, NULL);
  return TRUE;
}
