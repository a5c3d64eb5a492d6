/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast what is due leaves, to a server on this computer in a process of its own:
 *
 *   publish rate    prints the time that the desk takes for 1,000 due posts on 10 accounts, as a
 *                   multiple of what a bare libsoup client takes for the same requests
 *   publish late    prints how many milliseconds after its time a post has left a desk with 100,000
 *                   posts, its outcome written down
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <signal.h>
#include <sys/prctl.h>

#include <libsoup/soup.h>

#include "comms-accounts.h"
#include "comms-posts.h"
#include "comms-practice-server.h"
#include "comms-publisher.h"
#include "comms-record-table.h"

#define N_POSTS 1000
#define N_ACCOUNTS 10
#define N_OLD_POSTS 100000
#define N_TURNS 2
#define AHEAD_MS 5000
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

/* The server: the practice network, which reads, checks and keeps what comes as X does. */

static char *
dup_token (guint n)
{
  return g_strdup_printf ("token-of-%u", n);
}

static void
serve (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CommsPracticeServer) server = comms_practice_server_new (NULL, 0, &error);

  g_assert_no_error (error);
  /* It ends with whoever measures, however that ends. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  for (guint i = 0; i < N_ACCOUNTS; i++)
    {
      g_autofree char *user_id = g_strdup_printf ("%u", i + 1);
      g_autofree char *handle = g_strdup_printf ("mohr_%u", i);
      g_autofree char *token = dup_token (i);

      comms_practice_server_add_account (server, user_id, handle, handle, token);
    }
  printf ("%s\n", comms_practice_server_get_uri (server));
  fflush (stdout);
  g_main_loop_run (loop);
}

static GSubprocess *
start_server (char **uri)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  GSubprocess *server =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "serve", NULL);
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));

  *uri = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_nonnull (*uri);
  return server;
}

/* How long something took, and what it took of the processors in this process, both in
 * microseconds. */
typedef struct
{
  double elapsed;
  double processor;
} Cost;

static Cost
cost_now (void)
{
  return (Cost){ (double) g_get_monotonic_time (), (double) clock () * 1e6 / CLOCKS_PER_SEC };
}

static Cost
cost_since (Cost begin)
{
  const Cost now = cost_now ();

  return (Cost){ now.elapsed - begin.elapsed, now.processor - begin.processor };
}

static void
keep_best (Cost *best, Cost cost)
{
  if (best->elapsed == 0 || cost.elapsed < best->elapsed)
    *best = cost;
}

/* The bare client: as many at a time as there are accounts. */

typedef struct
{
  SoupSession *session;
  char *uri;
  guint n_begun;
  guint n_done;
} Bare;

static void send_bare (Bare *self);

static void
bare_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bare *self = user_data;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_assert_nonnull (body);
  g_assert_cmpint (soup_message_get_status (
                     soup_session_get_async_result_message (SOUP_SESSION (source), result)),
                   ==, SOUP_STATUS_CREATED);
  self->n_done++;
  send_bare (self);
}

/* No two alike, so that the desk's advice has nothing to say of them. */
static char *
dup_text (guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (n + 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "w%x ", g_rand_int_range (rand, 0x10000, 0xfffff));
  return g_string_free (text, FALSE);
}

static void
send_bare (Bare *self)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = dup_text (self->n_begun);
  g_autofree char *token = dup_token (self->n_begun % N_ACCOUNTS);
  g_autofree char *authorization = g_strconcat ("Bearer ", token, NULL);
  char *json;

  if (self->n_begun == N_POSTS)
    return;
  self->n_begun++;
  message = soup_message_new ("POST", self->uri);
  json = g_strdup_printf ("{\"text\":\"%s\"}", text);
  body = g_bytes_new_take (json, strlen (json));
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                               authorization);
  soup_session_send_and_read_async (self->session, message, 0, NULL, bare_sent_cb, self);
}

