/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-bluesky-ids.h"
#include "comms-bluesky-private.h"
#include "comms-error.h"
#include "comms-net-json.h"

#define LIKES "app.bsky.feed.like"
#define LIST_ITEMS "app.bsky.graph.listitem"
/* A list of people to read. One for blocking them is of another purpose. */
#define PURPOSE "app.bsky.graph.defs#curatelist"
#define PAGE_SIZE 100

/* Appends "&cursor=" where there is more, for the next page. */
static void
find_next (JsonObject *answer, const char *path, char **next)
{
  const char *cursor = comms_net_json_string (answer, "cursor");
  g_autofree char *escaped = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;

  if (escaped != NULL)
    *next = g_strconcat (path, "&cursor=", escaped, NULL);
}

/* Notices. */

static const struct
{
  const char *reason;
  CommsNoticeKind kind;
} reasons[] = {
  { "mention", COMMS_NOTICE_MENTION },
  { "reply", COMMS_NOTICE_REPLY },
  { "quote", COMMS_NOTICE_QUOTE },
  { "repost", COMMS_NOTICE_REPOST },
};

static void
add_notice (CommsNetwork *network, CommsNotices *notices, JsonObject *item)
{
  const char *reason = comms_net_json_string (item, "reason");
  JsonObject *author = comms_net_json_object (item, "author");
  JsonObject *record = comms_net_json_object (item, "record");

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      const gboolean is_repost = reasons[i].kind == COMMS_NOTICE_REPOST;
      const char *post = comms_net_json_string (item, is_repost ? "reasonSubject" : "uri");

      if (g_strcmp0 (reason, reasons[i].reason) == 0)
        comms_notices_add (notices, reasons[i].kind, comms_net_json_time (item, "indexedAt"),
                           comms_net_json_string (author, "handle"),
                           post != NULL ? comms_network_dup_post_url (network, post) : NULL,
                           comms_net_json_string (record, "text"));
    }
}

static char *
dup_notices_path (guint limit)
{
  GString *path = g_string_new (COMMS_BLUESKY_XRPC "app.bsky.notification.listNotifications");

  g_string_append_printf (path, "?limit=%u", MIN (limit, PAGE_SIZE));
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    g_string_append_printf (path, "&reasons=%s", reasons[i].reason);
  return g_string_free (path, FALSE);
}

static gboolean
read_notices (CommsNetwork *network, GTask *task, CommsHttpReply *http, char **next)
{
  CommsNotices *notices = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer = comms_network_parse (http, &root);
  JsonArray *items = comms_net_json_array (answer, "notifications");
  g_autofree char *path = dup_notices_path (notices->limit);

  for (guint i = 0; i < comms_net_json_n (items); i++)
    add_notice (network, notices, comms_net_json_element (items, i));
  if (!comms_notices_are_full (notices))
    find_next (answer, path, next);
  return items != NULL;
}

void
comms_bluesky_notices (CommsNetwork *network, GTask *task, guint limit)
{
  g_autofree char *path = dup_notices_path (limit);

  comms_network_read_notices (task, path, limit, read_notices);
}

/* What is done toward a post or a person is a record of the account's own. */
typedef struct
{
  CommsPager pager;
  const char *collection; /* of the record */
  char *toward;           /* the post's address, or whom */
  char *handle;
  char *record; /* its address, once there is one */
  gboolean takes_back;

  /* Of a list. */
  char *list; /* as the person calls it */
  char *list_uri;
  char *path; /* that is gone through */
} Act;

static void
act_free (Act *act)
{
  g_free (act->toward);
  g_free (act->handle);
  g_free (act->record);
  g_free (act->list);
  g_free (act->list_uri);
  g_free (act->path);
  g_free (act);
}

static Act *
act_new (GTask *task, const char *collection)
{
  Act *act = g_new0 (Act, 1);

  act->collection = collection;
  g_task_set_task_data (task, act, (GDestroyNotify) act_free);
  return act;
}

static void
return_act (GTask *task, gboolean already)
{
  Act *act = g_task_get_task_data (task);

  comms_network_return_act (task, act->toward, act->record, act->handle, already);
}

static void
created_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Act *act = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  const char *uri;

  if (!comms_network_check (task, http))
    return;
  uri = comms_net_json_string (comms_network_parse (http, &root), "uri");
  if (!comms_bluesky_parse_record_uri (uri, act->collection, NULL, NULL))
    {
      comms_network_return_unclear (task);
      return;
    }
  act->record = g_strdup (uri);
  return_act (task, FALSE);
}

