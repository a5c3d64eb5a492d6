/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"
#include "comms-record.h"

G_BEGIN_DECLS

/* The words by which rows are found: a full-text table beside each table that can be searched.
 * What is searched and what is looked for are both folded by comms_text_fold(). */

gboolean   comms_search_index_release (CommsDb *db, CommsRecord *release, GError **error);

/* To be called for each new entry of the log. Its words are added later, together with those of
 * others: when there are many and the store has time, and before somebody looks for any. */
void       comms_search_index_note_entry (CommsDb *db, gint64 id);

/* Adds the words of the entries of the log that have none yet, so that they can be found. */
gboolean   comms_search_index_add_entries (CommsDb *db, GError **error);

/* Writes the words of one row of "@table_search"; each of them may be NULL. */
gboolean   comms_search_index_put     (CommsDb *db, const char *table, gint64 id,
                                       const char *const *words, guint n_words, GError **error);
gboolean   comms_search_index_remove  (CommsDb *db, const char *table, gint64 id, GError **error);

/* What to hand to MATCH: every word of @search, each as the beginning of a word; NULL where there
 * is none. To be called right before a statement with MATCH, even where nothing is looked for. */
gboolean   comms_search_index_match   (CommsDb *db, const char *search, char **match,
                                       GError **error);

G_END_DECLS
