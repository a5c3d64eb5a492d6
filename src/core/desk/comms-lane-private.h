/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-lane-keep.h"
#include "comms-lane.h"
#include "comms-outbox.h"

G_BEGIN_DECLS

/* What the files of #CommsLane share: the queue of jobs (comms-lane.c), sending
 * (comms-lane-send.c), looking and withdrawing (comms-lane-look.c). */

struct _CommsLane
{
  GObject parent_instance;

  CommsDesk *desk;
  gint64 account_id;
  char *holder;
  GQueue jobs; /* of CommsLaneJob; the first is being done */
  gboolean has_lease;
  gint64 clock_offset; /* between the two clocks when the network's was read; 0 for never */
  CommsNetwork *network;
  CommsAccount *network_account;
};

typedef struct _CommsLaneJob   CommsLaneJob;
typedef struct _CommsLaneAhead CommsLaneAhead;

/* The next step of a job: runs something, asks the network, or ends the job. */
typedef void (*CommsLaneThen)      (CommsLaneJob *job);
/* The same where something failed. @error is taken. */
typedef void (*CommsLaneOtherwise) (CommsLaneJob *job, GError *error);

/**
 * CommsLaneJob:
 * @lane: kept by @task
 * @then: follows what is being run now
 * @otherwise: follows where that fails
 * @keep: while the post is on its way
 * @ahead: while the body of the post after it is being made
 *
 * One thing that the lane was asked to do. It lives until it is ended, so that each of its steps
 * hands it to the next as it is.
 */
struct _CommsLaneJob
{
  CommsLane *lane;
  GTask *task;
  CommsLaneKind kind;
  CommsOutboxStep *step;
  CommsLaneThen then;
  CommsLaneOtherwise otherwise;
  guint n_tried;
  guint n_end_failures;
  CommsLaneKeep *keep;
  CommsLaneAhead *ahead;
};

/* Runs @func in the store on the job's step: with nobody acting, but for a withdrawal, which whoever
 * asks for it does under their own name. A NULL @otherwise goes on with @then all the same. */
void     comms_lane_run            (CommsLaneJob *job, CommsTxFunc func, CommsLaneThen then,
                                    CommsLaneOtherwise otherwise);

/* End the job, whose memory is gone then, and begin the next one. @error is taken. */
void     comms_lane_fail           (CommsLaneJob *job, GError *error);
void     comms_lane_succeed        (CommsLaneJob *job);

/* Makes the lane's network that of the account in the job's step. */
gboolean comms_lane_ensure_network (CommsLaneJob *job, GError **error);

/* Tells that a post has settled. */
void     comms_lane_emit_settled   (CommsLane *self, gint64 post_id);

/* The first step of each kind of job. */
void     comms_lane_send           (CommsLaneJob *job);
void     comms_lane_look           (CommsLaneJob *job);
void     comms_lane_withdraw       (CommsLaneJob *job);

G_END_DECLS
