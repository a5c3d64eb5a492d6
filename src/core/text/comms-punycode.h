/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long the label of a host is as the name system has it (RFC 3490, RFC 3492), its characters
 * as they are; over 63 where it is too long, however much. */
gsize comms_punycode_label_length (const guint16 *label,
                                   gsize          length);

G_END_DECLS
