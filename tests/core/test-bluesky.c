/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "comms-bluesky-ids.h"
#include "comms-bluesky-private.h"
#include "comms-card.h"
#include "comms-error.h"
#include "comms-network.h"

#include "comms-test-async.h"
#include "comms-test-network.h"
#include "wire-fixture.h"

#define JSON "application/json; charset=utf-8"
#define HTML "text/html"
#define NOW G_GINT64_CONSTANT (1795000000123)
#define DID "did:plc:mohrtest"
#define PUT "POST /xrpc/com.atproto.repo.putRecord"
#define GET_RECORD "GET /xrpc/com.atproto.repo.getRecord"
#define UPLOAD "POST /xrpc/com.atproto.repo.uploadBlob"
#define EMOJI_FAMILY "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"

static void
set_up (WireFixture *self, gconstpointer data)
{
  wire_fixture_open (self, "bluesky", NOW);
}

static void
tear_down (WireFixture *self, gconstpointer data)
{
  wire_fixture_close (self);
}

static CommsReply *
try (WireFixture *self, const char *body, GPtrArray *media)
{
  return wire_fixture_try (self, body, media, NULL);
}

static JsonObject *
parse (const char *body, JsonNode **root)
{
  *root = json_from_string (body, NULL);
  g_assert_nonnull (*root);
  return json_node_get_object (*root);
}

static char *
freeze_media (WireFixture *self, const char *text, GPtrArray *media)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (GError) error = NULL;
  char *body;

  g_object_set (post, "text", text, "language", "en-GB", NULL);
  body = comms_test_freeze_post (self->network, post, media, NULL, &error);
  g_assert_no_error (error);
  return body;
}

/* What a client computes by itself. */
static void
test_ids (void)
{
  g_autoptr (GBytes) empty = g_bytes_new ("", 0);
  g_autofree char *cid = comms_bluesky_dup_cid (empty);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 ("2026-08-22T12:00:00Z", NULL);
  g_autofree char *tid = comms_bluesky_dup_tid (g_date_time_to_unix (time) * 1000000, 7);
  g_autofree char *last = comms_bluesky_next_tid (NOW);

  g_assert_cmpstr (cid, ==, "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
  g_assert_cmpstr (tid, ==, "3mto7z36o222b");
  g_assert_true (comms_bluesky_is_tid (last));
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *next = comms_bluesky_next_tid (NOW);

      g_assert_cmpstr (last, <, next);
      g_free (last);
      last = g_steal_pointer (&next);
    }
  g_assert_false (comms_bluesky_is_tid ("zmto7z36o222b"));
  g_assert_false (comms_bluesky_is_tid ("3mto7z36o222"));
  g_assert_true (comms_bluesky_is_uri ("at://" DID "/app.bsky.feed.post/3mto7z36o222b"));
  g_assert_false (comms_bluesky_is_uri ("at://" DID "/app.bsky.feed.like/3mto7z36o222b"));
  g_assert_false (comms_bluesky_is_uri ("at://" DID "/app.bsky.feed.post/a&b"));
}

/* 10, 11, 15: the whole record, and the same again is the same. */
static void
test_put (WireFixture *self, gconstpointer data)
{
  g_autofree char *body = freeze_media (self, "Who is missing?", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *put = parse (body, &root);
  JsonObject *record = json_object_get_object_member (put, "record");
  g_autoptr (CommsReply) first = NULL;
  g_autoptr (CommsReply) again = NULL;

  g_assert_cmpstr (json_object_get_string_member (put, "repo"), ==, DID);
  g_assert_true (comms_bluesky_is_tid (json_object_get_string_member (put, "rkey")));
  g_assert_true (json_object_get_null_member (put, "swapRecord"));
  g_assert_cmpstr (json_object_get_string_member (record, "$type"), ==, "app.bsky.feed.post");
  g_assert_cmpstr (json_object_get_string_member (record, "createdAt"), ==,
                   "2026-11-18T11:06:40.123Z");
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (record, "langs"),
                                                  0),
                   ==, "en-GB");

  first = try (self, body, NULL);
  again = try (self, body, NULL);
  g_assert_cmpint (first->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_null (first->body);
  g_assert_cmpstr (first->remote_id, ==, again->remote_id);
  g_assert_true (g_str_has_prefix (first->remote_id, "at://" DID "/app.bsky.feed.post/"));
  g_assert_cmpuint (comms_fake_network_n_posts (self->fake), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake,
                                                "POST /xrpc/com.atproto.repo.createRecord"),
                    ==, 0);
}

