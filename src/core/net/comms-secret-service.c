/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "comms-secrets.h"

#define COMMS_TYPE_SECRET_SERVICE (comms_secret_service_get_type ())
G_DECLARE_FINAL_TYPE (CommsSecretService, comms_secret_service, COMMS, SECRET_SERVICE, GObject)

struct _CommsSecretService
{
  GObject parent_instance;
};

static void comms_secret_service_iface_init (CommsSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CommsSecretService,
                               comms_secret_service,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COMMS_TYPE_SECRETS,
                                                      comms_secret_service_iface_init))

/* The layout of the attributes; counted up when it changes, so that old items are told apart. */
#define ATTRIBUTES_VERSION "1"

static const SecretSchema schema = {
  .name = "org.mohr.CommsDesk.Account",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "network", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "v", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static GHashTable *
dup_attributes (const CommsSecretKey *key)
{
  return secret_attributes_build (&schema, "network", key->network, "host", key->host, "account",
                                  key->account, "kind", key->kind, "v", ATTRIBUTES_VERSION, NULL);
}

static GError *
new_locked_error (void)
{
  return g_error_new_literal (COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_LOCKED,
                              C_ ("keyring", "The keyring is locked, and was not unlocked. Unlock "
                                             "it with your password and try again."));
}

static GError *
new_missing_error (void)
{
  return g_error_new_literal (COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_MISSING,
                              C_ ("keyring", "The keyring has no sign-in for this account. Connect "
                                             "the account again."));
}

static gboolean
is_no_service (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_EXEC_FAILED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
         g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
}

/* The one place where what libsecret says becomes a sentence. Takes @error. */
static GError *
translate_error (GError *error, GCancellable *cancellable)
{
  g_autoptr (GError) taken = error;

  if (g_cancellable_is_cancelled (cancellable))
    return g_steal_pointer (&taken);
  /* libsecret says "cancelled" as well where a person dismissed the prompt. */
  if (g_error_matches (taken, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
      g_error_matches (taken, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return new_locked_error ();
  if (is_no_service (taken))
    return g_error_new_literal (COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_NONE,
                                C_ ("keyring", "No keyring runs on this computer, so the desk "
                                               "cannot keep a sign-in. Start GNOME Keyring or "
                                               "another Secret Service and try again."));

  g_dbus_error_strip_remote_error (taken);
  return g_error_new (COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_FAILED,
                      /* Translators: %s is the keyring's own message, often in English. */
                      C_ ("keyring", "The keyring answered with an error: %s. Open the keyring’s "
                                     "own program, mend it there and try again."),
                      taken->message);
}

static void
store_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_assert (G_IS_TASK (task));

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, translate_error (error, g_task_get_cancellable (task)));
}

static void
comms_secret_service_store_async (CommsSecrets *secrets,
                                  const CommsSecretKey *key,
                                  const char *label,
                                  const char *secret,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = dup_attributes (key);

  g_task_set_source_tag (task, comms_secret_service_store_async);
  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, secret,
                          cancellable, store_cb, g_steal_pointer (&task));
}

static void comms_secret_service_remove_async (CommsSecrets *secrets,
                                               const CommsSecretKey *key,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);

static void
collection_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretCollection) collection = NULL;

  g_assert (G_IS_TASK (task));

  if (g_task_return_error_if_cancelled (task))
    return;

  collection = secret_collection_for_alias_finish (result, NULL);
  if (collection != NULL && secret_collection_get_locked (collection))
    g_task_return_error (task, new_locked_error ());
  else if (g_task_get_source_tag (task) == comms_secret_service_remove_async)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, new_missing_error ());
}

/* libsecret finds nothing, without an error, in two cases: the item is not there, or it is
 * behind a lock that a person did not open. */
static void
find_out_if_locked (GTask *task)
{
  secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               g_task_get_cancellable (task), collection_cb, g_object_ref (task));
}

static void
lookup_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *secret;

  g_assert (G_IS_TASK (task));

  secret = secret_password_lookup_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, translate_error (error, g_task_get_cancellable (task)));
  else if (secret == NULL)
    find_out_if_locked (task);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) comms_secret_free);
}

static void
comms_secret_service_lookup_async (CommsSecrets *secrets,
                                   const CommsSecretKey *key,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = dup_attributes (key);

  g_task_set_source_tag (task, comms_secret_service_lookup_async);
  secret_password_lookupv (&schema, attributes, cancellable, lookup_cb, g_steal_pointer (&task));
}

static void
remove_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean removed;

  g_assert (G_IS_TASK (task));

  removed = secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, translate_error (error, g_task_get_cancellable (task)));
  else if (removed)
    g_task_return_boolean (task, TRUE);
  else
    find_out_if_locked (task);
}

static void
comms_secret_service_remove_async (CommsSecrets *secrets,
                                   const CommsSecretKey *key,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = dup_attributes (key);

  g_task_set_source_tag (task, comms_secret_service_remove_async);
  secret_password_clearv (&schema, attributes, cancellable, remove_cb, g_steal_pointer (&task));
}

static gboolean
comms_secret_service_boolean_finish (CommsSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
comms_secret_service_lookup_finish (CommsSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
comms_secret_service_iface_init (CommsSecretsInterface *iface)
{
  iface->store_async = comms_secret_service_store_async;
  iface->store_finish = comms_secret_service_boolean_finish;
  iface->lookup_async = comms_secret_service_lookup_async;
  iface->lookup_finish = comms_secret_service_lookup_finish;
  iface->remove_async = comms_secret_service_remove_async;
  iface->remove_finish = comms_secret_service_boolean_finish;
}

static void
comms_secret_service_class_init (CommsSecretServiceClass *klass)
{
}

static void
comms_secret_service_init (CommsSecretService *self)
{
}

/* What the keyring gives is in the memory of this process from now on, so a process that is killed
 * leaves no picture of that. A limit of 0 keeps it from a file, but not from a program that the
 * system hands such pictures to (core(5)); the kernel takes 1, which is too little for a file as
 * well, as a no to both. It need not be a no to debuggers: portals look at who asks them. */
static void
forgo_core (void)
{
  const struct rlimit none = { 1, 1 };

  /* A limit of nothing is no limit for what hands them to a program, and is not to be raised. */
  if (setrlimit (RLIMIT_CORE, &none) != 0 && prctl (PR_SET_DUMPABLE, 0) != 0)
    g_warning ("Cannot forgo core dumps: %s", g_strerror (errno));
}

CommsSecrets *
comms_secret_service_new (void)
{
  forgo_core ();
  return g_object_new (COMMS_TYPE_SECRET_SERVICE, NULL);
}
