/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-target.h"
#include "comms-targets.h"

G_BEGIN_DECLS

/* What the directory asks of the desk; run on the store's thread. */

typedef struct
{
  char *search;
  guint kinds;            /* set of 1 << CommsTargetKind */
  CommsTargetOrder order;
  guint limit;
} CommsDirectoryQuery;

typedef struct
{
  guint kinds[4];         /* how many of each, among those that match the search */
  guint n_people;         /* in the whole directory */
} CommsDirectoryCounts;

typedef struct
{
  CommsTarget *target;
  GPtrArray *engagements;
} CommsDirectoryPerson;

void     comms_directory_query_free  (CommsDirectoryQuery  *query);
void     comms_directory_person_free (CommsDirectoryPerson *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsDirectoryPerson, comms_directory_person_free)

/* CommsTxFunc of a CommsDirectoryQuery, giving an array of CommsTarget. */
gpointer comms_directory_load_people (CommsTx              *tx,
                                      gpointer              query,
                                      GError              **error);

/* CommsTxFunc of a CommsDirectoryQuery, giving CommsDirectoryCounts. Counting thousands takes
 * longer than finding the first hundred: it comes after. */
gpointer comms_directory_load_counts (CommsTx              *tx,
                                      gpointer              query,
                                      GError              **error);

/* CommsTxFunc of a gint64, giving a CommsDirectoryPerson. */
gpointer comms_directory_load_person (CommsTx              *tx,
                                      gpointer              id,
                                      GError              **error);

G_END_DECLS
