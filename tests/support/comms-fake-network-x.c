/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-fake-network-private.h"

/* X as in networks, section 1. */

#define EPOCH G_GINT64_CONSTANT (1288834974657)
#define PROBLEM "\"type\":\"https://api.x.com/2/problems/"

static char *
next_id (CommsFakeNetwork *self)
{
  const guint64 id = (guint64) (comms_fake_now (self) - EPOCH) << 22;

  self->last_id = MAX (self->last_id + 1, id);
  return g_strdup_printf ("%" G_GUINT64_FORMAT, self->last_id);
}

static gboolean
has_unknown_member (JsonObject *body)
{
  static const char *const known[] = { "text", "reply", "reply_settings", "media", NULL };
  g_autoptr (GList) members = json_object_get_members (body);

  for (GList *at = members; at != NULL; at = at->next)
    {
      if (!g_strv_contains (known, at->data))
        return TRUE;
    }
  return FALSE;
}

static JsonArray *
get_file_ids (JsonObject *body)
{
  JsonObject *media =
    json_object_has_member (body, "media") ? json_object_get_object_member (body, "media") : NULL;

  return media != NULL ? json_object_get_array_member (media, "media_ids") : NULL;
}

static gboolean
has_unknown_file (CommsFakeNetwork *self, JsonObject *body)
{
  JsonArray *ids = get_file_ids (body);

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      CommsFakeFile *file = comms_fake_file_find (self, json_array_get_string_element (ids, i));

      if (file == NULL || !file->ready)
        return TRUE;
    }
  return FALSE;
}

static void
create (CommsFakeCall *call)
{
  CommsFakeNetwork *self = call->server;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = comms_fake_parse (call, &root);
  const char *text = comms_fake_get_string (body, "text");
  const char *parent = body != NULL && json_object_has_member (body, "reply")
                         ? comms_fake_get_string (json_object_get_object_member (body, "reply"),
                                                  "in_reply_to_tweet_id")
                         : NULL;
  CommsFakePost *post;

  if (body == NULL || has_unknown_member (body) || has_unknown_file (self, body))
    {
      comms_fake_say (call, 400, "{\"detail\":\"Invalid.\"," PROBLEM "invalid-request\"}");
      return;
    }
  if (parent == NULL && text != NULL && comms_fake_network_has_post (self, text))
    {
      comms_fake_say (call, 403,
                      "{\"detail\":\"You are not allowed to create a Tweet with "
                      "duplicate content.\",\"type\":\"about:blank\"}");
      return;
    }
  post = comms_fake_post_add (self, next_id (self), text != NULL ? text : "", parent);
  post->alt = comms_fake_dup_alt (self, get_file_ids (body));
  comms_fake_say (call, 201, "{\"data\":{\"id\":\"%s\",\"text\":\"t\"}}", post->id);
}

static char *
dup_escaped (const char *text)
{
  GString *escaped = g_string_new (text);

  g_string_replace (escaped, "&", "&amp;", 0);
  g_string_replace (escaped, "<", "&lt;", 0);
  g_string_replace (escaped, ">", "&gt;", 0);
  return g_string_free (escaped, FALSE);
}

static void
append_post (CommsFakeNetwork *self, GString *list, CommsFakePost *post)
{
  const gboolean new_names = self->ways.new_names;
  g_autofree char *escaped = dup_escaped (post->text);
  g_autofree char *text = comms_fake_dup_quoted (escaped);
  g_autofree char *time = comms_fake_dup_time (post->created_at);

  g_string_append_printf (
    list,
    "%s{\"id\":\"%s\",\"text\":%s,\"created_at\":\"%s\",\"public_metrics\":{\"%s\":3,"
    "\"reply_count\":2,\"like_count\":7,\"quote_count\":1,\"bookmark_count\":4,"
    "\"impression_count\":900}",
    list->len > 0 ? "," : "", post->id, text, time, new_names ? "repost_count" : "retweet_count");
  if (post->parent != NULL)
    g_string_append_printf (list, ",\"%s\":[{\"type\":\"replied_to\",\"id\":\"%s\"}]",
                            new_names ? "referenced_posts" : "referenced_tweets", post->parent);
  g_string_append (list, "}");
}

/* A server of the new names knows the old ones no more. */
static gboolean
refuse_name (CommsFakeCall *call)
{
  if (!call->server->ways.new_names || comms_fake_get_query (call, "tweet.fields") == NULL)
    return FALSE;
  comms_fake_say (call, 400,
                  "{\"errors\":[{\"parameters\":{\"tweet.fields\":[\"x\"]},"
                  "\"message\":\"unknown\"}]," PROBLEM "invalid-request\"}");
  return TRUE;
}

static int
compare_ids (const char *a, const char *b)
{
  return strlen (a) != strlen (b) ? (strlen (a) < strlen (b) ? -1 : 1) : strcmp (a, b);
}

static void
timeline (CommsFakeCall *call)
{
  CommsFakeNetwork *self = call->server;
  const char *since = comms_fake_get_query (call, "since_id");
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = 0;

  if (refuse_name (call))
    return;
  for (guint i = self->posts->len; i > 0 && n < 100 && !self->ways.hides_posts; i--)
    {
      CommsFakePost *post = g_ptr_array_index (self->posts, i - 1);

      if (post->gone || (since != NULL && compare_ids (post->id, since) <= 0))
        continue;
      append_post (self, list, post);
      n++;
    }
  if (n == 0)
    comms_fake_say (call, 200, "{\"meta\":{\"result_count\":0}}");
  else
    comms_fake_say (call, 200, "{\"data\":[%s],\"meta\":{\"result_count\":%u}}", list->str, n);
}

