/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "comms-file-lock.h"

#define INTERVAL 100 /* milliseconds */
#define MAX_TRIES 1200

typedef struct
{
  int fd;
  guint n_tries;
} Wait;

static void
wait_free (Wait *wait)
{
  comms_file_lock_release (wait->fd);
  g_free (wait);
}

/* The user's data folder is the same for the window, a terminal, cron and a systemd unit; the
 * runtime folder is not. */
static int
open_file (const char *name)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "comms-desk", "locks", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return -1;
  return g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

static void
fail (GTask *task, int problem)
{
  g_task_return_new_error (task, G_FILE_ERROR, (int) g_file_error_from_errno (problem),
                           /* Translators: %s is what the system said, such as “No space left” */
                           C_ ("sign-in", "The sign-in could not be locked against other "
                                          "programs: %s. Look whether the disk is full."),
                           g_strerror (problem));
}

/* Whether it is over, one way or the other. */
static gboolean
try_once (GTask *task)
{
  Wait *wait = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return TRUE;
  if (flock (wait->fd, LOCK_EX | LOCK_NB) == 0)
    {
      g_task_return_int (task, wait->fd);
      wait->fd = -1;
      return TRUE;
    }
  if (errno == EINTR || (errno == EWOULDBLOCK && ++wait->n_tries < MAX_TRIES))
    return FALSE;
  fail (task, errno == EWOULDBLOCK ? EBUSY : errno);
  return TRUE;
}

static gboolean
try_again_cb (gpointer user_data)
{
  return try_once (user_data) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

void
comms_file_lock_take_async (const char *name,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSource) source = NULL;
  Wait *wait = g_new0 (Wait, 1);

  g_assert (strchr (name, '/') == NULL);

  g_task_set_source_tag (task, comms_file_lock_take_async);
  g_task_set_check_cancellable (task, FALSE);
  wait->fd = open_file (name);
  g_task_set_task_data (task, wait, (GDestroyNotify) wait_free);
  if (wait->fd < 0)
    {
      fail (task, errno);
      return;
    }
  if (try_once (task))
    return;
  source = g_timeout_source_new (INTERVAL);
  g_source_set_callback (source, try_again_cb, g_steal_pointer (&task), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

int
comms_file_lock_take_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);

  return (int) g_task_propagate_int (G_TASK (result), error);
}

void
comms_file_lock_release (int lock)
{
  if (lock >= 0)
    close (lock);
}
