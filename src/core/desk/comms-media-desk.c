/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "comms-media-desk.h"

#include "comms-error.h"
#include "comms-fit.h"
#include "comms-media-table.h"
#include "comms-post-group-private.h"
#include "comms-network.h"
#include "comms-post-rules.h"
#include "comms-posts-private.h"

/* The lesser of the two, or the one that is set. */
static gint64
least (gint64 known, gint64 other)
{
  return known <= 0 ? other : other <= 0 ? known : MIN (known, other);
}

/* What all of them take, for a post without an account. */
static CommsNetworkLimits
least_of_all (void)
{
  CommsNetworkLimits limits = { 0 };
  guint n;
  const CommsNetworkInfo *networks = comms_networks (&n);

  for (guint i = 0; i < n; i++)
    {
      limits.media_max = (int) least (limits.media_max, networks[i].limits.media_max);
      limits.image_bytes = least (limits.image_bytes, networks[i].limits.image_bytes);
      limits.video_bytes = least (limits.video_bytes, networks[i].limits.video_bytes);
      limits.alt_max = (int) least (limits.alt_max, networks[i].limits.alt_max);
    }
  return limits;
}

CommsMediaLimits
comms_media_limits (CommsAccount *account)
{
  const CommsNetworkInfo *info = account != NULL ? comms_network_info (account->network) : NULL;
  const CommsNetworkLimits usual = info != NULL ? info->limits : least_of_all ();
  CommsMediaLimits limits = { (guint) usual.media_max, usual.image_bytes, usual.video_bytes,
                              (guint) usual.alt_max };

  g_return_val_if_fail (account == NULL || COMMS_IS_ACCOUNT (account), limits);

  if (account == NULL)
    return limits;
  if (account->media_max > 0)
    limits.n_max = (guint) account->media_max;
  if (account->image_bytes_max > 0)
    limits.image_bytes_max = account->image_bytes_max;
  if (account->video_bytes_max > 0 && limits.video_bytes_max > 0)
    limits.video_bytes_max = account->video_bytes_max;
  if (account->alt_max > 0)
    limits.alt_max = (guint) account->alt_max;
  return limits;
}

gboolean
comms_media_is_video (CommsMedia *media)
{
  g_return_val_if_fail (COMMS_IS_MEDIA (media), FALSE);

  return media->mime != NULL && g_str_has_prefix (media->mime, "video/");
}

static const char *
name_of (CommsMedia *media)
{
  return media->name != NULL ? media->name : "";
}

/* Of one item by itself. */
static char *
dup_kind_problem (CommsMedia *item, const CommsMediaLimits *limits)
{
  g_autofree char *most = NULL;

  if (!comms_media_is_video (item))
    return NULL;
  if (limits->video_bytes_max == 0)
    return g_strdup_printf (
      /* Translators: %s is a file name */
      C_ ("media", "“%s” is a video, and this account’s network takes none from the desk; add a "
                   "picture of it and the link."),
      name_of (item));
  if (item->size <= limits->video_bytes_max)
    return NULL;
  most = g_format_size ((guint64) limits->video_bytes_max);
  /* Translators: a file name, then a size such as "512 MB" */
  return g_strdup_printf (C_ ("media", "“%s” is larger than the %s that this account may send; "
                                       "make the video shorter or smaller."),
                          name_of (item), most);
}

static guint
count_videos (GPtrArray *media)
{
  guint n = 0;

  for (guint i = 0; i < media->len; i++)
    n += comms_media_is_video (g_ptr_array_index (media, i)) ? 1 : 0;
  return n;
}

static char *
dup_number_problem (guint n, guint n_videos, const CommsMediaLimits *limits)
{
  if (n_videos > 0 && n > 1)
    return g_strdup (C_ ("media", "A video stands alone in a post; remove it or the pictures."));
  if (n <= limits->n_max)
    return NULL;
  return g_strdup_printf (ngettext ("This account may send %u picture in a post; remove one.",
                                    "This account may send %u pictures in a post; remove one.",
                                    limits->n_max),
                          limits->n_max);
}

char *
comms_media_dup_refusal (GPtrArray *media, CommsMedia *item, CommsAccount *account)
{
  const CommsMediaLimits limits = comms_media_limits (account);
  char *problem;

  g_return_val_if_fail (media != NULL, NULL);
  g_return_val_if_fail (COMMS_IS_MEDIA (item), NULL);

  problem = dup_kind_problem (item, &limits);
  if (problem != NULL)
    return problem;
  return dup_number_problem (media->len + 1,
                             count_videos (media) + (comms_media_is_video (item) ? 1 : 0), &limits);
}

