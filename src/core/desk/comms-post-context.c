/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-checks.h"

#include "comms-accounts.h"
#include "comms-link-check.h"
#include "comms-media-desk.h"
#include "comms-posts.h"
#include "comms-record-table.h"
#include "comms-releases.h"

#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* Wordings that are read on the way: what was written since, or a small desk's all. */
#define READ_AT_ONCE 1000

/* What was seen at links longer ago than this says little. */
#define LINK_DAYS 30

/* The account, and the posts a month around this one. */
static gboolean
load_account (CommsPostContext *context, CommsTx *tx, CommsPost *post, GError **error)
{
  CommsPostQuery query = { .account_id = post->account_id };
  gint64 due = post->due_at != 0 ? post->due_at : context->now;

  if (post->account_id == 0)
    {
      context->others = g_ptr_array_new_with_free_func (g_object_unref);
      return TRUE;
    }
  context->account = comms_accounts_load (tx, post->account_id, error);
  if (context->account == NULL)
    return FALSE;
  query.due_from = MIN (due, context->now) - 30 * DAY;
  query.due_until = MAX (due, context->now) + 30 * DAY;
  context->others = comms_posts_list (tx, &query, error);
  if (context->others == NULL)
    return FALSE;
  for (guint i = context->others->len; i > 0; i--)
    if (comms_record_get_id (g_ptr_array_index (context->others, i - 1)) ==
        comms_record_get_id (COMMS_RECORD (post)))
      g_ptr_array_remove_index (context->others, i - 1);
  return TRUE;
}

/* Only X forbids the same words from several accounts (G4). */
static gboolean
load_x_accounts (CommsPostContext *context, CommsTx *tx, GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;

  if (context->account == NULL || g_strcmp0 (context->account->network, "x") != 0)
    return TRUE;
  accounts = comms_accounts_list (tx, error);
  if (accounts == NULL)
    return FALSE;
  context->x_accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (accounts, i);
      gint64 id = comms_record_get_id (COMMS_RECORD (account));

      if (g_strcmp0 (account->network, "x") == 0 &&
          id != comms_record_get_id (COMMS_RECORD (context->account)))
        g_array_append_val (context->x_accounts, id);
    }
  return TRUE;
}

static gboolean
load_link_checks (CommsPostContext *context, CommsTx *tx, GError **error)
{
  g_autoptr (GPtrArray) seen =
    comms_record_table_select (tx->db, COMMS_TYPE_LINK_CHECK, error, "WHERE checked_at > ?", "i",
                               context->now - LINK_DAYS * DAY);

  if (seen == NULL)
    return FALSE;
  context->link_checks = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  for (guint i = 0; i < seen->len; i++)
    {
      CommsLinkCheck *check = g_ptr_array_index (seen, i);

      g_hash_table_insert (context->link_checks, check->url, g_object_ref (check));
    }
  return TRUE;
}

/* What the post is tied to. A line or twin that is gone is as good as none. */
static gboolean
load_ties (CommsPostContext *context, CommsTx *tx, CommsPost *post, GError **error)
{
  if (post->release_id != 0)
    {
      context->release = comms_releases_load (tx, post->release_id, error);
      if (context->release == NULL)
        return FALSE;
    }
  if (post->line_id != 0)
    context->line = comms_record_table_load (tx->db, COMMS_TYPE_APPROVED_LINE, post->line_id, NULL);
  if (post->twin_id != 0)
    context->twin = comms_posts_load (tx, post->twin_id, NULL);
  if (context->twin != NULL && context->twin->deleted_at != 0)
    g_clear_object (&context->twin);
  if (comms_record_get_id (COMMS_RECORD (post)) != 0 && post->media_hash != NULL)
    {
      context->media =
        comms_media_of_post (tx, comms_record_get_id (COMMS_RECORD (post)), FALSE, error);
      if (context->media == NULL)
        return FALSE;
    }
  return TRUE;
}

CommsPostContext *
comms_post_context_load (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (CommsPostContext) context = g_new0 (CommsPostContext, 1);

  g_return_val_if_fail (COMMS_IS_POST (post), NULL);

  context->now = tx->stamp.now;
  context->policy = comms_record_copy (tx->policy);
  if (!load_account (context, tx, post, error) || !load_x_accounts (context, tx, error) ||
      !load_link_checks (context, tx, error) || !load_ties (context, tx, post, error))
    return NULL;
  context->advice = comms_advice_levels_load (tx, error);
  context->style = comms_house_style_load (tx, error);
  if (context->advice == NULL || context->style == NULL)
    return NULL;
  if (tx->likeness != NULL)
    {
      context->likeness = comms_likeness_ref (tx->likeness);
      if (!comms_likeness_read (context->likeness, tx, READ_AT_ONCE, NULL, error))
        return NULL;
    }
  return g_steal_pointer (&context);
}

void
comms_post_context_free (CommsPostContext *context)
{
  g_clear_object (&context->account);
  g_clear_object (&context->release);
  g_clear_object (&context->policy);
  g_clear_pointer (&context->others, g_ptr_array_unref);
  g_clear_pointer (&context->advice, g_free);
  g_clear_pointer (&context->style, comms_house_style_free);
  g_clear_pointer (&context->likeness, comms_likeness_unref);
  g_clear_pointer (&context->x_accounts, g_array_unref);
  g_clear_pointer (&context->link_checks, g_hash_table_unref);
  g_clear_pointer (&context->media, g_ptr_array_unref);
  g_clear_object (&context->line);
  g_clear_object (&context->twin);
  g_free (context);
}
