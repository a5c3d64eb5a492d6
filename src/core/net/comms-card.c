/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <string.h>

#include "comms-card.h"

#include "comms-image.h"
#include "comms-network.h"

#define MAX_REDIRECTS 3
#define MAX_TITLE 300
#define MAX_DESCRIPTION 1000

void
comms_card_free (CommsCard *card)
{
  if (card == NULL)
    return;

  g_free (card->uri);
  g_free (card->title);
  g_free (card->description);
  g_clear_pointer (&card->thumb, g_bytes_unref);
  g_free (card);
}

typedef struct
{
  CommsCard *card;
  CommsHttp *http;
  char *at; /* the address that is asked for */
  gint64 thumb_bytes;
  guint timeout;
  guint n_redirects;
  gboolean for_thumb;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  comms_card_free (fetch->card);
  g_clear_object (&fetch->http);
  g_free (fetch->at);
  g_free (fetch);
}

static void ask (GTask *task, const char *uri);

static void
finish (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&fetch->card), (GDestroyNotify) comms_card_free);
}

/* The few entities that a title has. */
static char *
dup_unescaped (const char *text, glong most)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_new (valid);
  g_autofree char *whole = NULL;

  g_string_replace (plain, "&lt;", "<", 0);
  g_string_replace (plain, "&gt;", ">", 0);
  g_string_replace (plain, "&quot;", "\"", 0);
  g_string_replace (plain, "&#39;", "'", 0);
  g_string_replace (plain, "&#x27;", "'", 0);
  g_string_replace (plain, "&nbsp;", " ", 0);
  g_string_replace (plain, "&amp;", "&", 0);
  whole = g_strstrip (g_string_free (plain, FALSE));
  g_strdelimit (whole, "\r\n\t", ' ');
  return g_utf8_substring (whole, 0, MIN (g_utf8_strlen (whole, -1), most));
}

static char *
dup_match (const char *html, const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert (regex != NULL);

  return g_regex_match (regex, html, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* The content of <meta property="NAME" content="…">, in either order (the Open Graph protocol). */
static char *
dup_meta (const char *html, const char *name)
{
  g_autofree char *before = g_strdup_printf ("<meta[^>]{0,200}(?:property|name)\\s*=\\s*[\"']%s[\"'"
                                             "][^>]{0,200}content\\s*=\\s*\"([^\"]{1,2000})\"",
                                             name);
  g_autofree char *after = g_strdup_printf ("<meta[^>]{0,200}content\\s*=\\s*\"([^\"]{1,2000})\"[^>"
                                            "]{0,200}(?:property|name)\\s*=\\s*[\"']%s[\"']",
                                            name);
  char *found = dup_match (html, before);

  return found != NULL ? found : dup_match (html, after);
}

static void
set_text (char **member, const char *found, glong most)
{
  g_autofree char *text = found != NULL ? dup_unescaped (found, most) : NULL;

  if (text != NULL && *text != '\0')
    {
      g_free (*member);
      *member = g_steal_pointer (&text);
    }
}

/* Fills the card, and returns where its picture is, or NULL. */
static char *
read_page (Fetch *fetch, const char *html)
{
  g_autofree char *title = dup_match (html, "<title[^>]{0,200}>([^<]{1,2000})</title>");
  g_autofree char *og_title = dup_meta (html, "og:title");
  g_autofree char *description = dup_meta (html, "description");
  g_autofree char *og_description = dup_meta (html, "og:description");
  g_autofree char *image = dup_meta (html, "og:image");
  g_autofree char *plain = image != NULL ? dup_unescaped (image, 2000) : NULL;

  set_text (&fetch->card->title, title, MAX_TITLE);
  set_text (&fetch->card->title, og_title, MAX_TITLE);
  set_text (&fetch->card->description, description, MAX_DESCRIPTION);
  set_text (&fetch->card->description, og_description, MAX_DESCRIPTION);
  return plain != NULL ? g_uri_resolve_relative (fetch->at, plain, G_URI_FLAGS_NONE, NULL) : NULL;
}

static void
clean_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fetch *fetch = data;
  const CommsImageFit fit = { .max_bytes = fetch->thumb_bytes, .max_side = 1200 };
  g_autoptr (GBytes) clean = comms_image_clean (fetch->card->thumb, &fit, NULL, NULL);

  g_clear_pointer (&fetch->card->thumb, g_bytes_unref);
  fetch->card->thumb = g_steal_pointer (&clean);
  g_task_return_boolean (task, TRUE);
}

static void
cleaned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  CommsImageInfo info;

  g_task_propagate_boolean (G_TASK (result), NULL);
  if (fetch->card->thumb != NULL && comms_image_inspect (fetch->card->thumb, &info, NULL) &&
      g_str_has_prefix (info.mime, "image/"))
    fetch->card->mime = info.mime;
  else
    g_clear_pointer (&fetch->card->thumb, g_bytes_unref);
  finish (task);
}

