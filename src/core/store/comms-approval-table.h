/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-approval.h"
#include "comms-db.h"
#include "comms-post.h"
#include "comms-stamp.h"

G_BEGIN_DECLS

/* The signatures under posts (design, decision 4). A row is only added, and taken back once. */

/* The acting person signs @hash at that version of the post. */
gboolean    comms_approval_table_sign (CommsDb          *db,
                                       const CommsStamp *stamp,
                                       gint64            post_id,
                                       const char       *hash,
                                       gint64            version,
                                       const char       *capacity,
                                       GError          **error);

/* Takes back every signature under the post. */
gboolean    comms_approval_table_void (CommsDb          *db,
                                       const CommsStamp *stamp,
                                       gint64            post_id,
                                       GError          **error);

/* The signatures under the post that stand for @hash, in order; all there ever were where it is
 * NULL. (transfer full) (element-type CommsApproval) */
GPtrArray * comms_approval_table_list (CommsDb          *db,
                                       gint64            post_id,
                                       const char       *hash,
                                       GError          **error);

/* How many people signed what @post says, besides those whose own words it is; with @person_id or
 * @capacity, only that person, or only in that one. */
gboolean    comms_approval_table_count (CommsDb         *db,
                                        CommsPost       *post,
                                        gint64           person_id,
                                        const char      *capacity,
                                        gint64          *n_people,
                                        GError         **error);

G_END_DECLS
