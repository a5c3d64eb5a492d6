/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-meta-table.h"

char *
comms_meta_table_get (CommsDb *db, const char *key, GError **error)
{
  g_autoptr (CommsRows) rows = NULL;

  g_return_val_if_fail (key != NULL, NULL);

  rows = comms_db_query (db, error, "SELECT value FROM meta WHERE key = ?", "s", key);
  if (rows == NULL || !comms_rows_next (rows, error))
    return NULL;
  return g_strdup (comms_rows_get_text (rows, 0));
}

gboolean
comms_meta_table_set (CommsDb *db, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail (key != NULL, FALSE);

  return comms_db_exec (db, error,
                        "INSERT INTO meta (key, value) VALUES (?, ?)"
                        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                        "ss", key, value);
}
