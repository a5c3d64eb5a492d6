/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-post.h"

G_BEGIN_DECLS

/* The words that a person reads for the values of the model, translated. None is owned
 * by the caller. */

const char * comms_post_state_word      (CommsPostState      state);
/* The word of its state, or that it was withdrawn. */
const char *comms_post_word (CommsPost *post);
const char * comms_release_kind_word    (CommsReleaseKind    kind);
const char * comms_release_stage_word   (CommsReleaseStage   stage);
const char * comms_target_kind_word    (CommsTargetKind    kind);
const char * comms_posture_word         (CommsPosture        posture);
const char * comms_channel_word         (CommsChannel        channel);
const char * comms_engagement_kind_word (CommsEngagementKind kind);
const char * comms_outcome_word         (CommsOutcome        outcome);
const char * comms_review_word          (CommsReview         review);
const char * comms_role_word            (CommsRole           role);
const char * comms_account_state_word   (CommsAccountState   state);
const char * comms_scope_word           (CommsScope          scope);

/* "Headline", "Quote 2" ... (transfer full) */
char       * comms_part_dup_word        (CommsPart           part,
                                         int                 index);

/* "English", "Urdu" for a BCP 47 tag, in the interface's language. (transfer full) */
char       * comms_language_dup_word    (const char         *tag);

/* The nick of a value of a registered enumeration, as the store and the CLI write it, and
 * back; FALSE where there is no such nick. */
const char * comms_enum_nick            (GType               type,
                                         int                 value);
gboolean     comms_enum_from_nick       (GType               type,
                                         const char         *nick,
                                         int                *value);

G_END_DECLS
