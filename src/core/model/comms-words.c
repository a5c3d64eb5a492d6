/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Each of these is a switch without a default, so that the compiler names the word that a new
 * value still needs. */

const char *
comms_post_state_word (CommsPostState state)
{
  switch (state)
    {
    case COMMS_POST_STATE_DRAFT:
      return C_ ("post state", "Draft");
    case COMMS_POST_STATE_IN_REVIEW:
      return C_ ("post state", "In review");
    case COMMS_POST_STATE_APPROVED:
      return C_ ("post state", "Approved");
    case COMMS_POST_STATE_QUEUED:
      return C_ ("post state", "Queued");
    case COMMS_POST_STATE_SENDING:
      return C_ ("post state", "Sending");
    case COMMS_POST_STATE_POSTED:
      return C_ ("post state", "Posted");
    case COMMS_POST_STATE_REFUSED:
      return C_ ("post state", "Refused");
    case COMMS_POST_STATE_UNKNOWN:
      /* Translators: it is not known whether the post is out. */
      return C_ ("post state", "Unknown");
    case COMMS_POST_STATE_MISSED:
      /* Translators: its time passed before it could be sent. */
      return C_ ("post state", "Missed");
    case COMMS_POST_STATE_CANCELLED:
      return C_ ("post state", "Cancelled");
    }
  g_return_val_if_reached ("");
}

const char *
comms_post_word (CommsPost *post)
{
  return post->withdrawn_at != 0 ? C_ ("post state", "Withdrawn")
                                 : comms_post_state_word (post->state);
}

const char *
comms_release_kind_word (CommsReleaseKind kind)
{
  switch (kind)
    {
    case COMMS_RELEASE_KIND_PRESS_RELEASE:
      return C_ ("release kind", "Press release");
    case COMMS_RELEASE_KIND_OP_ED:
      /* Translators: an opinion article for a newspaper. */
      return C_ ("release kind", "Op-ed");
    case COMMS_RELEASE_KIND_REPORT:
      return C_ ("release kind", "Report");
    case COMMS_RELEASE_KIND_LETTER:
      return C_ ("release kind", "Letter");
    case COMMS_RELEASE_KIND_STATEMENT:
      return C_ ("release kind", "Statement");
    }
  g_return_val_if_reached ("");
}

const char *
comms_release_stage_word (CommsReleaseStage stage)
{
  switch (stage)
    {
    case COMMS_RELEASE_STAGE_IDEA:
      return C_ ("release stage", "Idea");
    case COMMS_RELEASE_STAGE_DRAFTING:
      return C_ ("release stage", "Drafting");
    case COMMS_RELEASE_STAGE_REVIEW:
      return C_ ("release stage", "Review");
    case COMMS_RELEASE_STAGE_APPROVED:
      return C_ ("release stage", "Approved");
    case COMMS_RELEASE_STAGE_PUBLISHED:
      return C_ ("release stage", "Published");
    case COMMS_RELEASE_STAGE_ARCHIVED:
      return C_ ("release stage", "Archived");
    }
  g_return_val_if_reached ("");
}

const char *
comms_target_kind_word (CommsTargetKind kind)
{
  switch (kind)
    {
    case COMMS_TARGET_KIND_JOURNALIST:
      return C_ ("target kind", "Journalist");
    case COMMS_TARGET_KIND_DECISION_MAKER:
      /* Translators: someone in office who decides, such as a minister. */
      return C_ ("target kind", "Decision maker");
    case COMMS_TARGET_KIND_POLICY_MAKER:
      /* Translators: someone who shapes policy, such as an adviser or a scholar. */
      return C_ ("target kind", "Policy maker");
    case COMMS_TARGET_KIND_PEER:
      /* Translators: a communications colleague in another office. */
      return C_ ("target kind", "Peer");
    }
  g_return_val_if_reached ("");
}

const char *
comms_posture_word (CommsPosture posture)
{
  switch (posture)
    {
    case COMMS_POSTURE_UNSPECIFIED:
      return C_ ("posture", "Not known");
    case COMMS_POSTURE_ACTIVE:
      /* Translators: takes part in public exchange on social networks. */
      return C_ ("posture", "Active");
    case COMMS_POSTURE_LURKER:
      /* Translators: reads on social networks but hardly writes. */
      return C_ ("posture", "Lurker");
    }
  g_return_val_if_reached ("");
}

