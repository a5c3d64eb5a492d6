/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-db-cache.h"

struct _CommsDbCache
{
  GHashTable *tables; /* name to GHashTable of id to GObject */
};

CommsDbCache *
comms_db_cache_new (void)
{
  CommsDbCache *self = g_new0 (CommsDbCache, 1);

  self->tables =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  return self;
}

void
comms_db_cache_free (CommsDbCache *self)
{
  g_hash_table_unref (self->tables);
  g_free (self);
}

GObject *
comms_db_cache_dup (CommsDbCache *self, const char *table, gint64 id)
{
  GHashTable *rows = g_hash_table_lookup (self->tables, table);
  GObject *row = rows != NULL ? g_hash_table_lookup (rows, &id) : NULL;

  return row != NULL ? g_object_ref (row) : NULL;
}

void
comms_db_cache_put (CommsDbCache *self, const char *table, gint64 id, GObject *row)
{
  GHashTable *rows = g_hash_table_lookup (self->tables, table);

  if (rows == NULL)
    {
      rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
      g_hash_table_insert (self->tables, (char *) table, rows);
    }
  g_hash_table_insert (rows, g_memdup2 (&id, sizeof id), g_object_ref (row));
}

void
comms_db_cache_drop_row (CommsDbCache *self, const char *table, gint64 id)
{
  GHashTable *rows = g_hash_table_lookup (self->tables, table);

  if (rows != NULL)
    g_hash_table_remove (rows, &id);
}

void
comms_db_cache_drop (CommsDbCache *self)
{
  g_hash_table_remove_all (self->tables);
}
