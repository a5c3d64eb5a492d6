/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-network.h"

#include "comms-bluesky-ids.h"
#include "comms-bluesky.h"
#include "comms-error.h"
#include "comms-mastodon.h"
#include "comms-net-json.h"
#include "comms-x.h"

#define MIB (G_GINT64_CONSTANT (1024) * 1024)

static const char *const x_images[] = { "image/jpeg", "image/png", "image/gif", "image/webp",
                                        NULL };
static const char *const x_videos[] = { "video/mp4", "video/quicktime", "video/webm", NULL };

/* "/NAME/status/123", "/i/web/status/123" */
static char *
parse_x_url (GUri *uri)
{
  static const char *const hosts[] = {
    "x.com",           "twitter.com", "mobile.x.com", "mobile.twitter.com", "www.x.com",
    "www.twitter.com", NULL
  };
  g_auto (GStrv) parts = g_strsplit (g_uri_get_path (uri), "/", -1);
  g_autofree char *uri_text = g_uri_to_string (uri);
  const gboolean here =
    g_strv_contains (hosts, g_uri_get_host (uri)) || comms_uri_is_loopback (uri_text);

  for (guint i = 1; here && parts[0] != NULL && parts[i] != NULL && parts[i + 1] != NULL; i++)
    {
      if (g_str_equal (parts[i], "status") && comms_net_is_id (parts[i + 1]))
        return g_strdup (parts[i + 1]);
    }
  return NULL;
}

static char *
parse_own_x_url (CommsAccount *account, GUri *uri)
{
  return parse_x_url (uri);
}

static const char *const mastodon_images[] = { "image/jpeg", "image/png", "image/gif", "image/webp",
                                               NULL };
static const char *const mastodon_videos[] = { "video/mp4", "video/quicktime", "video/webm", NULL };

/* The address itself: the account's own server has to find it. */
static char *
parse_mastodon_url (GUri *uri)
{
  g_auto (GStrv) parts = g_strsplit (g_uri_get_path (uri), "/", -1);
  const guint n_parts = g_strv_length (parts);

  /* "/@name/123", "/@name@server/123", "/users/name/statuses/123", "/notice/abc", "/objects/abc" */
  if (n_parts < 3 || *parts[n_parts - 1] == '\0' || g_uri_get_userinfo (uri) != NULL)
    return NULL;
  return g_uri_to_string_partial (uri, G_URI_HIDE_FRAGMENT);
}

