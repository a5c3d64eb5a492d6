/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-cascade.h"
#include "comms-desk.h"
#include "comms-release.h"

G_BEGIN_DECLS

/**
 * CommsCascadeDay:
 * @earliest: nothing may leave before: now, the embargo, the release's appearance
 * @first: outside the slots of the policy, nothing is planned before
 * @latest: nor after
 * @n_posts: what the account says that day, posted and planned
 * @texts: what they say (element-type utf8)
 *
 * A day of an account, as a cascade finds it.
 */
typedef struct
{
  CommsRelease *release;
  gint64 account_id;
  const char *const *zones; /* of the request; not owned */
  int year, month, day;
  gint64 earliest;
  gint64 first;
  gint64 latest;
  gint64 n_posts;
  GPtrArray *texts;
  GArray *taken; /* gint64, the times that the account's other posts have */
  GArray *slots; /* gint64, the policy's slots that are neither taken nor too early */
} CommsCascadeDay;

/* The day of the request, which lives as long. (transfer full) */
CommsCascadeDay * comms_cascade_day_load         (CommsTx          *tx,
                                                  CommsRelease     *release,
                                                  const CommsCascadeRequest *request,
                                                  GError          **error);
void              comms_cascade_day_free         (CommsCascadeDay  *self);

/* Up to @n times, in order: the free slots where there are enough of them, else spread evenly over
 * what is left of the day. Times at which the audience is awake come before others. (transfer full) (element-type gint64) */
GArray          * comms_cascade_day_find_times   (CommsCascadeDay  *self,
                                                  guint             n);

/* The day after. (transfer full) */
CommsCascadeDay * comms_cascade_day_load_next    (CommsTx          *tx,
                                                  CommsCascadeDay  *self,
                                                  GError          **error);

/* How often @link stands in what the account says that day (R3). */
guint             comms_cascade_day_count_link   (CommsCascadeDay  *self,
                                                  const char       *link);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsCascadeDay, comms_cascade_day_free)

G_END_DECLS
