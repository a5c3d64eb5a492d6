/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-mastodon-private.h"
#include "comms-multipart.h"
#include "comms-net-json.h"

/* Seconds between two looks whether the server is done with a picture or film, and how often. */
#define POLL 2
#define MAX_POLLS 150
/* How often a post is tried again whose pictures the server says it does not have yet. */
#define MAX_TRIES 3
#define RETRY 5

typedef struct
{
  JsonNode *body;
  GPtrArray *media;
  GPtrArray *ids;
  char *id; /* of the one that the server works on */
  char *key;
  guint n_polls;
  guint n_tries;
  CommsReply *reply; /* while the limits are asked for */
} Create;

static void
create_free (Create *create)
{
  g_clear_pointer (&create->body, json_node_unref);
  g_ptr_array_unref (create->media);
  g_ptr_array_unref (create->ids);
  g_free (create->id);
  g_free (create->key);
  comms_reply_free (create->reply);
  g_free (create);
}

static void
fail (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  comms_network_return_reply (task, comms_problem_reply (network, http, COMMS_STAGE_PREPARE));
}

static gboolean
is_good (CommsHttpReply *http)
{
  return comms_problem_find (&comms_mastodon_answers, http, COMMS_STAGE_PREPARE) ==
         COMMS_PROBLEM_NONE;
}

static void send_status (CommsNetwork *network, GTask *task);

/* A post that will be published later has an id of another kind, by which it is never found
 * again: it is not this one (networks, section 2.2). */
static const char *
read_status (JsonObject *status)
{
  const char *id = comms_net_json_string (status, "id");

  return comms_net_is_word (id) && comms_net_json_has (status, "created_at") &&
             !comms_net_json_has (status, "scheduled_at")
           ? id
           : NULL;
}

static void
limits_known (CommsNetwork *network, GTask *task)
{
  Create *create = g_task_get_task_data (task);

  if (comms_mastodon_get_limits_at (COMMS_MASTODON (network)) != 0)
    create->reply->limits =
      g_memdup2 (comms_network_get_limits (network), sizeof (CommsNetworkLimits));
  comms_network_return_reply (task, g_steal_pointer (&create->reply));
}

static void
created_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Create *create = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *status = comms_network_parse (http, &root);
  const char *id = read_status (status);
  const char *url = comms_net_json_string (status, "url");

  if (http->status >= 200 && http->status < 300 && id != NULL)
    {
      comms_network_return_reply (
        task, comms_problem_reply_posted (network, http, g_strdup (id),
                                          url != NULL ? g_utf8_make_valid (url, -1)
                                                      : comms_network_dup_post_url (network, id)));
      return;
    }
  /* A certain no, in a language that nobody here reads: the pictures may not be ready. */
  if (http->status == 422 && create->ids->len > 0 && ++create->n_tries < MAX_TRIES)
    {
      comms_network_wait (task, RETRY, send_status);
      return;
    }

  create->reply = comms_problem_reply (network, http, COMMS_STAGE_CREATE);
  /* Or it is too long for what the server takes since yesterday. */
  if (http->status == 422)
    comms_mastodon_ask_limits (task, limits_known);
  else
    comms_network_return_reply (task, g_steal_pointer (&create->reply));
}

static char *
dup_body (Create *create)
{
  JsonObject *root = comms_net_json_root (create->body);
  JsonArray *ids;

  if (create->ids->len > 0)
    {
      ids = json_array_new ();
      for (guint i = 0; i < create->ids->len; i++)
        json_array_add_string_element (ids, g_ptr_array_index (create->ids, i));
      json_object_set_array_member (root, "media_ids", ids);
    }
  return json_to_string (create->body, FALSE);
}

static void
send_status (CommsNetwork *network, GTask *task)
{
  Create *create = g_task_get_task_data (task);
  g_autofree char *body = dup_body (create);
  const char *const headers[] = { "Idempotency-Key", create->key, NULL };

  comms_network_ask (task,
                     &(CommsAsk){ .method = "POST",
                                  .path = "/api/v1/statuses",
                                  .json = body,
                                  .headers = create->key != NULL ? headers : NULL },
                     created_cb);
}

static void upload_next (CommsNetwork *network, GTask *task);
static void poll (CommsNetwork *network, GTask *task);

static void
polled_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Create *create = g_task_get_task_data (task);

  if (!is_good (http) && http->status == 422)
    {
      comms_network_return_reply (task, comms_problem_reply_as (network, http, COMMS_STAGE_PREPARE,
                                                                COMMS_PROBLEM_MEDIA));
    }
  else if (!is_good (http))
    {
      fail (network, task, http);
    }
  else if (http->status != 206 && http->status != 202)
    {
      g_ptr_array_add (create->ids, g_steal_pointer (&create->id));
      upload_next (network, task);
    }
  else if (++create->n_polls > MAX_POLLS)
    {
      comms_network_return_reply (task, comms_problem_reply_as (network, http, COMMS_STAGE_PREPARE,
                                                                COMMS_PROBLEM_MEDIA_BUSY));
    }
  else
    {
      comms_network_wait (task, POLL, poll);
    }
}

static void
poll (CommsNetwork *network, GTask *task)
{
  Create *create = g_task_get_task_data (task);
  g_autofree char *path = g_strconcat ("/api/v1/media/", create->id, NULL);

  comms_network_ask (task, &(CommsAsk){ .path = path }, polled_cb);
}

static void
uploaded_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Create *create = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  const char *id = comms_net_json_string (comms_network_parse (http, &root), "id");

  if (!is_good (http) || !comms_net_is_word (id))
    {
      fail (network, task, http);
      return;
    }
  create->n_polls = 0;
  create->id = g_strdup (id);
  polled_cb (network, task, http);
}

static void
fitted_cb (CommsNetwork *network, GTask *task, GBytes *bytes, const CommsImageInfo *info)
{
  Create *create = g_task_get_task_data (task);
  CommsMedia *media = g_ptr_array_index (create->media, create->ids->len);
  const gboolean has_alt = media->alt != NULL && *media->alt != '\0';
  const char *const fields[] = { has_alt ? "description" : NULL, media->alt, NULL };
  g_autofree char *type = NULL;
  g_autoptr (GBytes) body = comms_multipart (fields, "file", info->mime, bytes, &type);

  comms_network_ask (task,
                     &(CommsAsk){
                       .method = "POST", .path = "/api/v2/media", .body = body, .type = type },
                     uploaded_cb);
}

static void
upload_next (CommsNetwork *network, GTask *task)
{
  Create *create = g_task_get_task_data (task);

  if (create->ids->len < create->media->len)
    comms_network_fit (task, g_ptr_array_index (create->media, create->ids->len), 0, fitted_cb);
  else
    send_status (network, task);
}

void
comms_mastodon_create (
  CommsNetwork *network, GTask *task, const char *body, GPtrArray *media, const char *key)
{
  Create *create = g_new0 (Create, 1);

  create->body = comms_network_parse_frozen (body);
  create->media = media != NULL ? g_ptr_array_ref (media) : g_ptr_array_new ();
  create->ids = g_ptr_array_new_with_free_func (g_free);
  create->key = g_strdup (key);
  g_task_set_task_data (task, create, (GDestroyNotify) create_free);
  upload_next (network, task);
}
