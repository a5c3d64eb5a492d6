/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-signing.h"

#include "comms-approval-table.h"
#include "comms-post-barriers.h"
#include "comms-post-rules.h"

/* How many signed what the post says, and among them, by their tasks. */
typedef struct
{
  guint n;
  gboolean legal;
  gboolean duty;
} Signed;

static gboolean
count_signed (CommsTx *tx, CommsPost *post, Signed *signatures, GError **error)
{
  g_autoptr (GPtrArray) approvals = NULL;

  *signatures = (Signed){ 0 };
  if (!comms_post_rules_is_approved (post))
    return TRUE;
  approvals = comms_approval_table_list (tx->db, comms_record_get_id (COMMS_RECORD (post)),
                                         post->approved_hash, error);
  if (approvals == NULL)
    return FALSE;
  for (guint i = 0; i < approvals->len; i++)
    {
      CommsApproval *approval = g_ptr_array_index (approvals, i);
      const gboolean legal = g_strcmp0 (approval->capacity, "legal") == 0;

      /* Under what they wrote themselves nobody's name counts. */
      if (approval->person_id == post->author_id)
        continue;
      signatures->n++;
      signatures->legal |= legal;
      /* One who is both signs as the legal reviewer. */
      signatures->duty |= g_strcmp0 (approval->capacity, "duty") == 0 ||
                          (legal && approval->person_id == tx->policy->duty_officer_id);
    }
  return TRUE;
}

/* As the store counts it before anything leaves (comms-post-barriers.c). */
static gboolean
is_enough (CommsTx *tx, CommsPost *post, const Signed *signatures)
{
  return (!post->legal || signatures->legal) &&
         (signatures->n >= comms_policy_approvals (tx->policy, post) ||
          (post->urgent && signatures->duty));
}

static Signed
with_one_more (CommsTx *tx, const Signed *signatures)
{
  const gint64 actor = tx->stamp.actor_id;

  return (Signed){
    .n = signatures->n + 1,
    .legal = signatures->legal || (actor != 0 && actor == tx->policy->legal_reviewer_id),
    .duty = signatures->duty || (actor != 0 && actor == tx->policy->duty_officer_id),
  };
}

gboolean
comms_signing_load (CommsTx *tx, CommsPost *post, CommsSigning *self, GError **error)
{
  const guint n_asked = (guint) comms_policy_approvals (tx->policy, post);
  Signed signatures, more;
  guint n_missing;

  g_return_val_if_fail (COMMS_IS_POST (post), FALSE);
  g_return_val_if_fail (self != NULL, FALSE);

  if (!count_signed (tx, post, &signatures, error))
    return FALSE;
  more = with_one_more (tx, &signatures);
  *self = (CommsSigning){
    .lacks_legal = post->legal && !signatures.legal,
    .lacks_duty = post->urgent && !signatures.duty,
    .done = (comms_post_rules_approve_own (tx) && !post->legal) ||
            comms_post_barriers_approved (tx->db, post, 0, NULL),
    .completes = is_enough (tx, post, &more),
  };
  if (self->done)
    self->lacks_duty = FALSE;
  self->n_needed = post->urgent ? (post->legal ? 2 : 1) : MAX (n_asked, 1);
  if (post->urgent)
    n_missing = (guint) self->lacks_duty + (guint) self->lacks_legal;
  else
    n_missing =
      MAX (self->n_needed - MIN (signatures.n, self->n_needed), (guint) self->lacks_legal);
  self->n_signed = self->n_needed - MIN (self->done ? 0 : n_missing, self->n_needed);
  return TRUE;
}
