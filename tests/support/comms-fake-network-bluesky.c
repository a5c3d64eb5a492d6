/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-fake-network-private.h"

#include "comms-bluesky-ids.h"

/* An account's server as in networks, section 3. Somebody called dawn.example has posts there. */

#define LIKES "app.bsky.feed.like"
#define LIST_ITEMS "app.bsky.graph.listitem"
#define DAWN "at://did:plc:dawn/app.bsky.feed.post/"

static void
say_error (CommsFakeCall *call, guint status, const char *name, const char *message)
{
  comms_fake_say (call, status, "{\"error\":\"%s\",\"message\":\"%s\"}", name, message);
}

static char *
dup_cid (const char *record)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, record, -1);

  return g_strdup_printf ("bafyrei%.40s", hash);
}

static const char *
get_parent (JsonObject *record)
{
  JsonObject *reply = json_object_has_member (record, "reply")
                        ? json_object_get_object_member (record, "reply")
                        : NULL;

  return reply != NULL
           ? comms_fake_get_string (json_object_get_object_member (reply, "parent"), "uri")
           : NULL;
}

static JsonObject *
get_embed (JsonObject *record)
{
  return json_object_has_member (record, "embed") ? json_object_get_object_member (record, "embed")
                                                  : NULL;
}

static JsonArray *
get_images (JsonObject *record)
{
  JsonObject *embed = get_embed (record);

  return embed != NULL && json_object_has_member (embed, "images")
           ? json_object_get_array_member (embed, "images")
           : NULL;
}

static char *
dup_alt (JsonObject *record)
{
  JsonArray *images = get_images (record);

  return images != NULL && json_array_get_length (images) > 0
           ? g_strdup (comms_fake_get_string (json_array_get_object_element (images, 0), "alt"))
           : NULL;
}

/* The files that a record shows: pictures, or the thumb of a card. */
static void
collect_blobs (JsonObject *record, GPtrArray *blobs)
{
  JsonObject *embed = get_embed (record);
  JsonArray *images = get_images (record);
  JsonObject *card = embed != NULL && json_object_has_member (embed, "external")
                       ? json_object_get_object_member (embed, "external")
                       : NULL;

  for (guint i = 0; images != NULL && i < json_array_get_length (images); i++)
    g_ptr_array_add (blobs,
                     json_object_get_object_member (json_array_get_object_element (images, i),
                                                    "image"));
  if (card != NULL && json_object_has_member (card, "thumb"))
    g_ptr_array_add (blobs, json_object_get_object_member (card, "thumb"));
}

static gboolean
refuse_blobs (CommsFakeCall *call, JsonObject *record)
{
  CommsFakeWays *ways = &call->server->ways;
  const gsize most = ways->image_bytes > 0 ? ways->image_bytes : 2000000;
  g_autoptr (GPtrArray) blobs = g_ptr_array_new ();

  collect_blobs (record, blobs);
  if (blobs->len > 0 && ways->blobs_lost > 0)
    {
      ways->blobs_lost--;
      g_ptr_array_set_size (call->server->files, 0);
    }
  for (guint i = 0; i < blobs->len; i++)
    {
      JsonObject *blob = g_ptr_array_index (blobs, i);
      const char *cid =
        comms_fake_get_string (json_object_get_object_member (blob, "ref"), "$link");

      if (comms_fake_file_find (call->server, cid) == NULL)
        {
          say_error (call, 400, "BlobNotFound", "Could not find blob");
          return TRUE;
        }
      if (json_object_get_int_member (blob, "size") > (gint64) most)
        {
          say_error (call, 400, "InvalidRequest", "Invalid record: blob too large");
          return TRUE;
        }
    }
  return FALSE;
}

static void
say_put (CommsFakeCall *call, CommsFakePost *post)
{
  g_autofree char *cid = dup_cid (post->record);

  comms_fake_say (call, 200, "{\"uri\":\"%s\",\"cid\":\"%s\"}", post->id, cid);
}

static void
put (CommsFakeCall *call)
{
  CommsFakeNetwork *self = call->server;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = comms_fake_parse (call, &root);
  JsonObject *record = json_object_get_object_member (body, "record");
  g_autofree char *text = json_to_string (json_object_get_member (body, "record"), FALSE);
  char *uri = comms_bluesky_dup_uri (comms_fake_get_string (body, "repo"),
                                     comms_fake_get_string (body, "rkey"));
  CommsFakePost *post = comms_fake_post_find (self, uri);

  if (g_utf8_strlen (comms_fake_get_string (record, "text"), -1) > 3000)
    say_error (call, 400, "InvalidRequest", "Invalid app.bsky.feed.post record: too long");
  else if (post != NULL && g_str_equal (post->record, text))
    say_put (call, post);
  else if (post != NULL && json_object_has_member (body, "swapRecord"))
    say_error (call, 400, "InvalidSwap", "Record was at another version");
  else if (!refuse_blobs (call, record))
    {
      post = comms_fake_post_add (self, g_steal_pointer (&uri),
                                  comms_fake_get_string (record, "text"), get_parent (record));
      post->alt = dup_alt (record);
      post->record = g_steal_pointer (&text);
      say_put (call, post);
    }
  g_free (uri);
}

