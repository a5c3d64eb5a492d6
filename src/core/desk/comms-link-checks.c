/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-link-checks.h"

#include <glib/gi18n-lib.h>
#include <libxml/HTMLparser.h>
#include <string.h>

#include "comms-count.h"
#include "comms-fit.h"
#include "comms-http.h"
#include "comms-network.h"
#include "comms-record-table.h"

#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define TIMEOUT (10 * 1000)
#define MOST_FORWARDINGS 5
/* The title stands near the beginning. */
#define MOST_HTML (256 * 1024)
#define MOST_TITLE 200

/* --- the title --- */

static xmlNode *
find_title (xmlNode *node)
{
  for (; node != NULL; node = node->next)
    {
      xmlNode *found;

      if (node->type == XML_ELEMENT_NODE && xmlStrcasecmp (node->name, BAD_CAST "title") == 0)
        return node;
      /* What is drawn has titles of its own. */
      if (node->type == XML_ELEMENT_NODE && xmlStrcasecmp (node->name, BAD_CAST "svg") == 0)
        continue;
      found = find_title (node->children);
      if (found != NULL)
        return found;
    }
  return NULL;
}

char *
comms_html_dup_title (const char *html, gsize length)
{
  htmlDocPtr doc =
    length > 0 ? htmlReadMemory (html, (int) MIN (length, MOST_HTML), NULL, NULL,
                                 HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NONET | HTML_PARSE_COMPACT)
               : NULL;
  xmlNode *node = doc != NULL ? find_title (xmlDocGetRootElement (doc)) : NULL;
  xmlChar *text = node != NULL ? xmlNodeGetContent (node) : NULL;
  g_autofree char *title =
    text != NULL ? comms_text_excerpt ((const char *) text, MOST_TITLE) : NULL;

  xmlFree (text);
  xmlFreeDoc (doc);
  return title != NULL && *title != '\0' ? g_steal_pointer (&title) : NULL;
}

/* --- asking --- */

/* One look, from the link as it stands in the text to where it led. */
typedef struct
{
  CommsLinkCheck *check;
  char *uri; /* what is asked next */
  guint n_forwardings;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->check);
  g_free (look->uri);
  g_free (look);
}

/* A link without a scheme, or with one that is not safe, is asked for safely. */
static char *
dup_uri (const char *url)
{
  if (comms_uri_is_loopback (url) || g_ascii_strncasecmp (url, "https://", 8) == 0)
    return g_strdup (url);
  if (g_ascii_strncasecmp (url, "http://", 7) == 0)
    url += strlen ("http://");
  return g_strconcat ("https://", url, NULL);
}

static gpointer
load_seen (CommsTx *tx, gpointer url, GError **error)
{
  g_autoptr (GPtrArray) seen = comms_record_table_select (tx->db, COMMS_TYPE_LINK_CHECK, error,
                                                          "WHERE url = ?", "s", (const char *) url);

  if (seen == NULL)
    return NULL;
  return seen->len > 0 ? g_object_ref (g_ptr_array_index (seen, 0))
                       : g_object_new (COMMS_TYPE_LINK_CHECK, "url", (const char *) url, NULL);
}

