/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <stdlib.h>

#include "publisher-child.h"

#include "comms-file-secrets.h"
#include "comms-outbox.h"
#include "comms-publisher.h"
#include "comms-test-async.h"

enum
{
  ARG_CHILD = 1,
  ARG_PATH,
  ARG_NOW,
  ARG_STEP,
  ARG_COUNT,
  N_ARGS,
};

typedef struct
{
  const char *step;
  int count;
} KillAt;

static gboolean
die_cb (gpointer user_data)
{
  raise (SIGKILL);
  return G_SOURCE_REMOVE;
}

static void
watch_cb (const char *step, gpointer data)
{
  KillAt *kill_at = data;

  if (g_str_equal (kill_at->step, "in-flight") && g_str_equal (step, "creating"))
    g_timeout_add ((guint) kill_at->count, die_cb, NULL);
  else if (g_str_equal (step, kill_at->step) && --kill_at->count == 0)
    raise (SIGKILL);
}

/* The keyring of the desk's fixture. */
static CommsSecrets *
open_secrets (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *keyring = g_build_filename (folder, "keyring", NULL);

  return comms_file_secrets_new (keyring);
}

static gpointer
count_queued_run (CommsTx *tx, gpointer data, GError **error)
{
  return GINT_TO_POINTER (
    comms_db_query_int (tx->db, data, 0, error,
                        "SELECT count(*) FROM post WHERE state IN ('queued', 'sending')", ""));
}

static void
send_due (CommsPublisher *publisher)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  comms_publisher_send_due_async (publisher, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  comms_publisher_send_due_finish (publisher, result, NULL);
}

gboolean
publisher_child_is (int argc, char *argv[])
{
  return argc == N_ARGS && g_str_equal (argv[ARG_CHILD], "--child");
}

int
publisher_child_main (char *argv[])
{
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (g_ascii_strtoll (argv[ARG_NOW], NULL, 10));
  g_autoptr (CommsSecrets) secrets = open_secrets (argv[ARG_PATH]);
  g_autoptr (CommsDesk) desk = NULL;
  g_autoptr (CommsPublisher) publisher = NULL;
  KillAt kill_at = { argv[ARG_STEP], atoi (argv[ARG_COUNT]) };
  gint64 n_queued = 0;

  if (g_str_equal (kill_at.step, "any-time"))
    g_timeout_add ((guint) kill_at.count, die_cb, NULL);
  desk = comms_desk_open (argv[ARG_PATH], FALSE, clock, secrets, NULL);
  g_assert_nonnull (desk);
  publisher = comms_publisher_new (desk);
  comms_outbox_set_watch (watch_cb, &kill_at);
  comms_file_secrets_set_watch (watch_cb, &kill_at);
  do
    {
      send_due (publisher);
      comms_desk_run_sync (desk, count_queued_run, &n_queued, NULL);
    }
  while (g_str_equal (kill_at.step, "drain") && n_queued > 0);
  return EXIT_SUCCESS;
}

GSubprocess *
publisher_child_start (const char *path, gint64 now, const char *step, int count)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *instant = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autofree char *nth = g_strdup_printf ("%d", count);
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program,
                                         "--child", path, instant, step, nth, NULL);

  g_assert_no_error (error);
  return child;
}

gboolean
publisher_child_wait (GSubprocess *child)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_subprocess_wait_async (child, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  g_assert_true (g_subprocess_wait_finish (child, result, NULL));
  if (!g_subprocess_get_if_signaled (child))
    {
      g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
      return FALSE;
    }
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  return TRUE;
}
