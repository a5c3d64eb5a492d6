/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-error.h"
#include "comms-network.h"

#include "comms-test-async.h"
#include "comms-test-network.h"
#include "wire-fixture.h"

#define JSON "application/json; charset=utf-8"
#define HTML "text/html"
#define NOW G_GINT64_CONSTANT (1795000000000)
#define KEY "5e4b2d5e-0f67-4c52-a3b5-2f4b3c4a1d11"
#define CREATE "POST /api/v1/statuses"
#define TIMELINE "GET /api/v1/accounts/109/statuses"

static void
set_up (WireFixture *self, gconstpointer data)
{
  wire_fixture_open (self, "mastodon", NOW);
}

static void
tear_down (WireFixture *self, gconstpointer data)
{
  wire_fixture_close (self);
}

static CommsReply *
try (WireFixture *self, const char *body, const char *key)
{
  return wire_fixture_try (self, body, NULL, key);
}

static GPtrArray *
dup_media (guint n)
{
  GPtrArray *media = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = comms_test_png (4, 3);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (media, comms_test_media ("image/png", bytes, "A hall"));
  return media;
}

static void
test_freeze (WireFixture *self, gconstpointer data)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  g_object_set (post, "text", "کون غائب ہے؟", "language", "ur-PK", "content-warning", "Violence",
                NULL);
  body = comms_test_freeze_post (self->network, post, NULL, "42", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (body, ==,
                   "{\"status\":\"کون غائب ہے؟\",\"in_reply_to_id\":\"42\",\"spoiler_text\":"
                   "\"Violence\",\"sensitive\":true,\"visibility\":\"public\",\"language\":"
                   "\"ur\"}");

  g_clear_pointer (&body, g_free);
  body = comms_test_freeze_post (self->network, post, NULL, "../1", &error);
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_null (body);
}

