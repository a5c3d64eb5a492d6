/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-plan-data.h"

#include "comms-marks.h"
#include "comms-zone.h"

#define NOON (12 * 60 * 60 * G_GINT64_CONSTANT (1000))

CommsPlanJob *
comms_plan_job_new (const CommsCascadeRequest *request, const char *const *zones)
{
  CommsPlanJob *job = g_new0 (CommsPlanJob, 1);

  job->zones = g_strdupv ((char **) zones);
  job->request = *request;
  job->request.zones = (const char *const *) job->zones;
  return job;
}

void
comms_plan_job_free (CommsPlanJob *job)
{
  g_strfreev (job->zones);
  g_clear_pointer (&job->choices, g_ptr_array_unref);
  g_free (job);
}

void
comms_plan_free (CommsPlan *plan)
{
  g_clear_pointer (&plan->rows, g_ptr_array_unref);
  g_clear_pointer (&plan->tariffs, g_ptr_array_unref);
  g_clear_pointer (&plan->coverage, g_ptr_array_unref);
  g_clear_pointer (&plan->made, g_array_unref);
  g_free (plan);
}

CommsPost *
comms_plan_find_post (CommsPlan *plan, CommsPart part, int index)
{
  g_return_val_if_fail (plan != NULL, NULL);

  for (guint i = 0; i < plan->coverage->len; i++)
    {
      CommsCoverage *coverage = g_ptr_array_index (plan->coverage, i);

      if (coverage->part == part && coverage->part_index == index)
        return coverage->post;
    }
  return NULL;
}

gpointer
comms_plan_load (CommsTx *tx, gpointer data, GError **error)
{
  CommsPlanJob *job = data;
  g_autoptr (CommsPlan) plan = g_new0 (CommsPlan, 1);

  plan->now = tx->stamp.now;
  plan->made = g_array_new (FALSE, FALSE, sizeof (gint64));
  plan->rows = comms_cascade_plan (tx, &job->request, error);
  if (plan->rows == NULL)
    return NULL;
  plan->coverage = comms_cascade_coverage (tx, job->request.release_id, error);
  if (plan->coverage == NULL)
    return NULL;
  /* What X takes is counted in months of UTC: where a day begins, it may still be the old one. */
  plan->day_at = comms_zone_date_start (tx->policy->zone, job->request.year, job->request.month,
                                        job->request.day) +
                 NOON;
  plan->tariffs = comms_tariffs_list (tx, error);
  if (plan->tariffs == NULL || !comms_cost_month (tx, plan->day_at, &plan->cost, error))
    return NULL;
  return g_steal_pointer (&plan);
}

/* The rows that became drafts are those that have a post now and would have been one. */
static void
note_made (CommsPlan *plan, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      CommsCascadeRow *row = g_ptr_array_index (rows, i);

      if (row->verdict == COMMS_CASCADE_DRAFT && row->post_id != 0)
        g_array_append_val (plan->made, row->post_id);
    }
}

gpointer
comms_plan_make (CommsTx *tx, gpointer data, GError **error)
{
  CommsPlanJob *job = data;
  g_autoptr (GPtrArray) rows = comms_cascade_make (tx, &job->request, job->choices, error);
  CommsPlan *plan;

  if (rows == NULL)
    return NULL;
  plan = comms_plan_load (tx, job, error);
  if (plan != NULL)
    note_made (plan, rows);
  return plan;
}

char *
comms_plan_dup_made (guint n_made, guint n_used)
{
  g_autofree char *made = comms_format_number (n_made);
  g_autofree char *used = comms_format_number (n_used);

  if (n_made == 0)
    return g_strdup (C_ ("cascade", "No draft was made."));
  if (n_used == 0)
    return g_strdup_printf (ngettext ("%s draft made.", "%s drafts made.", n_made), made);
  /* Translators: a number of drafts, and a number of parts; the plural is that of the drafts */
  return g_strdup_printf (ngettext ("%s draft made; %s had their post already.",
                                    "%s drafts made; %s had their post already.", n_made),
                          made, used);
}
