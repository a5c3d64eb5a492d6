/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"

G_BEGIN_DECLS

/* The steps by which a desk file came to its present shape: schema/001.sql and on. The version of
 * a file is the number of the last step that it took. */

/* What is to be done before a file of @version takes a step: the backup. */
typedef gboolean (*CommsSchemaFunc) (CommsDb   *db,
                                     int        version,
                                     gpointer   data,
                                     GError   **error);

/* NULL-terminated; of this version of the program. Never freed. */
const char *const * comms_schema_steps   (void);

/* Takes the file through the steps that it has not taken, each a transaction of its own, with
 * @before called ahead of each, but not while
 * the file is new. COMMS_STORE_ERROR_NEWER where it has taken more. */
gboolean            comms_schema_migrate (CommsDb            *db,
                                          const char *const  *steps,
                                          CommsSchemaFunc     before,
                                          gpointer            data,
                                          GError            **error);

/* COMMS_STORE_ERROR_NEWER where the file has taken more than the @n_steps that are known. */
gboolean            comms_schema_check   (CommsDb   *db,
                                          guint      n_steps,
                                          gint64    *version,
                                          GError   **error);

G_END_DECLS
