/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-fake-network-private.h"

/* A Mastodon server as in networks, section 2. */

#define KEY_LIFE (3600 * G_GINT64_CONSTANT (1000))

static int
get_limit (CommsFakeNetwork *self)
{
  return self->ways.characters > 0 ? self->ways.characters : 500;
}

/* What the text looks like once the server has marked it up. */
static char *
dup_html (const char *text)
{
  GString *html = g_string_new (text);

  g_string_replace (html, "&", "&amp;", 0);
  g_string_replace (html, "<", "&lt;", 0);
  g_string_replace (html, ">", "&gt;", 0);
  g_string_replace (html, "\n", "<br />", 0);
  g_string_prepend (html, "<p>");
  g_string_append (html, "</p>");
  return g_string_free (html, FALSE);
}

static char *
dup_status (CommsFakeNetwork *self, CommsFakePost *post)
{
  g_autofree char *html = dup_html (post->text);
  g_autofree char *content = comms_fake_dup_quoted (html);
  g_autofree char *time = comms_fake_dup_time (post->created_at);
  g_autofree char *parent =
    post->parent != NULL ? comms_fake_dup_quoted (post->parent) : g_strdup ("null");

  return g_strdup_printf (
    "{\"id\":\"%s\",\"uri\":\"%s/users/mohr/statuses/%s\",\"url\":\"%s/@mohr/%s\",\"created_at\":"
    "\"%s\",\"content\":%s,\"in_reply_to_id\":%s,\"reblog\":null,\"replies_count\":2,"
    "\"reblogs_count\":3,\"favourites_count\":7}",
    post->id, self->uri, post->id, self->uri, post->id, time, content, parent);
}

static void
say_status (CommsFakeCall *call, CommsFakePost *post)
{
  g_autofree char *status = dup_status (call->server, post);

  comms_fake_say (call, 200, "%s", status);
}

static CommsFakePost *
find_by_key (CommsFakeNetwork *self, const char *key)
{
  for (guint i = 0; key != NULL && !self->ways.ignores_key && i < self->posts->len; i++)
    {
      CommsFakePost *post = g_ptr_array_index (self->posts, i);

      if (g_strcmp0 (post->key, key) == 0 && comms_fake_now (self) < post->key_until)
        return post;
    }
  return NULL;
}

static JsonArray *
get_file_ids (JsonObject *body)
{
  return json_object_has_member (body, "media_ids")
           ? json_object_get_array_member (body, "media_ids")
           : NULL;
}

static gboolean
files_are_ready (CommsFakeNetwork *self, JsonObject *body)
{
  JsonArray *ids = get_file_ids (body);

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      CommsFakeFile *file = comms_fake_file_find (self, json_array_get_string_element (ids, i));

      if (file == NULL || !file->ready)
        return FALSE;
    }
  return TRUE;
}

static void
create (CommsFakeCall *call)
{
  CommsFakeNetwork *self = call->server;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = comms_fake_parse (call, &root);
  const char *key =
    soup_message_headers_get_one (soup_server_message_get_request_headers (call->message),
                                  "Idempotency-Key");
  CommsFakePost *post = find_by_key (self, key);
  const char *text = comms_fake_get_string (body, "status");

  if (post != NULL)
    {
      say_status (call, post);
      return;
    }
  if (text == NULL || g_utf8_strlen (text, -1) > get_limit (self))
    {
      comms_fake_say (call, 422, "{\"error\":\"Der Text ist zu lang\"}");
      return;
    }
  if (!files_are_ready (self, body))
    {
      comms_fake_say (call, 422, "{\"error\":\"Noch in Arbeit\"}");
      return;
    }
  post = comms_fake_post_add (self, g_strdup_printf ("%u", 113000 + self->posts->len), text,
                              comms_fake_get_string (body, "in_reply_to_id"));
  post->alt = comms_fake_dup_alt (self, get_file_ids (body));
  post->key = g_strdup (key);
  post->key_until = comms_fake_now (self) + KEY_LIFE;
  post->warning = g_strdup (comms_fake_get_string (body, "spoiler_text"));
  say_status (call, post);
}

static void
timeline (CommsFakeCall *call)
{
  CommsFakeNetwork *self = call->server;
  const char *before = comms_fake_get_query (call, "max_id");
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = self->posts->len, n = 0; i > 0 && n < 40; i--)
    {
      CommsFakePost *post = g_ptr_array_index (self->posts, i - 1);
      g_autofree char *status = dup_status (self, post);

      if (post->gone || (before != NULL && strcmp (post->id, before) >= 0))
        continue;
      g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "", status);
      n++;
    }
  comms_fake_say (call, 200, "[%s]", list->str);
}

