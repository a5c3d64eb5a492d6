/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-post.h"

G_BEGIN_DECLS

/**
 * CommsSigning:
 * @n_needed: how many have to sign the post as it is
 * @n_signed: how many of them have
 * @lacks_legal: the legal reviewer has to and did not (R69)
 * @lacks_duty: it is urgent, and the duty officer, whose word is enough, did not (R84); one who is
 *   missing as the legal reviewer is missing only as that
 * @done: it is approved, or nobody has to
 * @completes: it would be, if the acting person signed now
 *
 * How far the approval of a post has come. Who may sign it is for comms_posts_why_not().
 */
typedef struct
{
  guint n_needed;
  guint n_signed;
  gboolean lacks_legal;
  gboolean lacks_duty;
  gboolean done;
  gboolean completes;
} CommsSigning;

gboolean comms_signing_load (CommsTx *tx, CommsPost *post, CommsSigning *self, GError **error);

G_END_DECLS
