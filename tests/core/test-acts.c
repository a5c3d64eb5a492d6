/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-error.h"
#include "comms-network.h"

#include "comms-test-network.h"
#include "wire-fixture.h"

/* What the desk does on a network besides posting. Numbers are those of the cases in the networks'
 * fact sheet, section 7. */

#define JSON "application/json; charset=utf-8"
#define NOW G_GINT64_CONSTANT (1795000000123)
#define DID "did:plc:mohrtest"
#define POST "at://did:plc:dawn/app.bsky.feed.post/3mto7z36o222b"
#define CREATE "POST /xrpc/com.atproto.repo.createRecord"
#define DELETE "POST /xrpc/com.atproto.repo.deleteRecord"
#define ADD "POST /api/v1/lists/12/accounts"

static void
set_up (WireFixture *self, gconstpointer network)
{
  wire_fixture_open (self, network, NOW);
}

static void
tear_down (WireFixture *self, gconstpointer network)
{
  wire_fixture_close (self);
}

static void
assert_act (CommsAct *act, GError *error, const char *remote_id, const char *handle)
{
  g_assert_no_error (error);
  g_assert_nonnull (act);
  g_assert_cmpstr (act->remote_id, ==, remote_id);
  g_assert_cmpstr (act->handle, ==, handle);
}

static const CommsNotice *
nth (GPtrArray *notices, guint index)
{
  g_assert_cmpuint (index, <, notices->len);
  return g_ptr_array_index (notices, index);
}

