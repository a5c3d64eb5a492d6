/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"

#include "comms-accounts-private.h"
#include "comms-desk-private.h"
#include "comms-error.h"
#include "comms-record-table.h"
#include "comms-session.h"

/* Accounts and their tokens: what goes through the store, the keyring and the network in turn. */

typedef struct
{
  gint64 id;
  CommsAccount *account; /* the caller's, or the row's */
  CommsAccount *copy;    /* for the store's thread */
  char *secret;
  char *reason;
  gboolean works;
  CommsNetwork *network;
  CommsIdentity *identity;
  gboolean told;
} SignIn;

static void
sign_in_free (SignIn *work)
{
  g_clear_object (&work->account);
  g_clear_object (&work->copy);
  g_clear_pointer (&work->secret, comms_secret_free);
  g_free (work->reason);
  g_clear_object (&work->network);
  g_clear_pointer (&work->identity, comms_identity_free);
  g_free (work);
}

static GTask *
sign_in_task (CommsDesk *desk,
              gpointer tag,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *task = g_task_new (desk, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_new0 (SignIn, 1), (GDestroyNotify) sign_in_free);
  return task;
}

/* Connecting with a token: check, keyring, row. */

static gpointer
check_run (CommsTx *tx, gpointer data, GError **error)
{
  SignIn *work = data;

  return GINT_TO_POINTER (comms_accounts_check (tx, work->copy, error));
}

static gpointer
connect_run (CommsTx *tx, gpointer data, GError **error)
{
  SignIn *work = data;
  g_autoptr (CommsAccount) row = NULL;

  if (!comms_accounts_save (tx, work->copy, error))
    return NULL;
  /* A new token ends a sign-in that was asked for. */
  row = comms_accounts_load (tx, comms_record_get_id (COMMS_RECORD (work->copy)), error);
  if (row == NULL)
    return NULL;
  g_object_set (row, "signed-in-at", tx->stamp.now, NULL);
  if (!comms_record_table_save (tx->db, COMMS_RECORD (row), error))
    return NULL;
  if (row->state == COMMS_ACCOUNT_STATE_SIGN_IN &&
      !comms_accounts_set_state (tx, row, COMMS_ACCOUNT_STATE_READY, 0, NULL, error))
    return NULL;
  comms_record_assign (work->copy, row);
  return GINT_TO_POINTER (TRUE);
}

static void
connect_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (!comms_desk_run_finish (COMMS_DESK (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  comms_record_assign (work->account, work->copy);
  comms_record_set_id (COMMS_RECORD (work->account),
                       comms_record_get_id (COMMS_RECORD (work->copy)));
  g_task_return_boolean (task, TRUE);
}

static void
connect_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *work = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&work->secret, comms_secret_free);
  if (!comms_secrets_store_finish (COMMS_SECRETS (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  comms_desk_run_async (g_task_get_source_object (task), connect_run, work, NULL, NULL,
                        g_task_get_cancellable (task), connect_saved_cb, g_object_ref (task));
}

static void
connect_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *work = g_task_get_task_data (task);
  g_autofree char *host = NULL;
  g_autofree char *label = NULL;
  CommsSecretKey key;
  GError *error = NULL;

  if (!comms_desk_run_finish (COMMS_DESK (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  label = comms_session_dup_label (work->copy->handle);
  comms_network_session_key (work->copy, &key, &host);
  comms_secrets_store_async (comms_desk_get_secrets (COMMS_DESK (source)), &key, label,
                             work->secret, g_task_get_cancellable (task), connect_stored_cb,
                             g_object_ref (task));
}

void
comms_accounts_connect_async (CommsDesk *desk,
                              CommsAccount *account,
                              const char *token,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SignIn *work;

  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (COMMS_IS_ACCOUNT (account));

  task = sign_in_task (desk, comms_accounts_connect_async, cancellable, callback, user_data);
  if (token == NULL || *token == '\0')
    {
      g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID, "%s",
                               C_ ("account", "There is no token; copy it from the network’s "
                                              "developer page."));
      return;
    }
  work = g_task_get_task_data (task);
  work->account = g_object_ref (account);
  work->copy = comms_record_copy (account);
  work->secret = comms_network_session_secret (token);
  comms_desk_run_async (desk, check_run, work, NULL, NULL, cancellable, connect_checked_cb,
                        g_steal_pointer (&task));
}

gboolean
comms_accounts_connect_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Testing: row, network, row. */

static gpointer
load_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_accounts_load (tx, ((SignIn *) data)->id, error);
}

static gpointer
record_test_run (CommsTx *tx, gpointer data, GError **error)
{
  SignIn *work = data;
  g_autoptr (CommsAccount) row = comms_accounts_load (tx, work->id, error);
  CommsAccountState to;

  if (row == NULL)
    return NULL;
  if (row->state == COMMS_ACCOUNT_STATE_REMOVED)
    return GINT_TO_POINTER (TRUE);
  g_object_set (row, "checked-at", tx->stamp.now, NULL);
  if (work->works && !comms_accounts_take_name (tx, row, work->identity->handle,
                                                work->identity->display_name, error))
    return NULL;

  /* To know whose the token is, is no reason to send from an account that is paused. */
  if (!work->works && !comms_accounts_is_paused_by_person (row))
    to = COMMS_ACCOUNT_STATE_SIGN_IN;
  else if (work->works && row->state == COMMS_ACCOUNT_STATE_SIGN_IN)
    to = COMMS_ACCOUNT_STATE_READY;
  else
    return GINT_TO_POINTER (comms_record_table_save (tx->db, COMMS_RECORD (row), error));
  return GINT_TO_POINTER (comms_accounts_set_state (tx, row, to, 0, work->reason, error));
}

static void
test_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (!comms_desk_run_finish (COMMS_DESK (source), result, &error))
    g_task_return_error (task, error);
  else if (!work->works)
    g_task_return_new_error (task, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN, "%s", work->reason);
  else
    g_task_return_pointer (task, g_steal_pointer (&work->identity),
                           (GDestroyNotify) comms_identity_free);
}

/* The sentence for a token that belongs to another account than the row says. */
static char *
dup_wrong_account (SignIn *work)
{
  return g_strdup_printf (
    /* Translators: two handles */
    C_ ("account",
        "The token is that of @%s, not of @%s; sign in to the network as the latter, and "
        "connect the account with its token."),
    work->identity->handle, work->account->handle);
}

static void
test_identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *work = g_task_get_task_data (task);
  GError *error = NULL;

  work->identity = comms_network_identify_finish (COMMS_NETWORK (source), result, &error);
  if (work->identity == NULL &&
      !g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN) &&
      !g_error_matches (error, COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_MISSING))
    {
      /* It says nothing about the token that the network cannot be reached. */
      g_task_return_error (task, error);
      return;
    }
  if (work->identity == NULL)
    work->reason = g_strdup (error->message);
  else if (g_strcmp0 (work->identity->user_id, work->account->user_id) != 0)
    work->reason = dup_wrong_account (work);
  g_clear_error (&error);
  work->works = work->reason == NULL;
  comms_desk_run_async (g_task_get_source_object (task), record_test_run, work, NULL, NULL, NULL,
                        test_recorded_cb, g_object_ref (task));
}

