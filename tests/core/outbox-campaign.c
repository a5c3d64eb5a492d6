/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "comms-accounts.h"
#include "comms-fake-network.h"
#include "comms-posts.h"
#include "desk-fixture.h"
#include "publisher-child.h"

/* The fault campaign (networks, section 4): posts over servers of all three networks, for each of
 * them a fault of its server and an end of the publisher at a moment that the seed says. What came
 * of them is counted from the servers' own records. The servers are in this process, the publisher
 * in others, one after the other; the time is simulated.
 *
 *   outbox-campaign [--posts=N] [--seed=S] */

#define TOKEN "token-of-mohr"
#define MINUTE_MS (60 * 1000)

/* How long the desk goes on without new faults in the end: longer than it looks for anything. */
#define DRAIN_ROUNDS 40
/* Some of the other requests fail as well. */
#define PER_THOUSAND 60

typedef struct
{
  const char *network;
  const char *create;
  const char *user;
} Kind;

static const Kind kinds[] = {
  { "x", "POST /2/tweets", "2244994945" },
  { "mastodon", "POST /api/v1/statuses", "109" },
  { "bluesky", "POST /xrpc/com.atproto.repo.putRecord", "did:plc:mohrtest" },
};

#define N_KINDS G_N_ELEMENTS (kinds)

typedef struct
{
  gint64 id;
  guint kind;
  char *text;
} Sent;

typedef struct
{
  DeskFixture desk;
  CommsFakeNetwork *fakes[N_KINDS];
  gint64 accounts[N_KINDS];
  GArray *sent;
  GRand *rand;
  guint n_kills;
} Campaign;

static void
sent_clear (gpointer sent)
{
  g_free (((Sent *) sent)->text);
}

/* Setting up. */

static gpointer
load_policy_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_record_copy (tx->policy);
}

static void
campaign_open (Campaign *self, guint32 seed)
{
  g_autoptr (CommsPolicy) policy = NULL;

  desk_fixture_open (&self->desk, TRUE);
  self->rand = g_rand_new_with_seed (seed);
  self->sent = g_array_new (FALSE, TRUE, sizeof (Sent));
  g_array_set_clear_func (self->sent, sent_clear);
  for (guint i = 0; i < N_KINDS; i++)
    {
      self->fakes[i] = comms_fake_network_new (kinds[i].network);
      comms_fake_network_set_clock (self->fakes[i], self->desk.clock);
      self->accounts[i] =
        desk_fixture_add_account_on (&self->desk, kinds[i].network, "mohr_example", kinds[i].user,
                                     comms_fake_network_get_uri (self->fakes[i]), TOKEN);
      comms_fake_network_seed (self->fakes[i], seed + i, PER_THOUSAND);
    }
  /* What waits for a person for an hour is not what this is about. */
  policy = comms_desk_run_sync (self->desk.desk, load_policy_run, NULL, NULL);
  g_object_set (policy, "grace-minutes", G_GINT64_CONSTANT (240), "hold-seconds",
                G_GINT64_CONSTANT (0), NULL);
  desk_fixture_save (&self->desk, comms_policy_save, policy);
}

static void
campaign_close (Campaign *self)
{
  desk_fixture_close (&self->desk);
  for (guint i = 0; i < N_KINDS; i++)
    comms_fake_network_free (self->fakes[i]);
  g_array_unref (self->sent);
  g_rand_free (self->rand);
}

/* A round: a post or a thread of two, a fault, a publisher that ends at some moment. */

static gpointer
send_now_run (CommsTx *tx, gpointer data, GError **error)
{
  const gint64 id = *(gint64 *) data;

  return GINT_TO_POINTER (comms_posts_queue (tx, id, TRUE, error));
}

