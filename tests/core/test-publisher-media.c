/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "comms-accounts.h"
#include "comms-fake-network.h"
#include "comms-media-desk.h"
#include "comms-network.h"
#include "comms-posts.h"
#include "comms-publisher.h"
#include "comms-test-async.h"
#include "comms-test-network.h"
#include "desk-fixture.h"
#include "publisher-fixture.h"

/* Films and link cards through the outbox: what a person finds in the desk in the end, and what
 * stands on the network. */

#define PUT "POST /xrpc/com.atproto.repo.putRecord"
#define HTML "text/html"
#define UNUSABLE                                                                                   \
  " does not take a picture or video of this post. Choose another one, or send the post without "  \
  "it."

typedef struct
{
  DeskFixture desk;
  CommsFakeNetwork *fake;
  CommsPublisher *publisher;
  gint64 account_id;
} Fixture;

static void
set_up (Fixture *f, gconstpointer network)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CommsAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  comms_network_use_second (0);
  f->fake = comms_fake_network_new (network);
  desk_fixture_open (&f->desk, TRUE);
  comms_fake_network_set_clock (f->fake, f->desk.clock);
  account = g_object_new (COMMS_TYPE_ACCOUNT, "network", network, "handle", "mohr_example",
                          "user-id", comms_fake_network_get_user (f->fake), "api-base",
                          comms_fake_network_get_uri (f->fake), NULL);
  comms_accounts_connect_async (f->desk.desk, account, "token", NULL, comms_test_result_cb,
                                &pending);
  result = comms_test_wait (&pending);
  comms_accounts_connect_finish (f->desk.desk, result, &error);
  g_assert_no_error (error);
  f->account_id = comms_record_get_id (COMMS_RECORD (account));
  f->publisher = comms_publisher_new (f->desk.desk);
}

static void
tear_down (Fixture *f, gconstpointer network)
{
  g_clear_object (&f->publisher);
  desk_fixture_close (&f->desk);
  comms_fake_network_free (f->fake);
}

typedef struct
{
  CommsPost *post;
  GPtrArray *media; /* or NULL */
} Queued;

static gpointer
queue_run (CommsTx *tx, gpointer data, GError **error)
{
  Queued *queued = data;
  CommsRecord *post = COMMS_RECORD (queued->post);

  return GINT_TO_POINTER (
    comms_posts_save (tx, post, error) &&
    (queued->media == NULL || comms_media_set (tx, queued->post, queued->media, error)) &&
    comms_posts_queue (tx, comms_record_get_id (post), TRUE, error) &&
    comms_posts_end_hold (tx, comms_record_get_id (post), error));
}

static gint64
queue (Fixture *f, const char *text, GPtrArray *media)
{
  g_autoptr (CommsPost) post = g_object_new (COMMS_TYPE_POST, "account-id", f->account_id, "text",
                                             text, "language", "en", NULL);
  Queued queued = { post, media };
  g_autoptr (GError) error = NULL;

  comms_desk_run_sync (f->desk.desk, queue_run, &queued, &error);
  g_assert_no_error (error);
  return comms_record_get_id (COMMS_RECORD (post));
}

static guint
send_due (Fixture *f)
{
  return publisher_send_due (f->publisher);
}

/* Two of X's segments and a half. */
static GPtrArray *
new_film (void)
{
  GPtrArray *media = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = comms_test_film (5 * 512 * 1024);

  g_ptr_array_add (media, comms_test_media ("video/mp4", bytes, "A walk"));
  return media;
}

static gint64
queue_film (Fixture *f)
{
  g_autoptr (GPtrArray) film = new_film ();

  return queue (f, "With a film", film);
}

/* Films. */

