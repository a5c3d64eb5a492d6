/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-x.h"

#include "comms-error.h"
#include "comms-net-json.h"
#include "comms-network-private.h"
#include "comms-x-errors.h"
#include "comms-x-reconcile.h"

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

void
comms_x_use_new_names (CommsX *self)
{
  self->new_names = TRUE;
}

char *
comms_x_dup_url (CommsX *self, const char *remote_id)
{
  CommsNetwork *network = COMMS_NETWORK (self);
  const char *handle = comms_network_get_handle (network);

  /* X itself finds a post without its author under "i/web". */
  return g_strdup_printf ("%s/%s/status/%s",
                          comms_network_is_loopback (network) ? comms_network_get_api_base (network)
                                                              : "https://x.com",
                          *handle != '\0' ? handle : "i/web", remote_id);
}

static char *
comms_x_freeze (CommsNetwork *network, CommsPost *post, const char *reply_to, GError **error)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (post->text == NULL || *post->text == '\0' || !g_utf8_validate (post->text, -1, NULL))
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("sending", "The post has no text. Write one first."));
      return NULL;
    }
  if (reply_to != NULL && !comms_net_is_id (reply_to))
    {
      g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                   C_ ("sending", "“%s” is not the number of a post on X. Copy it from the end of "
                                  "the post’s address."),
                   reply_to);
      return NULL;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, post->text);
  if (reply_to != NULL)
    {
      json_builder_set_member_name (builder, "reply");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "in_reply_to_tweet_id");
      json_builder_add_string_value (builder, reply_to);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

static JsonObject *
parse_data (CommsHttpReply *http, JsonNode **root)
{
  gsize size;
  const char *data = g_bytes_get_data (http->body, &size);

  *root = comms_net_json_parse (data, (gssize) size);
  return comms_net_json_object (comms_net_json_root (*root), "data");
}

/* A certain yes: the answer is good and has an id, whatever "errors" stand beside it. */
static CommsReply *
read_created (CommsX *self, CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;
  const char *id = comms_net_json_id (parse_data (http, &root), "id");
  CommsReply *reply;

  if (http->status < 200 || http->status >= 300 || id == NULL)
    return comms_x_reply_new (COMMS_NETWORK (self), http);

  reply = g_new0 (CommsReply, 1);
  reply->verdict = COMMS_VERDICT_POSTED;
  reply->remote_id = g_strdup (id);
  reply->remote_url = comms_x_dup_url (self, id);
  reply->request_id = g_strdup (comms_http_reply_header (http, "x-transaction-id"));
  reply->status = (int) http->status;
  reply->server_time = http->date;
  return reply;
}

static void
create_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CommsHttpReply) http = NULL;
  GError *error = NULL;
  CommsReply *reply;

  g_assert (G_IS_TASK (task));

  http = comms_network_request_finish (COMMS_NETWORK (object), result, &error);
  if (http == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }

  reply = http != NULL ? read_created (COMMS_X (object), http)
                       : comms_network_reply_no_token (COMMS_NETWORK (object), error);
  g_clear_error (&error);
  g_task_return_pointer (task, reply, (GDestroyNotify) comms_reply_free);
}

static void
comms_x_create_async (CommsNetwork *network,
                      const char *body,
                      const char *key,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, comms_x_create_async);
  /* An outcome must be heard, also where it was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  comms_network_request_async (network, "POST", "/2/tweets", body, cancellable, create_cb,
                               g_steal_pointer (&task));
}

static CommsReply *
comms_x_create_finish (CommsNetwork *network, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, network), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* X says 404 of a post that is gone; a server that is not X says it with a page. */
static gboolean
is_gone (CommsHttpReply *http)
{
  g_autoptr (JsonNode) root = NULL;

  parse_data (http, &root);
  return http->outcome == COMMS_HTTP_ANSWERED && http->status == 404 &&
         (root != NULL || g_bytes_get_size (http->body) == 0);
}

static void
withdraw_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CommsHttpReply) http = NULL;
  GError *error = NULL;

  g_assert (G_IS_TASK (task));

  http = comms_network_request_finish (COMMS_NETWORK (object), result, &error);
  if (http != NULL && (is_gone (http) || comms_x_check (COMMS_NETWORK (object), http, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
comms_x_withdraw_async (CommsNetwork *network,
                        const char *remote_id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);
  g_autofree char *path = NULL;

  g_task_set_source_tag (task, comms_x_withdraw_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!comms_net_is_id (remote_id))
    {
      g_task_return_new_error (task, COMMS_ERROR, COMMS_ERROR_INVALID,
                               C_ ("sending", "“%s” is not the number of a post on X. Copy it "
                                              "from the end of the post’s address."),
                               remote_id);
      return;
    }

  path = g_strconcat ("/2/tweets/", remote_id, NULL);
  comms_network_request_async (network, "DELETE", path, NULL, cancellable, withdraw_cb,
                               g_steal_pointer (&task));
}

static gboolean
comms_x_withdraw_finish (CommsNetwork *network, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, network), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static CommsIdentity *
read_identity (CommsNetwork *network, CommsHttpReply *http, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *data;
  CommsIdentity *identity;

  if (!comms_x_check (network, http, error))
    return NULL;

  data = parse_data (http, &root);
  if (comms_net_json_id (data, "id") == NULL || comms_net_json_string (data, "username") == NULL)
    {
      comms_x_set_unclear (error);
      return NULL;
    }

  identity = g_new0 (CommsIdentity, 1);
  identity->user_id = g_strdup (comms_net_json_id (data, "id"));
  identity->handle = g_utf8_make_valid (comms_net_json_string (data, "username"), -1);
  identity->display_name = comms_net_json_string (data, "name") != NULL
                             ? g_utf8_make_valid (comms_net_json_string (data, "name"), -1)
                             : g_strdup (identity->handle);
  return identity;
}

static void
identify_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CommsHttpReply) http = NULL;
  CommsIdentity *identity = NULL;
  GError *error = NULL;

  g_assert (G_IS_TASK (task));

  http = comms_network_request_finish (COMMS_NETWORK (object), result, &error);
  if (http != NULL)
    identity = read_identity (COMMS_NETWORK (object), http, &error);
  if (identity != NULL)
    g_task_return_pointer (task, identity, (GDestroyNotify) comms_identity_free);
  else
    g_task_return_error (task, error);
}

static void
comms_x_identify_async (CommsNetwork *network,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, comms_x_identify_async);
  comms_network_request_async (network, "GET", "/2/users/me", NULL, cancellable, identify_cb,
                               g_steal_pointer (&task));
}

static CommsIdentity *
comms_x_identify_finish (CommsNetwork *network, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, network), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
comms_x_class_init (CommsXClass *klass)
{
  CommsNetworkClass *network_class = COMMS_NETWORK_CLASS (klass);

  network_class->freeze = comms_x_freeze;
  network_class->create_async = comms_x_create_async;
  network_class->create_finish = comms_x_create_finish;
  network_class->reconcile_async = comms_x_reconcile_async;
  network_class->reconcile_finish = comms_x_reconcile_finish;
  network_class->withdraw_async = comms_x_withdraw_async;
  network_class->withdraw_finish = comms_x_withdraw_finish;
  network_class->identify_async = comms_x_identify_async;
  network_class->identify_finish = comms_x_identify_finish;
}

static void
comms_x_init (CommsX *self)
{
}