/* 12, 13. */
static void
test_fault (WireFixture *self, gconstpointer data)
{
  const WireFault *fault = &wire_faults[GPOINTER_TO_UINT (data)];
  g_autofree char *body = freeze_media (self, "Once", NULL);
  g_autoptr (CommsReply) again = NULL;

  wire_fixture_lose (self, PUT, fault, body, NULL);
  wire_fixture_find (self, fault, body, NOW);
  again = try (self, body, NULL);
  g_assert_cmpint (again->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_fake_network_n_posts (self->fake), ==, 1);
}

/* 14: something else stands there: a person must look. */
static void
test_taken (WireFixture *self, gconstpointer data)
{
  g_autofree char *body = freeze_media (self, "Mine", NULL);
  g_autoptr (GString) other = g_string_new (body);
  g_autoptr (CommsReply) first = NULL;
  g_autoptr (CommsReply) reply = NULL;
  g_autoptr (CommsReply) look = NULL;

  g_string_replace (other, "Mine", "Not mine", 0);
  first = try (self, other->str, NULL);
  reply = try (self, body, NULL);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_UNKNOWN);
  g_assert_cmpstr (reply->code, ==, "unclear");
  look = wire_fixture_look (self, body, NOW);
  g_assert_cmpint (look->verdict, ==, COMMS_VERDICT_UNKNOWN);
  g_assert_true (comms_fake_network_has_post (self->fake, "Not mine"));
}

static const struct
{
  const char *name;
  guint status;
  const char *body;
} odd_looks[] = {
  { "other-error", 400, "{\"error\":\"InvalidRequest\"}" },
  { "no-name", 400, "{}" },
  { "not-there", 404, "{\"error\":\"XRPCNotSupported\"}" },
  { "page", 404, "<html>" },
  { "empty", 200, "{}" },
  { "no-value", 200, "{\"uri\":\"at://" DID "/app.bsky.feed.post/3mto7z36o222b\"}" },
  { "list", 200, "[]" },
  { "server", 500, "{\"error\":\"InternalServerError\"}" },
};

/* Only the one word says that it is not there. */
static void
test_odd_look (WireFixture *self, gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autofree char *body = freeze_media (self, "t", NULL);
  g_autoptr (GError) error = NULL;

  comms_fake_network_answer (self->fake, GET_RECORD, odd_looks[i].status, JSON, NULL,
                             odd_looks[i].body);
  g_assert_null (comms_test_reconcile (self->network, body, NOW, NULL, &error));
  g_assert_nonnull (error);
}

static const struct
{
  const char *text;
  const char *facets[4]; /* "link https://…", as the text that it covers and what it says */
} facet_cases[] = {
  { "nothing here", { NULL } },
  { "\xe2\x9c\xa8 example mentioning @atproto.com and @nobody.example",
    { "@atproto.com|did|did:plc:atpr" } },
  { "گمشدہ #لاپتہ https://mohr.gov/a. #HumanRights",
    { "#لاپتہ|tag|لاپتہ", "https://mohr.gov/a|uri|https://mohr.gov/a",
      "#HumanRights|tag|HumanRights" } },
  { EMOJI_FAMILY " e\xcc\x81 see mohr.gov/b!", { "mohr.gov/b|uri|https://mohr.gov/b" } },
  { "See HTTPS://mohr.gov/News", { "HTTPS://mohr.gov/News|uri|HTTPS://mohr.gov/News" } },
  { "@plain is no handle, @A.b.org: is one", { "@A.b.org|did|did:plc:a.b." } },
};

