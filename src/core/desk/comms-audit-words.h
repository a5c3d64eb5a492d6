/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-audit-entry.h"

G_BEGIN_DECLS

/* The words of the log. Whoever appends an entry takes its action from the table in
 * comms-audit-words.c, where each has its sentence; "from" and "to" are nicks of a state, wall
 * times or texts; the note comes from here. */

/* What the entry is about (title, name, first words of a post), where ("@mohr_example", the name
 * of the target), and why (a comment, a reason). Any may be NULL. (transfer full) */
char     * comms_audit_dup_note  (const char      *what,
                                  const char      *where,
                                  const char      *why);

/* The same for a post on the account with that handle. (transfer full) */
char     * comms_audit_dup_post_note (const char  *text,
                                      const char  *handle,
                                      const char  *why);

/* Whether the table has a sentence for this action; for tests. */
gboolean   comms_audit_has_words (CommsSubject     subject,
                                  const char      *action);

G_END_DECLS
