/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsMetric:
 * @post_id: the post
 * @at: when it was read
 * @likes: how many
 * @reposts: how many
 * @replies: how many
 * @quotes: how many
 * @bookmarks: how many
 * @impressions: how often it was shown
 * @gone: the network said that it is not there any more; a person decides what follows
 * @cost_micros: what reading it cost, in millionths of a US dollar
 *
 * What became of a posted post, as the network counted it at one time. What the network does not
 * tell is -1.
 */
#define COMMS_TYPE_METRIC (comms_metric_get_type ())
G_DECLARE_FINAL_TYPE (CommsMetric, comms_metric, COMMS, METRIC, CommsRecord)

struct _CommsMetric
{
  CommsRecord parent_instance;

  gint64 post_id;
  gint64 at;
  gint64 likes;
  gint64 reposts;
  gint64 replies;
  gint64 quotes;
  gint64 bookmarks;
  gint64 impressions;
  gboolean gone;
  gint64 cost_micros;
};

CommsMetric * comms_metric_new (void);

G_END_DECLS
