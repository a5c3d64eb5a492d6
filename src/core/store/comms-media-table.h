/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"
#include "comms-media.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* The pictures of posts. Bytes are kept once under their hash, whatever posts they go with. */

/* The pictures of a post in order, with @with_bytes loaded. (transfer full)
 * (element-type CommsMedia) */
GPtrArray * comms_media_table_list    (CommsDb    *db,
                                       gint64      post_id,
                                       gboolean    with_bytes,
                                       GError    **error);

/* Makes @media, in that order, the pictures of @post, and sets its "media-hash", which the caller
 * then saves. An item without bytes has those that are kept under its hash. What no post has any
 * more is forgotten. */
gboolean    comms_media_table_replace (CommsDb    *db,
                                       CommsPost  *post,
                                       GPtrArray  *media,
                                       GError    **error);

/* The bytes under a hash, COMMS_ERROR_NOT_FOUND where there are none. (transfer full) */
GBytes    * comms_media_table_bytes   (CommsDb    *db,
                                       const char *sha256,
                                       GError    **error);

G_END_DECLS