/* Each server numbers what it knows for itself: only the account's own says its own number. */
static char *
parse_own_mastodon_url (CommsAccount *account, GUri *uri)
{
  g_autoptr (GUri) server =
    account->api_base != NULL ? g_uri_parse (account->api_base, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *last = strrchr (g_uri_get_path (uri), '/');

  if (server == NULL || g_strcmp0 (g_uri_get_host (server), g_uri_get_host (uri)) != 0)
    return NULL;
  return last != NULL && comms_net_is_id (last + 1) ? g_strdup (last + 1) : NULL;
}

static const char *const bluesky_images[] = { "image/jpeg", "image/png", "image/webp", NULL };

/* "/profile/NAME/post/KEY" */
static char *
parse_bluesky_url (GUri *uri)
{
  g_auto (GStrv) parts = g_strsplit (g_uri_get_path (uri), "/", -1);
  g_autofree char *uri_text = g_uri_to_string (uri);
  g_autofree char *reference = NULL;

  if (g_strv_length (parts) != 5 || !g_str_equal (parts[1], "profile") ||
      !g_str_equal (parts[3], "post") ||
      (!g_str_equal (g_uri_get_host (uri), "bsky.app") && !comms_uri_is_loopback (uri_text)))
    return NULL;
  reference = comms_bluesky_dup_uri (parts[2], parts[4]);
  return comms_bluesky_is_uri (reference) ? g_steal_pointer (&reference) : NULL;
}

/* A handle changes, the account's own id does not. */
static char *
parse_own_bluesky_url (CommsAccount *account, GUri *uri)
{
  g_autofree char *reference = parse_bluesky_url (uri);
  g_autofree char *repo = NULL;
  g_autofree char *key = NULL;

  if (reference == NULL || account->user_id == NULL ||
      !comms_bluesky_parse_uri (reference, &repo, &key) ||
      (comms_bluesky_is_did (repo) && !g_str_equal (repo, account->user_id)))
    return NULL;
  return comms_bluesky_dup_uri (account->user_id, key);
}

/* All that the program knows of which networks there are. */
static const CommsNetworkInfo networks[] = {
  {
    .key = "x",
    .name = "X",
    .api_base = "https://api.x.com",
    .character_limit = 280,
    .type = comms_x_get_type,
    .web_base = "https://x.com",
    .profile_path = "/%s",
    .text_rule = COMMS_TEXT_RULE_X,
    .channel = COMMS_CHANNEL_X,
    .supports = COMMS_NETWORK_SUPPORTS_VIDEO | COMMS_NETWORK_SUPPORTS_REPLY_SETTINGS |
                COMMS_NETWORK_SUPPORTS_IMPRESSIONS | COMMS_NETWORK_SUPPORTS_PAID_READING,
    .limits = { .characters = 280,
                .url_length = 23,
                .media_max = 4,
                .image_bytes = 5 * MIB,
                .video_bytes = 512 * MIB,
                .alt_max = 1000 },
    .image_types = x_images,
    .video_types = x_videos,
    .parse_post_url = parse_x_url,
    .parse_own_url = parse_own_x_url,
    .is_post_id = comms_net_is_id,
  },
  {
    .key = "mastodon",
    .name = "Mastodon",
    .character_limit = 500,
    .type = comms_mastodon_get_type,
    .profile_path = "/@%s",
    .text_rule = COMMS_TEXT_RULE_MASTODON,
    .channel = COMMS_CHANNEL_MASTODON,
    .supports = COMMS_NETWORK_SUPPORTS_VIDEO | COMMS_NETWORK_SUPPORTS_CONTENT_WARNING |
                COMMS_NETWORK_SUPPORTS_KEY | COMMS_NETWORK_SUPPORTS_SERVERS |
                COMMS_NETWORK_SUPPORTS_NOTICES | COMMS_NETWORK_SUPPORTS_LIKES |
                COMMS_NETWORK_SUPPORTS_LISTS,
    .limits = { .characters = 500,
                .url_length = 23,
                .media_max = 4,
                .image_bytes = 16 * MIB,
                .image_pixels = 33177600,
                .video_bytes = 99 * MIB,
                .alt_max = 1500 },
    .image_types = mastodon_images,
    .video_types = mastodon_videos,
    .parse_post_url = parse_mastodon_url,
    .parse_own_url = parse_own_mastodon_url,
    .is_post_id = comms_net_is_word,
  },
  {
    .key = "bluesky",
    .name = "Bluesky",
    .api_base = "https://bsky.social",
    .character_limit = 300,
    .type = comms_bluesky_get_type,
    .web_base = "https://bsky.app",
    .profile_path = "/profile/%s",
    .text_rule = COMMS_TEXT_RULE_BLUESKY,
    .channel = COMMS_CHANNEL_BLUESKY,
    .supports = COMMS_NETWORK_SUPPORTS_KEY | COMMS_NETWORK_SUPPORTS_SERVERS |
                COMMS_NETWORK_SUPPORTS_NOTICES | COMMS_NETWORK_SUPPORTS_LIKES |
                COMMS_NETWORK_SUPPORTS_LISTS,
    .limits = { .characters = 300, .media_max = 4, .image_bytes = 2000000, .alt_max = 2000 },
    .image_types = bluesky_images,
    .parse_post_url = parse_bluesky_url,
    .parse_own_url = parse_own_bluesky_url,
    .is_post_id = comms_bluesky_is_uri,
  },
};

const CommsNetworkInfo *
comms_networks (guint *n_networks)
{
  if (n_networks != NULL)
    *n_networks = G_N_ELEMENTS (networks);
  return networks;
}

const CommsNetworkInfo *
comms_network_info (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      if (g_strcmp0 (networks[i].key, key) == 0)
        return &networks[i];
    }
  return NULL;
}

