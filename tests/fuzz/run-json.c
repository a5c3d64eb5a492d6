/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "run-json.h"

#include <string.h>

#include "comms-bluesky-ids.h"
#include "comms-net-json.h"
#include "comms-session-secret.h"
#include "comms-test-network.h"
#include "comms-x-match.h"
#include "fake-http.h"

#define DID "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
#define URI "at://" DID "/app.bsky.feed.post/3k2akpfmzfc2a"
#define TEXT "A headline of @name, #tag https://mohr.gov.pk/a"

typedef struct
{
  const char *key;
  const char *user_id;
  const char *id;
  const char *url;
  const char *body;
} Side;

static const Side sides[] = {
  { "x", COMMS_TEST_USER_ID, "1942384719238471", "https://x.com/name/status/1942384719238471",
    "{\"text\":\"" TEXT "\",\"reply\":{\"in_reply_to_tweet_id\":\"12\"}}" },
  { "mastodon", "109", "109348573", "https://mastodon.example/@name/109348573",
    "{\"status\":\"" TEXT "\",\"visibility\":\"public\"}" },
  { "bluesky", DID, URI, "https://bsky.app/profile/name.bsky.social/post/3k2akpfmzfc2a",
    "{\"repo\":\"" DID "\",\"collection\":\"app.bsky.feed.post\",\"rkey\":\"3k2akpfmzfc2a\","
    "\"record\":{\"$type\":\"app.bsky.feed.post\",\"text\":\"" TEXT "\"}}" },
};

static void
check_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpstr (text, !=, "");
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
check_reply (const CommsReply *reply)
{
  if (reply->verdict == COMMS_VERDICT_POSTED)
    check_text (reply->remote_id);
  else
    check_text (reply->sentence);
  g_assert_true (reply->remote_url == NULL || g_utf8_validate (reply->remote_url, -1, NULL));
  g_assert_true (reply->detail == NULL || g_utf8_validate (reply->detail, -1, NULL));
}

static void
run_identify (CommsNetwork *network, const Side *side)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsIdentity) identity = comms_test_identify (network, &error);

  if (identity == NULL)
    {
      check_text (error->message);
      return;
    }
  check_text (identity->user_id);
  check_text (identity->handle);
  check_text (identity->display_name);
}

static void
run_limits (CommsNetwork *network, const Side *side)
{
  g_autoptr (GError) error = NULL;
  g_autofree CommsNetworkLimits *limits = comms_test_limits (network, &error);

  if (limits == NULL)
    {
      check_text (error->message);
      return;
    }
  g_assert_cmpint (limits->characters, >, 0);
  g_assert_cmpint (limits->url_length, >=, 0);
  g_assert_cmpint (limits->media_max, >=, 0);
  g_assert_cmpint (limits->image_bytes, >=, 0);
  g_assert_cmpint (limits->image_pixels, >=, 0);
  g_assert_cmpint (limits->alt_max, >=, 0);
}

static void
run_metrics (CommsNetwork *network, const Side *side)
{
  const char *const ids[] = { side->id, "12", "no id/?", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = comms_test_metrics (network, ids, &error);

  if (found == NULL)
    {
      check_text (error->message);
      return;
    }
  for (guint i = 0; i < found->len; i++)
    check_text (((CommsMetrics *) g_ptr_array_index (found, i))->remote_id);
}

static void
run_find (CommsNetwork *network, const Side *side)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = comms_test_find_post (network, side->url, &error);

  check_text (id != NULL ? id : error->message);
}

static void
run_withdraw (CommsNetwork *network, const Side *side)
{
  g_autoptr (GError) error = NULL;

  if (!comms_test_withdraw (network, side->id, &error))
    check_text (error->message);
}

static void
run_reconcile (CommsNetwork *network, const Side *side)
{
  const char *const bound[] = { "13", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsReply) reply =
    comms_test_reconcile (network, side->body, G_GINT64_CONSTANT (1700000000000), bound, &error);

  if (reply != NULL)
    check_reply (reply);
  else
    check_text (error->message);
}

static void
run_create (CommsNetwork *network, const Side *side)
{
  g_autoptr (CommsReply) reply =
    comms_test_create_with (network, side->body, NULL, "3k2akpfmzfc2a");

  check_reply (reply);
}

