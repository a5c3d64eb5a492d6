/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-secrets.h"

#define COMMS_TYPE_MEMORY_SECRETS (comms_memory_secrets_get_type ())
G_DECLARE_FINAL_TYPE (CommsMemorySecrets, comms_memory_secrets, COMMS, MEMORY_SECRETS, GObject)

struct _CommsMemorySecrets
{
  GObject parent_instance;

  GHashTable *secrets; /* char * -> char * */
};

static void comms_memory_secrets_iface_init (CommsSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CommsMemorySecrets,
                               comms_memory_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COMMS_TYPE_SECRETS,
                                                      comms_memory_secrets_iface_init))

/* None of the four may hold a line end: they are names, hosts and ids. */
static char *
dup_flat_key (const CommsSecretKey *key)
{
  return g_strjoin ("\n", key->network, key->host, key->account, key->kind, NULL);
}

static void
comms_memory_secrets_store_async (CommsSecrets *secrets,
                                  const CommsSecretKey *key,
                                  const char *label,
                                  const char *secret,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  CommsMemorySecrets *self = COMMS_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, comms_memory_secrets_store_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_hash_table_replace (self->secrets, dup_flat_key (key), g_strdup (secret));
  g_task_return_boolean (task, TRUE);
}

static void
comms_memory_secrets_lookup_async (CommsSecrets *secrets,
                                   const CommsSecretKey *key,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CommsMemorySecrets *self = COMMS_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *flat = dup_flat_key (key);
  const char *secret;

  g_task_set_source_tag (task, comms_memory_secrets_lookup_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  secret = g_hash_table_lookup (self->secrets, flat);
  if (secret == NULL)
    g_task_return_new_error (task, COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_MISSING, "%s",
                             C_ ("keyring", "There is no sign-in for this account. Connect the "
                                            "account again."));
  else
    g_task_return_pointer (task, g_strdup (secret), (GDestroyNotify) comms_secret_free);
}

static void
comms_memory_secrets_remove_async (CommsSecrets *secrets,
                                   const CommsSecretKey *key,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CommsMemorySecrets *self = COMMS_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *flat = dup_flat_key (key);

  g_task_set_source_tag (task, comms_memory_secrets_remove_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_hash_table_remove (self->secrets, flat);
  g_task_return_boolean (task, TRUE);
}

static gboolean
comms_memory_secrets_boolean_finish (CommsSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
comms_memory_secrets_lookup_finish (CommsSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
comms_memory_secrets_iface_init (CommsSecretsInterface *iface)
{
  iface->store_async = comms_memory_secrets_store_async;
  iface->store_finish = comms_memory_secrets_boolean_finish;
  iface->lookup_async = comms_memory_secrets_lookup_async;
  iface->lookup_finish = comms_memory_secrets_lookup_finish;
  iface->remove_async = comms_memory_secrets_remove_async;
  iface->remove_finish = comms_memory_secrets_boolean_finish;
}

static void
comms_memory_secrets_finalize (GObject *object)
{
  g_hash_table_unref (COMMS_MEMORY_SECRETS (object)->secrets);

  G_OBJECT_CLASS (comms_memory_secrets_parent_class)->finalize (object);
}

static void
comms_memory_secrets_class_init (CommsMemorySecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = comms_memory_secrets_finalize;
}

static void
comms_memory_secrets_init (CommsMemorySecrets *self)
{
  self->secrets =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) comms_secret_free);
}

CommsSecrets *
comms_memory_secrets_new (void)
{
  return g_object_new (COMMS_TYPE_MEMORY_SECRETS, NULL);
}
