/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-search-index.h"

#include "comms-fit.h"
#include "comms-release.h"

static char *
dup_folded (const char *const *words, guint n_words)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    if (words[i] != NULL)
      g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", words[i]);
  return comms_text_fold (all->str);
}

typedef struct
{
  gint64 id;
  char *words;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->words);
  g_free (entry);
}

static gboolean
add_entry (CommsDb *db, gconstpointer data, GError **error)
{
  const Entry *entry = data;

  return comms_db_exec (db, error, "INSERT INTO audit_search (rowid, words) VALUES (?, ?)", "is",
                        entry->id, entry->words);
}

/* FTS5 writes down what it has gathered at each savepoint, so its turn comes after the last. */
void
comms_search_index_add_entry (CommsDb *db, gint64 id, const char *const *words, guint n_words)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->id = id;
  entry->words = dup_folded (words, n_words);
  comms_db_do_late (db, add_entry, entry, entry_free);
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