static void
test_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsDesk *desk = COMMS_DESK (source);
  SignIn *work = g_task_get_task_data (task);
  GError *error = NULL;

  work->account = comms_desk_run_finish (desk, result, &error);
  if (work->account != NULL)
    work->network = comms_network_new (work->account, comms_desk_get_secrets (desk),
                                       comms_desk_is_practice (desk), &error);
  if (work->network == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  comms_network_identify_async (work->network, g_task_get_cancellable (task), test_identified_cb,
                                g_object_ref (task));
}

void
comms_accounts_test_async (CommsDesk *desk,
                           gint64 id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SignIn *work;

  g_return_if_fail (COMMS_IS_DESK (desk));

  task = sign_in_task (desk, comms_accounts_test_async, cancellable, callback, user_data);
  work = g_task_get_task_data (task);
  work->id = id;
  comms_desk_run_async (desk, load_run, work, NULL, g_object_unref, cancellable, test_loaded_cb,
                        g_steal_pointer (&task));
}

CommsIdentity *
comms_accounts_test_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Removing: row, network, keyring. A row without a token may not stay, a token without a row is
 * only of no use; so the row goes first, and removing again forgets a token that stayed. */

static gpointer
remove_run (CommsTx *tx, gpointer data, GError **error)
{
  SignIn *work = data;
  g_autoptr (CommsAccount) row = NULL;

  if (!comms_tx_check_manager (tx, error))
    return NULL;
  row = comms_accounts_load (tx, work->id, error);
  if (row == NULL ||
      !comms_accounts_set_state (tx, row, COMMS_ACCOUNT_STATE_REMOVED, 0, NULL, error))
    return NULL;
  return g_steal_pointer (&row);
}

static void
remove_forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (comms_sign_out_finish (COMMS_SECRETS (source), result, &work->told, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
remove_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *work = g_task_get_task_data (task);
  GError *error = NULL;

  work->account = comms_desk_run_finish (COMMS_DESK (source), result, &error);
  if (work->account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  comms_sign_out_async (work->account, comms_desk_get_secrets (COMMS_DESK (source)), NULL,
                        remove_forgotten_cb, g_object_ref (task));
}

void
comms_accounts_remove_async (CommsDesk *desk,
                             gint64 id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SignIn *work;

  g_return_if_fail (COMMS_IS_DESK (desk));

  task = sign_in_task (desk, comms_accounts_remove_async, cancellable, callback, user_data);
  work = g_task_get_task_data (task);
  work->id = id;
  comms_desk_run_async (desk, remove_run, work, NULL, g_object_unref, cancellable,
                        remove_recorded_cb, g_steal_pointer (&task));
}

gboolean
comms_accounts_remove_finish (CommsDesk *desk, GAsyncResult *result, gboolean *told, GError **error)
{
  SignIn *work;

  g_return_val_if_fail (g_task_is_valid (result, desk), FALSE);

  work = g_task_get_task_data (G_TASK (result));
  if (told != NULL)
    *told = work->told;
  return g_task_propagate_boolean (G_TASK (result), error);
}