static Cost
time_bare (const char *uri)
{
  Bare self = { .session = soup_session_new_with_options ("max-conns-per-host", N_ACCOUNTS,
                                                          "max-conns", N_ACCOUNTS, NULL),
                .uri = g_strconcat (uri, "/2/tweets", NULL) };
  const Cost begin = cost_now ();

  for (guint i = 0; i < N_ACCOUNTS; i++)
    send_bare (&self);
  while (self.n_done < N_POSTS)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self.session);
  g_free (self.uri);
  return cost_since (begin);
}

/* The desk. */

typedef struct
{
  char *folder;
  CommsDesk *desk;
  gint64 accounts[N_ACCOUNTS];
  guint n_posts;
  gint64 due_at; /* 0: at once */
} Desk;

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gpointer
add_account_run (CommsTx *tx, gpointer account, GError **error)
{
  return GINT_TO_POINTER (comms_accounts_save (tx, account, error));
}

static void
add_account (Desk *self, guint n, const char *uri)
{
  g_autofree char *user_id = g_strdup_printf ("%u", n + 1);
  g_autofree char *handle = g_strdup_printf ("mohr_%u", n);
  g_autofree char *token = dup_token (n);
  g_autofree char *secret = comms_network_session_secret (token);
  g_autofree char *host = NULL;
  g_autoptr (CommsAccount) account =
    g_object_new (COMMS_TYPE_ACCOUNT, "network", "x", "name", handle, "handle", handle, "user-id",
                  user_id, "api-base", uri, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CommsSecretKey key;

  comms_desk_run_sync (self->desk, add_account_run, account, &error);
  g_assert_no_error (error);
  comms_network_session_key (account, &key, &host);
  comms_secrets_store_async (comms_desk_get_secrets (self->desk), &key, "bench", secret, NULL,
                             keep_result_cb, &result);
  comms_secrets_store_finish (comms_desk_get_secrets (self->desk), wait_for (&result), &error);
  g_assert_no_error (error);
  self->accounts[n] = comms_record_get_id (COMMS_RECORD (account));
}

static gpointer
load_policy_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_record_copy (tx->policy);
}

static void
open_desk (Desk *self, const char *uri)
{
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autofree char *path = NULL;
  g_autoptr (CommsPolicy) policy = NULL;

  self->folder = g_dir_make_tmp ("comms-bench-XXXXXX", NULL);
  path = g_build_filename (self->folder, "bench.desk", NULL);
  self->desk = comms_desk_open (path, TRUE, clock, secrets, NULL);
  policy = comms_desk_run_sync (self->desk, load_policy_run, NULL, NULL);
  g_object_set (policy, "hold-seconds", G_GINT64_CONSTANT (0), NULL);
  comms_desk_run_record_sync (self->desk, comms_policy_save, policy, NULL);
  for (guint i = 0; i < N_ACCOUNTS; i++)
    add_account (self, i, uri);
}

static void
close_desk (Desk *self)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);

  g_clear_object (&self->desk);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  g_free (self->folder);
}

static gpointer
queue_posts_run (CommsTx *tx, gpointer data, GError **error)
{
  Desk *self = data;

  for (guint i = 0; i < self->n_posts; i++)
    {
      g_autofree char *text = dup_text (i);
      g_autoptr (CommsPost) post =
        g_object_new (COMMS_TYPE_POST, "account-id", self->accounts[i % N_ACCOUNTS], "text", text,
                      "language", "en", "due-at", self->due_at, NULL);

      if (!comms_posts_save (tx, post, error) ||
          !comms_posts_queue (tx, comms_record_get_id (COMMS_RECORD (post)), self->due_at == 0,
                              error))
        return NULL;
    }
  return self;
}

static void
queue_posts (Desk *self, guint n_posts, gint64 due_at)
{
  g_autoptr (GError) error = NULL;

  self->n_posts = n_posts;
  self->due_at = due_at;
  comms_desk_run_sync (self->desk, queue_posts_run, self, &error);
  g_assert_no_error (error);
}