/* 6, 16: by bytes, none over another, and a name that nobody has stays a text. */
static void
test_facets (WireFixture *self, gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  const char *text = facet_cases[i].text;
  g_autofree char *body = NULL;
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) png = comms_test_png (4, 3);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *facets = NULL;
  JsonObject *record;
  gint64 done = 0;

  /* With a picture no card is fetched. */
  g_ptr_array_add (media, comms_test_media ("image/png", png, "x"));
  body = freeze_media (self, text, media);
  record = json_object_get_object_member (parse (body, &root), "record");
  if (json_object_has_member (record, "facets"))
    facets = json_object_get_array_member (record, "facets");

  for (guint n = 0; facet_cases[i].facets[n] != NULL; n++)
    {
      g_auto (GStrv) parts = g_strsplit (facet_cases[i].facets[n], "|", 3);
      JsonObject *facet = json_array_get_object_element (facets, n);
      JsonObject *index = json_object_get_object_member (facet, "index");
      JsonObject *feature =
        json_array_get_object_element (json_object_get_array_member (facet, "features"), 0);
      const gint64 start = json_object_get_int_member (index, "byteStart");
      const gint64 end = json_object_get_int_member (index, "byteEnd");
      g_autofree char *covered = g_strndup (text + start, (gsize) (end - start));

      g_assert_cmpint (start, >=, done);
      g_assert_cmpstr (covered, ==, parts[0]);
      g_assert_cmpstr (json_object_get_string_member (feature, parts[1]), ==, parts[2]);
      done = end;
    }
  for (guint n = 0; n <= (facets != NULL ? json_array_get_length (facets) : 0); n++)
    {
      if (facet_cases[i].facets[n] == NULL)
        g_assert_cmpuint (facets != NULL ? json_array_get_length (facets) : 0, ==, n);
    }
}

/* 17: refused here, before anything is sent. */
static void
test_length (WireFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *unit;
    guint n;
    gboolean ok;
  } cases[] = {
    { "a", 300, TRUE },         { "a", 301, FALSE },         { "\xd8\xa7", 300, TRUE },
    { "\xd8\xa7", 301, FALSE }, { EMOJI_FAMILY, 100, TRUE }, { EMOJI_FAMILY, 300, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CommsPost) post = comms_post_new ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *body = NULL;

      for (guint n = 0; n < cases[i].n; n++)
        g_string_append (text, cases[i].unit);
      g_object_set (post, "text", text->str, NULL);
      body = comms_test_freeze_post (self->network, post, NULL, NULL, &error);
      g_assert_cmpint (body != NULL, ==, cases[i].ok);
      if (!cases[i].ok)
        g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
    }
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "POST /"), ==, 0);
}

static const struct
{
  const char *name;
  guint status;
  const char *type;
  const char *headers;
  const char *body;
  CommsVerdict verdict;
  const char *code;
  gint64 retry;
} answers[] = {
  { "schema", 400, JSON, NULL,
    "{\"error\":\"InvalidRequest\",\"message\":\"Invalid app.bsky.feed.post record: Record/text\"}",
    COMMS_VERDICT_REFUSED, "refused", 0 },
  { "expired", 400, JSON, NULL, "{\"error\":\"ExpiredToken\",\"message\":\"Token has expired\"}",
    COMMS_VERDICT_HELD, "sign-in", 0 },
  { "missing", 401, JSON, NULL, "{\"error\":\"AuthMissing\"}", COMMS_VERDICT_HELD, "sign-in", 0 },
  { "takedown", 401, JSON, NULL, "{\"error\":\"AccountTakedown\"}", COMMS_VERDICT_REFUSED,
    "refused", 0 },
  { "limit", 429, JSON,
    "RateLimit-Limit: 5000\nRateLimit-Remaining: 0\nRateLimit-Reset: 1795000600\n"
    "RateLimit-Policy: 5000;w=3600",
    "{\"error\":\"RateLimitExceeded\"}", COMMS_VERDICT_HELD, "limit", 600 },
  { "retry-after", 429, JSON, "Retry-After: 120\nRateLimit-Reset: 1795000090",
    "{\"error\":\"RateLimitExceeded\"}", COMMS_VERDICT_HELD, "limit", 120 },
  { "too-large", 413, JSON, NULL, "{\"error\":\"PayloadTooLarge\"}", COMMS_VERDICT_REFUSED,
    "refused", 0 },
  { "unsupported", 404, JSON, NULL, "{\"error\":\"XRPCNotSupported\"}", COMMS_VERDICT_REFUSED,
    "refused", 0 },
  { "internal", 500, JSON, NULL, "{\"error\":\"InternalServerError\"}", COMMS_VERDICT_UNKNOWN,
    "server", 0 },
  { "upstream", 502, JSON, NULL, "{\"error\":\"UpstreamFailure\"}", COMMS_VERDICT_UNKNOWN, "server",
    0 },
  { "page", 200, HTML, NULL, "<html>", COMMS_VERDICT_UNKNOWN, "server", 0 },
  { "no-uri", 200, JSON, NULL, "{\"cid\":\"x\"}", COMMS_VERDICT_UNKNOWN, "server", 0 },
  { "other-uri", 200, JSON, NULL, "{\"uri\":\"https://x\"}", COMMS_VERDICT_UNKNOWN, "server", 0 },
};

