/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-mastodon-private.h"

#include "comms-error.h"
#include "comms-net-json.h"

#define PAGE_SIZE 40
#define MAX_HANDLE 320

/* Rights that a sign-in need not have: the server says 403, whichever it is. TRUE after @task has
 * ended. */
static gboolean
set_no_right (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  if (http->outcome != COMMS_HTTP_ANSWERED || http->status != 403)
    return FALSE;
  g_task_return_new_error (task, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED,
                           /* Translators: the handle of an account, then a host name. */
                           C_ ("network", "@%s was signed in without the right to do this on %s. "
                                          "Sign it in again and ask for it."),
                           comms_network_get_handle (network), comms_network_get_host (network));
  return TRUE;
}

/* "name@server" for whoever has an account on the server itself and is called "name" there. */
static char *
dup_handle (CommsNetwork *network, JsonObject *account)
{
  const char *acct = comms_net_json_string (account, "acct");

  if (acct == NULL || *acct == '\0' || strlen (acct) > MAX_HANDLE)
    return NULL;
  return strchr (acct, '@') != NULL
           ? g_strdup (acct)
           : g_strdup_printf ("%s@%s", acct, comms_network_get_host (network));
}

/* Notices: the server names the next page in a header, and knows kinds that the desk does not. */

/* Of a list of links that of "next", as a path on the account's own server: the token goes nowhere
 * else. (transfer full) */
static char *
dup_next (CommsHttpReply *http)
{
  const char *links = comms_http_reply_header (http, "link");

  for (const char *at = links; at != NULL && (at = strchr (at, '<')) != NULL;)
    {
      const char *end = strchr (at, '>');
      const char *more = end != NULL ? strchr (end, '<') : NULL;
      g_autofree char *address = end != NULL ? g_strndup (at + 1, (gsize) (end - at - 1)) : NULL;
      g_autofree char *rest =
        end != NULL ? g_strndup (end, more != NULL ? (gsize) (more - end) : strlen (end)) : NULL;
      g_autoptr (GUri) uri = NULL;

      if (rest != NULL && strstr (rest, "rel=\"next\"") != NULL)
        uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
      if (uri != NULL && g_str_has_prefix (g_uri_get_path (uri), "/api/"))
        return g_strconcat (g_uri_get_path (uri), g_uri_get_query (uri) != NULL ? "?" : "",
                            g_uri_get_query (uri), NULL);
      at = more;
    }
  return NULL;
}

static gboolean
find_kind (CommsNetwork *network, JsonObject *notification, CommsNoticeKind *kind)
{
  const char *type = comms_net_json_string (notification, "type");
  const char *answered = comms_net_json_string (comms_net_json_object (notification, "status"),
                                                "in_reply_to_account_id");

  if (g_strcmp0 (type, "mention") == 0)
    *kind = g_strcmp0 (answered, comms_network_get_user_id (network)) == 0 ? COMMS_NOTICE_REPLY
                                                                           : COMMS_NOTICE_MENTION;
  else if (g_strcmp0 (type, "quote") == 0)
    *kind = COMMS_NOTICE_QUOTE;
  else if (g_strcmp0 (type, "reblog") == 0)
    *kind = COMMS_NOTICE_REPOST;
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_notices (CommsNetwork *network, GTask *task, CommsHttpReply *http, char **next)
{
  CommsNotices *notices = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *list;

  comms_network_parse (http, &root);
  list = comms_net_json_list (root);
  for (guint i = 0; i < comms_net_json_n (list); i++)
    {
      JsonObject *notification = comms_net_json_element (list, i);
      JsonObject *status = comms_net_json_object (notification, "status");
      const char *content = comms_net_json_string (status, "content");
      g_autofree char *handle =
        dup_handle (network, comms_net_json_object (notification, "account"));
      g_autofree char *text = content != NULL ? comms_mastodon_dup_plain (content) : NULL;
      CommsNoticeKind kind;

      if (find_kind (network, notification, &kind))
        comms_notices_add (notices, kind, comms_net_json_time (notification, "created_at"), handle,
                           g_strdup (comms_net_json_string (status, "url")), text);
    }
  if (comms_net_json_n (list) > 0 && !comms_notices_are_full (notices))
    *next = dup_next (http);
  return list != NULL;
}

void
comms_mastodon_notices (CommsNetwork *network, GTask *task, guint limit)
{
  g_autofree char *path =
    g_strdup_printf ("/api/v1/notifications?limit=%u&types%%5B%%5D=mention&types%%5B%%5D=reblog"
                     "&types%%5B%%5D=quote",
                     MIN (limit, PAGE_SIZE));

  comms_network_read_notices (task, path, limit, read_notices);
}

/* Likes. Both ways are the same to the server however often they are asked for. */

static void
liked_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  const char *remote_id = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *handle = NULL;

  if (set_no_right (network, task, http) || !comms_network_check (task, http))
    return;
  handle =
    dup_handle (network, comms_net_json_object (comms_network_parse (http, &root), "account"));
  comms_network_return_act (task, remote_id, NULL, handle, FALSE);
}

