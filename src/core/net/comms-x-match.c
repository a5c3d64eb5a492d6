/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <string.h>

#include "comms-x-match.h"

#include "comms-net-json.h"

/* The name of a member changed in 2026; both are taken. */
static JsonArray *
get_references (JsonObject *post)
{
  JsonArray *references = comms_net_json_array (post, "referenced_tweets");

  return references != NULL ? references : comms_net_json_array (post, "referenced_posts");
}

static JsonObject *
get_note (JsonObject *post)
{
  JsonObject *note = comms_net_json_object (post, "note_tweet");

  return note != NULL ? note : comms_net_json_object (post, "note_post");
}

static const char *
get_parent (JsonObject *post)
{
  JsonArray *references = get_references (post);

  for (guint i = 0; i < comms_net_json_n (references); i++)
    {
      JsonObject *reference = comms_net_json_element (references, i);

      if (g_strcmp0 (comms_net_json_string (reference, "type"), "replied_to") == 0)
        return comms_net_json_id (reference, "id");
    }
  return NULL;
}

/* Puts back the links that X shortened. By the short link itself rather than by its place,
 * since what the places count differs with what was escaped. X names each place once, so that each
 * name stands for one: were it all of them, a short answer could grow without end. */
static void
expand_links (GString *text, JsonObject *holder)
{
  JsonArray *urls = comms_net_json_array (comms_net_json_object (holder, "entities"), "urls");

  for (guint i = 0; i < comms_net_json_n (urls); i++)
    {
      JsonObject *url = comms_net_json_element (urls, i);
      const char *brief = comms_net_json_string (url, "url");
      const char *whole = comms_net_json_string (url, "expanded_url");

      if (brief == NULL || *brief == '\0')
        continue;
      /* A picture or film stands as a link of its own behind the text. */
      if (comms_net_json_string (url, "media_key") != NULL)
        whole = "";
      if (whole != NULL)
        g_string_replace (text, brief, whole, 1);
    }
}

static void
unescape (GString *text)
{
  g_string_replace (text, "&lt;", "<", 0);
  g_string_replace (text, "&gt;", ">", 0);
  g_string_replace (text, "&amp;", "&", 0);
}

static char *
dup_without_mentions (const char *canonical)
{
  return comms_match_dup_replaced (canonical, "^(@[a-z0-9_]{1,15} )+", "");
}

static char *
dup_remote_text (JsonObject *post)
{
  JsonObject *holder = get_note (post);
  GString *text;

  if (comms_net_json_string (holder, "text") == NULL)
    holder = post;
  if (comms_net_json_string (holder, "text") == NULL)
    return NULL;

  text = g_string_new (comms_net_json_string (holder, "text"));
  expand_links (text, holder);
  unescape (text);
  return g_string_free (text, FALSE);
}

static CommsMatch
compare_replies (const char *remote, const char *wanted, gboolean parent_known)
{
  g_autofree char *remote_own = dup_without_mentions (remote);
  g_autofree char *wanted_own = dup_without_mentions (wanted);
  CommsMatch match = comms_match_compare (remote_own, wanted_own);

  return parent_known ? match : MIN (match, COMMS_MATCH_ALIKE);
}

CommsMatch
comms_x_match (JsonObject *post, JsonObject *frozen)
{
  const char *wanted_parent =
    comms_net_json_id (comms_net_json_object (frozen, "reply"), "in_reply_to_tweet_id");
  const char *parent = get_parent (post);
  const char *frozen_text = comms_net_json_string (frozen, "text");
  g_autofree char *remote_text = dup_remote_text (post);
  g_autofree char *remote = NULL;
  g_autofree char *wanted = NULL;

  if (remote_text == NULL)
    return COMMS_MATCH_NONE;
  if (parent != NULL && g_strcmp0 (parent, wanted_parent) != 0)
    return COMMS_MATCH_NONE;

  remote = comms_match_dup_canonical (remote_text);
  wanted = comms_match_dup_canonical (frozen_text != NULL ? frozen_text : "");
  return wanted_parent != NULL ? compare_replies (remote, wanted, parent != NULL)
                               : comms_match_compare (remote, wanted);
}