const char *
comms_channel_word (CommsChannel channel)
{
  switch (channel)
    {
    case COMMS_CHANNEL_X:
      /* Translators: the network X, once Twitter. */
      return C_ ("channel", "X");
    case COMMS_CHANNEL_MASTODON:
      return C_ ("channel", "Mastodon");
    case COMMS_CHANNEL_BLUESKY:
      return C_ ("channel", "Bluesky");
    case COMMS_CHANNEL_EMAIL:
      return C_ ("channel", "Email");
    case COMMS_CHANNEL_TELEPHONE:
      return C_ ("channel", "Telephone");
    case COMMS_CHANNEL_MEETING:
      return C_ ("channel", "Meeting");
    case COMMS_CHANNEL_LETTER:
      return C_ ("channel", "Letter");
    case COMMS_CHANNEL_PRESS:
      return C_ ("channel", "Press");
    case COMMS_CHANNEL_OTHER:
      return C_ ("channel", "Other");
    }
  g_return_val_if_reached ("");
}

const char *
comms_engagement_kind_word (CommsEngagementKind kind)
{
  switch (kind)
    {
    case COMMS_ENGAGEMENT_KIND_CONTACT:
      return C_ ("engagement kind", "Contact");
    case COMMS_ENGAGEMENT_KIND_QUESTION:
      return C_ ("engagement kind", "Question");
    case COMMS_ENGAGEMENT_KIND_REPLY:
      return C_ ("engagement kind", "Reply");
    case COMMS_ENGAGEMENT_KIND_INTERVIEW:
      return C_ ("engagement kind", "Interview");
    case COMMS_ENGAGEMENT_KIND_COVERAGE:
      /* Translators: a report in the press about the ministry's work. */
      return C_ ("engagement kind", "Coverage");
    case COMMS_ENGAGEMENT_KIND_PITCH:
      /* Translators: a story offered to a journalist. */
      return C_ ("engagement kind", "Pitch");
    case COMMS_ENGAGEMENT_KIND_EMBARGO_COPY:
      /* Translators: a text given to a journalist before it may be published. */
      return C_ ("engagement kind", "Embargo copy");
    case COMMS_ENGAGEMENT_KIND_POST:
      return C_ ("engagement kind", "Post");
    case COMMS_ENGAGEMENT_KIND_LIKE:
      /* Translators: that an account of the ministry likes somebody's post. */
      return C_ ("engagement kind", "Like");
    case COMMS_ENGAGEMENT_KIND_LISTING:
      /* Translators: that somebody stands on a list of the ministry's account. */
      return C_ ("engagement kind", "Listing");
    }
  g_return_val_if_reached ("");
}

const char *
comms_outcome_word (CommsOutcome outcome)
{
  switch (outcome)
    {
    case COMMS_OUTCOME_OPEN:
      return C_ ("outcome", "Open");
    case COMMS_OUTCOME_ANSWERED:
      return C_ ("outcome", "Answered");
    case COMMS_OUTCOME_HELD:
      /* Translators: the meeting or interview took place. */
      return C_ ("outcome", "Held");
    case COMMS_OUTCOME_NOTED:
      return C_ ("outcome", "Noted");
    case COMMS_OUTCOME_LEFT:
      /* Translators: left without an answer on purpose, with a reason. */
      return C_ ("outcome", "Left");
    case COMMS_OUTCOME_MISSED:
      /* Translators: should have been answered and was not. */
      return C_ ("outcome", "Missed");
    }
  g_return_val_if_reached ("");
}

const char *
comms_review_word (CommsReview review)
{
  switch (review)
    {
    case COMMS_REVIEW_WAITING:
      /* Translators: no manager has looked at it yet. */
      return C_ ("review", "Waiting");
    case COMMS_REVIEW_SIGNED_OFF:
      return C_ ("review", "Signed off");
    case COMMS_REVIEW_RETURNED:
      /* Translators: sent back by the manager with a comment. */
      return C_ ("review", "Returned");
    }
  g_return_val_if_reached ("");
}

const char *
comms_role_word (CommsRole role)
{
  switch (role)
    {
    case COMMS_ROLE_OFFICER:
      return C_ ("role", "Officer");
    case COMMS_ROLE_MANAGER:
      return C_ ("role", "Manager");
    case COMMS_ROLE_TRANSLATOR:
      return C_ ("role", "Translator");
    }
  g_return_val_if_reached ("");
}

