/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-mastodon-private.h"

#include "comms-error.h"
#include "comms-net-json.h"

struct _CommsMastodon
{
  CommsNetwork parent_instance;

  gint64 limits_at;
};

G_DEFINE_FINAL_TYPE (CommsMastodon, comms_mastodon, COMMS_TYPE_NETWORK)

/* What a server's answers mean. Its sentences are in its own language, so only the status counts
 * (networks, section 2.6). */
static const CommsProblemRow problems[] = {
  { 401, COMMS_PROBLEM_WHERE_ANY, NULL, COMMS_PROBLEM_EXPIRED },
  { 403, COMMS_PROBLEM_WHERE_ANY, NULL, COMMS_PROBLEM_NOT_ALLOWED },
  { 422, COMMS_PROBLEM_WHERE_ANY, NULL, COMMS_PROBLEM_INVALID },
};

static const CommsRateHeaders rates[] = {
  { "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", TRUE, NULL },
  { NULL, NULL, NULL, FALSE, NULL },
};

const CommsNetworkAnswers comms_mastodon_answers = {
  .name = "Mastodon",
  .problems = problems,
  .n_problems = G_N_ELEMENTS (problems),
  .rates = rates,
  .request_id = "x-request-id",
};

gint64
comms_mastodon_get_limits_at (CommsMastodon *self)
{
  return self->limits_at;
}

void
comms_mastodon_set_limits_at (CommsMastodon *self, gint64 at)
{
  self->limits_at = at;
}

/* A handle is "name@server"; the server itself leaves its own name out. */
static char *
comms_mastodon_dup_post_url (CommsNetwork *network, const char *remote_id)
{
  const char *handle = comms_network_get_handle (network);

  return g_strdup_printf ("%s/@%.*s/%s", comms_network_get_api_base (network),
                          (int) strcspn (handle, "@"), handle, remote_id);
}

/* Freezing. */

/* ISO 639: the first part of a BCP 47 tag. */
static char *
dup_language (const char *tag)
{
  const gsize length = tag != NULL ? strcspn (tag, "-_") : 0;

  return length == 2 || length == 3 ? g_ascii_strdown (tag, (gssize) length) : NULL;
}

static gboolean
check_reply (const char *reply_to, GError **error)
{
  if (reply_to != NULL && !comms_net_is_word (reply_to))
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("sending", "“%s” is not the number of a post on Mastodon. Paste the post’s "
                                  "address instead."),
                   reply_to);
      return FALSE;
    }
  return TRUE;
}

static void
comms_mastodon_freeze (
  CommsNetwork *network, GTask *task, CommsPost *post, GPtrArray *media, const char *reply_to)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *language = dup_language (post->language);
  const gboolean warns = post->content_warning != NULL && *post->content_warning != '\0';
  GError *error = NULL;

  if (!comms_network_check_words (post, media, &error) || !check_reply (reply_to, &error) ||
      !comms_network_check_media (network, media, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  json_builder_begin_object (builder);
  comms_net_json_add (builder, "status", post->text != NULL ? post->text : "");
  comms_net_json_add (builder, "in_reply_to_id", reply_to);
  if (warns)
    {
      comms_net_json_add (builder, "spoiler_text", post->content_warning);
      json_builder_set_member_name (builder, "sensitive");
      json_builder_add_boolean_value (builder, TRUE);
    }
  comms_net_json_add (builder, "visibility", "public");
  comms_net_json_add (builder, "language", language);
  json_builder_end_object (builder);
  g_task_return_pointer (task, comms_net_json_print (builder), g_free);
}

/* Withdrawing. */

static gboolean
set_no_id (GTask *task, const char *id)
{
  if (comms_net_is_word (id))
    return FALSE;
  g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("sending", "“%s” is not the number of a post on Mastodon. Paste the "
                                          "post’s address instead."),
                           id);
  return TRUE;
}

/* A page is not the server's own word that something is gone. */
gboolean
comms_mastodon_is_gone (CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;

  return http->outcome == COMMS_HTTP_ANSWERED && (http->status == 404 || http->status == 410) &&
         comms_network_parse (http, &root) != NULL;
}

static void
withdrawn_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  if (comms_mastodon_is_gone (http) || comms_network_check (task, http))
    g_task_return_boolean (task, TRUE);
}

static void
comms_mastodon_withdraw (CommsNetwork *network, GTask *task, const char *remote_id)
{
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", remote_id, NULL);

  if (!set_no_id (task, remote_id))
    comms_network_ask (task, &(CommsAsk){ .method = "DELETE", .path = path }, withdrawn_cb);
}

/* Asking. */

static void
identified_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *handle = NULL;
  JsonObject *account;
  const char *username;

  if (!comms_network_check (task, http))
    return;
  account = comms_network_parse (http, &root);
  username = comms_net_json_string (account, "username");
  if (username != NULL)
    handle = g_strdup_printf ("%s@%s", username, comms_network_get_host (network));
  comms_network_return_identity (task, comms_net_json_string (account, "id"), handle,
                                 comms_net_json_string (account, "display_name"));
}

static void
comms_mastodon_identify (CommsNetwork *network, GTask *task)
{
  comms_network_ask (task, &(CommsAsk){ .path = "/api/v1/accounts/verify_credentials" },
                     identified_cb);
}

static void
found_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;
  const char *id;

  if (!comms_network_check (task, http))
    return;
  id = comms_net_json_string (
    comms_net_json_element (comms_net_json_array (comms_network_parse (http, &root), "statuses"),
                            0),
    "id");
  if (comms_net_is_word (id))
    g_task_return_pointer (task, g_strdup (id), g_free);
  else
    g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                             /* Translators: %s is a host name. */
                             C_ ("network", "%s finds no post at this address. It may be gone, or "
                                            "not meant for everybody."),
                             comms_network_get_host (network));
}

/* An id is good on its own server alone, so that the account's server has to find the post. */
static void
comms_mastodon_find_post (CommsNetwork *network, GTask *task, const char *reference)
{
  g_autofree char *escaped = g_uri_escape_string (reference, NULL, FALSE);
  g_autofree char *path =
    g_strdup_printf ("/api/v2/search?q=%s&type=statuses&resolve=true&limit=1", escaped);

  comms_network_ask (task, &(CommsAsk){ .path = path }, found_cb);
}

static void
comms_mastodon_class_init (CommsMastodonClass *klass)
{
  CommsNetworkClass *network_class = COMMS_NETWORK_CLASS (klass);

  network_class->answers = &comms_mastodon_answers;
  network_class->freeze = comms_mastodon_freeze;
  network_class->create = comms_mastodon_create;
  network_class->reconcile = comms_mastodon_reconcile;
  network_class->withdraw = comms_mastodon_withdraw;
  network_class->identify = comms_mastodon_identify;
  network_class->metrics = comms_mastodon_metrics;
  network_class->limits = comms_mastodon_limits;
  network_class->find_post = comms_mastodon_find_post;
  network_class->dup_post_url = comms_mastodon_dup_post_url;
  network_class->notices = comms_mastodon_notices;
  network_class->like = comms_mastodon_like;
  network_class->unlike = comms_mastodon_unlike;
  network_class->list_add = comms_mastodon_list_add;
}

static void
comms_mastodon_init (CommsMastodon *self)
{
}
