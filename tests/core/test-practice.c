/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "comms-practice-server.h"

#include "comms-test-async.h"
#include "comms-test-network.h"

/* Where this program is. */
static const char *program;

static CommsPracticeServer *
start (const char *state_path)
{
  g_autoptr (GError) error = NULL;
  CommsPracticeServer *server = comms_practice_server_new (state_path, 0, &error);

  g_assert_no_error (error);
  comms_practice_server_add_account (server, COMMS_TEST_USER_ID, COMMS_TEST_HANDLE,
                                     "Ministry of Human Rights", COMMS_TEST_TOKEN);
  return server;
}

static CommsReply *
create (const char *uri, const char *text)
{
  g_autoptr (CommsNetwork) network = comms_test_network (uri);
  g_autofree char *body = comms_test_freeze (network, text, NULL);

  return comms_test_create (network, body);
}

static void
assert_create (CommsPracticeServer *server, const char *text, CommsVerdict verdict)
{
  g_autoptr (CommsReply) reply = create (comms_practice_server_get_uri (server), text);

  g_assert_cmpint (reply->verdict, ==, verdict);
}

typedef struct
{
  guint status;
  char *type;
  char *policy;
  char *body;
} Answer;

static void
answer_free (Answer *answer)
{
  g_free (answer->type);
  g_free (answer->policy);
  g_free (answer->body);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* One request as any program may send it. @header is "Name: value", or NULL. */
static Answer *
ask (CommsPracticeServer *server,
     const char *method,
     const char *path,
     const char *header,
     const char *body)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *uri = g_strconcat (comms_practice_server_get_uri (server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  Answer *answer = g_new0 (Answer, 1);

  if (header != NULL)
    {
      g_auto (GStrv) pair = g_strsplit (header, ": ", 2);

      soup_message_headers_replace (headers, pair[0], pair[1]);
    }
  if (body != NULL)
    {
      g_autoptr (GBytes) request = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", request);
    }
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL,
                                    comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  bytes = soup_session_send_and_read_finish (session, result, &error);
  g_assert_no_error (error);

  headers = soup_message_get_response_headers (message);
  answer->status = soup_message_get_status (message);
  answer->type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  answer->policy = g_strdup (soup_message_headers_get_one (headers, "Content-Security-Policy"));
  answer->body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return answer;
}

static void
test_post (void)
{
  g_autoptr (CommsPracticeServer) server = start (NULL);
  g_autoptr (CommsReply) reply =
    create (comms_practice_server_get_uri (server), "The hearing is on Monday.");
  g_autofree char *url = NULL;

  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  url = g_strdup_printf ("%s/" COMMS_TEST_HANDLE "/status/%s",
                         comms_practice_server_get_uri (server), reply->remote_id);
  g_assert_cmpstr (reply->remote_url, ==, url);
  g_assert_cmpint (reply->status, ==, 201);
  g_assert_cmpint (reply->server_time, >, 0);
  g_assert_cmpuint (comms_practice_server_get_n_posts (server), ==, 1);
  g_assert_cmpuint (comms_practice_server_get_n_creates (server), ==, 1);
}

static void
test_identify (void)
{
  g_autoptr (CommsPracticeServer) server = start (NULL);
  g_autoptr (CommsNetwork) network = comms_test_network (comms_practice_server_get_uri (server));
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsIdentity) identity = comms_test_identify (network, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (identity->user_id, ==, COMMS_TEST_USER_ID);
  g_assert_cmpstr (identity->handle, ==, COMMS_TEST_HANDLE);
  g_assert_cmpstr (identity->display_name, ==, "Ministry of Human Rights");
}

static void
test_equal_text (void)
{
  g_autoptr (CommsPracticeServer) server = start (NULL);
  g_autoptr (CommsNetwork) network = comms_test_network (comms_practice_server_get_uri (server));
  g_autoptr (CommsReply) first =
    create (comms_practice_server_get_uri (server), "Zo\xc3\xab speaks");
  g_autoptr (GError) error = NULL;

  assert_create (server, "Zo\xc3\xab speaks", COMMS_VERDICT_DUPLICATE);
  assert_create (server, "Zoe\xcc\x88 speaks", COMMS_VERDICT_DUPLICATE);
  assert_create (server, "Zo\xc3\xab spoke", COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_practice_server_get_n_posts (server), ==, 2);
  g_assert_cmpuint (comms_practice_server_get_n_creates (server), ==, 4);

  g_assert_true (comms_test_withdraw (network, first->remote_id, &error));
  g_assert_no_error (error);
  g_assert_true (comms_test_withdraw (network, first->remote_id, &error));
  g_assert_no_error (error);
  assert_create (server, "Zo\xc3\xab speaks", COMMS_VERDICT_POSTED);
}

static void
test_length (void)
{
  g_autoptr (CommsPracticeServer) server = start (NULL);
  g_autofree char *fits = g_strnfill (280, 'a');
  g_autofree char *too_long = g_strnfill (281, 'a');

  assert_create (server, fits, COMMS_VERDICT_POSTED);
  assert_create (server, too_long, COMMS_VERDICT_REFUSED);
}

static const struct
{
  CommsPracticeFault fault;
  const char *nick;
  CommsVerdict verdict;
  const char *code;
  guint n_posts;
} faults[] = {
  { COMMS_PRACTICE_FAULT_NONE, "none", COMMS_VERDICT_POSTED, NULL, 1 },
  { COMMS_PRACTICE_FAULT_SLOW, "slow", COMMS_VERDICT_POSTED, NULL, 1 },
  { COMMS_PRACTICE_FAULT_TIMEOUT, "timeout", COMMS_VERDICT_UNKNOWN, "timeout", 1 },
  { COMMS_PRACTICE_FAULT_SIGN_IN, "sign-in", COMMS_VERDICT_HELD, "sign-in", 0 },
  { COMMS_PRACTICE_FAULT_CREDIT, "credit", COMMS_VERDICT_HELD, "credit", 0 },
  { COMMS_PRACTICE_FAULT_DUPLICATE, "duplicate", COMMS_VERDICT_DUPLICATE, "duplicate", 0 },
  { COMMS_PRACTICE_FAULT_LIMIT, "limit", COMMS_VERDICT_HELD, "limit", 0 },
  { COMMS_PRACTICE_FAULT_SERVER, "server", COMMS_VERDICT_UNKNOWN, "server", 0 },
  { COMMS_PRACTICE_FAULT_DROP, "drop", COMMS_VERDICT_UNKNOWN, "dropped", 1 },
};

static void
count_cb (CommsPracticeServer *server, guint *count)
{
  (*count)++;
}

static void
test_fault (gconstpointer data)
{
  guint n_changes = 0;
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (CommsPracticeServer) server = start (NULL);
  g_autoptr (CommsNetwork) network = comms_test_network (comms_practice_server_get_uri (server));
  g_autoptr (CommsReply) reply = NULL;
  CommsPracticeFault fault;
  CommsPracticeRate rate;

  g_assert_cmpstr (comms_practice_fault_nick (faults[i].fault), ==, faults[i].nick);
  g_assert_true (comms_practice_fault_from_nick (faults[i].nick, &fault));
  g_assert_cmpint (fault, ==, faults[i].fault);

  comms_practice_server_set_delay (server, 50);
  comms_practice_server_set_fault (server, fault, COMMS_PRACTICE_ONCE);
  g_signal_connect (server, "fault-changed", G_CALLBACK (count_cb), &n_changes);
  if (fault == COMMS_PRACTICE_FAULT_TIMEOUT)
    comms_network_set_timeout (network, 300);
  reply = comms_test_create (network, "{\"text\":\"A first post.\"}");
  g_assert_cmpint (reply->verdict, ==, faults[i].verdict);
  g_assert_cmpstr (reply->code, ==, faults[i].code);
  g_assert_cmpuint (comms_practice_server_get_n_posts (server), ==, faults[i].n_posts);
  g_assert_cmpuint (comms_practice_server_get_n_creates (server), ==, 1);

  g_assert_cmpint (comms_practice_server_get_fault (server, &rate), ==, COMMS_PRACTICE_FAULT_NONE);
  g_assert_cmpuint (n_changes, ==, 1);
  assert_create (server, "A second post.", COMMS_VERDICT_POSTED);
}

static void
test_limit (void)
{
  g_autoptr (CommsPracticeServer) server = start (NULL);
  g_autoptr (CommsNetwork) network = comms_test_network (comms_practice_server_get_uri (server));
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (G_GINT64_CONSTANT (1795000000000));
  g_autoptr (CommsReply) reply = NULL;

  comms_practice_server_set_clock (server, clock);
  comms_network_set_clock (network, clock);
  comms_practice_server_set_fault (server, COMMS_PRACTICE_FAULT_LIMIT, COMMS_PRACTICE_ALWAYS);
  reply = comms_test_create (network, "{\"text\":\"t\"}");
  g_assert_cmpint (reply->retry_at, ==, G_GINT64_CONSTANT (1795000900000));
  g_assert_cmpint (reply->server_time, ==, G_GINT64_CONSTANT (1795000000000));
}

static void
test_rate (void)
{
  static const CommsVerdict always[] = { COMMS_VERDICT_HELD, COMMS_VERDICT_HELD };
  g_autoptr (CommsPracticeServer) server = start (NULL);

  comms_practice_server_set_fault (server, COMMS_PRACTICE_FAULT_CREDIT, COMMS_PRACTICE_ALWAYS);
  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    assert_create (server, "t", always[i]);

  comms_practice_server_set_fault (server, COMMS_PRACTICE_FAULT_CREDIT, COMMS_PRACTICE_ONE_IN_FIVE);
  for (guint i = 1; i <= 10; i++)
    {
      g_autofree char *text = g_strdup_printf ("Post %u", i);

      assert_create (server, text, i % 5 == 0 ? COMMS_VERDICT_HELD : COMMS_VERDICT_POSTED);
    }
}

/* The answer to a slow post is not given by a server that is gone. */
static void
test_slow_and_gone (void)
{
  CommsPracticeServer *server = start (NULL);
  g_autoptr (CommsNetwork) network = comms_test_network (comms_practice_server_get_uri (server));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CommsReply) reply = NULL;

  comms_practice_server_set_fault (server, COMMS_PRACTICE_FAULT_SLOW, COMMS_PRACTICE_ONCE);
  comms_network_create_async (network, "{\"text\":\"t\"}", NULL, NULL, NULL, comms_test_result_cb,
                              &result);
  while (comms_practice_server_get_n_creates (server) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (comms_practice_server_get_n_posts (server), ==, 0);
  g_assert_finalize_object (server);
  result = comms_test_wait (&result);
  reply = comms_network_create_finish (network, result, NULL);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_UNKNOWN);
}

static const struct
{
  const char *name;
  const char *method;
  const char *path;
  const char *header;
  const char *body;
  guint status;
} requests[] = {
  { "no-token", "POST", "/2/tweets", NULL, "{\"text\":\"t\"}", 401 },
  { "wrong-token", "GET", "/2/users/me", "Authorization: Bearer nothing", NULL, 401 },
  { "no-json", "POST", "/2/tweets", "Authorization: Bearer " COMMS_TEST_TOKEN, "text=t", 400 },
  { "no-text", "POST", "/2/tweets", "Authorization: Bearer " COMMS_TEST_TOKEN, "{}", 400 },
  { "blank-text", "POST", "/2/tweets", "Authorization: Bearer " COMMS_TEST_TOKEN,
    "{\"text\":\" \\n\"}", 400 },
  { "bad-reply", "POST", "/2/tweets", "Authorization: Bearer " COMMS_TEST_TOKEN,
    "{\"text\":\"t\",\"reply\":{\"in_reply_to_tweet_id\":7}}", 400 },
  { "no-such-post", "DELETE", "/2/tweets/12", "Authorization: Bearer " COMMS_TEST_TOKEN, NULL,
    404 },
  { "no-such-user", "GET", "/2/users/12/tweets", "Authorization: Bearer " COMMS_TEST_TOKEN, NULL,
    404 },
  { "bad-since", "GET", "/2/users/" COMMS_TEST_USER_ID "/tweets?since_id=x",
    "Authorization: Bearer " COMMS_TEST_TOKEN, NULL, 400 },
  { "bad-max", "GET", "/2/users/" COMMS_TEST_USER_ID "/tweets?max_results=4",
    "Authorization: Bearer " COMMS_TEST_TOKEN, NULL, 400 },
  { "picture", "POST", "/2/media/upload", "Authorization: Bearer " COMMS_TEST_TOKEN, "bytes", 200 },
  { "picture-no-token", "POST", "/2/media/upload", NULL, "bytes", 401 },
  { "film", "POST", "/2/media/upload/initialize", "Authorization: Bearer " COMMS_TEST_TOKEN, "{}",
    200 },
  { "film-never-begun", "POST", "/2/media/upload/1900000000000000001/append",
    "Authorization: Bearer " COMMS_TEST_TOKEN, "bytes", 404 },
  { "film-of-no-id", "POST", "/2/media/upload/x/finalize",
    "Authorization: Bearer " COMMS_TEST_TOKEN, NULL, 404 },
  { "words-for-nothing", "POST", "/2/media/metadata", "Authorization: Bearer " COMMS_TEST_TOKEN,
    "{}", 400 },
  { "words-for-no-picture", "POST", "/2/media/metadata", "Authorization: Bearer " COMMS_TEST_TOKEN,
    "{\"id\":\"12\"}", 404 },
  { "media-path", "GET", "/2/media", "Authorization: Bearer " COMMS_TEST_TOKEN, NULL, 404 },
  { "no-such-path", "GET", "/2/likes", NULL, NULL, 404 },
  { "no-such-page", "GET", "/someone/status/12", NULL, NULL, 404 },
  { "root", "GET", "/", NULL, NULL, 404 },
  { "other-host", "GET", "/practice/state", "Host: evil.example", NULL, 403 },
  { "other-host-like-ours", "GET", "/practice/state", "Host: 127.0.0.1.evil.example", NULL, 403 },
  { "other-origin", "GET", "/practice/state", "Origin: https://evil.example", NULL, 403 },
  { "no-origin", "GET", "/practice/state", "Origin: null", NULL, 403 },
  { "state", "GET", "/practice/state", NULL, NULL, 200 },
  { "fault", "POST", "/practice/fault", NULL, "{\"fault\":\"drop\",\"rate\":\"always\"}", 200 },
  { "no-such-fault", "POST", "/practice/fault", NULL, "{\"fault\":\"fire\"}", 400 },
  { "no-such-rate", "POST", "/practice/fault", NULL, "{\"fault\":\"drop\",\"rate\":3}", 400 },
  { "fault-garbage", "POST", "/practice/fault", NULL, "[[[", 400 },
  { "account", "POST", "/practice/accounts", NULL,
    "{\"user_id\":\"5\",\"handle\":\"h\",\"display_name\":\"H\",\"token\":\"t5\"}", 200 },
  { "account-without-token", "POST", "/practice/accounts", NULL,
    "{\"user_id\":\"5\",\"handle\":\"h\"}", 400 },
};

static void
test_request (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (CommsPracticeServer) server = start (NULL);
  g_autoptr (Answer) answer =
    ask (server, requests[i].method, requests[i].path, requests[i].header, requests[i].body);

  g_assert_cmpuint (answer->status, ==, requests[i].status);
  g_assert_cmpuint (comms_practice_server_get_n_posts (server), ==, 0);
}

static void
test_control (void)
{
  g_autoptr (CommsPracticeServer) server = start (NULL);
  g_autoptr (Answer) fault =
    ask (server, "POST", "/practice/fault", NULL, "{\"fault\":\"credit\",\"rate\":\"always\"}");
  g_autoptr (Answer) account =
    ask (server, "POST", "/practice/accounts", NULL,
         "{\"user_id\":\"5\",\"handle\":\"h\",\"display_name\":\"H\",\"token\":\"t5\"}");
  g_autoptr (Answer) refused =
    ask (server, "POST", "/2/tweets", "Authorization: Bearer t5", "{\"text\":\"A & B\"}");
  g_autoptr (Answer) state = NULL;
  CommsPracticeRate rate;

  g_assert_cmpuint (refused->status, ==, 402);
  g_assert_cmpint (comms_practice_server_get_fault (server, &rate), ==,
                   COMMS_PRACTICE_FAULT_CREDIT);
  g_assert_cmpint (rate, ==, COMMS_PRACTICE_ALWAYS);

  answer_free (ask (server, "POST", "/practice/fault", NULL, "{\"fault\":\"none\"}"));
  answer_free (
    ask (server, "POST", "/2/tweets", "Authorization: Bearer t5", "{\"text\":\"A & B\"}"));
  state = ask (server, "GET", "/practice/state", NULL, NULL);
  g_assert_nonnull (strstr (state->body, "\"user_id\":\"5\",\"text\":\"A & B\",\"created_at\":"));
  g_assert_nonnull (strstr (state->body, "\"requests\":2,\"creates\":2"));
  g_assert_nonnull (strstr (state->body, "\"fault\":\"none\",\"rate\":\"once\""));
  g_assert_null (strstr (state->body, COMMS_TEST_TOKEN));
}

static void
test_page (void)
{
  g_autoptr (CommsPracticeServer) server = start (NULL);
  const char *uri = comms_practice_server_get_uri (server);
  g_autoptr (CommsReply) reply = create (uri, "<script>alert(1)</script> & انسانی حقوق");
  g_autoptr (Answer) page = ask (server, "GET", reply->remote_url + strlen (uri), NULL, NULL);

  g_assert_cmpuint (page->status, ==, 200);
  g_assert_cmpstr (page->type, ==, "text/html; charset=utf-8");
  g_assert_nonnull (strstr (page->policy, "default-src 'none'"));
  g_assert_nonnull (
    strstr (page->body, "dir=\"auto\">&lt;script&gt;alert(1)&lt;/script&gt; &amp; انسانی"));
  g_assert_nonnull (strstr (page->body, "Ministry of Human Rights"));
  g_assert_null (strstr (page->body, "<script>"));
}

static void
test_timeline (void)
{
  g_autoptr (CommsPracticeServer) server = start (NULL);
  const char *token = "Authorization: Bearer " COMMS_TEST_TOKEN;
  const char *uri = comms_practice_server_get_uri (server);
  g_autoptr (CommsReply) first = create (uri, "Read https://mohr.gov.pk/a");
  g_autofree char *path = NULL;
  g_autoptr (Answer) old_names = NULL;
  g_autoptr (Answer) new_names = NULL;
  g_autoptr (Answer) since = NULL;

  answer_free (ask (server, "POST", "/2/tweets", token,
                    "{\"text\":\"Two\",\"reply\":{\"in_reply_to_tweet_id\":\"12\"}}"));
  old_names =
    ask (server, "GET", "/2/users/" COMMS_TEST_USER_ID "/tweets?max_results=5", token, NULL);
  g_assert_nonnull (strstr (old_names->body, "\"referenced_tweets\":[{\"type\":\"replied_to\","));
  g_assert_nonnull (strstr (old_names->body, "\"expanded_url\":\"https://mohr.gov.pk/a\""));
  g_assert_nonnull (strstr (old_names->body, "\"text\":\"Read https://t.co/"));
  g_assert_nonnull (strstr (old_names->body, "\"result_count\":2"));
  g_assert_true (strstr (old_names->body, "Two") < strstr (old_names->body, "Read"));

  new_names =
    ask (server, "GET", "/2/users/" COMMS_TEST_USER_ID "/tweets?post.fields=text", token, NULL);
  g_assert_nonnull (strstr (new_names->body, "\"referenced_posts\""));

  path = g_strdup_printf ("/2/users/" COMMS_TEST_USER_ID "/tweets?since_id=%s", first->remote_id);
  since = ask (server, "GET", path, token, NULL);
  g_assert_nonnull (strstr (since->body, "\"result_count\":1"));
}

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  place->folder = g_dir_make_tmp ("comms-practice-XXXXXX", &error);
  g_assert_no_error (error);
  place->path = g_build_filename (place->folder, "practice.json", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (place->path, ".lock", NULL);

  g_remove (place->path);
  g_remove (lock);
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->path);
}

