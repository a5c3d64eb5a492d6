/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-history.h"
#include "comms-page.h"

G_BEGIN_DECLS

#define COMMS_TYPE_WINDOW (comms_window_get_type ())
G_DECLARE_FINAL_TYPE (CommsWindow, comms_window, COMMS, WINDOW, AdwApplicationWindow)

CommsHistory * comms_window_get_history (CommsWindow *self);

G_END_DECLS
