/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-network.h"
#include "comms-practice-server.h"

#include "comms-fake-x.h"
#include "comms-test-async.h"
#include "comms-test-network.h"

#define JSON "application/json"
#define NOW G_GINT64_CONSTANT (1795000000000)
#define DATE "Date: Wed, 18 Nov 2026 11:06:40 GMT"
#define DATE_HOUR_BEFORE "Date: Wed, 18 Nov 2026 10:06:40 GMT"
#define EMPTY "{\"meta\":{\"result_count\":0}}"
#define ID "2122889175429775360"

static CommsNetwork *
fake_network (CommsFakeX *fake, gint64 now)
{
  CommsNetwork *network = comms_test_network (comms_fake_x_get_uri (fake));
  g_autoptr (CommsClock) clock = comms_fixed_clock_new (now);

  comms_network_set_clock (network, clock);
  return network;
}

/* What one post in the timeline makes of a frozen text. */
static const struct
{
  const char *name;
  const char *text;
  const char *reply_to;
  const char *post; /* without its id */
  CommsVerdict verdict;
} posts[] = {
  { "plain", "Who is missing?", NULL, "\"text\":\"Who is missing?\"", COMMS_VERDICT_POSTED },
  { "other", "Who is missing?", NULL, "\"text\":\"Who was counted?\"", COMMS_VERDICT_REFUSED },
  { "escaped", "Law & order: a < b > c &amp;", NULL,
    "\"text\":\"Law &amp; order: a &lt; b &gt; c &amp;amp;\"", COMMS_VERDICT_POSTED },
  { "decomposed", "Zo\xc3\xab speaks", NULL, "\"text\":\"Zoe\xcc\x88 speaks\"",
    COMMS_VERDICT_POSTED },
  { "blanks", "One.\n\nTwo. ", NULL, "\"text\":\"One.\\n\\nTwo.\"", COMMS_VERDICT_POSTED },
  { "link", "Read https://mohr.gov.pk/report/ now", NULL,
    "\"text\":\"Read https://t.co/abcdefghij now\",\"entities\":{\"urls\":[{\"start\":5,\"end\":28,"
    "\"url\":\"https://t.co/abcdefghij\",\"expanded_url\":\"https://mohr.gov.pk/report\"}]}",
    COMMS_VERDICT_POSTED },
  { "bare-link", "Read mohr.gov.pk", NULL,
    "\"text\":\"Read https://t.co/abcdefghij\",\"entities\":{\"urls\":["
    "{\"url\":\"https://t.co/abcdefghij\",\"expanded_url\":\"http://mohr.gov.pk\"}]}",
    COMMS_VERDICT_POSTED },
  { "two-links", "A https://a.pk/1 B https://a.pk/2", NULL,
    "\"text\":\"A https://t.co/aaaaaaaaaa B https://t.co/bbbbbbbbbb\",\"entities\":{\"urls\":["
    "{\"url\":\"https://t.co/bbbbbbbbbb\",\"expanded_url\":\"https://a.pk/2\"},"
    "{\"url\":\"https://t.co/aaaaaaaaaa\",\"expanded_url\":\"https://a.pk/1\"}]}",
    COMMS_VERDICT_POSTED },
  { "other-link", "Read https://mohr.gov.pk/2", NULL,
    "\"text\":\"Read https://t.co/abcdefghij\",\"entities\":{\"urls\":["
    "{\"url\":\"https://t.co/abcdefghij\",\"expanded_url\":\"https://mohr.gov.pk/1\"}]}",
    COMMS_VERDICT_UNKNOWN },
  { "link-unexplained", "Read https://mohr.gov.pk/report", NULL,
    "\"text\":\"Read https://t.co/abcdefghij\"", COMMS_VERDICT_UNKNOWN },
  { "media", "Look at this", NULL,
    "\"text\":\"Look at this https://t.co/abcdefghij\",\"entities\":{\"urls\":["
    "{\"url\":\"https://t.co/abcdefghij\",\"media_key\":\"3_1\","
    "\"expanded_url\":\"https://x.com/m/status/1/photo/1\"}]}",
    COMMS_VERDICT_POSTED },
  { "long-old-name", "A long text that ends here", NULL,
    "\"text\":\"A long text\xe2\x80\xa6\",\"note_tweet\":{\"text\":\"A long text that ends here\"}",
    COMMS_VERDICT_POSTED },
  { "long-new-name", "A long text that ends here", NULL,
    "\"text\":\"A long text\xe2\x80\xa6\",\"note_post\":{\"text\":\"A long text that ends here\"}",
    COMMS_VERDICT_POSTED },
  { "capitals", "Who is missing?", NULL, "\"text\":\"who is missing\"", COMMS_VERDICT_UNKNOWN },
  { "reply", "Thank you.", "77",
    "\"text\":\"Thank you.\",\"referenced_tweets\":[{\"type\":\"quoted\",\"id\":\"5\"},"
    "{\"type\":\"replied_to\",\"id\":\"77\"}]",
    COMMS_VERDICT_POSTED },
  { "reply-new-name", "Thank you.", "77",
    "\"text\":\"Thank you.\",\"referenced_posts\":[{\"type\":\"replied_to\",\"id\":\"77\"}]",
    COMMS_VERDICT_POSTED },
  { "reply-mentions", "Thank you.", "77",
    "\"text\":\"@dawn_com @geo_urdu Thank you.\","
    "\"referenced_tweets\":[{\"type\":\"replied_to\",\"id\":\"77\"}]",
    COMMS_VERDICT_POSTED },
  { "reply-elsewhere", "Thank you.", "77",
    "\"text\":\"Thank you.\",\"referenced_tweets\":[{\"type\":\"replied_to\",\"id\":\"78\"}]",
    COMMS_VERDICT_REFUSED },
  { "reply-without-parent", "Thank you.", "77", "\"text\":\"Thank you.\"", COMMS_VERDICT_UNKNOWN },
  { "no-reply-wanted", "Thank you.", NULL,
    "\"text\":\"Thank you.\",\"referenced_tweets\":[{\"type\":\"replied_to\",\"id\":\"78\"}]",
    COMMS_VERDICT_REFUSED },
  { "no-text", "Thank you.", NULL, "\"text\":null", COMMS_VERDICT_REFUSED },
  { "wrong-types", "Thank you.", NULL,
    "\"text\":[],\"entities\":[],\"referenced_tweets\":{},\"note_tweet\":\"x\"",
    COMMS_VERDICT_REFUSED },
};