/* 11: the same key again is the same post. */
static void
test_key (WireFixture *self, gconstpointer data)
{
  g_autofree char *body = comms_test_freeze (self->network, "One", NULL);
  g_autoptr (CommsReply) first = try (self, body, KEY);
  g_autoptr (CommsReply) again = try (self, body, KEY);
  const CommsFakeAsked *asked = comms_fake_network_asked (self->fake, CREATE, 0);

  g_assert_cmpint (first->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpstr (first->remote_id, ==, again->remote_id);
  g_assert_true (g_str_has_suffix (first->remote_url, "/@mohr/113000"));
  g_assert_cmpuint (comms_fake_network_n_posts (self->fake), ==, 1);
  g_assert_cmpstr (asked->key, ==, KEY);
  g_assert_cmpstr (asked->user_agent, ==, "CommsDesk/" PACKAGE_VERSION);
  g_assert_cmpstr (asked->authorization, ==, "Bearer " COMMS_TEST_TOKEN);
}

/* 12: the answer is lost after the post was stored: the same key again finds it. */
static void
test_key_after_loss (WireFixture *self, gconstpointer data)
{
  g_autofree char *body = comms_test_freeze (self->network, "One", NULL);
  g_autoptr (CommsReply) lost = NULL;
  g_autoptr (CommsReply) again = NULL;
  g_auto (GStrv) ids = NULL;

  comms_fake_network_fault (self->fake, CREATE, COMMS_FAKE_FAULT_DROP_AFTER);
  lost = try (self, body, KEY);
  g_assert_cmpint (lost->verdict, ==, COMMS_VERDICT_UNKNOWN);
  again = try (self, body, KEY);
  ids = comms_fake_network_dup_ids (self->fake);
  g_assert_cmpstr (again->remote_id, ==, ids[0]);
  g_assert_cmpuint (comms_fake_network_n_posts (self->fake), ==, 1);
}

/* 12, 13, 14, 15: whatever happened, a look tells, and the post is there once in the end, also on
 * a server that takes no notice of the key, or has forgotten it. */
static void
test_fault (WireFixture *self, gconstpointer data)
{
  const WireFault *fault = &wire_faults[GPOINTER_TO_UINT (data) / 2];
  g_autofree char *body =
    comms_test_freeze (self->network, "Tell @mohr@example.org & <us>:\nhttps://mohr.gov/a", NULL);

  comms_fake_network_get_ways (self->fake)->ignores_key = GPOINTER_TO_UINT (data) % 2 == 1;
  comms_fake_network_add_post (self->fake, "Another one");
  wire_fixture_lose (self, CREATE, fault, body, KEY);
  comms_fixed_clock_set (COMMS_FIXED_CLOCK (self->clock), NOW + 2 * 3600 * 1000);
  wire_fixture_find (self, fault, body, NOW);
  if (!fault->stored)
    {
      g_autoptr (CommsReply) again = try (self, body, KEY);

      g_assert_cmpint (again->verdict, ==, COMMS_VERDICT_POSTED);
    }
  g_assert_cmpuint (comms_fake_network_n_posts (self->fake), ==, 2);
  g_assert_cmpuint (comms_fake_network_n_doubles (self->fake), ==, 0);
}

/* A server that does not tell what was written: what it shows must do. */
static void
test_look_without_source (WireFixture *self, gconstpointer data)
{
  g_autofree char *body =
    comms_test_freeze (self->network, "Tell them & <us>:\nhttps://mohr.gov/a", NULL);
  g_autoptr (CommsReply) reply = NULL;
  g_autoptr (CommsReply) look = NULL;

  comms_fake_network_get_ways (self->fake)->is_old = TRUE;
  comms_fake_network_fault (self->fake, CREATE, COMMS_FAKE_FAULT_DROP_AFTER);
  reply = try (self, body, KEY);
  look = wire_fixture_look (self, body, NOW);
  g_assert_cmpint (look->verdict, ==, COMMS_VERDICT_POSTED);
}

/* A post bound to another row is not this one; two that are alike are for a person. */
static void
test_look_bound (WireFixture *self, gconstpointer data)
{
  g_autofree char *body = comms_test_freeze (self->network, "Same", NULL);
  g_autoptr (CommsReply) reply = try (self, body, "a");
  const char *const bound[] = { reply->remote_id, NULL };
  g_autoptr (CommsReply) absent = NULL;
  g_autoptr (CommsReply) unclear = NULL;
  g_autoptr (CommsReply) other = NULL;
  g_autoptr (GError) error = NULL;

  absent = comms_test_reconcile (self->network, body, NOW, bound, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (absent->code, ==, "absent");
  other = try (self, body, "b");
  unclear = wire_fixture_look (self, body, NOW);
  g_assert_cmpint (unclear->verdict, ==, COMMS_VERDICT_UNKNOWN);
  g_assert_cmpstr (unclear->code, ==, "unclear");
}

/* More than one page of posts since. */
static void
test_look_pages (WireFixture *self, gconstpointer data)
{
  g_autofree char *body = comms_test_freeze (self->network, "Deep down", NULL);
  g_autoptr (CommsReply) reply = NULL;
  g_autoptr (CommsReply) look = NULL;

  comms_fake_network_fault (self->fake, CREATE, COMMS_FAKE_FAULT_DROP_AFTER);
  reply = try (self, body, KEY);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strdup_printf ("Other %u", i);
      g_autofree char *other = comms_test_freeze (self->network, text, NULL);
      g_autoptr (CommsReply) posted = try (self, other, NULL);
    }
  look = wire_fixture_look (self, body, NOW);
  g_assert_cmpint (look->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, TIMELINE), >=, 2);
}

static const struct
{
  const char *name;
  guint status;
  const char *body;
} odd_timelines[] = {
  { "object", 200, "{}" },  { "empty-status", 200, "[{}]" }, { "no-time", 200, "[{\"id\":\"1\"}]" },
  { "number", 200, "[3]" }, { "page", 200, "<html>" },       { "nothing", 200, "" },
  { "sign-in", 401, "{}" }, { "gone", 404, "{}" },           { "server", 500, "{}" },
};

/* A look that makes no sense is no look: it says nothing, least of all that nothing is there. */
static void
test_odd_timeline (WireFixture *self, gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autofree char *body = comms_test_freeze (self->network, "t", NULL);
  g_autoptr (GError) error = NULL;

  comms_fake_network_answer (self->fake, TIMELINE, odd_timelines[i].status, JSON, NULL,
                             odd_timelines[i].body);
  g_assert_null (comms_test_reconcile (self->network, body, NOW, NULL, &error));
  g_assert_nonnull (error);
}

