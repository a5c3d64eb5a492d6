/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-reread-data.h"

#include "comms-link-checks.h"
#include "comms-media-desk.h"
#include "comms-post-group.h"
#include "comms-posts.h"
#include "comms-threads.h"

static void
reread_post_free (gpointer data)
{
  CommsRereadPost *post = data;

  g_clear_pointer (&post->data, comms_compose_data_free);
  g_clear_pointer (&post->media, g_ptr_array_unref);
  g_free (post);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsRereadPost, reread_post_free)

void
comms_reread_data_free (CommsRereadData *data)
{
  if (data == NULL)
    return;
  g_clear_pointer (&data->posts, g_ptr_array_unref);
  g_clear_pointer (&data->approvals, g_ptr_array_unref);
  g_free (data);
}

static CommsRereadPost *
add_post (CommsTx *tx, CommsRereadData *data, gint64 id, GError **error)
{
  g_autoptr (CommsRereadPost) post = g_new0 (CommsRereadPost, 1);

  post->data = comms_compose_data_load (tx, id, NULL, error);
  if (post->data == NULL)
    return NULL;
  post->media = comms_media_of_post (tx, id, TRUE, error);
  if (post->media == NULL || !comms_signing_load (tx, post->data->post, &post->signing, error))
    return NULL;
  g_ptr_array_add (data->posts, post);
  return g_steal_pointer (&post);
}

static gboolean
load_thread (CommsTx *tx, CommsRereadData *data, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) parts = comms_threads_list (tx, id, error);

  if (parts == NULL)
    return FALSE;
  for (guint i = 0; i < parts->len; i++)
    {
      const gint64 part_id = comms_record_get_id (g_ptr_array_index (parts, i));
      CommsRereadPost *post = add_post (tx, data, part_id, error);

      if (post == NULL)
        return FALSE;
      post->part = parts->len > 1 ? i + 1 : 0;
      post->n_parts = parts->len;
      if (part_id == id)
        data->own = post;
    }
  return TRUE;
}

/* The wordings on other networks that stand where this one stands are decided with it; the others
 * are read on their own. */
static gboolean
load_group (CommsTx *tx, CommsRereadData *data, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) group = comms_post_group_list (tx, id, error);

  if (group == NULL)
    return FALSE;
  for (guint i = 0; i < group->len; i++)
    {
      CommsPost *post = g_ptr_array_index (group, i);
      const gint64 post_id = comms_record_get_id (COMMS_RECORD (post));

      if (post_id != id && post->state == data->own->data->post->state &&
          add_post (tx, data, post_id, error) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Parts of a thread may have come apart: one is out, another was refused and written anew. */
static void
mark_joined (CommsRereadData *data)
{
  for (guint i = 0; i < data->posts->len; i++)
    {
      CommsRereadPost *post = g_ptr_array_index (data->posts, i);

      post->joins = post->data->post->state == data->own->data->post->state;
    }
}

CommsRereadData *
comms_reread_data_load (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsRereadData) data = g_new0 (CommsRereadData, 1);

  data->posts = g_ptr_array_new_with_free_func (reread_post_free);
  data->approvals = comms_posts_approvals (tx, id, error);
  if (data->approvals == NULL || !load_thread (tx, data, id, error))
    return NULL;
  /* One in the bin is in no list. */
  if (data->own == NULL)
    data->own = add_post (tx, data, id, error);
  if (data->own == NULL || (data->posts->len == 1 && !load_group (tx, data, id, error)))
    return NULL;
  mark_joined (data);
  return g_steal_pointer (&data);
}

static gpointer
load (CommsTx *tx, gpointer user_data, GError **error)
{
  return comms_reread_data_load (tx, *(gint64 *) user_data, error);
}

void
comms_reread_data_load_async (CommsDesk *desk,
                              gint64 id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (id > 0);

  comms_desk_run_async (desk, load, g_memdup2 (&id, sizeof id), g_free,
                        (GDestroyNotify) comms_reread_data_free, cancellable, callback, user_data);
}

CommsRereadData *
comms_reread_data_load_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  return comms_desk_run_finish (desk, result, error);
}

