/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-checks.h"
#include "comms-cost.h"
#include "comms-desk.h"
#include "comms-post.h"
#include "comms-twins.h"

G_BEGIN_DECLS

/**
 * CommsComposeData:
 * @post: the post
 * @context: what it is checked against
 * @accounts: the desk's (element-type CommsAccount)
 * @people: the desk's (element-type CommsPerson)
 * @twin: the post in the other language, or NULL
 * @coverage: the parts of its release (element-type CommsCoverage), NULL without a release
 * @media: its pictures, without their bytes (element-type CommsMedia)
 * @group: the posts of the same piece, the lead first (element-type CommsPost)
 * @thread: the parts of its thread (element-type CommsPost)
 * @tariffs: what sending costs (element-type CommsTariff)
 * @cost: the forecast for it as it was read
 * @obstacle: why what is queued does not leave at its time, as a sentence, or NULL
 * @changed_by: who changed it last
 * @clash: set by the pane: what somebody else has changed of it while it was changed there, as a
 *   sentence, or NULL
 * @carried: which account carries it while its own network is out of reach, as a sentence, or NULL
 *
 * What the compose pane and the re-read page show, read in one transaction.
 */
typedef struct
{
  CommsPost *post;
  CommsPostContext *context;
  GPtrArray *accounts;
  GPtrArray *people;
  GPtrArray *coverage;
  CommsTwin *twin;
  GPtrArray *media;
  GPtrArray *group;
  GPtrArray *thread;
  GPtrArray *tariffs;
  CommsCost cost;
  char *obstacle;
  char *carried;
  gint64 changed_by;
  char *clash;
  GHashTable *why_not; /* of verb: sentence */
} CommsComposeData;

/* On the store's thread, of the post with that id, or, where that is 0, around @draft, which it
 * takes a reference to. (transfer full) */
CommsComposeData * comms_compose_data_load        (CommsTx             *tx,
                                                   gint64               id,
                                                   CommsPost           *draft,
                                                   GError             **error);

/* Of the post with that id, or, where that is 0, around @draft, which is copied. */
void               comms_compose_data_load_async  (CommsDesk           *desk,
                                                   gint64               id,
                                                   CommsPost           *draft,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
CommsComposeData * comms_compose_data_load_finish (CommsDesk           *desk,
                                                   GAsyncResult        *result,
                                                   GError             **error);
void               comms_compose_data_free        (CommsComposeData    *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsComposeData, comms_compose_data_free)

/* Why the acting person may not do it now, as a sentence, or NULL where they may; the verbs are
 * those of comms_posts_why_not(). Not owned. */
const char       * comms_compose_data_why_not     (CommsComposeData    *data,
                                                   const char          *verb);

/* The account with that id, or NULL. Not owned. */
CommsAccount     * comms_compose_data_account (CommsComposeData   *data,
                                               gint64              id);

/* The name of the person with that id, or NULL. Not owned. */
const char       * comms_compose_data_person      (CommsComposeData    *data,
                                                   gint64               id);

/* "Lede of “District scorecard”", "Post on its own". (transfer full) */
char             * comms_compose_data_dup_source  (CommsComposeData    *data);

/* "X · Ministry, English". (transfer full) */
char             * comms_account_dup_subtitle     (CommsAccount        *account);

G_END_DECLS
