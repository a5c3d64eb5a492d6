/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-session-private.h"
#include "comms-session.h"

#include "comms-file-lock.h"
#include "comms-net-json.h"
#include "comms-network.h"

/* A token is renewed before it ends, so that no request is under way when it does. */
#define MARGIN (5 * G_TIME_SPAN_MINUTE / G_TIME_SPAN_MILLISECOND)

struct _CommsSession
{
  GObject parent_instance;

  CommsSecrets *secrets;
  CommsClock *clock;
  CommsHttp *http;
  const CommsSessionKind *kind; /* or NULL */
  char *network;
  char *host;
  char *user_id;
  char *api_base;
  char *handle;
  char *name; /* in the table of sessions */
  char *lock; /* its name, for all programs the same */

  GPtrArray *waiting; /* GTask: who gets what the renewal under way brings; NULL: none is */
  CommsSessionSecret *unsaved; /* a pair that the keyring has not taken yet; holds a reference */
};

G_DEFINE_FINAL_TYPE (CommsSession, comms_session, G_TYPE_OBJECT)

static const CommsSessionKind *const kinds[] = {
  &comms_x_session_kind,
  &comms_bluesky_session_kind,
};

/* Every session of this process, by account; it holds none of them. */
static GHashTable *sessions;

char *
comms_session_dup_label (const char *handle)
{
  /* Translators: the name of an item in the keyring; %s is a handle */
  return g_strdup_printf (C_ ("keyring", "Comms Desk: @%s"), handle);
}

static CommsSecretKey
get_key (CommsSession *self, const char *kind)
{
  const CommsSecretKey key = { self->network, self->host, self->user_id, kind };

  return key;
}

static void
set_damaged (CommsSession *self, GError **error)
{
  g_set_error (error, COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_FAILED,
               /* Translators: %s is the handle of an account. */
               C_ ("keyring",
                   "The sign-in of @%s in the keyring is damaged. Connect the account again."),
               self->handle);
}

static void
set_sign_in (CommsSession *self, GError **error)
{
  g_set_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN,
               /* Translators: %s is the handle of an account. */
               C_ ("sign-in", "The sign-in of @%s has ended. Sign in again under Accounts; its "
                              "posts wait until then."),
               self->handle);
}

static gboolean
has_ended (CommsSession *self, const CommsSessionSecret *secret, gint64 margin)
{
  return secret->expires_at != 0 && secret->expires_at - margin <= comms_clock_now (self->clock);
}

static gboolean
can_renew (CommsSession *self, const CommsSessionSecret *secret)
{
  return self->kind != NULL && secret->refresh != NULL;
}

static gboolean
is_good (CommsSession *self, const CommsSessionSecret *secret, const char *rejected)
{
  return g_strcmp0 (secret->access, rejected) != 0 &&
         !has_ended (self, secret, can_renew (self, secret) ? MARGIN : 0);
}

/* While a pair is in this process alone, the session must not go. */
static void
set_unsaved (CommsSession *self, CommsSessionSecret *secret)
{
  CommsSessionSecret *before = g_steal_pointer (&self->unsaved);

  self->unsaved = secret;
  if (secret != NULL && before == NULL)
    g_object_ref (self);
  if (secret == NULL && before != NULL)
    g_object_unref (self);
  comms_session_secret_free (before);
}

/* Renewing. The steps are: lock, read what another program may have made of it meanwhile, ask,
 * keep, read back. The data is what goes from one to the next. */

typedef struct
{
  char *rejected;
  int lock;
  CommsSessionSecret *old;
  CommsSessionSecret *new; /* that the keyring is taking */
  gboolean with_password;
} Renewal;

static void
renewal_free (Renewal *renewal)
{
  comms_file_lock_release (renewal->lock);
  comms_secret_free (renewal->rejected);
  comms_session_secret_free (renewal->old);
  comms_session_secret_free (renewal->new);
  g_free (renewal);
}

static void
renewal_unlock (Renewal *renewal)
{
  comms_file_lock_release (renewal->lock);
  renewal->lock = -1;
}

static void
renewal_end (GTask *task, const CommsSessionSecret *secret)
{
  renewal_unlock (g_task_get_task_data (task));
  g_task_return_pointer (task, g_strdup (secret->access), (GDestroyNotify) comms_secret_free);
}

