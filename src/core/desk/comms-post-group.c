/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-post-group.h"

#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-media-desk.h"
#include "comms-network.h"
#include "comms-post-group-private.h"
#include "comms-post-rules.h"
#include "comms-posts-private.h"
#include "comms-record-table.h"

/* What a follower takes from its lead whenever that changes. */
static const char *const shared[] = {
  "release-id", "part", "part-index", "language", "text", "no-link", "line-id",
};

static const char *const planned[] = { "due-wall", "due-zone", "due-at" };

static gint64
lead_of (CommsPost *post)
{
  return post->lead_id != 0 ? post->lead_id : comms_record_get_id (COMMS_RECORD (post));
}

GPtrArray *
comms_post_group_list (CommsTx *tx, gint64 id, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);
  gint64 lead;

  if (post == NULL)
    return NULL;
  lead = lead_of (post);
  return comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                                    "WHERE (id = ? OR lead_id = ?) AND (deleted_at = 0 OR id = ?) "
                                    "ORDER BY lead_id <> 0, id",
                                    "iii", lead, lead, id);
}

GPtrArray *
comms_post_group_followers (CommsTx *tx, gint64 id, GError **error)
{
  return comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                                    "WHERE lead_id = ? AND own_wording = 0 AND deleted_at = 0"
                                    " AND state NOT IN ('sending', 'posted', 'unknown',"
                                    " 'cancelled') ORDER BY id",
                                    "i", id);
}

void
comms_post_group_note_own (CommsPost *before, CommsPost *row)
{
  if (row->lead_id != 0 && row->lead_id == before->lead_id &&
      g_strcmp0 (row->text, before->text) != 0)
    g_object_set (row, "own-wording", TRUE, NULL);
}

/* Whether the piece is planned as one: a follower that was moved away stays where it is. */
static gboolean
moves_along (CommsPost *follower, CommsPost *before)
{
  return follower->due_at == before->due_at &&
         g_strcmp0 (follower->due_wall, before->due_wall) == 0;
}

static gboolean
follow (CommsTx *tx, CommsPost *follower, CommsPost *before, CommsPost *row, GError **error)
{
  g_autoptr (CommsPost) changed = comms_record_copy (follower);

  for (gsize i = 0; i < G_N_ELEMENTS (shared); i++)
    comms_record_copy_property (changed, row, shared[i]);
  /* Its own mark is not lost with a change of the words; the lead's comes to the whole piece. */
  if (before->legal && !row->legal)
    g_object_set (changed, "legal", FALSE, NULL);
  for (gsize i = 0; moves_along (follower, before) && i < G_N_ELEMENTS (planned); i++)
    comms_record_copy_property (changed, row, planned[i]);
  if (comms_record_equal (changed, follower))
    return TRUE;
  return comms_posts_save_change (tx, follower, changed, error) &&
         (comms_post_is_sent_alike (follower, changed) ||
          comms_posts_keep_writer (tx, changed, row, error));
}

gboolean
comms_post_group_follow (CommsTx *tx, CommsPost *before, CommsPost *row, GError **error)
{
  g_autoptr (GPtrArray) followers = NULL;

  if (row->lead_id != 0)
    return TRUE;
  followers = comms_post_group_followers (tx, comms_record_get_id (COMMS_RECORD (row)), error);
  if (followers == NULL)
    return FALSE;
  for (guint i = 0; i < followers->len; i++)
    if (!follow (tx, g_ptr_array_index (followers, i), before, row, error))
      return FALSE;
  return TRUE;
}

/* What is over is marked for when somebody takes it up again, and is not taken up by that. */
static gboolean
mark_legal (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsPost) marked = comms_record_copy (post);

  g_object_set (marked, "legal", TRUE, NULL);
  if (post->state == COMMS_POST_STATE_CANCELLED || post->state == COMMS_POST_STATE_MISSED ||
      post->state == COMMS_POST_STATE_REFUSED)
    return comms_posts_save_in_place (tx, post, marked, error);
  return comms_posts_save_change (tx, post, marked, error);
}

/* What goes with @post and is not marked, in the bin as well, for it may come back. The law is the
 * same in its twin. */
static GPtrArray *
list_unmarked (CommsTx *tx, CommsPost *post, GError **error)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (post));

  return comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                                    "WHERE ((lead_id <> 0 AND lead_id = ?)"
                                    " OR (thread_id <> 0 AND thread_id = ?)"
                                    " OR (id = ? AND twin_id = ?))"
                                    " AND legal = 0"
                                    " AND state NOT IN ('sending', 'posted', 'unknown')",
                                    "iiii", id, post->thread_id, post->twin_id, id);
}

