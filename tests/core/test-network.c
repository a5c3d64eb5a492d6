/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-error.h"
#include "comms-http.h"
#include "comms-network.h"

#include "comms-test-network.h"

static const struct
{
  const char *uri;
  gboolean loopback;
} uris[] = {
  { "http://127.0.0.1", TRUE },
  { "http://127.0.0.1:8080/2/tweets", TRUE },
  { "http://127.255.0.3/", TRUE },
  { "http://[::1]:8080", TRUE },
  { "http://localhost:99", TRUE },
  { "https://LOCALHOST", TRUE },
  { "http://127.0.0.1@evil.example", FALSE },
  { "http://127.0.0.1:80@evil.example", FALSE },
  { "http://localhost@evil.example/", FALSE },
  { "http://127.0.0.1.evil.example", FALSE },
  { "http://localhost.evil.example", FALSE },
  { "http://evil.example/127.0.0.1", FALSE },
  { "http://evil.example/?127.0.0.1", FALSE },
  { "http://evil.example#127.0.0.1", FALSE },
  { "http://evil.example\\@127.0.0.1", FALSE },
  { "http://evil.example@127.0.0.1", FALSE },
  { "http://128.0.0.1", FALSE },
  { "http://0.0.0.0", FALSE },
  { "http://[::2]", FALSE },
  { "http://[::ffff:8.8.8.8]", FALSE },
  { "http://127.1", FALSE },
  { "http://2130706433", FALSE },
  { "http://", FALSE },
  { "127.0.0.1", FALSE },
  { "", FALSE },
  { NULL, FALSE },
};

static void
test_loopback (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_test_message ("%s", uris[i].uri);
      g_assert_cmpint (comms_uri_is_loopback (uris[i].uri), ==, uris[i].loopback);
    }
}

static const struct
{
  const char *from;
  const char *to;
  gboolean allowed;
} ways[] = {
  { NULL, "https://mohr.example", TRUE },
  { NULL, "http://127.0.0.1:80/a", TRUE },
  { NULL, "http://mohr.example", FALSE },
  { "https://mohr.example", "HTTPS://www.mohr.example/b", TRUE },
  { "https://mohr.example", "http://mohr.example/b", FALSE },
  { "https://mohr.example", "http://127.0.0.1:631/", FALSE },
  { "https://mohr.example", "https://localhost/", FALSE },
  { "https://mohr.example", "file:///etc/passwd", FALSE },
  { "https://mohr.example", "https://", FALSE },
  { "http://127.0.0.1:80", "http://127.0.0.1:81/", TRUE },
  { "http://127.0.0.1:80", "https://mohr.example", TRUE },
  { "http://127.0.0.1:80", "no address", FALSE },
  { NULL, "HTTPS://MOHR.example", TRUE },
  { NULL, "https://mohr.example/caf%E9", TRUE },
  { NULL, "https:///news", FALSE },
  { "https://mohr.example", "https:///picture.png", FALSE },
};

static void
test_may_lead_to (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_test_message ("%s to %s", ways[i].from, ways[i].to);
      g_assert_cmpint (comms_uri_may_lead_to (ways[i].from, ways[i].to), ==, ways[i].allowed);
    }
}

static void
replied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(CommsHttpReply **) user_data = comms_http_request_finish (COMMS_HTTP (object), result, NULL);
}

/* Whoever asks for what is no address hears that as well. */
static void
test_no_address (void)
{
  static const char *const none[] = { "https:///news", "http://mohr.example", "mohr" };
  g_autoptr (CommsHttp) http = comms_http_new (FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      const CommsHttpRequest request = { .method = "GET", .uri = none[i], .timeout = 60 * 1000 };
      g_autoptr (CommsHttpReply) reply = NULL;

      comms_http_request_async (http, &request, NULL, replied_cb, &reply);
      while (reply == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (reply->outcome, ==, COMMS_HTTP_NO_ADDRESS);
      g_assert_cmpuint (reply->status, ==, 0);
    }
}

static const struct
{
  const char *api_base;
  gboolean loopback_only;
  gboolean allowed;
} bases[] = {
  { "https://api.x.com", FALSE, TRUE },
  { NULL, FALSE, TRUE },
  { "https://gateway.example/x/", FALSE, TRUE },
  { "http://127.0.0.1:4000", FALSE, TRUE },
  { "http://127.0.0.1:4000", TRUE, TRUE },
  { "https://localhost", TRUE, TRUE },
  { "http://api.x.com", FALSE, FALSE },
  { "https://api.x.com", TRUE, FALSE },
  { NULL, TRUE, FALSE },
  { "http://127.0.0.1@api.x.com", FALSE, FALSE },
  { "https://127.0.0.1@api.x.com", TRUE, FALSE },
  { "https://user:word@api.x.com", FALSE, FALSE },
  { "https://api.x.com?a=b", FALSE, FALSE },
  { "https://api.x.com#a", FALSE, FALSE },
  { "ftp://127.0.0.1", FALSE, FALSE },
  { "api.x.com", FALSE, FALSE },
  { "https:///2", FALSE, FALSE },
};

static void
test_address (void)
{
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (CommsAccount) account = comms_test_account (bases[i].api_base);
      g_autoptr (CommsNetwork) network = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bases[i].api_base);
      network = comms_network_new (account, secrets, bases[i].loopback_only, &error);
      if (bases[i].allowed)
        g_assert_no_error (error);
      else
        g_assert_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_ADDRESS);
      g_assert_cmpint (network != NULL, ==, bases[i].allowed);
    }
}

