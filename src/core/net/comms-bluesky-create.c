/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-bluesky-ids.h"
#include "comms-bluesky-private.h"
#include "comms-net-json.h"

/* What servers took before the limit was raised (networks, section 3.2). */
#define OLD_IMAGE_BYTES 1000000
/* How often pictures are uploaded anew that the server does not find any more. */
#define MAX_UPLOADS 2

typedef struct
{
  JsonNode *body;
  GPtrArray *media;
  guint at; /* of @media; beyond them, the thumb of the card */
  gint64 max_bytes;
  guint n_uploads;
  gboolean changed; /* it is not what was frozen any more */
} Create;

static void
create_free (Create *create)
{
  g_clear_pointer (&create->body, json_node_unref);
  g_ptr_array_unref (create->media);
  g_free (create);
}

static JsonObject *
get_embed (Create *create)
{
  JsonObject *put = comms_net_json_root (create->body);

  return comms_net_json_object (comms_net_json_object (put, "record"), "embed");
}

static JsonObject *
get_image (Create *create, guint index)
{
  return comms_net_json_element (comms_net_json_array (get_embed (create), "images"), index);
}

static JsonObject *
get_card (Create *create)
{
  return comms_net_json_object (get_embed (create), "external");
}

static const char *
get_cid (JsonObject *blob)
{
  return comms_net_json_string (comms_net_json_object (blob, "ref"), "$link");
}

static void start (CommsNetwork *network, GTask *task);
static void upload_next (CommsNetwork *network, GTask *task);

/* The end: the record. */

static void
return_reply (GTask *task, CommsReply *reply)
{
  Create *create = g_task_get_task_data (task);

  if (create->changed)
    reply->body = json_to_string (create->body, FALSE);
  comms_network_return_reply (task, reply);
}

static gboolean
has_large_image (Create *create)
{
  for (guint i = 0; get_image (create, i) != NULL; i++)
    {
      JsonObject *blob = comms_net_json_object (get_image (create, i), "image");

      if (comms_net_json_int (blob, "size") > OLD_IMAGE_BYTES)
        return TRUE;
    }
  return FALSE;
}

/* A server that does not take such large pictures yet says that the record is invalid. */
static gboolean
is_too_large (Create *create, CommsHttpReply *http)
{
  return create->max_bytes == 0 && has_large_image (create) &&
         (http->status == 413 || comms_bluesky_is_error (http, "InvalidRequest") ||
          comms_bluesky_is_error (http, "InvalidSize") ||
          comms_bluesky_is_error (http, "BlobTooLarge"));
}

static void
put_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Create *create = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  const char *uri = comms_net_json_string (comms_network_parse (http, &root), "uri");

  if (http->status == 200 && comms_bluesky_is_uri (uri))
    {
      return_reply (task, comms_problem_reply_posted (network, http, g_strdup (uri),
                                                      comms_network_dup_post_url (network, uri)));
    }
  else if (is_too_large (create, http))
    {
      create->max_bytes = OLD_IMAGE_BYTES;
      start (network, task);
    }
  else if (comms_bluesky_is_error (http, "BlobNotFound") && create->n_uploads < MAX_UPLOADS)
    {
      start (network, task);
    }
  else
    {
      return_reply (task, comms_problem_reply (network, http, COMMS_STAGE_CREATE));
    }
}

static void
put (GTask *task)
{
  Create *create = g_task_get_task_data (task);
  g_autofree char *body = json_to_string (create->body, FALSE);

  comms_network_ask (task,
                     &(CommsAsk){ .method = "POST",
                                  .path = COMMS_BLUESKY_XRPC "com.atproto.repo.putRecord",
                                  .json = body },
                     put_cb);
}

/* Before it: the files. */

static void
upload (GTask *task, GBytes *bytes, const char *mime, CommsAskThen then)
{
  comms_network_ask (task,
                     &(CommsAsk){ .method = "POST",
                                  .path = COMMS_BLUESKY_XRPC "com.atproto.repo.uploadBlob",
                                  .body = bytes,
                                  .type = mime },
                     then);
}

