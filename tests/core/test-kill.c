/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "comms-posts.h"
#include "comms-practice-server.h"
#include "desk-fixture.h"
#include "publisher-child.h"

/* The program is killed between any two steps of sending, and started again: nothing is posted
 * twice and nothing is lost. The desk lies in a file, the network in the parent's process, and the
 * publisher in a child that kills itself. */

#define TOKEN "token-of-mohr"
#define N_POSTS 3
#define N_RACE_ACCOUNTS 5
#define N_RACE_POSTS 10

typedef struct
{
  DeskFixture desk;
  CommsPracticeServer *server;
  gint64 now;
} Fixture;

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
  /* A practice desk would not open the keyring. */
  desk_fixture_open (&f->desk, FALSE);
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
  return publisher_child_start (f->desk.path, f->now + seconds * 1000, step, count);
}

static void
run_child (Fixture *f, int seconds, const char *step, int count, gboolean expect_killed)
{
  g_autoptr (GSubprocess) child = start_child (f, seconds, step, count);

  g_assert_cmpint (publisher_child_wait (child), ==, expect_killed);
}

/* Long enough for the network to have the post, which then never answers. */
#define IN_FLIGHT_MS 1500

typedef struct
{
  const char *step;
  gboolean unknown; /* committed, and never sent: only a person can say so */
  /* Only the first of several is frozen for itself, the others while one is on its way, and begin
   * where that ends; an answer that never comes keeps the second one from being begun. */
  int n_times;
} Kill;

static const Kill kills[] = {
  { "taken", FALSE, 2 },  { "frozen", FALSE, 1 },  { "beginning", FALSE, 2 },
  { "begun", TRUE, 2 },   { "creating", TRUE, 2 }, { "created", FALSE, 2 },
  { "ending", FALSE, 2 }, { "ended", TRUE, 2 },    { "in-flight", FALSE, 1 },
};

static void
test_kill (gconstpointer data)
{
  const Kill *kill_at = data;
  const gboolean in_flight = g_str_equal (kill_at->step, "in-flight");

  for (int count = 1; count <= kill_at->n_times; count++)
    {
      Fixture f;

      g_test_message ("%s, time %d", kill_at->step, count);
      set_up (&f, 1, N_POSTS);
      if (in_flight)
        comms_practice_server_set_fault (f.server, COMMS_PRACTICE_FAULT_TIMEOUT,
                                         COMMS_PRACTICE_ALWAYS);
      run_child (&f, 1, kill_at->step, in_flight ? IN_FLIGHT_MS : count, TRUE);
      comms_practice_server_set_fault (f.server, COMMS_PRACTICE_FAULT_NONE, COMMS_PRACTICE_ALWAYS);

      /* The next start, at once: the lease of the dead one holds nobody up. Then the desk looks. */
      run_child (&f, 1, "never", 1, FALSE);
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
  g_assert_false (publisher_child_wait (one));
  g_assert_false (publisher_child_wait (other));

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
  if (publisher_child_is (argc, argv))
    return publisher_child_main (argv);

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kills); i++)
    {
      g_autofree char *path = g_strconcat ("/kill/", kills[i].step, NULL);

      g_test_add_data_func (path, &kills[i], test_kill);
    }
  g_test_add_func ("/kill/race", test_race);
  return g_test_run ();
}
