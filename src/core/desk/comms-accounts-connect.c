/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"

#include "comms-accounts-private.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-record-table.h"

/* From a sign-in to an account of the desk: check, keyring, row, and what its server allows. */

typedef struct
{
  gint64 id;            /* of the row that is signed in again, or 0 */
  CommsAccount *caller; /* or NULL */
  CommsAccount *account;
  CommsGrant *grant; /* the caller's */
  CommsNetwork *network;
  CommsNetworkLimits *limits;
} Connect;

static void
connect_free (Connect *work)
{
  g_clear_object (&work->caller);
  g_clear_object (&work->account);
  g_clear_object (&work->network);
  g_clear_pointer (&work->grant, comms_grant_unref);
  g_free (work->limits);
  g_free (work);
}

CommsSignIn *
comms_accounts_sign_in_new (CommsDesk *desk, const CommsSignInRequest *request, GError **error)
{
  CommsSignInRequest own;

  g_return_val_if_fail (COMMS_IS_DESK (desk), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  own = *request;
  if (own.client_id == NULL || *own.client_id == '\0')
    own.client_id = comms_desk_get_policy (desk)->x_client_id;
  own.loopback_only = comms_desk_is_practice (desk);
  return comms_sign_in_new (&own, comms_desk_get_secrets (desk), comms_desk_get_clock (desk),
                            error);
}

/* Posts were planned for the account that the row names. */
static gboolean
check_same (CommsAccount *row, Connect *work, GError **error)
{
  CommsAccount *account = work->account;

  /* Numbers of accounts are a server's own on Mastodon; on Bluesky an account may move. */
  if (g_strcmp0 (row->network, account->network) == 0 &&
      g_strcmp0 (row->user_id, account->user_id) == 0 &&
      (g_strcmp0 (row->network, "mastodon") != 0 ||
       g_strcmp0 (row->api_base, account->api_base) == 0))
    return TRUE;
  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: two handles */
               C_ ("account", "That is the sign-in of @%s, not of @%s. Sign out of the former in "
                              "the browser, and start again."),
               account->handle, row->handle);
  return FALSE;
}

/* Before anything is kept. An account that is at the desk is signed in again in its row. */
static gpointer
check_run (CommsTx *tx, gpointer data, GError **error)
{
  Connect *work = data;
  g_autoptr (CommsAccount) same = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!comms_tx_check_manager (tx, error))
    return NULL;
  if (work->id == 0)
    same = comms_accounts_find_same (tx, work->account, &local_error);
  else
    same = comms_accounts_load (tx, work->id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (same != NULL && (work->id != 0 || same->state != COMMS_ACCOUNT_STATE_REMOVED))
    {
      work->id = comms_record_get_id (COMMS_RECORD (same));
      return GINT_TO_POINTER (check_same (same, work, error));
    }
  return GINT_TO_POINTER (comms_accounts_check (tx, work->account, error));
}

/* What the network said: in the row, whatever a person may set. */
static gboolean
take_grant (CommsTx *tx, Connect *work, CommsAccount *row, GError **error)
{
  CommsAccount *said = work->account;

  g_object_set (row, "api-base", said->api_base, "scopes", said->scopes, "signed-in-at",
                said->signed_in_at, "token-until", said->token_until, "checked-at", tx->stamp.now,
                NULL);
  if (!comms_accounts_take_name (tx, row, said->handle, said->display_name, error))
    return FALSE;
  if (row->state == COMMS_ACCOUNT_STATE_SIGN_IN)
    return comms_accounts_set_state (tx, row, COMMS_ACCOUNT_STATE_READY, 0, NULL, error);
  return comms_record_table_save (tx->db, COMMS_RECORD (row), error);
}

static gpointer
keep_run (CommsTx *tx, gpointer data, GError **error)
{
  Connect *work = data;
  const gboolean again = work->id != 0;
  g_autoptr (CommsAccount) row = NULL;

  if (!comms_tx_check_manager (tx, error))
    return NULL;
  if (!again)
    {
      g_autoptr (CommsAccount) chosen = comms_record_copy (work->account);

      if (!comms_accounts_save (tx, chosen, error))
        return NULL;
      work->id = comms_record_get_id (COMMS_RECORD (chosen));
    }
  row = comms_accounts_load (tx, work->id, error);
  if (row == NULL || !take_grant (tx, work, row, error) ||
      (again && !comms_accounts_audit (tx, row, "renew", NULL, NULL, NULL, error)))
    return NULL;
  return g_steal_pointer (&row);
}

