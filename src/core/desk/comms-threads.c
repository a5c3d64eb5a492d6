/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-threads.h"

#include <glib/gi18n-lib.h>

#include "comms-count.h"
#include "comms-post-group-private.h"
#include "comms-post-rules.h"
#include "comms-posts-private.h"
#include "comms-record-table.h"
#include "comms-thread-text.h"

/* What a new part has of the first. The part of the document is not said twice. */
static const char *const common[] = {
  "release-id", "account-id", "language", "line-id", "due-wall", "due-zone", "due-at", "legal",
};

CommsThreadPart *
comms_thread_part_new (gint64 id, const char *text)
{
  CommsThreadPart *part = g_new0 (CommsThreadPart, 1);

  part->id = id;
  part->text = g_strdup (text);
  return part;
}

CommsThreadPart *
comms_thread_part_copy (const CommsThreadPart *part)
{
  CommsThreadPart *copy;

  g_return_val_if_fail (part != NULL, NULL);

  copy = comms_thread_part_new (part->id, part->text);
  copy->was = g_strdup (part->was);
  return copy;
}

void
comms_thread_part_free (CommsThreadPart *part)
{
  g_return_if_fail (part != NULL);

  g_free (part->text);
  g_free (part->was);
  g_free (part);
}

GPtrArray *
comms_threads_list (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL)
    return NULL;
  if (post->thread_id == 0)
    return comms_record_table_select (tx->db, COMMS_TYPE_POST, error, "WHERE id = ?", "i", id);
  return comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                                    "WHERE thread_id = ? AND (deleted_at = 0 OR id = ?) ORDER BY "
                                    "thread_position, id",
                                    "ii", post->thread_id, id);
}

static gboolean
has_link (const char *text)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);

  for (guint i = 0; i < entities->len; i++)
    if (g_array_index (entities, CommsEntity, i).kind == COMMS_ENTITY_URL)
      return TRUE;
  return FALSE;
}

/* The link stands in one of the parts, and is not missed in the others. What the part says may have
 * stood in @before, as that was: the part before it. */
static gboolean
add_part (CommsTx *tx,
          CommsPost *first,
          CommsPost *before,
          CommsThreadPart *part,
          gint64 position,
          GError **error)
{
  g_autoptr (CommsPost) post = comms_post_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (common); i++)
    comms_record_copy_property (post, first, common[i]);
  g_object_set (post, "text", part->text, "no-link", !has_link (part->text), "thread-id",
                comms_record_get_id (COMMS_RECORD (first)), "thread-position", position, NULL);
  if (!comms_posts_save (tx, post, error) || !comms_posts_keep_writer (tx, post, before, error))
    return FALSE;
  part->id = comms_record_get_id (COMMS_RECORD (post));
  return TRUE;
}

static gboolean
same_bare (const char *a, const char *b)
{
  g_autofree char *bare_a = comms_thread_text_strip (a != NULL ? a : "");
  g_autofree char *bare_b = comms_thread_text_strip (b != NULL ? b : "");

  return g_str_equal (bare_a, bare_b);
}

/* What the part at @place of @parts says after the step, where it says @now before; NULL where the
 * step would write over somebody else's words. (transfer full) */
static char *
dup_text (GPtrArray *parts, guint place, const char *now)
{
  CommsThreadPart *part = g_ptr_array_index (parts, place);
  const char *text = part->text != NULL ? part->text : "";
  const char *words = now != NULL ? now : "";

  if (part->was == NULL || g_str_equal (part->was, words))
    return g_strdup (text);
  if (g_str_equal (part->was, text))
    return g_strdup (words);
  if (!same_bare (part->was, text))
    return NULL;
  return comms_thread_text_is_numbered (text)
           ? comms_thread_text_number (words, place + 1, parts->len)
           : comms_thread_text_strip (words);
}