/* Takes @record, and ends the task. The record stands where the server says: it alone keeps apart
 * what says the same. A second like of a post takes the place of the first, which putRecord would
 * not see to. */
static void
create_record (CommsNetwork *network, GTask *task, JsonObject *record)
{
  const char *collection = ((Act *) g_task_get_task_data (task))->collection;
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (comms_network_now (network) / 1000);
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000Z");
  g_autofree char *body = NULL;
  JsonObject *create = json_object_new ();

  json_object_set_string_member (record, "$type", collection);
  json_object_set_string_member (record, "createdAt", time);
  json_object_set_string_member (create, "repo", comms_network_get_user_id (network));
  json_object_set_string_member (create, "collection", collection);
  json_object_set_object_member (create, "record", record);
  json_node_take_object (root, create);
  body = json_to_string (root, FALSE);
  comms_network_ask (task,
                     &(CommsAsk){ .method = "POST",
                                  .path = COMMS_BLUESKY_XRPC "com.atproto.repo.createRecord",
                                  .json = body },
                     created_cb);
}

/* Likes. */

static void
deleted_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  if (comms_network_check (task, http))
    return_act (task, FALSE);
}

static void
write_like (CommsNetwork *network, GTask *task, const char *cid)
{
  Act *act = g_task_get_task_data (task);
  JsonObject *record = json_object_new ();

  json_object_set_object_member (record, "subject", comms_bluesky_reference_new (act->toward, cid));
  create_record (network, task, record);
}

/* By its own key; one that nobody knows of was never there. */
static void
take_like_back (CommsNetwork *network, GTask *task)
{
  Act *act = g_task_get_task_data (task);
  g_autofree char *repo = NULL;
  g_autofree char *key = NULL;

  if (act->record != NULL && comms_bluesky_parse_record_uri (act->record, LIKES, &repo, &key) &&
      g_str_equal (repo, comms_network_get_user_id (network)))
    comms_bluesky_delete_record (task, repo, LIKES, key, deleted_cb);
  else
    return_act (task, TRUE);
}

/* The post says which version of it is liked, and whether the account does: that counts for more
 * than what the desk remembers, where it says something. */
static void
post_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Act *act = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *post;
  const char *cid;
  const char *liked;

  if (!comms_network_check_before (task, http))
    return;
  post =
    comms_net_json_element (comms_net_json_array (comms_network_parse (http, &root), "posts"), 0);
  cid = comms_net_json_string (post, "cid");
  liked = comms_net_json_string (comms_net_json_object (post, "viewer"), "like");
  act->handle = g_strdup (comms_net_json_string (comms_net_json_object (post, "author"), "handle"));
  if (comms_bluesky_parse_record_uri (liked, LIKES, NULL, NULL))
    {
      g_free (act->record);
      act->record = g_strdup (liked);
    }
  else
    liked = NULL;

  if (act->takes_back)
    take_like_back (network, task);
  else if (liked != NULL)
    return_act (task, TRUE);
  else if (cid != NULL)
    write_like (network, task, cid);
  else
    g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                             C_ ("network", "Bluesky shows no post at this address. It may be "
                                            "gone, or hidden from the ministry’s account."));
}

static void
look_at_post (GTask *task, const char *uri, const char *undo_id, gboolean takes_back)
{
  g_autofree char *escaped = g_uri_escape_string (uri, NULL, FALSE);
  g_autofree char *path =
    g_strconcat (COMMS_BLUESKY_XRPC "app.bsky.feed.getPosts?uris=", escaped, NULL);
  Act *act;

  if (!comms_bluesky_is_uri (uri))
    {
      g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                               C_ ("sending", "“%s” is not a post on Bluesky. Paste the post’s "
                                              "address instead."),
                               uri);
      return;
    }
  act = act_new (task, LIKES);
  act->toward = g_strdup (uri);
  act->record = g_strdup (undo_id);
  act->takes_back = takes_back;
  comms_network_ask (task, &(CommsAsk){ .path = path }, post_cb);
}

void
comms_bluesky_like (CommsNetwork *network, GTask *task, const char *remote_id)
{
  look_at_post (task, remote_id, NULL, FALSE);
}

void
comms_bluesky_unlike (CommsNetwork *network,
                      GTask *task,
                      const char *remote_id,
                      const char *undo_id)
{
  look_at_post (task, remote_id, undo_id, TRUE);
}

/* Lists: who, which list, whether they stand on it. */

