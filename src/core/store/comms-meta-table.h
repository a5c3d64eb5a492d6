/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"

G_BEGIN_DECLS

/* Facts about the desk file itself, such as "practice". */

/* The value, or NULL without an error where there is none. (transfer full) */
char     * comms_meta_table_get (CommsDb *db, const char *key, GError **error);
gboolean   comms_meta_table_set (CommsDb *db, const char *key, const char *value, GError **error);

G_END_DECLS
