/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-x.h"

#include "comms-error.h"
#include "comms-net-json.h"
#include "comms-x-private.h"

struct _CommsX
{
  CommsNetwork parent_instance;

  gboolean new_names;
};

G_DEFINE_FINAL_TYPE (CommsX, comms_x, COMMS_TYPE_NETWORK)

const char *
comms_x_get_fields_name (CommsX *self)
{
  return self->new_names ? "post.fields" : "tweet.fields";
}

gboolean
comms_x_has_old_names (CommsX *self)
{
  return !self->new_names;
}

gboolean
comms_x_learn_names (CommsX *self, CommsHttpReply *http)
{
  gsize size;
  const char *data = g_bytes_get_data (http->body, &size);

  if (self->new_names || http->status != 400 || size == 0 ||
      memmem (data, size, "tweet.fields", strlen ("tweet.fields")) == NULL)
    return FALSE;
  self->new_names = TRUE;
  return TRUE;
}

static char *
comms_x_dup_post_url (CommsNetwork *network, const char *remote_id)
{
  const char *handle = comms_network_get_handle (network);

  /* X itself finds a post without its author under "i/web". */
  return g_strdup_printf ("%s/%s/status/%s",
                          comms_network_is_loopback (network) ? comms_network_get_api_base (network)
                                                              : "https://x.com",
                          *handle != '\0' ? handle : "i/web", remote_id);
}

/* Freezing. */

static gboolean
check_reply (const char *reply_to, GError **error)
{
  if (reply_to != NULL && !comms_net_is_id (reply_to))
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("sending", "“%s” is not the number of a post on X. Copy it from the end of "
                                  "the post’s address."),
                   reply_to);
      return FALSE;
    }
  return TRUE;
}

static void
comms_x_freeze (
  CommsNetwork *network, GTask *task, CommsPost *post, GPtrArray *media, const char *reply_to)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GError *error = NULL;

  if (!comms_network_check_words (post, media, &error) || !check_reply (reply_to, &error) ||
      !comms_network_check_media (network, media, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  json_builder_begin_object (builder);
  if (post->text != NULL && *post->text != '\0')
    comms_net_json_add (builder, "text", post->text);
  if (reply_to != NULL)
    {
      json_builder_set_member_name (builder, "reply");
      json_builder_begin_object (builder);
      comms_net_json_add (builder, "in_reply_to_tweet_id", reply_to);
      json_builder_end_object (builder);
    }
  if (post->reply_settings != NULL && *post->reply_settings != '\0')
    comms_net_json_add (builder, "reply_settings", post->reply_settings);
  json_builder_end_object (builder);
  g_task_return_pointer (task, comms_net_json_print (builder), g_free);
}

/* Creating: upload each picture, say what it shows, create. */

static void
create_free (CommsXCreate *create)
{
  g_clear_pointer (&create->body, json_node_unref);
  g_clear_pointer (&create->media, g_ptr_array_unref);
  g_clear_pointer (&create->bytes, g_bytes_unref);
  g_ptr_array_unref (create->ids);
  g_free (create->id);
  g_free (create);
}

/* A certain yes: the answer is good and has an id, whatever "errors" stand beside it. */
static void
created_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;
  const char *id =
    comms_net_json_id (comms_net_json_object (comms_network_parse (http, &root), "data"), "id");

  if (http->status < 200 || http->status >= 300 || id == NULL)
    comms_network_return_reply (task, comms_problem_reply (network, http, COMMS_STAGE_CREATE));
  else
    comms_network_return_reply (task,
                                comms_problem_reply_posted (network, http, g_strdup (id),
                                                            comms_x_dup_post_url (network, id)));
}

/* The frozen body with the ids of its pictures, which are new in each try. */
static char *
dup_body (CommsXCreate *create)
{
  JsonObject *root = comms_net_json_root (create->body);
  JsonObject *media;
  JsonArray *ids;

  if (create->ids->len > 0)
    {
      media = json_object_new ();
      ids = json_array_new ();
      for (guint i = 0; i < create->ids->len; i++)
        json_array_add_string_element (ids, g_ptr_array_index (create->ids, i));
      json_object_set_array_member (media, "media_ids", ids);
      json_object_set_object_member (root, "media", media);
    }
  return json_to_string (create->body, FALSE);
}

