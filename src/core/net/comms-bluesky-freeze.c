/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-bluesky-facets.h"
#include "comms-bluesky-ids.h"
#include "comms-bluesky-private.h"
#include "comms-card.h"
#include "comms-error.h"
#include "comms-net-json.h"
#include "comms-text-check.h"

#define THUMB_BYTES 1000000
#define CARD_TIMEOUT (10 * 1000)

/* A post on its way to a record. */
typedef struct
{
  CommsPost *post;
  const char *text;
  GPtrArray *media;
  JsonArray *images;
  char **handles;
  guint at; /* of @handles */
  GHashTable *dids;
  char *reply_to;
  JsonObject *reply;
  CommsCard *card;
} Freezing;

static void
freezing_free (Freezing *freezing)
{
  g_object_unref (freezing->post);
  g_ptr_array_unref (freezing->media);
  g_clear_pointer (&freezing->images, json_array_unref);
  g_strfreev (freezing->handles);
  g_hash_table_unref (freezing->dids);
  g_free (freezing->reply_to);
  g_clear_pointer (&freezing->reply, json_object_unref);
  comms_card_free (freezing->card);
  g_free (freezing);
}

/* The end: the whole record. */

/* RFC 3339 with milliseconds and Z (networks, section 6). */
static char *
dup_time (gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / 1000);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", seconds, (int) (now % 1000));
}

static JsonObject *
card_to_embed (Freezing *freezing, CommsBluesky *self)
{
  JsonObject *embed = json_object_new ();
  JsonObject *external = json_object_new ();

  json_object_set_string_member (external, "uri", freezing->card->uri);
  json_object_set_string_member (external, "title", freezing->card->title);
  json_object_set_string_member (external, "description", freezing->card->description);
  if (freezing->card->thumb != NULL)
    {
      g_autofree char *cid = comms_bluesky_dup_cid (freezing->card->thumb);

      comms_bluesky_take_thumb (self, cid, freezing->card->thumb);
      json_object_set_object_member (external, "thumb",
                                     comms_bluesky_blob_new (cid, freezing->card->mime,
                                                             g_bytes_get_size (
                                                               freezing->card->thumb)));
    }
  json_object_set_string_member (embed, "$type", "app.bsky.embed.external");
  json_object_set_object_member (embed, "external", external);
  return embed;
}

static JsonObject *
images_to_embed (Freezing *freezing)
{
  JsonObject *embed = json_object_new ();

  json_object_set_string_member (embed, "$type", "app.bsky.embed.images");
  json_object_set_array_member (embed, "images", json_array_ref (freezing->images));
  return embed;
}

static JsonObject *
record_new (CommsNetwork *network, Freezing *freezing)
{
  JsonObject *record = json_object_new ();
  JsonArray *facets = comms_bluesky_facets_new (freezing->text, freezing->dids);
  g_autofree char *created_at = dup_time (comms_network_now (network));

  json_object_set_string_member (record, "$type", COMMS_BLUESKY_COLLECTION);
  json_object_set_string_member (record, "text", freezing->text);
  json_object_set_string_member (record, "createdAt", created_at);
  if (freezing->post->language != NULL && *freezing->post->language != '\0')
    {
      JsonArray *languages = json_array_new ();

      json_array_add_string_element (languages, freezing->post->language);
      json_object_set_array_member (record, "langs", languages);
    }
  if (json_array_get_length (facets) > 0)
    json_object_set_array_member (record, "facets", json_array_ref (facets));
  json_array_unref (facets);
  if (freezing->reply != NULL)
    json_object_set_object_member (record, "reply", json_object_ref (freezing->reply));
  if (json_array_get_length (freezing->images) > 0)
    json_object_set_object_member (record, "embed", images_to_embed (freezing));
  else if (freezing->card != NULL)
    json_object_set_object_member (record, "embed",
                                   card_to_embed (freezing, COMMS_BLUESKY (network)));
  return record;
}

static void
finish (CommsNetwork *network, GTask *task)
{
  Freezing *freezing = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *put = json_object_new ();
  g_autofree char *key = comms_bluesky_next_tid (comms_network_now (network));

  json_node_take_object (root, put);
  json_object_set_string_member (put, "repo", comms_network_get_user_id (network));
  json_object_set_string_member (put, "collection", COMMS_BLUESKY_COLLECTION);
  json_object_set_string_member (put, "rkey", key);
  json_object_set_object_member (put, "record", record_new (network, freezing));
  /* Never over something that stands there already. */
  json_object_set_null_member (put, "swapRecord");
  g_task_return_pointer (task, json_to_string (root, FALSE), g_free);
}

