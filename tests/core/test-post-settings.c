/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "comms-error.h"
#include "comms-post-settings.h"

/* What stands on a post beside its words, by network. */

static CommsAccount *
new_account (const char *network)
{
  return g_object_new (COMMS_TYPE_ACCOUNT, "network", network, "handle", "mohr", NULL);
}

static const struct
{
  const char *network;
  const char *reference;
  const char *kept; /* or NULL where that is refused */
} replies[] = {
  { "x", "https://x.com/daily/status/77", "https://x.com/daily/status/77" },
  { "x", " 77\n", "77" },
  { "x", "seventy-seven", NULL },
  { "x", "https://social.example/@daily/77", NULL },
  { "x", "https://bsky.app/profile/daily.example/post/3k44", NULL },
  { "mastodon", "https://social.example/@daily/77", "https://social.example/@daily/77" },
  { "mastodon", "77", "77" },
  { "mastodon", "https://x.com/daily/status/77", NULL },
  { "mastodon", "http://social.example/@daily/77", NULL },
  { "mastodon", "a/b", NULL },
  { "mastodon", "https", NULL },
  { "bluesky", "https://bsky.app/profile/daily.example/post/3k44",
    "https://bsky.app/profile/daily.example/post/3k44" },
  { "bluesky", "at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3k44",
    "at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3k44" },
  { "bluesky", "77", NULL },
};

static void
test_reply_to (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (CommsAccount) account = new_account (replies[i].network);
      g_autoptr (CommsPost) post = comms_post_new ();
      g_autoptr (GError) error = NULL;
      gboolean set = comms_post_set_reply_to (post, account, replies[i].reference, &error);

      g_test_message ("%s on %s", replies[i].reference, replies[i].network);
      g_assert_cmpstr (post->reply_to, ==, replies[i].kept);
      g_assert_cmpint (set, ==, replies[i].kept != NULL);
      if (!set)
        {
          g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, replies[i].reference));
          continue;
        }
      g_assert_true (comms_post_set_reply_to (post, account, "", &error));
      g_assert_null (post->reply_to);
    }
}

static const struct
{
  const char *network;
  gboolean warnings;
  gboolean repliers;
} networks[] = {
  { "x", FALSE, TRUE },
  { "mastodon", TRUE, FALSE },
  { "bluesky", FALSE, FALSE },
};

static void
test_by_network (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (CommsAccount) account = new_account (networks[i].network);
      g_autoptr (CommsPost) post = comms_post_new ();

      g_test_message ("%s", networks[i].network);
      g_assert_cmpint (comms_account_has_warnings (account), ==, networks[i].warnings);
      g_assert_cmpint (comms_post_set_content_warning (post, account, "Violence", NULL), ==,
                       networks[i].warnings);
      g_assert_cmpstr (post->content_warning, ==, networks[i].warnings ? "Violence" : NULL);
      g_assert_true (comms_post_set_content_warning (post, account, " ", NULL));
      g_assert_null (post->content_warning);

      g_assert_cmpint (comms_account_has_repliers (account), ==, networks[i].repliers);
      g_assert_cmpint (comms_post_set_repliers (post, account, COMMS_REPLIERS_MENTIONED, NULL), ==,
                       networks[i].repliers);
      g_assert_cmpstr (post->reply_settings, ==, networks[i].repliers ? "mentionedUsers" : NULL);
      g_assert_true (comms_post_set_repliers (post, account, COMMS_REPLIERS_EVERYONE, NULL));
      g_assert_null (post->reply_settings);
    }
}

/* What one network knows does not go to another unseen. */
static void
test_moved (void)
{
  g_autoptr (CommsAccount) x = new_account ("x");
  g_autoptr (CommsAccount) mastodon = new_account ("mastodon");
  g_autoptr (CommsPost) post = comms_post_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (comms_post_check_settings (post, x, &error));
  g_assert_true (comms_post_set_content_warning (post, mastodon, "Violence", &error));
  g_assert_true (comms_post_check_settings (post, mastodon, &error));
  g_assert_false (comms_post_check_settings (post, x, &error));
  g_assert_error (error, COMMS_ERROR, COMMS_ERROR_INVALID);
  g_assert_true (comms_post_set_content_warning (post, mastodon, NULL, NULL));
  g_assert_true (comms_post_set_repliers (post, x, COMMS_REPLIERS_FOLLOWING, NULL));
  g_assert_true (comms_post_check_settings (post, x, NULL));
  g_assert_false (comms_post_check_settings (post, mastodon, NULL));
}

/* A further part of a thread answers the part before it, whatever it answered when it was the
 * first: nothing shows it, so nothing could be done about it. */
static void
test_further_part (void)
{
  g_autoptr (CommsAccount) mastodon = new_account ("mastodon");
  g_autoptr (CommsPost) post = comms_post_new ();

  g_object_set (post, "reply-to", "https://x.com/daily/status/77", "thread-position",
                G_GINT64_CONSTANT (1), NULL);
  g_assert_false (comms_post_check_settings (post, mastodon, NULL));
  g_object_set (post, "thread-position", G_GINT64_CONSTANT (2), NULL);
  g_assert_true (comms_post_check_settings (post, mastodon, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/post-settings/reply-to", test_reply_to);
  g_test_add_func ("/post-settings/by-network", test_by_network);
  g_test_add_func ("/post-settings/moved", test_moved);
  g_test_add_func ("/post-settings/further-part", test_further_part);
  return g_test_run ();
}
