/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-cascade.h"
#include "comms-cost.h"
#include "comms-desk.h"

G_BEGIN_DECLS

/**
 * CommsPlanJob:
 * @request: which release, account, day and audiences
 * @zones: owns the request's
 * @choices: what a person wants of the plan, NULL for all of it (element-type CommsCascadeChoice)
 *
 * What is asked of the desk.
 */
typedef struct
{
  CommsCascadeRequest request;
  char **zones;
  GPtrArray *choices;
} CommsPlanJob;

CommsPlanJob * comms_plan_job_new  (const CommsCascadeRequest *request,
                                    const char *const         *zones);
void           comms_plan_job_free (CommsPlanJob              *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsPlanJob, comms_plan_job_free)

/**
 * CommsPlan:
 * @rows: a part each (element-type CommsCascadeRow)
 * @coverage: which of them have a post (element-type CommsCoverage)
 * @made: the posts that were made just now, gint64
 * @now: when it was read
 * @day_at: noon of the day that is planned, whose month is the same everywhere
 * @tariffs: what sending costs (element-type CommsTariff)
 * @cost: what the month of that day costs without the plan
 *
 * What the desk answers.
 */
typedef struct
{
  GPtrArray *rows;
  GPtrArray *coverage;
  GArray *made;
  gint64 now;
  gint64 day_at;
  GPtrArray *tariffs;
  CommsCost cost;
} CommsPlan;

void        comms_plan_free      (CommsPlan     *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsPlan, comms_plan_free)
/* The post of that part, or NULL. */
CommsPost * comms_plan_find_post (CommsPlan     *plan,
                                  CommsPart      part,
                                  int            index);

/* CommsTxFunc of a CommsPlanJob: the plan as it is; makes the drafts and then the plan. */
gpointer    comms_plan_load      (CommsTx *tx, gpointer job, GError **error);
gpointer    comms_plan_make      (CommsTx *tx, gpointer job, GError **error);

/* "4 drafts made; 2 had their post already.": what became of the parts. (transfer full) */
char      * comms_plan_dup_made  (guint          n_made,
                                  guint          n_used);

G_END_DECLS
