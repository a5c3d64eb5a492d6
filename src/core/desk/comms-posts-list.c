/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-posts.h"

#include "comms-enum-types.h"
#include "comms-record-table.h"
#include "comms-words.h"

/* Looking posts up. */

CommsPost *
comms_posts_load (CommsTx *tx, gint64 id, GError **error)
{
  return comms_record_table_load (tx->db, COMMS_TYPE_POST, id, error);
}

/* A posted one stands where it went out, any other where it is planned. */
static void
append_span (GString *sql, gint64 from, gint64 until)
{
  if (from == 0 && until == 0)
    return;
  if (until == 0)
    until = G_MAXINT64;
  g_string_append_printf (sql,
                          " AND ((posted_at > 0 AND posted_at >= %" G_GINT64_FORMAT
                          " AND posted_at < %" G_GINT64_FORMAT
                          ") OR (posted_at = 0 AND due_at > 0 AND due_at >= %" G_GINT64_FORMAT
                          " AND due_at < %" G_GINT64_FORMAT "))",
                          from, until, from, until);
}

static void
append_states (GString *sql, guint states)
{
  const char *comma = "";

  if (states == 0)
    return;
  g_string_append (sql, " AND state IN (");
  for (int state = COMMS_POST_STATE_DRAFT; state <= COMMS_POST_STATE_CANCELLED; state++)
    if ((states & (1u << state)) != 0)
      {
        g_string_append_printf (sql, "%s'%s'", comma,
                                comms_enum_nick (COMMS_TYPE_POST_STATE, state));
        comma = ", ";
      }
  g_string_append_c (sql, ')');
}

static void
append_id (GString *sql, const char *column, gint64 id)
{
  if (id != 0)
    g_string_append_printf (sql, " AND %s = %" G_GINT64_FORMAT, column, id);
}

/* "%words%" with the pattern's own signs escaped, or NULL. */
static char *
dup_pattern (const char *search)
{
  g_autoptr (GString) pattern = NULL;

  if (search == NULL || *search == '\0')
    return NULL;
  pattern = g_string_new ("%");
  for (const char *p = search; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

GPtrArray *
comms_posts_list (CommsTx *tx, const CommsPostQuery *query, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("WHERE deleted_at = 0");
  g_autofree char *pattern = NULL;

  g_return_val_if_fail (query != NULL, NULL);

  append_span (sql, query->due_from, query->due_until);
  if (query->undated)
    g_string_append (sql, " AND due_at = 0 AND posted_at = 0");
  append_states (sql, query->states);
  append_id (sql, "account_id", query->account_id);
  append_id (sql, "release_id", query->release_id);
  g_string_append (sql, " AND (? IS NULL OR language = ?)"
                        " AND (? IS NULL OR text LIKE ? ESCAPE '\\')"
                        " ORDER BY CASE WHEN posted_at > 0 THEN posted_at ELSE due_at END,"
                        " thread_position, id");
  if (query->limit > 0)
    g_string_append_printf (sql, " LIMIT %u", query->limit);

  pattern = dup_pattern (query->search);
  return comms_record_table_select (tx->db, COMMS_TYPE_POST, error, sql->str, "ssss",
                                    query->language, query->language, pattern, pattern);
}

gboolean
comms_posts_count_day (CommsTx *tx,
                       gint64 account_id,
                       gint64 day_start,
                       gint64 day_end,
                       guint *n_posted,
                       guint *n_planned,
                       GError **error)
{
  gint64 posted = 0;
  gint64 planned = 0;

  if (!comms_db_query_int (tx->db, &posted, 0, error,
                           "SELECT count(*) FROM post WHERE account_id = ? AND deleted_at = 0 "
                           "AND state = 'posted' AND posted_at >= ? AND posted_at < ?",
                           "iii", account_id, day_start, day_end) ||
      !comms_db_query_int (tx->db, &planned, 0, error,
                           "SELECT count(*) FROM post WHERE account_id = ? AND deleted_at = 0 "
                           "AND state IN ('draft', 'in-review', 'approved', 'queued', 'sending', "
                           "'unknown') AND due_at >= ? AND due_at < ?",
                           "iii", account_id, day_start, day_end))
    return FALSE;
  *n_posted = (guint) posted;
  *n_planned = (guint) planned;
  return TRUE;
}
