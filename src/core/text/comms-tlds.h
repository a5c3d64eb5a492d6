/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the top-level domain that starts at @start ends, or 0 where none does that X makes a link
 * of. The text ends at @end; after the domain there must be neither a letter or digit of ASCII
 * nor one of "@+-". */
gsize comms_tld_find_end (const guint16 *units,
                          gsize          start,
                          gsize          end);

G_END_DECLS