/* 18, 25. */
static void
test_answer (WireFixture *self, gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autofree char *body = freeze_media (self, "t", NULL);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_network_answer (self->fake, PUT, answers[i].status, answers[i].type,
                             answers[i].headers, answers[i].body);
  reply = try (self, body, NULL);
  g_assert_cmpint (reply->verdict, ==, answers[i].verdict);
  g_assert_cmpstr (reply->code, ==, answers[i].code);
  if (answers[i].retry > 0)
    g_assert_cmpint ((reply->retry_at - NOW + 999) / 1000, ==, answers[i].retry);
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 1);
}

/* A picture that does not compress. */
static GPtrArray *
dup_noise (int side)
{
  GPtrArray *media = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = comms_test_noise (side, side);

  g_ptr_array_add (media, comms_test_media ("image/png", bytes, "Noise"));
  return media;
}

static JsonObject *
get_image (JsonNode *root)
{
  JsonObject *record = json_object_get_object_member (json_node_get_object (root), "record");
  JsonObject *embed = json_object_get_object_member (record, "embed");

  return json_array_get_object_element (json_object_get_array_member (embed, "images"), 0);
}

/* 19: 1.9 MB are taken; by a server that takes less, a smaller one. */
static void
test_large_image (WireFixture *self, gconstpointer data)
{
  const gboolean small = GPOINTER_TO_UINT (data) == 1;
  g_autoptr (GPtrArray) media = dup_noise (780);
  g_autofree char *body = freeze_media (self, "Large", media);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) sent = NULL;
  g_autoptr (CommsReply) reply = NULL;
  g_autoptr (CommsReply) look = NULL;
  JsonObject *blob;

  parse (body, &root);
  blob = json_object_get_object_member (get_image (root), "image");
  g_assert_cmpint (json_object_get_int_member (blob, "size"), >, 1000000);
  g_assert_cmpstr (json_object_get_string_member (get_image (root), "alt"), ==, "Noise");
  comms_fake_network_get_ways (self->fake)->image_bytes = small ? 1000000 : 0;
  reply = try (self, body, media);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, UPLOAD), ==, small ? 2 : 1);
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, small ? 2 : 1);
  g_assert_cmpint (reply->body != NULL, ==, small);
  if (small)
    {
      parse (reply->body, &sent);
      blob = json_object_get_object_member (get_image (sent), "image");
      g_assert_cmpint (json_object_get_int_member (blob, "size"), <=, 1000000);
    }
  look = wire_fixture_look (self, body, NOW);
  g_assert_cmpint (look->verdict, ==, COMMS_VERDICT_POSTED);
}

/* 20: the server has lost a file meanwhile: the same again. */
static void
test_lost_blob (WireFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) media = dup_noise (40);
  g_autofree char *body = freeze_media (self, "Lost", media);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_network_get_ways (self->fake)->blobs_lost = 1;
  reply = try (self, body, media);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_null (reply->body);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, UPLOAD), ==, 2);
  g_assert_cmpuint (comms_fake_network_n_posts (self->fake), ==, 1);
}

static void
test_upload_fails (WireFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) media = dup_noise (40);
  g_autofree char *body = freeze_media (self, "Never", media);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_network_get_ways (self->fake)->no_blobs = TRUE;
  reply = try (self, body, media);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_HELD);
  g_assert_cmpint (reply->retry_at, >, NOW);
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 0);
}