/* The card of the first link, where there are no pictures. */

static void
card_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Freezing *freezing = g_task_get_task_data (task);

  freezing->card = comms_card_fetch_finish (result);
  finish (g_task_get_source_object (task), task);
}

static void
add_card (CommsNetwork *network, GTask *task)
{
  Freezing *freezing = g_task_get_task_data (task);
  g_autofree char *link = comms_bluesky_find_link (freezing->text);

  if (freezing->media->len > 0 || link == NULL)
    finish (network, task);
  else
    comms_card_fetch_async (link, THUMB_BYTES, CARD_TIMEOUT, g_task_get_cancellable (task), card_cb,
                            g_object_ref (task));
}

/* The pictures: what they will be called is computed here. */

static void add_images (CommsNetwork *network, GTask *task);

static void
fitted_cb (CommsNetwork *network, GTask *task, GBytes *bytes, const CommsImageInfo *info)
{
  Freezing *freezing = g_task_get_task_data (task);
  CommsMedia *media = g_ptr_array_index (freezing->media, json_array_get_length (freezing->images));
  g_autofree char *cid = comms_bluesky_dup_cid (bytes);
  JsonObject *image = json_object_new ();
  JsonObject *ratio;

  json_object_set_object_member (image, "image",
                                 comms_bluesky_blob_new (cid, info->mime,
                                                         g_bytes_get_size (bytes)));
  json_object_set_string_member (image, "alt", media->alt != NULL ? media->alt : "");
  if (info->width > 0 && info->height > 0)
    {
      ratio = json_object_new ();
      json_object_set_int_member (ratio, "width", info->width);
      json_object_set_int_member (ratio, "height", info->height);
      json_object_set_object_member (image, "aspectRatio", ratio);
    }
  json_array_add_object_element (freezing->images, image);
  add_images (network, task);
}

static void
add_images (CommsNetwork *network, GTask *task)
{
  Freezing *freezing = g_task_get_task_data (task);
  const guint n_done = json_array_get_length (freezing->images);

  if (n_done < freezing->media->len)
    comms_network_fit (task, g_ptr_array_index (freezing->media, n_done), 0, fitted_cb);
  else
    add_card (network, task);
}

/* What is answered: the root of a thread is said besides the post itself. */

JsonObject *
comms_bluesky_reference_new (const char *uri, const char *cid)
{
  JsonObject *reference = json_object_new ();

  json_object_set_string_member (reference, "uri", uri);
  json_object_set_string_member (reference, "cid", cid);
  return reference;
}

static gboolean
take_parent (Freezing *freezing, JsonObject *parent, JsonObject *record)
{
  const char *uri = comms_net_json_string (parent, "uri");
  const char *cid = comms_net_json_string (parent, "cid");
  JsonObject *root = comms_net_json_object (comms_net_json_object (record, "reply"), "root");
  const char *root_uri = comms_net_json_string (root, "uri");
  const char *root_cid = comms_net_json_string (root, "cid");

  if (uri == NULL || cid == NULL)
    return FALSE;
  freezing->reply = json_object_new ();
  json_object_set_object_member (freezing->reply, "root",
                                 root_uri != NULL && root_cid != NULL
                                   ? comms_bluesky_reference_new (root_uri, root_cid)
                                   : comms_bluesky_reference_new (uri, cid));
  json_object_set_object_member (freezing->reply, "parent", comms_bluesky_reference_new (uri, cid));
  return TRUE;
}

static void
parent_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Freezing *freezing = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer = comms_network_parse (http, &root);
  JsonArray *posts = comms_net_json_array (answer, "posts");
  JsonObject *post = comms_net_json_element (posts, 0);

  if (comms_bluesky_is_error (http, "RecordNotFound") || (posts != NULL && post == NULL))
    {
      g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                               C_ ("sending", "The post that this one answers is not on Bluesky "
                                              "any more. Take the answer out, or choose another "
                                              "post."));
      return;
    }
  if (!comms_network_check (task, http))
    return;
  if (post != NULL ? take_parent (freezing, post, comms_net_json_object (post, "record"))
                   : take_parent (freezing, answer, comms_net_json_object (answer, "value")))
    {
      add_images (network, task);
      return;
    }
  comms_network_return_unclear (task);
}

