/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-bluesky-ids.h"
#include "comms-bluesky-private.h"
#include "comms-net-json.h"
#include "comms-reading.h"

/* What shows the posts leaves out what is gone, and what it has not seen yet: only the account's
 * own server knows which of them it is (networks, section 3.3). */

static char *
dup_batch_path (CommsNetwork *network, char **ids, guint n_ids)
{
  GString *path = g_string_new (COMMS_BLUESKY_XRPC "app.bsky.feed.getPosts");

  for (guint i = 0; i < n_ids; i++)
    {
      g_string_append (path, i > 0 ? "&uris=" : "?uris=");
      g_string_append_uri_escaped (path, ids[i], NULL, FALSE);
    }
  return g_string_free (path, FALSE);
}

static gboolean
read_batch (CommsReading *reading, JsonNode *root)
{
  JsonArray *posts = comms_net_json_array (comms_net_json_root (root), "posts");

  for (guint i = 0; i < comms_net_json_n (posts); i++)
    {
      JsonObject *post = comms_net_json_element (posts, i);
      const char *uri = comms_net_json_string (post, "uri");
      CommsMetrics *metrics;

      if (!comms_bluesky_is_uri (uri))
        continue;
      metrics = comms_reading_add (reading, uri);
      metrics->likes = comms_reading_count (post, "likeCount", NULL);
      metrics->reposts = comms_reading_count (post, "repostCount", NULL);
      metrics->replies = comms_reading_count (post, "replyCount", NULL);
      metrics->quotes = comms_reading_count (post, "quoteCount", NULL);
      metrics->bookmarks = comms_reading_count (post, "bookmarkCount", NULL);
    }
  return posts != NULL;
}

static char *
dup_single_path (CommsNetwork *network, const char *id)
{
  g_autofree char *repo = NULL;
  g_autofree char *key = NULL;

  comms_bluesky_parse_uri (id, &repo, &key);
  return comms_bluesky_dup_record_path (repo, key);
}

static gboolean
read_single (CommsReading *reading, const char *id, CommsHttpReply *http)
{
  if (comms_bluesky_is_error (http, "RecordNotFound"))
    {
      comms_reading_add (reading, id)->gone = TRUE;
      return TRUE;
    }
  return http->status == 200;
}

static const CommsReadingKind kind = {
  .batch = 25,
  .is_id = comms_bluesky_is_uri,
  .dup_batch_path = dup_batch_path,
  .read_batch = read_batch,
  .dup_single_path = dup_single_path,
  .read_single = read_single,
};

void
comms_bluesky_metrics (CommsNetwork *network, GTask *task, const char *const *remote_ids)
{
  comms_reading_start (task, &kind, remote_ids);
}
