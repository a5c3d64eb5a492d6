/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsAdviceRule:
 * @code: of the table of advice
 * @level: "off", "hint", "warn" or "block"
 *
 * What a manager set for one piece of advice, where it differs from the table of advice.
 */
#define COMMS_TYPE_ADVICE_RULE (comms_advice_rule_get_type ())
G_DECLARE_FINAL_TYPE (CommsAdviceRule, comms_advice_rule, COMMS, ADVICE_RULE, CommsRecord)

struct _CommsAdviceRule
{
  CommsRecord parent_instance;

  char *code;
  char *level;
};

CommsAdviceRule * comms_advice_rule_new (void);

G_END_DECLS
