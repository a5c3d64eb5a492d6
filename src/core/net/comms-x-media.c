/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-multipart.h"
#include "comms-net-json.h"
#include "comms-x-private.h"

/* Pictures and films (networks, section 1.3). Every step may be repeated safely. */

#define SEGMENT (1024 * 1024)
#define MAX_TRIES 3
#define POLL_LEAST 1
#define POLL_MOST 60
#define MAX_POLLS 120

static CommsMedia *
get_media (CommsXCreate *create)
{
  return g_ptr_array_index (create->media, create->ids->len);
}

static void
fail (CommsNetwork *self, GTask *task, CommsHttpReply *http)
{
  comms_network_return_reply (task, comms_problem_reply (self, http, COMMS_STAGE_PREPARE));
}

static JsonObject *
get_data (CommsHttpReply *http, JsonNode **root)
{
  return comms_net_json_object (comms_network_parse (http, root), "data");
}

static gboolean
is_good (CommsHttpReply *http)
{
  return comms_problem_find (&comms_x_answers, http, COMMS_STAGE_PREPARE) == COMMS_PROBLEM_NONE;
}

/* One is up, with its words: the next. */
static void
take_media (CommsNetwork *self, GTask *task)
{
  CommsXCreate *create = g_task_get_task_data (task);

  g_ptr_array_add (create->ids, g_steal_pointer (&create->id));
  g_clear_pointer (&create->bytes, g_bytes_unref);
  create->segment = create->n_tries = 0;
  comms_x_upload (self, task);
}

static void
described_cb (CommsNetwork *self, GTask *task, CommsHttpReply *http)
{
  /* A picture without its words is not what was approved. */
  if (is_good (http))
    take_media (self, task);
  else
    fail (self, task, http);
}

/* It is up: says what it shows. X takes words for pictures alone. */
static void
describe (CommsNetwork *self, GTask *task)
{
  CommsXCreate *create = g_task_get_task_data (task);
  const char *alt = get_media (create)->alt;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *body = NULL;

  if (alt == NULL || *alt == '\0' || g_str_has_prefix (create->mime, "video/"))
    {
      take_media (self, task);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  comms_net_json_add (builder, "id", create->id);
  json_builder_set_member_name (builder, "metadata");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "alt_text");
  json_builder_begin_object (builder);
  comms_net_json_add (builder, "text", alt);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  body = comms_net_json_print (builder);
  comms_network_ask (task,
                     &(CommsAsk){ .method = "POST", .path = "/2/media/metadata", .json = body },
                     described_cb);
}

static void uploaded_cb (CommsNetwork *self, GTask *task, CommsHttpReply *http);

static void
poll (CommsNetwork *self, GTask *task)
{
  CommsXCreate *create = g_task_get_task_data (task);
  g_autofree char *path =
    g_strdup_printf ("/2/media/upload?command=STATUS&media_id=%s", create->id);

  comms_network_ask (task, &(CommsAsk){ .path = path }, uploaded_cb);
}

/* What X works on, or has finished. */
static void
follow_processing (CommsNetwork *self, GTask *task, CommsHttpReply *http, JsonObject *processing)
{
  CommsXCreate *create = g_task_get_task_data (task);
  const char *state = comms_net_json_string (processing, "state");
  const gint64 seconds = comms_net_json_int (processing, "check_after_secs");

  if (processing == NULL || g_strcmp0 (state, "succeeded") == 0)
    describe (self, task);
  else if (g_strcmp0 (state, "failed") == 0)
    comms_network_return_reply (task, comms_problem_reply_as (self, http, COMMS_STAGE_PREPARE,
                                                              COMMS_PROBLEM_MEDIA));
  else if (++create->n_tries > MAX_POLLS)
    comms_network_return_reply (task, comms_problem_reply_as (self, http, COMMS_STAGE_PREPARE,
                                                              COMMS_PROBLEM_MEDIA_BUSY));
  else
    comms_network_wait (task, (guint) CLAMP (seconds, POLL_LEAST, POLL_MOST), poll);
}

static void
uploaded_cb (CommsNetwork *self, GTask *task, CommsHttpReply *http)
{
  CommsXCreate *create = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *data = get_data (http, &root);

  if (!is_good (http) || comms_net_json_id (data, "id") == NULL)
    {
      fail (self, task, http);
      return;
    }
  if (create->id == NULL)
    create->id = g_strdup (comms_net_json_id (data, "id"));
  follow_processing (self, task, http, comms_net_json_object (data, "processing_info"));
}

