/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsModel"

#include "config.h"

#include "comms-advice-rule.h"

G_DEFINE_FINAL_TYPE (CommsAdviceRule, comms_advice_rule, COMMS_TYPE_RECORD)

static const CommsField fields[] = {
  COMMS_FIELD (CommsAdviceRule, code, "code", TEXT),
  COMMS_FIELD (CommsAdviceRule, level, "level", TEXT),
};

static void
comms_advice_rule_class_init (CommsAdviceRuleClass *klass)
{
  comms_record_class_set_fields (COMMS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
comms_advice_rule_init (CommsAdviceRule *self)
{
}

CommsAdviceRule *
comms_advice_rule_new (void)
{
  return g_object_new (COMMS_TYPE_ADVICE_RULE, NULL);
}
