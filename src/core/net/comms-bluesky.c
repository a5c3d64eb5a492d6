/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-bluesky-ids.h"
#include "comms-bluesky-private.h"
#include "comms-error.h"
#include "comms-match.h"
#include "comms-net-json.h"

#define MAX_THUMBS 8

struct _CommsBluesky
{
  CommsNetwork parent_instance;

  GHashTable *thumbs; /* cid to GBytes */
};

G_DEFINE_FINAL_TYPE (CommsBluesky, comms_bluesky, COMMS_TYPE_NETWORK)

/* What the answers mean: by the name of the error (networks, section 3.4). */
static const CommsProblemRow problems[] = {
  { 0, COMMS_PROBLEM_WHERE_NAME, "ExpiredToken", COMMS_PROBLEM_EXPIRED },
  { 0, COMMS_PROBLEM_WHERE_NAME, "InvalidToken", COMMS_PROBLEM_EXPIRED },
  { 0, COMMS_PROBLEM_WHERE_NAME, "AuthMissing", COMMS_PROBLEM_SIGN_IN },
  { 0, COMMS_PROBLEM_WHERE_NAME, "AuthenticationRequired", COMMS_PROBLEM_SIGN_IN },
  { 0, COMMS_PROBLEM_WHERE_NAME, "AccountTakedown", COMMS_PROBLEM_SUSPENDED },
  { 0, COMMS_PROBLEM_WHERE_NAME, "AccountDeactivated", COMMS_PROBLEM_SUSPENDED },
  { 0, COMMS_PROBLEM_WHERE_NAME, "RepoTakendown", COMMS_PROBLEM_SUSPENDED },
  { 0, COMMS_PROBLEM_WHERE_NAME, "RepoDeactivated", COMMS_PROBLEM_SUSPENDED },
  { 0, COMMS_PROBLEM_WHERE_NAME, "RateLimitExceeded", COMMS_PROBLEM_LIMIT },
  { 400, COMMS_PROBLEM_WHERE_NAME, "InvalidSwap", COMMS_PROBLEM_TAKEN },
  { 400, COMMS_PROBLEM_WHERE_NAME, "RecordNotFound", COMMS_PROBLEM_NOT_FOUND },
  { 400, COMMS_PROBLEM_WHERE_NAME, "RepoNotFound", COMMS_PROBLEM_NOT_FOUND },
  { 400, COMMS_PROBLEM_WHERE_NAME, "BlobNotFound", COMMS_PROBLEM_MEDIA_BUSY },
  { 400, COMMS_PROBLEM_WHERE_NAME, "InvalidMimeType", COMMS_PROBLEM_MEDIA },
  { 400, COMMS_PROBLEM_WHERE_NAME, "InvalidSize", COMMS_PROBLEM_MEDIA },
  { 401, COMMS_PROBLEM_WHERE_ANY, NULL, COMMS_PROBLEM_SIGN_IN },
};

static const CommsRateHeaders rates[] = {
  { "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", FALSE, "ratelimit-policy" },
  { NULL, NULL, NULL, FALSE, NULL },
};

const CommsNetworkAnswers comms_bluesky_answers = {
  .name = "Bluesky",
  .problems = problems,
  .n_problems = G_N_ELEMENTS (problems),
  .rates = rates,
  .request_id = "x-request-id",
};

char *
comms_bluesky_dup_record_path (const char *repo, const char *key)
{
  return g_strdup_printf (COMMS_BLUESKY_XRPC
                          "com.atproto.repo.getRecord?repo=%s&collection=" COMMS_BLUESKY_COLLECTION
                          "&rkey=%s",
                          repo, key);
}

gboolean
comms_bluesky_is_error (CommsHttpReply *http, const char *name)
{
  g_autoptr (JsonNode) root = NULL;

  return http->status >= 400 &&
         g_strcmp0 (comms_net_json_string (comms_network_parse (http, &root), "error"), name) == 0;
}

gboolean
comms_bluesky_knows_nobody (CommsHttpReply *http)
{
  const CommsProblem problem = comms_problem_find (&comms_bluesky_answers, http, COMMS_STAGE_ASK);

  return (http->status == 400 || http->status == 404) && problem != COMMS_PROBLEM_EXPIRED &&
         problem != COMMS_PROBLEM_SIGN_IN;
}

GBytes *
comms_bluesky_get_thumb (CommsBluesky *self, const char *cid)
{
  return g_hash_table_lookup (self->thumbs, cid);
}

void
comms_bluesky_take_thumb (CommsBluesky *self, const char *cid, GBytes *bytes)
{
  if (g_hash_table_size (self->thumbs) >= MAX_THUMBS)
    g_hash_table_remove_all (self->thumbs);
  g_hash_table_replace (self->thumbs, g_strdup (cid), g_bytes_ref (bytes));
}