static Cost
time_desk (const char *uri)
{
  Desk self = { 0 };
  g_autoptr (CommsPublisher) publisher = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  Cost begin;
  Cost cost;
  guint n_sent;

  open_desk (&self, uri);
  queue_posts (&self, N_POSTS, 0);
  publisher = comms_publisher_new (self.desk);
  begin = cost_now ();
  comms_publisher_send_due_async (publisher, NULL, keep_result_cb, &result);
  n_sent = comms_publisher_send_due_finish (publisher, wait_for (&result), NULL);
  cost = cost_since (begin);
  g_assert_cmpuint (n_sent, ==, N_POSTS);
  g_clear_object (&publisher);
  close_desk (&self);
  return cost;
}

/* On a server of its own: the network takes no text twice. */
static Cost
time_turn (Cost (*measure) (const char *uri))
{
  g_autofree char *uri = NULL;
  g_autoptr (GSubprocess) server = start_server (&uri);
  const Cost cost = measure (uri);

  g_subprocess_force_exit (server);
  return cost;
}

static int
measure_rate (void)
{
  Cost bare = { 0 };
  Cost desk = { 0 };

  /* Turn by turn, the best of each. */
  for (guint i = 0; i < N_TURNS; i++)
    {
      keep_best (&bare, time_turn (time_bare));
      keep_best (&desk, time_turn (time_desk));
    }
  fprintf (stderr, "bare %.0f/s, %.0f us of processor a post; desk %.0f/s, %.0f us\n",
           N_POSTS * 1e6 / bare.elapsed, bare.processor / N_POSTS, N_POSTS * 1e6 / desk.elapsed,
           desk.processor / N_POSTS);
  printf ("%.2f\n", desk.elapsed / bare.elapsed);
  return EXIT_SUCCESS;
}

static gpointer
add_old_run (CommsTx *tx, gpointer data, GError **error)
{
  Desk *self = data;

  return GINT_TO_POINTER (
    comms_db_exec (tx->db, error,
                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                   " INSERT INTO post (account_id, text, part, state, due_at, posted_at, remote_id)"
                   " SELECT ? + i % ?, 'Old post ' || i, 'none', CASE WHEN i % 10 = 0 THEN 'draft' "
                   "ELSE "
                   "'posted' END,"
                   " ? - i * 60000, ? - i * 60000, i FROM n",
                   "iiiii", (gint64) N_OLD_POSTS, self->accounts[0], (gint64) N_ACCOUNTS,
                   tx->stamp.now, tx->stamp.now));
}

static void
settled_cb (CommsPublisher *publisher, gint64 post_id, gpointer user_data)
{
  *(gint64 *) user_data = g_get_real_time () / 1000;
}

static int
measure_late (void)
{
  g_autofree char *uri = NULL;
  g_autoptr (GSubprocess) server = start_server (&uri);
  g_autoptr (CommsPublisher) publisher = NULL;
  g_autoptr (GError) error = NULL;
  Desk self = { 0 };
  gint64 settled_at = 0;

  open_desk (&self, uri);
  comms_desk_run_sync (self.desk, add_old_run, &self, &error);
  g_assert_no_error (error);
  publisher = comms_publisher_new (self.desk);
  g_signal_connect (publisher, "settled", G_CALLBACK (settled_cb), &settled_at);
  comms_publisher_start (publisher);
  /* A plan is made in minutes. */
  queue_posts (&self, 1,
               (g_get_real_time () / 1000 + AHEAD_MS + MINUTE_MS) / MINUTE_MS * MINUTE_MS);
  while (settled_at == 0)
    g_main_context_iteration (NULL, TRUE);
  printf ("%" G_GINT64_FORMAT "\n", settled_at - self.due_at);
  comms_publisher_stop (publisher);
  g_clear_object (&publisher);
  close_desk (&self);
  g_subprocess_force_exit (server);
  return EXIT_SUCCESS;
}

int
main (int argc, char *argv[])
{
  if (argc == 2 && g_str_equal (argv[1], "serve"))
    serve ();
  else if (argc == 2 && g_str_equal (argv[1], "rate"))
    return measure_rate ();
  else if (argc == 2 && g_str_equal (argv[1], "late"))
    return measure_late ();
  fprintf (stderr, "Usage: publish rate|late\n");
  return EXIT_FAILURE;
}
