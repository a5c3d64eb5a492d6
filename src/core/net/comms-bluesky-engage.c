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

/* Writing: a record of the account's own, where the server says. It alone keeps apart what says the
 * same: a second like of a post takes the place of the first, which putRecord would not see to. */

static void
create_record (
  CommsNetwork *network, GTask *task, const char *collection, JsonObject *record, CommsAskThen then)
{
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
                     then);
}

/* The address of the record that was made; NULL after @task has ended. (transfer full) */
static char *
take_created (CommsNetwork *network, GTask *task, CommsHttpReply *http, const char *collection)
{
  g_autoptr (JsonNode) root = NULL;
  const char *uri;
  GError *error = NULL;

  if (!comms_problem_check (network, http, &error))
    {
      g_task_return_error (task, error);
      return NULL;
    }
  uri = comms_net_json_string (comms_network_parse (http, &root), "uri");
  if (comms_bluesky_parse_record_uri (uri, collection, NULL, NULL))
    return g_strdup (uri);
  comms_problem_set_unclear (network, &error);
  g_task_return_error (task, error);
  return NULL;
}

/* Likes. */

typedef struct
{
  char *uri;
  char *undo_id;
  char *handle;
  gboolean takes_back;
} Like;

static void
like_free (Like *like)
{
  g_free (like->uri);
  g_free (like->undo_id);
  g_free (like->handle);
  g_free (like);
}

static void
return_like (GTask *task, gboolean already)
{
  Like *like = g_task_get_task_data (task);

  comms_network_return_act (task, like->uri, like->undo_id, like->handle, already);
}

static void
liked_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Like *like = g_task_get_task_data (task);

  like->undo_id = take_created (network, task, http, LIKES);
  if (like->undo_id != NULL)
    return_like (task, FALSE);
}

static void
unliked_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  GError *error = NULL;

  if (comms_problem_check (network, http, &error))
    return_like (task, FALSE);
  else
    g_task_return_error (task, error);
}

static void
write_like (CommsNetwork *network, GTask *task, const char *cid)
{
  Like *like = g_task_get_task_data (task);
  JsonObject *record = json_object_new ();

  json_object_set_object_member (record, "subject", comms_bluesky_reference_new (like->uri, cid));
  create_record (network, task, LIKES, record, liked_cb);
}

/* By its own key; one that nobody knows of was never there. */
static void
take_like_back (CommsNetwork *network, GTask *task)
{
  Like *like = g_task_get_task_data (task);
  g_autofree char *repo = NULL;
  g_autofree char *key = NULL;

  if (like->undo_id != NULL && comms_bluesky_parse_record_uri (like->undo_id, LIKES, &repo, &key) &&
      g_str_equal (repo, comms_network_get_user_id (network)))
    comms_bluesky_delete_record (task, repo, LIKES, key, unliked_cb);
  else
    return_like (task, TRUE);
}

/* The post says which version of it is liked, and whether the account does: that counts for more
 * than what the desk remembers, where it says something. */
static void
post_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Like *like = g_task_get_task_data (task);
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
  like->handle =
    g_strdup (comms_net_json_string (comms_net_json_object (post, "author"), "handle"));
  if (comms_bluesky_parse_record_uri (liked, LIKES, NULL, NULL))
    {
      g_free (like->undo_id);
      like->undo_id = g_strdup (liked);
    }
  else
    liked = NULL;

  if (like->takes_back)
    take_like_back (network, task);
  else if (liked != NULL)
    return_like (task, TRUE);
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
  Like *like;

  if (!comms_bluesky_is_uri (uri))
    {
      g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                               C_ ("sending", "“%s” is not a post on Bluesky. Paste the post’s "
                                              "address instead."),
                               uri);
      return;
    }
  like = g_new0 (Like, 1);
  like->uri = g_strdup (uri);
  like->undo_id = g_strdup (undo_id);
  like->takes_back = takes_back;
  g_task_set_task_data (task, like, (GDestroyNotify) like_free);
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

typedef struct
{
  CommsPager pager;
  char *path; /* that is gone through */
  char *list; /* as the person calls it */
  char *handle;
  char *did;
  char *uri;  /* of the list */
  char *item; /* of the entry */
} Listing;

static void
listing_free (Listing *listing)
{
  g_free (listing->path);
  g_free (listing->list);
  g_free (listing->handle);
  g_free (listing->did);
  g_free (listing->uri);
  g_free (listing->item);
  g_free (listing);
}

static void
return_listing (GTask *task, gboolean already)
{
  Listing *listing = g_task_get_task_data (task);

  comms_network_return_act (task, listing->did, listing->item, listing->handle, already);
}