/* A token that is still good for a minute or two is of more use than an error. */
static void
renewal_fail (GTask *task, GError *error)
{
  CommsSession *self = g_task_get_source_object (task);
  Renewal *renewal = g_task_get_task_data (task);

  if (renewal->old != NULL && g_strcmp0 (renewal->old->access, renewal->rejected) != 0 &&
      !has_ended (self, renewal->old, 0) && renewal->new == NULL &&
      !g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN))
    {
      g_error_free (error);
      renewal_end (task, renewal->old);
      return;
    }
  renewal_unlock (renewal);
  g_task_return_error (task, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSession *self = g_task_get_source_object (task);
  Renewal *renewal = g_task_get_task_data (task);
  char *json;
  g_autoptr (CommsSessionSecret) kept = NULL;
  GError *error = NULL;

  json = comms_secrets_lookup_finish (COMMS_SECRETS (source), result, &error);
  if (json != NULL)
    kept = comms_session_secret_parse (json);
  comms_secret_free (json);
  if (error == NULL && (kept == NULL || g_strcmp0 (kept->access, renewal->new->access) != 0))
    set_damaged (self, &error);
  if (error != NULL)
    {
      renewal_fail (task, error);
      return;
    }
  renewal_end (task, renewal->new);
  set_unsaved (self, NULL);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSession *self = g_task_get_source_object (task);
  const CommsSecretKey key = get_key (self, "session");
  GError *error = NULL;

  if (comms_secrets_store_finish (COMMS_SECRETS (source), result, &error))
    comms_secrets_lookup_async (self->secrets, &key, NULL, kept_cb, g_object_ref (task));
  else
    renewal_fail (task, error);
}

/* The pair is in this process's memory alone until the keyring has it: it is not used before. */
static void
renewal_keep (GTask *task)
{
  CommsSession *self = g_task_get_source_object (task);
  Renewal *renewal = g_task_get_task_data (task);
  const CommsSecretKey key = get_key (self, "session");
  g_autofree char *label = comms_session_dup_label (self->handle);
  char *json = comms_session_secret_print (self->unsaved);

  renewal->new = comms_session_secret_parse (json);
  comms_secrets_store_async (self->secrets, &key, label, json, NULL, stored_cb,
                             g_object_ref (task));
  comms_secret_free (json);
}

static void password_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* A sign-in that is over for the network may be begun anew with the app password, where the
 * person chose to leave that in the keyring. */
static gboolean
renewal_log_in (GTask *task)
{
  CommsSession *self = g_task_get_source_object (task);
  Renewal *renewal = g_task_get_task_data (task);
  const CommsSecretKey key = get_key (self, "app-password");

  if (self->kind->log_in == NULL || renewal->with_password)
    return FALSE;
  renewal->with_password = TRUE;
  comms_secrets_lookup_async (self->secrets, &key, NULL, password_cb, g_object_ref (task));
  return TRUE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSession *self = g_task_get_source_object (task);
  Renewal *renewal = g_task_get_task_data (task);
  g_autoptr (CommsHttpReply) reply = NULL;
  GError *error = NULL;

  reply = comms_http_request_finish (COMMS_HTTP (source), result, &error);
  if (reply != NULL && comms_oauth_answered (reply, self->host, &error))
    set_unsaved (self,
                 self->kind->read (reply, renewal->old, comms_clock_now (self->clock), &error));
  /* A limit of signing in is none of posting. */
  if (g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_LIMITED))
    error->code = COMMS_NET_ERROR_UNCLEAR;
  if (self->unsaved != NULL)
    renewal_keep (task);
  else if (!g_error_matches (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN))
    renewal_fail (task, error);
  else
    {
      g_clear_error (&error);
      if (renewal_log_in (task))
        return;
      set_sign_in (self, &error);
      renewal_fail (task, error);
    }
}