static void
lookup (CommsFakeCall *call)
{
  CommsFakeNetwork *self = call->server;
  g_auto (GStrv) ids = g_strsplit (comms_fake_get_query (call, "ids"), ",", -1);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GString) errors = g_string_new (NULL);

  if (refuse_name (call))
    return;
  g_assert_cmpuint (g_strv_length (ids), <=, 100);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      CommsFakePost *post = comms_fake_post_find (self, ids[i]);

      if (post != NULL)
        append_post (self, list, post);
      else
        g_string_append_printf (errors,
                                "%s{\"value\":\"%s\",\"resource_id\":\"%s\"," PROBLEM
                                "resource-not-found\"}",
                                errors->len > 0 ? "," : "", ids[i], ids[i]);
    }
  comms_fake_say (call, 200, "{\"data\":[%s],\"errors\":[%s]}", list->str, errors->str);
}

static void
withdraw (CommsFakeCall *call, const char *id)
{
  CommsFakePost *post = comms_fake_post_find (call->server, id);

  if (post == NULL)
    {
      comms_fake_say (call, 404, "{\"detail\":\"gone\"," PROBLEM "resource-not-found\"}");
      return;
    }
  post->gone = TRUE;
  comms_fake_say (call, 200, "{\"data\":{\"deleted\":true}}");
}

static void
say_file (CommsFakeCall *call, CommsFakeFile *file, gboolean looked)
{
  const CommsFakeWays *ways = &call->server->ways;
  const gboolean busy = file->n_looks < ways->processing;

  file->ready = !busy && !ways->processing_fails;
  if (looked)
    file->n_looks++;
  if (busy)
    comms_fake_say (call, 200,
                    "{\"data\":{\"id\":\"%s\",\"processing_info\":{\"state\":\"in_progress\","
                    "\"check_after_secs\":5}}}",
                    file->id);
  else if (ways->processing_fails)
    comms_fake_say (call, 200,
                    "{\"data\":{\"id\":\"%s\",\"processing_info\":{\"state\":\"failed\"}}}",
                    file->id);
  else
    comms_fake_say (call, 200, "{\"data\":{\"id\":\"%s\",\"size\":%" G_GSIZE_FORMAT "}}", file->id,
                    file->size);
}

static void
describe (CommsFakeCall *call)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = comms_fake_parse (call, &root);
  CommsFakeFile *file = comms_fake_file_find (call->server, comms_fake_get_string (body, "id"));
  JsonObject *metadata = json_object_get_object_member (body, "metadata");

  g_assert_nonnull (file);
  file->alt =
    g_strdup (comms_fake_get_string (json_object_get_object_member (metadata, "alt_text"), "text"));
  comms_fake_say (call, 200, "{\"data\":{\"id\":\"%s\"}}", file->id);
}

static gboolean
answer_media (CommsFakeCall *call)
{
  CommsFakeNetwork *self = call->server;
  g_autofree char *append = comms_fake_dup_between (call, "/2/media/upload/", "/append");
  g_autofree char *finalize = comms_fake_dup_between (call, "/2/media/upload/", "/finalize");
  const char *looked = comms_fake_get_query (call, "media_id");

  if (g_str_equal (call->path, "/2/media/metadata"))
    describe (call);
  else if (g_str_equal (call->path, "/2/media/upload/initialize"))
    comms_fake_say (call, 200, "{\"data\":{\"id\":\"%s\"}}", comms_fake_file_add (self, "70")->id);
  else if (append != NULL)
    {
      comms_fake_file_read (call, comms_fake_file_find (self, append), "media", NULL);
      comms_fake_say (call, 200, "{\"data\":{\"expires_at\":1}}");
    }
  else if (finalize != NULL)
    say_file (call, comms_fake_file_find (self, finalize), FALSE);
  else if (g_str_equal (call->path, "/2/media/upload") && looked != NULL)
    say_file (call, comms_fake_file_find (self, looked), TRUE);
  else if (g_str_equal (call->path, "/2/media/upload"))
    {
      CommsFakeFile *file = comms_fake_file_add (self, "70");

      g_assert_true (comms_fake_file_read (call, file, "media", NULL));
      say_file (call, file, FALSE);
    }
  else
    return FALSE;
  return TRUE;
}

void
comms_fake_x_answer_call (CommsFakeCall *call)
{
  const gboolean is_post = g_str_equal (call->method, "POST");
  g_autofree char *id = comms_fake_dup_between (call, "/2/tweets/", "");
  g_autofree char *user = comms_fake_dup_between (call, "/2/users/", "/tweets");

  if (answer_media (call))
    return;
  if (is_post && g_str_equal (call->path, "/2/tweets"))
    create (call);
  else if (g_str_equal (call->path, "/2/tweets"))
    lookup (call);
  else if (g_str_equal (call->method, "DELETE") && id != NULL)
    withdraw (call, id);
  else if (user != NULL)
    timeline (call);
  else if (g_str_equal (call->path, "/2/users/me"))
    comms_fake_say (call, 200, "{\"data\":{\"id\":\"%s\",\"username\":\"MoHR_test\"}}",
                    call->server->user);
  else
    comms_fake_say (call, 404, "{}");
}
