/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most code points that a top-level domain of the table has. */
#define COMMS_TLD_MAX 18

/* Whether @name, in lower case, is a top-level domain that X makes a link of. */
gboolean comms_tld_is_known (const char *name);

G_END_DECLS