static void
card_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(CommsCard **) user_data = comms_card_fetch_finish (result);
}

static CommsCard *
fetch_card (WireFixture *self, const char *path)
{
  g_autofree char *uri = g_strconcat (comms_fake_network_get_uri (self->fake), path, NULL);
  CommsCard *card = NULL;

  comms_card_fetch_async (uri, 1000000, 1000, NULL, card_cb, &card);
  while (card == NULL)
    g_main_context_iteration (NULL, TRUE);
  return card;
}

/* 21: what a page says of itself, without the account's token. */
static void
test_card (WireFixture *self, gconstpointer data)
{
  static const char page[] =
    "<html><head><title>Old</title><meta property=\"og:title\" content=\"Who &amp; where\">"
    "<meta content=\"All of it\" name=\"description\">"
    "<meta property=\"og:image\" content=\"/p.png\">";
  g_autoptr (CommsCard) card = NULL;

  comms_fake_network_answer (self->fake, "GET /page", 301, HTML, "Location: /page2", "");
  comms_fake_network_answer (self->fake, "GET /page2", 200, HTML, NULL, page);
  comms_fake_network_serve (self->fake, "GET /p.png", "image/png", comms_test_png (30, 20));
  card = fetch_card (self, "/page");
  g_assert_cmpstr (card->title, ==, "Who & where");
  g_assert_cmpstr (card->description, ==, "All of it");
  g_assert_cmpstr (card->mime, ==, "image/png");
  g_assert_true (g_str_has_suffix (card->uri, "/page"));
  g_assert_null (comms_fake_network_asked (self->fake, "GET /page", 0)->authorization);
}

/* Whatever a page is, it does no harm. */
static void
test_card_of_no_page (WireFixture *self, gconstpointer data)
{
  g_autoptr (CommsCard) dropped = NULL;
  g_autoptr (CommsCard) looping = NULL;
  g_autoptr (CommsCard) no_picture = NULL;
  g_autoptr (CommsCard) elsewhere = NULL;

  comms_fake_network_fault (self->fake, "GET /a", COMMS_FAKE_FAULT_DROP_BEFORE);
  dropped = fetch_card (self, "/a");
  g_assert_cmpstr (dropped->title, ==, "127.0.0.1");
  g_assert_cmpstr (dropped->description, ==, "");

  for (guint i = 0; i < 4; i++)
    comms_fake_network_answer (self->fake, "GET /b", 302, HTML, "Location: /b", "");
  looping = fetch_card (self, "/b");
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /b"), ==, 4);

  comms_fake_network_answer (self->fake, "GET /c", 200, HTML, NULL,
                             "<title>\xff T</title><meta property='og:image' content=\"/d\">");
  comms_fake_network_answer (self->fake, "GET /d", 200, "image/png", NULL, "no picture");
  no_picture = fetch_card (self, "/c");
  g_assert_true (g_utf8_validate (no_picture->title, -1, NULL));
  g_assert_null (no_picture->thumb);

  comms_fake_network_answer (self->fake, "GET /e", 302, HTML, "Location: http://192.0.2.1/", "");
  elsewhere = fetch_card (self, "/e");
  g_assert_null (elsewhere->thumb);
}

/* 21: the card's picture is left out where it cannot be uploaded, or is not at hand any more. */
static void
test_thumb (WireFixture *self, gconstpointer data)
{
  const guint way = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) png = comms_test_png (30, 20);
  g_autofree char *cid = comms_bluesky_dup_cid (png);
  g_autofree char *thumb =
    g_strdup_printf ("\"title\":\"mohr.gov\",\"thumb\":{\"$type\":\"blob\",\"ref\":{"
                     "\"$link\":\"%s\"},\"mimeType\":\"image/png\",\"size\":%" G_GSIZE_FORMAT "}",
                     cid, g_bytes_get_size (png));
  g_autofree char *body = freeze_media (self, "Read http://mohr.gov/page", NULL);
  g_autoptr (GString) with_thumb = g_string_new (body);
  g_autoptr (CommsReply) reply = NULL;

  g_assert_cmpuint (g_string_replace (with_thumb, "\"title\":\"mohr.gov\"", thumb, 1), ==, 1);
  if (way < 2)
    comms_bluesky_take_thumb (COMMS_BLUESKY (self->network), cid, png);
  comms_fake_network_get_ways (self->fake)->no_blobs = way == 1;
  reply = try (self, with_thumb->str, NULL);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpint (reply->body != NULL, ==, way != 0);
  g_assert_null (way != 0 ? strstr (reply->body, "thumb") : NULL);
}

