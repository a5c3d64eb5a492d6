/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsPractice"

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "comms-practice-server-private.h"

#include "comms-practice-wire.h"

#define MIN_RESULTS 5
#define MAX_RESULTS 100
#define DEFAULT_RESULTS 10

CommsPracticeAccount *
comms_practice_authenticate (CommsPracticeServer *self, SoupServerMessage *message)
{
  const char *header =
    soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                  "Authorization");
  CommsPracticeAccount *account = NULL;

  if (header != NULL && g_str_has_prefix (header, "Bearer "))
    account = comms_practice_state_by_token (self->state, header + strlen ("Bearer "));
  if (account == NULL)
    comms_practice_respond_problem (message, SOUP_STATUS_UNAUTHORIZED, "Unauthorized",
                                    "Unauthorized");
  return account;
}

void
comms_practice_delete_post (CommsPracticeServer *self, SoupServerMessage *message, const char *id)
{
  CommsPracticeAccount *account = comms_practice_authenticate (self, message);
  CommsPracticePost *post = comms_practice_state_by_id (self->state, id);
  g_autoptr (GError) error = NULL;

  if (account == NULL)
    return;
  if (post == NULL)
    {
      comms_practice_respond_not_found (message);
      return;
    }
  if (!g_str_equal (post->user_id, account->user_id))
    {
      comms_practice_respond_problem (message, SOUP_STATUS_FORBIDDEN, "Forbidden",
                                      "You are not permitted to perform this action.");
      return;
    }

  comms_practice_state_remove_post (self->state, id);
  if (comms_practice_state_save (self->state, &error))
    comms_practice_respond_json (message, SOUP_STATUS_OK, comms_practice_wire_deleted ());
  else
    comms_practice_respond_problem (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "Internal Error",
                                    error->message);
}

static const char *
get_parameter (GHashTable *query, const char *name)
{
  return query != NULL ? g_hash_table_lookup (query, name) : NULL;
}

void
comms_practice_list_posts (CommsPracticeServer *self,
                           SoupServerMessage *message,
                           const char *user_id,
                           GHashTable *query)
{
  const char *since = get_parameter (query, "since_id");
  const char *until = get_parameter (query, "pagination_token");
  const char *max_results = get_parameter (query, "max_results");
  guint64 max = DEFAULT_RESULTS;

  if (comms_practice_authenticate (self, message) == NULL)
    return;
  if (comms_practice_state_by_user_id (self->state, user_id) == NULL)
    comms_practice_respond_not_found (message);
  else if (since != NULL && !comms_net_is_id (since))
    comms_practice_respond_invalid (message, "since_id",
                                    "The `since_id` query parameter value is not valid.");
  else if (until != NULL && !comms_net_is_id (until))
    comms_practice_respond_invalid (message, "pagination_token",
                                    "The `pagination_token` query parameter value is not valid.");
  else if (max_results != NULL &&
           !g_ascii_string_to_unsigned (max_results, 10, MIN_RESULTS, MAX_RESULTS, &max, NULL))
    comms_practice_respond_invalid (
      message, "max_results", "The `max_results` query parameter value is not between 5 and 100.");
  else
    comms_practice_respond_json (message, SOUP_STATUS_OK,
                                 comms_practice_wire_timeline (self->state, user_id,
                                                               since != NULL
                                                                 ? g_ascii_strtoull (since, NULL,
                                                                                     10)
                                                                 : 0,
                                                               until != NULL
                                                                 ? g_ascii_strtoull (until, NULL,
                                                                                     10)
                                                                 : 0,
                                                               (guint) max,
                                                               get_parameter (query,
                                                                              "post.fields") !=
                                                                 NULL));
}

void
comms_practice_show_posts (CommsPracticeServer *self, SoupServerMessage *message, GHashTable *query)
{
  const char *list = get_parameter (query, "ids");
  g_auto (GStrv) ids = list != NULL ? g_strsplit (list, ",", -1) : NULL;
  const gsize n_ids = ids != NULL ? g_strv_length (ids) : 0;

  if (comms_practice_authenticate (self, message) == NULL)
    return;
  if (n_ids == 0 || n_ids > MAX_RESULTS)
    comms_practice_respond_invalid (message, "ids",
                                    "The number of values in the `ids` query parameter list is "
                                    "not between 1 and 100.");
  else
    comms_practice_respond_json (message, SOUP_STATUS_OK,
                                 comms_practice_wire_posts (self->state,
                                                            (const char *const *) ids,
                                                            comms_clock_now (self->clock),
                                                            get_parameter (query,
                                                                           "post.fields") !=
                                                              NULL));
}

void
comms_practice_show_user (CommsPracticeServer *self, SoupServerMessage *message)
{
  CommsPracticeAccount *account = comms_practice_authenticate (self, message);

  if (account != NULL)
    comms_practice_respond_json (message, SOUP_STATUS_OK, comms_practice_wire_user (account));
}