/* What is gone is not liked any more. */
static void
unliked_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  if (comms_mastodon_is_gone (http))
    comms_network_return_act (task, g_task_get_task_data (task), NULL, NULL, TRUE);
  else
    liked_cb (network, task, http);
}

static void
ask_of_status (GTask *task, const char *remote_id, const char *verb, CommsAskThen then)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/statuses/%s/%s", remote_id, verb);

  if (!comms_net_is_word (remote_id))
    {
      g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                               C_ ("sending", "“%s” is not the number of a post on Mastodon. Paste "
                                              "the post’s address instead."),
                               remote_id);
      return;
    }
  g_task_set_task_data (task, g_strdup (remote_id), g_free);
  comms_network_ask (task, &(CommsAsk){ .method = "POST", .path = path }, then);
}

void
comms_mastodon_like (CommsNetwork *network, GTask *task, const char *remote_id)
{
  ask_of_status (task, remote_id, "favourite", liked_cb);
}

void
comms_mastodon_unlike (CommsNetwork *network,
                       GTask *task,
                       const char *remote_id,
                       const char *undo_id)
{
  ask_of_status (task, remote_id, "unfavourite", unliked_cb);
}

/* Lists: the server takes only whom the account follows, and each of them once. */

typedef struct
{
  char *list;
  char *handle;
  char *list_id;
  char *account_id;
} Listing;

static void
listing_free (Listing *listing)
{
  g_free (listing->list);
  g_free (listing->handle);
  g_free (listing->list_id);
  g_free (listing->account_id);
  g_free (listing);
}

static void
return_listing (GTask *task, gboolean already)
{
  Listing *listing = g_task_get_task_data (task);

  comms_network_return_act (task, listing->account_id, listing->list_id, listing->handle, already);
}

/* The id of the list in @lists that is called @name, or has it as its id; or NULL. */
static const char *
find_list (JsonArray *lists, const char *name)
{
  for (guint i = 0; i < comms_net_json_n (lists); i++)
    {
      JsonObject *list = comms_net_json_element (lists, i);
      const char *id = comms_net_json_string (list, "id");

      if (comms_net_is_word (id) &&
          (g_strcmp0 (comms_net_json_string (list, "title"), name) == 0 || g_str_equal (id, name)))
        return id;
    }
  return NULL;
}

/* Refused as it stands: because it stands there already, or for another reason. */
static void
looked_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;

  if (!comms_network_check_before (task, http))
    return;
  comms_network_parse (http, &root);
  if (find_list (comms_net_json_list (root), listing->list_id) != NULL)
    return_listing (task, TRUE);
  else
    g_task_return_new_error (task, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED,
                             /* Translators: a host name, a handle, the name of a list. */
                             C_ ("network", "%s does not take @%s onto the list “%s”. Look at the "
                                            "list there."),
                             comms_network_get_host (network), listing->handle, listing->list);
}

static void
look (GTask *task)
{
  Listing *listing = g_task_get_task_data (task);
  g_autofree char *path = g_strdup_printf ("/api/v1/accounts/%s/lists", listing->account_id);

  comms_network_ask (task, &(CommsAsk){ .path = path }, looked_cb);
}

