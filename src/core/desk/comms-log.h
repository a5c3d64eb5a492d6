/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-audit-entry.h"
#include "comms-desk.h"
#include "comms-engagement.h"

G_BEGIN_DECLS

/* The engagement log and the audit chain behind it. */

gboolean          comms_log_save_engagement (CommsTx *tx, gpointer engagement, GError **error);
CommsEngagement * comms_log_load_engagement (CommsTx *tx, gint64 id, GError **error);

/* A manager signs an engagement off, or returns it with a comment. */
gboolean          comms_log_review          (CommsTx *tx, gint64 id, CommsReview review,
                                             const char *comment, GError **error);

/* Writes down that what @engagement tells of was taken back; inside the folder only. */
gboolean          comms_log_take_back       (CommsTx *tx, CommsEngagement *engagement,
                                             GError **error);

/* With one target, newest first. (transfer full) (element-type CommsEngagement) */
GPtrArray       * comms_log_of_target       (CommsTx *tx, gint64 target_id, guint limit,
                                             GError **error);
/* Waiting for the manager's review, oldest first. */
GPtrArray       * comms_log_to_review       (CommsTx *tx, guint limit, GError **error);
/* Open, with a deadline, soonest first. */
GPtrArray       * comms_log_deadlines       (CommsTx *tx, guint limit, GError **error);

typedef enum
{
  COMMS_LOG_ALL,
  COMMS_LOG_ENGAGEMENTS,
  COMMS_LOG_POSTS,
  COMMS_LOG_MISSED,
} CommsLogKind;

typedef struct
{
  CommsLogKind kind;
  gint64 from;          /* UTC milliseconds; 0 for the beginning */
  gint64 until;         /* exclusive; 0 for the end */
  gint64 actor_id;      /* 0 for anyone */
  guint classes;        /* of the target, as in CommsTargetQuery */
  const char *search;
  gint64 after;         /* only entries with a greater id: what came since */
} CommsLogQuery;

/* The ids of the audit entries, newest first, as an array of gint64: the list model fetches the
 * rows that are seen. (transfer full) (element-type gint64) */
GArray          * comms_log_ids             (CommsTx *tx, const CommsLogQuery *query,
                                             GError **error);
GPtrArray       * comms_log_load            (CommsTx *tx, const gint64 *ids, guint n_ids,
                                             GError **error);

/* Who did what was written down last about that thing, where that was at @at; else @otherwise, whose
 * own work on it is not written down. */
gint64            comms_log_last_actor      (CommsTx *tx, CommsSubject subject, gint64 id,
                                             gint64 at, gint64 otherwise);

/* The entry as a sentence without its subject, translated: "approved version 4 for
 * @mohr_example". (transfer full) */
char            * comms_audit_dup_sentence  (CommsAuditEntry *entry);

typedef struct
{
  gint64 n_entries;
  gint64 broken_id;     /* 0: unbroken */
  gint64 first_at;
} CommsLogVerdict;

/* CommsTxFunc; the result is freed with g_free(). */
gpointer          comms_log_verify          (CommsTx *tx, gpointer unused, GError **error);

G_END_DECLS
