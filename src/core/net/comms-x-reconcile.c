/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-net-json.h"
#include "comms-x-match.h"
#include "comms-x-private.h"

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
  CommsSearch look;
} Search;

static void
search_free (Search *search)
{
  g_clear_pointer (&search->frozen, json_node_unref);
  g_strfreev (search->bound_ids);
  g_free (search->next);
  comms_search_clear (&search->look);
  g_free (search);
}

/* Begins anew, for a changed question. */
static void
search_rewind (Search *search)
{
  g_clear_pointer (&search->next, g_free);
  comms_search_clear (&search->look);
  search->n_pages = 0;
}

static char *
dup_path (CommsX *self, Search *search)
{
  const char *user_id = comms_network_get_user_id (COMMS_NETWORK (self));
  GString *path = g_string_new (NULL);

  g_string_printf (path, "/2/users/%s/tweets?max_results=%d&%s=" FIELDS ",%s", user_id, PAGE_SIZE,
                   comms_x_get_fields_name (self),
                   comms_x_has_old_names (self) ? "note_tweet,referenced_tweets"
                                                : "note_post,referenced_posts");
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

static void
look_at_post (CommsX *self, Search *search, JsonObject *post)
{
  const char *id = comms_net_json_id (post, "id");
  g_autofree char *url = NULL;

  if (id == NULL)
    {
      search->look.unsure = TRUE;
      return;
    }
  if (search->bound_ids != NULL && g_strv_contains ((const char *const *) search->bound_ids, id))
    return;

  url = comms_network_dup_post_url (COMMS_NETWORK (self), id);
  comms_search_add (&search->look, comms_x_match (post, comms_net_json_root (search->frozen)), id,
                    url);
}

/* A clock that is ahead of X's makes a post look older than the search goes back. */
static gboolean
widen (Search *search, gint64 now, gint64 date)
{
  if (date == 0)
    search->look.unsure = TRUE;
  if (date == 0 || now - date <= SKEW || search->widened)
    return FALSE;

  search->since -= now - date;
  search->widened = TRUE;
  search_rewind (search);
  return TRUE;
}

/* Looks at one page. FALSE where it is no page of posts. */
static gboolean
read_page (CommsX *self, Search *search, CommsHttpReply *http)
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
    search->look.unsure = TRUE;

  for (guint i = 0; i < comms_net_json_n (data); i++)
    look_at_post (self, search, comms_net_json_element (data, i));
  search->n_pages++;
  g_free (search->next);
  search->next = g_strdup (comms_net_json_string (meta, "next_token"));
  return TRUE;
}

static void fetch (GTask *task);

static void
page_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Search *search = g_task_get_task_data (task);

  if (comms_x_learn_names (COMMS_X (network), http))
    {
      search_rewind (search);
      fetch (task);
    }
  else if (!comms_network_check (task, http))
    return;
  else if (widen (search, comms_network_now (network), http->date))
    fetch (task);
  else if (!read_page (COMMS_X (network), search, http))
    comms_network_return_unclear (task);
  else if (search->next != NULL && search->n_pages < MAX_PAGES)
    fetch (task);
  else
    {
      search->look.unsure = search->look.unsure || search->next != NULL;
      comms_network_return_reply (task, comms_search_reply (network, &search->look));
    }
}

static void
fetch (GTask *task)
{
  CommsX *self = g_task_get_source_object (task);
  g_autofree char *path = dup_path (self, g_task_get_task_data (task));
  const CommsAsk ask = { .path = path };

  comms_network_ask (task, &ask, page_cb);
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
comms_x_reconcile (CommsNetwork *network,
                   GTask *task,
                   const char *body,
                   const char *key,
                   gint64 started_at,
                   const char *const *bound_ids)
{
  Search *search = g_new0 (Search, 1);
  gint64 now = comms_network_now (network);
  GError *error = NULL;

  search->frozen = comms_net_json_parse (body, -1);
  search->bound_ids = g_strdupv ((char **) bound_ids);
  search->since = MIN (started_at, now) - MARGIN;
  /* Begun in the future: the clock was put back since, and when it was is not known. */
  search->look.unsure = started_at > now;
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  if (check_can_search (network, search, &error))
    fetch (task);
  else
    g_task_return_error (task, error);
}