static void
get_record (CommsFakeCall *call)
{
  g_autofree char *uri = comms_bluesky_dup_uri (comms_fake_get_query (call, "repo"),
                                                comms_fake_get_query (call, "rkey"));
  CommsFakePost *post = comms_fake_post_find (call->server, uri);
  g_autofree char *cid = post != NULL ? dup_cid (post->record) : NULL;

  if (post == NULL)
    say_error (call, 400, "RecordNotFound", "Could not locate record");
  else
    comms_fake_say (call, 200, "{\"uri\":\"%s\",\"cid\":\"%s\",\"value\":%s}", uri, cid,
                    post->record);
}

/* What is no post: a like, whose like before it goes, or somebody on a list. */
static gboolean
is_collection (JsonObject *body, const char *name)
{
  return g_strcmp0 (comms_fake_get_string (body, "collection"), name) == 0;
}

static char *
dup_mark_uri (CommsFakeCall *call, const char *collection, const char *key)
{
  return g_strdup_printf ("at://%s/%s/%s", call->server->user, collection, key);
}

static void
add_mark (CommsFakeCall *call, const char *kind, const char *collection, const char *subject)
{
  g_autofree char *key = comms_bluesky_next_tid (comms_fake_now (call->server));
  char *uri = dup_mark_uri (call, collection, key);

  comms_fake_mark_add (call->server, kind, subject, uri);
  comms_fake_say (call, 200, "{\"uri\":\"%s\",\"cid\":\"bafyreimark\"}", uri);
}

static void
delete_record (CommsFakeCall *call)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = comms_fake_parse (call, &root);
  g_autofree char *mark = dup_mark_uri (call, comms_fake_get_string (body, "collection"),
                                        comms_fake_get_string (body, "rkey"));
  g_autofree char *uri = comms_bluesky_dup_uri (comms_fake_get_string (body, "repo"),
                                                comms_fake_get_string (body, "rkey"));
  CommsFakePost *post = comms_fake_post_find (call->server, uri);

  if (is_collection (body, LIKES))
    comms_fake_mark_remove (call->server, "like", NULL, mark);
  else if (post != NULL)
    post->gone = TRUE;
  comms_fake_say (call, 200, "{}");
}

static void
upload (CommsFakeCall *call)
{
  g_autofree char *cid = comms_bluesky_dup_cid (call->body);
  CommsFakeFile *file;

  if (call->server->ways.no_blobs)
    {
      say_error (call, 500, "InternalServerError", "no");
      return;
    }
  file = comms_fake_file_add (call->server, "");
  g_free (file->id);
  file->id = g_strdup (cid);
  file->size = g_bytes_get_size (call->body);
  file->mime = g_strdup (call->type);
  comms_fake_say (call, 200,
                  "{\"blob\":{\"$type\":\"blob\",\"ref\":{\"$link\":\"%s\"},\"mimeType\":\"%s\","
                  "\"size\":%" G_GSIZE_FORMAT "}}",
                  cid, call->type, file->size);
}

/* What shows the posts says whether the account likes one. */
static void
append_dawn (CommsFakeCall *call, GString *list, const char *uri)
{
  CommsFakeMark *mark = comms_fake_mark_find (call->server, "like", uri);
  g_autofree char *like = mark != NULL && !call->server->ways.lags
                            ? g_strdup_printf ("\"like\":\"%s\"", mark->id)
                            : g_strdup ("");

  g_string_append_printf (list,
                          "%s{\"uri\":\"%s\",\"cid\":\"bafyreidawn\",\"author\":{\"did\":"
                          "\"did:plc:dawn\",\"handle\":\"dawn.example\"},\"viewer\":{%s}}",
                          list->len > 0 ? "," : "", uri, like);
}

/* One for blocking people on the first page, and on the second the one that is meant. */
static void
get_lists (CommsFakeCall *call)
{
  const gboolean second = comms_fake_get_query (call, "cursor") != NULL;

  comms_fake_say (call, 200,
                  "{%s\"lists\":[{\"uri\":\"at://%s/app.bsky.graph.list/%s\",\"name\":"
                  "\"Journalists\",\"purpose\":\"app.bsky.graph.defs#%s\"}]}",
                  second ? "" : "\"cursor\":\"a b\",", call->server->user,
                  second ? "3curated" : "3blocked", second ? "curatelist" : "modlist");
}

