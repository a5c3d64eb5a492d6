/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-text-check.h"

G_BEGIN_DECLS

/* A long text as the parts of a thread, each of which fits under @rule with @options (which may be
 * NULL): whole sentences where they fit, else whole words. With @numbered each ends in its place
 * and the number of all, as in "1/4". One part, without a number, where the text fits as it is.
 * (transfer full) */
char ** comms_thread_text_split  (const char             *text,
                                  CommsTextRule           rule,
                                  const CommsTextOptions *options,
                                  gboolean                numbered);

/* The text without a "2/4" at its end. (transfer full) */
char  * comms_thread_text_strip  (const char             *text);

/* The text with such an end, in place of one that it has. (transfer full) */
char  * comms_thread_text_number (const char             *text,
                                  guint                   position,
                                  guint                   n_parts);

/* Whether it has such an end. */
gboolean comms_thread_text_is_numbered (const char       *text);

G_END_DECLS