/* The handle without the server that it is on. */
static char *
dup_local_handle (const char *handle)
{
  const char *at = strchr (handle, '@');

  return at != NULL ? g_strndup (handle, (gsize) (at - handle)) : g_strdup (handle);
}

char *
comms_network_dup_profile_url (CommsAccount *account)
{
  const CommsNetworkInfo *info;
  g_autofree char *handle = NULL;
  g_autoptr (GString) path = NULL;
  const char *base;

  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), NULL);

  info = comms_network_info (account->network);
  if (info == NULL || account->handle == NULL || *account->handle == '\0' ||
      (account->api_base != NULL && comms_uri_is_loopback (account->api_base)))
    return NULL;
  base = info->web_base != NULL ? info->web_base : account->api_base;
  if (base == NULL)
    return NULL;

  handle = dup_local_handle (account->handle);
  path = g_string_new (info->profile_path);
  g_string_replace (path, "%s", handle, 1);
  return g_strconcat (base, path->str, NULL);
}

/* A post of a network that has one place for all cannot be one of another's. */
static gboolean
is_elsewhere (const CommsNetworkInfo *info, GUri *uri)
{
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autofree char *reference = NULL;

      if (&networks[i] == info || networks[i].web_base == NULL)
        continue;
      reference = networks[i].parse_post_url (uri);
      if (reference != NULL)
        return TRUE;
    }
  return FALSE;
}

char *
comms_network_parse_post_url (const char *key, const char *url, GError **error)
{
  const CommsNetworkInfo *info = comms_network_info (key);
  g_autofree char *trimmed = NULL;
  g_autoptr (GUri) uri = NULL;
  char *reference = NULL;

  g_return_val_if_fail (info != NULL && url != NULL, NULL);

  trimmed = g_strstrip (g_strdup (url));
  uri = g_uri_parse (trimmed, G_URI_FLAGS_NONE, NULL);
  if (uri != NULL && g_uri_get_host (uri) != NULL && strpbrk (trimmed, "\\ ") == NULL &&
      (g_str_equal (g_uri_get_scheme (uri), "https") || comms_uri_is_loopback (trimmed)))
    reference = !is_elsewhere (info, uri) ? info->parse_post_url (uri) : NULL;
  if (reference == NULL)
    g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                 /* Translators: first what a person wrote, then the name of a network. */
                 C_ ("network", "“%s” is not the address of a post on %s. Open the post in a "
                                "browser and copy its address from there."),
                 trimmed, info->name);
  return reference;
}

gboolean
comms_network_is_address (const char *reference)
{
  return reference != NULL &&
         (g_str_has_prefix (reference, "https://") || g_str_has_prefix (reference, "http://"));
}

gboolean
comms_network_check_reference (const char *key, const char *reference, GError **error)
{
  const CommsNetworkInfo *info = comms_network_info (key);
  g_autofree char *named = NULL;

  g_return_val_if_fail (info != NULL && reference != NULL, FALSE);

  if (comms_network_is_address (reference))
    {
      named = comms_network_parse_post_url (key, reference, error);
      return named != NULL;
    }
  /* Where an id may be a word, the beginning of an address is none. */
  if (info->is_post_id (reference) && !g_str_has_prefix ("https://", reference))
    return TRUE;

  g_set_error (error, COMMS_ERROR, COMMS_ERROR_INVALID,
               /* Translators: first what a person wrote, then the name of a network. */
               C_ ("network", "“%s” names no post on %s. Paste the post’s address instead."),
               reference, info->name);
  return FALSE;
}
