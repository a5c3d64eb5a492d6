/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-log-table.h"

#include "comms-audit-entry.h"
#include "comms-enum-types.h"
#include "comms-record-table.h"
#include "comms-search-index.h"
#include "comms-words.h"

/* A statement that grows with the filter, and its values. */
typedef struct
{
  GString *sql;
  GArray *values;
} CommsWhere;

static void
where_clear (CommsWhere *where)
{
  g_string_free (where->sql, TRUE);
  g_array_unref (where->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommsWhere, where_clear)

static void
where_add_int (CommsWhere *where, const char *sql, gint64 number)
{
  const CommsValue value = { .type = 'i', .i = number };

  g_string_append (where->sql, sql);
  g_array_append_val (where->values, value);
}

static void
where_add_text (CommsWhere *where, const char *sql, const char *text)
{
  const CommsValue value = { .type = 's', .s = text };

  g_string_append (where->sql, sql);
  g_array_append_val (where->values, value);
}

/* "'engagement', 'post'" for a set of the values of an enumeration. */
static char *
dup_nicks (GType type, guint set)
{
  g_autoptr (GString) nicks = g_string_new (NULL);

  for (guint i = 0; set >> i != 0; i++)
    if (set & (1u << i))
      g_string_append_printf (nicks, "%s'%s'", nicks->len > 0 ? ", " : "",
                              comms_enum_nick (type, (int) i));
  return g_string_free (g_steal_pointer (&nicks), FALSE);
}

static void
where_add_classes (CommsWhere *where, guint classes)
{
  g_autofree char *nicks = dup_nicks (COMMS_TYPE_TARGET_KIND, classes);

  g_string_append_printf (where->sql,
                          " AND ((subject = 'engagement' AND subject_id IN"
                          "  (SELECT e.id FROM engagement e JOIN target t ON t.id = e.target_id"
                          "   WHERE t.kind IN (%s)))"
                          " OR (subject = 'target' AND subject_id IN"
                          "  (SELECT id FROM target WHERE kind IN (%s))))",
                          nicks, nicks);
}

static void
where_add_subjects (CommsWhere *where, guint subjects)
{
  g_autofree char *nicks = dup_nicks (COMMS_TYPE_SUBJECT, subjects);

  g_string_append_printf (where->sql, " AND subject IN (%s)", nicks);
}

static void
where_add_filter (CommsWhere *where, const CommsLogFilter *filter)
{
  if (filter->subjects != 0)
    where_add_subjects (where, filter->subjects);
  if (filter->missed)
    g_string_append (where->sql, " AND to_value = 'missed'");
  if (filter->from != 0)
    where_add_int (where, " AND at >= ?", filter->from);
  if (filter->until != 0)
    where_add_int (where, " AND at < ?", filter->until);
  if (filter->actor_id != 0)
    where_add_int (where, " AND actor_id = ?", filter->actor_id);
  if (filter->after != 0)
    where_add_int (where, " AND id > ?", filter->after);
  if (filter->classes != 0)
    where_add_classes (where, filter->classes);
}

static GArray *
read_ids (CommsDb *db, CommsWhere *where, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CommsRows) rows = NULL;
  GError *local_error = NULL;

  rows =
    comms_db_query_values (db, where->sql->str, (const CommsValue *) (gpointer) where->values->data,
                           where->values->len, error);
  if (rows == NULL)
    return NULL;

  while (comms_rows_next (rows, &local_error))
    {
      gint64 id = comms_rows_get_int (rows, 0);

      g_array_append_val (ids, id);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&ids);
}

static gboolean
asks_for_all (const CommsLogFilter *filter)
{
  return filter->subjects == 0 && !filter->missed && filter->from == 0 && filter->until == 0 &&
         filter->actor_id == 0 && filter->classes == 0;
}

/* The ids have no gaps: a million of them need no reading. */
static GArray *
all_ids (CommsDb *db, gint64 after, GError **error)
{
  gint64 last;
  GArray *ids;

  if (!comms_db_query_int (db, &last, 0, error, "SELECT max(id) FROM audit_entry", ""))
    return NULL;

  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) MAX (last - after, 0));
  for (gint64 id = last; id > after; id--)
    g_array_append_val (ids, id);
  return ids;
}

/* Where another process is writing for long, what it has not left the words of is found later. */
static gboolean
bring_words (CommsDb *db, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (comms_search_index_add_entries (db, &local_error) ||
      g_error_matches (local_error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_BUSY))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

GArray *
comms_log_table_ids (CommsDb *db, const CommsLogFilter *filter, GError **error)
{
  g_auto (CommsWhere)
    where = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (CommsValue)) };
  g_autofree char *match = NULL;

  g_return_val_if_fail (filter != NULL, NULL);

  if ((filter->search != NULL && !bring_words (db, error)) ||
      !comms_search_index_match (db, filter->search, &match, error))
    return NULL;
  if (match == NULL && asks_for_all (filter))
    return all_ids (db, filter->after, error);

  if (match == NULL)
    g_string_append (where.sql, "SELECT id FROM audit_entry WHERE TRUE");
  /* The full-text table has the answer, without a look at a million rows. */
  else if (asks_for_all (filter) && filter->after == 0)
    where_add_text (&where, "SELECT rowid AS id FROM audit_search WHERE audit_search MATCH ?",
                    match);
  else
    where_add_text (&where,
                    "SELECT id FROM audit_search JOIN audit_entry ON id = audit_search.rowid"
                    " WHERE audit_search MATCH ?",
                    match);
  where_add_filter (&where, filter);
  g_string_append (where.sql,
                   match != NULL ? " ORDER BY audit_search.rowid DESC" : " ORDER BY id DESC");
  return read_ids (db, &where, error);
}

GPtrArray *
comms_log_table_load (CommsDb *db, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (GPtrArray) found = NULL;

      found =
        comms_record_table_select (db, COMMS_TYPE_AUDIT_ENTRY, error, "WHERE id = ?", "i", ids[i]);
      if (found == NULL)
        return NULL;
      if (found->len > 0)
        g_ptr_array_add (entries, g_object_ref (g_ptr_array_index (found, 0)));
    }
  return g_steal_pointer (&entries);
}

CommsAuditEntry *
comms_log_table_last (CommsDb *db, CommsSubject subject, gint64 subject_id, GError **error)
{
  g_autoptr (GPtrArray) found =
    comms_record_table_select (db, COMMS_TYPE_AUDIT_ENTRY, error,
                               "WHERE subject = ? AND subject_id = ? ORDER BY id DESC LIMIT 1",
                               "si", comms_enum_nick (COMMS_TYPE_SUBJECT, subject), subject_id);

  if (found == NULL || found->len == 0)
    return NULL;
  return g_object_ref (g_ptr_array_index (found, 0));
}

gboolean
comms_log_table_first (CommsDb *db, gint64 *at, GError **error)
{
  return comms_db_query_int (db, at, 0, error, "SELECT at FROM audit_entry ORDER BY id LIMIT 1",
                             "");
}
