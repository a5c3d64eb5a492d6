/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-error.h"
#include "comms-network.h"
#include "comms-problem.h"

#include "comms-test-async.h"
#include "comms-test-network.h"
#include "wire-fixture.h"

/* X with pictures, films, looks and figures, on a server that keeps posts. */

#define JSON "application/json; charset=utf-8"
#define NOW G_GINT64_CONSTANT (1795000000000)
#define CREATE "POST /2/tweets"
#define LOOKUP "GET /2/tweets"
#define UPLOAD "POST /2/media/upload"

static void
set_up (WireFixture *self, gconstpointer data)
{
  wire_fixture_open (self, "x", NOW);
}

static void
tear_down (WireFixture *self, gconstpointer data)
{
  wire_fixture_close (self);
}

static CommsReply *
try (WireFixture *self, const char *text, GPtrArray *media)
{
  g_autofree char *body = comms_test_freeze (self->network, text, NULL);

  return wire_fixture_try (self, body, media, NULL);
}

static GPtrArray *
dup_pictures (guint n)
{
  GPtrArray *media = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) png = comms_test_png (8, 6);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (media, comms_test_media ("image/png", png, i == 1 ? NULL : "A hall"));
  return media;
}

/* Two segments and a half. */
static GPtrArray *
dup_film (void)
{
  GPtrArray *media = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = comms_test_film (5 * 512 * 1024);

  g_ptr_array_add (media, comms_test_media ("video/mp4", bytes, "A walk"));
  return media;
}

/* 9: a text alone has no member that X does not know; who may answer is one it does. */
static void
test_text (WireFixture *self, gconstpointer data)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autofree char *body = NULL;
  g_autoptr (CommsReply) reply = try (self, "Text alone", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_object_set (post, "text", "Who?", "reply-settings", "mentionedUsers", NULL);
  body = comms_test_freeze_post (self->network, post, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, "{\"text\":\"Who?\",\"reply_settings\":\"mentionedUsers\"}");
}

/* 10: upload, words, then the post, in this order. */
static void
test_pictures (WireFixture *self, gconstpointer data)
{
  static const char *const lines[] = { UPLOAD, "POST /2/media/metadata", UPLOAD, CREATE };
  g_autoptr (GPtrArray) media = dup_pictures (2);
  g_autoptr (CommsReply) reply = try (self, "With pictures", media);
  g_autofree char *sent = wire_fixture_dup_sent (self, CREATE, 0);
  g_autofree char *words = wire_fixture_dup_sent (self, "POST /2/media/metadata", 0);

  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpstr (sent, ==,
                   "{\"text\":\"With pictures\",\"media\":{\"media_ids\":[\"701\",\"702\"]}}");
  g_assert_cmpstr (words, ==, "{\"id\":\"701\",\"metadata\":{\"alt_text\":{\"text\":\"A hall\"}}}");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_cmpstr (comms_fake_network_asked (self->fake, "POST ", i)->line, ==, lines[i]);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "POST /2/media/metadata"), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, UPLOAD), ==, 2);
}

/* 11: in segments, one of them twice under the same number, and as long as X works on it. */
static void
test_film (WireFixture *self, gconstpointer data)
{
  static const char *const segments[] = { "0", "0", "1", "2" };
  g_autoptr (GPtrArray) media = dup_film ();
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_network_get_ways (self->fake)->processing = 2;
  comms_fake_network_fault (self->fake, "POST /2/media/upload/701/append",
                            COMMS_FAKE_FAULT_ERROR_BEFORE);
  reply = try (self, "With a film", media);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "POST /2/media/upload/701/append"), ==,
                    4);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake,
                                                "GET /2/media/upload?command=STATUS&media_id=701"),
                    ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    {
      const CommsFakeAsked *asked =
        comms_fake_network_asked (self->fake, "POST /2/media/upload/701/append", i);
      g_autofree char *part = g_strdup_printf ("name=\"segment_index\"\r\n\r\n%s\r\n", segments[i]);

      g_assert_nonnull (memmem (g_bytes_get_data (asked->body, NULL),
                                g_bytes_get_size (asked->body), part, strlen (part)));
    }
  /* A second before the segment's second try, then twice, and once more, what X asked for. */
  g_assert_cmpuint (comms_network_get_waited (self->network), ==, 1 + 3 * 5);
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 1);
}

