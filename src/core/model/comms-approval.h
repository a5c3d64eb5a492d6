/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsApproval:
 * @post_id: the post
 * @person_id: who signed
 * @at: when
 * @hash: hex SHA-256 of what was signed, comms_post_dup_hash()
 * @version: of the post, as the person read it
 * @capacity: "manager", "legal" or "duty"
 * @voided_at: when it was taken back, or what it signed was changed; 0 while it stands
 *
 * One person's signature under a post (design, decision 4). It holds while the post has that hash
 * and nobody took it back; how many a post needs, and whose, is for the policy (R69, R84).
 */
#define COMMS_TYPE_APPROVAL (comms_approval_get_type ())
G_DECLARE_FINAL_TYPE (CommsApproval, comms_approval, COMMS, APPROVAL, CommsRecord)

struct _CommsApproval
{
  CommsRecord parent_instance;

  gint64 post_id;
  gint64 person_id;
  gint64 at;
  char *hash;
  gint64 version;
  char *capacity;
  gint64 voided_at;
};

CommsApproval * comms_approval_new (void);

G_END_DECLS