static void
test_kept (Place *place, gconstpointer data)
{
  CommsPracticeServer *server = start (place->path);
  g_autoptr (CommsReply) first = create (comms_practice_server_get_uri (server), "Kept");
  g_autoptr (CommsReply) again = NULL;
  g_autoptr (CommsReply) next = NULL;
  GStatBuf status;

  g_assert_cmpint (g_stat (place->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_finalize_object (server);

  /* The account and its token are kept as well. */
  server = comms_practice_server_new (place->path, 0, NULL);
  g_assert_cmpuint (comms_practice_server_get_n_posts (server), ==, 1);
  again = create (comms_practice_server_get_uri (server), "Kept");
  g_assert_cmpint (again->verdict, ==, COMMS_VERDICT_DUPLICATE);
  next = create (comms_practice_server_get_uri (server), "Next");
  g_assert_cmpint (next->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (strlen (next->remote_id), ==, strlen (first->remote_id));
  g_assert_cmpstr (next->remote_id, >, first->remote_id);
  g_assert_finalize_object (server);
}

static void
test_one_server (Place *place, gconstpointer data)
{
  CommsPracticeServer *server = start (place->path);
  g_autofree char *running_at = comms_practice_server_running_at (place->path);
  g_autoptr (CommsPracticeServer) next = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (running_at, ==, comms_practice_server_get_uri (server));
  g_assert_null (comms_practice_server_new (place->path, 0, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);

  g_assert_finalize_object (server);
  g_assert_null (comms_practice_server_running_at (place->path));
  next = comms_practice_server_new (place->path, 0, &error);
  g_assert_no_error (error);
}

static void
test_never_ran (Place *place, gconstpointer data)
{
  g_assert_null (comms_practice_server_running_at (place->path));
}

static void
test_damaged (Place *place, gconstpointer data)
{
  static const char *const texts[] = { "", "{", "[]", "{\"version\":2}", "\xff\xfe" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *left = NULL;

      g_assert_true (g_file_set_contents (place->path, texts[i], -1, NULL));
      g_assert_null (comms_practice_server_new (place->path, 0, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, place->path));
      g_assert_true (g_file_get_contents (place->path, &left, NULL, NULL));
      g_assert_cmpstr (left, ==, texts[i]);
    }
}

/* What cannot be kept was not posted. */
static void
test_cannot_write (Place *place, gconstpointer data)
{
  g_autoptr (CommsPracticeServer) server = start (place->path);

  g_assert_cmpint (g_remove (place->path), ==, 0);
  g_assert_cmpint (g_mkdir (place->path, 0700), ==, 0);
  assert_create (server, "t", COMMS_VERDICT_UNKNOWN);
  g_assert_cmpuint (comms_practice_server_get_n_posts (server), ==, 0);

  g_assert_cmpint (g_rmdir (place->path), ==, 0);
  assert_create (server, "t", COMMS_VERDICT_POSTED);
}

static void
test_busy_port (Place *place, gconstpointer data)
{
  g_autoptr (CommsPracticeServer) server = start (NULL);
  g_autoptr (GUri) uri = g_uri_parse (comms_practice_server_get_uri (server), 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_practice_server_new (place->path, (guint16) g_uri_get_port (uri), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_null (comms_practice_server_running_at (place->path));
}

/* As the test's own child: serves until it is killed. */
static void
serve (const char *path)
{
  g_autoptr (CommsPracticeServer) server = start (path);

  g_print ("%s\n", comms_practice_server_get_uri (server));
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_killed (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                                    "--serve", place->path, NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (CommsPracticeServer) server = NULL;
  g_autoptr (CommsReply) reply = NULL;
  g_autofree char *running_at = NULL;
  g_autofree char *uri = NULL;

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  uri = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  running_at = comms_practice_server_running_at (place->path);
  g_assert_cmpstr (running_at, ==, uri);

  reply = create (uri, "Said before the end");
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);

  g_assert_null (comms_practice_server_running_at (place->path));
  server = comms_practice_server_new (place->path, 0, &error);
  g_assert_no_error (error);
  assert_create (server, "Said before the end", COMMS_VERDICT_DUPLICATE);
}

#define ADD_TABLE(prefix, table, member, func)                                                     \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                                                 \
    {                                                                                              \
      g_autofree char *path = g_strconcat (prefix, table[i].member, NULL);                         \
      g_test_add_data_func (path, GUINT_TO_POINTER (i), func);                                     \
    }

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--serve"))
    serve (argv[2]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/post", test_post);
  g_test_add_func ("/practice/identify", test_identify);
  g_test_add_func ("/practice/equal-text", test_equal_text);
  g_test_add_func ("/practice/length", test_length);
  ADD_TABLE ("/practice/fault/", faults, nick, test_fault)
  g_test_add_func ("/practice/limit", test_limit);
  g_test_add_func ("/practice/rate", test_rate);
  g_test_add_func ("/practice/slow-and-gone", test_slow_and_gone);
  ADD_TABLE ("/practice/request/", requests, name, test_request)
  g_test_add_func ("/practice/control", test_control);
  g_test_add_func ("/practice/page", test_page);
  g_test_add_func ("/practice/timeline", test_timeline);
  g_test_add ("/practice/kept", Place, NULL, set_up, test_kept, tear_down);
  g_test_add ("/practice/one-server", Place, NULL, set_up, test_one_server, tear_down);
  g_test_add ("/practice/never-ran", Place, NULL, set_up, test_never_ran, tear_down);
  g_test_add ("/practice/damaged", Place, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/practice/cannot-write", Place, NULL, set_up, test_cannot_write, tear_down);
  g_test_add ("/practice/busy-port", Place, NULL, set_up, test_busy_port, tear_down);
  g_test_add ("/practice/killed", Place, NULL, set_up, test_killed, tear_down);
  return g_test_run ();
}