/* X: each of them is a sentence, and nothing is asked. */
static void
test_cannot (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) notices = NULL;
  g_autoptr (GError) like = NULL;
  g_autoptr (GError) unlike = NULL;
  g_autoptr (GError) listing = NULL;

  g_assert_null (comms_test_notices (self->network, 5, &notices));
  g_assert_null (comms_test_like (self->network, "17", &like));
  g_assert_null (comms_test_unlike (self->network, "17", NULL, &unlike));
  g_assert_null (comms_test_list_add (self->network, "Journalists", "dawn", &listing));
  g_assert_error (notices, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_error (like, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_error (unlike, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_error (listing, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_nonnull (strstr (notices->message, "mentions on X,"));
  g_assert_nonnull (strstr (like->message, "posts on X,"));
  g_assert_cmpstr (like->message, ==, unlike->message);
  g_assert_nonnull (strstr (listing->message, "lists on X,"));
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /"), ==, 0);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "POST /"), ==, 0);
}

/* Mastodon */

#define PERSON "\"account\":{\"acct\":\"dawn@press.example\"}"
#define TIME "\"created_at\":\"2026-11-18T11:06:40.123Z\""
#define STATUS(n, more)                                                                            \
  "\"status\":{\"id\":\"" n "\",\"url\":\"https://press.example/@dawn/" n "\"," more               \
  "\"content\":\"<p>Who &amp; where\\u001b[31m?</p>\"}"

/* "URI" in @links is the server's own address. */
static void
answer_page (WireFixture *self, const char *links, const char *body)
{
  g_autoptr (GString) headers = g_string_new (links);

  g_string_replace (headers, "URI", comms_fake_network_get_uri (self->fake), 0);
  comms_fake_network_answer (self->fake, "GET /api/v1/notifications", 200, JSON, headers->str,
                             body);
}

/* 24: the header says where it goes on; what the desk does not know is left out. */
static void
test_mastodon_pages (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notices = NULL;

  answer_page (self,
               "Link: <URI/api/v1/notifications?min_id=9>; rel=\"prev\", "
               "<URI/api/v1/notifications?limit=40&max_id=7>; rel=\"next\"",
               "[{\"id\":\"9\",\"type\":\"mention\"," TIME "," PERSON
               "," STATUS ("71",
                           "") "},"
                               "{\"id\":\"8\",\"type\":\"admin.sign_up\"," TIME "," PERSON "},"
                               "{\"id\":\"8\"," TIME "," PERSON "},7,"
                               "{\"id\":\"7\",\"type\":\"reblog\"," TIME
                               ",\"account\":{\"acct\":\"colleague\"}," STATUS ("70", "") "}]");
  answer_page (
    self, NULL,
    "[{\"id\":\"6\",\"type\":\"mention\"," TIME "," PERSON
    "," STATUS ("69",
                "\"in_reply_to_account_id\":\"109\",") "},"
                                                       "{\"id\":\"5\",\"type\":\"mention\"," TIME
                                                       ",\"account\":null},"
                                                       "{\"id\":\"4\",\"type\":\"quote\",\"created_"
                                                       "at\":7," PERSON ",\"status\":null}]");
  notices = comms_test_notices (self->network, 30, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notices->len, ==, 4);
  g_assert_cmpint (nth (notices, 0)->kind, ==, COMMS_NOTICE_MENTION);
  g_assert_cmpint (nth (notices, 0)->at, ==, NOW);
  g_assert_cmpstr (nth (notices, 0)->handle, ==, "dawn@press.example");
  g_assert_cmpstr (nth (notices, 0)->link, ==, "https://press.example/@dawn/71");
  g_assert_cmpstr (nth (notices, 0)->text, ==, "Who & where[31m?");
  g_assert_cmpint (nth (notices, 1)->kind, ==, COMMS_NOTICE_REPOST);
  g_assert_true (g_str_has_prefix (nth (notices, 1)->handle, "colleague@127.0.0.1:"));
  g_assert_cmpint (nth (notices, 2)->kind, ==, COMMS_NOTICE_REPLY);
  g_assert_cmpint (nth (notices, 3)->kind, ==, COMMS_NOTICE_QUOTE);
  g_assert_cmpint (nth (notices, 3)->at, ==, 0);
  g_assert_null (nth (notices, 3)->link);
  g_assert_cmpstr (comms_fake_network_asked (self->fake, "GET ", 0)->line, ==,
                   "GET /api/v1/notifications?limit=30&types%5B%5D=mention&types%5B%5D=reblog"
                   "&types%5B%5D=quote");
  g_assert_cmpstr (comms_fake_network_asked (self->fake, "GET ", 1)->line, ==,
                   "GET /api/v1/notifications?limit=40&max_id=7");
}

static const struct
{
  const char *name;
  const char *links;
} ends[] = {
  { "none", NULL },
  { "previous", "Link: <URI/api/v1/notifications?min_id=9>; rel=\"prev\"" },
  { "empty", "Link: " },
  { "broken", "Link: <URI/api/v1/notifications?max_id=7; rel=\"next\"" },
  { "no-address", "Link: <seven>; rel=\"next\"" },
  { "elsewhere-on-it", "Link: <URI/oauth/revoke>; rel=\"next\"" },
};

/* Where it ends, and what does not lead on. */
static void
test_mastodon_ends (WireFixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) notices = NULL;

      g_test_message ("%s", ends[i].name);
      answer_page (self, ends[i].links,
                   "[{\"type\":\"mention\"," TIME "," PERSON "," STATUS ("71", "") "}]");
      notices = comms_test_notices (self->network, 30, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (notices->len, ==, 1);
      g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /"), ==, i + 1);
    }
}

/* The token goes to the account's own server, whatever a page says; and no more is read than was
 * asked for, however many pages there are. */
static void
test_mastodon_stays_home (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notices = NULL;

  for (guint i = 0; i < 3; i++)
    answer_page (self, "Link: <https://evil.example/api/v1/notifications?max_id=7>; rel=\"next\"",
                 "[{\"type\":\"mention\"," TIME "," PERSON "," STATUS ("71", "") "}]");
  notices = comms_test_notices (self->network, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notices->len, ==, 2);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /api/v1/notifications"), ==, 2);
}

static const struct
{
  const char *name;
  guint status;
  const char *body;
  CommsNetError error;
} odd_pages[] = {
  { "object", 200, "{}", COMMS_NET_ERROR_LIMITED },
  { "page", 502, "<html>", COMMS_NET_ERROR_LIMITED },
  { "signed-out", 401, "{}", COMMS_NET_ERROR_SIGN_IN },
  { "no-right", 403, "{}", COMMS_NET_ERROR_REFUSED },
};

static void
test_mastodon_odd_pages (WireFixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (odd_pages); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", odd_pages[i].name);
      comms_fake_network_answer (self->fake, "GET ", odd_pages[i].status, JSON, NULL,
                                 odd_pages[i].body);
      g_assert_null (comms_test_notices (self->network, 5, &error));
      g_assert_error (error, COMMS_NET_ERROR, (int) odd_pages[i].error);
    }
}

static void
test_mastodon_like (WireFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CommsAct) act = comms_test_like (self->network, "4077", &error);

      assert_act (act, error, "4077", "dawn@press.example");
      g_assert_null (act->undo_id);
      g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "like", "4077"), ==, 1);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CommsAct) act = comms_test_unlike (self->network, "4077", NULL, &error);

      assert_act (act, error, "4077", "dawn@press.example");
      g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "like", "4077"), ==, 0);
    }
}