static void
password_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSession *self = g_task_get_source_object (task);
  g_auto (CommsCall) call = { 0 };
  g_autoptr (JsonNode) node = NULL;
  const char *password;
  GError *error = NULL;
  char *json = comms_secrets_lookup_finish (COMMS_SECRETS (source), result, NULL);

  node = comms_net_json_parse (json, -1);
  comms_secret_free (json);
  password = comms_net_json_string (comms_net_json_root (node), "password");
  if (password == NULL)
    {
      set_sign_in (self, &error);
      renewal_fail (task, error);
      return;
    }
  self->kind->log_in (&call, self->api_base, self->user_id, password);
  comms_call_send_async (self->http, &call, NULL, answered_cb, g_object_ref (task));
}

/* What the keyring has now, under the lock. */
static void
reread_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSession *self = g_task_get_source_object (task);
  Renewal *renewal = g_task_get_task_data (task);
  g_auto (CommsCall) call = { 0 };
  GError *error = NULL;
  char *json = comms_secrets_lookup_finish (COMMS_SECRETS (source), result, &error);

  if (json != NULL)
    renewal->old = comms_session_secret_parse (json);
  comms_secret_free (json);
  if (renewal->old == NULL && error == NULL)
    set_damaged (self, &error);
  /* The person may have signed in again meanwhile. */
  if (renewal->old != NULL && self->unsaved != NULL &&
      renewal->old->issued_at > self->unsaved->issued_at)
    set_unsaved (self, NULL);
  if (renewal->old == NULL)
    renewal_fail (task, error);
  else if (self->unsaved != NULL)
    renewal_keep (task);
  else if (is_good (self, renewal->old, renewal->rejected))
    renewal_end (task, renewal->old); /* another program was quicker */
  else if (!can_renew (self, renewal->old))
    {
      set_sign_in (self, &error);
      renewal_fail (task, error);
    }
  else
    {
      self->kind->renew (&call, self->api_base, renewal->old);
      comms_call_send_async (self->http, &call, NULL, answered_cb, g_object_ref (task));
    }
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSession *self = g_task_get_source_object (task);
  Renewal *renewal = g_task_get_task_data (task);
  const CommsSecretKey key = get_key (self, "session");
  GError *error = NULL;

  renewal->lock = comms_file_lock_take_finish (result, &error);
  if (renewal->lock < 0)
    renewal_fail (task, error);
  else
    comms_secrets_lookup_async (self->secrets, &key, NULL, reread_cb, g_object_ref (task));
}

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CommsSession *self = COMMS_SESSION (source);
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);
  g_autoptr (GError) error = NULL;
  char *token = g_task_propagate_pointer (G_TASK (result), &error);

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      /* One that joined may have had refused what was still good enough for the first. */
      if (token != NULL && g_strcmp0 (token, g_task_get_task_data (task)) == 0)
        {
          GError *unclear = NULL;

          comms_oauth_set_unclear (self->host, &unclear);
          g_task_return_error (task, unclear);
        }
      else if (token != NULL)
        g_task_return_pointer (task, g_strdup (token), (GDestroyNotify) comms_secret_free);
      else
        g_task_return_error (task, g_error_copy (error));
    }
  comms_secret_free (token);
}

/* Nobody cancels a renewal: a pair that the network gave must reach the keyring. */
static void
join_renewal (CommsSession *self, GTask *asking)
{
  g_autoptr (GTask) task = NULL;
  Renewal *renewal;

  if (self->waiting != NULL)
    {
      g_ptr_array_add (self->waiting, g_object_ref (asking));
      return;
    }
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->waiting, g_object_ref (asking));
  task = g_task_new (self, NULL, renewed_cb, NULL);
  renewal = g_new0 (Renewal, 1);
  renewal->lock = -1;
  renewal->rejected = g_strdup (g_task_get_task_data (asking));
  g_task_set_source_tag (task, join_renewal);
  g_task_set_task_data (task, renewal, (GDestroyNotify) renewal_free);
  comms_file_lock_take_async (self->lock, NULL, locked_cb, g_steal_pointer (&task));
}

/* Asking. */

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CommsSession *self = g_task_get_source_object (task);
  const char *rejected = g_task_get_task_data (task);
  g_autoptr (CommsSessionSecret) secret = NULL;
  GError *error = NULL;
  char *json = comms_secrets_lookup_finish (COMMS_SECRETS (source), result, &error);

  if (json != NULL)
    secret = comms_session_secret_parse (json);
  comms_secret_free (json);
  if (error == NULL && secret == NULL)
    set_damaged (self, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (self->unsaved == NULL && is_good (self, secret, rejected))
    g_task_return_pointer (task, g_strdup (secret->access), (GDestroyNotify) comms_secret_free);
  else if (can_renew (self, secret))
    join_renewal (self, task);
  else
    {
      set_sign_in (self, &error);
      g_task_return_error (task, error);
    }
}

