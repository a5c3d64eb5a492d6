/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-db.h"

G_BEGIN_DECLS

/* Targets that are not binned, by every word of @search as the beginning of one of theirs, which
 * may be NULL, and by the set @classes of 1 << CommsTargetKind, 0 for all. In order of the name,
 * or with @by_contact those last spoken to first. @limit 0 for no limit. (transfer full)
 * (element-type CommsTarget) */
GPtrArray * comms_target_table_find     (CommsDb     *db,
                                         const char  *search,
                                         guint        classes,
                                         gboolean     by_contact,
                                         guint        limit,
                                         GError     **error);

/* How many match the search, by class. */
gboolean    comms_target_table_count    (CommsDb     *db,
                                         const char  *search,
                                         guint        counts[4],
                                         GError     **error);

/* What an import recognises people by: calls @func for each that is not binned, in order of id. */
typedef void (*CommsTargetKeyFunc) (gint64 id, const char *name, const char *organisation,
                                    const char *x_handle, const char *email, gpointer user_data);
gboolean    comms_target_table_each_key (CommsDb            *db,
                                         CommsTargetKeyFunc  func,
                                         gpointer            user_data,
                                         GError            **error);

/* There was a real exchange with the target; an earlier one than the last known changes nothing. */
gboolean    comms_target_table_touch    (CommsDb            *db,
                                         gint64              id,
                                         gint64              contacted_at,
                                         GError            **error);

G_END_DECLS