static void
test_mastodon_like_refused (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) gone = NULL;
  g_autoptr (GError) odd = NULL;
  g_autoptr (GError) dropped = NULL;
  g_autoptr (GError) no_right = NULL;
  g_autoptr (CommsAct) taken_back = NULL;

  g_assert_null (comms_test_like (self->network, "99", &gone));
  g_assert_error (gone, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_null (comms_test_like (self->network, "../1", &odd));
  g_assert_error (odd, COMMS_ERROR, COMMS_ERROR_INVALID);
  comms_fake_network_fault (self->fake, "POST ", COMMS_FAKE_FAULT_DROP_AFTER);
  g_assert_null (comms_test_like (self->network, "4077", &dropped));
  g_assert_error (dropped, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR);
  /* A post that is gone is not liked. */
  taken_back = comms_test_unlike (self->network, "99", NULL, NULL);
  g_assert_true (taken_back->already);
  comms_fake_network_get_ways (self->fake)->no_rights = TRUE;
  g_assert_null (comms_test_like (self->network, "4077", &no_right));
  g_assert_error (no_right, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_nonnull (strstr (no_right->message, "Sign it in again"));
}

/* 25: who is not followed, 404; whoever is on it already, 422. */
static void
test_mastodon_list (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) twice_error = NULL;
  g_autoptr (GError) not_followed = NULL;
  g_autoptr (CommsAct) act =
    comms_test_list_add (self->network, "Journalists", "@dawn@press.example", &error);
  g_autoptr (CommsAct) again =
    comms_test_list_add (self->network, "12", "dawn@press.example", &twice_error);

  assert_act (act, error, "201", "dawn@press.example");
  g_assert_cmpstr (act->undo_id, ==, "12");
  g_assert_false (act->already);
  assert_act (again, twice_error, "201", "dawn@press.example");
  g_assert_true (again->already);
  g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "listing", "201"), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, ADD), ==, 2);

  g_assert_null (
    comms_test_list_add (self->network, "Journalists", "@geo@press.example", &not_followed));
  g_assert_error (not_followed, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_nonnull (strstr (not_followed->message, "does not follow @geo@press.example"));
  g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "listing", "202"), ==, 0);
  /* Nobody is ever followed by the desk. */
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "POST /api/v1/accounts/"), ==, 0);
}