JsonObject *
comms_bluesky_blob_new (const char *cid, const char *mime, gsize size)
{
  JsonObject *blob = json_object_new ();
  JsonObject *link = json_object_new ();

  json_object_set_string_member (link, "$link", cid);
  json_object_set_string_member (blob, "$type", "blob");
  json_object_set_object_member (blob, "ref", link);
  json_object_set_string_member (blob, "mimeType", mime);
  json_object_set_int_member (blob, "size", (gint64) size);
  return blob;
}

static char *
comms_bluesky_dup_post_url (CommsNetwork *network, const char *remote_id)
{
  g_autofree char *repo = NULL;
  g_autofree char *key = NULL;

  if (!comms_bluesky_parse_uri (remote_id, &repo, &key))
    return NULL;
  return g_strdup_printf ("%s/profile/%s/post/%s",
                          comms_network_is_loopback (network) ? comms_network_get_api_base (network)
                                                              : "https://bsky.app",
                          repo, key);
}

/* Looking: the record stands where it was to stand, or it does not. */

static gboolean
is_same_record (JsonObject *wanted, JsonObject *found)
{
  return g_strcmp0 (comms_net_json_string (wanted, "text"),
                    comms_net_json_string (found, "text")) == 0 &&
         g_strcmp0 (comms_net_json_string (wanted, "createdAt"),
                    comms_net_json_string (found, "createdAt")) == 0;
}

static void
looked_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  JsonObject *frozen = comms_net_json_root (g_task_get_task_data (task));
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer = comms_network_parse (http, &root);
  const char *uri = comms_net_json_string (answer, "uri");
  JsonObject *value = comms_net_json_object (answer, "value");
  g_autofree char *url = NULL;
  CommsSearch look = { 0 };

  if (comms_bluesky_is_error (http, "RecordNotFound"))
    {
      comms_network_return_reply (task, comms_search_reply (network, &look));
      return;
    }
  if (!comms_network_check (task, http))
    return;
  if (!comms_bluesky_is_uri (uri) || value == NULL)
    {
      comms_network_return_unclear (task);
      return;
    }
  if (!is_same_record (comms_net_json_object (frozen, "record"), value))
    {
      comms_network_return_reply (task, comms_problem_reply_as (network, http, COMMS_STAGE_CREATE,
                                                                COMMS_PROBLEM_TAKEN));
      return;
    }
  url = comms_bluesky_dup_post_url (network, uri);
  comms_search_add (&look, COMMS_MATCH_SAME, uri, url);
  comms_network_return_reply (task, comms_search_reply (network, &look));
  comms_search_clear (&look);
}

/* Read from the account's own server: what shows the posts to others lags behind. */
static void
comms_bluesky_reconcile (CommsNetwork *network,
                         GTask *task,
                         const char *body,
                         const char *key,
                         gint64 started_at,
                         const char *const *bound_ids)
{
  JsonNode *frozen = comms_network_parse_frozen (body);
  JsonObject *root = comms_net_json_root (frozen);
  const char *repo = comms_net_json_string (root, "repo");
  const char *rkey = comms_net_json_string (root, "rkey");
  g_autofree char *path = NULL;

  g_task_set_task_data (task, frozen, (GDestroyNotify) json_node_unref);
  if (!comms_bluesky_is_did (repo) || !comms_bluesky_is_tid (rkey))
    {
      comms_network_return_unclear (task);
      return;
    }
  path = comms_bluesky_dup_record_path (repo, rkey);
  comms_network_ask (task, &(CommsAsk){ .path = path }, looked_cb);
}

/* Withdrawing: done also where there is nothing any more. */

static void
withdrawn_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  if (comms_bluesky_is_error (http, "RecordNotFound") || comms_network_check (task, http))
    g_task_return_boolean (task, TRUE);
}

void
comms_bluesky_delete_record (
  GTask *task, const char *repo, const char *collection, const char *key, CommsAskThen then)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *body = NULL;

  json_builder_begin_object (builder);
  comms_net_json_add (builder, "repo", repo);
  comms_net_json_add (builder, "collection", collection);
  comms_net_json_add (builder, "rkey", key);
  json_builder_end_object (builder);
  body = comms_net_json_print (builder);
  comms_network_ask (task,
                     &(CommsAsk){ .method = "POST",
                                  .path = COMMS_BLUESKY_XRPC "com.atproto.repo.deleteRecord",
                                  .json = body },
                     then);
}

