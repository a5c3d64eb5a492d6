/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>

#include "comms-network.h"
#include "comms-outbox.h"
#include "comms-posts.h"
#include "comms-practice-server.h"
#include "comms-publisher.h"
#include "comms-record-table.h"
#include "comms-test-async.h"
#include "desk-fixture.h"

/* The program is killed between any two steps of sending, and started again: nothing is posted
 * twice and nothing is lost. The desk lies in a file, the network in the parent's process, and the
 * publisher in a child that kills itself. */

#define TOKEN "token-of-mohr"
#define N_POSTS 3
#define N_RACE_ACCOUNTS 5
#define N_RACE_POSTS 10

/* The child. */

typedef struct
{
  const char *step;
  int count; /* at which time it comes */
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
  const gboolean in_flight = g_str_equal (kill_at->step, "in-flight");

  if (!g_str_equal (step, in_flight ? "creating" : kill_at->step) || --kill_at->count > 0)
    return;
  if (in_flight)
    g_timeout_add (50, die_cb, NULL);
  else
    raise (SIGKILL);
}

static gpointer
load_accounts_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_record_table_select (tx->db, COMMS_TYPE_ACCOUNT, error, "", "");
}

/* The memory of the process before had the token; the keyring of a person outlives it. */
static void
store_tokens (CommsDesk *desk)
{
  g_autoptr (GPtrArray) accounts = comms_desk_run_sync (desk, load_accounts_run, NULL, NULL);

  for (guint i = 0; i < accounts->len; i++)
    {
      GAsyncResult *pending = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *host = NULL;
      g_autofree char *secret = comms_network_session_secret (TOKEN);
      CommsSecretKey key;

      comms_network_session_key (g_ptr_array_index (accounts, i), &key, &host);
      comms_secrets_store_async (comms_desk_get_secrets (desk), &key, "test", secret, NULL,
                                 comms_test_result_cb, &pending);
      result = comms_test_wait (&pending);
      g_assert_true (comms_secrets_store_finish (comms_desk_get_secrets (desk), result, NULL));
    }
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

/* PATH NOW STEP COUNT; the step "drain" goes on until nothing is queued. */
static int
child_main (char *argv[])
{
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (g_ascii_strtoll (argv[1], NULL, 10));
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autoptr (CommsDesk) desk = comms_desk_open (argv[0], FALSE, clock, secrets, NULL);
  g_autoptr (CommsPublisher) publisher = comms_publisher_new (desk);
  KillAt kill_at = { argv[2], atoi (argv[3]) };
  gint64 n_queued = 0;

  store_tokens (desk);
  comms_outbox_set_watch (watch_cb, &kill_at);
  do
    {
      send_due (publisher);
      comms_desk_run_sync (desk, count_queued_run, &n_queued, NULL);
    }
  while (g_str_equal (kill_at.step, "drain") && n_queued > 0);
  return EXIT_SUCCESS;
}

/* The parent. */

typedef struct
{
  DeskFixture desk;
  CommsPracticeServer *server;
  gint64 now;
} Fixture;

static char *self_path;

static gpointer
send_now_run (CommsTx *tx, gpointer data, GError **error)
{
  const gint64 id = *(gint64 *) data;

  return GINT_TO_POINTER (comms_posts_queue (tx, id, TRUE, error) &&
                          comms_posts_end_hold (tx, id, error));
}

static void
set_up (Fixture *f, int n_accounts, int n_posts)
{
  g_autoptr (GError) error = NULL;

  memset (f, 0, sizeof *f);
  f->server = comms_practice_server_new (NULL, 0, &error);
  g_assert_no_error (error);
  desk_fixture_open (&f->desk, TRUE);
  comms_practice_server_set_clock (f->server, f->desk.clock);
  f->now = comms_desk_now (f->desk.desk);
  for (int account = 0; account < n_accounts; account++)
    {
      g_autofree char *handle = g_strdup_printf ("mohr_%d", account);
      g_autofree char *user_id = g_strdup_printf ("100%d", account);
      gint64 account_id;

      comms_practice_server_add_account (f->server, user_id, handle, handle, TOKEN);
      account_id = desk_fixture_add_account (&f->desk, handle, user_id,
                                             comms_practice_server_get_uri (f->server), TOKEN);
      for (int i = 0; i < n_posts; i++)
        {
          g_autofree char *text = g_strdup_printf ("Post %d of %s", i, handle);
          gint64 id = desk_fixture_add_post (&f->desk, account_id, text, NULL);

          comms_desk_run_sync (f->desk.desk, send_now_run, &id, &error);
          g_assert_no_error (error);
        }
    }
}

static void
tear_down (Fixture *f)
{
  desk_fixture_close (&f->desk);
  g_clear_object (&f->server);
}

static GSubprocess *
start_child (Fixture *f, int seconds, const char *step, int count)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, f->now + seconds * 1000);
  g_autofree char *nth = g_strdup_printf ("%d", count);
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, self_path,
                                         "--child", f->desk.path, now, step, nth, NULL);

  g_assert_no_error (error);
  return child;
}