gboolean
comms_post_group_mark_legal (CommsTx *tx, CommsPost *before, CommsPost *row, GError **error)
{
  g_autoptr (GPtrArray) marked = NULL;

  if (!row->legal || before->legal)
    return TRUE;
  marked = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (marked, g_object_ref (row));
  for (guint i = 0; i < marked->len; i++)
    {
      g_autoptr (GPtrArray) posts = list_unmarked (tx, g_ptr_array_index (marked, i), error);

      if (posts == NULL)
        return FALSE;
      for (guint j = 0; j < posts->len; j++)
        {
          if (!mark_legal (tx, g_ptr_array_index (posts, j), error))
            return FALSE;
          g_ptr_array_add (marked, g_object_ref (g_ptr_array_index (posts, j)));
        }
    }
  return TRUE;
}

gboolean
comms_post_group_pass_lead (CommsTx *tx, CommsPost *lead, GError **error)
{
  g_autoptr (GPtrArray) posts =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                               "WHERE lead_id = ? AND state NOT IN ('sending', 'posted', 'unknown')"
                               " ORDER BY deleted_at <> 0, own_wording, id",
                               "i", comms_record_get_id (COMMS_RECORD (lead)));
  CommsPost *heir;

  if (posts == NULL)
    return FALSE;
  heir = posts->len > 0 ? g_ptr_array_index (posts, 0) : NULL;
  if (heir == NULL || heir->deleted_at != 0)
    return TRUE;
  g_ptr_array_add (posts, g_object_ref (lead));
  for (guint i = 0; i < posts->len; i++)
    {
      CommsPost *post = g_ptr_array_index (posts, i);

      g_object_set (post, "lead-id",
                    post == heir ? G_GINT64_CONSTANT (0)
                                 : comms_record_get_id (COMMS_RECORD (heir)),
                    NULL);
      /* Where the heir has words of its own, the others keep theirs. */
      if (post != heir && heir->own_wording)
        g_object_set (post, "own-wording", TRUE, NULL);
      if (post != lead && !comms_posts_save_row (tx, post, NULL, NULL, NULL, error))
        return FALSE;
    }
  g_object_set (heir, "own-wording", FALSE, NULL);
  return comms_posts_save_row (tx, heir, NULL, NULL, NULL, error);
}

char *
comms_post_group_dup_refusal (GPtrArray *accounts, CommsAccount *account)
{
  g_return_val_if_fail (accounts != NULL, NULL);
  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), NULL);

  for (guint i = 0; i < accounts->len; i++)
    {
      CommsAccount *other = g_ptr_array_index (accounts, i);

      if (g_strcmp0 (other->network, account->network) == 0)
        return g_strdup_printf (
          /* Translators: %s is the handle of an account */
          C_ ("post group", "This goes out from @%s on the same network already, and the same "
                            "words from two accounts of one network are forbidden; repost it "
                            "there, or write another post."),
          other->handle);
    }
  return NULL;
}

/* Whether the account may join, by those that the group has. */
static gboolean
check_joins (CommsTx *tx, GPtrArray *group, CommsAccount *account, GError **error)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *refusal = NULL;

  for (guint i = 0; i < group->len; i++)
    {
      CommsAccount *other = comms_post_rules_account (tx, g_ptr_array_index (group, i), error);

      if (other == NULL)
        return FALSE;
      g_ptr_array_add (accounts, other);
    }
  refusal = comms_post_group_dup_refusal (accounts, account);
  if (refusal == NULL)
    return TRUE;

  g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_DUPLICATE, refusal);
  return FALSE;
}

/* Whether an id names the same post for both. */
static gboolean
is_same_place (CommsAccount *a, CommsAccount *b)
{
  const CommsNetworkInfo *info = comms_network_info (a->network);

  return g_strcmp0 (a->network, b->network) == 0 &&
         (info == NULL || (info->supports & COMMS_NETWORK_SUPPORTS_SERVERS) == 0 ||
          g_strcmp0 (a->api_base, b->api_base) == 0);
}

/* Whether what @post answers is named by an id that means another post for @account. */
static gboolean
has_foreign_id (CommsPost *post, CommsAccount *old, CommsAccount *account)
{
  return post->reply_to != NULL && *post->reply_to != '\0' &&
         !comms_network_is_address (post->reply_to) && !is_same_place (old, account);
}

