/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-fake-network-private.h"
#include "comms-fake-server.h"

typedef struct
{
  char *match;
  CommsFakeFault fault;
  guint status;
  char *type;
  char *headers;
  GBytes *body;
} Step;

static const struct
{
  const char *network;
  const char *user;
  const char *create;
  CommsFakeAnswer answer;
} kinds[] = {
  { "x", "2244994945", "POST /2/tweets", comms_fake_x_answer_call },
  { "mastodon", "109", "POST /api/v1/statuses", comms_fake_mastodon_answer_call },
  { "bluesky", "did:plc:mohrtest", "POST /xrpc/com.atproto.repo.putRecord",
    comms_fake_bluesky_answer_call },
};

static void
step_free (Step *step)
{
  g_free (step->match);
  g_free (step->type);
  g_free (step->headers);
  g_clear_pointer (&step->body, g_bytes_unref);
  g_free (step);
}

static void
asked_free (CommsFakeAsked *asked)
{
  g_free (asked->line);
  g_free (asked->authorization);
  g_free (asked->user_agent);
  g_free (asked->type);
  g_free (asked->key);
  g_bytes_unref (asked->body);
  g_free (asked);
}

static void
post_free (CommsFakePost *post)
{
  g_free (post->id);
  g_free (post->text);
  g_free (post->parent);
  g_free (post->key);
  g_free (post->warning);
  g_free (post->record);
  g_free (post->alt);
  g_free (post);
}

static void
file_free (CommsFakeFile *file)
{
  g_free (file->id);
  g_free (file->alt);
  g_free (file->mime);
  g_free (file);
}

static void
mark_free (CommsFakeMark *mark)
{
  g_free (mark->id);
  g_free (mark->kind);
  g_free (mark->subject);
  g_free (mark);
}

/* For whoever answers. */

void
comms_fake_say (CommsFakeCall *call, guint status, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  soup_server_message_set_status (call->message, status, NULL);
  soup_server_message_set_response (call->message, "application/json; charset=utf-8",
                                    SOUP_MEMORY_COPY, text, strlen (text));
}

JsonObject *
comms_fake_parse (CommsFakeCall *call, JsonNode **root)
{
  gsize size;
  const char *data = g_bytes_get_data (call->body, &size);
  g_autofree char *text = g_strndup (data, size);

  *root = json_from_string (text, NULL);
  return *root != NULL && JSON_NODE_HOLDS_OBJECT (*root) ? json_node_get_object (*root) : NULL;
}

const char *
comms_fake_get_string (JsonObject *object, const char *name)
{
  return object != NULL && json_object_has_member (object, name)
           ? json_object_get_string_member (object, name)
           : NULL;
}

char *
comms_fake_dup_between (CommsFakeCall *call, const char *prefix, const char *suffix)
{
  const gsize length = strlen (call->path);
  const gsize outer = strlen (prefix) + strlen (suffix);

  if (!g_str_has_prefix (call->path, prefix) || !g_str_has_suffix (call->path, suffix) ||
      length <= outer)
    return NULL;
  return g_strndup (call->path + strlen (prefix), length - outer);
}

const char *
comms_fake_get_query (CommsFakeCall *call, const char *name)
{
  return call->query != NULL ? g_hash_table_lookup (call->query, name) : NULL;
}

char *
comms_fake_dup_quoted (const char *text)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, text);
  return json_to_string (node, FALSE);
}

char *
comms_fake_dup_time (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", seconds, (int) (ms % 1000));
}

gint64
comms_fake_now (CommsFakeNetwork *self)
{
  return comms_clock_now (self->clock);
}

CommsFakePost *
comms_fake_post_add (CommsFakeNetwork *self, char *id, const char *text, const char *parent)
{
  CommsFakePost *post = g_new0 (CommsFakePost, 1);

  post->id = id;
  post->text = g_strdup (text);
  post->parent = g_strdup (parent);
  post->created_at = comms_fake_now (self);
  g_ptr_array_add (self->posts, post);
  return post;
}

