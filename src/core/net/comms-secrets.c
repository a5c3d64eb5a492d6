/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <string.h>

#include "comms-secrets.h"

G_DEFINE_QUARK (comms - secrets - error - quark, comms_secrets_error)
G_DEFINE_INTERFACE (CommsSecrets, comms_secrets, G_TYPE_OBJECT)

static void
comms_secrets_default_init (CommsSecretsInterface *iface)
{
}

static gboolean
key_is_whole (const CommsSecretKey *key)
{
  return key != NULL && key->network != NULL && key->host != NULL && key->account != NULL &&
         key->kind != NULL;
}

void
comms_secrets_store_async (CommsSecrets *self,
                           const CommsSecretKey *key,
                           const char *label,
                           const char *secret,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (COMMS_IS_SECRETS (self));
  g_return_if_fail (key_is_whole (key));
  g_return_if_fail (label != NULL);
  g_return_if_fail (secret != NULL);

  COMMS_SECRETS_GET_IFACE (self)->store_async (self, key, label, secret, cancellable, callback,
                                               user_data);
}

gboolean
comms_secrets_store_finish (CommsSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (COMMS_IS_SECRETS (self), FALSE);

  return COMMS_SECRETS_GET_IFACE (self)->store_finish (self, result, error);
}

void
comms_secrets_lookup_async (CommsSecrets *self,
                            const CommsSecretKey *key,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (COMMS_IS_SECRETS (self));
  g_return_if_fail (key_is_whole (key));

  COMMS_SECRETS_GET_IFACE (self)->lookup_async (self, key, cancellable, callback, user_data);
}

char *
comms_secrets_lookup_finish (CommsSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (COMMS_IS_SECRETS (self), NULL);

  return COMMS_SECRETS_GET_IFACE (self)->lookup_finish (self, result, error);
}

void
comms_secrets_remove_async (CommsSecrets *self,
                            const CommsSecretKey *key,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (COMMS_IS_SECRETS (self));
  g_return_if_fail (key_is_whole (key));

  COMMS_SECRETS_GET_IFACE (self)->remove_async (self, key, cancellable, callback, user_data);
}

gboolean
comms_secrets_remove_finish (CommsSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (COMMS_IS_SECRETS (self), FALSE);

  return COMMS_SECRETS_GET_IFACE (self)->remove_finish (self, result, error);
}

void
comms_secret_free (char *secret)
{
  if (secret == NULL)
    return;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}
