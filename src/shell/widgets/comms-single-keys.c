/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-single-keys.h"

/**
 * comms_single_keys_are_on:
 *
 * Whether a letter without Ctrl or Alt does something. Whoever dictates, or hits keys by mistake,
 * switches them off in the preferences (WCAG 2.1.4): the state of the action "app.single-keys".
 */
gboolean
comms_single_keys_are_on (void)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GVariant) state = NULL;

  if (application != NULL)
    state = g_action_group_get_action_state (G_ACTION_GROUP (application), "single-keys");
  return state == NULL || g_variant_get_boolean (state);
}