static void
finalize (CommsNetwork *self, GTask *task)
{
  CommsXCreate *create = g_task_get_task_data (task);
  g_autofree char *path = g_strdup_printf ("/2/media/upload/%s/finalize", create->id);

  create->n_tries = 0;
  comms_network_ask (task, &(CommsAsk){ .method = "POST", .path = path }, uploaded_cb);
}

static void append (CommsNetwork *self, GTask *task);

/* A segment that did not arrive is sent again under the same number. */
static void
appended_cb (CommsNetwork *self, GTask *task, CommsHttpReply *http)
{
  CommsXCreate *create = g_task_get_task_data (task);
  const gboolean refused = http->status >= 400 && http->status < 500;

  if (is_good (http))
    {
      create->segment++;
      create->n_tries = 0;
      append (self, task);
    }
  else if (!refused && ++create->n_tries < MAX_TRIES)
    comms_network_wait (task, create->n_tries, append);
  else
    fail (self, task, http);
}

static void
append (CommsNetwork *self, GTask *task)
{
  CommsXCreate *create = g_task_get_task_data (task);
  const gsize size = g_bytes_get_size (create->bytes);
  const gsize from = (gsize) create->segment * SEGMENT;
  g_autoptr (GBytes) part = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *type = NULL;
  g_autofree char *path = NULL;
  g_autofree char *index = NULL;

  if (from >= size)
    {
      finalize (self, task);
      return;
    }

  part = g_bytes_new_from_bytes (create->bytes, from, MIN (SEGMENT, size - from));
  index = g_strdup_printf ("%u", create->segment);
  body = comms_multipart ((const char *const[]){ "segment_index", index, NULL }, "media",
                          "application/octet-stream", part, &type);
  path = g_strdup_printf ("/2/media/upload/%s/append", create->id);
  comms_network_ask (task,
                     &(CommsAsk){ .method = "POST", .path = path, .body = body, .type = type },
                     appended_cb);
}

static void
initialized_cb (CommsNetwork *self, GTask *task, CommsHttpReply *http)
{
  CommsXCreate *create = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  const char *id = comms_net_json_id (get_data (http, &root), "id");

  if (!is_good (http) || id == NULL)
    {
      fail (self, task, http);
      return;
    }
  create->id = g_strdup (id);
  append (self, task);
}

static void
upload_in_parts (GTask *task, const char *category)
{
  CommsXCreate *create = g_task_get_task_data (task);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *body = NULL;

  json_builder_begin_object (builder);
  comms_net_json_add (builder, "media_type", create->mime);
  json_builder_set_member_name (builder, "total_bytes");
  json_builder_add_int_value (builder, (gint64) g_bytes_get_size (create->bytes));
  comms_net_json_add (builder, "media_category", category);
  json_builder_end_object (builder);
  body = comms_net_json_print (builder);
  comms_network_ask (task,
                     &(CommsAsk){
                       .method = "POST", .path = "/2/media/upload/initialize", .json = body },
                     initialized_cb);
}

static void
upload_at_once (GTask *task)
{
  CommsXCreate *create = g_task_get_task_data (task);
  g_autofree char *type = NULL;
  g_autoptr (GBytes) body =
    comms_multipart ((const char *const[]){ "media_category", "tweet_image", NULL }, "media",
                     create->mime, create->bytes, &type);

  comms_network_ask (task,
                     &(CommsAsk){
                       .method = "POST", .path = "/2/media/upload", .body = body, .type = type },
                     uploaded_cb);
}

static void
fitted_cb (CommsNetwork *self, GTask *task, GBytes *bytes, const CommsImageInfo *info)
{
  CommsXCreate *create = g_task_get_task_data (task);

  create->bytes = g_bytes_ref (bytes);
  create->mime = info->mime;
  if (g_str_has_prefix (create->mime, "video/"))
    upload_in_parts (task, "tweet_video");
  else if (g_str_equal (create->mime, "image/gif"))
    upload_in_parts (task, "tweet_gif");
  else
    upload_at_once (task);
}

void
comms_x_upload (CommsNetwork *self, GTask *task)
{
  CommsXCreate *create = g_task_get_task_data (task);

  if (create->ids->len == create->media->len)
    {
      comms_x_send (self, task);
      return;
    }

  comms_network_fit (task, get_media (create), 0, fitted_cb);
}
