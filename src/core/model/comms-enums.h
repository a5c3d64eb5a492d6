/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Values are kept in the store by nick, so a value may be added anywhere but a name
 * never changes. comms-words.h has the word that a person reads for each. */

/**
 * CommsReleaseKind:
 *
 * What a source document is (R1).
 */
typedef enum
{
  COMMS_RELEASE_KIND_PRESS_RELEASE,
  COMMS_RELEASE_KIND_OP_ED,
  COMMS_RELEASE_KIND_REPORT,
  COMMS_RELEASE_KIND_LETTER,
  COMMS_RELEASE_KIND_STATEMENT,
} CommsReleaseKind;

/**
 * CommsReleaseStage:
 *
 * The life of a release. Being under embargo is no stage: it follows from the time.
 */
typedef enum
{
  COMMS_RELEASE_STAGE_IDEA,
  COMMS_RELEASE_STAGE_DRAFTING,
  COMMS_RELEASE_STAGE_REVIEW,
  COMMS_RELEASE_STAGE_APPROVED,
  COMMS_RELEASE_STAGE_PUBLISHED,
  COMMS_RELEASE_STAGE_ARCHIVED,
} CommsReleaseStage;

/**
 * CommsPart:
 *
 * The part of a release that a post is made of (R2).
 */
typedef enum
{
  COMMS_PART_NONE,
  COMMS_PART_HEADLINE,
  COMMS_PART_SUBHEAD,
  COMMS_PART_LEDE,
  COMMS_PART_QUOTE,
  COMMS_PART_CONCLUSION,
} CommsPart;

/**
 * CommsPostState:
 *
 * The outbox's states (design, decision 3). The store allows only the steps that
 * comms_post_state_may_become() names.
 */
typedef enum
{
  COMMS_POST_STATE_DRAFT,
  COMMS_POST_STATE_IN_REVIEW,
  COMMS_POST_STATE_APPROVED,
  COMMS_POST_STATE_QUEUED,
  COMMS_POST_STATE_SENDING,
  COMMS_POST_STATE_POSTED,
  COMMS_POST_STATE_REFUSED,
  COMMS_POST_STATE_UNKNOWN,
  COMMS_POST_STATE_MISSED,
  COMMS_POST_STATE_CANCELLED,
} CommsPostState;

/**
 * CommsTargetKind:
 *
 * Who a person of the directory is to the desk (R22, R26 to R28).
 */
typedef enum
{
  COMMS_TARGET_KIND_JOURNALIST,
  COMMS_TARGET_KIND_DECISION_MAKER,
  COMMS_TARGET_KIND_POLICY_MAKER,
  COMMS_TARGET_KIND_PEER,
} CommsTargetKind;

/**
 * CommsPosture:
 *
 * Whether a target takes part in public exchange or only reads (R27).
 */
typedef enum
{
  COMMS_POSTURE_UNSPECIFIED,
  COMMS_POSTURE_ACTIVE,
  COMMS_POSTURE_LURKER,
} CommsPosture;

/**
 * CommsChannel:
 *
 * By which way an exchange took place.
 */
typedef enum
{
  COMMS_CHANNEL_X,
  COMMS_CHANNEL_MASTODON,
  COMMS_CHANNEL_BLUESKY,
  COMMS_CHANNEL_EMAIL,
  COMMS_CHANNEL_TELEPHONE,
  COMMS_CHANNEL_MEETING,
  COMMS_CHANNEL_LETTER,
  COMMS_CHANNEL_PRESS,
  COMMS_CHANNEL_OTHER,
} CommsChannel;

/**
 * CommsEngagementKind:
 * @COMMS_ENGAGEMENT_KIND_LIKE: one of the desk's accounts likes somebody's post
 * @COMMS_ENGAGEMENT_KIND_LISTING: one of the desk's accounts has somebody on a list of its own
 *
 * What an exchange was. From "post" on, the desk itself enters what it did.
 */
typedef enum
{
  COMMS_ENGAGEMENT_KIND_CONTACT,
  COMMS_ENGAGEMENT_KIND_QUESTION,
  COMMS_ENGAGEMENT_KIND_REPLY,
  COMMS_ENGAGEMENT_KIND_INTERVIEW,
  COMMS_ENGAGEMENT_KIND_COVERAGE,
  COMMS_ENGAGEMENT_KIND_PITCH,
  COMMS_ENGAGEMENT_KIND_EMBARGO_COPY,
  COMMS_ENGAGEMENT_KIND_POST,
  COMMS_ENGAGEMENT_KIND_LIKE,
  COMMS_ENGAGEMENT_KIND_LISTING,
} CommsEngagementKind;

