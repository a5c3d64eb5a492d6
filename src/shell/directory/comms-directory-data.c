/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-directory-data.h"

#include "comms-log.h"

/* The timeline of a person reaches back so far; older exchanges are found in the log. */
#define TIMELINE_LENGTH 200

void
comms_directory_query_free (CommsDirectoryQuery *query)
{
  g_free (query->search);
  g_free (query);
}

void
comms_directory_person_free (CommsDirectoryPerson *person)
{
  g_clear_object (&person->target);
  g_clear_pointer (&person->engagements, g_ptr_array_unref);
  g_free (person);
}

gpointer
comms_directory_load_people (CommsTx  *tx,
                             gpointer  data,
                             GError  **error)
{
  CommsDirectoryQuery *query = data;
  CommsTargetQuery targets = {
    .search = query->search,
    .classes = query->kinds,
    .order = query->order,
    .limit = query->limit,
  };

  return comms_targets_list (tx, &targets, error);
}

gpointer
comms_directory_load_counts (CommsTx  *tx,
                             gpointer  data,
                             GError  **error)
{
  CommsDirectoryQuery *query = data;
  g_autofree CommsDirectoryCounts *counts = g_new0 (CommsDirectoryCounts, 1);
  guint all[4] = { 0 };

  if (!comms_targets_count (tx, query->search, counts->kinds, error) ||
      !comms_targets_count (tx, NULL, all, error))
    return NULL;

  counts->n_people = all[0] + all[1] + all[2] + all[3];
  return g_steal_pointer (&counts);
}

gpointer
comms_directory_load_person (CommsTx  *tx,
                             gpointer  id,
                             GError  **error)
{
  g_autoptr (CommsDirectoryPerson) person = g_new0 (CommsDirectoryPerson, 1);

  person->target = comms_targets_load (tx, *(gint64 *) id, error);
  if (person->target == NULL)
    return NULL;
  person->engagements = comms_log_of_target (tx, *(gint64 *) id, TIMELINE_LENGTH, error);
  if (person->engagements == NULL)
    return NULL;
  return g_steal_pointer (&person);
}
