/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-fake-network-private.h"

#include "comms-bluesky-ids.h"

/* An account's server as in networks, section 3. */

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

static void
delete_record (CommsFakeCall *call)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = comms_fake_parse (call, &root);
  g_autofree char *uri = comms_bluesky_dup_uri (comms_fake_get_string (body, "repo"),
                                                comms_fake_get_string (body, "rkey"));
  CommsFakePost *post = comms_fake_post_find (call->server, uri);

  if (post != NULL)
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

/* A server of today fails where the key is taken already: nobody may rely on it. */
static void
create_record (CommsFakeCall *call)
{
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
