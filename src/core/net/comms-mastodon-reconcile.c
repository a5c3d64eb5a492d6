/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-mastodon-private.h"
#include "comms-match.h"
#include "comms-net-json.h"

#define MARGIN (120 * G_GINT64_CONSTANT (1000))
#define SKEW (60 * G_GINT64_CONSTANT (1000))
#define PAGE_SIZE 40
#define MAX_PAGES 25

typedef struct
{
  char *id;
  char *url;
  char *content; /* its text without markup */
} Candidate;

static void
candidate_free (Candidate *candidate)
{
  g_free (candidate->id);
  g_free (candidate->url);
  g_free (candidate->content);
  g_free (candidate);
}

/* A search: first for own posts of that time, then what each of them says. */
typedef struct
{
  JsonNode *frozen;
  char **bound_ids;
  gint64 since; /* by the server's clock */
  char *before;
  guint n_pages;
  GPtrArray *candidates;
  guint at;
  CommsSearch look;
} Search;

static void
search_free (Search *search)
{
  g_clear_pointer (&search->frozen, json_node_unref);
  g_strfreev (search->bound_ids);
  g_free (search->before);
  g_ptr_array_unref (search->candidates);
  comms_search_clear (&search->look);
  g_free (search);
}

static JsonObject *
get_frozen (Search *search)
{
  return comms_net_json_root (search->frozen);
}

char *
comms_mastodon_dup_plain (const char *html)
{
  g_autofree char *breaks = comms_match_dup_replaced (html, "<br\\s*/?>|</p>\\s*<p[^>]*>", "\n");
  g_autofree char *bare = comms_match_dup_replaced (breaks, "<[^>]*>", "");
  GString *text = g_string_new (bare);

  g_string_replace (text, "&lt;", "<", 0);
  g_string_replace (text, "&gt;", ">", 0);
  g_string_replace (text, "&quot;", "\"", 0);
  g_string_replace (text, "&#39;", "'", 0);
  g_string_replace (text, "&apos;", "'", 0);
  g_string_replace (text, "&nbsp;", " ", 0);
  g_string_replace (text, "&amp;", "&", 0);
  return g_string_free (text, FALSE);
}

static const char *
get_frozen_text (Search *search)
{
  const char *text = comms_net_json_string (get_frozen (search), "status");

  return text != NULL ? text : "";
}

/* Compares what was written. */
static CommsMatch
match_source (Search *search, JsonObject *source)
{
  g_autofree char *remote = comms_match_dup_canonical (comms_net_json_string (source, "text"));
  g_autofree char *wanted = comms_match_dup_canonical (get_frozen_text (search));

  return comms_match_compare (remote, wanted);
}

/* Compares what is shown, which leaves the servers of names out. */
static CommsMatch
match_content (Search *search, const char *content)
{
  g_autofree char *wanted_text =
    comms_match_dup_replaced (get_frozen_text (search), "(?<=\\w)@[\\w-]+(\\.[\\w-]+)+", "");
  g_autofree char *remote = comms_match_dup_canonical (content);
  g_autofree char *wanted = comms_match_dup_canonical (wanted_text);

  return comms_match_compare (remote, wanted);
}

static void fetch (GTask *task);
static void look_closer (GTask *task);

static Candidate *
get_candidate (Search *search)
{
  return g_ptr_array_index (search->candidates, search->at);
}

static void
source_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Search *search = g_task_get_task_data (task);
  Candidate *candidate = get_candidate (search);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *source = comms_network_parse (http, &root);
  CommsMatch match;

  if (http->status == 200 && comms_net_json_string (source, "text") != NULL)
    match = match_source (search, source);
  else if (http->status >= 400 && http->status < 500 && http->status != 429 && http->status != 401)
    match = match_content (search, candidate->content);
  else
    {
      if (comms_network_check (task, http))
        comms_network_return_unclear (task);
      return;
    }

  comms_search_add (&search->look, match, candidate->id, candidate->url);
  search->at++;
  look_closer (task);
}

static void
look_closer (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  if (search->at >= search->candidates->len)
    {
      comms_network_return_reply (task, comms_search_reply (g_task_get_source_object (task),
                                                            &search->look));
      return;
    }
  path = g_strdup_printf ("/api/v1/statuses/%s/source", get_candidate (search)->id);
  comms_network_ask (task, &(CommsAsk){ .path = path }, source_cb);
}

