/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-opener.h"

#include "comms-practice.h"

typedef struct
{
  char *path;
  char *backup;
  CommsOpenMode mode;
  gint64 at;
} Work;

static Work *
work_new (const char *path)
{
  Work *work = g_new0 (Work, 1);

  work->path = g_strdup (path);
  return work;
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->path);
  g_free (work->backup);
  g_free (work);
}

static GTask *
task_new (GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data,
          gpointer             tag,
          Work                *work)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, work_free);
  return task;
}

static CommsDesk *
open_desk (const char    *path,
           CommsOpenMode  mode,
           CommsClock    *clock,
           GError       **error)
{
  g_autoptr (CommsSecrets) keyring = comms_secret_service_new ();

  if (mode == COMMS_OPEN_PRACTICE && !g_file_test (path, G_FILE_TEST_EXISTS))
    return comms_practice_create (path, clock, keyring, error);
  return comms_desk_open (path, mode == COMMS_OPEN_NEW, clock, keyring, error);
}

static void
open_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  GError *error = NULL;
  CommsDesk *desk = open_desk (work->path, work->mode, clock, &error);

  if (desk != NULL)
    g_task_return_pointer (task, desk, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
restore_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work *work = task_data;
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  GError *error = NULL;

  if (comms_store_restore (work->path, work->backup, clock, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
find_backup_worker (GTask        *task,
                    gpointer      source_object,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  char *backup = comms_store_find_backup (work->path, &work->at, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, backup, g_free);
}

/**
 * comms_opener_open_async:
 *
 * Opens the desk at @path; for practice, makes it where there is none yet.
 */
void
comms_opener_open_async (const char          *path,
                         CommsOpenMode        mode,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Work *work = work_new (path);
  g_autoptr (GTask) task =
    task_new (cancellable, callback, user_data, comms_opener_open_async, work);

  work->mode = mode;
  g_task_run_in_thread (task, open_worker);
}

/**
 * comms_opener_open_finish:
 *
 * Returns: (transfer full): the desk
 */
CommsDesk *
comms_opener_open_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * comms_opener_restore_async:
 *
 * Puts @backup in the place of the desk at @path.
 */
void
comms_opener_restore_async (const char          *path,
                            const char          *backup,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Work *work = work_new (path);
  g_autoptr (GTask) task =
    task_new (cancellable, callback, user_data, comms_opener_restore_async, work);

  work->backup = g_strdup (backup);
  g_task_run_in_thread (task, restore_worker);
}

/**
 * comms_opener_restore_finish:
 */
gboolean
comms_opener_restore_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * comms_opener_find_backup_async:
 *
 * Looks for the newest backup of the desk at @path that is whole.
 */
void
comms_opener_find_backup_async (const char          *path,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = task_new (cancellable, callback, user_data,
                                     comms_opener_find_backup_async, work_new (path));

  g_task_run_in_thread (task, find_backup_worker);
}

/**
 * comms_opener_find_backup_finish:
 * @at: (out): its time
 *
 * Returns: (transfer full) (nullable): where it is; %NULL without an error where there is none
 */
char *
comms_opener_find_backup_finish (GAsyncResult  *result,
                                 gint64        *at,
                                 GError       **error)
{
  Work *work;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  work = g_task_get_task_data (G_TASK (result));
  *at = work->at;
  return g_task_propagate_pointer (G_TASK (result), error);
}