static void
test_post (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (CommsFakeX) fake = comms_fake_x_new ();
  g_autoptr (CommsNetwork) network = fake_network (fake, NOW);
  g_autofree char *frozen = comms_test_freeze (network, posts[i].text, posts[i].reply_to);
  g_autofree char *page =
    g_strdup_printf ("{\"data\":[{\"id\":\"" ID "\",%s}],\"meta\":{\"result_count\":1}}",
                     posts[i].post);
  g_autoptr (CommsReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  comms_fake_x_answer (fake, 200, JSON, DATE, page);
  reply = comms_test_reconcile (network, frozen, NOW - 5000, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply->verdict, ==, posts[i].verdict);
  if (posts[i].verdict == COMMS_VERDICT_POSTED)
    {
      g_assert_cmpstr (reply->remote_id, ==, ID);
      g_assert_true (g_str_has_suffix (reply->remote_url, "/" COMMS_TEST_HANDLE "/status/" ID));
    }
  else
    g_assert_nonnull (reply->sentence);
}

static void
test_question (void)
{
  g_autoptr (CommsFakeX) fake = comms_fake_x_new ();
  g_autoptr (CommsNetwork) network = fake_network (fake, NOW);
  g_autoptr (CommsReply) reply = NULL;
  const char *path;

  comms_fake_x_answer (fake, 200, JSON, DATE, EMPTY);
  reply = comms_test_reconcile (network, "{\"text\":\"t\"}", NOW - 5000, NULL, NULL);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_REFUSED);
  path = comms_fake_x_request (fake, 0)->path;
  g_assert_true (g_str_has_prefix (path, "/2/users/" COMMS_TEST_USER_ID "/tweets?"));
  g_assert_nonnull (strstr (path, "tweet.fields="));
  /* (1794999875000 - 1288834974657) << 22 */
  g_assert_nonnull (strstr (path, "&since_id=2123009466168246272"));
  g_assert_nonnull (strstr (path, "max_results=100"));
}

