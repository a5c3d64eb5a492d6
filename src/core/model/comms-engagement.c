/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-engagement.h"

#include "comms-enum-types.h"

G_DEFINE_FINAL_TYPE (CommsEngagement, comms_engagement, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsEngagement, at, "at", INSTANT),
  COMMS_ENUM_FIELD (CommsEngagement, kind, "kind", comms_engagement_kind_get_type),
  COMMS_ENUM_FIELD (CommsEngagement, channel, "channel", comms_channel_get_type),
  COMMS_FIELD (CommsEngagement, target_id, "target-id", INT),
  COMMS_FIELD (CommsEngagement, person_id, "person-id", INT),
  COMMS_FIELD (CommsEngagement, post_id, "post-id", INT),
  COMMS_FIELD (CommsEngagement, release_id, "release-id", INT),
  COMMS_FIELD (CommsEngagement, summary, "summary", TEXT),
  COMMS_FIELD (CommsEngagement, link, "link", TEXT),
  COMMS_ENUM_FIELD (CommsEngagement, outcome, "outcome", comms_outcome_get_type),
  COMMS_FIELD (CommsEngagement, reason, "reason", TEXT),
  COMMS_FIELD (CommsEngagement, deadline_at, "deadline-at", INSTANT),
  COMMS_ENUM_FIELD (CommsEngagement, review, "review", comms_review_get_type),
  COMMS_FIELD (CommsEngagement, reviewer_id, "reviewer-id", INT),
  COMMS_FIELD (CommsEngagement, review_comment, "review-comment", TEXT),
  COMMS_FIELD (CommsEngagement, created_at, "created-at", INSTANT),
  COMMS_FIELD (CommsEngagement, account_id, "account-id", INT),
  COMMS_FIELD (CommsEngagement, remote_id, "remote-id", TEXT),
  COMMS_FIELD (CommsEngagement, undo_id, "undo-id", TEXT),
  COMMS_FIELD (CommsEngagement, undone_at, "undone-at", INSTANT),
};

static void
comms_engagement_class_init (CommsEngagementClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_engagement_init (CommsEngagement *self)
{
}

CommsEngagement *
comms_engagement_new (void)
{
  return g_object_new (COMMS_TYPE_ENGAGEMENT, NULL);
}
