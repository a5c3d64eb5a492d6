/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-attempt.h"

G_DEFINE_FINAL_TYPE (CommsAttempt, comms_attempt, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsAttempt, post_id, "post-id", INT),
  COMMS_FIELD (CommsAttempt, number, "number", INT),
  COMMS_FIELD (CommsAttempt, body, "body", TEXT),
  COMMS_FIELD (CommsAttempt, network_key, "network-key", TEXT),
  COMMS_FIELD (CommsAttempt, started_at, "started-at", INSTANT),
  COMMS_FIELD (CommsAttempt, ended_at, "ended-at", INSTANT),
  COMMS_FIELD (CommsAttempt, outcome, "outcome", TEXT),
  COMMS_FIELD (CommsAttempt, status, "status", INT),
  COMMS_FIELD (CommsAttempt, request_id, "request-id", TEXT),
  COMMS_FIELD (CommsAttempt, detail, "detail", TEXT),
};

static void
comms_attempt_class_init (CommsAttemptClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_attempt_init (CommsAttempt *self)
{
}

CommsAttempt *
comms_attempt_new (void)
{
  return g_object_new (COMMS_TYPE_ATTEMPT, NULL);
}