static gint64
add_post (Campaign *self, guint kind, gint64 thread_id)
{
  static const char *const texts[] = {
    "Post %u: one in four children",
    "Post %u: \xd8\xb3\xda\xa9\xd9\x88\xd9\x84 #Schools",
    "Post %u \xf0\x9f\x92\xa7 https://mohr.example.org/water",
    "Post %u & <so on>\n\nfor all",
  };
  Sent sent = { .kind = kind };
  g_autoptr (CommsPost) post = NULL;
  g_autoptr (GError) error = NULL;
  const char *text = texts[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (texts))];
  g_auto (GStrv) parts = g_strsplit (text, "%u", 2);

  sent.text = g_strdup_printf ("%s%u%s", parts[0], self->sent->len, parts[1]);
  post = g_object_new (COMMS_TYPE_POST, "account-id", self->accounts[kind], "text", sent.text,
                       "language", "en", "thread-id", thread_id, "thread-position",
                       (gint64) (thread_id != 0 ? 2 : 0), NULL);
  desk_fixture_save (&self->desk, comms_posts_save, post);
  sent.id = comms_record_get_id (COMMS_RECORD (post));
  comms_desk_run_sync (self->desk.desk, send_now_run, &sent.id, &error);
  g_assert_no_error (error);
  g_array_append_val (self->sent, sent);
  return sent.id;
}

typedef enum
{
  FAULT_SIGN_IN = COMMS_FAKE_FAULT_HANG_AFTER + 1,
  FAULT_REFUSED,
  FAULT_PAGE,
  FAULT_DUPLICATE,
  N_FAULTS,
} Fault;

static void
set_fault (Campaign *self, guint kind, int fault)
{
  CommsFakeNetwork *fake = self->fakes[kind];
  const char *create = kinds[kind].create;

  switch (fault)
    {
    case FAULT_SIGN_IN:
      comms_fake_network_answer (fake, create, 401, "application/json", NULL,
                                 "{\"error\":\"AuthenticationRequired\"}");
      break;
    case FAULT_REFUSED:
      comms_fake_network_answer (fake, create, kind == 1 ? 422 : 400, "application/json", NULL,
                                 "{\"error\":\"InvalidRequest\"}");
      break;
    case FAULT_PAGE:
      comms_fake_network_answer (fake, create, 200, "text/html", NULL, "<html>Welcome</html>");
      break;
    case FAULT_DUPLICATE:
      if (kind == 0)
        comms_fake_network_answer (fake, create, 403, "application/json", NULL,
                                   "{\"title\":\"Forbidden\",\"detail\":\"You are not allowed to "
                                   "create a Tweet with duplicate content.\"}");
      break;
    default:
      comms_fake_network_fault (fake, create, (CommsFakeFault) fault);
    }
}

static void
run_publisher (Campaign *self, gboolean hangs)
{
  static const char *const steps[] = {
    "taken",  "frozen", "beginning", "begun",     "creating", "created",
    "ending", "ended",  "in-flight", "in-flight", "any-time", "never",
  };
  const char *step = steps[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (steps))];
  const gint64 now = comms_desk_now (self->desk.desk);
  int count = g_rand_int_range (self->rand, 1, 4);
  g_autoptr (GSubprocess) child = NULL;

  if (hangs)
    step = "in-flight";
  if (g_str_equal (step, "in-flight"))
    count = g_rand_int_range (self->rand, 1, 30);
  else if (g_str_equal (step, "any-time"))
    count = g_rand_int_range (self->rand, 1, 120);
  child = publisher_child_start (self->desk.path, now, step, count, TOKEN);
  self->n_kills += publisher_child_wait (child);
}

/* A person signs in again, and lets go on what waits for a person. */
static void
act_as_person (Campaign *self)
{
  desk_fixture_execute (&self->desk, "UPDATE account SET state = 'ready', paused_until = 0, "
                                     "pause_reason = NULL WHERE state <> 'ready'");
}

