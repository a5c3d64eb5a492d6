/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "comms-file-secrets.h"

#define TEST_TYPE_FILE_SECRETS (test_file_secrets_get_type ())
G_DECLARE_FINAL_TYPE (TestFileSecrets, test_file_secrets, TEST, FILE_SECRETS, GObject)

struct _TestFileSecrets
{
  GObject parent_instance;

  char *folder;
};

static void test_file_secrets_iface_init (CommsSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestFileSecrets,
                               test_file_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COMMS_TYPE_SECRETS,
                                                      test_file_secrets_iface_init))

static CommsFileSecretsWatch watch;
static gpointer watch_data;

static void
at_step (const char *step)
{
  if (watch != NULL)
    watch (step, watch_data);
}

static char *
dup_path (CommsSecrets *secrets, const CommsSecretKey *key)
{
  g_autofree char *flat = g_strjoin ("\n", key->network, key->host, key->account, key->kind, NULL);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, flat, -1);

  return g_build_filename (TEST_FILE_SECRETS (secrets)->folder, name, NULL);
}

/* The file is whole at any time: a new one takes the place of the old one. */
static void
test_file_secrets_store_async (CommsSecrets *secrets,
                               const CommsSecretKey *key,
                               const char *label,
                               const char *secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  g_autofree char *path = dup_path (secrets, key);
  GError *error = NULL;

  at_step ("keeping");
  g_mkdir_with_parents (TEST_FILE_SECRETS (secrets)->folder, 0700);
  if (!g_file_set_contents (path, secret, -1, &error))
    g_error ("%s", error->message);
  at_step ("kept");
  g_task_return_boolean (task, TRUE);
}

static void
test_file_secrets_lookup_async (CommsSecrets *secrets,
                                const CommsSecretKey *key,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  g_autofree char *path = dup_path (secrets, key);
  char *secret = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (g_file_get_contents (path, &secret, NULL, NULL))
    g_task_return_pointer (task, secret, (GDestroyNotify) comms_secret_free);
  else
    g_task_return_new_error (task, COMMS_SECRETS_ERROR, COMMS_SECRETS_ERROR_MISSING,
                             "There is no sign-in for this account.");
}

static void
test_file_secrets_remove_async (CommsSecrets *secrets,
                                const CommsSecretKey *key,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  g_autofree char *path = dup_path (secrets, key);

  if (g_task_return_error_if_cancelled (task))
    return;
  g_remove (path);
  g_task_return_boolean (task, TRUE);
}

static gboolean
boolean_finish (CommsSecrets *secrets, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
lookup_finish (CommsSecrets *secrets, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_file_secrets_iface_init (CommsSecretsInterface *iface)
{
  iface->store_async = test_file_secrets_store_async;
  iface->store_finish = boolean_finish;
  iface->lookup_async = test_file_secrets_lookup_async;
  iface->lookup_finish = lookup_finish;
  iface->remove_async = test_file_secrets_remove_async;
  iface->remove_finish = boolean_finish;
}

static void
test_file_secrets_finalize (GObject *object)
{
  g_free (TEST_FILE_SECRETS (object)->folder);

  G_OBJECT_CLASS (test_file_secrets_parent_class)->finalize (object);
}

static void
test_file_secrets_class_init (TestFileSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_file_secrets_finalize;
}

static void
test_file_secrets_init (TestFileSecrets *self)
{
}

CommsSecrets *
comms_file_secrets_new (const char *folder)
{
  TestFileSecrets *self = g_object_new (TEST_TYPE_FILE_SECRETS, NULL);

  self->folder = g_strdup (folder);
  return COMMS_SECRETS (self);
}

void
comms_file_secrets_set_watch (CommsFileSecretsWatch new_watch, gpointer data)
{
  watch = new_watch;
  watch_data = data;
}
