/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CommsWrapLayout:
 *
 * Puts children beside each other, and into a new line where the line is full, so that a row of
 * chips never needs more than the widest of them. The stand-in for AdwWrapBox, which comes after
 * our floor.
 */
#define COMMS_TYPE_WRAP_LAYOUT (comms_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (CommsWrapLayout, comms_wrap_layout, COMMS, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
