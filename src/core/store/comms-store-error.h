/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"

G_BEGIN_DECLS

/* Sets the sentence for a person about the desk at @path. @reason is the database's or the
 * system's own words; only COMMS_STORE_ERROR_FAILED has room for it. */
void comms_store_error_set       (GError **error, CommsStoreError code, const char *path,
                                  const char *reason);

/* The same for what the system said in errno. */
void comms_store_error_set_errno (GError **error, int number, const char *path);

G_END_DECLS