/* The server answers while the child is waited for. */
static void
wait_for_child (GSubprocess *child, gboolean expect_killed)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_subprocess_wait_async (child, NULL, comms_test_result_cb, &pending);
  result = comms_test_wait (&pending);
  g_assert_true (g_subprocess_wait_finish (child, result, NULL));
  g_assert_cmpint (g_subprocess_get_if_signaled (child), ==, expect_killed);
  if (expect_killed)
    g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  else
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
}

static void
run_child (Fixture *f, int seconds, const char *step, int count, gboolean expect_killed)
{
  g_autoptr (GSubprocess) child = start_child (f, seconds, step, count);

  wait_for_child (child, expect_killed);
}

typedef struct
{
  const char *step;
  gboolean unknown; /* committed, and never sent: only a person can say so */
} Kill;

static const Kill kills[] = {
  { "taken", FALSE },  { "frozen", FALSE },  { "beginning", FALSE },
  { "begun", TRUE },   { "creating", TRUE }, { "created", FALSE },
  { "ending", FALSE }, { "ended", FALSE },   { "in-flight", FALSE },
};

static void
test_kill (gconstpointer data)
{
  const Kill *kill_at = data;

  /* The answer that never comes keeps the second post from being begun. */
  for (int count = 1; count <= (g_str_equal (kill_at->step, "in-flight") ? 1 : 2); count++)
    {
      Fixture f;

      g_test_message ("%s, time %d", kill_at->step, count);
      set_up (&f, 1, N_POSTS);
      if (g_str_equal (kill_at->step, "in-flight"))
        comms_practice_server_set_fault (f.server, COMMS_PRACTICE_FAULT_TIMEOUT,
                                         COMMS_PRACTICE_ALWAYS);
      run_child (&f, 1, kill_at->step, count, TRUE);
      comms_practice_server_set_fault (f.server, COMMS_PRACTICE_FAULT_NONE, COMMS_PRACTICE_ALWAYS);

      /* The next start, when the lease of the dead one is over; then the desk looks. */
      run_child (&f, 60, "never", 1, FALSE);
      run_child (&f, 75, "never", 1, FALSE);
      run_child (&f, 125, "never", 1, FALSE);

      /* Each post stands once, or the desk says that it does not know. */
      g_assert_cmpint (desk_fixture_count (&f.desk, "post WHERE state = 'unknown'"), ==,
                       kill_at->unknown ? 1 : 0);
      g_assert_cmpint (desk_fixture_count (&f.desk, "post WHERE state = 'posted'"), ==,
                       N_POSTS - (kill_at->unknown ? 1 : 0));
      g_assert_cmpuint (comms_practice_server_get_n_posts (f.server), ==,
                        N_POSTS - (kill_at->unknown ? 1 : 0));
      g_assert_cmpuint (comms_practice_server_get_n_creates (f.server), ==,
                        comms_practice_server_get_n_posts (f.server));
      g_assert_cmpint (desk_fixture_count (&f.desk, "(SELECT DISTINCT remote_id FROM post "
                                                    "WHERE remote_id IS NOT NULL)"),
                       ==, comms_practice_server_get_n_posts (f.server));
      tear_down (&f);
    }
}

/* Two programs on one desk share the work and do nothing twice. */
static void
test_race (void)
{
  Fixture f;
  g_autoptr (GSubprocess) one = NULL;
  g_autoptr (GSubprocess) other = NULL;

  set_up (&f, N_RACE_ACCOUNTS, N_RACE_POSTS);
  one = start_child (&f, 1, "drain", 1);
  other = start_child (&f, 1, "drain", 1);
  wait_for_child (one, FALSE);
  wait_for_child (other, FALSE);

  g_assert_cmpint (desk_fixture_count (&f.desk, "post WHERE state = 'posted'"), ==,
                   N_RACE_ACCOUNTS * N_RACE_POSTS);
  g_assert_cmpuint (comms_practice_server_get_n_creates (f.server), ==,
                    N_RACE_ACCOUNTS * N_RACE_POSTS);
  g_assert_cmpuint (comms_practice_server_get_n_posts (f.server), ==,
                    N_RACE_ACCOUNTS * N_RACE_POSTS);
  g_assert_cmpint (desk_fixture_count (&f.desk, "attempt"), ==, N_RACE_ACCOUNTS * N_RACE_POSTS);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  if (argc == 6 && g_str_equal (argv[1], "--child"))
    return child_main (argv + 2);

  g_test_init (&argc, &argv, NULL);
  self_path = g_file_read_link ("/proc/self/exe", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kills); i++)
    {
      g_autofree char *path = g_strconcat ("/kill/", kills[i].step, NULL);

      g_test_add_data_func (path, &kills[i], test_kill);
    }
  g_test_add_func ("/kill/race", test_race);
  return g_test_run ();
}