CommsFakePost *
comms_fake_post_find (CommsFakeNetwork *self, const char *id)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      CommsFakePost *post = g_ptr_array_index (self->posts, i);

      if (!post->gone && g_strcmp0 (post->id, id) == 0)
        return post;
    }
  return NULL;
}

CommsFakeFile *
comms_fake_file_add (CommsFakeNetwork *self, const char *prefix)
{
  CommsFakeFile *file = g_new0 (CommsFakeFile, 1);

  file->id = g_strdup_printf ("%s%u", prefix, self->files->len + 1);
  g_ptr_array_add (self->files, file);
  return file;
}

CommsFakeFile *
comms_fake_file_find (CommsFakeNetwork *self, const char *id)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      CommsFakeFile *file = g_ptr_array_index (self->files, i);

      if (g_strcmp0 (file->id, id) == 0)
        return file;
    }
  return NULL;
}

void
comms_fake_mark_add (CommsFakeNetwork *self, const char *kind, const char *subject, char *id)
{
  CommsFakeMark *mark = g_new0 (CommsFakeMark, 1);

  mark->id = id;
  mark->kind = g_strdup (kind);
  mark->subject = g_strdup (subject);
  g_ptr_array_add (self->marks, mark);
}

CommsFakeMark *
comms_fake_mark_find (CommsFakeNetwork *self, const char *kind, const char *subject)
{
  for (guint i = self->marks->len; i > 0; i--)
    {
      CommsFakeMark *mark = g_ptr_array_index (self->marks, i - 1);

      if (g_str_equal (mark->kind, kind) && g_strcmp0 (mark->subject, subject) == 0)
        return mark;
    }
  return NULL;
}

void
comms_fake_mark_remove (CommsFakeNetwork *self,
                        const char *kind,
                        const char *subject,
                        const char *id)
{
  for (guint i = self->marks->len; i > 0; i--)
    {
      CommsFakeMark *mark = g_ptr_array_index (self->marks, i - 1);

      if (g_str_equal (mark->kind, kind) &&
          (subject == NULL || g_strcmp0 (mark->subject, subject) == 0) &&
          (id == NULL || g_strcmp0 (mark->id, id) == 0))
        g_ptr_array_remove_index (self->marks, i - 1);
    }
}

char *
comms_fake_dup_alt (CommsFakeNetwork *self, JsonArray *ids)
{
  CommsFakeFile *file = ids != NULL && json_array_get_length (ids) > 0
                          ? comms_fake_file_find (self, json_array_get_string_element (ids, 0))
                          : NULL;

  return file != NULL ? g_strdup (file->alt != NULL ? file->alt : "") : NULL;
}

gboolean
comms_fake_file_read (CommsFakeCall *call,
                      CommsFakeFile *file,
                      const char *field,
                      const char *alt_field)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  SoupMultipart *form = soup_multipart_new_from_message (headers, call->body);
  gboolean found = FALSE;

  for (int i = 0; form != NULL && i < soup_multipart_get_length (form); i++)
    {
      g_autoptr (GHashTable) params = NULL;
      g_autofree char *disposition = NULL;
      SoupMessageHeaders *part_headers;
      const char *name;
      GBytes *part;

      soup_multipart_get_part (form, i, &part_headers, &part);
      soup_message_headers_get_content_disposition (part_headers, &disposition, &params);
      name = params != NULL ? g_hash_table_lookup (params, "name") : NULL;
      if (g_strcmp0 (name, field) == 0)
        {
          file->size += g_bytes_get_size (part);
          g_free (file->mime);
          file->mime = g_strdup (soup_message_headers_get_one (part_headers, "Content-Type"));
          found = TRUE;
        }
      else if (alt_field != NULL && g_strcmp0 (name, alt_field) == 0)
        file->alt = g_strndup (g_bytes_get_data (part, NULL), g_bytes_get_size (part));
    }
  g_clear_pointer (&form, soup_multipart_free);
  return found;
}

