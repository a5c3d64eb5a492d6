/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsPractice"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-practice-wire.h"

#include "comms-count.h"
#include "comms-net-json.h"

#define PROBLEMS "https://api.x.com/2/problems/"

#define HALF_LIFE_MS (G_GINT64_CONSTANT (6) * 60 * 60 * 1000)

static void
add (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_count (JsonBuilder *builder, const char *name, gint64 count)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, count);
}

char *
comms_practice_wire_problem (guint status, const char *title, const char *type, const char *detail)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add (builder, "title", title);
  add (builder, "detail", detail);
  add (builder, "type", type);
  add_count (builder, "status", status);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

char *
comms_practice_wire_invalid (const char *parameter, const char *detail)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "errors");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, parameter);
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  add (builder, "message", detail);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  add (builder, "title", "Invalid Request");
  add (builder, "detail", detail);
  add (builder, "type", PROBLEMS "invalid-request");
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

/* A link in a text, as X keeps it apart. */
typedef struct
{
  char *brief;
  char *whole;
  glong start; /* in characters of the text that is given back */
  glong end;
} Link;

static void
link_free (Link *link)
{
  g_free (link->brief);
  g_free (link->whole);
  g_free (link);
}

static Link *
link_new (const char *url, glong start)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);
  Link *link = g_new0 (Link, 1);

  link->brief = g_strdup_printf ("https://t.co/%.10s", hash);
  link->whole = strstr (url, "://") != NULL ? g_strdup (url) : g_strconcat ("http://", url, NULL);
  link->start = start;
  link->end = start + (glong) strlen (link->brief);
  return link;
}

/* The text with each link shortened, and those links. (element-type Link) */
static char *
dup_shortened (const char *text, GPtrArray *links)
{
  g_autoptr (GArray) entities = comms_text_find_entities (text);
  GString *wire = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < entities->len; i++)
    {
      const CommsEntity *entity = &g_array_index (entities, CommsEntity, i);
      g_autofree char *url = NULL;
      Link *link;

      if (entity->kind != COMMS_ENTITY_URL)
        continue;
      g_string_append_len (wire, text + at, (gssize) (entity->start - at));
      url = g_strndup (text + entity->start, entity->end - entity->start);
      link = link_new (url, g_utf8_strlen (wire->str, (gssize) wire->len));
      g_string_append (wire, link->brief);
      g_ptr_array_add (links, link);
      at = entity->end;
    }
  g_string_append (wire, text + at);
  return g_string_free (wire, FALSE);
}

/* Adds the text as X gives it back, which is not as it was sent: links shortened, and three
 * characters escaped. */
static void
add_text (JsonBuilder *builder, const char *text, gboolean with_entities)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_free);
  g_autofree char *shortened = dup_shortened (text, links);
  g_autoptr (GString) escaped = g_string_new (shortened);

  g_string_replace (escaped, "&", "&amp;", 0);
  g_string_replace (escaped, "<", "&lt;", 0);
  g_string_replace (escaped, ">", "&gt;", 0);
  add (builder, "text", escaped->str);
  if (!with_entities || links->len == 0)
    return;

  json_builder_set_member_name (builder, "entities");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "urls");
  json_builder_begin_array (builder);
  for (guint i = 0; i < links->len; i++)
    {
      Link *link = g_ptr_array_index (links, i);

      json_builder_begin_object (builder);
      add_count (builder, "start", link->start);
      add_count (builder, "end", link->end);
      add (builder, "url", link->brief);
      add (builder, "expanded_url", link->whole);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

char *
comms_practice_wire_created (CommsPracticePost *post)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "data");
  json_builder_begin_object (builder);
  add (builder, "id", post->id);
  add_text (builder, post->text, FALSE);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

char *
comms_practice_wire_deleted (void)
{
  return g_strdup ("{\"data\":{\"deleted\":true}}");
}

char *
comms_practice_wire_user (CommsPracticeAccount *account)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "data");
  json_builder_begin_object (builder);
  add (builder, "id", account->user_id);
  add (builder, "name", account->display_name);
  add (builder, "username", account->handle);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (instant / 1000);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *text = g_strdup_printf ("%s.%03" G_GINT64_FORMAT "Z", seconds, instant % 1000);

  add (builder, name, text);
}