static gboolean
save_seen (CommsTx *tx, gpointer record, GError **error)
{
  CommsLinkCheck *check = record;
  g_autoptr (CommsLinkCheck) before = load_seen (tx, check->url, error);

  if (before == NULL)
    return FALSE;
  comms_record_set_id (record, comms_record_get_id (COMMS_RECORD (before)));
  g_object_set (check, "checked-at", tx->stamp.now, NULL);
  return comms_record_table_save (tx->db, record, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Look *look = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* What was seen is as true where it could not be kept. */
  if (!comms_desk_run_record_finish (COMMS_DESK (source), result, &error))
    g_debug ("What was seen at a link was not kept: %s", error->message);
  g_task_return_pointer (task, g_object_ref (look->check), g_object_unref);
}

static void ask (GTask *task);

/* Goes on to where the answer points, if it may. */
static gboolean
follow (Look *look, CommsHttpReply *reply, gboolean loopback_only)
{
  const char *location = comms_http_reply_header (reply, "location");
  g_autofree char *next = NULL;

  if (reply->status < 300 || reply->status >= 400 || location == NULL ||
      look->n_forwardings++ >= MOST_FORWARDINGS)
    return FALSE;
  next = g_uri_resolve_relative (look->uri, location, G_URI_FLAGS_NONE, NULL);
  if (next == NULL || !comms_uri_may_lead_to (look->uri, next) ||
      (loopback_only && !comms_uri_is_loopback (next)))
    return FALSE;
  g_free (look->uri);
  look->uri = g_steal_pointer (&next);
  return TRUE;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Look *look = g_task_get_task_data (task);
  CommsDesk *desk = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsHttpReply) reply =
    comms_http_request_finish (COMMS_HTTP (source), result, &error);
  g_autofree char *title = NULL;
  gsize length;
  const char *html;

  if (reply == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
      return;
    }
  if (follow (look, reply, comms_desk_is_practice (desk)))
    {
      ask (task);
      return;
    }
  html = g_bytes_get_data (reply->body, &length);
  title = reply->status < 400 ? comms_html_dup_title (html, length) : NULL;
  g_object_set (look->check, "status", (gint64) reply->status, "title", title, "final-url",
                look->uri, "problem",
                reply->status == 0 ? C_ ("link", "The page did not answer; look again later.")
                                   : NULL,
                NULL);
  comms_desk_run_record_async (desk, save_seen, look->check, NULL, saved_cb,
                               g_steal_pointer (&task));
}

static void
ask (GTask *task)
{
  Look *look = g_task_get_task_data (task);
  g_autoptr (CommsHttp) http = comms_http_new (comms_uri_is_loopback (look->uri));
  static const char *const headers[] = { "Accept", "text/html", NULL };
  CommsHttpRequest request = {
    .method = "GET", .uri = look->uri, .headers = headers, .timeout = TIMEOUT
  };

  comms_http_request_async (http, &request, g_task_get_cancellable (task), asked_cb,
                            g_object_ref (task));
}

static void
seen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Look *look = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  CommsDesk *desk = COMMS_DESK (source);

  look->check = comms_desk_run_finish (desk, result, &error);
  if (look->check == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (comms_desk_is_practice (desk) && !comms_uri_is_loopback (look->uri))
    g_object_set (look->check, "problem",
                  C_ ("link", "A practice desk does not leave this computer: nobody looked."),
                  NULL);
  else if (look->check->status == 0 || comms_desk_now (desk) - look->check->checked_at > DAY)
    {
      ask (task);
      return;
    }
  g_task_return_pointer (task, g_object_ref (look->check), g_object_unref);
}

void
comms_link_check_async (CommsDesk *desk,
                        const char *url,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Look *look;

  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (url != NULL);

  task = g_task_new (desk, cancellable, callback, user_data);
  look = g_new0 (Look, 1);
  look->uri = dup_uri (url);
  g_task_set_source_tag (task, comms_link_check_async);
  g_task_set_task_data (task, look, look_free);
  comms_desk_run_async (desk, load_seen, g_strdup (url), g_free, g_object_unref, cancellable,
                        seen_cb, g_steal_pointer (&task));
}

CommsLinkCheck *
comms_link_check_finish (CommsDesk *desk, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CommsLinkCheck) check = comms_link_check_finish (COMMS_DESK (source), result, &error);

  if (check == NULL)
    g_debug ("A link was not looked at: %s", error->message);
}

void
comms_links_look (
  CommsDesk *desk, const char *text, gssize typing, GHashTable *asked, GCancellable *cancellable)
{
  g_autoptr (GArray) entities = NULL;

  g_return_if_fail (COMMS_IS_DESK (desk));
  g_return_if_fail (asked != NULL);

  entities = comms_text_find_entities (text != NULL ? text : "");
  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);
      g_autofree char *url = NULL;

      if (entity->kind != COMMS_ENTITY_URL ||
          (typing >= (gssize) entity->start && typing <= (gssize) entity->end))
        continue;
      url = g_strndup (text + entity->start, entity->end - entity->start);
      if (g_hash_table_add (asked, g_strdup (url)))
        comms_link_check_async (desk, url, cancellable, looked_cb, NULL);
    }
}