/* The server. */

static void
write_down (CommsFakeCall *call, const char *line)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  CommsFakeAsked *asked = g_new0 (CommsFakeAsked, 1);

  asked->line = g_strdup (line);
  asked->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  asked->user_agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  asked->type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  asked->key = g_strdup (soup_message_headers_get_one (headers, "Idempotency-Key"));
  asked->body = g_bytes_ref (call->body);
  g_ptr_array_add (call->server->asked, asked);
}

static Step *
take_step (CommsFakeNetwork *self, const char *line)
{
  for (GList *at = self->steps->head; at != NULL; at = at->next)
    {
      Step *step = at->data;

      if (g_str_has_prefix (line, step->match))
        {
          g_queue_delete_link (self->steps, at);
          return step;
        }
    }
  return NULL;
}

static CommsFakeFault
draw_fault (CommsFakeNetwork *self)
{
  if (self->per_thousand == 0 ||
      g_rand_int_range (self->rand, 0, 1000) >= (gint32) self->per_thousand)
    return COMMS_FAKE_FAULT_NONE;
  return (CommsFakeFault) g_rand_int_range (self->rand, COMMS_FAKE_FAULT_DROP_BEFORE,
                                            COMMS_FAKE_FAULT_HANG_AFTER);
}

static void
say_page (CommsFakeCall *call, guint status)
{
  static const char page[] = "<html><h1>Sorry</h1></html>";

  soup_server_message_set_status (call->message, status, NULL);
  soup_server_message_set_response (call->message, "text/html", SOUP_MEMORY_STATIC, page,
                                    strlen (page));
}

static void
fail (CommsFakeCall *call, CommsFakeFault fault)
{
  switch (fault)
    {
    case COMMS_FAKE_FAULT_DROP_BEFORE:
    case COMMS_FAKE_FAULT_DROP_AFTER:
      comms_fake_drop (call->message, "");
      break;
    case COMMS_FAKE_FAULT_CUT_AFTER:
      comms_fake_drop (call->message, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                      "Content-Length: 900\r\n\r\n{\"data\":{\"id\":");
      break;
    case COMMS_FAKE_FAULT_HANG_AFTER:
      soup_server_message_pause (call->message);
      g_ptr_array_add (call->server->hanging, g_object_ref (call->message));
      break;
    case COMMS_FAKE_FAULT_ERROR_BEFORE:
      say_page (call, 503);
      break;
    case COMMS_FAKE_FAULT_ERROR_AFTER:
      say_page (call, 502);
      break;
    case COMMS_FAKE_FAULT_LIMIT:
      comms_fake_say (call, 429, "{\"error\":\"RateLimitExceeded\",\"title\":\"Too Many\"}");
      break;
    case COMMS_FAKE_FAULT_NONE:
    default:
      break;
    }
}

static void
answer_as_told (CommsFakeCall *call, Step *step)
{
  soup_server_message_set_status (call->message, step->status, NULL);
  if (step->body != NULL)
    soup_server_message_set_response (call->message, step->type, SOUP_MEMORY_COPY,
                                      g_bytes_get_data (step->body, NULL),
                                      g_bytes_get_size (step->body));
  comms_fake_set_headers (call->message, step->headers);
}

static void
answer (CommsFakeCall *call, CommsFakeFault fault)
{
  const gboolean before = fault == COMMS_FAKE_FAULT_DROP_BEFORE ||
                          fault == COMMS_FAKE_FAULT_ERROR_BEFORE || fault == COMMS_FAKE_FAULT_LIMIT;

  if (!before && !comms_fake_session_answer (call))
    call->server->answer (call);
  fail (call, fault);
}

