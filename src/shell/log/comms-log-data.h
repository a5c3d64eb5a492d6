/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-log.h"

G_BEGIN_DECLS

/* What the log asks of the desk; run on the store's thread. */

/* A query that owns its search. */
typedef struct
{
  CommsLogQuery query;
  char *search;
} CommsLogRequest;

CommsLogRequest * comms_log_request_new  (const CommsLogQuery  *query);
void              comms_log_request_free (CommsLogRequest      *request);

typedef struct
{
  gint64 counts[COMMS_LOG_MISSED + 1];
} CommsLogCounts;

/* CommsTxFunc of a CommsLogRequest, giving CommsLogCounts: how many entries there would be of each
 * kind. The result is freed with g_free(). */
gpointer          comms_log_load_counts  (CommsTx              *tx,
                                          gpointer              request,
                                          GError              **error);

G_END_DECLS
