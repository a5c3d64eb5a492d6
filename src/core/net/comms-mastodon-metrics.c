/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-mastodon-private.h"
#include "comms-net-json.h"
#include "comms-reading.h"

/* Several at a time since Mastodon 4.3 (networks, section 2.2). */

static char *
dup_batch_path (CommsNetwork *network, char **ids, guint n_ids)
{
  GString *path = g_string_new ("/api/v1/statuses");

  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (path, "%sid%%5B%%5D=%s", i > 0 ? "&" : "?", ids[i]);
  return g_string_free (path, FALSE);
}

static gboolean
read_status (CommsReading *reading, JsonObject *status)
{
  CommsMetrics *metrics;

  if (!comms_net_is_word (comms_net_json_string (status, "id")))
    return FALSE;

  metrics = comms_reading_add (reading, comms_net_json_string (status, "id"));
  metrics->likes = comms_reading_count (status, "favourites_count", NULL);
  metrics->reposts = comms_reading_count (status, "reblogs_count", NULL);
  metrics->replies = comms_reading_count (status, "replies_count", NULL);
  metrics->quotes = comms_reading_count (status, "quotes_count", NULL);
  return TRUE;
}

static gboolean
read_batch (CommsReading *reading, JsonNode *root)
{
  JsonArray *list = comms_net_json_list (root);

  for (guint i = 0; i < comms_net_json_n (list); i++)
    read_status (reading, comms_net_json_element (list, i));
  return list != NULL;
}

static gboolean
has_batches (CommsHttpReply *http)
{
  return http->status != 404 && http->status != 405;
}

static char *
dup_single_path (CommsNetwork *network, const char *id)
{
  return g_strconcat ("/api/v1/statuses/", id, NULL);
}

/* A page is not the server's own word that something is gone. */
static gboolean
read_single (CommsReading *reading, const char *id, CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *status = comms_network_parse (http, &root);

  if ((http->status == 404 || http->status == 410) && status != NULL)
    {
      comms_reading_add (reading, id)->gone = TRUE;
      return TRUE;
    }
  return http->status == 200 && read_status (reading, status);
}

static const CommsReadingKind kind = {
  .batch = 20,
  .is_id = comms_net_is_word,
  .dup_batch_path = dup_batch_path,
  .read_batch = read_batch,
  .has_batches = has_batches,
  .dup_single_path = dup_single_path,
  .read_single = read_single,
};

void
comms_mastodon_metrics (CommsNetwork *network, GTask *task, const char *const *remote_ids)
{
  comms_reading_start (task, &kind, remote_ids);
}