/* "id[]=1&id[]=2": a hash table keeps only one of them. */
static void
lookup (CommsFakeCall *call)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (call->message));
  g_autofree char *plain = g_uri_unescape_string (query, NULL);
  g_auto (GStrv) parts = g_strsplit (plain, "&", -1);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      CommsFakePost *post = comms_fake_post_find (call->server, strchr (parts[i], '=') + 1);
      g_autofree char *status = post != NULL ? dup_status (call->server, post) : NULL;

      if (post != NULL)
        g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "", status);
    }
  comms_fake_say (call, 200, "[%s]", list->str);
}

/* Whom the server knows, and whom the account follows. */
static const struct
{
  const char *id;
  const char *acct;
  gboolean is_new; /* only a search finds them */
  gboolean followed;
} people[] = {
  { "201", "dawn@press.example", FALSE, TRUE }, { "202", "geo@press.example", FALSE, FALSE },
  { "203", "colleague", FALSE, TRUE },          { "204", "newer@press.example", TRUE, TRUE },
  { "205", "new@press.example", TRUE, TRUE },
};

static void
lookup_person (CommsFakeCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      if (people[i].is_new || g_strcmp0 (comms_fake_get_query (call, "acct"), people[i].acct) != 0)
        continue;
      comms_fake_say (call, 200, "{\"id\":\"%s\",\"acct\":\"%s\"}", people[i].id, people[i].acct);
      return;
    }
  comms_fake_say (call, 404, "{\"error\":\"Record not found\"}");
}

/* Whoever is called alike comes first. */
static void
search_people (CommsFakeCall *call)
{
  const gboolean is_new = g_str_has_prefix (comms_fake_get_query (call, "q"), "@new");

  g_assert_cmpstr (comms_fake_get_query (call, "resolve"), ==, "true");
  comms_fake_say (call, 200, "{\"accounts\":[{\"id\":\"%s\",\"acct\":\"%s\"}%s]}", people[3].id,
                  people[3].acct, is_new ? ",{\"id\":\"205\",\"acct\":\"new@press.example\"}" : "");
}

static gboolean
is_followed (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      if (g_strcmp0 (people[i].id, id) == 0)
        return people[i].followed;
    }
  return FALSE;
}

static void
add_to_list (CommsFakeCall *call)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = comms_fake_parse (call, &root);
  JsonArray *ids = json_object_get_array_member (body, "account_ids");
  const char *id = json_array_get_string_element (ids, 0);

  g_assert_cmpuint (json_array_get_length (ids), ==, 1);
  if (!is_followed (id))
    comms_fake_say (call, 404, "{\"error\":\"Record not found\"}");
  else if (comms_fake_mark_find (call->server, "listing", id) != NULL)
    comms_fake_say (call, 422, "{\"error\":\"Schon vergeben\"}");
  else
    {
      comms_fake_mark_add (call->server, "listing", id, NULL);
      comms_fake_say (call, 200, "{}");
    }
}

static gboolean
answer_lists (CommsFakeCall *call)
{
  g_autofree char *person = comms_fake_dup_between (call, "/api/v1/accounts/", "/lists");
  const gboolean listed =
    person != NULL && comms_fake_mark_find (call->server, "listing", person) != NULL;

  if (call->server->ways.no_rights && strstr (call->path, "/lists") != NULL)
    comms_fake_say (call, 403, "{\"error\":\"Nicht erlaubt\"}");
  else if (g_str_equal (call->path, "/api/v1/lists"))
    comms_fake_say (call, 200,
                    "[{\"id\":\"11\",\"title\":\"Peers\"},"
                    "{\"id\":\"12\",\"title\":\"Journalists\"}]");
  else if (g_str_equal (call->path, "/api/v1/lists/12/accounts"))
    add_to_list (call);
  else if (person != NULL)
    comms_fake_say (call, 200, listed ? "[{\"id\":\"12\",\"title\":\"Journalists\"}]" : "[]");
  else if (g_str_equal (call->path, "/api/v1/accounts/lookup"))
    lookup_person (call);
  else if (g_str_equal (call->path, "/api/v2/search") &&
           g_strcmp0 (comms_fake_get_query (call, "type"), "accounts") == 0)
    search_people (call);
  else
    return FALSE;
  return TRUE;
}

/* Of a post of somebody else's. */
static void
mark_status (CommsFakeCall *call, const char *id, gboolean likes)
{
  if (call->server->ways.no_rights)
    {
      comms_fake_say (call, 403, "{\"error\":\"Nicht erlaubt\"}");
      return;
    }
  if (!g_str_equal (id, "4077"))
    {
      comms_fake_say (call, 404, "{\"error\":\"Record not found\"}");
      return;
    }
  comms_fake_mark_remove (call->server, "like", id, NULL);
  if (likes)
    comms_fake_mark_add (call->server, "like", id, NULL);
  comms_fake_say (call, 200,
                  "{\"id\":\"%s\",\"favourited\":%s,\"account\":{\"acct\":"
                  "\"dawn@press.example\"}}",
                  id, likes ? "true" : "false");
}

