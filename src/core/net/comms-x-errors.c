/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-x-private.h"

/* What X's answers mean (networks, section 1.8). */
static const CommsProblemRow problems[] = {
  { 401, COMMS_PROBLEM_WHERE_ANY, NULL, COMMS_PROBLEM_EXPIRED },
  { 402, COMMS_PROBLEM_WHERE_ANY, NULL, COMMS_PROBLEM_CREDIT },
  { 403, COMMS_PROBLEM_WHERE_WORDS, "duplicate content", COMMS_PROBLEM_DUPLICATE },
  { 403, COMMS_PROBLEM_WHERE_TYPE, "client-forbidden", COMMS_PROBLEM_ACCESS },
  { 403, COMMS_PROBLEM_WHERE_TYPE, "oauth1-permissions", COMMS_PROBLEM_ACCESS },
  { 403, COMMS_PROBLEM_WHERE_TYPE, "unsupported-authentication", COMMS_PROBLEM_ACCESS },
  { 403, COMMS_PROBLEM_WHERE_CODE, "453", COMMS_PROBLEM_ACCESS },
  { 403, COMMS_PROBLEM_WHERE_TYPE, "usage-capped", COMMS_PROBLEM_CREDIT },
  { 403, COMMS_PROBLEM_WHERE_WORDS, "suspended", COMMS_PROBLEM_SUSPENDED },
  { 403, COMMS_PROBLEM_WHERE_WORDS, "reply", COMMS_PROBLEM_REPLY },
  { 403, COMMS_PROBLEM_WHERE_WORDS, "replies", COMMS_PROBLEM_REPLY },
};

static const CommsRateHeaders rates[] = {
  { "x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset", FALSE, NULL },
  { "x-app-limit-24hour-limit", "x-app-limit-24hour-remaining", "x-app-limit-24hour-reset", FALSE,
    NULL },
  { "x-user-limit-24hour-limit", "x-user-limit-24hour-remaining", "x-user-limit-24hour-reset",
    FALSE, NULL },
  { NULL, NULL, NULL, FALSE, NULL },
};

const CommsNetworkAnswers comms_x_answers = {
  .name = "X",
  .problems = problems,
  .n_problems = G_N_ELEMENTS (problems),
  .rates = rates,
  .request_id = "x-transaction-id",
};
