/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsoup/soup.h>

#include "comms-network.h"

#include "comms-test-async.h"
#include "comms-test-network.h"

/* A proxy in the computer's settings that does not let the desk through (G9). */

/* The settings: one proxy for everything. */

#define TEST_TYPE_PROXIES (test_proxies_get_type ())
G_DECLARE_FINAL_TYPE (TestProxies, test_proxies, TEST, PROXIES, GObject)

struct _TestProxies
{
  GObject parent_instance;
};

static char *proxy;

static gboolean
proxies_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
proxies_lookup (GProxyResolver *resolver,
                const char *uri,
                GCancellable *cancellable,
                GError **error)
{
  return g_strsplit (proxy, " ", 1);
}

static void
proxies_lookup_async (GProxyResolver *resolver,
                      const char *uri,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_set_source_tag (task, proxies_lookup_async);
  g_task_return_pointer (task, proxies_lookup (resolver, uri, NULL, NULL),
                         (GDestroyNotify) g_strfreev);
}

static char **
proxies_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
proxies_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = proxies_is_supported;
  iface->lookup = proxies_lookup;
  iface->lookup_async = proxies_lookup_async;
  iface->lookup_finish = proxies_lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestProxies,
                               test_proxies,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, proxies_iface_init))

static void
test_proxies_class_init (TestProxiesClass *klass)
{
}

static void
test_proxies_init (TestProxies *self)
{
}

static guint proxy_status;

static void
connect_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  soup_server_message_set_status (message, proxy_status, NULL);
  soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<h1>No</h1>", 11);
}

static void
test_refusal (gconstpointer data)
{
  g_autoptr (CommsNetwork) network = comms_test_network ("https://api.x.invalid");
  g_autoptr (CommsReply) reply = NULL;

  proxy_status = GPOINTER_TO_UINT (data);
  reply = comms_test_create (network, "{\"text\":\"t\"}");
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_HELD);
  g_assert_cmpstr (reply->code, ==, "proxy");
  g_assert_true (comms_reply_is_offline (reply));
  g_assert_cmpint (reply->retry_at, >, 0);
  g_assert_nonnull (strstr (reply->sentence, "proxy"));
}

/* Nobody is there. */
static void
test_away (void)
{
  g_autoptr (CommsNetwork) network = comms_test_network ("https://api.x.invalid");
  g_autoptr (CommsReply) reply = NULL;

  g_free (proxy);
  proxy = g_strdup ("http://127.0.0.1:1");
  reply = comms_test_create (network, "{\"text\":\"t\"}");
  g_assert_cmpint (reply->verdict, ==, COMMS_VERDICT_HELD);
  g_assert_true (comms_reply_is_offline (reply));
}

int
main (int argc, char **argv)
{
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;
  int result;

  g_test_init (&argc, &argv, NULL);

  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, connect_cb, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  proxy = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "comms-test", TRUE);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_PROXIES,
                                  "comms-test", 100);

  g_test_add_data_func ("/proxy/403", GUINT_TO_POINTER (403), test_refusal);
  g_test_add_data_func ("/proxy/407", GUINT_TO_POINTER (407), test_refusal);
  g_test_add_data_func ("/proxy/502", GUINT_TO_POINTER (502), test_refusal);
  g_test_add_func ("/proxy/away", test_away);
  result = g_test_run ();
  g_free (proxy);
  return result;
}
