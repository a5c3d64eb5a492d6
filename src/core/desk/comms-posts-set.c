/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-posts.h"

#include <glib/gi18n-lib.h>

#include "comms-fit.h"

#define EXCERPT 40

/* Several posts at once. An error rolls the transaction back, and with it what was done to the
 * posts before. */

static gboolean
queue_one (CommsTx *tx, gint64 id, GError **error)
{
  return comms_posts_queue (tx, id, FALSE, error);
}

/* Says of which post an error is. */
static void
name_post (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, NULL);
  g_autofree char *excerpt = NULL;
  g_autofree char *sentence = NULL;

  if (error == NULL || *error == NULL || post == NULL)
    return;
  excerpt = comms_text_excerpt (post->text != NULL ? post->text : "", EXCERPT);
  /* Translators: the beginning of a post, and the sentence that says what is wrong with it */
  sentence = g_strdup_printf (C_ ("posts", "Nothing was done. “%s”: %s"), excerpt,
                              (*error)->message);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&sentence);
}

static gboolean
each (CommsTx *tx,
      CommsIdFunc func,
      const gint64 *ids,
      const gint64 *versions,
      guint n_ids,
      GError **error)
{
  g_return_val_if_fail (ids != NULL || n_ids == 0, FALSE);

  for (guint i = 0; i < n_ids; i++)
    if ((versions != NULL && !comms_posts_check_read (tx, ids[i], versions[i], error)) ||
        !func (tx, ids[i], error))
      {
        name_post (tx, ids[i], error);
        return FALSE;
      }
  return TRUE;
}

gboolean
comms_posts_queue_set (CommsTx *tx,
                       const gint64 *ids,
                       const gint64 *versions,
                       guint n_ids,
                       GError **error)
{
  return each (tx, queue_one, ids, versions, n_ids, error);
}

gboolean
comms_posts_submit_set (CommsTx *tx,
                        const gint64 *ids,
                        const gint64 *versions,
                        guint n_ids,
                        GError **error)
{
  return each (tx, comms_posts_submit, ids, versions, n_ids, error);
}
