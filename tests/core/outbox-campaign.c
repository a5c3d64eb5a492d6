/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "comms-accounts.h"
#include "comms-fake-network.h"
#include "comms-media-desk.h"
#include "comms-network.h"
#include "comms-posts.h"
#include "comms-test-async.h"
#include "comms-test-network.h"
#include "desk-fixture.h"
#include "publisher-child.h"

/* The fault campaign (networks, section 4): posts over servers of all three networks, some with
 * pictures, under sign-ins that end; for each of them a fault of its server and an end of the
 * publisher at a moment that the seed says. What came of them is counted from the servers' own
 * records. The servers are in this process, the publisher in others, one after the other; the time
 * is simulated.
 *
 *   outbox-campaign [--posts=N] [--seed=S] */

#define MINUTE_MS (60 * 1000)

/* How long the desk goes on without new faults in the end: longer than it looks for anything. */
#define DRAIN_ROUNDS 40
/* Some of the other requests fail as well. */
#define PER_THOUSAND 60

/* A link of which Bluesky would show a card, and at which nothing is to be had. */
#define NO_PAGE "http://127.0.0.1:1/water"

/* So many posts meet everything that there is to meet. */
#define MANY_POSTS 60

/* The requests that a post takes. */
typedef enum
{
  CREATE,
  UPLOAD,
  RENEWAL,
  N_REQUESTS,
} Request;

typedef struct
{
  const char *network;
  const char *requests[N_REQUESTS];
  const char *user;
} Kind;

static const Kind kinds[] = {
  { "x", { "POST /2/tweets", "POST /2/media/", "POST /2/oauth2/token" }, "2244994945" },
  { "mastodon", { "POST /api/v1/statuses", "POST /api/v2/media", "GET /api/v1/media" }, "109" },
  { "bluesky",
    { "POST /xrpc/com.atproto.repo.putRecord", "POST /xrpc/com.atproto.repo.uploadBlob",
      "POST /xrpc/com.atproto.server.refreshSession" },
    "did:plc:mohrtest" },
};

#define N_KINDS G_N_ELEMENTS (kinds)

typedef struct
{
  gint64 id;
  guint kind;
  char *text;
  char *alt; /* the words for its picture, or NULL where it has none */
} Sent;

typedef struct
{
  DeskFixture desk;
  CommsFakeNetwork *fakes[N_KINDS];
  gint64 accounts[N_KINDS];
  GArray *sent;
  GRand *rand;
  GSubprocess *child;
  const char *kill_at; /* the request that is the end of it, or NULL */
  gboolean kill_done;  /* when the server has done what it asks */
  guint n_kills;
  guint n_sign_ins;
  guint n_needless;
} Campaign;

static void
sent_clear (gpointer data)
{
  Sent *sent = data;

  g_free (sent->text);
  g_free (sent->alt);
}

/* Setting up. */

static CommsAccount *
new_account (Campaign *self, guint kind)
{
  return g_object_new (COMMS_TYPE_ACCOUNT, "network", kinds[kind].network, "handle", "mohr_example",
                       "user-id", kinds[kind].user, "api-base",
                       comms_fake_network_get_uri (self->fakes[kind]), NULL);
}

