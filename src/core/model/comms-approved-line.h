/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsApprovedLine:
 * @language: BCP 47 tag of its text
 * @topic: what it answers, in a few words
 * @text: the line itself
 * @release_id: the document that it stands on, or 0
 * @approver_id: who cleared it
 * @approved_at: when
 * @valid_until: not to be used from then on; 0 for never
 * @created_at: when it was added
 * @deleted_at: when it was put into the bin
 *
 * A line that is cleared for answers (R34). A post made from it keeps its id.
 */
#define COMMS_TYPE_APPROVED_LINE (comms_approved_line_get_type ())
G_DECLARE_FINAL_TYPE (CommsApprovedLine, comms_approved_line, COMMS, APPROVED_LINE, CommsRecord)

struct _CommsApprovedLine
{
  CommsRecord parent_instance;

  char *language;
  char *topic;
  char *text;
  gint64 release_id;
  gint64 approver_id;
  gint64 approved_at;
  gint64 valid_until;
  gint64 created_at;
  gint64 deleted_at;
};

CommsApprovedLine * comms_approved_line_new (void);

G_END_DECLS