/* A 422 for another reason is a no. */
static void
test_mastodon_list_odd (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  comms_fake_network_answer (self->fake, ADD, 422, JSON, NULL, "{\"error\":\"Zu viele\"}");
  g_assert_null (comms_test_list_add (self->network, "Journalists", "dawn@press.example", &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_clear_error (&error);
  comms_fake_network_fault (self->fake, ADD, COMMS_FAKE_FAULT_ERROR_AFTER);
  g_assert_null (comms_test_list_add (self->network, "Journalists", "dawn@press.example", &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR);
  g_clear_error (&error);
  comms_fake_network_get_ways (self->fake)->no_rights = TRUE;
  g_assert_null (comms_test_list_add (self->network, "Journalists", "dawn@press.example", &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Sign it in again"));
}

/* Exactly whom the person named: not who is called alike, and not on another list. */
static void
test_mastodon_list_whom (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) found_error = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GError) nobody = NULL;
  g_autoptr (GError) no_list = NULL;
  g_autoptr (CommsAct) found =
    comms_test_list_add (self->network, "Journalists", "new@press.example", &found_error);
  g_autoptr (CommsAct) local =
    comms_test_list_add (self->network, "Journalists", "colleague", &local_error);

  assert_act (found, found_error, "205", "new@press.example");
  g_assert_no_error (local_error);
  g_assert_cmpstr (local->remote_id, ==, "203");
  g_assert_null (
    comms_test_list_add (self->network, "Journalists", "older@press.example", &nobody));
  g_assert_error (nobody, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_null (
    comms_test_list_add (self->network, "journalists", "dawn@press.example", &no_list));
  g_assert_error (no_list, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "listing", "204"), ==, 0);
}

/* Bluesky */

static void
test_bluesky_notices (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notices = NULL;

  comms_fake_network_answer (
    self->fake, "GET /xrpc/app.bsky.notification.listNotifications", 200, JSON, NULL,
    "{\"cursor\":\"a&b\",\"notifications\":[{\"uri\":\"" POST "\",\"author\":{\"handle\":"
    "\"dawn.example\"},\"reason\":\"reply\",\"record\":{\"text\":\"Who?\\nWhere?\"},\"indexedAt\":"
    "\"2026-11-18T11:06:40.123Z\"},{\"reason\":\"starterpack-joined\",\"author\":{\"handle\":"
    "\"dawn.example\"}},{\"reason\":[]},{\"reason\":\"mention\",\"uri\":\"" POST "\"}]}");
  comms_fake_network_answer (
    self->fake, "GET /xrpc/app.bsky.notification.listNotifications", 200, JSON, NULL,
    "{\"notifications\":[{\"uri\":\"at://did:plc:dawn/app.bsky.feed.repost/3k\",\"author\":"
    "{\"handle\":\"dawn.example\"},\"reason\":\"repost\",\"reasonSubject\":\"at://" DID
    "/app.bsky.feed.post/3mto7z36o222b\"}]}");
  notices = comms_test_notices (self->network, 30, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notices->len, ==, 2);
  g_assert_cmpint (nth (notices, 0)->kind, ==, COMMS_NOTICE_REPLY);
  g_assert_cmpint (nth (notices, 0)->at, ==, NOW);
  g_assert_cmpstr (nth (notices, 0)->text, ==, "Who? Where?");
  g_assert_true (
    g_str_has_suffix (nth (notices, 0)->link, "/profile/did:plc:dawn/post/3mto7z36o222b"));
  g_assert_cmpint (nth (notices, 1)->kind, ==, COMMS_NOTICE_REPOST);
  g_assert_true (g_str_has_suffix (nth (notices, 1)->link, "/profile/" DID "/post/3mto7z36o222b"));
  g_assert_cmpstr (comms_fake_network_asked (self->fake, "GET ", 1)->line, ==,
                   "GET /xrpc/app.bsky.notification.listNotifications?limit=30&reasons=mention"
                   "&reasons=reply&reasons=quote&reasons=repost&cursor=a%26b");
}

/* A server that never comes to an end. */
static void
test_bluesky_endless (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notices = NULL;

  for (guint i = 0; i < 100; i++)
    comms_fake_network_answer (self->fake, "GET ", 200, JSON, NULL,
                               "{\"cursor\":\"a\",\"notifications\":[]}");
  notices = comms_test_notices (self->network, 30, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notices->len, ==, 0);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /"), ==, 50);
}

/* 25: twice is once, and its own key takes it back. */
static void
test_bluesky_like (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsAct) first = comms_test_like (self->network, POST, &error);
  g_autoptr (CommsAct) again = NULL;
  g_autoptr (CommsAct) back = NULL;
  g_autoptr (CommsAct) back_again = NULL;
  g_autofree char *body = NULL;

  assert_act (first, error, POST, "dawn.example");
  g_assert_true (g_str_has_prefix (first->undo_id, "at://" DID "/app.bsky.feed.like/"));
  g_assert_false (first->already);
  again = comms_test_like (self->network, POST, &error);
  assert_act (again, error, POST, "dawn.example");
  g_assert_true (again->already);
  g_assert_cmpstr (again->undo_id, ==, first->undo_id);
  g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "like", POST), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, CREATE), ==, 1);

  back = comms_test_unlike (self->network, POST, first->undo_id, &error);
  assert_act (back, error, POST, "dawn.example");
  g_assert_false (back->already);
  g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "like", POST), ==, 0);
  body = wire_fixture_dup_sent (self, DELETE, 0);
  g_assert_nonnull (strstr (body, "\"collection\":\"app.bsky.feed.like\""));
  g_assert_nonnull (strstr (body, strrchr (first->undo_id, '/') + 1));
  back_again = comms_test_unlike (self->network, POST, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (back_again->already);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, DELETE), ==, 1);
}