void
comms_session_get_token_async (CommsSession *self,
                               const char *rejected,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  CommsSecretKey key;

  g_return_if_fail (COMMS_IS_SESSION (self));

  key = get_key (self, "session");
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, comms_session_get_token_async);
  g_task_set_task_data (task, g_strdup (rejected), (GDestroyNotify) comms_secret_free);
  comms_secrets_lookup_async (self->secrets, &key, cancellable, lookup_cb, g_steal_pointer (&task));
}

char *
comms_session_get_token_finish (CommsSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
comms_session_is_rejected (CommsSession *self, CommsHttpReply *reply)
{
  g_return_val_if_fail (COMMS_IS_SESSION (self), FALSE);

  if (reply->outcome != COMMS_HTTP_ANSWERED)
    return FALSE;
  if (self->kind != NULL && self->kind->is_rejected != NULL)
    return self->kind->is_rejected (reply);
  return reply->status == 401;
}

static void
comms_session_finalize (GObject *object)
{
  CommsSession *self = COMMS_SESSION (object);

  if (sessions != NULL && g_hash_table_lookup (sessions, self->name) == self)
    g_hash_table_remove (sessions, self->name);
  g_clear_object (&self->secrets);
  g_clear_object (&self->clock);
  g_clear_object (&self->http);
  g_free (self->network);
  g_free (self->host);
  g_free (self->user_id);
  g_free (self->api_base);
  g_free (self->handle);
  g_free (self->name);
  g_free (self->lock);

  G_OBJECT_CLASS (comms_session_parent_class)->finalize (object);
}

static void
comms_session_class_init (CommsSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_session_finalize;
}

static void
comms_session_init (CommsSession *self)
{
  self->clock = comms_system_clock_new ();
}

static const CommsSessionKind *
find_kind (const char *network)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i]->network, network))
        return kinds[i];
    }
  return NULL;
}

static char *
dup_flat (const CommsSecretKey *key)
{
  return g_strjoin ("\n", key->network, key->host, key->account, NULL);
}

char *
comms_session_dup_lock (const CommsSecretKey *key)
{
  g_autofree char *flat = dup_flat (key);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, flat, -1);
}

CommsSession *
comms_session_dup (CommsSecrets *secrets,
                   const CommsSecretKey *key,
                   const char *api_base,
                   const char *handle)
{
  g_autofree char *flat = NULL;
  g_autofree char *name = NULL;
  CommsSession *self;

  g_return_val_if_fail (COMMS_IS_SECRETS (secrets), NULL);
  g_return_val_if_fail (key != NULL && api_base != NULL && handle != NULL, NULL);

  if (sessions == NULL)
    sessions = g_hash_table_new (g_str_hash, g_str_equal);
  /* Tests and the practice desk have keyrings of their own. */
  flat = dup_flat (key);
  name = g_strdup_printf ("%p\n%s", (gpointer) secrets, flat);
  self = g_hash_table_lookup (sessions, name);
  if (self != NULL)
    return g_object_ref (self);

  self = g_object_new (COMMS_TYPE_SESSION, NULL);
  self->secrets = g_object_ref (secrets);
  self->network = g_strdup (key->network);
  self->host = g_strdup (key->host);
  self->user_id = g_strdup (key->account);
  self->api_base = g_strdup (api_base);
  self->handle = g_strdup (handle);
  self->kind = find_kind (self->network);
  self->http = comms_http_new (comms_uri_is_loopback (api_base));
  self->lock = comms_session_dup_lock (key);
  self->name = g_steal_pointer (&name);
  g_hash_table_insert (sessions, self->name, self);
  return self;
}

void
comms_session_set_clock (CommsSession *self, CommsClock *clock)
{
  g_return_if_fail (COMMS_IS_SESSION (self));
  g_return_if_fail (COMMS_IS_CLOCK (clock));

  g_set_object (&self->clock, clock);
}
