/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CommsSecretKey:
 *
 * What a secret is found by. It is stored in clear, so nothing secret is in it: no token, no
 * e-mail address, and no handle, since handles change.
 */
typedef struct
{
  const char *network;  /* "x" */
  const char *host;     /* of the API, with the port where it is not the usual one */
  const char *account;  /* the network's id of the account */
  const char *kind;     /* "session", "client" or "app-password" */
} CommsSecretKey;

/**
 * CommsSecretsError:
 * @COMMS_SECRETS_ERROR_NONE: there is no Secret Service on this computer
 * @COMMS_SECRETS_ERROR_LOCKED: it is locked and was not unlocked
 * @COMMS_SECRETS_ERROR_MISSING: it has no such secret
 * @COMMS_SECRETS_ERROR_FAILED: anything else
 */
#define COMMS_SECRETS_ERROR (comms_secrets_error_quark ())
GQuark comms_secrets_error_quark (void);
typedef enum
{
  COMMS_SECRETS_ERROR_NONE,
  COMMS_SECRETS_ERROR_LOCKED,
  COMMS_SECRETS_ERROR_MISSING,
  COMMS_SECRETS_ERROR_FAILED,
} CommsSecretsError;

/**
 * CommsSecrets:
 *
 * The keyring. The only place where a token is kept.
 */
#define COMMS_TYPE_SECRETS (comms_secrets_get_type ())
G_DECLARE_INTERFACE (CommsSecrets, comms_secrets, COMMS, SECRETS, GObject)

struct _CommsSecretsInterface
{
  GTypeInterface parent_iface;

  void     (*store_async)   (CommsSecrets *self, const CommsSecretKey *key, const char *label,
                             const char *secret, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*store_finish)  (CommsSecrets *self, GAsyncResult *result, GError **error);
  void     (*lookup_async)  (CommsSecrets *self, const CommsSecretKey *key,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
  char *   (*lookup_finish) (CommsSecrets *self, GAsyncResult *result, GError **error);
  void     (*remove_async)  (CommsSecrets *self, const CommsSecretKey *key,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
  gboolean (*remove_finish) (CommsSecrets *self, GAsyncResult *result, GError **error);
};

/* @label is what the keyring's own program shows. */
void           comms_secrets_store_async   (CommsSecrets *self, const CommsSecretKey *key,
                                            const char *label, const char *secret,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean       comms_secrets_store_finish  (CommsSecrets *self, GAsyncResult *result,
                                            GError **error);

/* Free the secret with comms_secret_free(). Never NULL without an error. */
void           comms_secrets_lookup_async  (CommsSecrets *self, const CommsSecretKey *key,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
char         * comms_secrets_lookup_finish (CommsSecrets *self, GAsyncResult *result,
                                            GError **error);

void           comms_secrets_remove_async  (CommsSecrets *self, const CommsSecretKey *key,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean       comms_secrets_remove_finish (CommsSecrets *self, GAsyncResult *result,
                                            GError **error);

/* Overwrites the secret before it frees it. */
void           comms_secret_free           (char         *secret);

/* The Secret Service, through libsecret. (transfer full) */
CommsSecrets * comms_secret_service_new    (void);

/* In this process's memory: tests, and the made-up tokens of a practice desk. (transfer full) */
CommsSecrets * comms_memory_secrets_new    (void);

G_END_DECLS
