/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CommsPauseButton:
 *
 * The brake: asks for a reason, then for the action today.pause (s).
 */
#define COMMS_TYPE_PAUSE_BUTTON (comms_pause_button_get_type ())
G_DECLARE_FINAL_TYPE (CommsPauseButton, comms_pause_button, COMMS, PAUSE_BUTTON, AdwBin)

G_END_DECLS
