/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsStore"

#include "config.h"

#include "comms-audit-table.h"

#include <string.h>

#include "comms-enum-types.h"
#include "comms-meta-table.h"
#include "comms-search-index.h"
#include "comms-store.h"
#include "comms-words.h"

/* What stands before the first entry. */
#define NOTHING_BEFORE "0000000000000000000000000000000000000000000000000000000000000000"

/* The newest entry's number and hash, written with it: without it nobody could tell that entries
 * at the end are gone. */
#define HEAD_KEY "audit-head"

/* A row as the chain sees it: the subject is the nick, as it is stored. */
typedef struct
{
  gint64 id;
  gint64 at;
  gint64 actor_id;
  const char *actor;
  const char *subject;
  gint64 subject_id;
  const char *action;
  const char *from_value;
  const char *to_value;
  const char *note;
  const char *before;
} CommsChainLink;

/* Each value is preceded by its length, and none is told from an empty one, so that no two
 * different entries hash alike. */
static void
hash_text (GChecksum *checksum, const char *text)
{
  char prefix[24];
  int length;

  if (text == NULL)
    {
      g_checksum_update (checksum, (const guchar *) "-", 1);
      return;
    }
  length = g_snprintf (prefix, sizeof prefix, "%" G_GSIZE_FORMAT ":", strlen (text));
  g_checksum_update (checksum, (const guchar *) prefix, length);
  g_checksum_update (checksum, (const guchar *) text, -1);
}

static void
hash_number (GChecksum *checksum, gint64 number)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  hash_text (checksum, text);
}

/* The checksum is reset first, so that a walk over a million entries needs only one. */
static const char *
hash_link (GChecksum *checksum, const CommsChainLink *link)
{
  g_checksum_reset (checksum);
  hash_number (checksum, link->id);
  hash_number (checksum, link->at);
  hash_number (checksum, link->actor_id);
  hash_text (checksum, link->actor);
  hash_text (checksum, link->subject);
  hash_number (checksum, link->subject_id);
  hash_text (checksum, link->action);
  hash_text (checksum, link->from_value);
  hash_text (checksum, link->to_value);
  hash_text (checksum, link->note);
  hash_text (checksum, link->before);
  return g_checksum_get_string (checksum);
}

static gboolean
load_last (CommsDb *db, gint64 *id, char **hash, GError **error)
{
  g_autoptr (CommsRows) rows = NULL;
  GError *local_error = NULL;

  rows =
    comms_db_query (db, error, "SELECT id, hash FROM audit_entry ORDER BY id DESC LIMIT 1", "");
  if (rows == NULL)
    return FALSE;

  if (comms_rows_next (rows, &local_error))
    {
      *id = comms_rows_get_int (rows, 0);
      *hash = g_strdup (comms_rows_get_text (rows, 1));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Once for all of the entries of a transaction. */
static gboolean
save_head (CommsDb *db, GError **error)
{
  gint64 id = 0;
  g_autofree char *hash = NULL;
  g_autofree char *head = NULL;

  if (!load_last (db, &id, &hash, error))
    return FALSE;
  head = g_strdup_printf ("%" G_GINT64_FORMAT " %s", id, hash);
  return comms_meta_table_set (db, HEAD_KEY, head, error);
}

gboolean
comms_audit_table_append (CommsDb *db,
                          const CommsStamp *stamp,
                          CommsSubject subject,
                          gint64 subject_id,
                          const char *action,
                          const char *from_value,
                          const char *to_value,
                          const char *note,
                          GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *before = NULL;
  CommsChainLink link = { 0 };
  const char *hash;

  g_return_val_if_fail (action != NULL, FALSE);

  if (!load_last (db, &link.id, &before, error))
    return FALSE;

  link.id++;
  link.at = stamp->now;
  link.actor_id = stamp->actor_id;
  link.actor = stamp->actor;
  link.subject = comms_enum_nick (COMMS_TYPE_SUBJECT, subject);
  link.subject_id = subject_id;
  link.action = action;
  link.from_value = from_value;
  link.to_value = to_value;
  link.note = note;
  link.before = before != NULL ? before : NOTHING_BEFORE;
  hash = hash_link (checksum, &link);

  comms_store_mark_changed (db, subject);
  comms_db_do_late (db, save_head);
  comms_search_index_note_entry (db, link.id);
  return comms_db_exec (db, error,
                        "INSERT INTO audit_entry (id, at, actor_id, actor, subject, subject_id,"
                        " action, from_value, to_value, note, \"before\", hash)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "iiississssss", link.id, link.at, link.actor_id, link.actor, link.subject,
                        link.subject_id, link.action, link.from_value, link.to_value, link.note,
                        link.before, hash);
}

static CommsChainLink
read_link (CommsRows *rows)
{
  return (CommsChainLink){
    .id = comms_rows_get_int (rows, 0),
    .at = comms_rows_get_int (rows, 1),
    .actor_id = comms_rows_get_int (rows, 2),
    .actor = comms_rows_get_text (rows, 3),
    .subject = comms_rows_get_text (rows, 4),
    .subject_id = comms_rows_get_int (rows, 5),
    .action = comms_rows_get_text (rows, 6),
    .from_value = comms_rows_get_text (rows, 7),
    .to_value = comms_rows_get_text (rows, 8),
    .note = comms_rows_get_text (rows, 9),
    .before = comms_rows_get_text (rows, 10),
  };
}

/* Whether the newest entry is the one that was written last. */
static gboolean
check_head (CommsDb *db, gint64 id, const char *hash, gint64 *broken_id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *head = comms_meta_table_get (db, HEAD_KEY, &local_error);
  g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT " %s", id, hash);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (head == NULL ? id != 0 : !g_str_equal (head, expected))
    *broken_id = id + 1;
  return TRUE;
}

gboolean
comms_audit_table_verify (CommsDb *db, gint64 *n_entries, gint64 *broken_id, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *before = g_strdup (NOTHING_BEFORE);
  g_autoptr (CommsRows) rows = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (n_entries != NULL && broken_id != NULL, FALSE);

  *n_entries = 0;
  *broken_id = 0;
  rows = comms_db_query (db, error,
                         "SELECT id, at, actor_id, actor, subject, subject_id, action, from_value,"
                         " to_value, note, \"before\", hash FROM audit_entry ORDER BY id",
                         "");
  if (rows == NULL)
    return FALSE;

  while (*broken_id == 0 && comms_rows_next (rows, &local_error))
    {
      CommsChainLink link = read_link (rows);
      const char *hash = comms_rows_get_text (rows, 11);

      (*n_entries)++;
      if (link.id != *n_entries)
        *broken_id = *n_entries;
      else if (g_strcmp0 (link.before, before) != 0 ||
               g_strcmp0 (hash, hash_link (checksum, &link)) != 0)
        *broken_id = link.id;
      else
        memcpy (before, hash, strlen (NOTHING_BEFORE));
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return *broken_id != 0 || check_head (db, *n_entries, before, broken_id, error);
}
