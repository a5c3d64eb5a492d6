/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-desk.h"
#include "comms-post.h"

G_BEGIN_DECLS

/**
 * CommsOutlook:
 * @post: planned for the rest of today, or due by now
 * @account: where it is to go
 * @sentence: why it will not go out as things are, and what to do
 * @carried: which account carries it already, as a sentence, or NULL
 * @others: (element-type CommsAccount): accounts that could carry it instead, by
 *   comms_posts_carry(); empty where one does
 *
 * One post that will not go out today unless something changes (G9).
 */
typedef struct
{
  CommsPost *post;
  CommsAccount *account;
  char *sentence;
  char *carried;
  GPtrArray *others;
} CommsOutlook;

void        comms_outlook_free      (CommsOutlook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsOutlook, comms_outlook_free)

/* Why a queued post will not go out as things are, and what to do, as a sentence; NULL where it
 * will. (transfer full) */
char *      comms_outlook_dup_sentence (CommsTx *tx, CommsPost *post, CommsAccount *account);

/* When a queued post that needs nothing can leave, and why not at its time, as a sentence: its
 * account is limited, or has to leave time after its last post. @wait is NULL where nothing holds
 * it up. FALSE with @error where it failed. */
gboolean comms_outlook_find_wait (
  CommsTx *tx, CommsPost *post, CommsAccount *account, char **wait, GError **error);

/* Which of today's queued posts will not go out as things are, in order of time.
 * (transfer full) (element-type CommsOutlook) */
GPtrArray * comms_publisher_outlook (CommsTx *tx, GError **error);

G_END_DECLS
