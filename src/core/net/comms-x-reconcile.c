/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-x-reconcile.h"

#include "comms-net-json.h"
#include "comms-network-private.h"
#include "comms-x-errors.h"
#include "comms-x-match.h"

#define SNOWFLAKE_EPOCH G_GINT64_CONSTANT (1288834974657)
#define SNOWFLAKE_SHIFT 22
#define MARGIN (120 * 1000)
#define SKEW (60 * 1000)
#define PAGE_SIZE 100
#define MAX_PAGES 32
#define FIELDS "created_at,text,entities"

/* A search through the account's timeline. */
typedef struct
{
  JsonNode *frozen;
  char **bound_ids;
  gint64 since;
  char *next;
  guint n_pages;
  gboolean widened;
  gboolean unsure; /* something may have been overlooked */
  gboolean alike;  /* something may be it */
  guint n_same;
  char *same_id;
} Search;

static void
search_free (Search *search)
{
  g_clear_pointer (&search->frozen, json_node_unref);
  g_strfreev (search->bound_ids);
  g_free (search->next);
  g_free (search->same_id);
  g_free (search);
}

/* Begins anew, for a changed question. */
static void
search_rewind (Search *search)
{
  g_clear_pointer (&search->next, g_free);
  g_clear_pointer (&search->same_id, g_free);
  search->n_pages = 0;
  search->n_same = 0;
  search->alike = FALSE;
}

static char *
dup_path (CommsX *self, Search *search)
{
  const char *user_id = comms_network_get_user_id (COMMS_NETWORK (self));
  gboolean old = strcmp (comms_x_get_fields_name (self), "tweet.fields") == 0;
  GString *path = g_string_new (NULL);

  g_string_printf (path, "/2/users/%s/tweets?max_results=%d&%s=" FIELDS ",%s", user_id, PAGE_SIZE,
                   comms_x_get_fields_name (self),
                   old ? "note_tweet,referenced_tweets" : "note_post,referenced_posts");
  if (search->since > SNOWFLAKE_EPOCH)
    g_string_append_printf (path, "&since_id=%" G_GINT64_FORMAT,
                            (search->since - SNOWFLAKE_EPOCH) << SNOWFLAKE_SHIFT);
  if (search->next != NULL)
    {
      g_string_append (path, "&pagination_token=");
      g_string_append_uri_escaped (path, search->next, NULL, FALSE);
    }
  return g_string_free (path, FALSE);
}

static CommsReply *
read_result (CommsX *self, Search *search)
{
  CommsReply *reply = g_new0 (CommsReply, 1);

  if (search->n_same == 1)
    {
      reply->verdict = COMMS_VERDICT_POSTED;
      reply->remote_id = g_strdup (search->same_id);
      reply->remote_url = comms_x_dup_url (self, search->same_id);
      return reply;
    }
  if (search->n_same == 0 && !search->alike && !search->unsure)
    {
      reply->verdict = COMMS_VERDICT_REFUSED;
      reply->code = g_strdup ("absent");
      reply->sentence = g_strdup (C_ ("sending", "The post is not on X: the desk looked through "
                                                 "the account. It can be sent again."));
      return reply;
    }

  reply->verdict = COMMS_VERDICT_UNKNOWN;
  reply->code = g_strdup ("unclear");
  reply->sentence = g_strdup (
    search->unsure
      ? C_ ("sending", "The desk could not look through all of the account. Look on X whether the "
                       "post is out, and say so here.")
      : C_ ("sending", "X has more than one post that may be this one. Look on X which it is, and "
                       "say so here."));
  return reply;
}

static void
look_at_post (Search *search, JsonObject *post)
{
  const char *id = comms_net_json_id (post, "id");
  CommsXMatch match;

  if (id == NULL)
    {
      search->unsure = TRUE;
      return;
    }
  if (search->bound_ids != NULL && g_strv_contains ((const char *const *) search->bound_ids, id))
    return;

  match = comms_x_match (post, comms_net_json_root (search->frozen));
  if (match == COMMS_X_MATCH_ALIKE)
    search->alike = TRUE;
  if (match != COMMS_X_MATCH_SAME)
    return;

  search->n_same++;
  g_free (search->same_id);
  search->same_id = g_strdup (id);
}

/* Whether X refused the parameter by its name, as it will when only the new name is left. */
static gboolean
is_renamed (CommsX *self, CommsHttpReply *http)
{
  gsize size;
  const char *data = g_bytes_get_data (http->body, &size);

  return http->status == 400 && size > 0 &&
         strcmp (comms_x_get_fields_name (self), "tweet.fields") == 0 &&
         memmem (data, size, "tweet.fields", strlen ("tweet.fields")) != NULL;
}