void
comms_x_send (CommsNetwork *network, GTask *task)
{
  g_autofree char *body = dup_body (g_task_get_task_data (task));
  const CommsAsk ask = { .method = "POST", .path = "/2/tweets", .json = body };

  comms_network_ask (task, &ask, created_cb);
}

static void
comms_x_create (
  CommsNetwork *network, GTask *task, const char *body, GPtrArray *media, const char *key)
{
  CommsXCreate *create = g_new0 (CommsXCreate, 1);

  create->body = comms_network_parse_frozen (body);
  create->media = media != NULL ? g_ptr_array_ref (media) : g_ptr_array_new ();
  create->ids = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, create, (GDestroyNotify) create_free);
  comms_x_upload (network, task);
}

/* Withdrawing. */

/* X says 404 of a post that is gone; a server that is not X says it with a page. */
static gboolean
is_gone (CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;

  comms_network_parse (http, &root);
  return http->outcome == COMMS_HTTP_ANSWERED && http->status == 404 &&
         (root != NULL || g_bytes_get_size (http->body) == 0);
}

static void
withdrawn_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  if (is_gone (http) || comms_network_check (task, http))
    g_task_return_boolean (task, TRUE);
}

static void
comms_x_withdraw (CommsNetwork *network, GTask *task, const char *remote_id)
{
  g_autofree char *path = g_strconcat ("/2/tweets/", remote_id, NULL);
  const CommsAsk ask = { .method = "DELETE", .path = path };

  if (comms_net_is_id (remote_id))
    comms_network_ask (task, &ask, withdrawn_cb);
  else
    g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                             C_ ("sending", "“%s” is not the number of a post on X. Copy it "
                                            "from the end of the post’s address."),
                             remote_id);
}

/* Asking. */

static void
identified_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *data;

  if (!comms_network_check (task, http))
    return;
  data = comms_net_json_object (comms_network_parse (http, &root), "data");
  comms_network_return_identity (task, comms_net_json_id (data, "id"),
                                 comms_net_json_string (data, "username"),
                                 comms_net_json_string (data, "name"));
}

static void
comms_x_identify (CommsNetwork *network, GTask *task)
{
  const CommsAsk ask = { .path = "/2/users/me" };

  comms_network_ask (task, &ask, identified_cb);
}

/* X says its limits once for all. */
static void
comms_x_limits (CommsNetwork *network, GTask *task)
{
  g_task_return_pointer (task,
                         g_memdup2 (comms_network_get_limits (network),
                                    sizeof (CommsNetworkLimits)),
                         g_free);
}

static void
comms_x_find_post (CommsNetwork *network, GTask *task, const char *reference)
{
  g_task_return_pointer (task, g_strdup (reference), g_free);
}

gboolean
comms_x_may_read (CommsNetwork *network, GTask *task)
{
  if (comms_network_may_read (network))
    return TRUE;

  g_task_return_new_error (task, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED,
                           /* Translators: %s is the handle of an account. */
                           C_ ("network", "The desk may not read from X for @%s. Record in the "
                                          "account that reading is allowed, or enter the figures "
                                          "by hand."),
                           comms_network_get_handle (network));
  return FALSE;
}

static void
comms_x_class_init (CommsXClass *klass)
{
  CommsNetworkClass *network_class = COMMS_NETWORK_CLASS (klass);

  network_class->answers = &comms_x_answers;
  network_class->freeze = comms_x_freeze;
  network_class->create = comms_x_create;
  network_class->reconcile = comms_x_reconcile;
  network_class->withdraw = comms_x_withdraw;
  network_class->identify = comms_x_identify;
  network_class->metrics = comms_x_metrics;
  network_class->limits = comms_x_limits;
  network_class->find_post = comms_x_find_post;
  network_class->dup_post_url = comms_x_dup_post_url;
}

static void
comms_x_init (CommsX *self)
{
}
