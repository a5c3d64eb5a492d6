/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsProtectedName:
 * @name: as it might be written
 * @other_forms: other spellings, in any script
 * @reason: why, for whoever has to decide
 * @created_at: when it was added
 *
 * A name that may not appear in public: a child's, a victim's, a witness's (R87, R92).
 */
#define COMMS_TYPE_PROTECTED_NAME (comms_protected_name_get_type ())
G_DECLARE_FINAL_TYPE (CommsProtectedName, comms_protected_name, COMMS, PROTECTED_NAME, CommsRecord)

struct _CommsProtectedName
{
  CommsRecord parent_instance;

  char *name;
  char **other_forms;
  char *reason;
  gint64 created_at;
};

CommsProtectedName * comms_protected_name_new (void);

G_END_DECLS