/* What shows the posts is behind: the second like takes the place of the first, and its key is the
 * one that counts. */
static void
test_bluesky_like_unseen (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsAct) first = NULL;
  g_autoptr (CommsAct) again = NULL;
  g_autoptr (CommsAct) back = NULL;

  comms_fake_network_get_ways (self->fake)->lags = TRUE;
  first = comms_test_like (self->network, POST, &error);
  again = comms_test_like (self->network, POST, &error);
  g_assert_no_error (error);
  g_assert_false (again->already);
  g_assert_cmpstr (again->undo_id, !=, first->undo_id);
  g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "like", POST), ==, 1);
  back = comms_test_unlike (self->network, POST, again->undo_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "like", POST), ==, 0);
}

/* Liked elsewhere: the post itself says by which key it is taken back. */
static void
test_bluesky_unlike_unknown (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsAct) first = comms_test_like (self->network, POST, &error);
  g_autoptr (CommsAct) back =
    comms_test_unlike (self->network, POST, "at://did:plc:other/app.bsky.feed.like/3k", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (back->undo_id, ==, first->undo_id);
  g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "like", POST), ==, 0);
}

static const struct
{
  const char *name;
  guint status;
  const char *headers;
  const char *body;
  gint error;
  const char *words;
} writes[] = {
  { "reset", 429,
    "RateLimit-Limit: 5000\nRateLimit-Remaining: 0\nRateLimit-Reset: 1795000600\n"
    "RateLimit-Policy: 5000;w=3600",
    "{\"error\":\"RateLimitExceeded\"}", COMMS_NET_ERROR_LIMITED, "in 10 minutes." },
  { "policy", 429, "RateLimit-Remaining: 0\nRateLimit-Policy: 5000;w=3600",
    "{\"error\":\"RateLimitExceeded\"}", COMMS_NET_ERROR_LIMITED, "in 60 minutes." },
  { "day", 429, "RateLimit-Remaining: 0\nRateLimit-Policy: 35000;w=86400",
    "{\"error\":\"RateLimitExceeded\"}", COMMS_NET_ERROR_LIMITED, "in 24 hours." },
  { "server", 502, NULL, "<html>", COMMS_NET_ERROR_UNCLEAR, "fault of its own" },
  { "no-uri", 200, NULL, "{}", COMMS_NET_ERROR_UNCLEAR, "fault of its own" },
  { "a-post", 200, NULL, "{\"uri\":\"" POST "\"}", COMMS_NET_ERROR_UNCLEAR, "fault of its own" },
  { "schema", 400, NULL, "{\"error\":\"InvalidRequest\"}", COMMS_NET_ERROR_REFUSED, "allow" },
};

/* 25: a limit says when it is over, by the reset, or else by the policy; of what has no clear
 * answer it is known that it may be done. */