/* What the account's server allows. */

static gpointer
limits_run (CommsTx *tx, gpointer data, GError **error)
{
  Connect *work = data;
  g_autoptr (CommsAccount) row = comms_accounts_load (tx, work->id, error);

  if (row == NULL)
    return NULL;
  comms_accounts_take_limits (row, work->limits);
  if (!comms_record_table_save (tx->db, COMMS_RECORD (row), error))
    return NULL;
  return g_steal_pointer (&row);
}

static void
end (GTask *task, CommsAccount *row)
{
  Connect *work = g_task_get_task_data (task);

  if (row != NULL && work->caller != NULL)
    {
      comms_record_assign (work->caller, row);
      comms_record_set_id (COMMS_RECORD (work->caller), work->id);
    }
  g_task_return_boolean (task, TRUE);
}

static void
limits_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CommsAccount) row = comms_desk_run_finish (COMMS_DESK (source), result, NULL);
  Connect *work = g_task_get_task_data (task);

  end (task, row != NULL ? row : work->account);
}

/* The account is connected: that its server does not tell its limits now is no reason to say
 * otherwise. The usual ones stand until it does. */
static void
limits_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connect *work = g_task_get_task_data (task);

  work->limits = comms_network_limits_finish (COMMS_NETWORK (source), result, NULL);
  if (work->limits != NULL)
    comms_desk_run_async (g_task_get_source_object (task), limits_run, work, NULL, g_object_unref,
                          NULL, limits_saved_cb, g_object_ref (task));
  else
    end (task, work->account);
}

static void
kept_row_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsDesk *desk = COMMS_DESK (source);
  Connect *work = g_task_get_task_data (task);
  GError *error = NULL;
  CommsAccount *row = comms_desk_run_finish (desk, result, &error);

  if (row == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_set_object (&work->account, row);
  g_object_unref (row);
  /* Only a network of many servers has limits that differ; elsewhere a person may have set what a
   * paid account allows. */
  if (comms_network_info (work->account->network)->api_base == NULL)
    work->network = comms_network_new (work->account, comms_desk_get_secrets (desk),
                                       comms_desk_is_practice (desk), NULL);
  if (work->network != NULL)
    comms_network_limits_async (work->network, NULL, limits_read_cb, g_object_ref (task));
  else
    end (task, work->account);
}

static void
kept_secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!comms_grant_keep_finish (COMMS_SECRETS (source), result, &error))
    g_task_return_error (task, error);
  else
    comms_desk_run_async (g_task_get_source_object (task), keep_run, g_task_get_task_data (task),
                          NULL, g_object_unref, NULL, kept_row_cb, g_object_ref (task));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connect *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (comms_desk_run_finish (COMMS_DESK (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    comms_grant_keep_async (work->grant, comms_desk_get_secrets (COMMS_DESK (source)), NULL,
                            kept_secret_cb, g_object_ref (task));
}

static void
begin (CommsDesk *desk,
       gint64 id,
       CommsAccount *account,
       CommsGrant *grant,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (desk, cancellable, callback, user_data);
  Connect *work = g_new0 (Connect, 1);

  work->id = id;
  work->caller = account != NULL ? g_object_ref (account) : NULL;
  work->account = account != NULL ? comms_record_copy (account) : comms_account_new ();
  work->grant = comms_grant_ref (grant);
  comms_grant_fill (grant, work->account);
  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, (GDestroyNotify) connect_free);
  comms_desk_run_async (desk, check_run, work, NULL, NULL, cancellable, checked_cb,
                        g_steal_pointer (&task));
}

void
comms_accounts_adopt_async (CommsDesk *desk,
                            CommsAccount *account,
                            CommsGrant *grant,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (COMMS_IS_ACCOUNT (account));
  g_return_if_fail (grant != NULL);

  begin (desk, 0, account, grant, comms_accounts_adopt_async, cancellable, callback, user_data);
}

gboolean
comms_accounts_adopt_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
comms_accounts_renew_async (CommsDesk *desk,
                            gint64 id,
                            CommsGrant *grant,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (id != 0 && grant != NULL);

  begin (desk, id, NULL, grant, comms_accounts_renew_async, cancellable, callback, user_data);
}

gboolean
comms_accounts_renew_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