/* One a page. */
static void
get_list (CommsFakeCall *call)
{
  const char *cursor = comms_fake_get_query (call, "cursor");
  guint64 at = cursor != NULL ? g_ascii_strtoull (cursor, NULL, 10) : 0;
  CommsFakeMark *mark = NULL;

  g_assert_true (g_str_has_suffix (comms_fake_get_query (call, "list"), "/3curated"));
  for (guint i = 0, n = 0; i < call->server->marks->len && mark == NULL; i++)
    {
      CommsFakeMark *other = g_ptr_array_index (call->server->marks, i);

      if (g_str_equal (other->kind, "listing") && n++ == at)
        mark = other;
    }
  if (mark == NULL)
    comms_fake_say (call, 200, "{\"items\":[]}");
  else
    comms_fake_say (call, 200,
                    "{\"cursor\":\"%u\",\"items\":[{\"uri\":\"%s\",\"subject\":{\"did\":"
                    "\"%s\"}}]}",
                    (guint) at + 1, mark->id, mark->subject);
}

static void
get_posts (CommsFakeCall *call)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (call->message));
  g_auto (GStrv) parts = g_strsplit (query, "&", -1);
  g_autoptr (GString) list = g_string_new (NULL);

  g_assert_cmpuint (g_strv_length (parts), <=, 25);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *uri = g_uri_unescape_string (strchr (parts[i], '=') + 1, NULL);
      CommsFakePost *post = comms_fake_post_find (call->server, uri);
      g_autofree char *cid = post != NULL ? dup_cid (post->record) : NULL;

      if (g_str_has_prefix (uri, DAWN))
        append_dawn (call, list, uri);
      if (post != NULL)
        g_string_append_printf (list,
                                "%s{\"uri\":\"%s\",\"cid\":\"%s\",\"record\":%s,\"likeCount\":7,"
                                "\"repostCount\":3,\"replyCount\":2,\"quoteCount\":1}",
                                list->len > 0 ? "," : "", uri, cid, post->record);
    }
  comms_fake_say (call, 200, "{\"posts\":[%s]}", list->str);
}

static void
resolve (CommsFakeCall *call)
{
  const char *handle = comms_fake_get_query (call, "handle");

  if (g_str_has_prefix (handle, "nobody"))
    say_error (call, 400, "InvalidRequest", "Unable to resolve handle");
  else
    comms_fake_say (call, 200, "{\"did\":\"did:plc:%.4s\"}", handle);
}

static void
get_session (CommsFakeCall *call)
{
  comms_fake_say (call, 200, "{\"did\":\"%s\",\"handle\":\"mohr.example\"}", call->server->user);
}

static void
get_profile (CommsFakeCall *call)
{
  comms_fake_say (call, 200, "{\"did\":\"%s\",\"displayName\":\"MoHR\"}", call->server->user);
}

/* For a post nobody may rely on it: a server of today fails where the key is taken already. */
static void
create_record (CommsFakeCall *call)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = comms_fake_parse (call, &root);
  JsonObject *record = json_object_get_object_member (body, "record");

  if (is_collection (body, LIKES))
    {
      JsonObject *subject = json_object_get_object_member (record, "subject");

      g_assert_cmpstr (comms_fake_get_string (subject, "cid"), ==, "bafyreidawn");
      g_assert_cmpstr (comms_fake_get_string (record, "$type"), ==, LIKES);
      g_assert_true (g_str_has_suffix (comms_fake_get_string (record, "createdAt"), "Z"));
      comms_fake_mark_remove (call->server, "like", comms_fake_get_string (subject, "uri"), NULL);
      add_mark (call, "like", LIKES, comms_fake_get_string (subject, "uri"));
    }
  else if (is_collection (body, LIST_ITEMS))
    add_mark (call, "listing", LIST_ITEMS, comms_fake_get_string (record, "subject"));
  else
    say_error (call, 500, "InternalServerError", "Internal Server Error");
}

static const struct
{
  const char *method;
  CommsFakeAnswer answer;
} methods[] = {
  { "com.atproto.repo.putRecord", put },
  { "com.atproto.repo.getRecord", get_record },
  { "com.atproto.repo.deleteRecord", delete_record },
  { "com.atproto.repo.createRecord", create_record },
  { "com.atproto.repo.uploadBlob", upload },
  { "com.atproto.identity.resolveHandle", resolve },
  { "com.atproto.server.getSession", get_session },
  { "app.bsky.feed.getPosts", get_posts },
  { "app.bsky.actor.getProfile", get_profile },
  { "app.bsky.graph.getLists", get_lists },
  { "app.bsky.graph.getList", get_list },
};

void
comms_fake_bluesky_answer_call (CommsFakeCall *call)
{
  g_autofree char *method = comms_fake_dup_between (call, "/xrpc/", "");

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      if (g_strcmp0 (methods[i].method, method) == 0)
        {
          methods[i].answer (call);
          return;
        }
    }
  say_error (call, 404, "XRPCNotSupported", "no");
}