static void
test_bluesky_writes (WireFixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) list_error = NULL;

      g_test_message ("%s", writes[i].name);
      for (guint n = 0; n < 2; n++)
        comms_fake_network_answer (self->fake, CREATE, writes[i].status, JSON, writes[i].headers,
                                   writes[i].body);
      g_assert_null (comms_test_like (self->network, POST, &error));
      g_assert_error (error, COMMS_NET_ERROR, writes[i].error);
      g_assert_nonnull (strstr (error->message, writes[i].words));
      g_assert_null (strchr (error->message, '{'));
      g_assert_null (
        comms_test_list_add (self->network, "Journalists", "dawn.example", &list_error));
      g_assert_error (list_error, COMMS_NET_ERROR, writes[i].error);
    }
  g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "like", POST), ==, 0);
}

/* Before the act nothing is done, and none of it is unclear. */
static void
test_bluesky_before (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  comms_fake_network_fault (self->fake, "GET ", COMMS_FAKE_FAULT_DROP_BEFORE);
  g_assert_null (comms_test_like (self->network, POST, &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_LIMITED);
  g_clear_error (&error);
  g_assert_null (
    comms_test_like (self->network, "at://did:plc:nobody/app.bsky.feed.post/3k", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (comms_test_like (self->network, "4077", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, CREATE), ==, 0);
}

/* Somebody stands on a list once; a list for blocking people is none. */
static void
test_bluesky_list (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsAct) other =
    comms_test_list_add (self->network, "Journalists", "geos.example", &error);
  g_autoptr (CommsAct) act = NULL;
  g_autoptr (CommsAct) again = NULL;

  g_assert_no_error (error);
  act = comms_test_list_add (self->network, "Journalists", "@dawn.example", &error);
  assert_act (act, error, "did:plc:dawn", "dawn.example");
  g_assert_true (g_str_has_prefix (act->undo_id, "at://" DID "/app.bsky.graph.listitem/"));
  again = comms_test_list_add (self->network, "Journalists", "dawn.example", &error);
  assert_act (again, error, "did:plc:dawn", "dawn.example");
  g_assert_true (again->already);
  g_assert_cmpstr (again->undo_id, ==, act->undo_id);
  g_assert_cmpuint (comms_fake_network_n_marks (self->fake, "listing", "did:plc:dawn"), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, CREATE), ==, 2);

  g_assert_null (comms_test_list_add (self->network, "Journalists", "nobody.example", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (comms_test_list_add (self->network, "Peers", "dawn.example", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD_TEST(network, name, func)                                                              \
  g_test_add ("/acts/" network "/" name, WireFixture, network, set_up, func, tear_down)
  ADD_TEST ("x", "cannot", test_cannot);
  ADD_TEST ("mastodon", "pages", test_mastodon_pages);
  ADD_TEST ("mastodon", "ends", test_mastodon_ends);
  ADD_TEST ("mastodon", "stays-home", test_mastodon_stays_home);
  ADD_TEST ("mastodon", "odd-pages", test_mastodon_odd_pages);
  ADD_TEST ("mastodon", "like", test_mastodon_like);
  ADD_TEST ("mastodon", "like-refused", test_mastodon_like_refused);
  ADD_TEST ("mastodon", "list", test_mastodon_list);
  ADD_TEST ("mastodon", "list-odd", test_mastodon_list_odd);
  ADD_TEST ("mastodon", "list-whom", test_mastodon_list_whom);
  ADD_TEST ("bluesky", "notices", test_bluesky_notices);
  ADD_TEST ("bluesky", "endless", test_bluesky_endless);
  ADD_TEST ("bluesky", "like", test_bluesky_like);
  ADD_TEST ("bluesky", "like-unseen", test_bluesky_like_unseen);
  ADD_TEST ("bluesky", "unlike-unknown", test_bluesky_unlike_unknown);
  ADD_TEST ("bluesky", "writes", test_bluesky_writes);
  ADD_TEST ("bluesky", "before", test_bluesky_before);
  ADD_TEST ("bluesky", "list", test_bluesky_list);
  return g_test_run ();
}