static char *
dup_sign_in (Campaign *self, guint kind)
{
  g_autoptr (CommsAccount) account = new_account (self, kind);
  g_autofree char *host = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  CommsSecretKey key;

  comms_network_session_key (account, &key, &host);
  comms_secrets_lookup_async (self->desk.secrets, &key, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_secrets_lookup_finish (self->desk.secrets, result, NULL);
}

static void
sign_in (Campaign *self, guint kind)
{
  g_autoptr (CommsAccount) account = new_account (self, kind);
  g_autofree char *secret = comms_fake_network_dup_sign_in (self->fakes[kind]);
  g_autofree char *host = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  CommsSecretKey key;

  comms_network_session_key (account, &key, &host);
  comms_secrets_store_async (self->desk.secrets, &key, "test", secret, NULL, comms_test_result_cb,
                             &result);
  result = comms_test_wait (&result);
  g_assert_true (comms_secrets_store_finish (self->desk.secrets, result, NULL));
}

static gint64
connect_account (Campaign *self, guint kind)
{
  g_autoptr (CommsAccount) account = new_account (self, kind);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  comms_accounts_connect_async (self->desk.desk, account, "token", NULL, comms_test_result_cb,
                                &pending);
  result = comms_test_wait (&pending);
  comms_accounts_connect_finish (self->desk.desk, result, &error);
  g_assert_no_error (error);
  sign_in (self, kind);
  return comms_record_get_id (COMMS_RECORD (account));
}

/* Ends the publisher at a request. */
static void
asked_cb (const char *line, gboolean done, gpointer data)
{
  Campaign *self = data;

  if (self->kill_at != NULL && done == self->kill_done && g_str_has_prefix (line, self->kill_at))
    g_subprocess_force_exit (self->child);
}

static gpointer
load_policy_run (CommsTx *tx, gpointer data, GError **error)
{
  return comms_record_copy (tx->policy);
}

static void
campaign_open (Campaign *self, guint32 seed)
{
  g_autoptr (CommsPolicy) policy = NULL;

  /* A practice desk would not open the keyring. */
  desk_fixture_open (&self->desk, FALSE);
  /* The publisher's locks go with the rest. */
  g_setenv ("XDG_DATA_HOME", self->desk.folder, TRUE);
  self->rand = g_rand_new_with_seed (seed);
  self->sent = g_array_new (FALSE, TRUE, sizeof (Sent));
  g_array_set_clear_func (self->sent, sent_clear);
  for (guint i = 0; i < N_KINDS; i++)
    {
      self->fakes[i] = comms_fake_network_new (kinds[i].network);
      comms_fake_network_set_clock (self->fakes[i], self->desk.clock);
      self->accounts[i] = connect_account (self, i);
      comms_fake_network_seed (self->fakes[i], seed + i, PER_THOUSAND);
      comms_fake_network_set_watch (self->fakes[i], asked_cb, self);
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

typedef struct
{
  CommsPost *post;
  GPtrArray *media;
} Pictures;

static gpointer
set_pictures_run (CommsTx *tx, gpointer data, GError **error)
{
  Pictures *pictures = data;

  return GINT_TO_POINTER (comms_media_set (tx, pictures->post, pictures->media, error));
}

static void
add_picture (Campaign *self, CommsPost *post, const char *alt)
{
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_object_unref);
  Pictures pictures = { post, media };
  /* No two are the same. */
  g_autoptr (GBytes) png = comms_test_png (10 + (int) self->sent->len, 10);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (media, comms_test_media ("image/png", png, alt));
  comms_desk_run_sync (self->desk.desk, set_pictures_run, &pictures, &error);
  g_assert_no_error (error);
}

static gint64
add_post (Campaign *self, guint kind, gint64 thread_id)
{
  static const char *const texts[] = {
    "Post %u: one in four children",
    "Post %u: \xd8\xb3\xda\xa9\xd9\x88\xd9\x84 #Schools",
    "Post %u \xf0\x9f\x92\xa7 " NO_PAGE,
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
  if (g_rand_int_range (self->rand, 0, 3) == 0)
    {
      sent.alt = g_strdup_printf ("Picture %u: a well", self->sent->len);
      add_picture (self, post, sent.alt);
    }
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
set_fault (Campaign *self, guint kind, int fault, Request request)
{
  CommsFakeNetwork *fake = self->fakes[kind];
  const char *create = kinds[kind].requests[CREATE];

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
      comms_fake_network_fault (fake, kinds[kind].requests[request], (CommsFakeFault) fault);
    }
}

/* Where the end is one of time, it is one of some milliseconds. */
static int
draw_count (Campaign *self, const char *step)
{
  if (g_str_equal (step, "in-flight"))
    return g_rand_int_range (self->rand, 1, 30);
  return g_rand_int_range (self->rand, 1, g_str_equal (step, "any-time") ? 120 : 4);
}

static void
run_child (Campaign *self, const char *step, int count)
{
  self->child =
    publisher_child_start (self->desk.path, comms_desk_now (self->desk.desk), step, count);
  self->n_kills += publisher_child_wait (self->child) ? 1 : 0;
  g_clear_object (&self->child);
  self->kill_at = NULL;
}

static void
run_publisher (Campaign *self, guint kind, gboolean hangs, Request request)
{
  static const char *const steps[] = {
    "taken",  "frozen", "beginning", "begun",     "creating", "created",
    "ending", "ended",  "in-flight", "in-flight", "any-time", "keeping",
    "kept",   "asked",  "asked",     "answered",  "answered", "never",
  };
  const char *step = steps[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (steps))];

  if (hangs)
    step = request == CREATE ? "in-flight" : "answered";
  if (g_str_equal (step, "asked") || g_str_equal (step, "answered"))
    {
      self->kill_at = kinds[kind].requests[request];
      self->kill_done = g_str_equal (step, "answered");
    }
  run_child (self, step, draw_count (self, step));
}

/* The sign-in of this account is not to be had again without its person. One that X would have
 * renewed was given up without need; the others are told so by faults as well. */
static void
sign_in_again (Campaign *self, guint kind)
{
  g_autofree char *where =
    g_strdup_printf ("account WHERE id = %" G_GINT64_FORMAT " AND state = 'sign-in'",
                     self->accounts[kind]);
  g_autofree char *before = NULL;

  if (desk_fixture_count (&self->desk, where) == 0)
    return;
  before = dup_sign_in (self, kind);
  if (kind == 0 && comms_fake_network_can_renew (self->fakes[kind], before))
    self->n_needless++;
  self->n_sign_ins++;
  sign_in (self, kind);
}

/* A person signs in again, and lets go on what waits for a person. */
static void
act_as_person (Campaign *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    sign_in_again (self, i);
  desk_fixture_execute (&self->desk, "UPDATE account SET state = 'ready', paused_until = 0, "
                                     "pause_reason = NULL WHERE state <> 'ready'");
}

static void
run_round (Campaign *self, guint n_posts)
{
  const guint kind = (guint) g_rand_int_range (self->rand, 0, N_KINDS);
  const int fault = g_rand_int_range (self->rand, COMMS_FAKE_FAULT_NONE, N_FAULTS);
  const Request request = (Request) g_rand_int_range (self->rand, CREATE, N_REQUESTS);
  const int end = g_rand_int_range (self->rand, 0, 30);
  const gint64 id = add_post (self, kind, 0);

  if (self->sent->len < n_posts && g_rand_int_range (self->rand, 0, 8) == 0)
    add_post (self, kind, id);
  if (end < 10)
    comms_fake_network_end_session (self->fakes[kind], end == 0);
  set_fault (self, kind, fault, request);
  run_publisher (self, kind, fault == COMMS_FAKE_FAULT_HANG_AFTER, request);
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
      act_as_person (self);
      run_child (self, "never", 0);
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
  guint n_pictures;
  guint n_without_picture;
} Count;

/* What is out has its picture with its words, and none that it had not. */
static void
count_picture (Campaign *self, const Sent *sent, Count *count)
{
  g_autofree char *alt = comms_fake_network_dup_alt (self->fakes[sent->kind], sent->text);

  if (sent->alt != NULL)
    count->n_pictures++;
  if (g_strcmp0 (alt, sent->alt) == 0)
    return;
  count->n_without_picture++;
  printf ("# without its picture: %s on %s\n", sent->text, kinds[sent->kind].network);
}

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
  if (is_out)
    count_picture (self, sent, count);
  if (!may_be && is_out != (post->state == COMMS_POST_STATE_POSTED))
    {
      count->n_lost++;
      printf ("# lost: %s on %s, state %d\n", sent->text, kinds[sent->kind].network, post->state);
    }
}

/* A campaign that met none of it would say nothing. */
static gboolean
has_met_all (Campaign *self, const Count *count)
{
  return self->sent->len < MANY_POSTS ||
         (count->n_pictures > 0 && self->n_sign_ins > 0 && self->n_kills > 0 &&
          comms_fake_network_n_asked (self->fakes[0], kinds[0].requests[RENEWAL]) > 0 &&
          comms_fake_network_n_asked (self->fakes[2], kinds[2].requests[RENEWAL]) > 0);
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
          "kills=%u pictures=%u without-picture=%u sign-ins=%u needless-sign-ins=%u\n",
          count.n_posted, count.n_unknown, count.n_refused, n_doubles, count.n_lost,
          count.n_waiting, count.n_without_reason, self->n_kills, count.n_pictures,
          count.n_without_picture, self->n_sign_ins, self->n_needless);
  return n_doubles == 0 && count.n_lost == 0 && count.n_without_reason == 0 &&
             count.n_without_picture == 0 && self->n_needless == 0 && has_met_all (self, &count)
           ? EXIT_SUCCESS
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
