/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CommsDbCache:
 *
 * Rows that nearly every transaction reads, kept until their table changes. Part of a CommsDb, and
 * used by its thread only.
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

/* What is said of the rows of @table holds no more, or of any table. */
void           comms_db_cache_drop_table  (CommsDbCache *self,
                                           const char   *table);
void           comms_db_cache_drop        (CommsDbCache *self);

G_END_DECLS
