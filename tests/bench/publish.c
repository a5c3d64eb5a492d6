/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast what is due leaves, to a server on this computer in a process of its own:
 *
 *   publish rate    prints the time that the desk takes for 1,000 due posts on 10 accounts, as a
 *                   multiple of what a bare libsoup client takes for the same requests
 *   publish distant prints the same for a server that answers as late as a network does
 *   publish late    prints how many milliseconds after its time a post has left a desk with 100,000
 *                   posts, its outcome written down
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libsoup/soup.h>

#include "burst-server.h"
#include "burst.h"
#include "comms-publisher.h"
#include "comms-record-table.h"

#define N_OLD_POSTS 100000
#define N_TURNS 2
#define AHEAD_MS 5000
/* No real network's answer to a post takes less. */
#define DISTANCE_MS 50
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

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

static void
send_bare (Bare *self)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = burst_dup_text (self->n_begun);
  g_autofree char *token = burst_dup_token (self->n_begun % BURST_N_ACCOUNTS);
  g_autofree char *authorization = g_strconcat ("Bearer ", token, NULL);
  char *json;

  if (self->n_begun == BURST_N_POSTS)
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
  Bare self = { .session = soup_session_new_with_options ("max-conns-per-host", BURST_N_ACCOUNTS,
                                                          "max-conns", BURST_N_ACCOUNTS, NULL),
                .uri = g_strconcat (uri, "/2/tweets", NULL) };
  const Cost begin = cost_now ();

  for (guint i = 0; i < BURST_N_ACCOUNTS; i++)
    send_bare (&self);
  while (self.n_done < BURST_N_POSTS)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self.session);
  g_free (self.uri);
  return cost_since (begin);
}

/* The desk. */

static Cost
time_desk (const char *uri)
{
  BurstDesk self = { 0 };
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  g_autoptr (CommsPublisher) publisher = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  Cost begin;
  Cost cost;
  guint n_sent;

  burst_desk_open (&self, clock, uri);
  burst_desk_queue (&self, BURST_N_POSTS, 0);
  publisher = comms_publisher_new (self.desk);
  begin = cost_now ();
  comms_publisher_send_due_async (publisher, NULL, burst_keep_result_cb, &result);
  n_sent = comms_publisher_send_due_finish (publisher, burst_wait_for (&result), NULL);
  cost = cost_since (begin);
  g_assert_cmpuint (n_sent, ==, BURST_N_POSTS);
  g_clear_object (&publisher);
  burst_desk_close (&self);
  return cost;
}

/* On a server of its own: the network takes no text twice. */
static Cost
time_turn (Cost (*measure) (const char *uri), guint delay)
{
  g_autofree char *uri = NULL;
  g_autoptr (GSubprocess) server = burst_start_server (delay, &uri);
  const Cost cost = measure (uri);

  g_subprocess_force_exit (server);
  return cost;
}

static int
measure_rate (guint delay)
{
  Cost bare = { 0 };
  Cost desk = { 0 };

  /* Turn by turn, the best of each. */
  for (guint i = 0; i < N_TURNS; i++)
    {
      keep_best (&bare, time_turn (time_bare, delay));
      keep_best (&desk, time_turn (time_desk, delay));
    }
  fprintf (stderr, "bare %.0f/s, %.0f us of processor a post; desk %.0f/s, %.0f us\n",
           BURST_N_POSTS * 1e6 / bare.elapsed, bare.processor / BURST_N_POSTS,
           BURST_N_POSTS * 1e6 / desk.elapsed, desk.processor / BURST_N_POSTS);
  printf ("%.2f\n", desk.elapsed / bare.elapsed);
  return EXIT_SUCCESS;
}

static gpointer
add_old_run (CommsTx *tx, gpointer data, GError **error)
{
  BurstDesk *self = data;

  return GINT_TO_POINTER (
    comms_db_exec (tx->db, error,
                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                   " INSERT INTO post (account_id, text, part, state, due_at, posted_at, remote_id)"
                   " SELECT ? + i % ?, 'Old post ' || i, 'none', CASE WHEN i % 10 = 0 THEN 'draft' "
                   "ELSE "
                   "'posted' END,"
                   " ? - i * 60000, ? - i * 60000, i FROM n",
                   "iiiii", (gint64) N_OLD_POSTS, self->accounts[0], (gint64) BURST_N_ACCOUNTS,
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
  g_autoptr (GSubprocess) server = burst_start_server (0, &uri);
  g_autoptr (CommsClock) clock = comms_system_clock_new ();
  g_autoptr (CommsPublisher) publisher = NULL;
  g_autoptr (GError) error = NULL;
  BurstDesk self = { 0 };
  gint64 settled_at = 0;

  burst_desk_open (&self, clock, uri);
  comms_desk_run_sync (self.desk, add_old_run, &self, &error);
  g_assert_no_error (error);
  publisher = comms_publisher_new (self.desk);
  g_signal_connect (publisher, "settled", G_CALLBACK (settled_cb), &settled_at);
  comms_publisher_start (publisher);
  /* A plan is made in minutes. */
  burst_desk_queue (&self, 1,
                    (g_get_real_time () / 1000 + AHEAD_MS + MINUTE_MS) / MINUTE_MS * MINUTE_MS);
  while (settled_at == 0)
    g_main_context_iteration (NULL, TRUE);
  printf ("%" G_GINT64_FORMAT "\n", settled_at - self.due_at);
  comms_publisher_stop (publisher);
  g_clear_object (&publisher);
  burst_desk_close (&self);
  g_subprocess_force_exit (server);
  return EXIT_SUCCESS;
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "serve"))
    burst_server_run ((guint) g_ascii_strtoull (argv[2], NULL, 10));
  else if (argc == 2 && g_str_equal (argv[1], "rate"))
    return measure_rate (0);
  else if (argc == 2 && g_str_equal (argv[1], "distant"))
    return measure_rate (DISTANCE_MS);
  else if (argc == 2 && g_str_equal (argv[1], "late"))
    return measure_late ();
  fprintf (stderr, "Usage: publish rate|distant|late\n");
  return EXIT_FAILURE;
}