/* A clock that is ahead of X's makes a post look older than the search goes back. */
static gboolean
widen (Search *search, gint64 now, gint64 date)
{
  if (date == 0)
    search->unsure = TRUE;
  if (date == 0 || now - date <= SKEW || search->widened)
    return FALSE;

  search->since -= now - date;
  search->widened = TRUE;
  search_rewind (search);
  return TRUE;
}

/* Looks at one page. FALSE where it is no page of posts. */
static gboolean
read_page (Search *search, CommsHttpReply *http)
{
  gsize size;
  const char *text = g_bytes_get_data (http->body, &size);
  g_autoptr (JsonNode) root = comms_net_json_parse (text, (gssize) size);
  JsonObject *page = comms_net_json_root (root);
  JsonObject *meta = comms_net_json_object (page, "meta");
  JsonArray *data = comms_net_json_array (page, "data");

  if (meta == NULL || (data == NULL && comms_net_json_has (page, "data")))
    return FALSE;
  if (comms_net_json_has (page, "errors"))
    search->unsure = TRUE;

  for (guint i = 0; i < comms_net_json_n (data); i++)
    look_at_post (search, comms_net_json_element (data, i));
  search->n_pages++;
  g_free (search->next);
  search->next = g_strdup (comms_net_json_string (meta, "next_token"));
  return TRUE;
}

static void fetch (GTask *task);

static void
page_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CommsX *self = COMMS_X (object);
  g_autoptr (GTask) task = user_data;
  g_autoptr (CommsHttpReply) http = NULL;
  GError *error = NULL;
  Search *search;

  g_assert (G_IS_TASK (task));

  search = g_task_get_task_data (task);
  http = comms_network_request_finish (COMMS_NETWORK (self), result, &error);
  if (http != NULL && is_renamed (self, http))
    {
      comms_x_use_new_names (self);
      search_rewind (search);
      fetch (task);
      return;
    }
  if (http == NULL || !comms_x_check (COMMS_NETWORK (self), http, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (widen (search, comms_network_now (COMMS_NETWORK (self)), http->date))
    {
      fetch (task);
      return;
    }
  if (!read_page (search, http))
    {
      comms_x_set_unclear (&error);
      g_task_return_error (task, error);
      return;
    }
  if (search->next != NULL && search->n_pages < MAX_PAGES)
    {
      fetch (task);
      return;
    }

  search->unsure = search->unsure || search->next != NULL;
  g_task_return_pointer (task, read_result (self, search), (GDestroyNotify) comms_reply_free);
}

static void
fetch (GTask *task)
{
  CommsX *self = g_task_get_source_object (task);
  g_autofree char *path = dup_path (self, g_task_get_task_data (task));

  comms_network_request_async (COMMS_NETWORK (self), "GET", path, NULL,
                               g_task_get_cancellable (task), page_cb, g_object_ref (task));
}

static gboolean
check_can_search (CommsNetwork *network, Search *search, GError **error)
{
  if (!comms_network_may_read (network))
    {
      g_set_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED,
                   /* Translators: %s is the handle of an account. */
                   C_ ("sending", "The desk may not read from X for @%s, so it cannot look for the "
                                  "post. Look on X whether it is out, and say so here."),
                   comms_network_get_handle (network));
      return FALSE;
    }
  if (!comms_net_is_id (comms_network_get_user_id (network)) || search->frozen == NULL)
    {
      g_set_error (error, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED,
                   C_ ("sending",
                       "The desk does not know the number of @%s on X, so it cannot look "
                       "for the post. Test the account and try again."),
                   comms_network_get_handle (network));
      return FALSE;
    }
  return TRUE;
}

void
comms_x_reconcile_async (CommsNetwork *network,
                         const char *body,
                         const char *key,
                         gint64 started_at,
                         const char *const *bound_ids,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);
  gint64 now = comms_network_now (network);
  GError *error = NULL;

  g_task_set_source_tag (task, comms_x_reconcile_async);
  search->frozen = comms_net_json_parse (body, -1);
  search->bound_ids = g_strdupv ((char **) bound_ids);
  search->since = MIN (started_at, now) - MARGIN;
  /* Begun in the future: the clock was put back since, and when it was is not known. */
  search->unsure = started_at > now;
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  if (check_can_search (network, search, &error))
    fetch (task);
  else
    g_task_return_error (task, error);
}

CommsReply *
comms_x_reconcile_finish (CommsNetwork *network, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, network), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