/* 16: the server works on a picture for a while. */
static void
test_media (WireFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) media = dup_media (2);
  g_autofree char *body = comms_test_freeze (self->network, "With pictures", NULL);
  g_autoptr (CommsReply) reply = NULL;
  const CommsFakeAsked *asked;
  g_autofree char *sent = NULL;

  comms_fake_network_get_ways (self->fake)->processing = 3;
  reply = wire_fixture_try (self, body, media, KEY);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "POST /api/v2/media"), ==, 2);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /api/v1/media/"), ==, 6);
  g_assert_cmpuint (comms_network_get_waited (self->network), ==, 12);
  asked = comms_fake_network_asked (self->fake, "POST /api/v2/media", 0);
  g_assert_nonnull (
    memmem (g_bytes_get_data (asked->body, NULL), g_bytes_get_size (asked->body), "A hall", 6));
  sent = wire_fixture_dup_sent (self, CREATE, 0);
  g_assert_nonnull (strstr (sent, "\"media_ids\":[\"501\",\"502\"]"));
}

/* 17: the post was too early for its picture: again, under the same key. */
static void
test_media_too_early (WireFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) media = dup_media (1);
  g_autofree char *body = comms_test_freeze (self->network, "Early", NULL);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_network_answer (self->fake, CREATE, 422, JSON, NULL, "{\"error\":\"en cours\"}");
  reply = wire_fixture_try (self, body, media, KEY);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 2);
  g_assert_cmpstr (comms_fake_network_asked (self->fake, CREATE, 1)->key, ==, KEY);
  g_assert_cmpuint (comms_fake_network_n_posts (self->fake), ==, 1);
}

static const struct
{
  const char *name;
  guint status;
  const char *type;
  CommsVerdict verdict;
  const char *code;
} upload_faults[] = {
  { "bad-type", 422, JSON, COMMS_VERDICT_REFUSED, "refused" },
  { "too-large", 413, HTML, COMMS_VERDICT_REFUSED, "refused" },
  { "server", 503, HTML, COMMS_VERDICT_HELD, "server" },
  { "page", 200, HTML, COMMS_VERDICT_HELD, "portal" },
  { "sign-in", 401, JSON, COMMS_VERDICT_HELD, "sign-in" },
  { "limit", 429, JSON, COMMS_VERDICT_HELD, "limit" },
};

/* 18: before the create nothing can be out, so that nothing is unknown. */
static void
test_upload_fault (WireFixture *self, gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) media = dup_media (1);
  g_autofree char *body = comms_test_freeze (self->network, "Never", NULL);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_network_answer (self->fake, "POST /api/v2/media", upload_faults[i].status,
                             upload_faults[i].type, NULL,
                             "{\"error\":\"x\"}" +
                               (g_str_equal (upload_faults[i].type, HTML) ? 1 : 0));
  reply = wire_fixture_try (self, body, media, KEY);
  g_assert_cmpint (reply->verdict, ==, upload_faults[i].verdict);
  g_assert_cmpstr (reply->code, ==, upload_faults[i].code);
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 0);
}

static void
test_media_fails (WireFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) media = dup_media (1);
  g_autofree char *body = comms_test_freeze (self->network, "Never", NULL);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_network_get_ways (self->fake)->processing = 1;
  comms_fake_network_get_ways (self->fake)->processing_fails = TRUE;
  reply = wire_fixture_try (self, body, media, KEY);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_REFUSED);
  g_assert_cmpstr (reply->code, ==, "media");
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 0);
}

/* 19: too long for what the server takes by now: its limits are asked for again. */
static void
test_too_long (WireFixture *self, gconstpointer data)
{
  g_autofree char *body = comms_test_freeze (self->network, "Longer than ten", NULL);
  g_autoptr (CommsReply) reply = NULL;
  g_autofree CommsNetworkLimits *limits = NULL;
  g_autoptr (GError) error = NULL;

  comms_fake_network_get_ways (self->fake)->characters = 10;
  reply = try (self, body, KEY);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_REFUSED);
  g_assert_cmpint (reply->limits->characters, ==, 10);
  limits = comms_test_limits (self->network, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limits->characters, ==, 10);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /api/v2/instance"), ==, 1);
}