static void
test_unknown_network (void)
{
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autoptr (CommsAccount) account = comms_test_account (NULL);
  g_autoptr (GError) error = NULL;

  g_object_set (account, "network", "gazette", NULL);
  g_assert_null (comms_network_new (account, secrets, FALSE, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "gazette"));
}

static void
test_table (void)
{
  guint n_networks;
  const CommsNetworkInfo *networks = comms_networks (&n_networks);

  g_assert_cmpuint (n_networks, >, 0);
  for (guint i = 0; i < n_networks; i++)
    g_assert_true (comms_network_info (networks[i].key) == &networks[i]);
  g_assert_null (comms_network_info ("gazette"));
  g_assert_null (comms_network_info (NULL));
  g_assert_cmpstr (comms_network_info ("x")->name, ==, "X");
  g_assert_cmpint (comms_network_info ("x")->character_limit, ==, 280);
}

static const struct
{
  const char *api_base;
  const char *host;
} hosts[] = {
  { NULL, "api.x.com" },
  { "https://api.x.com:443", "api.x.com" },
  { "http://127.0.0.1:4000", "127.0.0.1:4000" },
  { "http://[::1]:4000", "[::1]:4000" },
};

static void
test_session_key (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (CommsAccount) account = comms_test_account (hosts[i].api_base);
      g_autofree char *host = NULL;
      CommsSecretKey key;

      comms_network_session_key (account, &key, &host);
      g_assert_cmpstr (key.network, ==, "x");
      g_assert_cmpstr (key.host, ==, hosts[i].host);
      g_assert_cmpstr (key.account, ==, COMMS_TEST_USER_ID);
      g_assert_cmpstr (key.kind, ==, "session");
    }
}

/* What a person copies of their own post in a browser, and what that is called on the network. */

static const struct
{
  const char *network;
  const char *api_base;
  const char *user_id;
  const char *url;
  const char *id;
} addresses[] = {
  { "x", "https://api.x.com", "1001", "https://x.com/mohr/status/77", "77" },
  { "x", "https://api.x.com", "1001", "https://x.com/mohr/status/77/photo/1", "77" },
  { "x", "https://api.x.com", "1001", "https://x.com/mohr/status/77?s=20", "77" },
  { "mastodon", "https://social.example", "12", "https://social.example/@mohr/1149", "1149" },
  { "mastodon", "https://social.example", "12", "https://social.example/users/mohr/statuses/1149",
    "1149" },
  { "mastodon", "https://social.example", "12", "https://other.example/@mohr@social.example/5",
    NULL },
  { "mastodon", "https://social.example", "12", "https://social.example/notice/9xyz", NULL },
  { "bluesky", "https://pds.example", "did:plc:abcdefghijklmnopqrstuvwx",
    "https://bsky.app/profile/mohr.example/post/3lqabcdefgh2x",
    "at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3lqabcdefgh2x" },
  { "bluesky", "https://pds.example", "did:plc:abcdefghijklmnopqrstuvwx",
    "https://bsky.app/profile/did:plc:zzzzzzzzzzzzzzzzzzzzzzzz/post/3lqabcdefgh2x", NULL },
};

static void
test_own_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (CommsAccount) account =
        g_object_new (COMMS_TYPE_ACCOUNT, "network", addresses[i].network, "api-base",
                      addresses[i].api_base, "user-id", addresses[i].user_id, NULL);
      g_autoptr (GUri) uri = g_uri_parse (addresses[i].url, G_URI_FLAGS_NONE, NULL);
      g_autofree char *id = comms_network_info (account->network)->parse_own_url (account, uri);

      g_assert_cmpstr (id, ==, addresses[i].id);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/may-lead-to", test_may_lead_to);
  g_test_add_func ("/network/no-address", test_no_address);
  g_test_add_func ("/network/loopback", test_loopback);
  g_test_add_func ("/network/address", test_address);
  g_test_add_func ("/network/unknown", test_unknown_network);
  g_test_add_func ("/network/table", test_table);
  g_test_add_func ("/network/session-key", test_session_key);
  g_test_add_func ("/network/own-addresses", test_own_addresses);
  return g_test_run ();
}
