/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CommsError:
 * @COMMS_ERROR_FAILED: anything else; the message says what
 * @COMMS_ERROR_INVALID: the input makes no sense; the message says which and how to mend it
 * @COMMS_ERROR_NOT_FOUND: there is no such thing in this desk
 *
 * Errors are whole translated sentences for a person: what, where, what to do.
 */
#define COMMS_ERROR (comms_error_quark ())
GQuark comms_error_quark (void);
typedef enum
{
  COMMS_ERROR_FAILED,
  COMMS_ERROR_INVALID,
  COMMS_ERROR_NOT_FOUND,
} CommsError;

/**
 * CommsRuleError:
 * @COMMS_RULE_APPROVAL: not approved, approval void, or approving one's own post
 * @COMMS_RULE_EMBARGO: before the embargo of its release lifts
 * @COMMS_RULE_PAUSED: all sending is paused, or the account is
 * @COMMS_RULE_DUPLICATE: the account has said this already
 * @COMMS_RULE_LIMIT: too long, or more than the day or the link allows
 * @COMMS_RULE_STATE: the thing is in a state that does not allow this
 * @COMMS_RULE_ROLE: the acting person's role does not allow this
 * @COMMS_RULE_PRACTICE: a practice desk may not reach out, or a real one may not pretend
 * @COMMS_RULE_ADVICE: advice that a manager lets block, and that nobody decided against
 * @COMMS_RULE_TIME: in the past, or no longer in its time
 * @COMMS_RULE_TWIN: its twin in the other language was changed after it
 *
 * A refusal by a rule of the desk: the program works, and says no. The CLI ends with
 * status 3 for the whole domain. The message names the rule and the remedy.
 */
#define COMMS_RULE_ERROR (comms_rule_error_quark ())
GQuark comms_rule_error_quark (void);
typedef enum
{
  COMMS_RULE_APPROVAL,
  COMMS_RULE_EMBARGO,
  COMMS_RULE_PAUSED,
  COMMS_RULE_DUPLICATE,
  COMMS_RULE_LIMIT,
  COMMS_RULE_STATE,
  COMMS_RULE_ROLE,
  COMMS_RULE_PRACTICE,
  COMMS_RULE_TIME,
  COMMS_RULE_ADVICE,
  COMMS_RULE_TWIN,
} CommsRuleError;

G_END_DECLS