static void
look_at_status (CommsNetwork *network, Search *search, JsonObject *status)
{
  const char *id = comms_net_json_string (status, "id");
  const char *url = comms_net_json_string (status, "url");
  const char *content = comms_net_json_string (status, "content");
  const char *parent = comms_net_json_string (get_frozen (search), "in_reply_to_id");
  Candidate *candidate;

  if (comms_net_json_time (status, "created_at") < search->since ||
      comms_net_json_has (status, "reblog") ||
      g_strcmp0 (comms_net_json_string (status, "in_reply_to_id"), parent) != 0 ||
      (search->bound_ids != NULL && g_strv_contains ((const char *const *) search->bound_ids, id)))
    return;

  candidate = g_new0 (Candidate, 1);
  candidate->id = g_strdup (id);
  candidate->url = url != NULL ? g_utf8_make_valid (url, -1) : NULL;
  candidate->content = comms_mastodon_dup_plain (content != NULL ? content : "");
  g_ptr_array_add (search->candidates, candidate);
}

/* Looks at one page, newest first. FALSE where it is none. @older is set where there may be more
 * of that time on the next. */
static gboolean
read_page (CommsNetwork *network, Search *search, JsonArray *page, gboolean *older)
{
  *older = comms_net_json_n (page) > 0;
  if (page == NULL)
    return FALSE;

  for (guint i = 0; i < comms_net_json_n (page); i++)
    {
      JsonObject *status = comms_net_json_element (page, i);
      const char *id = comms_net_json_string (status, "id");

      if (!comms_net_is_word (id) || comms_net_json_time (status, "created_at") == 0)
        return FALSE;
      look_at_status (network, search, status);
      *older = comms_net_json_time (status, "created_at") >= search->since;
      g_free (search->before);
      search->before = g_strdup (id);
    }
  return TRUE;
}

/* The server's clock counts, not ours. */
static void
adjust (Search *search, gint64 now, gint64 date)
{
  if (search->n_pages > 0)
    return;
  if (date == 0)
    search->look.unsure = TRUE;
  else if (ABS (date - now) > SKEW)
    search->since += date - now;
}

static void
page_cb (CommsNetwork *network, GTask *task, CommsHttpReply *http)
{
  Search *search = g_task_get_task_data (task);
  g_autoptr (JsonNode) root = NULL;
  gboolean older;

  if (!comms_network_check (task, http))
    return;
  comms_network_parse (http, &root);
  adjust (search, comms_network_now (network), http->date);
  if (!read_page (network, search, comms_net_json_list (root), &older))
    {
      comms_network_return_unclear (task);
      return;
    }
  search->n_pages++;
  if (older && search->n_pages < MAX_PAGES)
    {
      fetch (task);
      return;
    }
  search->look.unsure = search->look.unsure || older;
  look_closer (task);
}

static void
fetch (GTask *task)
{
  CommsNetwork *network = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/api/v1/accounts/%s/statuses?limit=%d&exclude_reblogs=true",
                   comms_network_get_user_id (network), PAGE_SIZE);
  if (search->before != NULL)
    g_string_append_printf (path, "&max_id=%s", search->before);
  comms_network_ask (task, &(CommsAsk){ .path = path->str }, page_cb);
}

void
comms_mastodon_reconcile (CommsNetwork *network,
                          GTask *task,
                          const char *body,
                          const char *key,
                          gint64 started_at,
                          const char *const *bound_ids)
{
  Search *search = g_new0 (Search, 1);
  const gint64 now = comms_network_now (network);

  search->frozen = comms_net_json_parse (body, -1);
  search->bound_ids = g_strdupv ((char **) bound_ids);
  search->since = MIN (started_at, now) - MARGIN;
  /* Begun in the future: the clock was put back since, and when it was is not known. */
  search->look.unsure = started_at > now;
  search->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  if (comms_net_is_word (comms_network_get_user_id (network)) && get_frozen (search) != NULL)
    fetch (task);
  else
    g_task_return_new_error (task, COMMS_NET_ERROR, COMMS_NET_ERROR_REFUSED,
                             /* Translators: %s is the handle of an account. */
                             C_ ("sending", "The desk does not know the number of @%s on Mastodon, "
                                            "so it cannot look for the post. Test the account and "
                                            "try again."),
                             comms_network_get_handle (network));
}
