/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-text-check.h"

G_BEGIN_DECLS

/* Answers JSON Lines {"text": ...} with a line each, in order; a line that is none is answered
 * with a problem of the code "input". */
typedef struct _CommsCheckLines CommsCheckLines;

CommsCheckLines * comms_check_lines_new  (CommsTextRule           rule,
                                          const CommsTextOptions *options);
void              comms_check_lines_free (CommsCheckLines        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsCheckLines, comms_check_lines_free)

/* Takes some more of the input, and appends to @out the answers to the lines that ended. */
void              comms_check_lines_feed (CommsCheckLines        *self,
                                          const char             *data,
                                          gsize                   size,
                                          GString                *out);

/* Answers a last line that nothing ended. */
void              comms_check_lines_end  (CommsCheckLines        *self,
                                          GString                *out);

G_END_DECLS