static void
answer_status (CommsFakeCall *call, const char *rest)
{
  g_auto (GStrv) parts = g_strsplit (rest, "/", 2);
  CommsFakePost *post = comms_fake_post_find (call->server, parts[0]);
  const gboolean source = g_strcmp0 (parts[1], "source") == 0;
  const gboolean likes = g_strcmp0 (parts[1], "favourite") == 0;

  if (likes || g_strcmp0 (parts[1], "unfavourite") == 0)
    {
      mark_status (call, parts[0], likes);
      return;
    }
  if (post == NULL || (source && call->server->ways.is_old))
    {
      comms_fake_say (call, 404, "{\"error\":\"Record not found\"}");
      return;
    }
  if (source)
    {
      g_autofree char *text = comms_fake_dup_quoted (post->text);

      comms_fake_say (call, 200, "{\"id\":\"%s\",\"text\":%s,\"spoiler_text\":\"\"}", post->id,
                      text);
      return;
    }
  post->gone = g_str_equal (call->method, "DELETE");
  say_status (call, post);
}

static void
say_file (CommsFakeCall *call, CommsFakeFile *file, guint busy_status)
{
  const gboolean busy = file->n_looks++ < call->server->ways.processing;

  file->ready = !busy && !call->server->ways.processing_fails;
  if (busy)
    comms_fake_say (call, busy_status, "{\"id\":\"%s\",\"url\":null}", file->id);
  else if (call->server->ways.processing_fails)
    comms_fake_say (call, 422, "{\"error\":\"Fehler\"}");
  else
    comms_fake_say (call, 200, "{\"id\":\"%s\",\"url\":\"https://x.invalid/1\"}", file->id);
}

static void
upload (CommsFakeCall *call)
{
  CommsFakeFile *file = comms_fake_file_add (call->server, "50");

  if (!comms_fake_file_read (call, file, "file", "description"))
    comms_fake_say (call, 422, "{\"error\":\"Keine Datei\"}");
  else
    say_file (call, file, 202);
}

static void
say_instance (CommsFakeCall *call)
{
  comms_fake_say (call, 200,
                  "{\"version\":\"4.3.0\",\"configuration\":{\"statuses\":{\"max_characters\":%d,"
                  "\"max_media_attachments\":6,\"characters_reserved_per_url\":23},"
                  "\"media_attachments\":{\"image_size_limit\":8388608,"
                  "\"video_size_limit\":41943040,\"description_limit\":1500}}}",
                  get_limit (call->server));
}

static gboolean
answer_other (CommsFakeCall *call)
{
  CommsFakeNetwork *self = call->server;

  if (g_str_equal (call->path, "/api/v1/instance") ||
      (g_str_equal (call->path, "/api/v2/instance") && !self->ways.is_old))
    say_instance (call);
  else if (g_str_equal (call->path, "/api/v1/accounts/verify_credentials"))
    comms_fake_say (call, 200, "{\"id\":\"%s\",\"username\":\"mohr\",\"display_name\":\"MoHR\"}",
                    self->user);
  else if (g_str_equal (call->path, "/api/v2/search"))
    comms_fake_say (call, 200, "{\"statuses\":[%s]}",
                    strstr (comms_fake_get_query (call, "q"), "/@someone/77") != NULL
                      ? "{\"id\":\"4077\"}"
                      : "");
  else
    return FALSE;
  return TRUE;
}

void
comms_fake_mastodon_answer_call (CommsFakeCall *call)
{
  const gboolean is_post = g_str_equal (call->method, "POST");
  const gboolean statuses = g_str_equal (call->path, "/api/v1/statuses");
  g_autofree char *status = comms_fake_dup_between (call, "/api/v1/statuses/", "");
  g_autofree char *file = comms_fake_dup_between (call, "/api/v1/media/", "");
  g_autofree char *user = comms_fake_dup_between (call, "/api/v1/accounts/", "/statuses");

  if (answer_lists (call) || answer_other (call))
    return;
  if (is_post && statuses)
    create (call);
  else if (statuses && !call->server->ways.is_old)
    lookup (call);
  else if (is_post && g_str_equal (call->path, "/api/v2/media"))
    upload (call);
  else if (file != NULL && comms_fake_file_find (call->server, file) != NULL)
    say_file (call, comms_fake_file_find (call->server, file), 206);
  else if (status != NULL)
    answer_status (call, status);
  else if (user != NULL)
    timeline (call);
  else
    comms_fake_say (call, 404, "{\"error\":\"Not found\"}");
}
