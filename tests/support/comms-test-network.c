/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "comms-test-network.h"

#include "comms-test-async.h"

CommsAccount *
comms_test_account_on (const char *network, const char *user_id, const char *api_base)
{
  CommsAccount *account = comms_account_new ();

  g_object_set (account, "network", network, "handle", COMMS_TEST_HANDLE, "user-id", user_id,
                "api-base", api_base, NULL);
  return account;
}

CommsAccount *
comms_test_account (const char *api_base)
{
  return comms_test_account_on ("x", COMMS_TEST_USER_ID, api_base);
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
comms_test_network_on (const char *key, const char *user_id, const char *api_base)
{
  g_autoptr (CommsAccount) account = comms_test_account_on (key, user_id, api_base);
  g_autoptr (CommsSecrets) secrets = comms_memory_secrets_new ();
  g_autoptr (GError) error = NULL;
  CommsNetwork *network;

  store_token (secrets, account);
  network = comms_network_new (account, secrets, FALSE, &error);
  g_assert_no_error (error);
  comms_network_use_second (0);
  return network;
}

CommsNetwork *
comms_test_network (const char *api_base)
{
  return comms_test_network_on ("x", COMMS_TEST_USER_ID, api_base);
}

char *
comms_test_freeze_post (
  CommsNetwork *network, CommsPost *post, GPtrArray *media, const char *reply_to, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_freeze_async (network, post, media, reply_to, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_freeze_finish (network, result, error);
}

char *
comms_test_freeze (CommsNetwork *network, const char *text, const char *reply_to)
{
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (GError) error = NULL;
  char *body;

  g_object_set (post, "text", text, NULL);
  body = comms_test_freeze_post (network, post, NULL, reply_to, &error);
  g_assert_no_error (error);
  return body;
}

CommsReply *
comms_test_create_with (CommsNetwork *network, const char *body, GPtrArray *media, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CommsReply *reply;

  comms_network_create_async (network, body, media, key, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  reply = comms_network_create_finish (network, result, &error);
  g_assert_no_error (error);
  return reply;
}

CommsReply *
comms_test_create (CommsNetwork *network, const char *body)
{
  return comms_test_create_with (network, body, NULL, NULL);
}

GPtrArray *
comms_test_metrics (CommsNetwork *network, const char *const *ids, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_metrics_async (network, ids, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_metrics_finish (network, result, error);
}

CommsNetworkLimits *
comms_test_limits (CommsNetwork *network, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_limits_async (network, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_limits_finish (network, result, error);
}

char *
comms_test_find_post (CommsNetwork *network, const char *url, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_find_post_async (network, url, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_find_post_finish (network, result, error);
}

static GBytes *
encode_png (GdkPixbuf *pixbuf)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

GBytes *
comms_test_png (int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  gdk_pixbuf_fill (pixbuf, 0x3060a0ff);
  return encode_png (pixbuf);
}

GBytes *
comms_test_noise (int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);

  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (pixbuf); i++)
    pixels[i] = (guint8) g_rand_int (rand);
  return encode_png (pixbuf);
}

GBytes *
comms_test_film (gsize size)
{
  static const char head[] = "\0\0\0\x18"
                             "ftypisom";
  char *data = g_malloc0 (size);

  memcpy (data, head, sizeof head - 1);
  return g_bytes_new_take (data, size);
}

CommsMedia *
comms_test_media (const char *mime, GBytes *bytes, const char *alt)
{
  CommsMedia *media = comms_media_new ();

  g_object_set (media, "mime", mime, "alt", alt, NULL);
  comms_media_set_bytes (media, bytes);
  return media;
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

GPtrArray *
comms_test_notices (CommsNetwork *network, guint limit, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_notices_async (network, limit, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_notices_finish (network, result, error);
}

CommsAct *
comms_test_like (CommsNetwork *network, const char *remote_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_like_async (network, remote_id, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_act_finish (network, result, error);
}

CommsAct *
comms_test_unlike (CommsNetwork *network,
                   const char *remote_id,
                   const char *undo_id,
                   GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_unlike_async (network, remote_id, undo_id, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_act_finish (network, result, error);
}

CommsAct *
comms_test_list_add (CommsNetwork *network, const char *list, const char *handle, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_list_add_async (network, list, handle, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_act_finish (network, result, error);
}

CommsIdentity *
comms_test_identify (CommsNetwork *network, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  comms_network_identify_async (network, NULL, comms_test_result_cb, &result);
  result = comms_test_wait (&result);
  return comms_network_identify_finish (network, result, error);
}