static char *
freeze_reply (WireFixture *self, const char *text, const char *reply_to)
{
  return comms_test_freeze (self->network, text, reply_to);
}

/* 22, 23: a thread goes on where it failed; the root stays the first. */
static void
test_thread (WireFixture *self, gconstpointer data)
{
  g_autofree char *one = freeze_reply (self, "1", NULL);
  g_autoptr (CommsReply) first = try (self, one, NULL);
  g_autofree char *two = freeze_reply (self, "2", first->remote_id);
  g_autoptr (CommsReply) failed = NULL;
  g_autoptr (CommsReply) second = NULL;
  g_autofree char *three = NULL;
  g_autoptr (CommsReply) third = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *reply;

  comms_fake_network_fault (self->fake, PUT, COMMS_FAKE_FAULT_LIMIT);
  failed = try (self, two, NULL);
  g_assert_cmpint (failed->verdict, ==, COMMS_VERDICT_HELD);
  second = try (self, two, NULL);
  three = freeze_reply (self, "3", second->remote_id);
  third = try (self, three, NULL);
  g_assert_cmpint (third->verdict, ==, COMMS_VERDICT_POSTED);
  reply =
    json_object_get_object_member (json_object_get_object_member (parse (three, &root), "record"),
                                   "reply");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (reply, "root"),
                                                  "uri"),
                   ==, first->remote_id);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (reply, "parent"),
                                                  "uri"),
                   ==, second->remote_id);
  g_assert_true (
    g_str_has_prefix (json_object_get_string_member (json_object_get_object_member (reply,
                                                                                    "parent"),
                                                     "cid"),
                      "bafyrei"));
}

