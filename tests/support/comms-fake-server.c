/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-fake-server.h"

#include <string.h>

SoupServer *
comms_fake_listen (GTlsCertificate *certificate,
                   SoupServerCallback func,
                   gpointer user_data,
                   char **uri)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSList) listeners = NULL;
  g_autoptr (GError) error = NULL;
  SoupServer *soup = soup_server_new (NULL, NULL);

  soup_server_add_handler (soup, NULL, func, user_data, NULL);
  if (certificate != NULL)
    soup_server_set_tls_certificate (soup, certificate);
  soup_server_listen (soup, address, certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0, &error);
  g_assert_no_error (error);

  listeners = soup_server_get_listeners (soup);
  bound = g_socket_get_local_address (listeners->data, &error);
  g_assert_no_error (error);
  *uri = g_strdup_printf ("%s://127.0.0.1:%u", certificate != NULL ? "https" : "http",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return soup;
}

void
comms_fake_drop (SoupServerMessage *message, const char *bytes)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, strlen (bytes), NULL,
                             NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

void
comms_fake_set_date (SoupServerMessage *message, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / 1000);
  g_autofree char *date = soup_date_time_to_string (time, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", date);
}

void
comms_fake_set_headers (SoupServerMessage *message, const char *lines)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_auto (GStrv) split = g_strsplit (lines != NULL ? lines : "", "\n", -1);

  for (guint i = 0; split[i] != NULL; i++)
    {
      char *colon = strchr (split[i], ':');

      g_assert_nonnull (colon);
      *colon = '\0';
      soup_message_headers_replace (headers, split[i], g_strstrip (colon + 1));
    }
}

char *
comms_fake_dup_target (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);

  return g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : "", query, NULL);
}