static void
take_thumb (GTask *task, GBytes *bytes)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GTask) work = g_task_new (NULL, NULL, cleaned_cb, g_object_ref (task));

  fetch->card->thumb = g_bytes_new (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_task_set_source_tag (work, take_thumb);
  g_task_set_task_data (work, fetch, NULL);
  g_task_run_in_thread (work, clean_in_thread);
}

static gboolean
follow (GTask *task, CommsHttpReply *reply)
{
  Fetch *fetch = g_task_get_task_data (task);
  const char *location = comms_http_reply_header (reply, "location");
  g_autofree char *uri = NULL;

  if (reply->status < 300 || reply->status >= 400 || location == NULL ||
      ++fetch->n_redirects > MAX_REDIRECTS)
    return FALSE;
  uri = g_uri_resolve_relative (fetch->at, location, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL)
    return FALSE;
  ask (task, uri);
  return TRUE;
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (CommsHttpReply) reply = comms_http_request_finish (COMMS_HTTP (object), result, NULL);
  g_autofree char *html = NULL;
  g_autofree char *image = NULL;

  if (reply == NULL || reply->outcome != COMMS_HTTP_ANSWERED)
    {
      finish (task);
      return;
    }
  if (follow (task, reply))
    return;
  if (reply->status != 200 || fetch->for_thumb)
    {
      if (reply->status == 200)
        take_thumb (task, reply->body);
      else
        finish (task);
      return;
    }

  html = g_strndup (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body));
  image = read_page (fetch, html);
  fetch->for_thumb = TRUE;
  fetch->n_redirects = 0;
  if (image != NULL)
    ask (task, image);
  else
    finish (task);
}

static void
ask (GTask *task, const char *uri)
{
  Fetch *fetch = g_task_get_task_data (task);
  static const char *const headers[] = { "Accept", "text/html, image/jpeg, image/png", NULL };
  const gboolean loopback = comms_uri_is_loopback (uri);
  g_autofree char *copy = g_strdup (uri);
  const CommsHttpRequest request = {
    .method = "GET", .uri = copy, .headers = headers, .timeout = fetch->timeout
  };

  if (!comms_uri_may_lead_to (fetch->at, uri))
    {
      finish (task);
      return;
    }
  g_free (fetch->at);
  fetch->at = g_strdup (copy);
  g_clear_object (&fetch->http);
  fetch->http = comms_http_new (loopback);
  comms_http_request_async (fetch->http, &request, g_task_get_cancellable (task), answered_cb,
                            g_object_ref (task));
}

void
comms_card_fetch_async (const char *uri,
                        gint64 thumb_bytes,
                        guint timeout,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GUri) parsed = NULL;
  Fetch *fetch = g_new0 (Fetch, 1);

  g_return_if_fail (uri != NULL);

  parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  fetch->card = g_new0 (CommsCard, 1);
  fetch->card->uri = g_strdup (uri);
  fetch->card->title =
    g_strdup (parsed != NULL && g_uri_get_host (parsed) != NULL ? g_uri_get_host (parsed) : uri);
  fetch->card->description = g_strdup ("");
  fetch->thumb_bytes = thumb_bytes;
  fetch->timeout = timeout;
  g_task_set_source_tag (task, comms_card_fetch_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  ask (task, uri);
}

CommsCard *
comms_card_fetch_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
