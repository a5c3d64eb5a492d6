/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsPractice"

#include "config.h"

#include <string.h>

#include "comms-practice-server-private.h"

#include "comms-practice-wire.h"

/* Takes @body. */
void
comms_practice_respond (SoupServerMessage *message, guint status, const char *type, char *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, body, strlen (body));
}

void
comms_practice_respond_json (SoupServerMessage *message, guint status, char *body)
{
  comms_practice_respond (message, status, "application/json; charset=utf-8", body);
}

void
comms_practice_respond_problem (SoupServerMessage *message,
                                guint status,
                                const char *title,
                                const char *detail)
{
  comms_practice_respond (message, status, "application/problem+json",
                          comms_practice_wire_problem (status, title, "about:blank", detail));
}

void
comms_practice_respond_not_found (SoupServerMessage *message)
{
  comms_practice_respond (message, SOUP_STATUS_NOT_FOUND, "application/problem+json",
                          comms_practice_wire_problem (SOUP_STATUS_NOT_FOUND, "Not Found Error",
                                                       "https://api.x.com/2/problems/"
                                                       "resource-not-found",
                                                       "Could not find what was asked for."));
}

void
comms_practice_respond_invalid (SoupServerMessage *message,
                                const char *parameter,
                                const char *detail)
{
  comms_practice_respond_json (message, SOUP_STATUS_BAD_REQUEST,
                               comms_practice_wire_invalid (parameter, detail));
}

JsonNode *
comms_practice_parse_body (SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return comms_net_json_parse (data, (gssize) size);
}
