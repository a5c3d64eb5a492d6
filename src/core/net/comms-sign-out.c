/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-sign-in-private.h"

#include "comms-file-lock.h"
#include "comms-session.h"

#define N_CALLS 2

/* Signing out: read the tokens, tell the network, forget them. The keyring's registration at a
 * Mastodon server stays: other accounts use it. */
typedef struct
{
  CommsAccount *account; /* NULL: of a grant that the keyring never had */
  char *host;
  CommsHttp *http;
  CommsSessionSecret *session;
  CommsCall calls[N_CALLS];
  guint n_sent;
  int lock; /* -1: none */
  gboolean told;
  gboolean with_password; /* that is what is being forgotten */
} SignOut;

static void
sign_out_free (SignOut *work)
{
  for (guint i = 0; i < N_CALLS; i++)
    comms_call_clear (&work->calls[i]);
  comms_file_lock_release (work->lock);
  g_clear_object (&work->account);
  g_clear_object (&work->http);
  comms_session_secret_free (work->session);
  g_free (work->host);
  g_free (work);
}

static CommsSecretKey
get_key (SignOut *work, const char *kind)
{
  CommsSecretKey key = { work->account->network, work->host, work->account->user_id, kind };

  if (g_str_equal (kind, "client"))
    key.account = "app";
  return key;
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *work = g_task_get_task_data (task);
  const CommsSecretKey key = get_key (work, "app-password");
  GError *error = NULL;

  if (!comms_secrets_remove_finish (COMMS_SECRETS (source), result, &error) &&
      !g_error_matches (error, COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_MISSING))
    g_task_return_error (task, error);
  else if (!work->with_password)
    {
      g_clear_error (&error);
      work->with_password = TRUE;
      comms_secrets_remove_async (COMMS_SECRETS (source), &key, NULL, forgotten_cb,
                                  g_object_ref (task));
    }
  else
    {
      g_clear_error (&error);
      g_task_return_boolean (task, work->told);
    }
}

static void
forget (GTask *task)
{
  SignOut *work = g_task_get_task_data (task);
  const CommsSecretKey key = get_key (work, "session");

  comms_secrets_remove_async (g_task_get_source_object (task), &key, NULL, forgotten_cb,
                              g_object_ref (task));
}

static void tell (GTask *task);

static void
told_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *work = g_task_get_task_data (task);
  g_autoptr (CommsHttpReply) reply = comms_http_request_finish (COMMS_HTTP (source), result, NULL);
  const gboolean taken =
    reply != NULL && reply->outcome == COMMS_HTTP_ANSWERED && reply->status < 300;

  /* Each of the tokens has to be over. */
  work->told = taken && (work->told || work->n_sent == 1);
  tell (task);
}

static void
tell (GTask *task)
{
  SignOut *work = g_task_get_task_data (task);

  if (work->n_sent < N_CALLS && work->calls[work->n_sent].uri != NULL)
    comms_call_send_async (work->http, &work->calls[work->n_sent++], NULL, told_cb,
                           g_object_ref (task));
  else if (work->account != NULL)
    forget (task);
  else
    g_task_return_boolean (task, work->told);
}

/* What is to be said to the network, where it may be talked to at all. */
static void
set_calls (CommsCall *calls,
           const char *network,
           const char *api_base,
           const CommsSessionSecret *session,
           const char *client)
{
  if (!g_str_has_prefix (api_base, "https://") && !comms_uri_is_loopback (api_base))
    return;
  if (g_str_equal (network, "x"))
    comms_x_sign_out (calls, api_base, session);
  else if (g_str_equal (network, "mastodon"))
    comms_mastodon_sign_out (calls, api_base, session, client);
  else if (g_str_equal (network, "bluesky"))
    comms_bluesky_sign_out (calls, api_base, session);
}

static void
client_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *work = g_task_get_task_data (task);
  char *client = comms_secrets_lookup_finish (COMMS_SECRETS (source), result, NULL);

  set_calls (work->calls, work->account->network, work->account->api_base, work->session, client);
  comms_secret_free (client);
  tell (task);
}

static void
session_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *work = g_task_get_task_data (task);
  const CommsSecretKey key = get_key (work, "client");
  char *json = comms_secrets_lookup_finish (COMMS_SECRETS (source), result, NULL);

  work->session = json != NULL ? comms_session_secret_parse (json) : NULL;
  comms_secret_free (json);
  if (work->session != NULL && g_str_equal (work->account->network, "mastodon"))
    {
      comms_secrets_lookup_async (COMMS_SECRETS (source), &key, NULL, client_cb,
                                  g_object_ref (task));
      return;
    }
  if (work->session != NULL)
    set_calls (work->calls, work->account->network, work->account->api_base, work->session, NULL);
  tell (task);
}

/* A pair that is being renewed has reached the keyring by now, and nothing is renewed until it is
 * forgotten. Where the lock is not to be had, what is known is forgotten all the same. */
static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *work = g_task_get_task_data (task);
  const CommsSecretKey key = get_key (work, "session");

  work->lock = comms_file_lock_take_finish (result, NULL);
  comms_secrets_lookup_async (g_task_get_source_object (task), &key, g_task_get_cancellable (task),
                              session_cb, g_object_ref (task));
}

void
comms_sign_out_async (CommsAccount *account,
                      CommsSecrets *secrets,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  SignOut *work = g_new0 (SignOut, 1);
  g_autofree char *lock = NULL;
  CommsSecretKey key;

  g_return_if_fail (COMMS_IS_ACCOUNT (account));
  g_return_if_fail (COMMS_IS_SECRETS (secrets));

  work->account = comms_record_copy (account);
  comms_network_session_key (work->account, &key, &work->host);
  work->http = comms_http_new (comms_uri_is_loopback (work->account->api_base));
  g_task_set_source_tag (task, comms_sign_out_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, (GDestroyNotify) sign_out_free);
  work->lock = -1;
  lock = comms_session_dup_lock (&key);
  comms_file_lock_take_async (lock, cancellable, locked_cb, g_steal_pointer (&task));
}

gboolean
comms_sign_out_finish (CommsSecrets *secrets, GAsyncResult *result, gboolean *told, GError **error)
{
  GError *local_error = NULL;
  gboolean answer;

  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  answer = g_task_propagate_boolean (G_TASK (result), &local_error);
  if (told != NULL)
    *told = answer;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

void
comms_grant_discard_async (CommsGrant *grant, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SignOut *work;

  g_return_if_fail (grant != NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  work = g_new0 (SignOut, 1);
  work->http = comms_http_new (comms_uri_is_loopback (grant->api_base));
  work->lock = -1;
  g_task_set_source_tag (task, comms_grant_discard_async);
  g_task_set_task_data (task, work, (GDestroyNotify) sign_out_free);
  if (!grant->kept)
    set_calls (work->calls, grant->network, grant->api_base, grant->session, grant->client);
  tell (task);
}

void
comms_grant_discard_finish (GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, NULL));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
