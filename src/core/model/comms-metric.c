/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-metric.h"

G_DEFINE_FINAL_TYPE (CommsMetric, comms_metric, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsMetric, post_id, "post-id", INT),
  COMMS_FIELD (CommsMetric, at, "at", INSTANT),
  COMMS_FIELD (CommsMetric, likes, "likes", INT),
  COMMS_FIELD (CommsMetric, reposts, "reposts", INT),
  COMMS_FIELD (CommsMetric, replies, "replies", INT),
  COMMS_FIELD (CommsMetric, quotes, "quotes", INT),
  COMMS_FIELD (CommsMetric, bookmarks, "bookmarks", INT),
  COMMS_FIELD (CommsMetric, impressions, "impressions", INT),
  COMMS_FIELD (CommsMetric, gone, "gone", BOOL),
  COMMS_FIELD (CommsMetric, cost_micros, "cost-micros", INT),
};

static void
comms_metric_class_init (CommsMetricClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_metric_init (CommsMetric *self)
{
}

CommsMetric *
comms_metric_new (void)
{
  return g_object_new (COMMS_TYPE_METRIC, NULL);
}
