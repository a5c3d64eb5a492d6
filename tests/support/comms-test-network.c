/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-test-network.h"

#include "comms-test-async.h"

CommsAccount *
comms_test_account (const char *api_base)
{
  CommsAccount *account = comms_account_new ();

  g_object_set (account, "network", "x", "handle", COMMS_TEST_HANDLE, "user-id", COMMS_TEST_USER_ID,
                "api-base", api_base, NULL);
  return account;
}

static void
store_token (CommsSecrets *secrets, CommsAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  char *secret = comms_network_session_secret (COMMS_TEST_TOKEN);
  CommsSecretKey key;

  comms_network_session_key (account, &key, &host);
  comms_secrets_store_async (secrets, &key, "Test", secret, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  comms_secrets_store_finish (secrets, result, &error);
  g_assert_no_error (error);
  comms_secret_free (secret);
}

CommsNetwork *
comms_test_network (const char *api_base)
{
  g_autoptr (CommsAccount) account = comms_test_account (api_base);
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autoptr (GError) error = NULL;
  CommsNetwork *network;

  store_token (secrets, account);
  network = comms_network_new (account, secrets, FALSE, &error);
  g_assert_no_error (error);
  return network;
}

char *
comms_test_freeze (CommsNetwork *network, const char *text, const char *reply_to)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (GError) error = NULL;
  char *body;

  g_object_set (post, "text", text, NULL);
  body = comms_network_freeze (network, post, reply_to, &error);
  g_assert_no_error (error);
  return body;
}

CommsReply *
comms_test_create (CommsNetwork *network, const char *body)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CommsReply *reply;

  comms_network_create_async (network, body, NULL, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  reply = comms_network_create_finish (network, result, &error);
  g_assert_no_error (error);
  return reply;
}

CommsReply *
comms_test_reconcile (CommsNetwork *network,
                      const char *body,
                      gint64 started_at,
                      const char *const *bound_ids,
                      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_reconcile_async (network, body, NULL, started_at, bound_ids, NULL,
                                 comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_reconcile_finish (network, result, error);
}

gboolean
comms_test_withdraw (CommsNetwork *network, const char *remote_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_withdraw_async (network, remote_id, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_withdraw_finish (network, result, error);
}

CommsIdentity *
comms_test_identify (CommsNetwork *network, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_identify_async (network, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_identify_finish (network, result, error);
}