/* An own post is asked for where it was put: elsewhere it may not be known yet. */
static void
add_reply (CommsNetwork *network, GTask *task)
{
  Freezing *freezing = g_task_get_task_data (task);
  g_autofree char *repo = NULL;
  g_autofree char *key = NULL;
  g_autofree char *path = NULL;

  if (freezing->reply_to == NULL)
    {
      add_images (network, task);
      return;
    }
  if (!comms_bluesky_parse_uri (freezing->reply_to, &repo, &key))
    {
      g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                               C_ ("sending", "“%s” is not a post on Bluesky. Paste the post’s "
                                              "address instead."),
                               freezing->reply_to);
      return;
    }
  if (g_str_equal (repo, comms_network_get_user_id (network)))
    path = comms_bluesky_dup_record_path (repo, key);
  else
    {
      g_autofree char *escaped = g_uri_escape_string (freezing->reply_to, NULL, FALSE);

      path = g_strconcat (COMMS_BLUESKY_XRPC "app.bsky.feed.getPosts?uris=", escaped, NULL);
    }
  comms_network_ask (task, &(CommsAsk){ .path = path }, parent_cb);
}

/* Who is named: one that nobody has stays a mere text. */

static void add_mentions (CommsNetwork *network, GTask *task);

static void
resolved_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Freezing *freezing = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  const char *did = comms_net_json_string (comms_network_parse (http, &root), "did");
  const gboolean nobody = comms_bluesky_knows_nobody (http);

  if (!nobody && !comms_network_check (task, http))
    return;
  if (!nobody && comms_bluesky_is_did (did))
    g_hash_table_insert (freezing->dids, freezing->handles[freezing->at], g_strdup (did));
  freezing->at++;
  add_mentions (network, task);
}

static void
add_mentions (CommsNetwork *network, GTask *task)
{
  Freezing *freezing = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  if (freezing->handles[freezing->at] == NULL)
    {
      add_reply (network, task);
      return;
    }
  path = g_strconcat (COMMS_BLUESKY_XRPC "com.atproto.identity.resolveHandle?handle=",
                      freezing->handles[freezing->at], NULL);
  comms_network_ask (task, &(CommsAsk){ .path = path }, resolved_cb);
}

static gboolean
check_text (CommsPost *post, GPtrArray *media, GError **error)
{
  g_auto (CommsTextCheck) check = { 0 };
  const gboolean has_text = post->text != NULL && *post->text != '\0';

  if (!has_text && media != NULL && media->len > 0)
    return TRUE;
  comms_text_check (post->text, COMMS_TEXT_RULE_BLUESKY, NULL, &check);
  if (check.valid && strlen (post->text) <= COMMS_BLUESKY_MAX_BYTES)
    return TRUE;

  for (guint i = 0; i < check.problems->len; i++)
    {
      const CommsTextProblem *problem = &g_array_index (check.problems, CommsTextProblem, i);

      if (problem->severity != COMMS_TEXT_ERROR)
        continue;
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID, problem->sentence);
      return FALSE;
    }
  g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                       C_ ("sending", "The post is too long for Bluesky. Shorten it."));
  return FALSE;
}

void
comms_bluesky_freeze (
  CommsNetwork *network, GTask *task, CommsPost *post, GPtrArray *media, const char *reply_to)
{
  Freezing *freezing;
  GError *error = NULL;

  if (!check_text (post, media, &error) || !comms_network_check_media (network, media, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  freezing = g_new0 (Freezing, 1);
  freezing->post = g_object_ref (post);
  freezing->text = post->text != NULL ? post->text : "";
  freezing->media = media != NULL ? g_ptr_array_ref (media) : g_ptr_array_new ();
  freezing->images = json_array_new ();
  freezing->handles = comms_bluesky_find_handles (freezing->text);
  freezing->dids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  freezing->reply_to = g_strdup (reply_to);
  g_task_set_task_data (task, freezing, (GDestroyNotify) freezing_free);
  add_mentions (network, task);
}
