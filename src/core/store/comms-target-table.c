/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-target-table.h"

#include "comms-enum-types.h"
#include "comms-fit.h"
#include "comms-record-table.h"
#include "comms-search-index.h"
#include "comms-store.h"
#include "comms-target-table-private.h"
#include "comms-target.h"
#include "comms-words.h"

#define N_CLASSES 4

/* Up to so many rows that are found are sorted by name. Where there are more, all are gone through
 * in the order of their names until enough are found, which SQLite would not do by itself. Of a
 * hundred thousand rows, neither takes more than some hundredth of a second. */
#define FEW_FOUND 16000

/* A word that nobody types, since it begins with a character of private use, stands for the class:
 * so the full-text table answers for a class without a look at the rows. */
static char *
dup_class_word (CommsTargetKind kind)
{
  return g_strdup_printf ("\uE000%d", (int) kind);
}

static gboolean
index_words (CommsDb *db, CommsTarget *target, gint64 id, GError **error)
{
  g_autofree char *class_word = dup_class_word (target->kind);
  const char *const words[] = {
    class_word,   target->name,     target->organisation,    target->role,          target->beat,
    target->city, target->x_handle, target->mastodon_handle, target->bluesky_handle
  };

  if (target->deleted_at != 0)
    return comms_search_index_remove (db, "target", id, error);
  return comms_search_index_put (db, "target", id, words, G_N_ELEMENTS (words), error);
}

gboolean
comms_target_table_after_save (CommsDb *db, CommsRecord *record, GError **error)
{
  CommsTarget *target = COMMS_TARGET (record);
  gint64 id = comms_record_get_id (record);
  g_autofree char *key = comms_text_fold (target->name != NULL ? target->name : "");

  return comms_db_exec (db, error, "UPDATE target SET sort_key = ? WHERE id = ?", "si", key, id) &&
         index_words (db, target, id, error);
}

/* Looking targets up */

static gboolean
finds_many (CommsDb *db, const char *match, gboolean *many, GError **error)
{
  gint64 count;

  if (!comms_db_query_int (db, &count, 0, error,
                           "SELECT count(*) FROM (SELECT rowid FROM target_search"
                           " WHERE target_search MATCH ? LIMIT ?)",
                           "si", match, (gint64) FEW_FOUND + 1))
    return FALSE;
  *many = count > FEW_FOUND;
  return TRUE;
}

static char *
dup_class_nicks (guint classes)
{
  g_autoptr (GString) nicks = g_string_new (NULL);

  for (int kind = 0; kind < N_CLASSES; kind++)
    if (classes & (1u << kind))
      g_string_append_printf (nicks, "%s'%s'", nicks->len > 0 ? ", " : "",
                              comms_enum_nick (COMMS_TYPE_TARGET_KIND, kind));
  return g_string_free (g_steal_pointer (&nicks), FALSE);
}

GPtrArray *
comms_target_table_find (
  CommsDb *db, const char *search, guint classes, gboolean by_contact, guint limit, GError **error)
{
  g_autoptr (GString) tail = g_string_new ("WHERE deleted_at = 0");
  g_autofree char *nicks = dup_class_nicks (classes);
  g_autofree char *match = NULL;
  CommsValue value = { .type = 's' };
  gboolean many = FALSE;

  if (!comms_search_index_match (db, search, &match, error) ||
      (match != NULL && !finds_many (db, match, &many, error)))
    return NULL;

  value.s = match;
  /* The sign keeps SQLite from looking up each row that is found. */
  if (match != NULL)
    g_string_append_printf (tail,
                            " AND %sid IN"
                            " (SELECT rowid FROM target_search WHERE target_search MATCH ?)",
                            many ? "+" : "");
  if (classes != 0)
    g_string_append_printf (tail, " AND kind IN (%s)", nicks);
  g_string_append (tail, by_contact ? " ORDER BY contacted_at DESC, sort_key, id"
                                    : " ORDER BY sort_key, id");
  if (limit > 0)
    g_string_append_printf (tail, " LIMIT %u", limit);
  return comms_record_table_select_values (db, COMMS_TYPE_TARGET, tail->str, &value,
                                           match != NULL ? 1 : 0, error);
}

gboolean
comms_target_table_count (CommsDb *db, const char *search, guint counts[4], GError **error)
{
  g_autofree char *match = NULL;

  if (!comms_search_index_match (db, search, &match, error))
    return FALSE;

  for (int kind = 0; kind < N_CLASSES; kind++)
    {
      g_autofree char *class_word = dup_class_word (kind);
      g_autofree char *both = g_strdup_printf ("%s %s", match != NULL ? match : "", class_word);
      gint64 count;

      if (!comms_db_query_int (db, &count, 0, error,
                               "SELECT count(*) FROM target_search WHERE target_search MATCH ?",
                               "s", both))
        return FALSE;
      counts[kind] = (guint) count;
    }
  return TRUE;
}

gboolean
comms_target_table_each_key (CommsDb *db,
                             CommsTargetKeyFunc func,
                             gpointer user_data,
                             GError **error)
{
  g_autoptr (CommsRows) rows = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (func != NULL, FALSE);

  rows = comms_db_query (db, error,
                         "SELECT id, name, organisation, x_handle, email FROM target"
                         " WHERE deleted_at = 0 ORDER BY id",
                         "");
  if (rows == NULL)
    return FALSE;

  while (comms_rows_next (rows, &local_error))
    func (comms_rows_get_int (rows, 0), comms_rows_get_text (rows, 1),
          comms_rows_get_text (rows, 2), comms_rows_get_text (rows, 3),
          comms_rows_get_text (rows, 4), user_data);

  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
comms_target_table_touch (CommsDb *db, gint64 id, gint64 contacted_at, GError **error)
{
  comms_store_mark_changed (db, COMMS_SUBJECT_TARGET);
  return comms_db_exec (db, error,
                        "UPDATE target SET contacted_at = ? WHERE id = ? AND contacted_at < ?",
                        "iii", contacted_at, id, contacted_at);
}
