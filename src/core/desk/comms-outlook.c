/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-outlook.h"

#include "comms-accounts.h"
#include "comms-outbox-private.h"
#include "comms-post-rules.h"
#include "comms-record-table.h"
#include "comms-zone.h"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

void
comms_outlook_free (CommsOutlook *self)
{
  g_clear_object (&self->post);
  g_clear_object (&self->account);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self->sentence);
  g_free (self);
}

/* Whether the account may send by itself until @until. What could not be reached a moment ago is
 * taken for out of reach until it is reached again. */
static gboolean
is_open (CommsTx *tx, CommsAccount *account, gint64 until)
{
  return comms_outbox_waits_until (tx, account) <= until &&
         (account->state != COMMS_ACCOUNT_STATE_READY || account->pause_reason == NULL);
}

static char *
dup_sentence (CommsTx *tx, CommsPost *post, CommsAccount *account)
{
  const gint64 too_late = comms_post_rules_leave_at (post) + tx->policy->grace_minutes * MINUTE_MS;

  if (tx->policy->paused_reason != NULL)
    return g_strdup_printf (
      /* Translators: %s is the reason that a person gave */
      C_ ("outbox", "All sending is paused (“%s”), so this post waits; let it go on, or give the "
                    "post another time."),
      tx->policy->paused_reason);
  if (!is_open (tx, account, too_late))
    return account->pause_reason != NULL
             ? g_strdup (account->pause_reason)
             : g_strdup_printf (
                 /* Translators: %s is a handle */
                 C_ ("outbox", "@%s has to be signed in again before this post can go out; do so "
                               "under Accounts."),
                 account->handle);
  return post->retry_at > too_late || post->problem != NULL ? g_strdup (post->problem) : NULL;
}

/* Who has the piece already: the post's group. */
static gboolean
find_carriers (CommsTx *tx, CommsPost *post, GHashTable *carriers, GError **error)
{
  const gint64 lead =
    post->lead_id != 0 ? post->lead_id : comms_record_get_id (COMMS_RECORD (post));
  g_autoptr (GPtrArray) group =
    comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                               "WHERE (id = ? OR lead_id = ?) AND deleted_at = 0", "ii", lead,
                               lead);

  for (guint i = 0; group != NULL && i < group->len; i++)
    {
      const CommsPost *member = g_ptr_array_index (group, i);

      g_hash_table_add (carriers, g_memdup2 (&member->account_id, sizeof member->account_id));
    }
  return group != NULL;
}

/* Another account on X may not say the same (G4); one for another language would say it to the
 * wrong people. */
static gboolean
could_carry (CommsTx *tx, CommsOutlook *row, CommsAccount *other)
{
  const gboolean both_on_x =
    g_strcmp0 (row->account->network, "x") == 0 && g_strcmp0 (other->network, "x") == 0;

  return !both_on_x && is_open (tx, other, tx->stamp.now) &&
         other->state != COMMS_ACCOUNT_STATE_REMOVED &&
         (other->language == NULL || row->post->language == NULL ||
          g_str_equal (other->language, row->post->language));
}

static gboolean
find_others (CommsTx *tx, CommsOutlook *row, GPtrArray *accounts, GError **error)
{
  g_autoptr (GHashTable) carriers =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  row->others = g_ptr_array_new_with_free_func (g_object_unref);
  if (!find_carriers (tx, row->post, carriers, error))
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      CommsAccount *other = g_ptr_array_index (accounts, i);
      const gint64 id = comms_record_get_id (COMMS_RECORD (other));

      if (!g_hash_table_contains (carriers, &id) && could_carry (tx, row, other))
        g_ptr_array_add (row->others, g_object_ref (other));
    }
  return TRUE;
}

/* The row for @post, or NULL where nothing is in its way; @error is set where it failed. */
static CommsOutlook *
look_at_post (CommsTx *tx, CommsPost *post, GPtrArray *accounts, GError **error)
{
  g_autoptr (CommsOutlook) row = g_new0 (CommsOutlook, 1);

  row->post = g_object_ref (post);
  row->account = comms_post_rules_account (tx, post, error);
  if (row->account == NULL)
    return NULL;
  row->sentence = dup_sentence (tx, post, row->account);
  if (row->sentence == NULL || !find_others (tx, row, accounts, error))
    return NULL;
  return g_steal_pointer (&row);
}

GPtrArray *
comms_publisher_outlook (CommsTx *tx, GError **error)
{
  const gint64 until = comms_zone_day_start (tx->policy->zone, tx->stamp.now, 1);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_outlook_free);
  g_autoptr (GPtrArray) accounts = comms_accounts_list (tx, error);
  g_autoptr (GPtrArray) posts = NULL;

  if (accounts == NULL)
    return NULL;
  posts = comms_record_table_select (tx->db, COMMS_TYPE_POST, error,
                                     "WHERE state = 'queued' AND deleted_at = 0 AND due_at < ?"
                                     " ORDER BY due_at, thread_position, id",
                                     "i", until);
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      g_autoptr (GError) local_error = NULL;
      CommsOutlook *row = look_at_post (tx, g_ptr_array_index (posts, i), accounts, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return posts != NULL ? g_steal_pointer (&rows) : NULL;
}
