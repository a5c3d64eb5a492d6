/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-target.h"

G_BEGIN_DECLS

/* The columns of a directory as CSV. Inside the folder only. */

typedef enum
{
  COMMS_COLUMN_NAME,
  COMMS_COLUMN_CLASS,
  COMMS_COLUMN_ORGANISATION,
  COMMS_COLUMN_ROLE,
  COMMS_COLUMN_BEAT,
  COMMS_COLUMN_CITY,
  COMMS_COLUMN_LANGUAGES,
  COMMS_COLUMN_X,
  COMMS_COLUMN_MASTODON,
  COMMS_COLUMN_BLUESKY,
  COMMS_COLUMN_EMAIL,
  COMMS_COLUMN_TELEPHONE,
  COMMS_COLUMN_PREFERS,
  COMMS_COLUMN_DEADLINE,
  COMMS_COLUMN_POSTURE,
  COMMS_COLUMN_DO_NOT_CONTACT,
  COMMS_COLUMN_PERMISSION,
  COMMS_COLUMN_SOURCE,
  COMMS_COLUMN_NOTES,
  COMMS_N_COLUMNS,
} CommsColumn;

/* The column that a heading means, whatever its case and whether its words are parted by spaces,
 * hyphens or nothing; COMMS_N_COLUMNS for none. */
CommsColumn  comms_column_find         (const char   *heading);
const char * comms_column_name         (CommsColumn   column);

/* Whether a heading announces what the desk may not keep about a person (G7). */
gboolean     comms_column_is_forbidden (const char   *heading);

/* Sets the field from a cell that is not empty. On failure, @problem is a sentence. */
gboolean     comms_column_read         (CommsColumn   column,
                                        CommsTarget  *target,
                                        const char   *cell,
                                        char        **problem);

/* The cell for the field, "" where it is empty. (transfer full) */
char       * comms_column_write        (CommsColumn   column,
                                        CommsTarget  *target);

G_END_DECLS
