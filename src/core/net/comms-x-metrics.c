/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-net-json.h"
#include "comms-reading.h"
#include "comms-x-private.h"

/* A hundred posts cost as many calls as one (networks, sections 1.6 and 1.7). */

static char *
dup_batch_path (CommsNetwork *network, char **ids, guint n_ids)
{
  GString *path = g_string_new ("/2/tweets?ids=");

  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (path, i > 0 ? ",%s" : "%s", ids[i]);
  g_string_append_printf (path, "&%s=public_metrics", comms_x_get_fields_name (COMMS_X (network)));
  return g_string_free (path, FALSE);
}

static void
read_post (CommsReading *reading, JsonObject *post)
{
  JsonObject *counts = comms_net_json_object (post, "public_metrics");
  CommsMetrics *metrics;

  if (comms_net_json_id (post, "id") == NULL || counts == NULL)
    return;

  /* Both spellings (networks, section 1.5). */
  metrics = comms_reading_add (reading, comms_net_json_id (post, "id"));
  metrics->likes = comms_reading_count (counts, "like_count", NULL);
  metrics->reposts = comms_reading_count (counts, "repost_count", "retweet_count");
  metrics->replies = comms_reading_count (counts, "reply_count", NULL);
  metrics->quotes = comms_reading_count (counts, "quote_count", NULL);
  metrics->impressions = comms_reading_count (counts, "impression_count", NULL);
  metrics->bookmarks = comms_reading_count (counts, "bookmark_count", NULL);
}

/* X names what is gone beside what it found; another error, of a field, says nothing of that. */
static void
read_gone (CommsReading *reading, JsonObject *problem)
{
  const char *type = comms_net_json_string (problem, "type");
  const char *id = comms_net_json_id (problem, "resource_id");

  if (id == NULL)
    id = comms_net_json_id (problem, "value");
  if (id != NULL && type != NULL && g_str_has_suffix (type, "/resource-not-found"))
    comms_reading_add (reading, id)->gone = TRUE;
}

static gboolean
read_batch (CommsReading *reading, JsonNode *root)
{
  JsonObject *answer = comms_net_json_root (root);
  JsonArray *data = comms_net_json_array (answer, "data");
  JsonArray *errors = comms_net_json_array (answer, "errors");

  for (guint i = 0; i < comms_net_json_n (data); i++)
    read_post (reading, comms_net_json_element (data, i));
  for (guint i = 0; i < comms_net_json_n (errors); i++)
    read_gone (reading, comms_net_json_element (errors, i));
  return data != NULL || errors != NULL;
}

static gboolean
ask_again (CommsNetwork *network, CommsHttpReply *http)
{
  return comms_x_learn_names (COMMS_X (network), http);
}

static const CommsReadingKind kind = {
  .batch = 100,
  .is_id = comms_net_is_id,
  .dup_batch_path = dup_batch_path,
  .read_batch = read_batch,
  .ask_again = ask_again,
};

void
comms_x_metrics (CommsNetwork *network, GTask *task, const char *const *remote_ids)
{
  if (comms_x_may_read (network, task))
    comms_reading_start (task, &kind, remote_ids);
}