/* The number at the end is nobody's words; where it leaves from is the choice of who moves it,
 * beside whom the writer stays that it had. */
static gboolean
keeps_writer (CommsPost *before, CommsPost *row)
{
  return same_bare (before->text, row->text) &&
         (before->account_id == row->account_id || before->writer_id != before->author_id);
}

/* A single one is none of a thread any more. One that comes back from the bin goes where
 * the thread goes now. */
static gboolean
change_part (CommsTx *tx, CommsPost *first, GPtrArray *parts, guint place, GError **error)
{
  CommsThreadPart *part = g_ptr_array_index (parts, place);
  const gint64 position = parts->len > 1 ? (gint64) place + 1 : 0;
  const gint64 thread = position != 0 ? comms_record_get_id (COMMS_RECORD (first)) : 0;
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (CommsPost) row = NULL;
  g_autofree char *text = NULL;

  if (!comms_posts_unbin (tx, part->id, error))
    return FALSE;
  post = comms_posts_load (tx, part->id, error);
  if (post == NULL)
    return FALSE;
  text = dup_text (parts, place, post->text);
  if (text == NULL)
    {
      g_set_error_literal (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE,
                           C_ ("thread", "Somebody has changed a part of this thread since, so it "
                                         "stays as it is now."));
      return FALSE;
    }
  row = comms_record_copy (post);
  g_object_set (row, "text", text, "account-id", first->account_id, "thread-id", thread,
                "thread-position", position, NULL);
  if (comms_record_equal (row, post))
    return TRUE;
  return comms_post_rules_check (tx, post, COMMS_POST_VERB_EDIT, error) &&
         comms_post_group_settle_account (tx, post, row, error) &&
         comms_posts_save_change (tx, post, row, error) &&
         (!keeps_writer (post, row) || comms_posts_keep_writer (tx, row, post, error));
}

/* The post with that id among @posts, or NULL. */
static CommsPost *
find_post (GPtrArray *posts, gint64 id)
{
  for (guint i = 0; i < posts->len; i++)
    if (comms_record_get_id (g_ptr_array_index (posts, i)) == id)
      return g_ptr_array_index (posts, i);
  return NULL;
}

static gboolean
is_listed (GPtrArray *parts, gint64 id)
{
  for (guint i = 0; i < parts->len; i++)
    if (((CommsThreadPart *) g_ptr_array_index (parts, i))->id == id)
      return TRUE;
  return FALSE;
}

static gboolean
bin_others (CommsTx *tx, GPtrArray *old, GPtrArray *parts, GError **error)
{
  for (guint i = 0; i < old->len; i++)
    {
      gint64 id = comms_record_get_id (g_ptr_array_index (old, i));

      if (!is_listed (parts, id) && !comms_posts_bin (tx, id, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
comms_threads_set (CommsTx *tx, gint64 id, GPtrArray *parts, GError **error)
{
  g_autoptr (GPtrArray) old = NULL;
  CommsPost *before;
  gint64 thread;

  g_return_val_if_fail (parts != NULL && parts->len > 0, FALSE);

  thread = ((CommsThreadPart *) g_ptr_array_index (parts, 0))->id;
  g_return_val_if_fail (thread != 0, FALSE);

  old = comms_threads_list (tx, id, error);
  if (old == NULL || !bin_others (tx, old, parts, error))
    return FALSE;
  before = g_ptr_array_index (old, 0);
  for (guint i = 0; i < parts->len; i++)
    {
      CommsThreadPart *part = g_ptr_array_index (parts, i);
      g_autoptr (CommsPost) first = comms_posts_load (tx, thread, error);
      CommsPost *known = find_post (old, part->id);

      if (first == NULL)
        return FALSE;
      before = known != NULL ? known : before;
      if (part->id == 0 ? !add_part (tx, first, before, part, i + 1, error)
                        : !change_part (tx, first, parts, i, error))
        return FALSE;
    }
  return TRUE;
}
