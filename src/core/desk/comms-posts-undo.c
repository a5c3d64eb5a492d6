/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-posts.h"

#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-posts-private.h"

#define EXCERPT 40

/* What Undo takes back is what the acting person did last, and never what somebody else has done
 * with the post since. The log knows who did what. */

static gboolean
refuse (CommsPost *post, GError **error)
{
  g_autofree char *excerpt = comms_text_excerpt (post->text != NULL ? post->text : "", EXCERPT);

  g_set_error (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
               /* Translators: %s is the beginning of a post */
               C_ ("post rule", "Somebody has taken “%s” further since, so nothing is taken back; "
                                "look at it again."),
               excerpt);
  return FALSE;
}

/* Whether the last one who did @action, or @other, with the post is the one who acts now, and
 * nobody else has given it another time since. */
static gboolean
check_own (CommsTx *tx, CommsPost *post, const char *action, const char *other, GError **error)
{
  gint64 actor_id = 0;

  if (!comms_db_query_int (tx->db, &actor_id, 0, error,
                           "SELECT coalesce(max(actor_id), 0) FROM audit_entry WHERE id = "
                           "(SELECT max(id) FROM audit_entry WHERE subject = 'post' "
                           "AND subject_id = ? AND (action IN (?, ?) "
                           "OR (action = 'move' AND actor_id <> ?)))",
                           "issi", comms_record_get_id (COMMS_RECORD (post)), action, other,
                           tx->stamp.actor_id))
    return FALSE;
  return actor_id == tx->stamp.actor_id || refuse (post, error);
}

gboolean
comms_posts_undo_submit (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL || !comms_tx_check_active (tx, error))
    return FALSE;
  /* The first of two who sign leaves it in review. */
  if (post->state != COMMS_POST_STATE_IN_REVIEW || post->approved_hash != NULL ||
      post->deleted_at != 0)
    return refuse (post, error);
  return check_own (tx, post, "submit", "submit-urgent", error) &&
         comms_posts_step (tx, post, COMMS_POST_STATE_DRAFT, "return", NULL, error);
}

gboolean
comms_posts_undo_queue (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL || post->state != COMMS_POST_STATE_QUEUED)
    return post != NULL;
  return check_own (tx, post, "queue", "queue", error) && comms_posts_unqueue (tx, id, error);
}

gboolean
comms_posts_undo_cancel (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);

  if (post == NULL)
    return FALSE;
  if (post->state != COMMS_POST_STATE_CANCELLED)
    return refuse (post, error);
  return check_own (tx, post, "cancel", "cancel", error) && comms_posts_reopen (tx, id, error);
}
