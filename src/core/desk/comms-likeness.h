/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-post.h"
#include "comms-wording.h"

G_BEGIN_DECLS

/**
 * CommsLikeness:
 *
 * The wording of every post of a desk, made ready to find the one that is most like a text among a
 * hundred thousand in a fraction of a millisecond (R3, G4, G5). One for a desk, kept up to date on
 * the store's thread and asked on any.
 */
CommsLikeness * comms_likeness_new      (void);
CommsLikeness * comms_likeness_ref      (CommsLikeness *self);
void            comms_likeness_unref    (CommsLikeness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsLikeness, comms_likeness_unref)

/* Takes a post in, or what has become of it. One that was not said and will not be is left out. */
void            comms_likeness_put      (CommsLikeness *self, CommsPost *post);

/* Reads at most @most posts that were changed since it last read. @more, which may be NULL, says
 * whether there are others. */
gboolean        comms_likeness_read     (CommsLikeness *self, CommsTx *tx, guint most,
                                         gboolean *more, GError **error);

/* Reads on, a little at a time, until all posts of the desk are in, so that no other work of the
 * store waits. Nobody need wait for it. */
void            comms_likeness_catch_up (CommsDesk *desk);

/**
 * CommsLikeliest:
 * @id: the post; 0 for none
 * @account_id: its account
 * @at: when it was said, or is to be; 0 for an undated draft
 * @state: where it stood when it was read
 * @likeness: 0.0 to 1.0
 * @same: it says exactly the same
 */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 at;
  CommsPostState state;
  double likeness;
  gboolean same;
} CommsLikeliest;

/* Among the posts of the @n_accounts accounts, without the one with the id @except, the one that
 * is most like @wording, where any is alike beyond @least. */
CommsLikeliest  comms_likeness_find     (CommsLikeness *self, const CommsWording *wording,
                                         const gint64 *accounts, guint n_accounts, gint64 except,
                                         double least);

G_END_DECLS