static gboolean
has_words (CommsMedia *item)
{
  g_autofree char *words = comms_text_clean_line (item->alt != NULL ? item->alt : "");

  return *words != '\0';
}

static char *
dup_words_problem (CommsMedia *item, const CommsMediaLimits *limits)
{
  if (!has_words (item))
    return g_strdup_printf (
      /* Translators: %s is a file name */
      C_ ("media", "“%s” has no alt text yet; say in words what it shows."), name_of (item));
  if (g_utf8_strlen (item->alt, -1) > (glong) limits->alt_max)
    return g_strdup_printf (
      /* Translators: a file name, then a number of characters */
      C_ ("media", "The alt text of “%s” is longer than the %u characters that are allowed; "
                   "shorten it."),
      name_of (item), limits->alt_max);
  return NULL;
}

char *
comms_media_dup_problem (GPtrArray *media, CommsAccount *account)
{
  const CommsMediaLimits limits = comms_media_limits (account);
  char *problem;

  g_return_val_if_fail (media != NULL, NULL);

  problem = dup_number_problem (media->len, count_videos (media), &limits);
  for (guint i = 0; problem == NULL && i < media->len; i++)
    {
      CommsMedia *item = g_ptr_array_index (media, i);

      problem = dup_kind_problem (item, &limits);
      if (problem == NULL)
        problem = dup_words_problem (item, &limits);
    }
  return problem;
}

GPtrArray *
comms_media_of_post (CommsTx *tx, gint64 post_id, gboolean with_bytes, GError **error)
{
  return comms_media_table_list (tx->db, post_id, with_bytes, error);
}

GBytes *
comms_media_bytes (CommsTx *tx, const char *sha256, GError **error)
{
  g_return_val_if_fail (sha256 != NULL, NULL);

  return comms_media_table_bytes (tx->db, sha256, error);
}

/* A change of the pictures is one of what is read and approved. Those of @lead, which may be NULL,
 * are whose they are there. */
static gboolean
set_on (CommsTx *tx, CommsPost *post, CommsPost *lead, GPtrArray *media, GError **error)
{
  g_autoptr (CommsPost) before =
    comms_posts_load (tx, comms_record_get_id (COMMS_RECORD (post)), error);
  g_autoptr (CommsPost) row = NULL;

  if (before == NULL || !comms_post_rules_check (tx, before, COMMS_POST_VERB_EDIT, error))
    return FALSE;
  row = comms_record_copy (before);
  if (!comms_media_table_replace (tx->db, row, media, error))
    return FALSE;
  if (g_strcmp0 (row->media_hash, before->media_hash) != 0 &&
      (!comms_posts_save_change (tx, before, row, error) ||
       (lead != NULL && !comms_posts_keep_writer (tx, row, lead, error))))
    return FALSE;
  comms_record_assign (post, row);
  return TRUE;
}

gboolean
comms_media_set (CommsTx *tx, CommsPost *post, GPtrArray *media, GError **error)
{
  g_autoptr (GPtrArray) followers = NULL;

  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);
  g_return_val_if_fail (media != NULL, FALSE);

  if (!set_on (tx, post, NULL, media, error))
    return FALSE;
  followers = comms_post_group_followers (tx, comms_record_get_id (COMMS_RECORD (post)), error);
  if (followers == NULL)
    return FALSE;
  for (guint i = 0; i < followers->len; i++)
    if (!set_on (tx, g_ptr_array_index (followers, i), post, media, error))
      return FALSE;
  return TRUE;
}

/* --- a step --- */

/* The picture in @list that is the @nth of those with the bytes of @item; NULL where there is
 * none. */
static CommsMedia *
find_nth (GPtrArray *list, CommsMedia *item, guint nth)
{
  for (guint i = 0; i < list->len; i++)
    {
      CommsMedia *other = g_ptr_array_index (list, i);

      if (g_strcmp0 (other->sha256, item->sha256) == 0 && nth-- == 0)
        return other;
    }
  return NULL;
}

/* The one in @list that is the same as that in @of at @place. */
static CommsMedia *
find_same (GPtrArray *list, GPtrArray *of, guint place)
{
  CommsMedia *item = g_ptr_array_index (of, place);
  guint nth = 0;

  for (guint i = 0; i < place; i++)
    nth += g_strcmp0 (((CommsMedia *) g_ptr_array_index (of, i))->sha256, item->sha256) == 0;
  return find_nth (list, item, nth);
}

