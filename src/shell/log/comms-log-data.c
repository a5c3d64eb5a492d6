/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-log-data.h"

CommsLogRequest *
comms_log_request_new (const CommsLogQuery *query)
{
  CommsLogRequest *request = g_new0 (CommsLogRequest, 1);

  request->query = *query;
  request->search = g_strdup (query->search);
  request->query.search = request->search;
  return request;
}

void
comms_log_request_free (CommsLogRequest *request)
{
  g_free (request->search);
  g_free (request);
}

gpointer
comms_log_load_counts (CommsTx  *tx,
                       gpointer  data,
                       GError  **error)
{
  CommsLogRequest *request = data;
  g_autofree CommsLogCounts *counts = g_new0 (CommsLogCounts, 1);

  for (CommsLogKind kind = COMMS_LOG_ALL; kind <= COMMS_LOG_MISSED; kind++)
    {
      CommsLogQuery query = request->query;
      g_autoptr (GArray) ids = NULL;

      query.kind = kind;
      ids = comms_log_ids (tx, &query, error);
      if (ids == NULL)
        return NULL;
      counts->counts[kind] = ids->len;
    }
  return g_steal_pointer (&counts);
}
