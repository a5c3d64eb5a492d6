/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-desk.h"
#include "comms-media.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* The pictures of a post: which there may be, and how they come and go. */

/**
 * CommsMediaLimits:
 * @n_max: pictures that a post may have; one video is the whole of it
 * @image_bytes_max: bytes of a picture
 * @video_bytes_max: bytes of a video, 0 where none is taken
 * @alt_max: characters of the words for a picture
 *
 * What an account's network takes (networks, 1.3, 2.3 and 3.3), or its server where that told.
 */
typedef struct
{
  guint n_max;
  gint64 image_bytes_max;
  gint64 video_bytes_max;
  guint alt_max;
} CommsMediaLimits;

/* @account may be NULL: then what every network takes. */
CommsMediaLimits comms_media_limits (CommsAccount *account);

gboolean    comms_media_is_video    (CommsMedia *media);

/* Why @item cannot stand beside those in @media on @account, as a sentence with a remedy, or NULL
 * where it can. A picture that is only too large is no reason: it is made smaller before it is
 * sent. (element-type CommsMedia) (transfer full) */
char      * comms_media_dup_refusal (GPtrArray *media, CommsMedia *item, CommsAccount *account);

/* Why @media cannot go out from @account as they are: too many, of a kind that is not taken, or
 * without words for who cannot see them (C22); NULL where nothing is in the way.
 * (element-type CommsMedia) (transfer full) */
char      * comms_media_dup_problem (GPtrArray *media, CommsAccount *account);

/* The pictures of a post in order. (transfer full) (element-type CommsMedia) */
GPtrArray * comms_media_of_post     (CommsTx *tx, gint64 post_id, gboolean with_bytes,
                                     GError **error);

/* What the desk keeps under a hash, for a picture that came without its bytes. (transfer full) */
GBytes    * comms_media_bytes       (CommsTx *tx, const char *sha256, GError **error);

/* Makes @media the pictures of @post and saves that at once, also for the posts that take its
 * wording: an approval of any of them is void. Sets what became of the row on @post. An item
 * without bytes has those that the desk keeps under its hash. */
gboolean    comms_media_set         (CommsTx *tx, CommsPost *post, GPtrArray *media,
                                     GError **error);

/* Does to the pictures of @post, as they are by now, what makes @to of @from (element-type
 * CommsMedia): which there are and in which order, and the words that the step changes. All other
 * words stay as they are now, and so does what was added since. COMMS_STORE_ERROR_STALE where words
 * that the step changes, or removes, were written over. */
gboolean    comms_media_turn        (CommsTx *tx, CommsPost *post, GPtrArray *from, GPtrArray *to,
                                     GError **error);

/* Whether the post's pictures may go out from its account; COMMS_RULE_LIMIT with the sentence of
 * comms_media_dup_problem(). */
gboolean    comms_media_check_ready (CommsTx *tx, CommsPost *post, GError **error);

G_END_DECLS