static gboolean
read_items (CommsNetwork *network, GTask *task, CommsHttpReply *http, char **next)
{
  Act *act = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer = comms_network_parse (http, &root);
  JsonArray *items = comms_net_json_array (answer, "items");

  for (guint i = 0; i < comms_net_json_n (items) && act->record == NULL; i++)
    {
      JsonObject *item = comms_net_json_element (items, i);
      JsonObject *subject = comms_net_json_object (item, "subject");

      if (g_strcmp0 (comms_net_json_string (subject, "did"), act->toward) == 0)
        act->record = g_strdup (comms_net_json_string (item, "uri"));
    }
  if (act->record == NULL)
    find_next (answer, act->path, next);
  return items != NULL;
}

static void
add_item (CommsNetwork *network, GTask *task)
{
  Act *act = g_task_get_task_data (task);
  JsonObject *record;

  if (act->record != NULL)
    {
      return_act (task, TRUE);
      return;
    }
  record = json_object_new ();
  json_object_set_string_member (record, "subject", act->toward);
  json_object_set_string_member (record, "list", act->list_uri);
  create_record (network, task, record);
}

static void
ask_pages (GTask *task,
           char *path,
           gboolean (*read_page) (CommsNetwork *, GTask *, CommsHttpReply *, char **),
           CommsWaitThen done)
{
  Act *act = g_task_get_task_data (task);

  g_free (act->path);
  act->path = path;
  act->pager.read_page = read_page;
  act->pager.done = done;
  comms_network_ask_pages (task, path);
}

static gboolean
read_lists (CommsNetwork *network, GTask *task, CommsHttpReply *http, char **next)
{
  Act *act = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer = comms_network_parse (http, &root);
  JsonArray *lists = comms_net_json_array (answer, "lists");

  for (guint i = 0; i < comms_net_json_n (lists) && act->list_uri == NULL; i++)
    {
      JsonObject *list = comms_net_json_element (lists, i);
      const char *uri = comms_net_json_string (list, "uri");

      if (uri != NULL && g_strcmp0 (comms_net_json_string (list, "purpose"), PURPOSE) == 0 &&
          (g_str_equal (uri, act->list) ||
           g_strcmp0 (comms_net_json_string (list, "name"), act->list) == 0))
        act->list_uri = g_strdup (uri);
    }
  if (act->list_uri == NULL)
    find_next (answer, act->path, next);
  return lists != NULL;
}

static void
look_at_list (CommsNetwork *network, GTask *task)
{
  Act *act = g_task_get_task_data (task);
  g_autofree char *escaped = NULL;

  if (act->list_uri == NULL)
    {
      comms_network_return_no_list (task, act->list);
      return;
    }
  escaped = g_uri_escape_string (act->list_uri, NULL, FALSE);
  ask_pages (task,
             g_strdup_printf (COMMS_BLUESKY_XRPC "app.bsky.graph.getList?limit=%d&list=%s",
                              PAGE_SIZE, escaped),
             read_items, add_item);
}

static void
look_for_list (CommsNetwork *network, GTask *task)
{
  ask_pages (task,
             g_strdup_printf (COMMS_BLUESKY_XRPC "app.bsky.graph.getLists?limit=%d&actor=%s",
                              PAGE_SIZE, comms_network_get_user_id (network)),
             read_lists, look_at_list);
}

static void
resolved_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Act *act = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  const char *did;

  if (http->status == 400)
    {
      g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                               /* Translators: %s is a handle. */
                               C_ ("network", "Bluesky knows nobody called @%s. Look how the "
                                              "handle is spelt, or whether it is another one now."),
                               act->handle);
      return;
    }
  if (!comms_network_check_before (task, http))
    return;
  did = comms_net_json_string (comms_network_parse (http, &root), "did");
  if (comms_bluesky_is_did (did))
    {
      act->toward = g_strdup (did);
      look_for_list (network, task);
    }
  else
    comms_network_return_unclear (task);
}

void
comms_bluesky_list_add (CommsNetwork *network, GTask *task, const char *list, const char *handle)
{
  Act *act = act_new (task, LIST_ITEMS);
  g_autofree char *escaped = g_uri_escape_string (handle, NULL, FALSE);
  g_autofree char *path =
    g_strconcat (COMMS_BLUESKY_XRPC "com.atproto.identity.resolveHandle?handle=", escaped, NULL);

  act->list = g_strdup (list);
  act->handle = g_strdup (handle);
  comms_network_ask (task, &(CommsAsk){ .path = path }, resolved_cb);
}