/* 12: X cannot use it: refused, and no create was asked for. */
static void
test_film_fails (WireFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) media = dup_film ();
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_network_get_ways (self->fake)->processing_fails = TRUE;
  reply = try (self, "With a film", media);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_REFUSED);
  g_assert_cmpstr (reply->code, ==, "media");
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 0);
}

static const struct
{
  const char *name;
  const char *match;
  CommsFakeFault fault;
  const char *code;
} prepare_faults[] = {
  { "upload-dropped", UPLOAD, COMMS_FAKE_FAULT_DROP_AFTER, "dropped" },
  { "upload-server", UPLOAD, COMMS_FAKE_FAULT_ERROR_AFTER, "server" },
  { "upload-limit", UPLOAD, COMMS_FAKE_FAULT_LIMIT, "limit" },
  { "words-dropped", "POST /2/media/metadata", COMMS_FAKE_FAULT_DROP_BEFORE, "dropped" },
  { "words-server", "POST /2/media/metadata", COMMS_FAKE_FAULT_ERROR_BEFORE, "server" },
};

/* Whatever goes wrong before the create, nothing is out, and it may be tried again. */
static void
test_prepare (WireFixture *self, gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) media = dup_pictures (1);
  g_autoptr (CommsReply) reply = NULL;
  g_autoptr (CommsReply) again = NULL;

  comms_fake_network_fault (self->fake, prepare_faults[i].match, prepare_faults[i].fault);
  reply = try (self, "Later", media);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_HELD);
  g_assert_cmpstr (reply->code, ==, prepare_faults[i].code);
  g_assert_cmpint (reply->retry_at, >, NOW);
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 0);
  again = try (self, "Later", media);
  g_assert_cmpint (again->verdict, ==, COMMS_VERDICT_POSTED);
}

/* 14, 15, 16: a look finds it in the timeline, in old and in new names, or it is not there. */
static void
test_fault (WireFixture *self, gconstpointer data)
{
  const WireFault *fault = &wire_faults[GPOINTER_TO_UINT (data) / 2];
  g_autofree char *body =
    comms_test_freeze (self->network, "A & B <c> at https://mohr.gov/a", NULL);

  comms_fake_network_get_ways (self->fake)->new_names = GPOINTER_TO_UINT (data) % 2 == 1;
  wire_fixture_lose (self, CREATE, fault, body, NULL);
  wire_fixture_find (self, fault, body, NOW);
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_posts (self->fake), ==, fault->stored);
}

/* 17: X says that it has it already: the look tells which it is. */
static void
test_duplicate (WireFixture *self, gconstpointer data)
{
  g_autoptr (CommsReply) first = try (self, "Twice", NULL);
  g_autoptr (CommsReply) again = try (self, "Twice", NULL);
  g_autofree char *body = comms_test_freeze (self->network, "Twice", NULL);
  g_autoptr (CommsReply) look = NULL;

  g_assert_cmpint (again->verdict, ==, COMMS_VERDICT_DUPLICATE);
  look = wire_fixture_look (self, body, NOW);
  g_assert_cmpstr (look->remote_id, ==, first->remote_id);
  g_assert_cmpuint (comms_fake_network_n_doubles (self->fake), ==, 0);
}

/* 22, 23, 24, 25: figures in both spellings, with the parameter that the server knows, a hundred at
 * a time; what is gone is said to be. */
static void
test_metrics (WireFixture *self, gconstpointer data)
{
  const gboolean new_names = GPOINTER_TO_UINT (data) == 1;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  guint n_gone = 0;

  comms_fake_network_get_ways (self->fake)->new_names = new_names;
  for (guint i = 0; i < 101; i++)
    {
      g_autofree char *text = g_strdup_printf ("Post %u", i);
      g_autoptr (CommsReply) reply = try (self, text, NULL);

      g_strv_builder_add (builder, reply->remote_id);
    }
  g_strv_builder_add (builder, "17");
  g_strv_builder_add (builder, "17,18");
  ids = g_strv_builder_end (builder);
  found = comms_test_metrics (self->network, (const char *const *) ids, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 102);
  for (guint i = 0; i < found->len; i++)
    {
      CommsMetrics *metrics = g_ptr_array_index (found, i);

      n_gone += metrics->gone ? 1 : 0;
      if (metrics->gone)
        continue;
      g_assert_cmpint (metrics->likes, ==, 7);
      g_assert_cmpint (metrics->reposts, ==, 3);
      g_assert_cmpint (metrics->replies, ==, 2);
      g_assert_cmpint (metrics->quotes, ==, 1);
      g_assert_cmpint (metrics->bookmarks, ==, 4);
      g_assert_cmpint (metrics->impressions, ==, 900);
    }
  g_assert_cmpuint (n_gone, ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, LOOKUP), ==, new_names ? 3 : 2);
  again = comms_test_metrics (self->network, (const char *const[]){ ids[0], NULL }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, LOOKUP), ==, new_names ? 4 : 3);
}