static void
look_on (CommsFakeNetwork *self, const char *line, gboolean done)
{
  if (self->watch != NULL)
    self->watch (line, done, self->watch_data);
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  CommsFakeNetwork *self = user_data;
  const char *method = soup_server_message_get_method (message);
  g_autoptr (GBytes) body =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *target = comms_fake_dup_target (message);
  g_autofree char *line = g_strconcat (method, " ", target, NULL);
  CommsFakeCall call = {
    .server = self, .message = message, .method = method, .path = path, .query = query, .body = body
  };
  Step *step = take_step (self, line);

  write_down (&call, line);
  call.type = ((CommsFakeAsked *) g_ptr_array_index (self->asked, self->asked->len - 1))->type;
  look_on (self, line, FALSE);
  comms_fake_set_date (message, comms_fake_now (self));
  if (step != NULL && step->status != 0)
    answer_as_told (&call, step);
  else
    answer (&call, step != NULL ? step->fault : draw_fault (self));
  look_on (self, line, TRUE);
  g_clear_pointer (&step, step_free);
}

CommsFakeNetwork *
comms_fake_network_new (const char *network)
{
  CommsFakeNetwork *self = g_new0 (CommsFakeNetwork, 1);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_equal (kinds[i].network, network))
        continue;
      self->user = kinds[i].user;
      self->create = kinds[i].create;
      self->answer = kinds[i].answer;
    }
  g_assert_nonnull (self->answer);
  self->clock = comms_system_clock_new ();
  self->steps = g_queue_new ();
  self->rand = g_rand_new_with_seed (0);
  self->asked = g_ptr_array_new_with_free_func ((GDestroyNotify) asked_free);
  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) post_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) mark_free);
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
  self->soup = comms_fake_listen (NULL, request_cb, self, &self->uri);
  return self;
}

void
comms_fake_network_free (CommsFakeNetwork *self)
{
  soup_server_disconnect (self->soup);
  g_ptr_array_unref (self->hanging);
  g_object_unref (self->soup);
  g_object_unref (self->clock);
  g_queue_free_full (self->steps, (GDestroyNotify) step_free);
  g_rand_free (self->rand);
  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->posts);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->marks);
  comms_fake_session_clear (&self->session);
  g_free (self->uri);
  g_free (self);
}

const char *
comms_fake_network_get_uri (CommsFakeNetwork *self)
{
  return self->uri;
}

const char *
comms_fake_network_get_user (CommsFakeNetwork *self)
{
  return self->user;
}

CommsFakeWays *
comms_fake_network_get_ways (CommsFakeNetwork *self)
{
  return &self->ways;
}

void
comms_fake_network_set_clock (CommsFakeNetwork *self, CommsClock *clock)
{
  g_set_object (&self->clock, clock);
}

void
comms_fake_network_fault (CommsFakeNetwork *self, const char *match, CommsFakeFault fault)
{
  Step *step = g_new0 (Step, 1);

  step->match = g_strdup (match);
  step->fault = fault;
  g_queue_push_tail (self->steps, step);
}

void
comms_fake_network_set_watch (CommsFakeNetwork *self, CommsFakeWatch watch, gpointer data)
{
  self->watch = watch;
  self->watch_data = data;
}

void
comms_fake_network_forget (CommsFakeNetwork *self)
{
  Step *step;

  while ((step = g_queue_pop_head (self->steps)) != NULL)
    step_free (step);
}

void
comms_fake_network_answer (CommsFakeNetwork *self,
                           const char *match,
                           guint status,
                           const char *type,
                           const char *headers,
                           const char *body)
{
  Step *step = g_new0 (Step, 1);

  step->match = g_strdup (match);
  step->status = status;
  step->type = g_strdup (type);
  step->headers = g_strdup (headers);
  step->body = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_queue_push_tail (self->steps, step);
}

