/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-outlook.h"

#include "comms-accounts.h"
#include "comms-carry.h"
#include "comms-outbox-private.h"
#include "comms-post-group.h"
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
  g_free (self->carried);
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

char *
comms_outlook_dup_sentence (CommsTx *tx, CommsPost *post, CommsAccount *account)
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

gboolean
comms_outlook_find_wait (
  CommsTx *tx, CommsPost *post, CommsAccount *account, char **wait, GError **error)
{
  const gint64 leave = MAX (comms_post_rules_leave_at (post), tx->stamp.now);
  const gint64 until = comms_outbox_waits_until (tx, account);
  const gint64 id = comms_record_get_id (COMMS_RECORD (account));
  gint64 spaced = 0;
  g_autofree char *time = NULL;

  *wait = NULL;
  /* The further parts of a thread do not wait for the spacing. */
  if (post->thread_position <= 1 && !comms_outbox_spaced_until (tx, id, &spaced, error))
    return FALSE;
  /* What waits for a person leaves at no time that could be told. */
  if (until == G_MAXINT64 || MAX (until, spaced) <= leave)
    return TRUE;
  time = comms_tx_dup_time (tx, MAX (until, spaced));
  if (until >= spaced && account->pause_reason != NULL)
    /* Translators: a date and time, then the reason as a sentence */
    *wait = g_strdup_printf (C_ ("outbox", "It leaves %1$s at the earliest. %2$s"), time,
                             account->pause_reason);
  else
    *wait = g_strdup_printf (
      /* Translators: %s is a date and time */
      C_ ("outbox", "It leaves %s at the earliest: the desk leaves time between two posts of an "
                    "account."),
      time);
  return TRUE;
}

/* The networks that the piece goes out on already: those of the post's group. (transfer full) */
static GHashTable *
find_networks (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (GHashTable) networks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) group =
    comms_post_group_list (tx, comms_record_get_id (COMMS_RECORD (post)), error);

  if (group == NULL)
    return NULL;
  for (guint i = 0; i < group->len; i++)
    {
      g_autoptr (CommsAccount) account =
        comms_post_rules_account (tx, g_ptr_array_index (group, i), error);

      if (account == NULL)
        return NULL;
      g_hash_table_add (networks, g_strdup (account->network));
    }
  return g_steal_pointer (&networks);
}

/* Another account of the same network may not say the same (G4); one for another language would say
 * it to the wrong people. */
static gboolean
could_carry (CommsTx *tx, CommsOutlook *row, CommsAccount *other, GHashTable *networks)
{
  return !g_hash_table_contains (networks, other->network) && is_open (tx, other, tx->stamp.now) &&
         other->state != COMMS_ACCOUNT_STATE_REMOVED &&
         (other->language == NULL || row->post->language == NULL ||
          g_str_equal (other->language, row->post->language));
}

/* A thread goes to one account. */
static gboolean
find_others (CommsTx *tx, CommsOutlook *row, GPtrArray *accounts, GError **error)
{
  g_autoptr (GHashTable) networks = NULL;

  row->others = g_ptr_array_new_with_free_func (g_object_unref);
  if (row->carried != NULL || row->post->thread_id != 0)
    return TRUE;
  networks = find_networks (tx, row->post, error);
  if (networks == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    if (could_carry (tx, row, g_ptr_array_index (accounts, i), networks))
      g_ptr_array_add (row->others, g_object_ref (g_ptr_array_index (accounts, i)));
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
  row->sentence = comms_outlook_dup_sentence (tx, post, row->account);
  if (row->sentence == NULL)
    return NULL;
  row->carried = comms_posts_dup_carried (tx, comms_record_get_id (COMMS_RECORD (post)));
  if (!find_others (tx, row, accounts, error))
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