static void
run_round (Campaign *self, guint n_posts)
{
  const guint kind = (guint) g_rand_int_range (self->rand, 0, N_KINDS);
  const int fault = g_rand_int_range (self->rand, COMMS_FAKE_FAULT_NONE, N_FAULTS);
  const gint64 id = add_post (self, kind, 0);

  if (self->sent->len < n_posts && g_rand_int_range (self->rand, 0, 8) == 0)
    add_post (self, kind, id);
  set_fault (self, kind, fault);
  run_publisher (self, fault == COMMS_FAKE_FAULT_HANG_AFTER);
  /* One that nobody met would keep a later publisher, which does not end by itself, for a minute.
   */
  comms_fake_network_forget (self->fakes[kind]);
  desk_fixture_advance (&self->desk, g_rand_int_range (self->rand, 1, 40));
  if (g_rand_int_range (self->rand, 0, 10) == 0)
    act_as_person (self);
}

static void
drain (Campaign *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    comms_fake_network_seed (self->fakes[i], 0, 0);
  for (guint i = 0; i < DRAIN_ROUNDS; i++)
    {
      g_autoptr (GSubprocess) child = NULL;

      act_as_person (self);
      child = publisher_child_start (self->desk.path, comms_desk_now (self->desk.desk), "never", 0,
                                     TOKEN);
      publisher_child_wait (child);
      desk_fixture_advance (&self->desk, i < DRAIN_ROUNDS / 2 ? 61 : 16 * 60);
    }
}

/* The count. */

typedef struct
{
  guint n_posted;
  guint n_unknown;
  guint n_refused;
  guint n_waiting;
  guint n_lost;
  guint n_without_reason;
} Count;

/* Lost is a post that is not where the desk says that it is. */
static void
count_one (Campaign *self, const Sent *sent, Count *count)
{
  g_autoptr (CommsPost) post = desk_fixture_load_post (&self->desk, sent->id);
  const gboolean is_out = comms_fake_network_has_post (self->fakes[sent->kind], sent->text);
  const gboolean may_be = post->state == COMMS_POST_STATE_UNKNOWN;

  if (post->state == COMMS_POST_STATE_POSTED)
    count->n_posted++;
  else if (post->state == COMMS_POST_STATE_UNKNOWN)
    count->n_unknown++;
  else if (post->state == COMMS_POST_STATE_REFUSED)
    count->n_refused++;
  else
    count->n_waiting++;
  if (post->state != COMMS_POST_STATE_POSTED && (post->problem == NULL || *post->problem == '\0'))
    count->n_without_reason++;
  if (!may_be && is_out != (post->state == COMMS_POST_STATE_POSTED))
    {
      count->n_lost++;
      printf ("# lost: %s on %s, state %d\n", sent->text, kinds[sent->kind].network, post->state);
    }
}

static int
report (Campaign *self)
{
  Count count = { 0 };
  guint n_doubles = 0;

  for (guint i = 0; i < self->sent->len; i++)
    count_one (self, &g_array_index (self->sent, Sent, i), &count);
  for (guint i = 0; i < N_KINDS; i++)
    n_doubles += comms_fake_network_n_doubles (self->fakes[i]);
  printf ("posted=%u unknown=%u refused=%u doubles=%u lost=%u waiting=%u without-reason=%u "
          "kills=%u\n",
          count.n_posted, count.n_unknown, count.n_refused, n_doubles, count.n_lost,
          count.n_waiting, count.n_without_reason, self->n_kills);
  return n_doubles == 0 && count.n_lost == 0 && count.n_without_reason == 0 ? EXIT_SUCCESS
                                                                            : EXIT_FAILURE;
}

int
main (int argc, char *argv[])
{
  Campaign self = { 0 };
  int n_posts = 60;
  int seed = 1;
  const GOptionEntry options[] = {
    { "posts", 0, 0, G_OPTION_ARG_INT, &n_posts, "How many posts", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "What chance begins with", "S" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  int status;

  if (publisher_child_is (argc, argv))
    return publisher_child_main (argv);

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return EXIT_FAILURE;
    }
  campaign_open (&self, (guint32) seed);
  while (self.sent->len < (guint) n_posts)
    run_round (&self, (guint) n_posts);
  drain (&self);
  status = report (&self);
  campaign_close (&self);
  return status;
}