static gboolean
same_alt (CommsMedia *a, CommsMedia *b)
{
  return g_strcmp0 (a->alt != NULL ? a->alt : "", b->alt != NULL ? b->alt : "") == 0;
}

/* Whether the step only writes words. */
static gboolean
same_pictures (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; from->len == to->len && i < to->len; i++)
    if (g_strcmp0 (((CommsMedia *) g_ptr_array_index (from, i))->sha256,
                   ((CommsMedia *) g_ptr_array_index (to, i))->sha256) != 0)
      return FALSE;
  return from->len == to->len;
}

/* The one of @to at @place with the words that it is to have; NULL where somebody else took it out,
 * or, with @written_over, where words that the step writes are not what they were. */
static CommsMedia *
turn_one (GPtrArray *now, GPtrArray *from, GPtrArray *to, guint place, gboolean *written_over)
{
  CommsMedia *item = g_ptr_array_index (to, place);
  CommsMedia *was = find_same (from, to, place);
  CommsMedia *is = find_same (now, to, place);
  gboolean writes = was != NULL && !same_alt (was, item);
  CommsMedia *turned;

  if (was != NULL && is == NULL)
    {
      *written_over = *written_over || writes;
      return NULL;
    }
  if (writes && !same_alt (is, was) && !same_alt (is, item))
    *written_over = TRUE;
  turned = comms_record_copy (item);
  if (item->bytes != NULL)
    comms_media_set_bytes (turned, item->bytes);
  if (is != NULL && !writes)
    g_object_set (turned, "alt", is->alt, NULL);
  return turned;
}

static void
unref_if_any (gpointer item)
{
  g_clear_object (&item);
}

/* In the order of @to; where the step does not touch that, in the order of now. */
static GPtrArray *
turn (GPtrArray *now, GPtrArray *from, GPtrArray *to, gboolean *written_over)
{
  GPtrArray *turned = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ones = g_ptr_array_new_with_free_func (unref_if_any);
  gboolean words_only = same_pictures (from, to);

  for (guint i = 0; i < to->len; i++)
    {
      CommsMedia *one = turn_one (now, from, to, i, written_over);

      g_ptr_array_add (ones, one);
      if (one != NULL && !words_only)
        g_ptr_array_add (turned, g_object_ref (one));
    }
  for (guint i = 0; i < now->len; i++)
    {
      CommsMedia *is = g_ptr_array_index (now, i);
      CommsMedia *was = find_same (from, now, i);
      CommsMedia *item = find_same (to, now, i);
      guint place = 0;

      if (was == NULL && item == NULL)
        g_ptr_array_add (turned, g_object_ref (is));
      else if (item == NULL && !same_alt (is, was))
        *written_over = TRUE;
      else if (words_only && g_ptr_array_find (to, item, &place))
        g_ptr_array_add (turned, g_object_ref (g_ptr_array_index (ones, place)));
    }
  return turned;
}

gboolean
comms_media_turn (CommsTx *tx, CommsPost *post, GPtrArray *from, GPtrArray *to, GError **error)
{
  g_autoptr (GPtrArray) now = NULL;
  g_autoptr (GPtrArray) turned = NULL;
  gboolean written_over = FALSE;

  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);
  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  now = comms_media_of_post (tx, comms_record_get_id (COMMS_RECORD (post)), FALSE, error);
  if (now == NULL)
    return FALSE;
  turned = turn (now, from, to, &written_over);
  if (!written_over)
    return comms_media_set (tx, post, turned, error);

  g_set_error_literal (error, COMMS_STORE_ERROR, COMMS_STORE_ERROR_STALE,
                       C_ ("media", "Somebody has described this picture anew since, or taken it "
                                    "out, so it stays as it is now."));
  return FALSE;
}

gboolean
comms_media_check_ready (CommsTx *tx, CommsPost *post, GError **error)
{
  g_autoptr (GPtrArray) media = NULL;
  g_autoptr (CommsAccount) account = comms_post_rules_account (tx, post, error);
  g_autofree char *problem = NULL;

  if (account == NULL)
    return FALSE;
  media = comms_media_of_post (tx, comms_record_get_id (COMMS_RECORD (post)), FALSE, error);
  if (media == NULL)
    return FALSE;
  problem = comms_media_dup_problem (media, account);
  if (problem == NULL)
    return TRUE;

  g_set_error_literal (error, COMMS_RULE_ERROR, COMMS_RULE_LIMIT, problem);
  return FALSE;
}