static void
add_post (JsonBuilder *builder, CommsPracticePost *post, gboolean new_names)
{
  json_builder_begin_object (builder);
  add (builder, "id", post->id);
  add_text (builder, post->text, TRUE);
  add_time (builder, "created_at", post->created_at);
  if (post->reply_to != NULL)
    {
      json_builder_set_member_name (builder, new_names ? "referenced_posts" : "referenced_tweets");
      json_builder_begin_array (builder);
      json_builder_begin_object (builder);
      add (builder, "type", "replied_to");
      add (builder, "id", post->reply_to);
      json_builder_end_object (builder);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

/* The posts of one page, newest first. @more: whether there are older ones within the bounds. */
static GPtrArray *
list_posts (CommsPracticeState *state,
            const char *user_id,
            guint64 since,
            guint64 until,
            guint max_results,
            gboolean *more)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  *more = FALSE;
  for (guint i = state->posts->len; i > 0 && !*more; i--)
    {
      CommsPracticePost *post = g_ptr_array_index (state->posts, i - 1);
      guint64 id = g_ascii_strtoull (post->id, NULL, 10);

      if (!g_str_equal (post->user_id, user_id) || id <= since || (until != 0 && id >= until))
        continue;
      if (found->len < max_results)
        g_ptr_array_add (found, post);
      else
        *more = TRUE;
    }
  return g_steal_pointer (&found);
}

static void
add_meta (JsonBuilder *builder, GPtrArray *posts, gboolean more)
{
  json_builder_set_member_name (builder, "meta");
  json_builder_begin_object (builder);
  add_count (builder, "result_count", posts->len);
  if (posts->len > 0)
    {
      CommsPracticePost *newest = g_ptr_array_index (posts, 0);
      CommsPracticePost *oldest = g_ptr_array_index (posts, posts->len - 1);

      add (builder, "newest_id", newest->id);
      add (builder, "oldest_id", oldest->id);
      if (more)
        add (builder, "next_token", oldest->id);
    }
  json_builder_end_object (builder);
}

char *
comms_practice_wire_timeline (CommsPracticeState *state,
                              const char *user_id,
                              guint64 since,
                              guint64 until,
                              guint max_results,
                              gboolean new_names)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) posts = NULL;
  gboolean more;

  posts = list_posts (state, user_id, since, until, max_results, &more);
  json_builder_begin_object (builder);
  if (posts->len > 0)
    {
      json_builder_set_member_name (builder, "data");
      json_builder_begin_array (builder);
      for (guint i = 0; i < posts->len; i++)
        add_post (builder, g_ptr_array_index (posts, i), new_names);
      json_builder_end_array (builder);
    }
  add_meta (builder, posts, more);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

/* Half of what a post ever gets comes in its first six hours. */
static gint64
grown (gint64 whole, gint64 age)
{
  return whole * age / (age + HALF_LIFE_MS);
}

static void
add_figures (JsonBuilder *builder, CommsPracticePost *post, gint64 now, gboolean new_names)
{
  const gint64 age = MAX (now - post->created_at, 0);
  const guint hash = g_str_hash (post->id);
  const gint64 likes = 20 + hash % 180;

  json_builder_begin_object (builder);
  add (builder, "id", post->id);
  add_text (builder, post->text, TRUE);
  json_builder_set_member_name (builder, "public_metrics");
  json_builder_begin_object (builder);
  add_count (builder, new_names ? "repost_count" : "retweet_count", grown (likes / 4, age));
  add_count (builder, "reply_count", grown (2 + hash / 256 % 16, age));
  add_count (builder, "like_count", grown (likes, age));
  add_count (builder, "quote_count", grown (likes / 16, age));
  add_count (builder, "bookmark_count", grown (likes / 9, age));
  add_count (builder, "impression_count", grown (likes * (25 + hash / 4096 % 20), age));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_gone (JsonBuilder *builder, const char *id)
{
  json_builder_begin_object (builder);
  add (builder, "resource_id", id);
  add (builder, "parameter", "ids");
  add (builder, "title", "Not Found Error");
  add (builder, "type", "https://api.x.com/2/problems/resource-not-found");
  json_builder_end_object (builder);
}

char *
comms_practice_wire_posts (CommsPracticeState *state,
                           const char *const *ids,
                           gint64 now,
                           gboolean new_names)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "data");
  json_builder_begin_array (builder);
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      CommsPracticePost *post = comms_practice_state_by_id (state, ids[i]);

      if (post != NULL)
        add_figures (builder, post, now, new_names);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "errors");
  json_builder_begin_array (builder);
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      if (comms_practice_state_by_id (state, ids[i]) == NULL)
        add_gone (builder, ids[i]);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

char *
comms_practice_wire_state (
  CommsPracticeState *state, guint n_requests, guint n_creates, const char *fault, const char *rate)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "posts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < state->posts->len; i++)
    {
      CommsPracticePost *post = g_ptr_array_index (state->posts, i);

      json_builder_begin_object (builder);
      add (builder, "id", post->id);
      add (builder, "user_id", post->user_id);
      add (builder, "text", post->text);
      add_time (builder, "created_at", post->created_at);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_count (builder, "requests", n_requests);
  add_count (builder, "creates", n_creates);
  add (builder, "fault", fault);
  add (builder, "rate", rate);
  json_builder_end_object (builder);
  return comms_net_json_print (builder);
}

char *
comms_practice_wire_page (CommsPracticeAccount *account, CommsPracticePost *post)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (post->created_at / 1000);
  g_autofree char *when = g_date_time_format (time, "%c");

  return g_markup_printf_escaped (
    "<!DOCTYPE html>\n"
    "<html dir=\"auto\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width\">"
    "<title>%s</title><style>"
    "body{font:1.1em sans-serif;max-width:36em;margin:2em auto;padding:0 1em}"
    "p.note{border:1px solid;border-radius:6px;padding:.6em 1em}"
    "blockquote{white-space:pre-wrap;margin:1em 0;font-size:1.2em}"
    "</style></head><body>"
    "<p class=\"note\" dir=\"auto\">%s</p>"
    "<h1 dir=\"auto\">%s</h1><p><bdi>@%s</bdi></p>"
    "<blockquote dir=\"auto\">%s</blockquote>"
    "<p dir=\"auto\">%s</p></body></html>\n",
    /* Translators: the title of a page in the browser. */
    C_ ("practice network", "Practice network"),
    C_ ("practice network", "This is the practice network: the post exists only on this computer."),
    account->display_name, account->handle, post->text, when);
}