/* The server's word for a file goes into the record unchanged; it is the same that was computed
 * for the freeze, unless the file is another. NULL where it says no. */
static JsonObject *
find_blob (CommsHttpReply *http, JsonNode **root)
{
  JsonObject *blob = comms_net_json_object (comms_network_parse (http, root), "blob");

  return http->status == 200 && get_cid (blob) != NULL ? blob : NULL;
}

/* Puts @blob into @holder, which is changed where it is another one. */
static gboolean
set_blob (JsonObject *holder, const char *name, JsonObject *blob)
{
  const gboolean same =
    g_strcmp0 (get_cid (comms_net_json_object (holder, name)), get_cid (blob)) == 0;

  if (!same)
    json_object_set_object_member (holder, name,
                                   comms_bluesky_blob_new (get_cid (blob),
                                                           comms_net_json_string (blob, "mimeType"),
                                                           (gsize) comms_net_json_int (blob,
                                                                                       "size")));
  return !same;
}

/* A card without its picture is better than no post. */
static void
thumb_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Create *create = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *blob = find_blob (http, &root);

  if (blob != NULL)
    create->changed = set_blob (get_card (create), "thumb", blob) || create->changed;
  else
    {
      json_object_remove_member (get_card (create), "thumb");
      create->changed = TRUE;
    }
  put (task);
}

static void
upload_thumb (CommsNetwork *network, GTask *task)
{
  Create *create = g_task_get_task_data (task);
  JsonObject *thumb = comms_net_json_object (get_card (create), "thumb");
  const char *cid = get_cid (thumb);
  GBytes *bytes = cid != NULL ? comms_bluesky_get_thumb (COMMS_BLUESKY (network), cid) : NULL;

  if (thumb == NULL)
    put (task);
  else if (bytes != NULL)
    upload (task, bytes, comms_net_json_string (thumb, "mimeType"), thumb_cb);
  else
    {
      json_object_remove_member (get_card (create), "thumb");
      create->changed = TRUE;
      put (task);
    }
}

static void
uploaded_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Create *create = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *blob = find_blob (http, &root);

  if (blob == NULL && is_too_large (create, http))
    {
      create->max_bytes = OLD_IMAGE_BYTES;
      start (network, task);
      return;
    }
  if (blob == NULL)
    {
      comms_network_return_reply (task, comms_problem_reply (network, http, COMMS_STAGE_PREPARE));
      return;
    }
  create->changed = set_blob (get_image (create, create->at), "image", blob) || create->changed;
  create->at++;
  upload_next (network, task);
}

static void
fitted_cb (CommsNetwork *network, GTask *task, GBytes *bytes, const CommsImageInfo *info)
{
  Create *create = g_task_get_task_data (task);
  JsonObject *ratio = comms_net_json_object (get_image (create, create->at), "aspectRatio");

  if (ratio != NULL && info->width > 0 && info->height > 0)
    {
      json_object_set_int_member (ratio, "width", info->width);
      json_object_set_int_member (ratio, "height", info->height);
    }
  upload (task, bytes, info->mime, uploaded_cb);
}

static void
upload_next (CommsNetwork *network, GTask *task)
{
  Create *create = g_task_get_task_data (task);

  if (create->at < create->media->len && get_image (create, create->at) != NULL)
    comms_network_fit (task, g_ptr_array_index (create->media, create->at), create->max_bytes,
                       fitted_cb);
  else
    upload_thumb (network, task);
}

static void
start (CommsNetwork *network, GTask *task)
{
  Create *create = g_task_get_task_data (task);

  create->at = 0;
  create->n_uploads++;
  upload_next (network, task);
}

void
comms_bluesky_create (
  CommsNetwork *network, GTask *task, const char *body, GPtrArray *media, const char *key)
{
  Create *create = g_new0 (Create, 1);

  create->body = comms_network_parse_frozen (body);
  create->media = media != NULL ? g_ptr_array_ref (media) : g_ptr_array_new ();
  g_task_set_task_data (task, create, (GDestroyNotify) create_free);
  start (network, task);
}