/* X has the new name of the parameter only; asked once, remembered. */
static void
test_renamed (void)
{
  static const char refusal[] =
    "{\"errors\":[{\"parameters\":{\"tweet.fields\":[\"text\"]},"
    "\"message\":\"The query parameter [tweet.fields] is not one of those expected\"}],"
    "\"title\":\"Invalid Request\",\"type\":\"https://api.x.com/2/problems/invalid-request\"}";
  g_autoptr (CommsFakeX) fake = comms_fake_x_new ();
  g_autoptr (CommsNetwork) network = fake_network (fake, NOW);

  comms_fake_x_answer (fake, 400, JSON, DATE, refusal);
  comms_fake_x_answer (fake, 200, JSON, DATE, EMPTY);
  comms_fake_x_answer (fake, 200, JSON, DATE, EMPTY);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CommsReply) reply =
        comms_test_reconcile (network, "{\"text\":\"t\"}", NOW, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_REFUSED);
    }
  g_assert_cmpuint (comms_fake_x_n_requests (fake), ==, 3);
  g_assert_nonnull (strstr (comms_fake_x_request (fake, 1)->path, "post.fields="));
  g_assert_nonnull (strstr (comms_fake_x_request (fake, 1)->path, "note_post"));
  g_assert_nonnull (strstr (comms_fake_x_request (fake, 2)->path, "post.fields="));
}

static void
test_pages (void)
{
  g_autoptr (CommsFakeX) fake = comms_fake_x_new ();
  g_autoptr (CommsNetwork) network = fake_network (fake, NOW);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_x_answer (fake, 200, JSON, DATE,
                       "{\"data\":[{\"id\":\"9\",\"text\":\"u\"}],\"meta\":{\"next_token\":\"a/"
                       "b\"}}");
  comms_fake_x_answer (fake, 200, JSON, DATE,
                       "{\"data\":[{\"id\":\"8\",\"text\":\"t\"}],\"meta\":{\"result_count\":1}}");
  reply = comms_test_reconcile (network, "{\"text\":\"t\"}", NOW, NULL, NULL);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpstr (reply->remote_id, ==, "8");
  g_assert_nonnull (strstr (comms_fake_x_request (fake, 1)->path, "&pagination_token=a%2Fb"));
}

/* A timeline without end is not looked through, so nothing is certain. */
static void
test_endless_pages (void)
{
  g_autoptr (CommsFakeX) fake = comms_fake_x_new ();
  g_autoptr (CommsNetwork) network = fake_network (fake, NOW);
  g_autoptr (CommsReply) reply = NULL;

  for (guint i = 0; i < 32; i++)
    comms_fake_x_answer (fake, 200, JSON, DATE,
                         "{\"data\":[{\"id\":\"9\",\"text\":\"u\"}],\"meta\":{\"next_token\":\"a\"}"
                         "}");
  reply = comms_test_reconcile (network, "{\"text\":\"t\"}", NOW, NULL, NULL);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_UNKNOWN);
}

static const struct
{
  const char *name;
  const char *bound[3];
  CommsVerdict verdict;
  const char *id;
} bindings[] = {
  { "none", { NULL }, COMMS_VERDICT_UNKNOWN, NULL },
  { "one", { "8", NULL }, COMMS_VERDICT_POSTED, "9" },
  { "both", { "8", "9", NULL }, COMMS_VERDICT_REFUSED, NULL },
};