void
comms_reread_data_look (CommsRereadData *data,
                        CommsDesk *desk,
                        GHashTable *asked,
                        GCancellable *cancellable)
{
  g_return_if_fail (data != NULL);

  for (guint i = 0; i < data->posts->len; i++)
    {
      CommsRereadPost *post = g_ptr_array_index (data->posts, i);

      comms_links_look (desk, post->data->post->text, -1, asked, cancellable);
    }
}

GPtrArray *
comms_reread_data_rows (CommsRereadData *data)
{
  GPtrArray *rows;

  g_return_val_if_fail (data != NULL, NULL);

  rows = g_ptr_array_sized_new (data->posts->len);
  for (guint i = 0; i < data->posts->len; i++)
    g_ptr_array_add (rows, ((CommsRereadPost *) g_ptr_array_index (data->posts, i))->data->post);
  return rows;
}

const char *
comms_reread_data_why_not (CommsRereadData *data, const char *verb)
{
  g_return_val_if_fail (data != NULL, NULL);

  for (guint i = 0; i < data->posts->len; i++)
    {
      CommsRereadPost *post = g_ptr_array_index (data->posts, i);
      const char *sentence = comms_compose_data_why_not (post->data, verb);

      if (post->joins && sentence != NULL)
        return sentence;
    }
  return NULL;
}

/* Of a part that has left or was let go nobody waits any more. */
static gboolean
is_behind (CommsRereadPost *post)
{
  const CommsPostState state = post->data->post->state;

  return !post->joins && (state == COMMS_POST_STATE_DRAFT || state == COMMS_POST_STATE_IN_REVIEW ||
                          state == COMMS_POST_STATE_APPROVED);
}

const char *
comms_reread_data_behind (CommsRereadData *data)
{
  g_return_val_if_fail (data != NULL, NULL);

  for (guint i = 0; i < data->posts->len; i++)
    if (is_behind (g_ptr_array_index (data->posts, i)))
      return C_ ("re-read", "Another part of its thread does not stand where this one stands. The "
                            "parts go out together: bring that one as far as this first.");
  return NULL;
}

gboolean
comms_reread_data_is_approved (CommsRereadData *data)
{
  g_return_val_if_fail (data != NULL, FALSE);

  for (guint i = 0; i < data->posts->len; i++)
    {
      CommsRereadPost *post = g_ptr_array_index (data->posts, i);

      if (post->joins && !post->signing.done)
        return FALSE;
    }
  return TRUE;
}

gboolean
comms_reread_data_completes (CommsRereadData *data)
{
  g_return_val_if_fail (data != NULL, FALSE);

  for (guint i = 0; i < data->posts->len; i++)
    {
      CommsRereadPost *post = g_ptr_array_index (data->posts, i);

      if (post->joins && !post->signing.completes)
        return FALSE;
    }
  return TRUE;
}

const char *
comms_reread_data_signed_word (CommsRereadData *data)
{
  g_return_val_if_fail (data != NULL, NULL);

  return comms_reread_data_completes (data)
           ? C_ ("post", "Approved.")
           : C_ ("review", "Signed; it is approved once the others have signed it as well.");
}

GArray *
comms_reread_data_ids (CommsRereadData *data, GArray **versions)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (data != NULL && versions != NULL, NULL);

  *versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < data->posts->len; i++)
    {
      CommsRereadPost *post = g_ptr_array_index (data->posts, i);
      const gint64 id = comms_record_get_id (COMMS_RECORD (post->data->post));
      const guint at = post == data->own ? 0 : ids->len;

      if (!post->joins)
        continue;
      g_array_insert_val (ids, at, id);
      g_array_insert_val (*versions, at, post->data->post->version);
    }
  return ids;
}
