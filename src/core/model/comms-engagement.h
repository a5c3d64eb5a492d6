/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsEngagement:
 * @at: when it took place
 * @kind: what it was
 * @channel: by which way
 * @target_id: with whom, or 0
 * @person_id: who of the desk, or 0 for the desk itself
 * @post_id: the post that it is about, or 0
 * @release_id: the document that it is about, or 0
 * @summary: what was said, in a sentence
 * @link: where it can be read
 * @outcome: what came of it
 * @reason: why it was left
 * @deadline_at: when an answer is due, or 0
 * @review: the manager's verdict
 * @reviewer_id: whose
 * @review_comment: what is to be mended
 * @created_at: when it was written down
 * @account_id: the account that acted by way of the desk, or 0
 * @remote_id: what the network calls the post or the person that it acted on
 * @undo_id: what the network needs besides to take it back, or NULL
 * @undone_at: when it was taken back, or 0
 *
 * One exchange with a target: what was asked, answered, pitched, published, or left alone on
 * purpose (R35).
 */
#define COMMS_TYPE_ENGAGEMENT (comms_engagement_get_type ())
G_DECLARE_FINAL_TYPE (CommsEngagement, comms_engagement, COMMS, ENGAGEMENT, CommsRecord)

struct _CommsEngagement
{
  CommsRecord parent_instance;

  gint64 at;
  CommsEngagementKind kind;
  CommsChannel channel;
  gint64 target_id;
  gint64 person_id;
  gint64 post_id;
  gint64 release_id;
  char *summary;
  char *link;
  CommsOutcome outcome;
  char *reason;
  gint64 deadline_at;
  CommsReview review;
  gint64 reviewer_id;
  char *review_comment;
  gint64 created_at;
  gint64 account_id;
  char *remote_id;
  char *undo_id;
  gint64 undone_at;
};

CommsEngagement * comms_engagement_new (void);

G_END_DECLS