/* 25: an error of a field says nothing of the post. */
static void
test_field_error (WireFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  comms_fake_network_answer (
    self->fake, LOOKUP, 200, JSON, NULL,
    "{\"data\":[{\"id\":\"1\",\"public_metrics\":{\"like_count\":5}},{\"id\":\"2\",\"x\":1}],"
    "\"errors\":[{\"resource_id\":\"1\",\"type\":\"https://api.x.com/2/problems/"
    "not-authorized-for-field\"},{\"resource_id\":\"3\",\"type\":\"https://api.twitter.com/2/"
    "problems/resource-not-found\"}]}");
  found = comms_test_metrics (self->network, (const char *const[]){ "1", "2", "3", NULL }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (((CommsMetrics *) g_ptr_array_index (found, 0))->likes, ==, 5);
  g_assert_cmpint (((CommsMetrics *) g_ptr_array_index (found, 0))->reposts, ==, -1);
  g_assert_false (((CommsMetrics *) g_ptr_array_index (found, 0))->gone);
  g_assert_true (((CommsMetrics *) g_ptr_array_index (found, 1))->gone);
}

/* Neither too many files, nor of the wrong kind, nor one that is not what it says. */
static void
test_wrong_media (WireFixture *self, gconstpointer data)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (GPtrArray) many = dup_pictures (5);
  g_autoptr (GPtrArray) mixed = dup_pictures (1);
  g_autoptr (GPtrArray) odd = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) film = dup_film ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no picture", 10);
  g_autofree char *long_alt = g_strnfill (1001, 'a');
  g_autoptr (GPtrArray) wordy = dup_pictures (1);
  GPtrArray *cases[] = { many, mixed, odd, wordy };
  g_autoptr (CommsReply) reply = NULL;

  g_ptr_array_add (mixed, g_object_ref (g_ptr_array_index (film, 0)));
  g_ptr_array_add (odd, comms_test_media ("application/pdf", bytes, "x"));
  g_object_set (g_ptr_array_index (wordy, 0), "alt", long_alt, NULL);
  g_object_set (post, "text", "t", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (comms_test_freeze_post (self->network, post, cases[i], NULL, &error));
      g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
    }

  g_ptr_array_set_size (odd, 0);
  g_ptr_array_add (odd, comms_test_media ("image/png", bytes, "x"));
  reply = try (self, "t", odd);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_REFUSED);
  g_assert_cmpstr (reply->code, ==, "media");
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 0);
}

/* A post that says that it has pictures does not go without them. */
static void
test_missing_media (WireFixture *self, gconstpointer data)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (GError) error = NULL;

  g_object_set (post, "text", "t", "media-hash", "00", NULL);
  g_assert_null (comms_test_freeze_post (self->network, post, NULL, NULL, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
}

static const struct
{
  const char *network;
  const char *url;
  const char *reference;
} urls[] = {
  { "x", "https://x.com/MoHR/status/123?s=20", "123" },
  { "x", " https://twitter.com/i/web/status/123 ", "123" },
  { "x", "https://mobile.twitter.com/a/status/123/photo/1", "123" },
  { "x", "https://evil.example/a/status/123", NULL },
  { "x", "https://x.com@evil.example/a/status/123", NULL },
  { "x", "http://x.com/a/status/123", NULL },
  { "x", "https://x.com/a/status/12a", NULL },
  { "x", "123", NULL },
  { "bluesky", "https://bsky.app/profile/mohr.gov/post/3k44",
    "at://mohr.gov/app.bsky.feed.post/3k44" },
  { "bluesky", "https://bsky.app/profile/did:plc:abc/post/3k44",
    "at://did:plc:abc/app.bsky.feed.post/3k44" },
  { "bluesky", "https://bsky.app/profile/mohr.gov", NULL },
  { "bluesky", "https://evil.example/profile/mohr.gov/post/3k44", NULL },
  { "mastodon", "https://social.example/@mohr/113", "https://social.example/@mohr/113" },
  { "mastodon", "https://social.example/", NULL },
  { "mastodon", "https://x.com/mohr/status/77", NULL },
  { "mastodon", "https://bsky.app/profile/mohr.gov/post/3k44", NULL },
  { "mastodon", "ftp://social.example/@mohr/113", NULL },
};

static void
test_urls (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *reference =
        comms_network_parse_post_url (urls[i].network, urls[i].url, &error);

      g_assert_cmpstr (reference, ==, urls[i].reference);
      if (reference == NULL)
        g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
    }
}

