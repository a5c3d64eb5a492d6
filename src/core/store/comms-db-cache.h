/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CommsDbCache:
 *
 * Rows that nearly every transaction reads, kept until they change. Part of a CommsDb, and used by its
 * thread only.
 */
typedef struct _CommsDbCache CommsDbCache;

CommsDbCache * comms_db_cache_new         (void);
void           comms_db_cache_free        (CommsDbCache *self);

/* The row with that id, or NULL where it is not kept. (transfer full) */
GObject      * comms_db_cache_dup         (CommsDbCache *self,
                                           const char   *table,
                                           gint64        id);
/* @table is kept as it is, so it has to stay; of @row, a reference is taken. */
void           comms_db_cache_put         (CommsDbCache *self,
                                           const char   *table,
                                           gint64        id,
                                           GObject      *row);

/* What is said of that row holds no more, or of any row. */
void           comms_db_cache_drop_row    (CommsDbCache *self,
                                           const char   *table,
                                           gint64        id);
void           comms_db_cache_drop        (CommsDbCache *self);

G_END_DECLS