static char *
dup_foreign_id_refusal (CommsPost *post)
{
  return g_strdup_printf (
    /* Translators: %s is the id of a post on a network */
    C_ ("post", "This post answers “%s” where it stands now, and that means another post, or none, "
                "on the other account; name the post by its address, or let this one answer none."),
    post->reply_to);
}

/* What the post answers, on @account instead. */
static gboolean
settle_reply (CommsTx *tx, CommsPost *before, CommsPost *row, CommsAccount *account, GError **error)
{
  g_autoptr (CommsAccount) old = NULL;
  g_autofree char *refusal = NULL;

  if (before->account_id == 0 || g_strcmp0 (row->reply_to, before->reply_to) != 0)
    return TRUE;
  old = comms_post_rules_account (tx, before, error);
  if (old == NULL)
    return FALSE;
  if (!has_foreign_id (row, old, account))
    return TRUE;
  if (row->thread_position > 1)
    {
      g_object_set (row, "reply-to", NULL, NULL);
      return TRUE;
    }
  refusal = dup_foreign_id_refusal (row);
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID, refusal);
  return FALSE;
}

gboolean
comms_post_group_settle_account (CommsTx *tx, CommsPost *before, CommsPost *row, GError **error)
{
  gint64 id = comms_record_get_id (COMMS_RECORD (row));
  g_autoptr (GPtrArray) group = NULL;
  g_autoptr (CommsAccount) account = NULL;

  if (row->account_id == before->account_id || row->account_id == 0)
    return TRUE;
  account = comms_post_rules_account (tx, row, error);
  if (account == NULL || !settle_reply (tx, before, row, account, error))
    return FALSE;
  group = comms_post_group_list (tx, id, error);
  if (group == NULL)
    return FALSE;
  for (guint i = group->len; i > 0; i--)
    if (comms_record_get_id (g_ptr_array_index (group, i - 1)) == id)
      g_ptr_array_remove_index (group, i - 1);
  return check_joins (tx, group, account, error);
}

static const char *
thread_refusal (void)
{
  return C_ ("post group", "A thread goes to one account, and a part of this one has left or is "
                           "leaving; copy the others into a new post for the other account.");
}

char *
comms_post_group_dup_move_refusal (CommsPost *post,
                                   GPtrArray *thread,
                                   CommsAccount *old,
                                   CommsAccount *account)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (post));
  const gint64 account_id = comms_record_get_id (COMMS_RECORD (account));

  if (post->thread_position <= 1 && has_foreign_id (post, old, account))
    return dup_foreign_id_refusal (post);
  for (guint i = 0; thread != NULL && i < thread->len; i++)
    {
      CommsPost *part = g_ptr_array_index (thread, i);

      if (comms_record_get_id (COMMS_RECORD (part)) == id || part->account_id == account_id)
        continue;
      if (!comms_post_state_is_open (part->state))
        return g_strdup (thread_refusal ());
      if (part->thread_position <= 1 && has_foreign_id (part, old, account))
        return dup_foreign_id_refusal (part);
    }
  return NULL;
}

static gboolean
save_moved (CommsTx *tx, CommsPost *part, CommsPost *moved, GError **error)
{
  return part->state == COMMS_POST_STATE_CANCELLED
           ? comms_posts_save_in_place (tx, part, moved, error)
           : comms_posts_save_change (tx, part, moved, error);
}

/* Who moves a part has chosen where it leaves from, and wrote nothing in it: whoever did, beside
 * its author, stays its writer. */
static gboolean
move_part (CommsTx *tx, CommsPost *part, gint64 account_id, GError **error)
{
  g_autoptr (CommsPost) moved = comms_record_copy (part);

  if (part->account_id == account_id)
    return TRUE;
  if (!comms_post_state_is_open (part->state))
    {
      g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_STATE, thread_refusal ());
      return FALSE;
    }
  g_object_set (moved, "account-id", account_id, NULL);
  return comms_post_group_settle_account (tx, part, moved, error) &&
         save_moved (tx, part, moved, error) &&
         (part->writer_id == part->author_id || comms_posts_keep_writer (tx, moved, part, error));
}

gboolean
comms_post_group_move_thread (CommsTx *tx, CommsPost *before, CommsPost *row, GError **error)
{
  const gint64 id = comms_record_get_id (COMMS_RECORD (row));
  const gint64 thread = row->thread_id != 0 ? row->thread_id : id;
  g_autoptr (GPtrArray) parts = NULL;

  if (row->account_id == before->account_id)
    return TRUE;
  /* Those in the bin as well: they may come back. */
  parts = comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                                     "WHERE ((thread_id <> 0 AND thread_id = ?) OR id = ?)"
                                     " AND id <> ? ORDER BY thread_position, id",
                                     "iii", thread, thread, id);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    if (!move_part (tx, g_ptr_array_index (parts, i), row->account_id, error))
      return FALSE;
  return parts != NULL;
}