static void
test_bound (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (CommsFakeX) fake = comms_fake_x_new ();
  g_autoptr (CommsNetwork) network = fake_network (fake, NOW);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_x_answer (fake, 200, JSON, DATE,
                       "{\"data\":[{\"id\":\"9\",\"text\":\"t\"},{\"id\":\"8\",\"text\":\"t\"}],"
                       "\"meta\":{\"result_count\":2}}");
  reply = comms_test_reconcile (network, "{\"text\":\"t\"}", NOW, bindings[i].bound, NULL);
  g_assert_cmpint (reply->verdict, ==, bindings[i].verdict);
  g_assert_cmpstr (reply->remote_id, ==, bindings[i].id);
}

/* Our clock is an hour ahead: the search goes back an hour further before it says "absent". */
static void
test_clock_ahead (void)
{
  g_autoptr (CommsFakeX) fake = comms_fake_x_new ();
  g_autoptr (CommsNetwork) network = fake_network (fake, NOW);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_x_answer (fake, 200, JSON, DATE_HOUR_BEFORE, EMPTY);
  comms_fake_x_answer (fake, 200, JSON, DATE_HOUR_BEFORE,
                       "{\"data\":[{\"id\":\"9\",\"text\":\"t\"}],\"meta\":{\"result_count\":1}}");
  reply = comms_test_reconcile (network, "{\"text\":\"t\"}", NOW - 5000, NULL, NULL);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  /* (1794999875000 - 3600000 - 1288834974657) << 22 */
  g_assert_nonnull (strstr (comms_fake_x_request (fake, 1)->path, "&since_id=2122994366673846272"));
}

/* The clock was put back since: when the post was begun is not known. */
static void
test_begun_in_the_future (void)
{
  g_autoptr (CommsFakeX) fake = comms_fake_x_new ();
  g_autoptr (CommsNetwork) network = fake_network (fake, NOW);
  g_autoptr (CommsReply) reply = NULL;

  comms_fake_x_answer (fake, 200, JSON, DATE, EMPTY);
  reply = comms_test_reconcile (network, "{\"text\":\"t\"}", NOW + 3600 * 1000, NULL, NULL);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_UNKNOWN);
}

static const struct
{
  const char *name;
  guint status;
  const char *body;
  gint error; /* -1: none */
} answers[] = {
  { "empty", 200, EMPTY, -1 },
  { "partial", 200, "{\"meta\":{},\"errors\":[{\"title\":\"x\"}]}", -1 },
  { "post-without-id", 200, "{\"data\":[{\"text\":\"t\"}],\"meta\":{}}", -1 },
  { "post-no-object", 200, "{\"data\":[7],\"meta\":{}}", -1 },
  { "nothing", 200, "{}", COMMS_NET_ERROR_UNCLEAR },
  { "html", 200, "<html>", COMMS_NET_ERROR_UNCLEAR },
  { "data-object", 200, "{\"data\":{},\"meta\":{}}", COMMS_NET_ERROR_UNCLEAR },
  { "invalid", 400, "{\"errors\":[]}", COMMS_NET_ERROR_REFUSED },
  { "sign-in", 401, "{}", COMMS_NET_ERROR_SIGN_IN },
  { "credit", 402, "{}", COMMS_NET_ERROR_LIMITED },
  { "forbidden", 403, "{}", COMMS_NET_ERROR_REFUSED },
  { "limit", 429, "{}", COMMS_NET_ERROR_LIMITED },
  { "server", 500, "<html>", COMMS_NET_ERROR_UNCLEAR },
};