static void
listed_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Listing *listing = g_task_get_task_data (task);

  listing->item = take_created (network, task, http, LIST_ITEMS);
  if (listing->item != NULL)
    return_listing (task, FALSE);
}

static gboolean
read_items (CommsNetwork *network, GTask *task, CommsHttpReply *http, char **next)
{
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer = comms_network_parse (http, &root);
  JsonArray *items = comms_net_json_array (answer, "items");

  for (guint i = 0; i < comms_net_json_n (items) && listing->item == NULL; i++)
    {
      JsonObject *item = comms_net_json_element (items, i);
      JsonObject *subject = comms_net_json_object (item, "subject");

      if (g_strcmp0 (comms_net_json_string (subject, "did"), listing->did) == 0)
        listing->item = g_strdup (comms_net_json_string (item, "uri"));
    }
  if (listing->item == NULL)
    find_next (answer, listing->path, next);
  return items != NULL;
}

static void
add_item (CommsNetwork *network, GTask *task)
{
  Listing *listing = g_task_get_task_data (task);
  JsonObject *record;

  if (listing->item != NULL)
    {
      return_listing (task, TRUE);
      return;
    }
  record = json_object_new ();
  json_object_set_string_member (record, "subject", listing->did);
  json_object_set_string_member (record, "list", listing->uri);
  create_record (network, task, LIST_ITEMS, record, listed_cb);
}

static void
ask_pages (GTask *task,
           char *path,
           gboolean (*read_page) (CommsNetwork *, GTask *, CommsHttpReply *, char **),
           CommsWaitThen done)
{
  Listing *listing = g_task_get_task_data (task);

  g_free (listing->path);
  listing->path = path;
  listing->pager.read_page = read_page;
  listing->pager.done = done;
  comms_network_ask_pages (task, path);
}

static gboolean
read_lists (CommsNetwork *network, GTask *task, CommsHttpReply *http, char **next)
{
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer = comms_network_parse (http, &root);
  JsonArray *lists = comms_net_json_array (answer, "lists");

  for (guint i = 0; i < comms_net_json_n (lists) && listing->uri == NULL; i++)
    {
      JsonObject *list = comms_net_json_element (lists, i);
      const char *uri = comms_net_json_string (list, "uri");

      if (uri != NULL && g_strcmp0 (comms_net_json_string (list, "purpose"), PURPOSE) == 0 &&
          (g_str_equal (uri, listing->list) ||
           g_strcmp0 (comms_net_json_string (list, "name"), listing->list) == 0))
        listing->uri = g_strdup (uri);
    }
  if (listing->uri == NULL)
    find_next (answer, listing->path, next);
  return lists != NULL;
}

static void
look_at_list (CommsNetwork *network, GTask *task)
{
  Listing *listing = g_task_get_task_data (task);
  g_autofree char *escaped = NULL;

  if (listing->uri == NULL)
    {
      g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                               C_ ("network", "@%s has no list “%s”. Look how it is spelt, or make "
                                              "it on the network itself first."),
                               comms_network_get_handle (network), listing->list);
      return;
    }
  escaped = g_uri_escape_string (listing->uri, NULL, FALSE);
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
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  const char *did;

  if (http->status == 400)
    {
      g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                               /* Translators: %s is a handle. */
                               C_ ("network", "Bluesky knows nobody called @%s. Look how the "
                                              "handle is spelt, or whether it is another one now."),
                               listing->handle);
      return;
    }
  if (!comms_network_check_before (task, http))
    return;
  did = comms_net_json_string (comms_network_parse (http, &root), "did");
  if (comms_bluesky_is_did (did))
    {
      listing->did = g_strdup (did);
      look_for_list (network, task);
    }
  else
    {
      GError *error = NULL;

      comms_problem_set_unclear (network, &error);
      g_task_return_error (task, error);
    }
}

void
comms_bluesky_list_add (CommsNetwork *network, GTask *task, const char *list, const char *handle)
{
  Listing *listing = g_new0 (Listing, 1);
  g_autofree char *escaped = g_uri_escape_string (handle, NULL, FALSE);
  g_autofree char *path =
    g_strconcat (COMMS_BLUESKY_XRPC "com.atproto.identity.resolveHandle?handle=", escaped, NULL);

  listing->list = g_strdup (list);
  listing->handle = g_strdup (handle);
  g_task_set_task_data (task, listing, (GDestroyNotify) listing_free);
  comms_network_ask (task, &(CommsAsk){ .path = path }, resolved_cb);
}