/**
 * CommsOutcome:
 *
 * What came of an exchange. "Left" is a choice with a reason, "missed" is not (R35).
 */
typedef enum
{
  COMMS_OUTCOME_OPEN,
  COMMS_OUTCOME_ANSWERED,
  COMMS_OUTCOME_HELD,
  COMMS_OUTCOME_NOTED,
  COMMS_OUTCOME_LEFT,
  COMMS_OUTCOME_MISSED,
} CommsOutcome;

/**
 * CommsReview:
 *
 * Whether a manager has looked at an engagement.
 */
typedef enum
{
  COMMS_REVIEW_WAITING,
  COMMS_REVIEW_SIGNED_OFF,
  COMMS_REVIEW_RETURNED,
} CommsReview;

/**
 * CommsRole:
 */
typedef enum
{
  COMMS_ROLE_OFFICER,
  COMMS_ROLE_MANAGER,
  COMMS_ROLE_TRANSLATOR,
} CommsRole;

/**
 * CommsAccountState:
 * @COMMS_ACCOUNT_STATE_READY: may send
 * @COMMS_ACCOUNT_STATE_SIGN_IN: the network no longer takes its token
 * @COMMS_ACCOUNT_STATE_PAUSED: waits, see the account's "paused-until" and "pause-reason"
 * @COMMS_ACCOUNT_STATE_REMOVED: signed out; kept because posts name it
 */
typedef enum
{
  COMMS_ACCOUNT_STATE_READY,
  COMMS_ACCOUNT_STATE_SIGN_IN,
  COMMS_ACCOUNT_STATE_PAUSED,
  COMMS_ACCOUNT_STATE_REMOVED,
} CommsAccountState;

/**
 * CommsScope:
 *
 * Whose occasion it is.
 */
typedef enum
{
  COMMS_SCOPE_NATIONAL,
  COMMS_SCOPE_UNITED_NATIONS,
  COMMS_SCOPE_OWN,
} CommsScope;

/**
 * CommsSubject:
 * @COMMS_SUBJECT_DESK: the desk file itself, or none in particular
 * @COMMS_SUBJECT_HOUSE_STYLE: hashtags, abbreviations, approved lines, voices, protected names
 * @COMMS_SUBJECT_LINK: what was seen at a link; no entry is about it
 * @COMMS_SUBJECT_METRIC: what a network counted; no entry is about it
 *
 * The kind of thing that an audit entry or a change signal is about.
 */
typedef enum
{
  COMMS_SUBJECT_DESK,
  COMMS_SUBJECT_RELEASE,
  COMMS_SUBJECT_POST,
  COMMS_SUBJECT_ACCOUNT,
  COMMS_SUBJECT_TARGET,
  COMMS_SUBJECT_ENGAGEMENT,
  COMMS_SUBJECT_OCCASION,
  COMMS_SUBJECT_PERSON,
  COMMS_SUBJECT_POLICY,
  COMMS_SUBJECT_HOUSE_STYLE,
  COMMS_SUBJECT_LINK,
  COMMS_SUBJECT_METRIC,
} CommsSubject;

/**
 * CommsApprovalLevel:
 * @COMMS_APPROVAL_LEVEL_ONE_PERSON: the desk has one person, who may approve their own posts
 * @COMMS_APPROVAL_LEVEL_NONE: whoever re-reads a post may send it
 * @COMMS_APPROVAL_LEVEL_ONE: somebody else than the author approves it
 * @COMMS_APPROVAL_LEVEL_TWO: two others than the author do
 *
 * How many sign a post, as the desk's rules have it.
 */
typedef enum
{
  COMMS_APPROVAL_LEVEL_ONE_PERSON,
  COMMS_APPROVAL_LEVEL_NONE,
  COMMS_APPROVAL_LEVEL_ONE,
  COMMS_APPROVAL_LEVEL_TWO,
} CommsApprovalLevel;

/**
 * CommsRepliers:
 *
 * Who may answer a post, where its network lets it say so.
 */
typedef enum
{
  COMMS_REPLIERS_EVERYONE,
  COMMS_REPLIERS_FOLLOWING,
  COMMS_REPLIERS_MENTIONED,
  COMMS_REPLIERS_SUBSCRIBERS,
  COMMS_REPLIERS_VERIFIED,
} CommsRepliers;

G_END_DECLS
