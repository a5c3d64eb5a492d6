/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-policy.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (CommsPolicy, comms_policy, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsPolicy, zone, "zone", TEXT),
  COMMS_FIELD (CommsPolicy, audience_zones, "audience-zones", LIST),
  COMMS_FIELD (CommsPolicy, slots, "slots", LIST),
  COMMS_FIELD (CommsPolicy, single_person, "single-person", BOOL),
  COMMS_FIELD (CommsPolicy, approvals, "approvals", INT),
  COMMS_FIELD (CommsPolicy, hold_seconds, "hold-seconds", INT),
  COMMS_FIELD (CommsPolicy, grace_minutes, "grace-minutes", INT),
  COMMS_FIELD (CommsPolicy, posts_low, "posts-low", INT),
  COMMS_FIELD (CommsPolicy, posts_high, "posts-high", INT),
  COMMS_FIELD (CommsPolicy, link_uses, "link-uses", INT),
  COMMS_FIELD (CommsPolicy, hashtags_high, "hashtags-high", INT),
  COMMS_FIELD (CommsPolicy, paused_reason, "paused-reason", TEXT),
  COMMS_FIELD (CommsPolicy, paused_at, "paused-at", INSTANT),
  COMMS_FIELD (CommsPolicy, x_client_id, "x-client-id", TEXT),
  COMMS_FIELD (CommsPolicy, x_cap_micros, "x-cap-micros", INT),
  COMMS_FIELD (CommsPolicy, spacing_seconds, "spacing-seconds", INT),
  COMMS_FIELD (CommsPolicy, duty_officer_id, "duty-officer-id", INT),
  COMMS_FIELD (CommsPolicy, legal_reviewer_id, "legal-reviewer-id", INT),
  COMMS_FIELD (CommsPolicy, requeue_absent, "requeue-absent", BOOL),
};

static void
comms_policy_class_init (CommsPolicyClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_policy_init (CommsPolicy *self)
{
}

CommsPolicy *
comms_policy_new (void)
{
  return g_object_new (COMMS_TYPE_POLICY, NULL);
}

CommsApprovalLevel
comms_policy_get_level (CommsPolicy *self)
{
  g_return_val_if_fail (COMMS_IS_POLICY (self), COMMS_APPROVAL_LEVEL_ONE);

  if (self->single_person)
    return COMMS_APPROVAL_LEVEL_ONE_PERSON;
  return COMMS_APPROVAL_LEVEL_NONE + (CommsApprovalLevel) CLAMP (self->approvals, 0, 2);
}

void
comms_policy_set_level (CommsPolicy *self, CommsApprovalLevel level)
{
  const gboolean single = level == COMMS_APPROVAL_LEVEL_ONE_PERSON;

  g_return_if_fail (COMMS_IS_POLICY (self));

  g_object_set (self, "single-person", single, "approvals",
                single ? G_GINT64_CONSTANT (0) : (gint64) (level - COMMS_APPROVAL_LEVEL_NONE),
                NULL);
}

gint64
comms_policy_approvals (CommsPolicy *self, CommsPost *post)
{
  g_return_val_if_fail (COMMS_IS_POLICY (self), 1);
  g_return_val_if_fail (COMMS_IS_POST (post), 1);

  return (self->single_person ? 0 : self->approvals) + (post->legal ? 1 : 0);
}

char *
comms_policy_dup_late_sentence (CommsPolicy *self)
{
  int minutes;

  g_return_val_if_fail (COMMS_IS_POLICY (self), NULL);

  minutes = (int) self->grace_minutes;
  return g_strdup_printf (ngettext ("This post could not leave within %d minute of its time; send "
                                    "it now, give it another time, or let it go.",
                                    "This post could not leave within %d minutes of its time; send "
                                    "it now, give it another time, or let it go.",
                                    (gulong) minutes),
                          minutes);
}
