/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-schema.h"

#include "comms-schema-resources.h"

static gpointer
load_steps (gpointer unused)
{
  GResource *resource = comms_schema_get_resource ();
  GPtrArray *steps = g_ptr_array_new ();

  for (guint number = 1;; number++)
    {
      g_autofree char *path = g_strdup_printf ("/org/mohr/CommsDesk/schema/%03u.sql", number);
      g_autoptr (GBytes) sql =
        g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      if (sql == NULL)
        break;
      g_ptr_array_add (steps, g_strndup (g_bytes_get_data (sql, NULL), g_bytes_get_size (sql)));
    }
  g_ptr_array_add (steps, NULL);
  return g_ptr_array_free (steps, FALSE);
}

const char *const *
comms_schema_steps (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_steps, NULL);
}

gboolean
comms_schema_check (CommsDb *db, guint n_steps, gint64 *version, GError **error)
{
  if (!comms_db_query_int (db, version, 0, error, "PRAGMA user_version", ""))
    return FALSE;

  if (*version >= 0 && *version <= n_steps)
    return TRUE;
  comms_db_set_error (db, COMMS_STORE_ERROR_NEWER, error);
  return FALSE;
}

static gboolean
take_step (CommsDb *db, const char *sql, guint number, GError **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %u", number);
  gint64 version;

  if (!comms_db_exec_script (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  /* Another process may have been quicker while this one waited for the lock. */
  if (comms_db_query_int (db, &version, 0, error, "PRAGMA user_version", "") &&
      (version >= number ||
       (comms_db_exec_script (db, sql, error) && comms_db_exec_script (db, set_version, error))) &&
      comms_db_commit (db, error))
    return TRUE;

  comms_db_rollback (db);
  return FALSE;
}

gboolean
comms_schema_migrate (
  CommsDb *db, const char *const *steps, CommsSchemaFunc before, gpointer data, GError **error)
{
  guint n_steps = g_strv_length ((char **) steps);
  gint64 version;

  if (!comms_schema_check (db, n_steps, &version, error))
    return FALSE;

  for (guint i = (guint) version; i < n_steps; i++)
    {
      /* A file that is being made has nothing to lose. */
      if (version > 0 && before != NULL && !before (db, (int) i, data, error))
        return FALSE;
      if (!take_step (db, steps[i], i + 1, error))
        return FALSE;
    }
  return TRUE;
}