/* The body is frozen with what the network says of names, of the post answered and of the page. */
static void
run_freeze (CommsNetwork *network, const Side *side)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  g_object_set (post, "text", TEXT " @name.bsky.social", NULL);
  body = comms_test_freeze_post (network, post, NULL, side->id, &error);
  if (body != NULL)
    {
      g_autoptr (JsonNode) root = comms_net_json_parse (body, -1);

      g_assert_nonnull (comms_net_json_root (root));
    }
  else
    check_text (error->message);
}

static void
run_notices (CommsNetwork *network, const Side *side)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notices = comms_test_notices (network, 30, &error);

  if (notices == NULL)
    {
      check_text (error->message);
      return;
    }
  g_assert_cmpuint (notices->len, <=, 30);
  for (guint i = 0; i < notices->len; i++)
    {
      const CommsNotice *notice = g_ptr_array_index (notices, i);

      g_assert_true (g_utf8_validate (notice->handle, -1, NULL));
      g_assert_true (g_utf8_validate (notice->text, -1, NULL));
      g_assert_null (strpbrk (notice->text, "\n\r\033"));
      g_assert_true (notice->link == NULL || g_utf8_validate (notice->link, -1, NULL));
    }
}

static void
check_act (CommsAct *taken, GError *error)
{
  g_autoptr (CommsAct) act = taken;

  check_text (act != NULL ? act->remote_id : error->message);
  g_assert_true (act == NULL || act->handle == NULL || g_utf8_validate (act->handle, -1, NULL));
}

static void
run_like (CommsNetwork *network, const Side *side)
{
  g_autoptr (GError) error = NULL;
  CommsAct *act = comms_test_like (network, side->id, &error);

  check_act (act, error);
}

static void
run_unlike (CommsNetwork *network, const Side *side)
{
  g_autoptr (GError) error = NULL;
  CommsAct *act =
    comms_test_unlike (network, side->id, "at://" DID "/app.bsky.feed.like/3k2akpfmzfc2a", &error);

  check_act (act, error);
}

static void
run_list_add (CommsNetwork *network, const Side *side)
{
  g_autoptr (GError) error = NULL;
  CommsAct *act = comms_test_list_add (network, "Journalists", "@name@mastodon.example", &error);

  check_act (act, error);
}

static void
run_pure (char **answers)
{
  for (guint i = 0; answers[i] != NULL; i++)
    {
      g_autoptr (JsonNode) post = comms_net_json_parse (answers[i], -1);
      g_autoptr (JsonNode) frozen = comms_net_json_parse (sides[0].body, -1);
      g_autoptr (CommsSessionSecret) secret = comms_session_secret_parse (answers[i]);
      g_autofree char *repo = NULL;
      g_autofree char *key = NULL;

      comms_x_match (comms_net_json_root (post), comms_net_json_root (frozen));
      g_assert_true (secret == NULL || comms_session_is_token (secret->access));
      if (comms_bluesky_parse_uri (answers[i], &repo, &key))
        {
          g_autofree char *uri = comms_bluesky_dup_uri (repo, key);

          g_assert_cmpstr (uri, ==, answers[i]);
        }
    }
}

void
run_json (const guint8 *data, gsize size)
{
  static void (*const jobs[]) (CommsNetwork * network, const Side *side) = {
    run_identify, run_limits, run_metrics, run_find, run_withdraw, run_reconcile,
    run_create,   run_freeze, run_notices, run_like, run_unlike,   run_list_add,
  };
  const guint way = size > 0 ? data[0] : 0;
  const Side *side = &sides[way % G_N_ELEMENTS (sides)];
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data + 1, size - 1) : g_strdup ("");
  g_auto (GStrv) answers = g_strsplit (text, "\n", -1);
  g_autoptr (CommsNetwork) network =
    comms_test_network_on (side->key, side->user_id, "http://127.0.0.1:9");

  run_pure (answers);
  fake_http_set_answers (answers);
  jobs[way / G_N_ELEMENTS (sides) % G_N_ELEMENTS (jobs)](network, side);
  fake_http_set_answers (NULL);
}
