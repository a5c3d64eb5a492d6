/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-cascade-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-count.h"
#include "comms-error.h"
#include "comms-posts.h"
#include "comms-release-links.h"
#include "comms-releases.h"
#include "comms-zone.h"

#define VARIANTS_MAX 8

/* Offered side by side, wordings have to differ by more than posts of different hours. */
#define SIDE_BY_SIDE 0.6

/* So far back the account's posts with the link are looked at. */
#define LOOK_BACK (G_GINT64_CONSTANT (90) * 24 * 60 * 60 * 1000)

typedef struct
{
  CommsTx *tx;
  CommsPost *post; /* or NULL */
  CommsRelease *release;
  CommsAccount *account;
  CommsPart part;
  int part_index;
  char *link;
  GPtrArray *said;     /* what the account says or said with it; owned texts */
  GPtrArray *variants; /* what is offered so far */
} Search;

static void
search_clear (Search *search)
{
  g_clear_object (&search->post);
  g_clear_object (&search->release);
  g_clear_object (&search->account);
  g_clear_pointer (&search->link, g_free);
  g_clear_pointer (&search->said, g_ptr_array_unref);
  g_clear_pointer (&search->variants, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static void
variant_free_cb (gpointer variant)
{
  comms_variant_free (variant);
}

/* What is asked for, whichever way. */
static gboolean
load_subject (Search *search, const CommsVariantRequest *request, GError **error)
{
  gint64 release_id = request->release_id, account_id = request->account_id;

  search->part = request->part;
  search->part_index = request->part_index;
  if (request->post_id != 0)
    {
      search->post = comms_posts_load (search->tx, request->post_id, error);
      if (search->post == NULL)
        return FALSE;
      release_id = search->post->release_id;
      search->part = search->post->part;
      search->part_index = (int) search->post->part_index;
      account_id = account_id != 0 ? account_id : search->post->account_id;
    }
  if (release_id == 0)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("cascade", "This post is not made of a release, so there are no "
                                          "other words for it."));
      return FALSE;
    }
  search->release = comms_releases_load (search->tx, release_id, error);
  search->account =
    search->release != NULL ? comms_accounts_load (search->tx, account_id, error) : NULL;
  return search->account != NULL;
}

/* Which of the release's links the post has; NULL for none. (transfer full) */
static char *
dup_own_link (Search *search)
{
  g_autoptr (GPtrArray) links = comms_release_links (search->release);
  const char *text = search->post->text != NULL ? search->post->text : "";

  for (guint i = 0; i < links->len; i++)
    if (comms_text_has_link (text, g_ptr_array_index (links, i)))
      return g_strdup (g_ptr_array_index (links, i));
  return NULL;
}

/* The link that the post has, or that the hour gives it; NULL for none. (transfer full) */
static char *
dup_link (Search *search, const CommsVariantRequest *request)
{
  const char *zone = search->tx->policy->zone;
  gint64 at = 0;

  if (search->post != NULL && request->due_wall == NULL)
    {
      g_autofree char *own = dup_own_link (search);

      if (own != NULL || search->post->no_link)
        return g_steal_pointer (&own);
      at = search->post->due_at;
    }
  else if (request->due_wall != NULL &&
           !comms_zone_to_instant (zone, request->due_wall, &at, NULL, NULL))
    at = 0;
  return g_strdup (comms_release_link_at (search->release, zone, at));
}

static gboolean
is_part_of_it (Search *search, CommsPost *post)
{
  const char *text = post->text != NULL ? post->text : "";

  return comms_record_get_id (COMMS_RECORD (post)) ==
           (search->post != NULL ? comms_record_get_id (COMMS_RECORD (search->post)) : 0) ||
         post->release_id == comms_record_get_id (COMMS_RECORD (search->release)) ||
         (search->link != NULL && comms_text_has_link (text, search->link));
}