/* In parts, one of them twice, looked at until it is ready; then the post, once. */
static void
test_x_film (Fixture *f, gconstpointer data)
{
  const gint64 id = queue_film (f);
  g_autofree char *sent = NULL;
  const CommsFakeAsked *create;

  comms_fake_network_get_ways (f->fake)->processing = 2;
  comms_fake_network_fault (f->fake, "POST /2/media/upload/701/append",
                            COMMS_FAKE_FAULT_ERROR_BEFORE);
  g_assert_cmpuint (send_due (f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpuint (comms_fake_network_n_asked (f->fake, "POST /2/media/upload/initialize"), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (f->fake, "POST /2/media/upload/701/append"), ==, 4);
  g_assert_cmpuint (comms_fake_network_n_asked (f->fake,
                                                "GET /2/media/upload?command=STATUS&media_id=701"),
                    ==, 3);
  create = comms_fake_network_asked (f->fake, "POST /2/tweets", 0);
  sent = g_strndup (g_bytes_get_data (create->body, NULL), g_bytes_get_size (create->body));
  g_assert_cmpstr (sent, ==, "{\"text\":\"With a film\",\"media\":{\"media_ids\":[\"701\"]}}");
  g_assert_cmpuint (comms_fake_network_n_creates (f->fake), ==, 1);
  g_assert_cmpint (desk_fixture_count (&f->desk, "attempt"), ==, 1);
}

static void
test_mastodon_film (Fixture *f, gconstpointer data)
{
  const gint64 id = queue_film (f);

  comms_fake_network_get_ways (f->fake)->processing = 3;
  g_assert_cmpuint (send_due (f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpuint (comms_fake_network_n_asked (f->fake, "POST /api/v2/media"), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (f->fake, "GET /api/v1/media/501"), ==, 3);
  g_assert_cmpuint (comms_fake_network_n_creates (f->fake), ==, 1);
}

/* What a network cannot use is refused with a sentence that says what to do; nothing was sent, the
 * account goes on, and another try is a person's. */
static void
test_film_fails (Fixture *f, gconstpointer network)
{
  const gint64 id = queue_film (f);
  const gint64 other = queue (f, "Without one", NULL);
  g_autofree char *name = g_str_equal (network, "x") ? g_strdup ("X") : g_strdup ("Mastodon");
  g_autofree char *sentence = g_strconcat (name, UNUSABLE, NULL);
  g_autoptr (CommsPost) post = NULL;

  comms_fake_network_get_ways (f->fake)->processing = 1;
  comms_fake_network_get_ways (f->fake)->processing_fails = TRUE;
  g_assert_cmpuint (send_due (f), ==, 2);
  post = desk_fixture_load_post (&f->desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_REFUSED);
  g_assert_cmpstr (post->problem_code, ==, "media");
  g_assert_cmpstr (post->problem, ==, sentence);
  g_assert_cmpint (desk_fixture_state (&f->desk, other), ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpuint (comms_fake_network_n_creates (f->fake), ==, 1);
  g_assert_false (comms_fake_network_has_post (f->fake, "With a film"));
  desk_fixture_advance (&f->desk, 3600);
  g_assert_cmpuint (send_due (f), ==, 0);
}

/* A network that does not get done with it: the post waits, says why, and goes out once later. */
static void
test_film_takes_long (Fixture *f, gconstpointer network)
{
  const gint64 id = queue_film (f);
  g_autoptr (CommsPost) post = NULL;

  comms_fake_network_get_ways (f->fake)->processing = 100000;
  g_assert_cmpuint (send_due (f), ==, 1);
  post = desk_fixture_load_post (&f->desk, id);
  g_assert_cmpint (post->state, ==, COMMS_POST_STATE_QUEUED);
  g_assert_cmpstr (post->problem_code, ==, "media-busy");
  g_assert_nonnull (strstr (post->problem, "is still working on the pictures or the video"));
  g_assert_cmpint (post->retry_at, >, comms_desk_now (f->desk.desk));
  g_assert_cmpuint (comms_fake_network_n_creates (f->fake), ==, 0);

  comms_fake_network_get_ways (f->fake)->processing = 0;
  desk_fixture_advance (&f->desk, 61);
  g_assert_cmpuint (send_due (f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpuint (comms_fake_network_n_creates (f->fake), ==, 1);
}

/* Cards. */

#define PAGE                                                                                       \
  "<html><head><meta property=\"og:title\" content=\"Water for all\">"                             \
  "<meta property=\"og:description\" content=\"The plan\">"

static gint64
queue_link (Fixture *f)
{
  g_autofree char *text = g_strdup_printf ("Read %s/page", comms_fake_network_get_uri (f->fake));

  return queue (f, text, NULL);
}

/* The card of the last record that was put there. (transfer none) */
static JsonObject *
get_card (Fixture *f, JsonNode **root)
{
  const guint n = comms_fake_network_n_asked (f->fake, PUT);
  const CommsFakeAsked *asked = comms_fake_network_asked (f->fake, PUT, n - 1);
  g_autofree char *text =
    g_strndup (g_bytes_get_data (asked->body, NULL), g_bytes_get_size (asked->body));
  JsonObject *record;

  *root = json_from_string (text, NULL);
  record = json_object_get_object_member (json_node_get_object (*root), "record");
  return json_object_get_object_member (json_object_get_object_member (record, "embed"),
                                        "external");
}

static void
assert_card (JsonObject *card, const char *title, const char *description, gboolean has_thumb)
{
  g_assert_cmpstr (json_object_get_string_member (card, "title"), ==, title);
  g_assert_cmpstr (json_object_get_string_member (card, "description"), ==, description);
  g_assert_true (g_str_has_suffix (json_object_get_string_member (card, "uri"), "/page"));
  g_assert_cmpint (json_object_has_member (card, "thumb"), ==, has_thumb);
}

static void
serve_page (Fixture *f, gboolean with_picture)
{
  comms_fake_network_answer (f->fake, "GET /page", 200, HTML, NULL,
                             with_picture ? PAGE "<meta property=\"og:image\" content=\"/p.png\">"
                                          : PAGE);
  if (with_picture)
    comms_fake_network_serve (f->fake, "GET /p.png", "image/png", comms_test_png (30, 20));
}

static void
test_card (Fixture *f, gconstpointer data)
{
  const gint64 id = queue_link (f);
  g_autoptr (JsonNode) root = NULL;

  serve_page (f, TRUE);
  g_assert_cmpuint (send_due (f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_POSTED);
  assert_card (get_card (f, &root), "Water for all", "The plan", TRUE);
  g_assert_cmpuint (comms_fake_network_n_asked (f->fake, "POST /xrpc/com.atproto.repo.uploadBlob"),
                    ==, 1);
  /* Whose page it is learns nothing of the account. */
  g_assert_null (comms_fake_network_asked (f->fake, "GET /page", 0)->authorization);
}

static void
test_card_without_picture (Fixture *f, gconstpointer data)
{
  const gint64 id = queue_link (f);
  g_autoptr (JsonNode) root = NULL;

  serve_page (f, FALSE);
  g_assert_cmpuint (send_due (f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_POSTED);
  assert_card (get_card (f, &root), "Water for all", "The plan", FALSE);
}

/* The page is down, or its picture is not taken: the link is no worse for it. */
static void
test_card_of_no_page (Fixture *f, gconstpointer data)
{
  const gint64 id = queue_link (f);
  g_autoptr (JsonNode) root = NULL;

  comms_fake_network_fault (f->fake, "GET /page", COMMS_FAKE_FAULT_DROP_BEFORE);
  g_assert_cmpuint (send_due (f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_POSTED);
  assert_card (get_card (f, &root), "127.0.0.1", "", FALSE);
}

static void
test_card_picture_not_taken (Fixture *f, gconstpointer data)
{
  const gint64 id = queue_link (f);
  g_autoptr (JsonNode) root = NULL;

  serve_page (f, TRUE);
  comms_fake_network_get_ways (f->fake)->no_blobs = TRUE;
  g_assert_cmpuint (send_due (f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_POSTED);
  assert_card (get_card (f, &root), "Water for all", "The plan", FALSE);
}

/* The answer is lost, and the page has changed meanwhile: what is looked for is what was sent. */
static void
test_card_lost_answer (Fixture *f, gconstpointer data)
{
  const gint64 id = queue_link (f);

  serve_page (f, TRUE);
  comms_fake_network_fault (f->fake, PUT, COMMS_FAKE_FAULT_DROP_AFTER);
  g_assert_cmpuint (send_due (f), ==, 1);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_UNKNOWN);
  desk_fixture_advance (&f->desk, 10);
  send_due (f);
  g_assert_cmpint (desk_fixture_state (&f->desk, id), ==, COMMS_POST_STATE_POSTED);
  g_assert_cmpuint (comms_fake_network_n_posts (f->fake), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_creates (f->fake), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (f->fake, "GET /page"), ==, 1);
}

static void
add (const char *network, const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/publisher-media/%s/%s", network, name);

  g_test_add (path, Fixture, network, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("x", "film", test_x_film);
  add ("x", "film-fails", test_film_fails);
  add ("x", "film-takes-long", test_film_takes_long);
  add ("mastodon", "film", test_mastodon_film);
  add ("mastodon", "film-fails", test_film_fails);
  add ("mastodon", "film-takes-long", test_film_takes_long);
  add ("bluesky", "card", test_card);
  add ("bluesky", "card-without-picture", test_card_without_picture);
  add ("bluesky", "card-of-no-page", test_card_of_no_page);
  add ("bluesky", "card-picture-not-taken", test_card_picture_not_taken);
  add ("bluesky", "card-lost-answer", test_card_lost_answer);
  return g_test_run ();
}
