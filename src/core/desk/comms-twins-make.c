/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-twins-private.h"

#include "comms-accounts.h"
#include "comms-error.h"
#include "comms-fit.h"
#include "comms-media-table.h"
#include "comms-post-rules.h"
#include "comms-post-table.h"
#include "comms-posts.h"
#include "comms-release-links.h"
#include "comms-releases.h"
#include "comms-words.h"

#define MAX_HASHTAGS 2

/* How well an account suits the twin: the language first, then the network. */
static int
suitability (CommsAccount *account, CommsAccount *own, const char *language)
{
  return (g_strcmp0 (account->language, language) == 0 ? 4 : 0) +
         (g_strcmp0 (account->network, own->network) == 0 ? 2 : 0) +
         (comms_record_get_id (COMMS_RECORD (account)) == comms_record_get_id (COMMS_RECORD (own)));
}

static CommsAccount *
find_account (CommsTx *tx, CommsPost *post, const char *language, GError **error)
{
  g_autoptr (CommsAccount) own = comms_post_rules_account (tx, post, error);
  g_autoptr (GPtrArray) accounts = own != NULL ? comms_accounts_list (tx, error) : NULL;
  CommsAccount *best = own;

  if (accounts == NULL)
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    {
      CommsAccount *account = g_ptr_array_index (accounts, i);

      if (account->state != COMMS_ACCOUNT_STATE_REMOVED &&
          suitability (account, own, language) > suitability (best, own, language))
        best = account;
    }
  return g_object_ref (best);
}

/* The document in the other language, or NULL where there is none. */
static gboolean
find_release (
  CommsTx *tx, CommsPost *post, const char *language, CommsRelease **found, GError **error)
{
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (CommsRelease) twin = NULL;

  *found = NULL;
  if (post->release_id == 0)
    return TRUE;
  release = comms_releases_load (tx, post->release_id, error);
  if (release == NULL || !comms_twins_find (tx, release, (gpointer *) &twin, error))
    return FALSE;
  if (twin != NULL && g_strcmp0 (twin->language, language) == 0)
    g_set_object (found, twin);
  return TRUE;
}

/* The same part of the document's twin, fitted as the cascade does it. (transfer full) */
static char *
dup_text (CommsTx *tx, CommsRelease *release, CommsPost *post, CommsAccount *account)
{
  const char *part =
    release != NULL ? comms_release_part_text (release, post->part, (int) post->part_index) : NULL;
  const CommsTextMeasure measure = comms_account_measure (account);
  const char *link = NULL;

  if (part == NULL)
    return g_strdup ("");
  if (!post->no_link)
    link = comms_release_link_at (release, tx->policy->zone, post->due_at);
  return comms_text_fit (part, link, (const char *const *) release->hashtags, MAX_HASHTAGS,
                         &measure);
}

/* The same pictures; their words have to be written in the other language. */
static gboolean
copy_media (CommsTx *tx, CommsPost *post, CommsPost *twin, GError **error)
{
  g_autoptr (GPtrArray) media =
    comms_media_table_list (tx->db, comms_record_get_id (COMMS_RECORD (post)), FALSE, error);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);

  if (media == NULL)
    return FALSE;
  for (guint i = 0; i < media->len; i++)
    {
      CommsMedia *copy = comms_record_copy (g_ptr_array_index (media, i));

      comms_record_set_id (COMMS_RECORD (copy), 0);
      g_object_set (copy, "alt", NULL, NULL);
      g_ptr_array_add (copies, copy);
    }
  return media->len == 0 || comms_media_table_replace (tx->db, twin, copies, error);
}

static CommsPost *
make (CommsTx *tx, CommsPost *post, const char *language, GError **error)
{
  g_autoptr (CommsAccount) account = find_account (tx, post, language, error);
  g_autoptr (CommsRelease) release = NULL;
  g_autoptr (CommsPost) twin = comms_post_new ();
  g_autofree char *text = NULL;

  if (account == NULL || !find_release (tx, post, language, &release, error))
    return NULL;
  text = dup_text (tx, release, post, account);
  g_object_set (twin, "account-id", comms_record_get_id (COMMS_RECORD (account)), "language",
                language, "text", text, "no-link", post->no_link, "legal", post->legal, "part",
                post->part, "part-index", post->part_index, "release-id",
                release != NULL ? comms_record_get_id (COMMS_RECORD (release)) : post->release_id,
                NULL);
  if (post->due_at > tx->stamp.now)
    g_object_set (twin, "due-wall", post->due_wall, "due-zone", post->due_zone, "due-at",
                  post->due_at, NULL);
  if (!comms_posts_save (tx, twin, error))
    return NULL;
  return g_steal_pointer (&twin);
}

/* A new one is stale: nobody has compared the two yet. */
static gboolean
begin_stale (CommsTx *tx, CommsPost *post, gint64 twin_id, GError **error)
{
  g_autoptr (CommsPost) twin = comms_posts_load (tx, twin_id, error);

  if (twin == NULL || !copy_media (tx, post, twin, error))
    return FALSE;
  g_object_set (twin, "stale-since", tx->stamp.now, NULL);
  return comms_post_table_save (tx->db, twin, error);
}

gint64
comms_twins_make_post (CommsTx *tx, gint64 id, const char *language, GError **error)
{
  g_autoptr (CommsPost) post = comms_posts_load (tx, id, error);
  g_autoptr (CommsPost) twin = NULL;
  g_autoptr (CommsPost) old = NULL;
  gint64 twin_id;

  if (post == NULL || !comms_twins_find (tx, post, (gpointer *) &old, error))
    return 0;
  if (old != NULL)
    {
      g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_STATE,
                           C_ ("twin rule", "This post has a twin already; open that one, or untie "
                                            "the two first."));
      return 0;
    }
  if (language == NULL)
    language = g_strcmp0 (post->language, "ur") == 0 ? "en" : "ur";
  twin = make (tx, post, language, error);
  if (twin == NULL)
    return 0;
  twin_id = comms_record_get_id (COMMS_RECORD (twin));
  if (!comms_twins_tie (tx, COMMS_SUBJECT_POST, id, twin_id, error) ||
      !begin_stale (tx, post, twin_id, error))
    return 0;
  return twin_id;
}
