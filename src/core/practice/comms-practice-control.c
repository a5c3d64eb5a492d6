/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsPractice"

#include "config.h"

#include <libsoup/soup.h>

#include "comms-practice-server-private.h"

#include "comms-practice-wire.h"

void
comms_practice_show_page (CommsPracticeServer *self, SoupServerMessage *message, const char *id)
{
  CommsPracticePost *post = comms_practice_state_by_id (self->state, id);
  CommsPracticeAccount *account =
    post != NULL ? comms_practice_state_by_user_id (self->state, post->user_id) : NULL;

  if (account == NULL)
    {
      comms_practice_respond_not_found (message);
      return;
    }

  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'");
  comms_practice_respond (message, SOUP_STATUS_OK, "text/html; charset=utf-8",
                          comms_practice_wire_page (account, post));
}

void
comms_practice_show_state (CommsPracticeServer *self, SoupServerMessage *message)
{
  comms_practice_respond_json (message, SOUP_STATUS_OK,
                               comms_practice_wire_state (self->state, self->n_requests,
                                                          self->n_creates,
                                                          comms_practice_fault_nick (self->fault),
                                                          comms_practice_rate_nick (self->rate)));
}

void
comms_practice_choose_fault (CommsPracticeServer *self, SoupServerMessage *message)
{
  g_autoptr (JsonNode) root = comms_practice_parse_body (message);
  JsonObject *body = comms_net_json_root (root);
  const char *rate_nick = comms_net_json_string (body, "rate");
  CommsPracticeRate rate = COMMS_PRACTICE_ONCE;
  CommsPracticeFault fault;

  if (!comms_practice_fault_from_nick (comms_net_json_string (body, "fault"), &fault))
    comms_practice_respond_invalid (message, "fault", "There is no such fault.");
  else if (comms_net_json_has (body, "rate") && !comms_practice_rate_from_nick (rate_nick, &rate))
    comms_practice_respond_invalid (message, "rate", "There is no such rate.");
  else
    {
      comms_practice_server_set_fault (self, fault, rate);
      comms_practice_show_state (self, message);
    }
}

void
comms_practice_take_account (CommsPracticeServer *self, SoupServerMessage *message)
{
  g_autoptr (JsonNode) root = comms_practice_parse_body (message);
  JsonObject *body = comms_net_json_root (root);
  const char *user_id = comms_net_json_id (body, "user_id");
  const char *handle = comms_net_json_string (body, "handle");
  const char *token = comms_net_json_string (body, "token");

  if (user_id == NULL || handle == NULL || token == NULL || *token == '\0')
    {
      comms_practice_respond_invalid (message, "user_id",
                                      "An account has a user_id, a handle and a token.");
      return;
    }

  comms_practice_server_add_account (self, user_id, handle,
                                     comms_net_json_string (body, "display_name"), token);
  comms_practice_show_state (self, message);
}
