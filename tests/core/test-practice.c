/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "comms-practice-server.h"

#include "comms-test-async.h"
#include "comms-test-network.h"

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

static void
test_post (void)
{
  g_autoptr (CommsPracticeServer) server = start (NULL);
  g_autoptr (CommsNetwork) network = comms_test_network (comms_practice_server_get_uri (server));
  g_autofree char *body = comms_test_freeze (network, "The hearing is on Monday.", NULL);
  g_autoptr (CommsReply) reply = comms_test_create (network, body);
  g_autofree char *url = NULL;

  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_POSTED);
  g_assert_nonnull (reply->remote_id);
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/post", test_post);
  g_test_add_func ("/practice/identify", test_identify);
  return g_test_run ();
}