/* Another's post is asked for where everybody's are; one that is gone is for good. */
static void
test_reply_to_other (WireFixture *self, gconstpointer data)
{
  static const char post[] =
    "{\"posts\":[{\"uri\":\"at://did:plc:other/app.bsky.feed.post/"
    "3mto7z36o222b\",\"cid\":\"bafyp\","
    "\"record\":{\"reply\":{\"root\":{\"uri\":\"at://did:plc:r/app.bsky.feed.post/1\",\"cid\":"
    "\"bafyr\"}}}}]}";
  const char *to = "at://did:plc:other/app.bsky.feed.post/3mto7z36o222b";
  g_autoptr (CommsPost) second = comms_post_new ();
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  comms_fake_network_answer (self->fake, "GET /xrpc/app.bsky.feed.getPosts", 200, JSON, NULL, post);
  body = freeze_reply (self, "Answer", to);
  g_assert_nonnull (strstr (body, "\"root\":{\"uri\":\"at://did:plc:r/app.bsky.feed.post/1\","
                                  "\"cid\":\"bafyr\"}"));
  g_object_set (second, "text", "Answer", NULL);
  g_assert_null (comms_test_freeze_post (self->network, second, NULL, to, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);

  comms_fake_network_fault (self->fake, "GET ", COMMS_FAKE_FAULT_ERROR_BEFORE);
  g_assert_null (comms_test_freeze_post (self->network, second, NULL, to, &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNCLEAR);
}

/* 24: 26 posts are two questions; what is left out is gone only if its own server says so. */
static void
test_metrics (WireFixture *self, gconstpointer data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  guint n_gone = 0;

  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *text = g_strdup_printf ("Post %u", i);
      g_autofree char *body = freeze_media (self, text, NULL);
      g_autoptr (CommsReply) reply = try (self, body, NULL);

      g_strv_builder_add (builder, reply->remote_id);
    }
  g_strv_builder_add (builder, "at://" DID "/app.bsky.feed.post/3aaaaaaaaaaaa");
  ids = g_strv_builder_end (builder);
  found = comms_test_metrics (self->network, (const char *const *) ids, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /xrpc/app.bsky.feed.getPosts"), ==,
                    2);
  g_assert_cmpuint (found->len, ==, 26);
  for (guint i = 0; i < found->len; i++)
    n_gone += ((CommsMetrics *) g_ptr_array_index (found, i))->gone ? 1 : 0;
  g_assert_cmpuint (n_gone, ==, 1);

  /* Not seen yet by what shows the posts. */
  g_clear_pointer (&found, g_ptr_array_unref);
  comms_fake_network_answer (self->fake, "GET /xrpc/app.bsky.feed.getPosts", 200, JSON, NULL,
                             "{\"posts\":[]}");
  found = comms_test_metrics (self->network, (const char *const[]){ ids[0], NULL }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_withdraw (WireFixture *self, gconstpointer data)
{
  g_autofree char *body = freeze_media (self, "Gone soon", NULL);
  g_autoptr (CommsReply) reply = try (self, body, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (comms_test_withdraw (self->network, reply->remote_id, &error));
  g_assert_true (comms_test_withdraw (self->network, reply->remote_id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (comms_fake_network_n_posts (self->fake), ==, 0);
  g_assert_false (comms_test_withdraw (self->network, "123", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
}

static void
test_identify (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsIdentity) identity = comms_test_identify (self->network, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (identity->user_id, ==, DID);
  g_assert_cmpstr (identity->handle, ==, "mohr.example");
  g_assert_cmpstr (identity->display_name, ==, "MoHR");
}

static void
test_find_post (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id =
    comms_test_find_post (self->network, "https://bsky.app/profile/mohr.gov/post/3k44", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "at://did:plc:mohr/app.bsky.feed.post/3k44");
  g_assert_null (
    comms_test_find_post (self->network, "https://bsky.app/profile/nobody.x/post/3k44", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
}

/* That says nothing about the address. */
static void
test_find_post_signed_out (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  comms_fake_network_answer (self->fake, "GET /xrpc/com.atproto.identity.resolveHandle", 400, JSON,
                             NULL, "{\"error\":\"ExpiredToken\"}");
  g_assert_null (
    comms_test_find_post (self->network, "https://bsky.app/profile/mohr.gov/post/3k44", &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_SIGN_IN);
}

static void
add (const char *group, const char *name, guint index, void (*test) (WireFixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/bluesky/%s/%s", group, name);

  g_test_add (path, WireFixture, GUINT_TO_POINTER (index), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bluesky/ids", test_ids);
  add ("put", "all", 0, test_put);
  for (guint i = 0; i < G_N_ELEMENTS (wire_faults); i++)
    add ("fault", wire_faults[i].name, i, test_fault);
  for (guint i = 0; i < G_N_ELEMENTS (odd_looks); i++)
    add ("odd-look", odd_looks[i].name, i, test_odd_look);
  add ("put", "taken", 0, test_taken);
  for (guint i = 0; i < G_N_ELEMENTS (facet_cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      add ("facets", name, i, test_facets);
    }
  add ("length", "all", 0, test_length);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    add ("answer", answers[i].name, i, test_answer);
  add ("image", "large", 0, test_large_image);
  add ("image", "shrunk", 1, test_large_image);
  add ("image", "lost", 0, test_lost_blob);
  add ("image", "fails", 0, test_upload_fails);
  add ("card", "whole", 0, test_card);
  add ("card", "of-no-page", 0, test_card_of_no_page);
  add ("thumb", "whole", 0, test_thumb);
  add ("thumb", "not-taken", 1, test_thumb);
  add ("thumb", "forgotten", 2, test_thumb);
  add ("reply", "thread", 0, test_thread);
  add ("reply", "other", 0, test_reply_to_other);
  add ("metrics", "all", 0, test_metrics);
  add ("withdraw", "all", 0, test_withdraw);
  add ("identify", "all", 0, test_identify);
  add ("find-post", "all", 0, test_find_post);
  add ("find-post", "signed-out", 0, test_find_post_signed_out);
  return g_test_run ();
}
