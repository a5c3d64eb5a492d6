/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsPractice"

#include "config.h"

#include "comms-practice-server.h"

static const char *const fault_nicks[] = {
  [COMMS_PRACTICE_FAULT_NONE] = "none",       [COMMS_PRACTICE_FAULT_SLOW] = "slow",
  [COMMS_PRACTICE_FAULT_TIMEOUT] = "timeout", [COMMS_PRACTICE_FAULT_SIGN_IN] = "sign-in",
  [COMMS_PRACTICE_FAULT_CREDIT] = "credit",   [COMMS_PRACTICE_FAULT_DUPLICATE] = "duplicate",
  [COMMS_PRACTICE_FAULT_LIMIT] = "limit",     [COMMS_PRACTICE_FAULT_SERVER] = "server",
  [COMMS_PRACTICE_FAULT_DROP] = "drop",
};

static const char *const rate_nicks[] = {
  [COMMS_PRACTICE_ONCE] = "once",
  [COMMS_PRACTICE_ALWAYS] = "always",
  [COMMS_PRACTICE_ONE_IN_FIVE] = "one-in-five",
};

static gboolean
find_nick (const char *const *nicks, guint n_nicks, const char *nick, int *value)
{
  for (guint i = 0; i < n_nicks; i++)
    {
      if (g_strcmp0 (nicks[i], nick) == 0)
        {
          *value = (int) i;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
comms_practice_fault_nick (CommsPracticeFault fault)
{
  g_return_val_if_fail ((guint) fault < G_N_ELEMENTS (fault_nicks), NULL);

  return fault_nicks[fault];
}

gboolean
comms_practice_fault_from_nick (const char *nick, CommsPracticeFault *fault)
{
  int value;

  if (!find_nick (fault_nicks, G_N_ELEMENTS (fault_nicks), nick, &value))
    return FALSE;
  *fault = (CommsPracticeFault) value;
  return TRUE;
}

const char *
comms_practice_rate_nick (CommsPracticeRate rate)
{
  g_return_val_if_fail ((guint) rate < G_N_ELEMENTS (rate_nicks), NULL);

  return rate_nicks[rate];
}

gboolean
comms_practice_rate_from_nick (const char *nick, CommsPracticeRate *rate)
{
  int value;

  if (!find_nick (rate_nicks, G_N_ELEMENTS (rate_nicks), nick, &value))
    return FALSE;
  *rate = (CommsPracticeRate) value;
  return TRUE;
}
