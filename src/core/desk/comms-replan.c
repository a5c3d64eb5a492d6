/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-replan.h"

#include <stdlib.h>

#include "comms-posts-private.h"
#include "comms-releases-private.h"
#include "comms-zone.h"

/* Wall times are kept to the minute. */
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

/* A row with one wall time, and what it means now. */
typedef struct
{
  gint64 id;
  gint64 at;
} Plan;

/* A plan that makes no sense, or in a zone that this computer does not know, stays as it is. */
static gboolean
means_another (const char *zone, const char *wall, gint64 was, gint64 *at)
{
  return zone != NULL && wall != NULL && comms_zone_to_instant (zone, wall, at, NULL, NULL) &&
         llabs (*at - was) >= MINUTE_MS;
}

/* Reads id, instant, wall time and zone in each row; the plans that mean another instant now. */
static GArray *
find (CommsTx *tx, const char *sql, GError **error)
{
  g_autoptr (GArray) plans = g_array_new (FALSE, FALSE, sizeof (Plan));
  g_autoptr (CommsRows) rows = comms_db_query (tx->db, error, sql, "i", tx->stamp.now);
  g_autoptr (GError) own_error = NULL;

  if (rows == NULL)
    return NULL;
  while (comms_rows_next (rows, &own_error))
    {
      Plan plan = { .id = comms_rows_get_int (rows, 0) };

      if (means_another (comms_rows_get_text (rows, 3), comms_rows_get_text (rows, 2),
                         comms_rows_get_int (rows, 1), &plan.at))
        g_array_append_val (plans, plan);
    }
  if (own_error == NULL)
    return g_steal_pointer (&plans);
  g_propagate_error (error, g_steal_pointer (&own_error));
  return NULL;
}

static gboolean
replan_posts (CommsTx *tx, GError **error)
{
  g_autoptr (GArray) plans =
    find (tx,
          "SELECT id, due_at, due_wall, due_zone FROM post WHERE due_at > ? "
          "AND state IN ('draft', 'in-review', 'approved', 'queued') AND deleted_at = 0",
          error);

  for (guint i = 0; plans != NULL && i < plans->len; i++)
    {
      const Plan *plan = &g_array_index (plans, Plan, i);
      g_autoptr (CommsPost) post = comms_posts_load (tx, plan->id, error);

      if (post == NULL || !comms_posts_replan (tx, post, plan->at, error))
        return FALSE;
    }
  return plans != NULL;
}

static gboolean
replan_releases (CommsTx *tx, const char *sql, GError **error)
{
  g_autoptr (GArray) plans = find (tx, sql, error);

  for (guint i = 0; plans != NULL && i < plans->len; i++)
    {
      g_autoptr (CommsRelease) release =
        comms_releases_load (tx, g_array_index (plans, Plan, i).id, error);

      if (release == NULL || !comms_releases_replan (tx, release, error))
        return FALSE;
    }
  return plans != NULL;
}

gpointer
comms_replan (CommsTx *tx, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (
    replan_releases (tx,
                     "SELECT id, publish_at, publish_wall, publish_zone FROM \"release\" "
                     "WHERE publish_at > ? AND deleted_at = 0",
                     error) &&
    replan_releases (tx,
                     "SELECT id, embargo_at, embargo_wall, embargo_zone FROM \"release\" "
                     "WHERE embargo_at > ? AND deleted_at = 0",
                     error) &&
    replan_posts (tx, error));
}
