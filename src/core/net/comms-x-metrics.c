/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <string.h>

#include "comms-net-json.h"
#include "comms-x-private.h"

#define BATCH 100

typedef struct
{
  char **ids;
  guint n_ids;
  guint at; /* of the batch that is asked for */
  GPtrArray *found;
} Reading;

static void
reading_free (Reading *reading)
{
  g_strfreev (reading->ids);
  g_ptr_array_unref (reading->found);
  g_free (reading);
}

/* Both spellings (networks, section 1.5). */
static gint64
read_count (JsonObject *counts, const char *name, const char *other_name)
{
  if (comms_net_json_has (counts, name))
    return comms_net_json_int (counts, name);
  if (other_name != NULL && comms_net_json_has (counts, other_name))
    return comms_net_json_int (counts, other_name);
  return -1;
}

static CommsMetrics *
read_post (JsonObject *post)
{
  JsonObject *counts = comms_net_json_object (post, "public_metrics");
  CommsMetrics *metrics;

  if (comms_net_json_id (post, "id") == NULL || counts == NULL)
    return NULL;

  metrics = g_new0 (CommsMetrics, 1);
  metrics->remote_id = g_strdup (comms_net_json_id (post, "id"));
  metrics->likes = read_count (counts, "like_count", NULL);
  metrics->reposts = read_count (counts, "repost_count", "retweet_count");
  metrics->replies = read_count (counts, "reply_count", NULL);
  metrics->quotes = read_count (counts, "quote_count", NULL);
  metrics->impressions = read_count (counts, "impression_count", NULL);
  metrics->bookmarks = read_count (counts, "bookmark_count", NULL);
  return metrics;
}

/* X names what is gone beside what it found; another error, of a field, says nothing of that. */
static CommsMetrics *
read_gone (JsonObject *problem)
{
  const char *type = comms_net_json_string (problem, "type");
  const char *id = comms_net_json_id (problem, "resource_id");
  CommsMetrics *metrics;

  if (id == NULL)
    id = comms_net_json_id (problem, "value");
  if (id == NULL || type == NULL || !g_str_has_suffix (type, "/resource-not-found"))
    return NULL;

  metrics = g_new (CommsMetrics, 1);
  *metrics = (CommsMetrics){ g_strdup (id), -1, -1, -1, -1, -1, -1, TRUE };
  return metrics;
}

static void
add (Reading *reading, CommsMetrics *metrics)
{
  if (metrics != NULL)
    g_ptr_array_add (reading->found, metrics);
}

static void
read_answer (Reading *reading, JsonObject *answer)
{
  JsonArray *data = comms_net_json_array (answer, "data");
  JsonArray *errors = comms_net_json_array (answer, "errors");

  for (guint i = 0; i < comms_net_json_n (data); i++)
    add (reading, read_post (comms_net_json_element (data, i)));
  for (guint i = 0; i < comms_net_json_n (errors); i++)
    add (reading, read_gone (comms_net_json_element (errors, i)));
}

static void fetch (GTask *task);

static void
answered_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  GError *error = NULL;

  if (comms_x_learn_names (COMMS_X (network), http))
    {
      fetch (task);
      return;
    }
  if (!comms_problem_check (network, http, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  read_answer (reading, comms_network_parse (http, &root));
  reading->at += BATCH;
  fetch (task);
}

static void
fetch (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GString) path = NULL;

  if (reading->at >= reading->n_ids)
    {
      g_task_return_pointer (task, g_ptr_array_ref (reading->found),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }

  path = g_string_new ("/2/tweets?ids=");
  for (guint i = reading->at; i < MIN (reading->at + BATCH, reading->n_ids); i++)
    g_string_append_printf (path, i > reading->at ? ",%s" : "%s", reading->ids[i]);
  g_string_append_printf (path, "&%s=public_metrics",
                          comms_x_get_fields_name (g_task_get_source_object (task)));
  comms_network_ask (task, &(CommsAsk){ .path = path->str }, answered_cb);
}

void
comms_x_metrics (CommsNetwork *network, GTask *task, const char *const *remote_ids)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Reading *reading = g_new0 (Reading, 1);

  for (guint i = 0; remote_ids[i] != NULL; i++)
    {
      if (comms_net_is_id (remote_ids[i]))
        g_strv_builder_add (builder, remote_ids[i]);
    }
  reading->ids = g_strv_builder_end (builder);
  reading->n_ids = g_strv_length (reading->ids);
  reading->found = g_ptr_array_new_with_free_func ((GDestroyNotify) comms_metrics_free);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  if (comms_x_may_read (network, task))
    fetch (task);
}
