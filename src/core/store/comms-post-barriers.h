/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"
#include "comms-policy.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* What a post must get past, as the rows of this transaction stand (design, decision 4). Each
 * refuses with COMMS_RULE_ERROR. They do not trust what a window, a script or another program did
 * before: the last of them stand right before the first byte leaves. */

/* The outbox allows the step without an attempt: into and out of "sending" there is only that way. */
gboolean comms_post_barriers_step     (CommsPostState from, CommsPostState to, GError **error);

/* The outbox allows the step as the outcome of an attempt. */
gboolean comms_post_barriers_outcome  (CommsPostState from, CommsPostState to, GError **error);

/* The approval, if there is one, signs the post as it is, at a time within its window. */
gboolean comms_post_barriers_signed   (CommsPost *post, gint64 at, GError **error);

/* It is approved, by whom the policy asks for. */
gboolean comms_post_barriers_approved (CommsDb *db, CommsPost *post, gint64 at, GError **error);

/* Whether it is urgent and the duty officer's approval, which alone is enough then, stands under it,
 * also as that of one who signed as the legal reviewer. */
gboolean comms_post_barriers_duty     (CommsDb *db, CommsPost *post, CommsPolicy *policy,
                                       gboolean *signed_it, GError **error);

/* All sending is paused, and with it every approval and queueing. */
gboolean comms_post_barriers_not_frozen (CommsDb *db, GError **error);

/* Someone re-read it since (R15). */
gboolean comms_post_barriers_reread   (CommsPost *post, GError **error);

/* The embargo of its release has lifted by then. */
gboolean comms_post_barriers_embargo  (CommsDb *db, CommsPost *post, gint64 at, GError **error);

/* Its twin in the other language, where there is one, was not changed after it. */
gboolean comms_post_barriers_twin     (CommsDb *db, CommsPost *post, GError **error);

/* Everything that must hold at the moment of sending. */
gboolean comms_post_barriers_leave    (CommsDb *db, CommsPost *post, const char *holder,
                                       gint64 now, GError **error);

/* What must go on to hold while a post is on its way, @since an instant in milliseconds, and nothing
 * of it can be out yet: it may take long until all that comes before it is done. */
gboolean comms_post_barriers_underway (CommsDb *db, CommsPost *post, gint64 since, gint64 now,
                                       GError **error);

G_END_DECLS
