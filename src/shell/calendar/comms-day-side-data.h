/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-cascade.h"
#include "comms-desk.h"
#include "comms-release.h"

G_BEGIN_DECLS

/**
 * CommsDaySideRequest:
 * @release_id: which release
 * @day: the day, as a Julian day number in the desk's zone
 *
 * What is asked of the store.
 */
typedef struct
{
  gint64 release_id;
  guint day;
} CommsDaySideRequest;

/**
 * CommsDaySideData:
 * @release: the release
 * @owner: who answers for it, or NULL
 * @account_id: that a further post of it would go out from, or 0
 * @coverage: its parts and their posts (element-type CommsCoverage)
 * @plan: what a further cascade would do (element-type CommsCascadeRow), or NULL
 * @accounts: the desk's (element-type CommsAccount)
 * @links: the release's links, its own first (element-type utf8)
 * @link_uses: how often each of them stands on the account that day (element-type guint)
 * @link_uses_max: how often one may (R3)
 * @closest: how alike the two closest of its posts are, 0.0 to 1.0; below 0 for fewer than two
 * @cost: what the day's posts of the account cost, in millionths of a US dollar
 * @zone: the desk's
 * @now: when it was read
 *
 * One release on one day.
 */
typedef struct
{
  CommsRelease *release;
  char *owner;
  gint64 account_id;
  GPtrArray *coverage;
  GPtrArray *plan;
  GPtrArray *accounts;
  GPtrArray *links;
  GArray *link_uses;
  guint link_uses_max;
  double closest;
  gint64 cost;
  char *zone;
  gint64 now;
} CommsDaySideData;

/* CommsTxFunc; @request is a CommsDaySideRequest. */
gpointer           comms_day_side_data_load (CommsTx *tx, gpointer request, GError **error);
void               comms_day_side_data_free (CommsDaySideData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsDaySideData, comms_day_side_data_free)

/* What a further cascade says of that part, or NULL. Not owned. */
CommsCascadeRow *comms_day_side_data_plan (CommsDaySideData *self, CommsPart part, int index);

G_END_DECLS