static void
comms_bluesky_withdraw (CommsNetwork *network, GTask *task, const char *remote_id)
{
  g_autofree char *repo = NULL;
  g_autofree char *key = NULL;

  if (comms_bluesky_parse_uri (remote_id, &repo, &key))
    comms_bluesky_delete_record (task, repo, COMMS_BLUESKY_COLLECTION, key, withdrawn_cb);
  else
    g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                             C_ ("sending", "“%s” is not a post on Bluesky. Paste the post’s "
                                            "address instead."),
                             remote_id);
}

/* Asking. */

typedef struct
{
  char *did;
  char *handle;
} Session;

static void
session_free (Session *session)
{
  g_free (session->did);
  g_free (session->handle);
  g_free (session);
}

/* The name is a nicety: without it, the handle is shown. */
static void
profile_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Session *session = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *profile = comms_network_parse (http, &root);

  comms_network_return_identity (task, session->did, session->handle,
                                 comms_net_json_string (profile, "displayName"));
}

static void
session_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer = comms_network_parse (http, &root);
  const char *did = comms_net_json_string (answer, "did");
  g_autofree char *path = NULL;
  Session *session;

  if (!comms_network_check (task, http))
    return;
  if (!comms_bluesky_is_did (did))
    {
      comms_network_return_identity (task, NULL, NULL, NULL);
      return;
    }
  session = g_new0 (Session, 1);
  session->did = g_strdup (did);
  session->handle = g_strdup (comms_net_json_string (answer, "handle"));
  g_task_set_task_data (task, session, (GDestroyNotify) session_free);
  path = g_strconcat (COMMS_BLUESKY_XRPC "app.bsky.actor.getProfile?actor=", did, NULL);
  comms_network_ask (task, &(CommsAsk){ .path = path }, profile_cb);
}

static void
comms_bluesky_identify (CommsNetwork *network, GTask *task)
{
  comms_network_ask (task,
                     &(CommsAsk){ .path = COMMS_BLUESKY_XRPC "com.atproto.server.getSession" },
                     session_cb);
}

/* Bluesky says its limits once for all. */
static void
comms_bluesky_limits (CommsNetwork *network, GTask *task)
{
  g_task_return_pointer (task,
                         g_memdup2 (comms_network_get_limits (network),
                                    sizeof (CommsNetworkLimits)),
                         g_free);
}

static void
resolved_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  const char *key = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  const char *did = comms_net_json_string (comms_network_parse (http, &root), "did");

  if (http->status == 200 && comms_bluesky_is_did (did))
    g_task_return_pointer (task, comms_bluesky_dup_uri (did, key), g_free);
  else if (comms_bluesky_knows_nobody (http))
    g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                             C_ ("network", "Bluesky does not know the account in this address. "
                                            "It may be gone, or have another name now."));
  else if (comms_network_check (task, http))
    comms_network_return_unclear (task);
}

static void
comms_bluesky_find_post (CommsNetwork *network, GTask *task, const char *reference)
{
  g_autofree char *repo = NULL;
  g_autofree char *path = NULL;
  char *key = NULL;

  if (!comms_bluesky_parse_uri (reference, &repo, &key))
    g_return_if_reached ();
  g_task_set_task_data (task, key, g_free);
  if (comms_bluesky_is_did (repo))
    {
      g_task_return_pointer (task, g_strdup (reference), g_free);
      return;
    }
  path = g_strconcat (COMMS_BLUESKY_XRPC "com.atproto.identity.resolveHandle?handle=", repo, NULL);
  comms_network_ask (task, &(CommsAsk){ .path = path }, resolved_cb);
}

static void
comms_bluesky_finalize (GObject *object)
{
  g_hash_table_unref (COMMS_BLUESKY (object)->thumbs);

  G_OBJECT_CLASS (comms_bluesky_parent_class)->finalize (object);
}

static void
comms_bluesky_class_init (CommsBlueskyClass *klass)
{
  CommsNetworkClass *network_class = COMMS_NETWORK_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = comms_bluesky_finalize;
  network_class->answers = &comms_bluesky_answers;
  network_class->freeze = comms_bluesky_freeze;
  network_class->create = comms_bluesky_create;
  network_class->reconcile = comms_bluesky_reconcile;
  network_class->withdraw = comms_bluesky_withdraw;
  network_class->identify = comms_bluesky_identify;
  network_class->metrics = comms_bluesky_metrics;
  network_class->limits = comms_bluesky_limits;
  network_class->find_post = comms_bluesky_find_post;
  network_class->dup_post_url = comms_bluesky_dup_post_url;
  network_class->notices = comms_bluesky_notices;
  network_class->like = comms_bluesky_like;
  network_class->unlike = comms_bluesky_unlike;
  network_class->list_add = comms_bluesky_list_add;
}

static void
comms_bluesky_init (CommsBluesky *self)
{
  self->thumbs =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}
