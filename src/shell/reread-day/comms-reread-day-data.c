/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-reread-day-data.h"

#include "comms-media-desk.h"
#include "comms-posts.h"
#include "comms-signing.h"

static void
day_post_free (gpointer data)
{
  CommsDayPost *item = data;

  g_clear_object (&item->post);
  g_clear_pointer (&item->context, comms_post_context_free);
  g_clear_pointer (&item->checks, g_ptr_array_unref);
  g_clear_pointer (&item->media, g_ptr_array_unref);
  g_free (item->why_not);
  g_free (item);
}

void
comms_day_free (CommsDay *day)
{
  g_clear_pointer (&day->posts, g_ptr_array_unref);
  g_clear_object (&day->policy);
  g_free (day);
}

static gboolean
may (CommsTx *tx, CommsPost *post, const char *verb)
{
  g_autofree char *sentence = comms_posts_why_not (tx, post, verb);

  return sentence == NULL;
}

/* Where a draft waits for an approval, what keeps it from being submitted is what can be mended. */
static void
say_why_not_submitted (CommsTx *tx, CommsDayPost *item, const CommsSigning *signing)
{
  char *sentence;

  if (signing->done || item->post->state != COMMS_POST_STATE_DRAFT)
    return;
  sentence = comms_posts_why_not (tx, item->post, "submit");
  if (sentence == NULL)
    return;
  g_free (item->why_not);
  item->why_not = sentence;
}

static gboolean
find_way (CommsTx *tx, CommsDayPost *item, GError **error)
{
  CommsSigning signing;

  if (!comms_signing_load (tx, item->post, &signing, error))
    return FALSE;
  item->why_not = comms_posts_why_not (tx, item->post, "queue");
  if (item->why_not == NULL)
    item->way = COMMS_DAY_WAY_QUEUE;
  /* Where one signature is not enough, each post is approved on its own page. */
  else if (!signing.done && signing.completes && may (tx, item->post, "approve"))
    item->way = COMMS_DAY_WAY_APPROVE_AND_QUEUE;
  else if (!signing.done && may (tx, item->post, "submit"))
    item->way = COMMS_DAY_WAY_SUBMIT;
  else
    {
      item->way = COMMS_DAY_WAY_NOTHING;
      say_why_not_submitted (tx, item, &signing);
    }
  return TRUE;
}

static gboolean
is_still_to_read (CommsPost *post)
{
  return post->deleted_at == 0 &&
         (post->state == COMMS_POST_STATE_DRAFT || post->state == COMMS_POST_STATE_IN_REVIEW ||
          post->state == COMMS_POST_STATE_APPROVED);
}

static gboolean
add_post (CommsTx *tx, CommsDay *day, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, NULL);
  CommsDayPost *item;

  if (post == NULL || !is_still_to_read (post))
    return TRUE;
  item = g_new0 (CommsDayPost, 1);
  g_ptr_array_add (day->posts, item);
  item->context = comms_post_context_load (tx, post, error);
  if (item->context == NULL)
    return FALSE;
  item->media = comms_media_of_post (tx, id, TRUE, error);
  if (item->media == NULL)
    return FALSE;
  item->checks = comms_checks_of_post (post, item->context);
  item->post = g_steal_pointer (&post);
  return find_way (tx, item, error);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = (*(CommsDayPost *const *) a)->post->due_at;
  gint64 second = (*(CommsDayPost *const *) b)->post->due_at;

  return first < second ? -1 : first > second;
}

gpointer
comms_day_load (CommsTx *tx, gpointer data, GError **error)
{
  GArray *ids = data;
  g_autoptr (CommsDay) day = g_new0 (CommsDay, 1);

  day->posts = g_ptr_array_new_with_free_func (day_post_free);
  day->policy = comms_record_copy (tx->policy);
  for (guint i = 0; i < ids->len; i++)
    if (!add_post (tx, day, g_array_index (ids, gint64, i), error))
      return NULL;
  g_ptr_array_sort (day->posts, compare_times);
  return g_steal_pointer (&day);
}

CommsDayWay
comms_day_way (CommsDay *day)
{
  CommsDayWay way = COMMS_DAY_WAY_NOTHING;

  g_return_val_if_fail (day != NULL, COMMS_DAY_WAY_NOTHING);

  for (guint i = 0; i < day->posts->len; i++)
    way = MIN (way, ((CommsDayPost *) g_ptr_array_index (day->posts, i))->way);
  return way;
}

gboolean
comms_day_post_joins (CommsDayPost *post, CommsDayWay way)
{
  g_return_val_if_fail (post != NULL, FALSE);

  if (way == COMMS_DAY_WAY_SUBMIT || way == COMMS_DAY_WAY_NOTHING)
    return post->way == way && way != COMMS_DAY_WAY_NOTHING;
  return post->way == COMMS_DAY_WAY_QUEUE || post->way == COMMS_DAY_WAY_APPROVE_AND_QUEUE;
}
