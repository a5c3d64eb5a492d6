/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-mastodon-private.h"

#include "comms-net-json.h"

/* What a server allows, which each decides for itself (networks, section 2.4). */

#define FRESH (24 * 3600 * G_GINT64_CONSTANT (1000))
#define NEW_PATH "/api/v2/instance"
#define OLD_PATH "/api/v1/instance"

static void
take_int (JsonObject *object, const char *name, int *value)
{
  const gint64 number = comms_net_json_int (object, name);

  if (number > 0 && number <= G_MAXINT32)
    *value = (int) number;
}

static void
take_size (JsonObject *object, const char *name, gint64 *value)
{
  const gint64 number = comms_net_json_int (object, name);

  if (number > 0)
    *value = number;
}

/* Both versions keep the limits in the same place; some servers of other kinds have one member
 * of their own instead. */
static void
read_limits (CommsNetwork *network, JsonObject *instance)
{
  CommsNetworkLimits limits = *comms_network_get_limits (network);
  JsonObject *configuration = comms_net_json_object (instance, "configuration");
  JsonObject *statuses = comms_net_json_object (configuration, "statuses");
  JsonObject *media = comms_net_json_object (configuration, "media_attachments");

  take_int (instance, "max_toot_chars", &limits.characters);
  take_int (statuses, "max_characters", &limits.characters);
  take_int (statuses, "characters_reserved_per_url", &limits.url_length);
  take_int (statuses, "max_media_attachments", &limits.media_max);
  take_int (media, "description_limit", &limits.alt_max);
  take_size (media, "image_size_limit", &limits.image_bytes);
  take_size (media, "image_matrix_limit", &limits.image_pixels);
  take_size (media, "video_size_limit", &limits.video_bytes);
  comms_network_set_limits (network, &limits);
  comms_mastodon_set_limits_at (COMMS_MASTODON (network), comms_network_now (network));
}

typedef struct
{
  GTask *task;
  CommsWaitThen then;
} Asking;

/* A task of its own, so that whatever goes wrong does not end the one that waits. */
static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (GTask) task = asking->task;

  g_free (g_task_propagate_pointer (G_TASK (result), NULL));
  asking->then (COMMS_NETWORK (object), task);
}

static void
return_limits (CommsNetwork *network, GTask *task)
{
  g_task_return_pointer (task,
                         g_memdup2 (comms_network_get_limits (network),
                                    sizeof (CommsNetworkLimits)),
                         g_free);
}

static void
old_instance_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;

  if (!comms_network_check (task, http))
    return;
  read_limits (network, comms_network_parse (http, &root));
  return_limits (network, task);
}

static void
instance_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  if (http->status == 404)
    comms_network_ask (task, &(CommsAsk){ .path = OLD_PATH, .anonymous = TRUE }, old_instance_cb);
  else
    old_instance_cb (network, task, http);
}

static void
ask (GTask *task)
{
  comms_network_ask (task, &(CommsAsk){ .path = NEW_PATH, .anonymous = TRUE }, instance_cb);
}

void
comms_mastodon_ask_limits (GTask *task, CommsWaitThen then)
{
  Asking *asking = g_new (Asking, 1);
  g_autoptr (GTask) own = NULL;

  asking->task = g_object_ref (task);
  asking->then = then;
  own = g_task_new (g_task_get_source_object (task), NULL, asked_cb, asking);
  g_task_set_source_tag (own, comms_mastodon_ask_limits);
  ask (own);
}

void
comms_mastodon_limits (CommsNetwork *network, GTask *task)
{
  const gint64 at = comms_mastodon_get_limits_at (COMMS_MASTODON (network));
  const gint64 age = comms_network_now (network) - at;

  if (at != 0 && age >= 0 && age < FRESH)
    return_limits (network, task);
  else
    ask (task);
}