/* 9, 10: version 2, else version 1; asked for once a day, and without a token. */
static void
test_limits (WireFixture *self, gconstpointer data)
{
  const gboolean is_old = GPOINTER_TO_UINT (data) == 1;
  CommsFakeWays *ways = comms_fake_network_get_ways (self->fake);
  g_autoptr (GError) error = NULL;

  ways->characters = 5000;
  ways->is_old = is_old;
  for (guint i = 0; i < 2; i++)
    {
      g_autofree CommsNetworkLimits *limits = comms_test_limits (self->network, &error);

      g_assert_no_error (error);
      g_assert_cmpint (limits->characters, ==, 5000);
      g_assert_cmpint (limits->media_max, ==, 6);
      g_assert_cmpint (limits->image_bytes, ==, 8388608);
      g_assert_cmpint (limits->alt_max, ==, 1500);
    }
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /api/v2/instance"), ==, 1);
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /api/v1/instance"), ==, is_old);
  g_assert_null (comms_fake_network_asked (self->fake, "GET /api/v2", 0)->authorization);

  comms_fixed_clock_set (COMMS_FIXED_CLOCK (self->clock), NOW + 25 * 3600 * 1000);
  g_free (comms_test_limits (self->network, &error));
  g_assert_cmpuint (comms_fake_network_n_asked (self->fake, "GET /api/v2/instance"), ==, 2);
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
  gint64 retry; /* seconds from now */
} answers[] = {
  { "limit", 429, JSON,
    "X-RateLimit-Limit: 300\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: "
    "2026-11-18T11:10:00.123456Z",
    "{}", COMMS_VERDICT_HELD, "limit", 200 },
  { "sign-in", 401, JSON, NULL, "{\"error\":\"Das Token wurde widerrufen\"}", COMMS_VERDICT_HELD,
    "sign-in", 0 },
  { "disabled", 403, JSON, NULL, "{\"error\":\"Konto deaktiviert\"}", COMMS_VERDICT_REFUSED,
    "refused", 0 },
  { "not-found", 404, JSON, NULL, "{\"error\":\"x\"}", COMMS_VERDICT_REFUSED, "refused", 0 },
  { "too-large", 413, HTML, NULL, "<h1>", COMMS_VERDICT_REFUSED, "refused", 0 },
  { "gateway", 504, HTML, NULL, "<html>nginx</html>", COMMS_VERDICT_UNKNOWN, "server", 0 },
  { "busy", 503, JSON, NULL, "{\"error\":\"x\"}", COMMS_VERDICT_UNKNOWN, "server", 0 },
  { "page", 200, HTML, NULL, "<html>Welcome to the hotel</html>", COMMS_VERDICT_UNKNOWN, "server",
    0 },
  { "portal", 511, HTML, NULL, "<html>Sign in</html>", COMMS_VERDICT_HELD, "portal", 60 },
  { "scheduled", 200, JSON, NULL,
    "{\"id\":\"3221\",\"scheduled_at\":\"2026-11-18T11:16:40.000Z\",\"params\":{}}",
    COMMS_VERDICT_UNKNOWN, "server", 0 },
  { "wrong-types", 200, JSON, NULL, "{\"id\":5,\"created_at\":1}", COMMS_VERDICT_UNKNOWN, "server",
    0 },
  { "list", 200, JSON, NULL, "[{\"id\":\"1\",\"created_at\":\"x\"}]", COMMS_VERDICT_UNKNOWN,
    "server", 0 },
  { "odd-id", 200, JSON, NULL, "{\"id\":\"../1\",\"created_at\":\"x\"}", COMMS_VERDICT_UNKNOWN,
    "server", 0 },
  { "no-id", 200, JSON, NULL, "{\"created_at\":\"x\"}", COMMS_VERDICT_UNKNOWN, "server", 0 },
  { "redirect", 302, HTML, "Location: /login", "", COMMS_VERDICT_UNKNOWN, "server", 0 },
};

/* 15, 20, 21, 22, 23. */
static void
test_answer (WireFixture *self, gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autofree char *body = comms_test_freeze (self->network, "t", NULL);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_network_answer (self->fake, CREATE, answers[i].status, answers[i].type,
                             answers[i].headers, answers[i].body);
  reply = try (self, body, KEY);
  g_assert_cmpint (reply->verdict, ==, answers[i].verdict);
  g_assert_cmpstr (reply->code, ==, answers[i].code);
  g_assert_cmpint (reply->status, ==, (int) answers[i].status);
  g_assert_cmpint (reply->retry_at, ==, answers[i].retry > 0 ? NOW + answers[i].retry * 1000 : 0);
  g_assert_cmpuint (comms_fake_network_n_creates (self->fake), ==, 1);
  if (g_str_equal (answers[i].name, "limit"))
    {
      g_assert_cmpint (reply->limit, ==, 300);
      g_assert_cmpint (reply->remaining, ==, 0);
      g_assert_cmpint (reply->reset_at, ==, NOW + 200 * 1000);
    }
}

