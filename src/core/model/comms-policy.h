/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-post.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsPolicy:
 * @zone: IANA zone of the desk's own day
 * @audience_zones: IANA zones of the audiences, shown beside it
 * @slots: wall times of a day's posts, such as "10:00"
 * @single_person: the desk has one person, who may approve their own posts
 * @approvals: how many approvals a post needs: 0 to 2
 * @hold_seconds: how long a sent post can still be taken back
 * @grace_minutes: a post later than this is missed and waits for a person
 * @posts_low: fewer posts a day than this is too few (R20)
 * @posts_high: more posts a day than this is too many (R20)
 * @link_uses: how often one link may stand in a day (R3)
 * @hashtags_high: more hashtags than this is too many (R7)
 * @paused_reason: why all sending is paused, or NULL
 * @paused_at: since when
 * @x_client_id: the ministry's client id at X, public; NULL while there is none
 * @x_cap_micros: what X may cost in a month, in millionths of a US dollar; 0 for no cap (G2)
 * @spacing_seconds: least time between two posts of one account
 * @duty_officer_id: who approves in the urgent lane, or 0 (R84)
 * @legal_reviewer_id: who approves what is flagged legal, or 0 (R69)
 * @requeue_absent: a post that is certainly not out after an unknown outcome is sent again
 *
 * The rules of the desk, one row. Every change is an entry in the audit log.
 */
#define COMMS_TYPE_POLICY (comms_policy_get_type ())
G_DECLARE_FINAL_TYPE (CommsPolicy, comms_policy, COMMS, POLICY, CommsRecord)

struct _CommsPolicy
{
  CommsRecord parent_instance;

  char *zone;
  char **audience_zones;
  char **slots;
  gboolean single_person;
  gint64 approvals;
  gint64 hold_seconds;
  gint64 grace_minutes;
  gint64 posts_low;
  gint64 posts_high;
  gint64 link_uses;
  gint64 hashtags_high;
  char *paused_reason;
  gint64 paused_at;
  char *x_client_id;
  gint64 x_cap_micros;
  gint64 spacing_seconds;
  gint64 duty_officer_id;
  gint64 legal_reviewer_id;
  gboolean requeue_absent;
};

CommsPolicy * comms_policy_new       (void);

/* How many sign a post: the two fields behind it belong together. */
CommsApprovalLevel comms_policy_get_level (CommsPolicy       *self);
void          comms_policy_set_level (CommsPolicy       *self,
                                      CommsApprovalLevel level);

/* How many people other than its author have to sign @post; the one for what is legal comes on top
 * (R69). */
gint64        comms_policy_approvals (CommsPolicy *self,
                                      CommsPost   *post);

/* Why a post that is later than @grace_minutes does not leave. (transfer full) */
char        * comms_policy_dup_late_sentence (CommsPolicy *self);

G_END_DECLS