/* What the account says of the release, or with its link. */
static gboolean
load_said (Search *search, GError **error)
{
  const CommsPostQuery query = {
    .account_id = comms_record_get_id (COMMS_RECORD (search->account)),
    .states = ~(1u << COMMS_POST_STATE_CANCELLED),
    .due_from = search->tx->stamp.now - LOOK_BACK,
  };
  const CommsPostQuery undated = {
    .account_id = query.account_id,
    .states = query.states,
    .undated = TRUE,
  };
  g_autoptr (GPtrArray) posts = comms_posts_list (search->tx, &query, error);
  g_autoptr (GPtrArray) others =
    posts != NULL ? comms_posts_list (search->tx, &undated, error) : NULL;

  if (others == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len + others->len; i++)
    {
      CommsPost *post =
        i < posts->len ? g_ptr_array_index (posts, i) : g_ptr_array_index (others, i - posts->len);

      if (is_part_of_it (search, post))
        g_ptr_array_add (search->said, g_strdup (post->text != NULL ? post->text : ""));
    }
  return TRUE;
}

static gboolean
is_offered (Search *search, const char *text)
{
  for (guint i = 0; i < search->variants->len; i++)
    {
      const CommsVariant *other = g_ptr_array_index (search->variants, i);

      if (comms_text_similarity (other->text, text) >= SIDE_BY_SIDE)
        return TRUE;
    }
  return FALSE;
}

/* Offers those of the wordings that are new, fitted. */
static void
offer (Search *search, GPtrArray *wordings)
{
  CommsCascadeVoice voice;

  comms_cascade_voice_init (&voice, search->tx, search->release, search->account);
  for (guint i = 0; i < wordings->len && search->variants->len < VARIANTS_MAX; i++)
    {
      const CommsVariant *wording = g_ptr_array_index (wordings, i);
      g_autofree char *text = comms_cascade_voice_fit (&voice, wording->text, search->link);
      CommsVariant *variant;

      if (*text == '\0' || comms_cascade_is_said (search->said, text, COMMS_TEXT_ALIKE) ||
          is_offered (search, text))
        continue;
      variant = g_new0 (CommsVariant, 1);
      variant->source = wording->source;
      variant->text = g_steal_pointer (&text);
      g_ptr_array_add (search->variants, variant);
    }
}

GPtrArray *
comms_cascade_variants (CommsTx *tx, const CommsVariantRequest *request, GError **error)
{
  g_auto (Search) search = { .tx = tx };
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) others = NULL;

  search.said = g_ptr_array_new_with_free_func (g_free);
  search.variants = g_ptr_array_new_with_free_func (variant_free_cb);
  if (!load_subject (&search, request, error))
    return NULL;
  search.link = dup_link (&search, request);
  if (!load_said (&search, error))
    return NULL;

  own = comms_cascade_wordings (search.release, search.part, search.part_index);
  offer (&search, own);
  others = comms_cascade_neighbours (search.release, search.part, search.part_index);
  offer (&search, others);
  return g_steal_pointer (&search.variants);
}

char *
comms_cascade_part_text (
  CommsTx *tx, gint64 post_id, CommsPart part, int part_index, GError **error)
{
  const CommsVariantRequest request = { .post_id = post_id };
  g_auto (Search) search = { .tx = tx };
  g_autoptr (GPtrArray) wordings = NULL;
  CommsCascadeVoice voice;

  g_return_val_if_fail (post_id != 0, NULL);

  if (!load_subject (&search, &request, error))
    return NULL;
  wordings = comms_cascade_wordings (search.release, part, part_index);
  if (wordings->len == 0)
    {
      g_set_error_literal (error, COMMS_ERROR, COMMS_ERROR_INVALID,
                           C_ ("cascade", "The document has no such part any more. Choose another "
                                          "one."));
      return NULL;
    }
  comms_cascade_voice_init (&voice, tx, search.release, search.account);
  search.link = dup_link (&search, &request);
  return comms_cascade_voice_fit (&voice,
                                  ((const CommsVariant *) g_ptr_array_index (wordings, 0))->text,
                                  search.link);
}