static void
test_metrics (WireFixture *self, gconstpointer data)
{
  const gboolean is_old = GPOINTER_TO_UINT (data) == 1;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  guint n_gone = 0;

  comms_fake_network_get_ways (self->fake)->is_old = is_old;
  for (guint i = 0; i < 22; i++)
    {
      g_autofree char *text = g_strdup_printf ("Post %u", i);
      g_autofree char *body = comms_test_freeze (self->network, text, NULL);
      g_autoptr (CommsReply) reply = try (self, body, NULL);

      g_strv_builder_add (builder, reply->remote_id);
    }
  g_strv_builder_add (builder, "999999");
  g_strv_builder_add (builder, "../x");
  ids = g_strv_builder_end (builder);
  found = comms_test_metrics (self->network, (const char *const *) ids, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 23);
  for (guint i = 0; i < found->len; i++)
    {
      CommsMetrics *metrics = g_ptr_array_index (found, i);

      n_gone += metrics->gone ? 1 : 0;
      g_assert_cmpint (metrics->likes, ==, metrics->gone ? -1 : 7);
      g_assert_cmpint (metrics->impressions, ==, -1);
      g_assert_cmpstr (metrics->gone ? metrics->remote_id : "999999", ==, "999999");
    }
  g_assert_cmpuint (n_gone, ==, 1);
}

static void
test_withdraw (WireFixture *self, gconstpointer data)
{
  g_autofree char *body = comms_test_freeze (self->network, "Gone soon", NULL);
  g_autoptr (CommsReply) reply = try (self, body, KEY);
  g_autoptr (GError) error = NULL;

  g_assert_true (comms_test_withdraw (self->network, reply->remote_id, &error));
  g_assert_cmpuint (comms_fake_network_n_posts (self->fake), ==, 0);
  g_assert_true (comms_test_withdraw (self->network, reply->remote_id, &error));
  g_assert_no_error (error);
  g_assert_false (comms_test_withdraw (self->network, "..", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
}

static void
test_identify (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsIdentity) identity = comms_test_identify (self->network, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (identity->user_id, ==, "109");
  g_assert_true (g_str_has_prefix (identity->handle, "mohr@127.0.0.1:"));
  g_assert_cmpstr (identity->display_name, ==, "MoHR");
}

static void
test_find_post (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id =
    comms_test_find_post (self->network, " https://social.example/@someone/77 ", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "4077");
  g_assert_null (comms_test_find_post (self->network, "https://social.example/@other/1", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (comms_test_find_post (self->network, "http://social.example/@other/1", &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
}

/* A page in place of data is the network that this computer sits in, not Mastodon. */
static void
test_portal (WireFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  comms_fake_network_answer (self->fake, "GET ", 200, HTML, NULL, "<html>Hotel</html>");
  g_assert_null (comms_test_identify (self->network, &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "sign-in page"));
}

static void
add (const char *group, const char *name, guint index, void (*test) (WireFixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/mastodon/%s/%s", group, name);

  g_test_add (path, WireFixture, GUINT_TO_POINTER (index), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("freeze", "all", 0, test_freeze);
  add ("create", "key", 0, test_key);
  add ("create", "key-after-loss", 0, test_key_after_loss);
  for (guint i = 0; i < G_N_ELEMENTS (wire_faults); i++)
    {
      add ("fault", wire_faults[i].name, 2 * i, test_fault);
      add ("fault-without-key", wire_faults[i].name, 2 * i + 1, test_fault);
    }
  add ("look", "without-source", 0, test_look_without_source);
  add ("look", "bound", 0, test_look_bound);
  add ("look", "pages", 0, test_look_pages);
  for (guint i = 0; i < G_N_ELEMENTS (odd_timelines); i++)
    add ("odd-timeline", odd_timelines[i].name, i, test_odd_timeline);
  add ("media", "two", 0, test_media);
  add ("media", "too-early", 0, test_media_too_early);
  add ("media", "fails", 0, test_media_fails);
  for (guint i = 0; i < G_N_ELEMENTS (upload_faults); i++)
    add ("upload", upload_faults[i].name, i, test_upload_fault);
  add ("limits", "too-long", 0, test_too_long);
  add ("limits", "new", 0, test_limits);
  add ("limits", "old", 1, test_limits);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    add ("answer", answers[i].name, i, test_answer);
  add ("metrics", "new", 0, test_metrics);
  add ("metrics", "old", 1, test_metrics);
  add ("withdraw", "all", 0, test_withdraw);
  add ("identify", "all", 0, test_identify);
  add ("find-post", "all", 0, test_find_post);
  add ("portal", "all", 0, test_portal);
  return g_test_run ();
}
