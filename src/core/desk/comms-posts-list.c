/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <string.h>

#include "comms-posts.h"

#include "comms-enum-types.h"
#include "comms-fit.h"
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
  /* 0 is no time. One lower bound each: SQLite would take the wrong one of two. */
  from = MAX (from, 1);
  g_string_append_printf (sql,
                          " AND ((posted_at >= %" G_GINT64_FORMAT
                          " AND posted_at < %" G_GINT64_FORMAT
                          ") OR (posted_at + 0 = 0 AND due_at >= %" G_GINT64_FORMAT
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

/* By the letters that a reader sees as the same, in Urdu too: no database folds those. */
static gboolean
says (CommsPost *post, const char *folded)
{
  g_autofree char *text = comms_text_fold (post->text != NULL ? post->text : "");

  return strstr (text, folded) != NULL;
}

static void
keep_what_says (GPtrArray *posts, const char *search, guint limit)
{
  g_autofree char *folded = comms_text_fold (search);
  guint n_kept = 0;

  for (guint i = 0; i < posts->len; i++)
    {
      gpointer post = posts->pdata[i];

      if (!says (post, folded) || (limit > 0 && n_kept == limit))
        continue;
      posts->pdata[i] = posts->pdata[n_kept];
      posts->pdata[n_kept++] = post;
    }
  g_ptr_array_set_size (posts, (int) n_kept);
}

GPtrArray *
comms_posts_list (CommsTx *tx, const CommsPostQuery *query, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("WHERE deleted_at = 0");
  g_autoptr (GPtrArray) posts = NULL;
  gboolean searches;

  g_return_val_if_fail (query != NULL, NULL);

  searches = query->search != NULL && *query->search != '\0';
  append_span (sql, query->due_from, query->due_until);
  if (query->undated)
    g_string_append (sql, " AND due_at = 0 AND posted_at = 0");
  if (query->held_after != 0)
    g_string_append_printf (sql, " AND hold_until > %" G_GINT64_FORMAT, query->held_after);
  if (query->stale)
    g_string_append (sql, " AND stale_since > 0 AND EXISTS (SELECT 1 FROM post AS twin"
                          " WHERE twin.id = post.twin_id AND twin.twin_id = post.id"
                          " AND twin.deleted_at = 0)");
  append_states (sql, query->states);
  /* Within a span the times lead to the few that lie there: an account has posts of many years. */
  append_id (sql, query->due_from != 0 || query->due_until != 0 ? "account_id + 0" : "account_id",
             query->account_id);
  append_id (sql, "release_id", query->release_id);
  g_string_append (sql, " AND (? IS NULL OR language = ?)"
                        " ORDER BY CASE WHEN posted_at > 0 THEN posted_at ELSE due_at END,"
                        " thread_position, id");
  if (query->limit > 0 && !searches)
    g_string_append_printf (sql, " LIMIT %u", query->limit);

  posts = comms_record_table_select (tx->db, COMMS_TYPE_POST, error, sql->str, "ss",
                                     query->language, query->language);
  if (posts != NULL && searches)
    keep_what_says (posts, query->search, query->limit);
  return g_steal_pointer (&posts);
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

  /* By the time alone, of which there is an index: an account has posts of many years. */
  if (!comms_db_query_int (tx->db, &posted, 0, error,
                           "SELECT count(*) FROM post WHERE account_id + 0 = ? AND deleted_at = 0 "
                           "AND state || '' = 'posted' AND posted_at >= ? AND posted_at < ?",
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