static void
test_profile_urls (void)
{
  static const struct
  {
    const char *network;
    const char *handle;
    const char *api_base;
    const char *url;
  } cases[] = {
    { "x", "MoHR", "https://api.x.com", "https://x.com/MoHR" },
    { "mastodon", "mohr@social.example", "https://social.example", "https://social.example/@mohr" },
    { "bluesky", "mohr.gov", "https://pds.example", "https://bsky.app/profile/mohr.gov" },
    { "x", "MoHR", "http://127.0.0.1:1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CommsAccount) account = comms_account_new ();
      g_autofree char *url = NULL;

      g_object_set (account, "network", cases[i].network, "handle", cases[i].handle, "api-base",
                    cases[i].api_base, NULL);
      url = comms_network_dup_profile_url (account);
      g_assert_cmpstr (url, ==, cases[i].url);
    }
}

/* Each reason why a connection is not secure has a sentence of its own (G9), and no sentence keeps
 * a place that was to be filled. */
static void
test_sentences (WireFixture *self, gconstpointer data)
{
  static const GTlsCertificateFlags flags[] = {
    G_TLS_CERTIFICATE_EXPIRED,    G_TLS_CERTIFICATE_NOT_ACTIVATED,
    G_TLS_CERTIFICATE_REVOKED,    G_TLS_CERTIFICATE_BAD_IDENTITY,
    G_TLS_CERTIFICATE_UNKNOWN_CA, G_TLS_CERTIFICATE_GENERIC_ERROR,
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      char *sentence = comms_problem_dup_sentence (self->network, COMMS_PROBLEM_UNSAFE,
                                                   COMMS_STAGE_CREATE, flags[i]);

      g_assert_nonnull (strstr (sentence, "not secure"));
      g_assert_true (g_hash_table_add (seen, sentence));
    }
  for (guint problem = 0; problem < COMMS_N_PROBLEMS; problem++)
    {
      for (guint stage = COMMS_STAGE_PREPARE; stage <= COMMS_STAGE_ASK; stage++)
        {
          g_autofree char *sentence =
            comms_problem_dup_sentence (self->network, (CommsProblem) problem, (CommsStage) stage,
                                        0);

          g_assert_null (strpbrk (sentence, "{}"));
          g_assert_true (g_str_has_suffix (sentence, "."));
        }
    }
}

static void
add (const char *group, const char *name, guint index, void (*test) (WireFixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/x-media/%s/%s", group, name);

  g_test_add (path, WireFixture, GUINT_TO_POINTER (index), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("create", "text", 0, test_text);
  add ("create", "pictures", 0, test_pictures);
  add ("create", "film", 0, test_film);
  add ("create", "film-fails", 0, test_film_fails);
  add ("create", "wrong", 0, test_wrong_media);
  add ("create", "missing", 0, test_missing_media);
  add ("create", "duplicate", 0, test_duplicate);
  for (guint i = 0; i < G_N_ELEMENTS (prepare_faults); i++)
    add ("prepare", prepare_faults[i].name, i, test_prepare);
  for (guint i = 0; i < G_N_ELEMENTS (wire_faults); i++)
    {
      add ("fault", wire_faults[i].name, 2 * i, test_fault);
      add ("fault-new-names", wire_faults[i].name, 2 * i + 1, test_fault);
    }
  add ("sentences", "all", 0, test_sentences);
  add ("metrics", "old", 0, test_metrics);
  add ("metrics", "new", 1, test_metrics);
  add ("metrics", "field-error", 0, test_field_error);
  g_test_add_func ("/x-media/urls/posts", test_urls);
  g_test_add_func ("/x-media/urls/profiles", test_profile_urls);
  return g_test_run ();
}
