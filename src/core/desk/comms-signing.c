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
  gint64 n = 0;
  gint64 n_legal = 0;

  *signatures = (Signed){ 0 };
  if (!comms_post_rules_is_approved (post))
    return TRUE;
  if (!comms_approval_table_count (tx->db, post, 0, NULL, &n, error) ||
      !comms_approval_table_count (tx->db, post, 0, "legal", &n_legal, error) ||
      !comms_post_barriers_duty (tx->db, post, tx->policy, &signatures->duty, error))
    return FALSE;
  signatures->n = (guint) n;
  signatures->legal = n_legal > 0;
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

/* The legal reviewer and the duty officer in one, who signs as the former. */
static gboolean
has_both_tasks (CommsPolicy *policy)
{
  return policy->duty_officer_id != 0 && policy->duty_officer_id == policy->legal_reviewer_id;
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
  if (self->done || (self->lacks_legal && has_both_tasks (tx->policy)))
    self->lacks_duty = FALSE;
  self->n_needed = MAX (n_asked, 1);
  if (post->urgent)
    self->n_needed = post->legal && !has_both_tasks (tx->policy) ? 2 : 1;
  if (post->urgent)
    n_missing = (guint) self->lacks_duty + (guint) self->lacks_legal;
  else
    n_missing =
      MAX (self->n_needed - MIN (signatures.n, self->n_needed), (guint) self->lacks_legal);
  self->n_signed = self->n_needed - MIN (self->done ? 0 : n_missing, self->n_needed);
  return TRUE;
}
