/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comms-error.h"

G_DEFINE_QUARK (comms-error-quark, comms_error)
G_DEFINE_QUARK (comms-rule-error-quark, comms_rule_error)
