/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-search-index.h"

#include "comms-fit.h"
#include "comms-release.h"

/* How many entries of the log make it worth while to write their words down when there is time:
 * that costs several times what the entries do. Whoever looks for some before does it in
 * milliseconds. */
#define ENTRIES_TOGETHER 256

static char *
dup_folded (const char *const *words, guint n_words)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    if (words[i] != NULL)
      g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", words[i]);
  return comms_text_fold (all->str);
}

/* The entries of the log: only ever added, in the order of their numbers, so the last that has its
 * words says which are missing. */

static gboolean
add_entry (CommsDb *db, CommsRows *row, GError **error)
{
  const char *const words[] = { comms_rows_get_text (row, 1), comms_rows_get_text (row, 2) };
  g_autofree char *folded = dup_folded (words, G_N_ELEMENTS (words));

  return comms_db_exec (db, error, "INSERT INTO audit_search (rowid, words) VALUES (?, ?)", "is",
                        comms_rows_get_int (row, 0), folded);
}

gboolean
comms_search_index_add_entries (CommsDb *db, GError **error)
{
  gint64 last;
  g_autoptr (CommsRows) rows = NULL;
  GError *local_error = NULL;

  if (!comms_db_query_int (db, &last, 0, error,
                           "SELECT rowid FROM audit_search ORDER BY rowid DESC LIMIT 1", ""))
    return FALSE;
  rows =
    comms_db_query (db, error, "SELECT id, note, actor FROM audit_entry WHERE id > ? ORDER BY id",
                    "i", last);
  while (rows != NULL && comms_rows_next (rows, &local_error))
    if (!add_entry (db, rows, error))
      return FALSE;
  if (local_error == NULL)
    return rows != NULL;
  g_propagate_error (error, local_error);
  return FALSE;
}

void
comms_search_index_note_entry (CommsDb *db, gint64 id)
{
  if (id % ENTRIES_TOGETHER == 0)
    comms_db_put_off (db, comms_search_index_add_entries);
}

gboolean
comms_search_index_put (CommsDb *db,
                        const char *table,
                        gint64 id,
                        const char *const *words,
                        guint n_words,
                        GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT OR REPLACE INTO %s_search (rowid, words) VALUES (?, ?)", table);
  g_autofree char *folded = dup_folded (words, n_words);

  return comms_db_exec (db, error, sql, "is", id, folded);
}

gboolean
comms_search_index_remove (CommsDb *db, const char *table, gint64 id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s_search WHERE rowid = ?", table);

  return comms_db_exec (db, error, sql, "i", id);
}

gboolean
comms_search_index_release (CommsDb *db, CommsRecord *record, GError **error)
{
  CommsRelease *release = COMMS_RELEASE (record);
  const char *const words[] = { release->number,    release->title, release->headline,
                                release->subhead,   release->lede,  release->body,
                                release->conclusion };

  return comms_search_index_put (db, "release", comms_record_get_id (record), words,
                                 G_N_ELEMENTS (words), error);
}

/* What FTS5's tokenizer takes for a part of a word. */
static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) ||
         g_unichar_type (c) == G_UNICODE_PRIVATE_USE;
}

/* In quotation marks nothing that a person types is an operator. */
static void
append_word (GString *match, const char *start, const char *end)
{
  if (start == end)
    return;
  g_string_append_printf (match, "%s\"%.*s\"*", match->len > 0 ? " " : "", (int) (end - start),
                          start);
}

static char *
dup_match (const char *search)
{
  g_autofree char *folded = NULL;
  g_autoptr (GString) match = g_string_new (NULL);
  const char *start;
  const char *p;

  if (search == NULL)
    return NULL;

  folded = comms_text_fold (search);
  start = folded;
  for (p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_word_character (g_utf8_get_char (p)))
      {
        append_word (match, start, p);
        start = g_utf8_next_char (p);
      }
  append_word (match, start, p);

  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

/* FTS5 of SQLite 3.40 spoils its index where the beginning of a word is looked for among rows that
 * were written in the same transaction, and one of these is then written again. A savepoint makes
 * it put them away first. */
static gboolean
settle (CommsDb *db, GError **error)
{
  return comms_db_exec (db, error, "SAVEPOINT search", "") &&
         comms_db_exec (db, error, "RELEASE search", "");
}

gboolean
comms_search_index_match (CommsDb *db, const char *search, char **match, GError **error)
{
  g_return_val_if_fail (match != NULL && *match == NULL, FALSE);

  if (!settle (db, error))
    return FALSE;
  *match = dup_match (search);
  return TRUE;
}