static void
test_answer (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (CommsFakeX) fake = comms_fake_x_new ();
  g_autoptr (CommsNetwork) network = fake_network (fake, NOW);
  g_autoptr (CommsReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  comms_fake_x_answer (fake, answers[i].status, JSON, DATE, answers[i].body);
  reply = comms_test_reconcile (network, "{\"text\":\"t\"}", NOW, NULL, &error);
  g_assert_cmpint (reply != NULL, ==, answers[i].error == -1);
  if (reply != NULL)
    g_assert_cmpint (reply->verdict, ==, i == 0 ? COMMS_VERDICT_REFUSED : COMMS_VERDICT_UNKNOWN);
  else
    g_assert_error (error, COMMS_NET_ERROR, answers[i].error);
}

/* On a real network nothing is read before that is recorded as allowed. */
static void
test_reading_is_off (void)
{
  g_autoptr (CommsNetwork) network = comms_test_network ("https://api.x.invalid");
  g_autoptr (GError) error = NULL;

  g_assert_null (comms_test_reconcile (network, "{\"text\":\"t\"}", NOW, NULL, &error));
  g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED);
}

static const char *const hard_texts[] = {
  "Plain words.",
  "Read https://mohr.gov.pk/a?b=c&d=e and mohr.gov.pk/x, then answer #HumanRights",
  "<b>Law & order</b> \"quoted\" &amp; done",
  "انسانی حقوق https://mohr.gov.pk/ur/رپورٹ کا دن",
  "👩‍👩‍👧 families \n\n\nand more",
};

/* The practice network shortens and escapes as X does: what was stored there is found again. */
static void
test_found_after_timeout (gconstpointer data)
{
  const char *text = hard_texts[GPOINTER_TO_UINT (data)];
  g_autoptr (CommsPracticeServer) server = comms_practice_server_new (NULL, 0, NULL);
  g_autoptr (CommsNetwork) network = comms_test_network (comms_practice_server_get_uri (server));
  g_autofree char *body = comms_test_freeze (network, text, NULL);
  gint64 before = g_get_real_time () / 1000;
  g_autoptr (CommsReply) reply = NULL;
  g_autoptr (CommsReply) found = NULL;
  g_autoptr (GError) error = NULL;

  comms_practice_server_add_account (server, COMMS_TEST_USER_ID, COMMS_TEST_HANDLE, "MoHR",
                                     COMMS_TEST_TOKEN);
  comms_practice_server_set_fault (server, COMMS_PRACTICE_FAULT_TIMEOUT, COMMS_PRACTICE_ONCE);
  comms_network_set_timeout (network, 300);
  reply = comms_test_create (network, body);
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_UNKNOWN);

  comms_network_set_timeout (network, 60 * 1000);
  found = comms_test_reconcile (network, body, before, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_cmpuint (comms_practice_server_get_n_creates (server), ==, 1);
}

#define ADD_TABLE(prefix, table, func)                                                             \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                                                 \
    {                                                                                              \
      g_autofree char *path = g_strconcat (prefix, table[i].name, NULL);                           \
      g_test_add_data_func (path, GUINT_TO_POINTER (i), func);                                     \
    }

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_TABLE ("/x/reconcile/post/", posts, test_post)
  ADD_TABLE ("/x/reconcile/bound/", bindings, test_bound)
  ADD_TABLE ("/x/reconcile/answer/", answers, test_answer)
  for (guint i = 0; i < G_N_ELEMENTS (hard_texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x/reconcile/after-timeout/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_found_after_timeout);
    }
  g_test_add_func ("/x/reconcile/question", test_question);
  g_test_add_func ("/x/reconcile/renamed", test_renamed);
  g_test_add_func ("/x/reconcile/pages", test_pages);
  g_test_add_func ("/x/reconcile/endless-pages", test_endless_pages);
  g_test_add_func ("/x/reconcile/clock-ahead", test_clock_ahead);
  g_test_add_func ("/x/reconcile/begun-in-the-future", test_begun_in_the_future);
  g_test_add_func ("/x/reconcile/reading-is-off", test_reading_is_off);
  return g_test_run ();
}