static void
added_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Listing *listing = g_task_get_task_data (task);

  if (set_no_right (network, task, http))
    return;
  if (http->status == 422)
    look (task);
  else if (comms_mastodon_is_gone (http))
    g_task_return_new_error (task, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED,
                             /* Translators: the handle of the ministry's account, then that of
                              * somebody else, a host name, and the first two once more. */
                             C_ ("network", "@%1$s does not follow @%2$s, and %3$s takes onto a "
                                            "list only whom an account follows. Follow @%2$s there "
                                            "as @%1$s first."),
                             comms_network_get_handle (network), listing->handle,
                             comms_network_get_host (network));
  else if (comms_network_check (task, http))
    return_listing (task, FALSE);
}

static void
add (GTask *task)
{
  Listing *listing = g_task_get_task_data (task);
  g_autofree char *path = g_strdup_printf ("/api/v1/lists/%s/accounts", listing->list_id);
  g_autofree char *body = g_strdup_printf ("{\"account_ids\":[\"%s\"]}", listing->account_id);

  comms_network_ask (task, &(CommsAsk){ .method = "POST", .path = path, .json = body }, added_cb);
}

/* Takes an account for the one that is meant, if it is: a search finds also those that are alike.
 */
static gboolean
take_account (CommsNetwork *network, Listing *listing, JsonObject *account)
{
  const char *id = comms_net_json_string (account, "id");
  g_autofree char *handle = dup_handle (network, account);
  const gboolean is_local = strchr (listing->handle, '@') == NULL;
  g_autofree char *wanted =
    g_strdup_printf (is_local ? "%s@%s" : "%s", listing->handle, comms_network_get_host (network));

  if (!comms_net_is_word (id) || handle == NULL || g_ascii_strcasecmp (handle, wanted) != 0)
    return FALSE;
  listing->account_id = g_strdup (id);
  g_free (listing->handle);
  listing->handle = g_steal_pointer (&handle);
  return TRUE;
}

static void
searched_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *accounts;

  if (!comms_network_check_before (task, http))
    return;
  accounts = comms_net_json_array (comms_network_parse (http, &root), "accounts");
  for (guint i = 0; i < comms_net_json_n (accounts); i++)
    {
      if (!take_account (network, listing, comms_net_json_element (accounts, i)))
        continue;
      add (task);
      return;
    }
  g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                           /* Translators: a host name, then a handle. */
                           C_ ("network", "%s knows nobody called @%s. Write the handle with its "
                                          "server, as in @name@ministry.social."),
                           comms_network_get_host (network), listing->handle);
}

/* A server tells by itself only of those that it has seen; a search makes it look. */
static void
found_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *escaped = g_uri_escape_string (listing->handle, NULL, FALSE);
  g_autofree char *path =
    g_strdup_printf ("/api/v2/search?q=%%40%s&type=accounts&resolve=true&limit=5", escaped);

  if (comms_mastodon_is_gone (http))
    {
      comms_network_ask (task, &(CommsAsk){ .path = path }, searched_cb);
      return;
    }
  if (!comms_network_check_before (task, http))
    return;
  if (take_account (network, listing, comms_network_parse (http, &root)))
    add (task);
  else
    comms_network_ask (task, &(CommsAsk){ .path = path }, searched_cb);
}

static void
lists_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *escaped = g_uri_escape_string (listing->handle, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/api/v1/accounts/lookup?acct=", escaped, NULL);

  if (set_no_right (network, task, http) || !comms_network_check_before (task, http))
    return;
  comms_network_parse (http, &root);
  listing->list_id = g_strdup (find_list (comms_net_json_list (root), listing->list));
  if (listing->list_id != NULL)
    comms_network_ask (task, &(CommsAsk){ .path = path }, found_cb);
  else
    comms_network_return_no_list (task, listing->list);
}

void
comms_mastodon_list_add (CommsNetwork *network, GTask *task, const char *list, const char *handle)
{
  Listing *listing = g_new0 (Listing, 1);

  listing->list = g_strdup (list);
  listing->handle = g_strdup (handle);
  g_task_set_task_data (task, listing, (GDestroyNotify) listing_free);
  comms_network_ask (task, &(CommsAsk){ .path = "/api/v1/lists" }, lists_cb);
}
