/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-checks.h"
#include "comms-desk.h"

G_BEGIN_DECLS

/* What can be done with a post after it was read. */
typedef enum
{
  COMMS_DAY_WAY_QUEUE,             /* schedule it */
  COMMS_DAY_WAY_APPROVE_AND_QUEUE, /* a manager, who did not write it */
  COMMS_DAY_WAY_SUBMIT,            /* the approval of someone else is missing */
  COMMS_DAY_WAY_NOTHING,           /* and the card says why */
  COMMS_DAY_N_WAYS,
} CommsDayWay;

/**
 * CommsDayPost:
 * @context: its account, release and the rules
 * @way: what the acting person may do with it
 * @why_not: the sentence where they may not schedule it, or NULL
 * @checks: what the desk notices, the worst first (element-type CommsCheck)
 * @media: its pictures with their bytes (element-type CommsMedia)
 */
typedef struct
{
  CommsPost *post;
  CommsPostContext *context;
  CommsDayWay way;
  char *why_not;
  GPtrArray *checks;
  GPtrArray *media;
} CommsDayPost;

/**
 * CommsDay:
 * @posts: in order of time (element-type CommsDayPost)
 * @policy: the desk's rules
 *
 * The posts that are re-read together.
 */
typedef struct
{
  GPtrArray *posts;
  CommsPolicy *policy;
} CommsDay;

/* CommsTxFunc: of the posts whose ids are in a GArray of gint64. Those that are gone, or are out
 * or on their way, are left out. */
gpointer   comms_day_load     (CommsTx    *tx, gpointer ids, GError **error);
void       comms_day_free     (CommsDay   *day);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsDay, comms_day_free)

/* What the button does: to schedule comes before to submit. */
CommsDayWay comms_day_way     (CommsDay   *day);
/* Whether that is done with the post as well. */
gboolean   comms_day_post_joins (CommsDayPost *post, CommsDayWay way);

G_END_DECLS