const char *
comms_account_state_word (CommsAccountState state)
{
  switch (state)
    {
    case COMMS_ACCOUNT_STATE_READY:
      return C_ ("account state", "Ready");
    case COMMS_ACCOUNT_STATE_SIGN_IN:
      return C_ ("account state", "Sign-in needed");
    case COMMS_ACCOUNT_STATE_PAUSED:
      return C_ ("account state", "Paused");
    case COMMS_ACCOUNT_STATE_REMOVED:
      return C_ ("account state", "Removed");
    }
  g_return_val_if_reached ("");
}

const char *
comms_scope_word (CommsScope scope)
{
  switch (scope)
    {
    case COMMS_SCOPE_NATIONAL:
      return C_ ("scope", "National");
    case COMMS_SCOPE_UNITED_NATIONS:
      return C_ ("scope", "United Nations");
    case COMMS_SCOPE_OWN:
      /* Translators: an occasion of the ministry itself. */
      return C_ ("scope", "Own");
    }
  g_return_val_if_reached ("");
}

char *
comms_part_dup_word (CommsPart part,
                     int       index)
{
  switch (part)
    {
    case COMMS_PART_NONE:
      /* Translators: a post that comes from no part of a release. */
      return g_strdup (C_ ("part", "Own text"));
    case COMMS_PART_HEADLINE:
      return g_strdup (C_ ("part", "Headline"));
    case COMMS_PART_SUBHEAD:
      return g_strdup (C_ ("part", "Subhead"));
    case COMMS_PART_LEDE:
      /* Translators: the opening paragraph of a press release. */
      return g_strdup (C_ ("part", "Lede"));
    case COMMS_PART_QUOTE:
      /* Translators: a quotation from a press release; %d is its number. */
      return g_strdup_printf (C_ ("part", "Quote %d"), index + 1);
    case COMMS_PART_CONCLUSION:
      return g_strdup (C_ ("part", "Conclusion"));
    }
  g_return_val_if_reached (g_strdup (""));
}

/* The languages that a ministry in Pakistan writes in and the UN's own. */
static const struct
{
  const char *tag;
  const char *name;
} languages[] = {
  { "ar", NC_ ("language", "Arabic") },   { "bal", NC_ ("language", "Balochi") },
  { "de", NC_ ("language", "German") },   { "en", NC_ ("language", "English") },
  { "es", NC_ ("language", "Spanish") },  { "fa", NC_ ("language", "Persian") },
  { "fr", NC_ ("language", "French") },   { "pa", NC_ ("language", "Punjabi") },
  { "pnb", NC_ ("language", "Punjabi") }, { "ps", NC_ ("language", "Pashto") },
  { "ru", NC_ ("language", "Russian") },  { "sd", NC_ ("language", "Sindhi") },
  { "skr", NC_ ("language", "Saraiki") }, { "tr", NC_ ("language", "Turkish") },
  { "ur", NC_ ("language", "Urdu") },     { "zh", NC_ ("language", "Chinese") },
};

char *
comms_language_dup_word (const char *tag)
{
  g_autofree char *base = NULL;

  if (tag == NULL || *tag == '\0')
    return g_strdup (C_ ("language", "Not known"));
  base = g_ascii_strdown (tag, (gssize) strcspn (tag, "-_"));
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strcmp (languages[i].tag, base) == 0)
      return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "language", languages[i].name));
  return g_strdup (tag);
}

const char *
comms_enum_nick (GType type,
                 int   value)
{
  g_autoptr (GEnumClass) klass = NULL;
  GEnumValue *found;

  g_return_val_if_fail (G_TYPE_IS_ENUM (type), NULL);

  klass = g_type_class_ref (type);
  /* The strings of a static type outlive its class. */
  found = g_enum_get_value (klass, value);
  return found != NULL ? found->value_nick : NULL;
}

gboolean
comms_enum_from_nick (GType       type,
                      const char *nick,
                      int        *value)
{
  g_autoptr (GEnumClass) klass = NULL;
  GEnumValue *found;

  g_return_val_if_fail (G_TYPE_IS_ENUM (type), FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  klass = g_type_class_ref (type);
  found = nick != NULL ? g_enum_get_value_by_nick (klass, nick) : NULL;
  if (found == NULL)
    return FALSE;
  *value = found->value;
  return TRUE;
}