void
comms_fake_network_serve (CommsFakeNetwork *self,
                          const char *match,
                          const char *type,
                          GBytes *bytes)
{
  Step *step = g_new0 (Step, 1);

  step->match = g_strdup (match);
  step->status = 200;
  step->type = g_strdup (type);
  step->body = bytes;
  g_queue_push_tail (self->steps, step);
}

void
comms_fake_network_seed (CommsFakeNetwork *self, guint32 seed, guint per_thousand)
{
  g_rand_set_seed (self->rand, seed);
  self->per_thousand = per_thousand;
}

guint
comms_fake_network_n_posts (CommsFakeNetwork *self)
{
  guint n = 0;

  for (guint i = 0; i < self->posts->len; i++)
    n += ((CommsFakePost *) g_ptr_array_index (self->posts, i))->gone ? 0 : 1;
  return n;
}

guint
comms_fake_network_n_doubles (CommsFakeNetwork *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < self->posts->len; i++)
    {
      CommsFakePost *post = g_ptr_array_index (self->posts, i);
      char *what = g_strconcat (post->parent != NULL ? post->parent : "", "\n", post->text, NULL);

      if (post->gone)
        g_free (what);
      else if (!g_hash_table_add (seen, what))
        n++;
    }
  return n;
}

guint
comms_fake_network_n_creates (CommsFakeNetwork *self)
{
  return comms_fake_network_n_asked (self, self->create);
}

static CommsFakePost *
find_text (CommsFakeNetwork *self, const char *text)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      CommsFakePost *post = g_ptr_array_index (self->posts, i);

      if (!post->gone && g_str_equal (post->text, text))
        return post;
    }
  return NULL;
}

gboolean
comms_fake_network_has_post (CommsFakeNetwork *self, const char *text)
{
  return find_text (self, text) != NULL;
}

char *
comms_fake_network_dup_alt (CommsFakeNetwork *self, const char *text)
{
  CommsFakePost *post = find_text (self, text);

  return post != NULL ? g_strdup (post->alt) : NULL;
}

char **
comms_fake_network_dup_ids (CommsFakeNetwork *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->posts->len; i++)
    {
      CommsFakePost *post = g_ptr_array_index (self->posts, i);

      if (!post->gone)
        g_strv_builder_add (builder, post->id);
    }
  return g_strv_builder_end (builder);
}

guint
comms_fake_network_n_marks (CommsFakeNetwork *self, const char *kind, const char *subject)
{
  guint n = 0;

  for (guint i = 0; i < self->marks->len; i++)
    {
      CommsFakeMark *mark = g_ptr_array_index (self->marks, i);

      n += g_str_equal (mark->kind, kind) && g_str_equal (mark->subject, subject) ? 1 : 0;
    }
  return n;
}

void
comms_fake_network_add_post (CommsFakeNetwork *self, const char *text)
{
  comms_fake_post_add (self, g_strdup_printf ("%u", 1000 + self->posts->len), text, NULL);
}

guint
comms_fake_network_n_asked (CommsFakeNetwork *self, const char *match)
{
  guint n = 0;

  for (guint i = 0; i < self->asked->len; i++)
    {
      CommsFakeAsked *asked = g_ptr_array_index (self->asked, i);
      const gsize length = strlen (match);

      /* "POST /2/tweets" is not the beginning of "POST /2/tweets/1". */
      n += g_str_has_prefix (asked->line, match) &&
               (asked->line[length] == '\0' || asked->line[length] == '?' ||
                match[length - 1] == '/' || strchr (match, '?') != NULL)
             ? 1
             : 0;
    }
  return n;
}

const CommsFakeAsked *
comms_fake_network_asked (CommsFakeNetwork *self, const char *match, guint index)
{
  for (guint i = 0; i < self->asked->len; i++)
    {
      CommsFakeAsked *asked = g_ptr_array_index (self->asked, i);

      if (g_str_has_prefix (asked->line, match) && index-- == 0)
        return asked;
    }
  g_error ("Nobody asked %s so often", match);
}
