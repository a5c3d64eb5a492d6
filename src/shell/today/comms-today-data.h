/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-account.h"
#include "comms-cost.h"
#include "comms-desk.h"
#include "comms-occasion.h"
#include "comms-post.h"

G_BEGIN_DECLS

#define COMMS_TODAY_DAYS 7

/* A post that needs someone, with who wrote it and where it would go. */
typedef struct
{
  CommsPost *post;
  CommsAccount *account;  /* NULL where it has none yet */
  char *author;
  gboolean commented;     /* somebody said something about this draft */
  char *asker;            /* who wants it withdrawn, or NULL */
  char *obstacle;         /* why this queued one will not go out as things are, or NULL */
  char *carried;          /* which account carries what is missed, refused or unknown, or NULL */
  GPtrArray *others;      /* of CommsAccount: which could carry it (G9), or NULL */
} CommsTodayPost;

/* How an account stands today. */
typedef struct
{
  CommsAccount *account;
  guint n_posted;
  guint n_planned;
} CommsTodayCadence;

/* Something that is due: an answer that is owed, or an embargo that lifts. */
typedef struct
{
  gint64 at;
  char *title;
  char *who;              /* of the desk, or NULL */
  gint64 target_id;       /* what a click leads to: one of the two */
  gint64 release_id;
  guint n_posts;          /* that wait for the embargo */
} CommsTodayDeadline;

typedef struct
{
  CommsOccasion *occasion;
  gint64 at;
  guint n_posts;          /* planned for that day */
} CommsTodayOccasion;

/**
 * CommsTodayData:
 * @now: when it was read
 * @zone: the desk's
 * @elsewhere: the first of the audiences' other zones, or NULL
 * @posts_low: fewer posts a day are too few
 * @posts_high: more are too many
 * @paused_reason: why all sending is paused, or NULL
 * @paused_at: since when
 * @may_resume: whether the acting person may let it go on
 * @cost: what this month costs
 * @decisions: unknown, missed and refused posts, in this order, then queued ones that will not go out
 *   as things are (G9), then those that somebody asks to withdraw where the acting person may do that (element-type CommsTodayPost)
 * @waiting: what waits for the acting person (element-type CommsTodayPost)
 * @cadence: (element-type CommsTodayCadence)
 * @deadlines: soonest first (element-type CommsTodayDeadline)
 * @occasions: soonest first (element-type CommsTodayOccasion)
 * @day_starts: the seven days from tomorrow
 * @day_posts: how many posts are planned on each
 *
 * What the page Today shows, read in one transaction.
 */
typedef struct
{
  gint64 now;
  char *zone;
  char *elsewhere;
  guint posts_low;
  guint posts_high;
  char *paused_reason;
  gint64 paused_at;
  gboolean may_resume;
  CommsCost cost;
  GPtrArray *decisions;
  GPtrArray *waiting;
  GPtrArray *cadence;
  GPtrArray *deadlines;
  GPtrArray *occasions;
  gint64 day_starts[COMMS_TODAY_DAYS];
  guint day_posts[COMMS_TODAY_DAYS];
} CommsTodayData;

/* CommsTxFunc; takes no data. */
gpointer         comms_today_data_load   (CommsTx         *tx,
                                          gpointer         unused,
                                          GError         **error);
void             comms_today_data_free   (CommsTodayData  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsTodayData, comms_today_data_free)

/* The post that cannot wait longest, or NULL: an approved one that leaves today and nobody has
 * re-read, else the first that needs a decision, else the first that waits. */
CommsTodayPost * comms_today_data_urgent (CommsTodayData  *self);

G_END_DECLS
