/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-review-data.h"

#include "comms-posts.h"

void
comms_review_data_free (CommsReviewData *data)
{
  if (data == NULL)
    return;
  g_clear_pointer (&data->all, comms_reread_data_free);
  g_clear_pointer (&data->comments, g_ptr_array_unref);
  g_clear_pointer (&data->queue, g_ptr_array_unref);
  g_free (data);
}

gpointer
comms_review_data_load (CommsTx *tx, gpointer id, GError **error)
{
  g_autoptr (CommsReviewData) data = g_new0 (CommsReviewData, 1);
  const gint64 post_id = *(gint64 *) id;

  data->all = comms_reread_data_load (tx, post_id, error);
  if (data->all == NULL)
    return NULL;
  data->comments = comms_posts_comments (tx, post_id, error);
  if (data->comments == NULL)
    return NULL;
  data->queue = comms_posts_to_review (tx, error);
  return data->queue != NULL ? g_steal_pointer (&data) : NULL;
}

/* Whether it is one of those that are decided together here. */
static gboolean
is_here (CommsReviewData *data, gint64 id)
{
  for (guint i = 0; i < data->all->posts->len; i++)
    {
      CommsRereadPost *post = g_ptr_array_index (data->all->posts, i);

      if (post->joins && comms_record_get_id (COMMS_RECORD (post->data->post)) == id)
        return TRUE;
    }
  return FALSE;
}

guint
comms_review_data_position (CommsReviewData *data)
{
  gint64 own;

  g_return_val_if_fail (data != NULL, 0);

  own = comms_record_get_id (COMMS_RECORD (data->all->own->data->post));
  for (guint i = 0; i < data->queue->len; i++)
    if (comms_record_get_id (g_ptr_array_index (data->queue, i)) == own)
      return i + 1;
  return 0;
}

gint64
comms_review_data_next (CommsReviewData *data)
{
  const guint from = comms_review_data_position (data);

  for (guint i = 0; i < data->queue->len; i++)
    {
      const guint at = (from + i) % data->queue->len;
      gint64 id = comms_record_get_id (g_ptr_array_index (data->queue, at));

      if (!is_here (data, id))
        return id;
    }
  return 0;
}

const char *
comms_review_data_why_not (CommsReviewData *data)
{
  const char *sentence;

  g_return_val_if_fail (data != NULL, NULL);

  sentence = comms_reread_data_why_not (data->all, "review");
  return sentence != NULL ? sentence : comms_reread_data_why_not (data->all, "approve");
}