/* The pictures of the lead, for a follower. */
static gboolean
take_media (CommsTx *tx, CommsPost *lead, CommsPost *follower, GError **error)
{
  g_autoptr (GPtrArray) media =
    comms_media_of_post (tx, comms_record_get_id (COMMS_RECORD (lead)), FALSE, error);

  return media != NULL && comms_media_set (tx, follower, media, error);
}

/* One that was there before and was taken out, or NULL without @error. */
static CommsPost *
find_binned (CommsTx *tx, gint64 lead, gint64 account_id, GError **error)
{
  g_autoptr (GPtrArray) posts =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                               "WHERE lead_id = ? AND account_id = ? AND deleted_at <> 0 ORDER BY "
                               "id DESC LIMIT 1",
                               "ii", lead, account_id);

  return posts != NULL && posts->len > 0 ? g_object_ref (g_ptr_array_index (posts, 0)) : NULL;
}

/* A time that is over is none to plan for. */
static CommsPost *
new_follower (CommsTx *tx, CommsPost *lead, gint64 account_id)
{
  CommsPost *post = comms_post_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (shared); i++)
    comms_record_copy_property (post, lead, shared[i]);
  for (gsize i = 0; lead->due_at > tx->stamp.now && i < G_N_ELEMENTS (planned); i++)
    comms_record_copy_property (post, lead, planned[i]);
  g_object_set (post, "legal", lead->legal, "lead-id", comms_record_get_id (COMMS_RECORD (lead)),
                "account-id", account_id, NULL);
  return post;
}

static gboolean
add_follower (CommsTx *tx, CommsPost *lead, gint64 account_id, gint64 *added, GError **error)
{
  gint64 lead_id = comms_record_get_id (COMMS_RECORD (lead));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CommsPost) post = find_binned (tx, lead_id, account_id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (post != NULL)
    {
      gint64 id = comms_record_get_id (COMMS_RECORD (post));

      if (added != NULL)
        *added = id;
      return comms_posts_unbin (tx, id, error) &&
             (post->own_wording || comms_post_group_set_own (tx, id, FALSE, error));
    }
  post = new_follower (tx, lead, account_id);
  if (!comms_posts_save (tx, post, error) || !take_media (tx, lead, post, error) ||
      !comms_posts_keep_writer (tx, post, lead, error))
    return FALSE;
  if (added != NULL)
    *added = comms_record_get_id (COMMS_RECORD (post));
  return TRUE;
}

gboolean
comms_post_group_add (CommsTx *tx, gint64 id, gint64 account_id, gint64 *added, GError **error)
{
  g_autoptr (GPtrArray) group = comms_post_group_list (tx, id, error);
  g_autoptr (CommsAccount) account = NULL;
  CommsPost *lead;

  if (group == NULL)
    return FALSE;
  lead = g_ptr_array_index (group, 0);
  if (lead->thread_id != 0)
    {
      g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
                           C_ ("post group", "A thread goes to one account; copy its text into a "
                                             "new post for the other network."));
      return FALSE;
    }
  account = comms_record_table_load (tx->db, COMMS_TYPE_ACCOUNT, account_id, error);
  return account != NULL && check_joins (tx, group, account, error) &&
         add_follower (tx, lead, account_id, added, error);
}

gboolean
comms_post_group_set_own (CommsTx *tx, gint64 id, gboolean own, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);
  g_autoptr (CommsPost) row = NULL;
  g_autoptr (CommsPost) lead = NULL;

  if (post == NULL || !comms_post_rules_check (tx, post, COMMS_POST_VERB_EDIT, error))
    return FALSE;
  if (post->lead_id == 0)
    return TRUE;
  lead = comms_posts_load (tx, post->lead_id, error);
  if (lead == NULL)
    return FALSE;
  row = comms_record_copy (post);
  for (gsize i = 0; !own && i < G_N_ELEMENTS (shared); i++)
    comms_record_copy_property (row, lead, shared[i]);
  g_object_set (row, "own-wording", own, "legal", post->legal || (!own && lead->legal), NULL);
  if (!comms_record_equal (row, post) && (!comms_posts_save_change (tx, post, row, error) ||
                                          !comms_post_group_mark_legal (tx, post, row, error)))
    return FALSE;
  return own ||
         (take_media (tx, lead, row, error) && comms_posts_keep_writer (tx, row, lead, error));
}
